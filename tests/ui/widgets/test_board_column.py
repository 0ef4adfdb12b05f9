"""The head of a column leads to where its name is changed; a filter leaves the cards that fit."""

import make
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu

from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.ui.widgets.board_menu import CardMenu

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, when a menu opens


@pytest.fixture
def column(window, settle):
    window.go("board")
    settle()
    return window.stack.currentWidget().column("applied")


def test_a_double_click_on_its_head_leads_to_its_name(window, column, settle):
    QTest.mouseDClick(column, Qt.MouseButton.LeftButton, pos=QPoint(20, 15))
    settle()

    assert window.stack.currentWidget() is window._pages["settings"]
    seen = [one.text() for one in window.findChildren(QLabel) if one.isVisibleTo(window)]
    assert "Stages" in seen
    assert "Mail account" not in seen


def test_the_menu_of_its_head_leads_there_too(window, column, settle):
    column.contextMenuEvent(QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(20, 15), QPoint(20, 15)))
    (menu,) = column.findChildren(QMenu)
    menu.actions()[0].trigger()
    menu.close()
    settle()

    assert window.stack.currentWidget() is window._pages["settings"]


def test_a_filter_leaves_the_cards_that_fit_and_gives_the_others_back(window, settle, qtbot):
    make.application(window.work, "Baker", "Quillmark", stage="applied")
    make.application(window.work, "Cook", "Kestrel Freight", stage="applied")
    window.go("board")
    settle()
    page = window.stack.currentWidget()

    def titles():
        return sorted(card.title for card in page.column("applied").list.cards.cards)

    window.perform("board.filter")
    assert page._filter.hasFocus()
    QTest.keyClicks(page._filter, "company:kestrel")
    qtbot.waitUntil(lambda: titles() == ["Cook"])
    QTest.keyClicks(page._filter, "none")
    qtbot.waitUntil(lambda: titles() == [])
    assert page._views.currentWidget() is page._scroll
    page._filter.clear()

    qtbot.waitUntil(lambda: titles() == ["Baker", "Cook"])


def test_a_card_is_deleted_from_its_menu_and_comes_back(window, settle):
    make.application(window.work, "Baker", stage="applied")
    window.go("board")
    settle()
    page = window.stack.currentWidget()
    cards = page.column("applied").list
    cards.setCurrentIndex(cards.cards.index(0))

    cards.asked.emit(QPoint(0, 0), "all")
    menu = page.findChild(CardMenu)
    next(act for act in menu.actions() if act.text() == "Delete").trigger()
    menu.close()
    settle()
    assert window.work.all(JobOpportunity) == []
    window.undo()

    assert [job.title for job in window.work.all(JobOpportunity)] == ["Baker"]
