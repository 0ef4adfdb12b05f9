"""Where the keys are: a page asked for by keys has them, F6 goes between the side bar and the page."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication
from ui.test_reaching import focusable

from ats_desktop.services import samples
from ats_desktop.ui.pages.catalog import BY_KEY, PAGES
from ats_desktop.ui.tables import RowsTable

OF_ONE_ROW = {"application", "draft"}
NOTHING_TO_DO = {"bin"}  # an empty bin asks for nothing
ASKED_FOR = [one.key for one in PAGES if one.key not in OF_ONE_ROW | NOTHING_TO_DO]


def held():
    return QApplication.focusWidget()


@pytest.fixture
def opened(window, qtbot):
    """Open a page by its keys, and wait until it has them."""

    def open_page(key):
        window.perform(f"go.{key}")
        qtbot.waitUntil(lambda: window.stack.currentWidget().isAncestorOf(held()), timeout=10_000)
        assert window.stack.currentWidget().accessibleName() == BY_KEY[key].title

    return open_page


@pytest.mark.parametrize("key", ASKED_FOR)
def test_a_page_asked_for_by_keys_has_them(window, opened, key):
    window.side.take_keys("today")

    opened(key)

    assert window.stack.currentWidget().isAncestorOf(held())


def test_a_list_of_the_page_comes_before_its_buttons(window, qtbot):
    samples.fill(window.work)
    window.side.take_keys("today")

    QTest.keySequence(window, "Ctrl+3")

    qtbot.waitUntil(lambda: isinstance(held(), RowsTable), timeout=10_000)


def test_what_had_the_keys_has_them_again(window, opened):
    samples.fill(window.work)
    opened("jobs")
    QTest.keySequence(held(), "Ctrl+F")
    before = held()
    assert before.accessibleName() == "Filter"

    for page in ("board", "jobs"):
        window.side.take_keys(page)
        opened(page)

    assert held() is before


def test_f6_goes_to_the_side_bar_and_back(window, opened):
    samples.fill(window.work)
    opened("board")
    before = held()
    assert isinstance(before, QAbstractItemView)

    QTest.keySequence(held(), "F6")
    assert held().accessibleName() == "Board"
    QTest.keySequence(held(), "F6")

    assert held() is before


def test_a_page_chosen_with_the_mouse_leaves_the_keys_where_they_are(window, settle):
    window.side.take_keys("offers")

    window.visit("offers")
    settle(8)

    assert held().accessibleName() == "Offers"


def in_a_group(one):
    """Of several that shut each other out, Tab comes to one; arrows go on from there."""
    return isinstance(one, QAbstractButton) and one.isCheckable() and not one.isChecked()


@pytest.mark.parametrize("key", ["people", "goals", "profile", "companies"])
def test_tab_comes_by_everything_in_view(window, opened, settle, key):
    """What stands in a form hands the keys on to the line in it, which once cut the round short."""
    samples.fill(window.work)
    opened(key)
    settle(20)
    wanted, seen = [one for one in focusable(window.stack.currentWidget()) if not in_a_group(one)], set()

    for _ in range(len(wanted) + 15):
        QTest.keyClick(held(), Qt.Key.Key_Tab)
        seen.add(held())

    assert [one.accessibleName() or one.text() for one in wanted if one not in seen] == []
