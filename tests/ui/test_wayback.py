"""One goes back to where one was: from an application to the list it was opened from."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from tests import make

ALT = Qt.KeyboardModifier.AltModifier


def by_key(window):
    QTest.keyClick(window, Qt.Key.Key_Left, ALT)


def by_the_mouse(window):
    at = QPointF(window.rect().center())
    button = Qt.MouseButton.BackButton
    pressed = QMouseEvent(QMouseEvent.Type.MouseButtonPress, at, at, button, button, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(window, pressed)


def by_the_arrow(window):
    page = window.stack.currentWidget()
    next(one for one in page.findChildren(QPushButton) if one.text() == "Back" and one.isVisible()).click()


@pytest.mark.parametrize("way", [by_key, by_the_mouse, by_the_arrow])
def test_from_an_application_back_to_where_it_was_opened(window, settle, way):
    own = make.application(window.work)
    window.go("companies")
    window.go("jobs")
    settle()
    window.open_row("applications", own.id)
    settle()
    assert window.here == "application"

    way(window)
    settle()

    assert window.here == "jobs"


def test_back_and_back_again_and_then_no_farther(window, settle):
    for page in ("jobs", "people"):
        window.go(page)
        settle()

    went = [(by_key(window), settle(), window.here)[2] for _ in range(4)]

    assert went == ["jobs", "today", "today", "today"]


def test_on_the_board_the_keys_carry_a_card(window, settle):
    window.go("jobs")
    window.go("board")
    settle()

    by_key(window)
    settle()

    assert window.here == "board"
