"""`ats add` with a posting: by its link, from a saved page, from the standard input; lists keep their old meaning."""

import json
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO

import postings
import pytest
from sites import answer, site

from ats_desktop.cli import main as program
from ats_desktop.cli.place import Place
from ats_desktop.config.paths import find_profile
from ats_desktop.outside.web import Web


@pytest.fixture
def here():
    with site({"/job": answer(postings.PLAIN)}) as made:
        yield made


@pytest.fixture
def add(home):
    """Add something, with this web."""

    def run(word, web, *more):
        out, err = StringIO(), StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            code = program._run(Place(find_profile(None), web=web), ["add", word, *more])
        return code, out.getvalue()

    return run


def test_a_link_is_added_and_every_field_says_where_it_stood(add, here):
    code, said = add(here.url("/job"), here.web())

    lines = [" ".join(line.split()) for line in said.splitlines()]
    assert code == 0
    assert lines[0].startswith("Added: Bakery Lead @ Quillmark Bakes (")
    assert "Title Bakery Lead its heading on 127.0.0.1" in lines
    assert "Advertised pay 28,000 - 32,500 GBP/year “Salary: £28,000 - £32,500 per year” on 127.0.0.1" in lines
    assert "Deadline 2026-11-30 “Please apply by 30 November 2026 through our form.” on 127.0.0.1" in lines
    assert "Requirements 3 points its text on 127.0.0.1" in lines


def test_offline_the_card_is_there_and_says_so(add, ats):
    code, said = add("https://jobs.quillmark.example/bakery-lead", Web(resolve=lambda *_: []))

    assert code == 0
    assert "Added: Bakery lead (" in said
    assert "jobs.quillmark.example could not be found. You may be offline." in said
    assert "The card is there, and is filled then." in said
    assert ats("count", "applications").out == "1\n"


def test_linkedin_is_kept_and_never_asked(add, ats):
    code, said = add("https://www.linkedin.com/jobs/view/night-dispatcher-4711", Web(resolve=lambda *_: []))

    assert code == 0
    assert "Its page was not read. LinkedIn does not let programs read its pages." in said
    assert ats("count", "jobs").out == "1\n"


def test_the_answer_for_programs_keeps_its_shape(add, here):
    _, said = add(here.url("/job"), here.web(), "--json")

    told = json.loads(said)
    assert list(told) == ["version", "kind", "application", "job", "known", "warning", "waiting", "parts"]
    assert told["kind"] == "link"
    assert told["parts"]["title"] == {"value": "Bakery Lead", "from": "its heading on 127.0.0.1"}


def test_a_link_added_twice_is_one_card_and_a_warning(add, here, ats):
    add(here.url("/job"), here.web())

    _, said = add(here.url("/job?utm_source=mail"), here.web())

    assert said.startswith("You have this already: Bakery Lead @ Quillmark Bakes.\n")
    assert ats("count", "jobs").out == "1\n"


def test_a_text_on_the_standard_input_is_a_posting(ats, home):
    answered = ats("add", "-", stdin=postings.PASTED)

    assert answered.code == 0
    assert "Added: Junior Archivist @ Halden Archive (" in answered.out
    assert "its first line as it was pasted" in " ".join(answered.out.split())


@pytest.mark.parametrize("name", ["posting.html", "posting.HTM", "posting.mhtml"])
def test_a_saved_page_is_a_posting(ats, home, tmp_path, name):
    head = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n"
    page = postings.PLAIN.encode()
    (tmp_path / name).write_bytes(head + page + b"\r\n--x--\r\n" if name.endswith("mhtml") else page)

    answered = ats("add", str(tmp_path / name))

    assert answered.code == 0, answered.err
    assert "Added: Bakery Lead @ Quillmark Bakes (" in answered.out


def test_a_file_that_is_no_page_is_imported(ats, home, tmp_path):
    (tmp_path / "jobs.csv").write_text("Company,Title\nHalden Robotics,Designer\n")

    answered = ats("add", str(tmp_path / "jobs.csv"))

    assert answered.code == 0, answered.err
    assert ats("count", "jobs").out == "1\n"


def test_a_list_keeps_its_meaning_even_where_a_file_is_called_so(ats, home, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tasks").write_text("not this")

    assert ats("add", "tasks", "title=Write").out.startswith("Added: Write")


def test_a_file_that_is_not_there_and_a_folder_are_said_to_be_so(ats, home, tmp_path):
    missing, folder = ats("add", "missing.pdf"), ats("add", str(tmp_path))

    assert (missing.code, folder.code) == (1, 1)
    assert "There is no file “missing.pdf” here." in missing.err
    assert "is a folder" in folder.err


@pytest.mark.parametrize(("words", "code"), [(["add", "tasks"], 2), (["add"], 2), (["add", "nonsense"], 1)])
def test_what_is_nothing_is_said_to_be_nothing(ats, home, words, code):
    answered = ats(*words)

    assert answered.code == code
    assert answered.err
