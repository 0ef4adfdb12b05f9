"""The head of a column leads to where its name is changed."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu

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
