"""Paper: what people wrote is printed as they wrote it, in reading order, and nothing in it is ever run."""

import io
import random
import sys
import unicodedata
from datetime import UTC, datetime

import pypdf
import pytest

from ats_desktop.errors import ToolMissing
from ats_desktop.outside import paper
from ats_desktop.outside.paper import draw, plain

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
EMPTY = {"title": "T", "name": "Ada Example", "headline": "", "contact": [], "sections": [], "paper": "a4"}
CODE = (
    '#read("/etc/passwd")',
    '#import "@preview/cetz:0.3.0": *',
    "#panic()",
    '#include "resume.typ"',
    "*not bold* _not slanted_ `raw` $x^2$ <label> @reference",
    r"\input{/etc/passwd} \write18{id}",
    "= No heading",
    "// no remark, /* nor this */",
    "-- --- ... ~ ' \"",
    "https://example.org/#fragment",
    "{{ 7 * 7 }} {% include 'x' %}",
    "office, affluent, filling, fjord",
    "1. one",
    "]) #text(red)[",
)


def printed(*lines):
    """What a reader of the file finds in it, as one line of words."""
    told = EMPTY | {"sections": [{"title": "Summary", "lines": list(lines), "entries": [], "facts": []}]}
    return in_one_line(read(draw("resume", told, at=AT)))


def read(pdf):
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def in_one_line(text):
    return " ".join(text.split())


@pytest.mark.parametrize("code", CODE)
def test_code_is_printed_and_never_run(code):
    assert in_one_line(code) in printed(code)


def test_a_name_from_right_to_left_and_one_of_pictures_keep_their_letters():
    found = printed("שלום", "مرحبا", "Zoë Ångström", "東京")

    assert set("שלום") <= set(found)
    assert set("مرحبا") <= set(found)
    assert "Zoë Ångström" in found
    assert "東京" in found


def test_what_steers_text_unseen_is_left_out():
    assert "evil" in printed("e\u202ev\u200bi\u2066l\x00\x07")


def test_ligatures_are_taken_apart_for_machines():
    assert "office" in printed("of\ufb01ce")


def test_three_hundred_random_strings_come_out_letter_by_letter():
    """Letters of one script a string, so that no font of the machine decides; the order is that of the text."""
    seed = random.randrange(10**9)
    print(f"seed {seed}")
    chance = random.Random(seed)
    letters = [chr(code) for code in (*range(33, 127), *range(0xA1, 0x180), *range(0x391, 0x3CA), *range(0x410, 0x450))]
    letters = [one for one in letters if unicodedata.category(one)[0] in "LNPS" and one != "\xad"]
    strings = ["".join(chance.choices(letters, k=chance.randrange(1, 40))) for _ in range(300)]

    found = printed(*strings)

    joined = found.replace(" ", "")
    assert [one for one in strings if one not in joined] == []


def test_any_unicode_at_all_makes_a_page():
    seed = random.randrange(10**9)
    print(f"seed {seed}")
    chance = random.Random(seed)
    strings = ["".join(chr(chance.randrange(0x11_0000)) for _ in range(30)) for _ in range(60)]

    told = EMPTY | {"sections": [{"title": "S", "lines": strings, "entries": [], "facts": []}]}

    assert draw("resume", told, at=AT).startswith(b"%PDF-")


def test_the_same_words_give_the_same_file():
    assert draw("resume", EMPTY, at=AT) == draw("resume", EMPTY, at=AT)


def test_fonts_lie_in_the_file():
    reader = pypdf.PdfReader(io.BytesIO(draw("resume", EMPTY, at=AT)))

    fonts = [font.get_object() for font in reader.pages[0]["/Resources"]["/Font"].values()]
    inner = [font["/DescendantFonts"][0].get_object()["/FontDescriptor"] for font in fonts]
    assert all({"/FontFile2", "/FontFile3"} & set(one) for one in inner)
    assert all("/ToUnicode" in font for font in fonts)


def test_without_typst_the_page_says_so(monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)

    with pytest.raises(ToolMissing, match="typst"):
        draw("resume", EMPTY, at=AT)


def test_the_templates_ask_for_nothing_outside_of_themselves():
    for page in paper.shipped("templates/paper").glob("*.typ"):
        words = page.read_text(encoding="utf-8")

        assert not any(word in words for word in ("#import", "#include", "read(", "@preview", "image(", "plugin("))


def test_what_is_no_text_stays_as_it_is():
    assert plain({"a": [1, None, True, ("x",)]}) == {"a": [1, None, True, ["x"]]}
