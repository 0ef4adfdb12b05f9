"""The question bank and the sheet of one answer: found, told, coached, kept, and never lost."""

import practising
import pytest
from practising import STORY, asked, choose, said, write
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QListView, QPlainTextEdit, QPushButton, QTabBar

from ats_desktop.domain.practice import InterviewQuestion, LibraryResponse, QuestionPractice
from ats_desktop.domain.star import Story
from ats_desktop.services import packs, practice
from ats_desktop.store import drafts
from ats_desktop.store.reads.practice import tries
from ats_desktop.ui.tables import RowsTable
from ats_desktop.ui.widgets.practice.answer import AnswerSheet
from ats_desktop.ui.widgets.practice.meter import tone_of


@pytest.fixture
def page(desk, settle):
    """Open the page, on a part of it."""
    return practising.opener(desk, settle)


@pytest.fixture
def posting(desk):
    """An application with a posting and an interview."""
    return practising.posted(desk.work)


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


def test_a_question_of_ones_own_is_added_and_practised_at_once(page, desk, named, qtbot):
    page()
    named("Add a question", QPushButton).click()
    QTest.keyClicks(named("The question", QLineEdit), "Which clock is slow?")

    QTest.keyClick(named("The question", QLineEdit), Qt.Key.Key_Return)

    assert [one.text for one in desk.work.all(InterviewQuestion)] == ["Which clock is slow?"]
    qtbot.waitUntil(lambda: "Which clock is slow?" in said(desk))
    qtbot.waitUntil(lambda: named("Situation", QPlainTextEdit).hasFocus())


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


@pytest.mark.parametrize(("score", "tone"), [(100, "good"), (69, "warn"), (49, "danger")])
def test_a_score_has_a_tone(score, tone):
    assert tone_of(score) == tone
