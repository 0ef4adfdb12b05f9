"""Practice: questions are found, answered, coached and kept; an interview is played through; a real one is prepared."""

import make
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QListView, QPlainTextEdit, QPushButton, QTabBar

from ats_desktop.domain.interviews import Interview
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.practice import InterviewQuestion, LibraryResponse, MockInterview, MockStatus, QuestionPractice
from ats_desktop.domain.star import Story
from ats_desktop.domain.tasks import Task, TaskStatus
from ats_desktop.domain.values import Appointment
from ats_desktop.services import mocks, packs, practice, prep
from ats_desktop.store import drafts
from ats_desktop.store.reads.practice import tries
from ats_desktop.ui.tables import RowsTable
from ats_desktop.ui.widgets.practice.answer import AnswerSheet
from ats_desktop.ui.widgets.practice.meter import tone_of
from ats_desktop.ui.widgets.practice.recording import can_record

STORY = Story(
    action="I measured every step and rewrote the slow one.", result="It took 40 minutes instead of six hours."
)


@pytest.fixture
def page(desk, settle):
    """Open the page, on a part of it."""

    def open_page(row=""):
        desk.go("practice", row)
        settle()
        return desk.stack.currentWidget()

    return open_page


@pytest.fixture
def posting(desk):
    """An application whose posting names a skill, with an interview in nine days."""
    made = make.application(desk.work, "Data Engineer", "Quillmark")
    with desk.work.change("Posting") as change:
        job = change.get(JobOpportunity, made.job)
        change.save(make.replaced(job, description="You know ETL."), was=job)
        change.save(Interview(application=made.id, starts=Appointment("2026-12-01T10:00", "UTC"), meeting_link="x"))
    return made


def asked(table):
    return [table.model_.data(table.model_.index(row, 0)) for row in range(table.model_.rowCount())]


def choose(box, words):
    box.setCurrentIndex(box.findText(words))


def write(named, **parts):
    for name, words in parts.items():
        named(name.capitalize(), QPlainTextEdit).setPlainText(words)


def said(desk):
    return [one.text() for one in desk.findChildren(QLabel) if one.isVisible()]


# --- the bank -------------------------------------------------------------------------------------


def test_the_whole_pack_is_listed_and_nothing_was_written(page, desk, named):
    page()

    assert len(asked(named("Questions", RowsTable))) == len(packs.questions())
    assert desk.work.count(InterviewQuestion) == 0


def test_choices_and_words_narrow_the_list_together(page, named, settle):
    page()

    choose(named("Kind", QComboBox), "Technical")
    choose(named("Level", QComboBox), "Mid")
    named("Search questions", QLineEdit).setText("password")
    settle()

    assert asked(named("Questions", RowsTable)) == [packs.questions()["safe-login"].text]
    named("Search questions", QLineEdit).setText("zeppelin")
    settle()
    assert asked(named("Questions", RowsTable)) == []
    assert not named("Practise", QPushButton).isEnabled()


def test_a_posting_shows_the_questions_it_calls_for(page, posting, named):
    page(f"application:{posting.id}")

    listed = asked(named("Questions", RowsTable))
    assert listed[0] == packs.questions()["warehouse-daily"].text
    assert packs.questions()["umbrellas"].text not in listed


def test_a_heading_puts_the_list_in_order(page, named, settle):
    page()
    table = named("Questions", RowsTable)

    table.sort_asked.emit("question", False)  # noqa: FBT003 - a signal's
    settle()

    assert asked(table) == sorted(asked(table), key=str.casefold)
    table.sort_asked.emit("level", True)  # noqa: FBT003 - as above
    settle()
    assert table.model_.data(table.model_.index(0, 2)) == "Senior"


def test_what_was_tried_is_told_and_can_be_left_out(page, desk, named, settle):
    practice.keep(desk.work, packs.question_id(desk.work, "slow-query"), STORY)
    page()
    assert tries(desk.work)
    table = named("Questions", RowsTable)
    row = asked(table).index(packs.questions()["slow-query"].text)
    best = tries(desk.work)[packs.question_id(desk.work, "slow-query")].best
    assert [table.model_.data(table.model_.index(row, at)) for at in (4, 5)] == ["1", str(best)]

    choose(named("Which questions", QComboBox), "Not tried yet")
    settle()

    assert packs.questions()["slow-query"].text not in asked(table)


def test_a_question_of_ones_own_is_added_and_practised_at_once(page, desk, named, settle):
    page()
    named("Add a question", QPushButton).click()
    QTest.keyClicks(named("The question", QLineEdit), "Which clock is slow?")

    QTest.keyClick(named("The question", QLineEdit), Qt.Key.Key_Return)
    settle()

    assert [one.text for one in desk.work.all(InterviewQuestion)] == ["Which clock is slow?"]
    assert "Which clock is slow?" in said(desk)
    assert named("Situation", QPlainTextEdit).hasFocus()


# --- an answer ------------------------------------------------------------------------------------


@pytest.fixture
def sheet(page, desk, settle):
    """The sheet of one question."""
    opened = page(f"question:{packs.question_id(desk.work, 'made-simpler')}")
    return opened._parts[0].sheet


def test_the_coach_follows_what_is_typed(sheet, named, qtbot, desk):
    assert "Nothing is written yet." in said(desk)

    write(named, action="I measured each step.", result="It took 40 minutes instead of six hours.")

    qtbot.waitUntil(lambda: "Nothing is written yet." not in said(desk))
    assert "Begin with two sentences: where this was, when, and who was there." in said(desk)
    assert any(words.startswith("12 words, about 5 s to say") for words in said(desk))


def test_a_try_is_kept_shown_and_taken_back(sheet, named, desk, settle):
    write(named, action=STORY.action, result=STORY.result)

    named("Keep this try", QPushButton).click()
    settle()

    kept = desk.work.all(QuestionPractice)
    assert [one.action for one in kept] == [STORY.action]
    assert desk.toast._words.text() == f"Kept: {kept[0].score} of 100."
    assert named("Earlier tries", QListView).model().rowCount() == 1

    desk.undo()
    settle()
    assert desk.work.count(QuestionPractice) == 0


def test_nothing_written_is_refused_in_a_sentence(sheet, named, desk):
    named("Keep this try", QPushButton).click()

    assert desk.strip.told.title == "There is no answer yet."


def test_what_is_typed_waits_while_another_question_is_open(sheet, named, desk, settle):
    write(named, situation="In March.")
    named("Another one", QPushButton).click()
    settle()
    assert named("Situation", QPlainTextEdit).toPlainText() == ""

    desk.go("practice", f"question:{packs.question_id(desk.work, 'made-simpler')}")
    settle()

    assert named("Situation", QPlainTextEdit).toPlainText() == "In March."


def test_an_answer_goes_into_the_library_and_comes_back_with_its_question(sheet, named, desk, settle, page):
    write(named, action=STORY.action)
    named("Put into my answers", QPushButton).click()
    kept = desk.work.all(LibraryResponse)[0]

    page(f"library_responses:{kept.id}")

    assert named("Practice", QTabBar).tabText(named("Practice", QTabBar).currentIndex()) == "My answers"
    assert kept.name in said(desk)


def test_an_earlier_try_can_be_looked_at_again(sheet, named, desk, settle):
    practice.keep(desk.work, packs.question_id(desk.work, "made-simpler"), STORY)
    settle()

    sheet._earlier.opened.emit(sheet._tries[0].id)

    assert named("Action", QPlainTextEdit).toPlainText() == STORY.action


def test_the_clock_starts_and_rests(sheet, named, desk, qtbot):
    named("Start the clock", QPushButton).click()
    qtbot.waitUntil(lambda: sheet.clock.seconds > 0, timeout=5_000)

    QTest.keyClick(named("Situation", QPlainTextEdit), Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)

    assert not sheet.clock.running
    assert named("Go on", QPushButton)


def test_keeping_by_the_keyboard(sheet, named, desk, settle):
    QTest.keyClicks(named("Action", QPlainTextEdit), "I counted the clocks.")

    QTest.keyClick(named("Action", QPlainTextEdit), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()

    assert [one.action for one in desk.work.all(QuestionPractice)] == ["I counted the clocks."]


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

    assert desk.strip.told.title == "This MockInterview is not here."
    assert mocks.MIXED == "mixed"


@pytest.mark.parametrize(("score", "tone"), [(100, "good"), (69, "warn"), (49, "danger")])
def test_a_score_has_a_tone(score, tone):
    assert tone_of(score) == tone


def test_what_was_typed_outlives_the_power(sheet, named, desk, qtbot, settle):
    """A window of its own comes up after the power went: what was typed half a second before is there."""
    write(named, situation="In March, before the lights went out.")
    question = packs.question_id(desk.work, "made-simpler")
    qtbot.waitUntil(lambda: drafts.read(desk.work.folder, f"practice {question}") != {})

    again = AnswerSheet(desk)
    qtbot.addWidget(again)
    again.open(practice.question(desk.work, question))

    assert again.editor.story().situation == "In March, before the lights went out."
    again.editor._draft.line.away.click()
    assert again.editor.story() == Story()
    qtbot.waitUntil(lambda: drafts.read(desk.work.folder, f"practice {question}") == {})


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
