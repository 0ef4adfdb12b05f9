"""Interviews played through, and real ones prepared."""

import make
import practising
import pytest
from practising import STORY, asked, choose, said, write
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QPlainTextEdit, QPushButton, QTabBar, QWidget

from ats_desktop.domain.interviews import Interview
from ats_desktop.domain.practice import MockInterview, MockStatus
from ats_desktop.domain.tasks import Task, TaskStatus
from ats_desktop.services import mocks, packs, prep
from ats_desktop.ui.tables import RowsTable
from ats_desktop.ui.widgets.practice.recording import can_record


@pytest.fixture
def page(desk, settle):
    """Open the page, on a part of it."""
    return practising.opener(desk, settle)


@pytest.fixture
def posting(desk):
    """An application with a posting and an interview."""
    return practising.posted(desk.work)


# --- mock interviews ------------------------------------------------------------------------------


@pytest.fixture
def playing(page, desk, named, settle):
    """A mock interview of two questions, begun by hand."""
    opened = page()
    named("Practice", QTabBar).setCurrentIndex(2)
    settle()
    opened._parts[2]._setup._number.setValue(2)
    named("Begin", QPushButton).click()
    settle()
    return opened._parts[2].playing


def test_one_is_played_to_its_end_and_told_in_words(playing, desk, named, settle):
    assert "Question 1 of 2" in said(desk)
    assert playing.clock.running
    write(named, action=STORY.action, result=STORY.result)
    named("Next question", QPushButton).click()
    settle()
    assert "Question 2 of 2" in said(desk)
    assert named("Action", QPlainTextEdit).toPlainText() == ""

    named("Skip", QPushButton).click()
    settle()

    ended = desk.work.all(MockInterview)[0]
    assert ended.status is MockStatus.COMPLETED
    assert "not ready yet" in said(desk)
    assert any(words.startswith("1 of 2 answered") for words in said(desk))


def test_one_that_was_left_goes_on_where_it_was(playing, desk, named, settle):
    write(named, action=STORY.action)
    named("Next question", QPushButton).click()
    settle()
    named("Leave for later", QPushButton).click()
    settle()
    mock = desk.work.all(MockInterview)[0]
    assert mock.status is MockStatus.ABANDONED
    assert [line.right for line in desk.stack.currentWidget()._parts[2]._earlier.lines] == ["Go on"]

    desk.stack.currentWidget()._parts[2]._earlier.opened.emit(mock.id)
    settle()

    assert "Question 2 of 2" in said(desk)
    assert desk.work.get(MockInterview, mock.id).status is MockStatus.IN_PROGRESS


def test_leaving_keeps_what_is_half_typed(playing, desk, named, settle):
    write(named, situation="In March.")
    mock = desk.work.all(MockInterview)[0]
    named("Leave for later", QPushButton).click()
    settle()

    desk.go("practice", f"mock:{mock.id}")
    settle()

    assert named("Situation", QPlainTextEdit).toPlainText() == "In March."


def test_nothing_answered_cannot_be_ended_and_says_so(playing, desk, named, settle):
    named("End it here", QPushButton).click()
    settle()

    assert desk.strip.told.title == "Nothing was answered yet."
    assert desk.work.all(MockInterview)[0].status is MockStatus.IN_PROGRESS


def test_a_file_is_attached_where_nothing_can_be_recorded(playing, desk, named, settle, tmp_path, qtbot):
    sound = tmp_path / "try.ogg"
    sound.write_bytes(b"sound")

    playing._recording.keep(sound)

    qtbot.waitUntil(lambda: desk.work.all(MockInterview)[0].recording != "")
    assert desk.work.files.path(desk.work.all(MockInterview)[0].recording).read_bytes() == b"sound"
    assert playing._recording._record.isVisible() is can_record()
    qtbot.waitUntil(playing._recording._save.isVisible)


@pytest.mark.skipif(can_record(), reason="here it can be recorded")
def test_where_nothing_can_be_recorded_it_is_said_in_a_sentence(playing, desk):
    playing._recording.turn()

    assert desk.strip.told.title == "Nothing can be recorded here."
    assert playing._recording._running is None


def test_an_empty_file_is_no_recording(playing, desk, tmp_path, qtbot):
    nothing = tmp_path / "nothing.ogg"
    nothing.touch()

    playing._recording.keep(nothing)

    qtbot.waitUntil(lambda: desk.strip.told is not None)
    assert desk.strip.told.title == "This is no recording."


# --- getting ready --------------------------------------------------------------------------------


@pytest.fixture
def meeting(desk, posting):
    return desk.work.all(Interview)[0]


def test_an_interview_is_opened_by_its_id_with_a_checklist_to_make(page, meeting, named, desk, settle):
    page(f"interview:{meeting.id}")
    assert "Data Engineer @ Quillmark" in said(desk)

    named("Make the checklist", QPushButton).click()
    settle()

    assert desk.work.count(Task) == 5
    named("Read up on Quillmark · Sun 29 Nov", QCheckBox).click()
    settle()
    assert desk.work.all(Task, {"status": TaskStatus.DONE})[0].title == "Read up on Quillmark"
    assert "1 of 4 steps." in said(desk)


def test_time_and_how_sure_one_feels_are_noted(page, meeting, named, desk, settle):
    page(f"interview:{meeting.id}")

    named("Note the time", QPushButton).click()
    choose(named("How sure do you feel?", QComboBox), "4 of 5")
    named("How sure do you feel?", QComboBox).activated.emit(4)
    settle()

    assert "30 minutes noted so far." in said(desk)
    assert desk.work.get(Interview, meeting.id).confidence_before == 4


def test_notes_are_saved_when_one_goes_elsewhere(page, meeting, named, desk, settle):
    page(f"interview:{meeting.id}")
    named("What to ask them, one a line", QPlainTextEdit).setPlainText("How do you deploy?\nWho decides?")

    desk.go("today")
    settle()

    assert desk.work.get(Interview, meeting.id).questions_to_ask == ("How do you deploy?", "Who decides?")


def test_what_is_being_typed_is_not_taken_by_news(page, meeting, named, desk, settle):
    page(f"interview:{meeting.id}")
    named("What to bring and to tell", QPlainTextEdit).setPlainText("The settlement story")

    make.application(desk.work, "Other", "Polder Maps")
    settle()

    assert named("What to bring and to tell", QPlainTextEdit).toPlainText() == "The settlement story"


def test_without_interviews_it_says_where_to_plan_one(page, named, desk, settle):
    page()
    named("Practice", QTabBar).setCurrentIndex(3)
    settle()

    named("Go to the board", QPushButton).click()

    assert desk.stack.currentWidget().accessibleName() == "Board"


def test_an_interview_leads_to_the_questions_of_its_posting(page, meeting, named, settle):
    page(f"interview:{meeting.id}")

    named("Practise its questions", QPushButton).click()
    settle()

    assert asked(named("Questions", RowsTable))[0] == packs.questions()["warehouse-daily"].text


def test_a_mock_that_is_gone_is_told(page, desk):
    page("mock:nowhere")

    assert desk.strip.told.title == "This is not here any more."
    assert mocks.MIXED == "mixed"


def test_notes_are_saved_while_one_types_and_the_cursor_stays(page, meeting, named, desk, qtbot, settle):
    page(f"interview:{meeting.id}")
    field = named("What to ask them, one a line", QPlainTextEdit)
    field.setFocus()
    QTest.keyClicks(field, "Who decides?")
    QTest.keyClick(field, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: desk.work.get(Interview, meeting.id).questions_to_ask == ("Who decides?",))
    settle()

    assert field.toPlainText() == "Who decides?\n"
    assert field.textCursor().position() == len("Who decides?\n")


def test_what_was_written_elsewhere_is_shown_where_nothing_is_typed(page, meeting, named, desk, settle):
    page(f"interview:{meeting.id}")

    prep.note(desk.work, meeting.id, prep_notes="From the other laptop", questions_to_ask="")
    settle()

    assert named("What to bring and to tell", QPlainTextEdit).toPlainText() == "From the other laptop"


@pytest.mark.parametrize("row", ["question", "mock ended", "mock waiting", "interview"])
def test_every_part_can_be_named_by_a_screen_reader(page, posting, desk, row, settle):
    work = desk.work
    ended, waiting = mocks.begin(work, number=1), mocks.begin(work, number=1)
    mocks.answer(work, ended.id, ended.questions[0], STORY)
    mocks.finish(work, ended.id)
    prep.begin(work, work.all(Interview)[0].id)
    where = {
        "question": f"question:{packs.question_id(work, 'made-simpler')}",
        "mock ended": ended.id,
        "mock waiting": f"mock_interviews:{waiting.id}",
        "interview": f"interview:{work.all(Interview)[0].id}",
    }

    opened = page(where[row])

    reached = [one for one in opened.findChildren(QWidget) if one.isVisible() and takes_keys(one)]
    assert len(reached) > 3
    assert [one for one in reached if not spoken(one)] == []


def takes_keys(widget):
    inner = widget.objectName().startswith("qt_") or widget.focusProxy() is not None
    return widget.focusPolicy() is not Qt.FocusPolicy.NoFocus and not inner


def spoken(widget):
    seen = QAccessible.queryAccessibleInterface(widget)
    return seen.text(QAccessible.Text.Name).strip() if seen else ""
