"""Where the keys are: a page asked for by keys has them, F6 goes between the side bar and the page."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication

from ats_desktop.services import samples
from ats_desktop.ui.pages.catalog import PAGES
from ats_desktop.ui.tables import RowsTable

OF_ONE_ROW = {"application", "draft"}
NOTHING_TO_DO = {"bin"}  # an empty bin asks for nothing
ASKED_FOR = [one.key for one in PAGES if one.key not in OF_ONE_ROW | NOTHING_TO_DO]


def held():
    return QApplication.focusWidget()


@pytest.mark.parametrize("key", ASKED_FOR)
def test_a_page_asked_for_by_keys_has_them(window, settle, key):
    window.side.take_keys("today")

    window.perform(f"go.{key}")
    settle()

    assert window.stack.currentWidget().isAncestorOf(held())


def test_a_list_of_the_page_comes_before_its_buttons(window, settle):
    samples.fill(window.work)
    window.side.take_keys("today")

    QTest.keySequence(window, "Ctrl+3")
    settle()

    assert isinstance(held(), RowsTable)


def test_what_had_the_keys_has_them_again(window, settle):
    samples.fill(window.work)
    window.perform("go.jobs")
    settle()
    QTest.keySequence(held(), "Ctrl+F")
    before = held()
    assert before.accessibleName() == "Filter"

    for page in ("board", "jobs"):
        window.side.take_keys(page)
        window.perform(f"go.{page}")
        settle()

    assert held() is before


def test_f6_goes_to_the_side_bar_and_back(window, settle):
    samples.fill(window.work)
    window.perform("go.board")
    settle()
    assert isinstance(held(), QAbstractItemView)
    before = held()

    QTest.keySequence(held(), "F6")
    assert held().accessibleName() == "Board"
    QTest.keySequence(held(), "F6")

    assert held() is before


def test_a_page_chosen_with_the_mouse_leaves_the_keys_where_they_are(window, settle):
    window.side.take_keys("offers")

    window.visit("offers")
    settle(8)

    assert held().accessibleName() == "Offers"
