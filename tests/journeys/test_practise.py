"""Practising a question before an interview, once with the mouse and once with nothing but keys.

Why:    driven by the names a screen reader says, so that whoever cannot see the window gets as far.
"""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QListView, QPlainTextEdit, QPushButton, QTabBar, QWidget

from ats_desktop.domain.practice import LibraryResponse, QuestionPractice
from ats_desktop.services import packs
from ats_desktop.ui.tables import RowsTable

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, when a list pops up
ANSWER = {
    "Situation": "In March the nightly run at Quillmark took six hours, and two people came in early because of it.",
    "Task": "I was to bring it under one hour within a quarter, alone.",
    "Action": "I measured each step, I rewrote the two slowest and I showed the team the times of every night.",
    "Result": "It fell from six hours to 40 minutes, and nobody has come in early since then.",
}
CTRL, TAB, RETURN = Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Tab, Qt.Key.Key_Return


def called(window, name, kind=QWidget):
    """What a screen reader would find under a name."""
    named = [one for one in window.findChildren(kind) if one.isVisible() and name in {one.accessibleName(), says(one)}]
    assert named, f"nothing in view is called “{name}”"
    return named[0]


def says(widget):
    text = getattr(widget, "text", None)
    return text() if callable(text) else ""


def read(window):
    return [one.text() for one in window.findChildren(QLabel) if one.isVisible()]


def press(widget):
    """Press a button where a pointer would."""
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=widget.rect().center())


def click_tab(bar, words):
    at = next(at for at in range(bar.count()) if bar.tabText(at) == words)
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(at).center())


def walk_to(window, name, most=60):
    """Go on by Tab until the thing with a name has the keys."""
    for _ in range(most + 1):
        held = QApplication.focusWidget()
        if held is not None and name in {held.accessibleName(), says(held)}:
            return held
        QTest.keyClick(held or window, TAB)
    raise AssertionError(f"Tab does not come to “{name}”")


def kept(window):
    return window.work.all(QuestionPractice)


def test_a_question_is_practised_with_the_mouse_and_its_answer_is_found_again(shown, qtbot):
    press(called(shown, "Practice", QPushButton))
    qtbot.waitUntil(lambda: called(shown, "Questions", RowsTable).model().rowCount() > 100)
    table = called(shown, "Questions", RowsTable)
    row = next(at for at in range(table.model().rowCount()) if "become better" in table.model().index(at, 0).data())
    spot = table.visualRect(table.model().index(row, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)

    press(called(shown, "Practise", QPushButton))
    qtbot.waitUntil(lambda: called(shown, "Result", QPlainTextEdit).isVisible())
    for name, words in ANSWER.items():
        field = called(shown, name, QPlainTextEdit)
        QTest.mouseClick(field.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(9, 9))
        QTest.keyClicks(field, words)
    before = len(kept(shown))
    press(called(shown, "Keep this try", QPushButton))
    press(called(shown, "Put into my answers", QPushButton))

    assert len(kept(shown)) == before + 1
    qtbot.waitUntil(lambda: "covered" in read(shown))
    assert "The result has no figure." not in read(shown)
    click_tab(called(shown, "Practice", QTabBar), "My answers")
    qtbot.waitUntil(lambda: any(words.startswith("In March the nightly run") for words in read(shown)))
    assert ANSWER["Result"] in {one.result for one in shown.work.all(LibraryResponse)}


def test_a_question_is_practised_with_keys_alone(shown, qtbot):
    QTest.keySequence(shown, shown.actions.get("go.practice").act.shortcut())
    qtbot.waitUntil(lambda: called(shown, "Questions", RowsTable).model().rowCount() > 100)
    walk_to(shown, "Search questions")
    QTest.keyClicks(QApplication.focusWidget(), "become better")
    qtbot.waitUntil(lambda: called(shown, "Questions", RowsTable).model().rowCount() == 1)

    table = walk_to(shown, "Questions")
    QTest.keyClick(table, RETURN)
    qtbot.waitUntil(lambda: called(shown, "Situation", QPlainTextEdit).hasFocus())
    for name, words in ANSWER.items():
        QTest.keyClicks(walk_to(shown, name, most=1), words)
    before = len(kept(shown))
    QTest.keyClick(QApplication.focusWidget(), RETURN, CTRL)

    assert len(kept(shown)) == before + 1
    newest = max(kept(shown), key=lambda one: one.id)
    assert newest.asked == packs.questions()["taught-someone"].text
    assert {getattr(newest, part.casefold()) for part in ANSWER} == set(ANSWER.values())
    assert called(shown, "Earlier tries", QListView).model().rowCount() >= 1


def test_a_mock_interview_is_played_with_keys_alone(shown, qtbot):
    QTest.keySequence(shown, shown.actions.get("go.practice").act.shortcut())
    qtbot.waitUntil(lambda: called(shown, "Questions", RowsTable).isVisible())
    bar = called(shown, "Practice", QTabBar)
    bar.setFocus()
    for _ in range(2):
        QTest.keyClick(bar, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: called(shown, "How many questions").isVisible())
    kind = walk_to(shown, "Kind")
    assert isinstance(kind, QComboBox)
    number = walk_to(shown, "How many questions")
    number.selectAll()
    QTest.keyClicks(number, "1")
    QTest.keyClick(walk_to(shown, "Begin"), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "Question 1 of 1" in read(shown))
    qtbot.waitUntil(lambda: QApplication.focusWidget().accessibleName() == "Situation")

    for words in ANSWER.values():
        QTest.keyClicks(QApplication.focusWidget(), words)
        QTest.keyClick(QApplication.focusWidget(), TAB)
    QTest.keyClick(walk_to(shown, "End and see"), Qt.Key.Key_Space)

    qtbot.waitUntil(lambda: "To work on" in read(shown))
    assert any(words.startswith("1 of 1 answered") for words in read(shown))
