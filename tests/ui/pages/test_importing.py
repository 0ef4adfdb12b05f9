"""Import by window: nothing is written before she says so, and what was written is one step of undo."""

import threading

import papers
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ats_desktop.domain.applications import ApplicationStage
from ats_desktop.domain.interviews import Interview
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.formats.headings import ROLES as KNOWN_ROLES
from ats_desktop.services import jobs, transfer
from ats_desktop.ui.widgets import columnmap

LIST = """Title,Company,Deadline,Shoe size
Engineer,Brightwater Labs,2026-12-01,39
Analyst,Halden Robotics,,41
"""
STRANGE = """Wo;Was;Wann;Farbe
Brightwater Labs;Ingenieurin;03.11.2026;blau
Halden Robotics;Analystin;13.11.2026;rot
;;;
"""


@pytest.fixture
def page(desk, settle):
    desk.go("import")
    settle()
    return desk.stack.currentWidget()


@pytest.fixture
def file(tmp_path):
    def write(content, name="jobs.csv"):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.fixture
def looked(page, qtbot):
    def look(path):
        page.look(path)
        rest(page, qtbot)

    return look


def rest(page, qtbot):
    """Wait until nothing runs any more."""
    qtbot.waitUntil(lambda: not page._clock.isActive() and page.state.stop.isHidden(), timeout=30_000)


def choose(page, heading, role):
    box = page.map.boxes[heading]
    box.setCurrentIndex(box.findData(role))


# --- a list whose headings are known ----------------------------------------------------------------


def test_what_would_happen_is_said_first_in_jobs_not_in_rows(page, desk, file, looked):
    looked(file(LIST))

    assert page.state.title.text() == "2 jobs: 2 new"
    assert "With them: 2 companies." in page.state.words.text()
    assert page.state.go.isVisible()
    assert page.table.model_.rowCount() == 2
    assert desk.work.count(JobOpportunity) == 0


def test_saying_yes_writes_it_as_one_step_that_can_be_undone(page, desk, file, looked, qtbot, settle):
    looked(file(LIST))

    page.state.go.click()
    rest(page, qtbot)
    settle()
    assert {job.title for job in desk.work.all(JobOpportunity)} == {"Engineer", "Analyst"}
    assert desk.toast._words.text() == "Imported jobs.csv"
    assert page.state.jobs.hasFocus()

    page.state.undo.click()
    rest(page, qtbot)

    assert desk.work.count(JobOpportunity) == 0
    assert page.state.title.text() == "2 jobs: 2 new"


def test_a_second_time_there_is_nothing_to_say_yes_to(page, file, looked, qtbot):
    looked(file(LIST))
    page.state.go.click()
    rest(page, qtbot)

    looked(file(LIST))

    assert page.state.title.text() == "2 jobs: 2 here already"
    assert not page.state.go.isVisible()


def test_all_kinds_can_be_looked_at(page, file, looked):
    looked(file(LIST))

    page._chips.chip("all").click()

    assert page.table.model_.rowCount() > 2
    page._chips.chip("companies").click()
    assert page.table.model_.rowCount() == 2


def test_a_column_can_be_left_out_or_read_as_something_else(page, desk, file, looked, qtbot):
    looked(file(LIST))
    assert page.map.isHidden()
    assert "Shoe size" in page.state.notes.text()

    page.state.columns.click()
    choose(page, "Shoe size", "")
    choose(page, "Deadline", "posted")
    rest(page, qtbot)
    page.state.go.click()
    rest(page, qtbot)

    (engineer,) = desk.work.all(JobOpportunity, {"title": "Engineer"})
    assert (engineer.deadline_on, str(engineer.posted_on)) == (None, "2026-12-01")
    assert "Shoe size" not in page.state.notes.text()


def test_dates_that_fit_both_orders_can_be_turned(page, desk, file, looked, qtbot):
    looked(file("Title,Company,Deadline\nEngineer,Quillmark,3/4/2027\n"))
    page.state.columns.click()
    assert page.map.day_first.isVisible()

    page.map.day_first.setChecked(True)
    rest(page, qtbot)
    page.state.go.click()
    rest(page, qtbot)

    assert str(desk.work.all(JobOpportunity)[0].deadline_on) == "2027-04-03"


# --- a strange one ----------------------------------------------------------------------------------


def test_a_strange_list_is_asked_for_its_columns_with_what_stands_in_them(page, file, looked):
    looked(file(STRANGE))

    assert page.state.title.text() == "Which column is the company, and which the job title?"
    assert page.map.isVisible()
    assert list(page.map.boxes) == ["Wo", "Was", "Wann", "Farbe"]
    assert page.map.boxes["Was"].accessibleDescription() == "Ingenieurin · Analystin"
    assert page.map.boxes["Wo"].hasFocus()
    assert not page.state.go.isVisible()


def test_while_the_columns_are_told_the_keys_stay_at_the_column_she_is_at(page, file, looked, qtbot):
    looked(file(STRANGE))
    page.map.boxes["Farbe"].setFocus()

    choose(page, "Farbe", "tags")
    rest(page, qtbot)

    assert page.map.boxes["Farbe"].hasFocus()


def test_what_was_said_about_its_columns_is_kept_for_the_next_such_list(page, desk, file, looked, qtbot):
    looked(file(STRANGE))
    for heading, role in (("Wo", "company"), ("Was", "title"), ("Wann", "applied"), ("Farbe", "")):
        choose(page, heading, role)
    rest(page, qtbot)
    assert page.state.title.text() == "2 jobs: 2 new"
    page.state.go.click()
    rest(page, qtbot)
    assert {str(one.occurred_at)[:10] for one in desk.work.all(ApplicationStage)} == {"2026-11-03", "2026-11-13"}

    looked(file("Was;Farbe;Wo;Wann\nTexterin;grün;Quillmark;20.11.2026\n", "neu.csv"))

    assert page.state.title.text() == "1 job: 1 new"
    assert page.map.isHidden()


def test_every_role_can_be_chosen_and_every_choice_is_a_role():
    assert {role for role, _ in columnmap.ROLES} == KNOWN_ROLES


# --- other files ------------------------------------------------------------------------------------


def test_an_invitation_nobody_can_place_asks_whose_it_is(page, desk, file, looked, qtbot):
    chosen = jobs.add(desk.work, "Analyst", "Quillmark")
    looked(file(papers.INVITATION, "invite.ics"))
    qtbot.waitUntil(lambda: page.state.whose.count() == 2, timeout=5_000)
    assert page.state.title.text() == "Whose interview is it?"
    assert page.state.whose.hasFocus()

    page.state.whose.setCurrentIndex(1)
    page.state.whose.activated.emit(1)
    rest(page, qtbot)
    page.state.go.click()
    rest(page, qtbot)

    (talk,) = desk.work.all(Interview)
    assert talk.application == chosen.id


def test_a_workbook_shows_its_columns_too(page, file, looked):
    rows = [["Company", "Title", "Shoe size"], ["Quillmark", "Analyst", 39]]
    looked(file(papers.workbook({"Jobs": rows}), "jobs.xlsx"))

    assert page.state.title.text() == "1 job: 1 new"
    assert page.map.boxes["Shoe size"].accessibleDescription() == "39"


def test_a_resume_goes_to_the_page_of_drafts(page, desk, file, looked, qtbot):
    path = file(papers.pdf(), "cv.pdf")

    page.look(path)

    qtbot.waitUntil(lambda: desk._wanted == ("draft", str(path)), timeout=30_000)
    rest(page, qtbot)
    assert not page.state.choose.isHidden()
    assert page.state.bar.isHidden()


def test_a_file_that_cannot_be_read_is_said_and_changes_nothing(page, desk, file, looked):
    looked(file(b"PK\x03\x04 and then nothing", "broken.zip"))

    assert page.state.title.text()
    assert not page.state.go.isVisible()
    assert desk.work.count(JobOpportunity) == 0


# --- what runs ----------------------------------------------------------------------------------------


def test_an_import_can_be_stopped_and_leaves_nothing_behind(page, desk, file, looked, qtbot, monkeypatch):
    looked(file("Title,Company\n" + "".join(f"Engineer {n},Quillmark\n" for n in range(50))))
    begun, held = threading.Event(), threading.Event()
    real = transfer.import_file

    def slowly(work, path, *, told, **asked):
        def waits(done, every):
            begun.set()
            held.wait(10)
            told(done, every)

        return real(work, path, told=waits, **asked)

    monkeypatch.setattr(transfer, "import_file", slowly)
    page.state.go.click()
    qtbot.waitUntil(begun.is_set, timeout=10_000)
    assert page.state.bar.isVisible()

    QTest.keyClick(page.state.stop, Qt.Key.Key_Space)
    held.set()
    rest(page, qtbot)

    assert page.state.title.text() == "Stopped."
    assert desk.work.count(JobOpportunity) == 0


def test_a_second_file_takes_the_place_of_the_first(page, file, qtbot):
    page.look(file(LIST))
    page.look(file("Title,Company\nWriter,Quillmark\n", "other.csv"))
    rest(page, qtbot)

    assert page.report.title == "other.csv"
