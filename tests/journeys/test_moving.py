"""Moving: one card over the board, many jobs at once, and all of them back again."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ats_desktop.domain.applications import Application
from ats_desktop.ui.widgets.board_column import CardList
from ats_desktop.ui.widgets.jobs_table import JobsTable

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, when a menu pops up
ALT, CTRL, SHIFT = (getattr(Qt.KeyboardModifier, f"{name}Modifier") for name in ("Alt", "Control", "Shift"))
MANY = 3


def stages(window):
    return {one.id: one.stage for one in window.work.all(Application)}


def column(window, name):
    lists = window.findChildren(CardList)
    return next((one for one in lists if one.isVisible() and one.accessibleName().startswith(name)), None)


def chosen_in_the_menu(window, qtbot, words):
    """Walk through the menu that is open, and its inner one, to an entry."""
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    menu = QApplication.activePopupWidget()
    found = next((act for act in menu.actions() if act.text() == words), None)
    if found is None:
        outer = next(
            act for act in menu.actions() if act.menu() and words in [one.text() for one in act.menu().actions()]
        )
        found = next(act for act in outer.menu().actions() if act.text() == words)
    found.trigger()
    menu.close()


def test_a_card_is_carried_to_the_next_column_by_keys_and_back_by_undo(shown, qtbot):
    before = stages(shown)
    QTest.keySequence(shown, shown.actions.get("go.board").act.shortcut())
    qtbot.waitUntil(lambda: column(shown, "Interested") is not None)
    cards = column(shown, "Interested")
    cards.setFocus()
    card = cards.current()

    QTest.keyClick(cards, Qt.Key.Key_Right, ALT)

    qtbot.waitUntil(lambda: stages(shown)[card] == "applied")
    assert {one for one, stage in stages(shown).items() if before[one] != stage} == {card}
    QTest.keyClick(shown, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: stages(shown) == before)


def test_many_jobs_are_moved_at_once_and_one_undo_brings_all_of_them_back(shown, qtbot):
    before = stages(shown)
    QTest.keySequence(shown, shown.actions.get("go.jobs").act.shortcut())
    qtbot.waitUntil(lambda: shown.findChild(JobsTable) is not None)
    table = shown.findChild(JobsTable)
    qtbot.waitUntil(lambda: table.model().rowCount() == len(before))
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Home, CTRL)
    for _ in range(MANY - 1):
        QTest.keyClick(table, Qt.Key.Key_Down, SHIFT)
    picked = {line.application for line in table.picked()}

    spot = table.visualRect(table.currentIndex()).center()
    table.menu_asked.emit(table.viewport().mapToGlobal(spot))
    chosen_in_the_menu(shown, qtbot, "Withdrawn")

    qtbot.waitUntil(lambda: {stages(shown)[one] for one in picked} == {"withdrawn"})
    assert len(picked) == MANY
    QTest.keyClick(shown, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: stages(shown) == before)
