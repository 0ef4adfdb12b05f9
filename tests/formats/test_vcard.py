"""Cards of contacts: each is read by itself, and goes where only she sees it."""

import papers
import pytest

from ats_desktop.domain.people import Contact
from ats_desktop.formats import vcard
from ats_desktop.formats.problem import ImportProblem


def test_a_card_becomes_a_contact(read):
    ada, jonas = read(papers.CARDS, "people.vcf").rows("contacts")

    assert (ada.name, ada.first_name, ada.last_name) == ("Ada Lind", "Ada", "Lind")
    assert (ada.company_name, ada.title) == ("Brightwater Labs", "Recruiter")
    assert (ada.emails, ada.phones) == (("ada.lind@brightwater.example",), ("+47 555 01 999",))
    assert ada.linkedin_url == "https://www.linkedin.com/in/ada-lind-example"
    assert (ada.birthday, ada.notes, ada.tags) == ("--03-04", "Met in May, by the river", ("recruiter", "oslo"))
    assert (jonas.name, jonas.emails) == ("Jonas Hale", ("jonas@halden.example",))


def test_contacts_are_in_the_closed_part():
    assert Contact.noun.stream == "contacts"


def test_one_broken_card_does_not_spoil_the_others(read):
    broken = "BEGIN:VCARD\r\nVERSION:3.0\r\nEND:VCARD\r\n"

    found = read(broken + papers.CARDS, "people.vcf")

    assert [one.problem for one in found.found] == ["It names nobody.", "", ""]


def test_the_same_person_in_two_files_is_one():
    first = next(iter(vcard.parse(papers.CARDS.encode(), None)))
    again = next(iter(vcard.parse(papers.CARDS.replace("FN:Ada Lind", "FN:Dr. Ada Lind").encode(), None)))

    assert first.key == again.key


def test_letters_as_windows_wrote_them_are_read(read):
    data = "BEGIN:VCARD\r\nVERSION:2.1\r\nFN:Zoë Grün\r\nEND:VCARD\r\n".encode("cp1252")

    assert read(data, "people.vcf").one("contacts").name == "Zoë Grün"


def test_a_file_without_a_whole_card_is_said(read):
    with pytest.raises(ImportProblem, match="no card of it is complete"):
        read("BEGIN:VCARD\r\nFN:Ada", "people.vcf")


def test_what_goes_out_comes_back(read):
    people = [
        Contact(
            id="0190f3c0-0000-7000-8000-000000000001",
            name="Ada; the first, of\nthem",
            company_name="Quillmark, Ltd.",
            emails=("ada@quillmark.example",),
            notes="A long line that has to be folded, because it is longer than seventy-five letters: éèê " * 2,
        )
    ]

    written = "".join(vcard.write(people))
    back = read(written, "people.vcf").one("contacts")

    assert all(len(line.encode()) <= 75 for line in written.splitlines())
    assert (back.company_name, back.emails) == ("Quillmark, Ltd.", ("ada@quillmark.example",))
    assert back.notes == people[0].notes.strip()
    assert back.name == "Ada; the first, of them"


@pytest.mark.parametrize("part", [";rigG", "=worE", ",a", ';a="b', ';a="b"', ';a=":"'])
def test_a_line_that_would_take_for_ever_is_left_out(read, part):
    """Found by bending: a head of n parts without a colon took the library 2 to the power of n."""
    tangled = "ORG;X" + part * 60

    card = f"BEGIN:VCARD\nVERSION:3.0\nFN:Jonas Recruit\n{tangled}\nEND:VCARD\n"

    assert [(one.fields["name"], one.problem) for one in read(card, "people.vcf").found] == [("Jonas Recruit", "")]


def test_a_long_head_with_its_colon_is_read(read):
    kinds = "".join(f";TYPE=t{number}" for number in range(60))

    card = f"BEGIN:VCARD\nVERSION:3.0\nFN:Jonas Recruit\nEMAIL{kinds}:jonas@quillmark.example\nEND:VCARD\n"

    assert read(card, "people.vcf").one("contacts").emails == ("jonas@quillmark.example",)


def test_the_lines_of_old_telephones_go_on_after_an_equals_sign(read):
    note = (
        "NOTE;ENCODING=QUOTED-PRINTABLE:=C3=84pfel;=C3=84pfel;=\r\n=C3=96l; Brot; a; b; c; d; e; f; g; h=\r\n and milk"
    )

    card = f"BEGIN:VCARD\r\nVERSION:2.1\r\nFN:Jonas Recruit\r\n{note}\r\nEND:VCARD\r\n"

    assert read(card, "people.vcf").one("contacts").notes == "Äpfel;Äpfel;Öl; Brot; a; b; c; d; e; f; g; h and milk"


def test_a_note_is_kept_behind_its_comma(read):
    notes = (
        "NOTE:met at a fair, loves sailing; cooks",
        "item1.NOTE:a\\, b, c",
        "NOTE;ENCODING=QUOTED-PRINTABLE:so=2C and,=\r\n on",
    )

    text = "".join(f"BEGIN:VCARD\r\nFN:Kim, {n}\r\n{note}\r\nEND:VCARD\r\n" for n, note in enumerate(notes))
    cards = read(text, "people.vcf").rows("contacts")

    assert [card.notes for card in cards] == ["met at a fair, loves sailing; cooks", "a, b, c", "so, and, on"]
    assert [card.name for card in cards] == ["Kim, 0", "Kim, 1", "Kim, 2"]
