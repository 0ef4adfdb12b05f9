"""Templates run no code, leave no gaps, load nothing, and escape whatever they are given."""

import re
import sys

import pytest

from ats_desktop.errors import Refused, ToolMissing
from ats_desktop.outside.templates import _plainly, _sandbox, fill
from ats_desktop.shipped import shipped

NASTY = "<script>alert(1)</script>\"'&{{ 7 * 7 }}"
JOB = {"title": NASTY, "company": NASTY, "left": NASTY, "closes": NASTY, "link": "https://example.com/?a=1&b=2"}
VALUES = JOB | {
    "subject": NASTY, "closes_there": NASTY, "location": NASTY, "here": "ats-desktop://job/1", "jobs": [JOB, JOB],
    "kind": NASTY, "heading": NASTY, "when": NASTY, "when_there": NASTY, "duration": NASTY, "dial_in": NASTY,
    "interviewers": NASTY, "logistics": NASTY, "questions": [NASTY], "notes": NASTY,
    "host": NASTY, "user": NASTY, "hour": "09:00", "zone": NASTY,
    "facts": [(NASTY, NASTY, NASTY)], "why": NASTY,
}  # fmt: skip
LETTERS = ("deadline", "digest", "interview", "promise", "test")


@pytest.mark.parametrize("name", LETTERS)
def test_html_letters_escape_everything_and_load_nothing(name):
    page = fill(f"email/{name}.html", **VALUES)

    assert page.lstrip().startswith("<!doctype html>")
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "{{ 7 * 7 }}" in page  # a value is never a template
    assert not re.search(r"(?i)<img|<link|<iframe|url\(|@import|src=|background=", page)
    assert set(re.findall(r'href="(.*?)"', page)) <= {"https://example.com/?a=1&amp;b=2", "ats-desktop://job/1"}
    assert 'name="color-scheme" content="light dark"' in page


@pytest.mark.parametrize("name", LETTERS)
def test_text_letters_say_the_words_as_they_are(name):
    text = fill(f"email/{name}.txt", **VALUES)

    assert NASTY in text
    assert "\n\n\n\n" not in text


@pytest.mark.parametrize("name", [f"{name}.{kind}" for name in LETTERS for kind in ("txt", "html")])
def test_a_missing_value_is_a_mistake_and_never_a_gap(name):
    with pytest.raises(Refused, match="cannot be filled in"):
        fill(f"email/{name}")


@pytest.mark.parametrize(
    "payload",
    [
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ ''|attr('__class__')|attr('__mro__') }}",
        "{{ '{0.__class__.__mro__}'.format(1) }}",
        "{{ ('{0.__class__}'|attr('format'))(1) }}",
        "{{ x.append(1) }}",
        "{{ lipsum.__globals__ }}",
        "{% include '/etc/passwd' %}",
        "{% include '../../../pyproject.toml' %}",
        "{{ self.__init__.__globals__ }}",
    ],
)
def test_a_template_can_run_nothing(payload):
    with pytest.raises(Refused, match="cannot be filled in"), _plainly():
        _sandbox().from_string(payload).render(x=[])


def test_without_jinja2_letters_cannot_be_written(monkeypatch):
    monkeypatch.setitem(sys.modules, "jinja2", None)

    with pytest.raises(ToolMissing, match="Letters cannot be written"):
        fill("email/test.txt")


def test_every_letter_has_both_shapes():
    folder = shipped("templates/email")

    assert {path.name for path in folder.iterdir()} == {f"{n}.{k}" for n in LETTERS for k in ("txt", "html")} | {
        "letter.html",
        "parts.html",
    }
