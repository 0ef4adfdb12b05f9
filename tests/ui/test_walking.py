"""Keys that mean the same everywhere: Tab goes as the eye goes, and nobody is put out of a page."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QPushButton, QTabBar

from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.offers import Offer
from ats_desktop.domain.people import Contact
from ats_desktop.services import jobs, samples
from ats_desktop.ui.pages.catalog import PAGES
from ats_desktop.ui.tables import RowsTable
from ats_desktop.ui.walking import drawn

OF_ONE_ROW = {"application", "draft"}
WAITS = 1000


def held():
    return QApplication.focusWidget()


def shown(window, settle, key):
    window.perform(f"go.{key}")
    for _ in range(WAITS):  # a page is made beside the window
        if window.stack.currentWidget() is window._pages.get(key):
            break
        settle()
    settle(8)
    return window._pages[key]


def named(page, text):
    return next(one for one in drawn(page) if isinstance(one, QPushButton) and one.text() == text)


def tabs_through(page):
    """What Tab comes by inside a page, until it leaves it."""
    passed = []
    while held() is not None and page.isAncestorOf(held()) and held() not in passed:
        passed.append(held())
        QTest.keyClick(held(), Qt.Key.Key_Tab)
    return passed


def test_tab_comes_to_the_stages_of_jobs_before_the_table_below_them(window, settle):
    samples.fill(window.work)
    page = shown(window, settle, "jobs")
    page.findChild(QLineEdit).setFocus()

    passed = tabs_through(page)

    table = next(one for one in passed if isinstance(one, RowsTable))
    assert passed.index(table) == len(passed) - 1
    assert len(passed) > 3


@pytest.mark.parametrize("key", [one.key for one in PAGES if one.key not in OF_ONE_ROW])
def test_tab_goes_through_a_page_as_it_is_drawn(window, settle, key):
    samples.fill(window.work)
    page = shown(window, settle, key)
    reached = list(drawn(page))
    if not reached:
        pytest.skip("nothing on it takes keys")
    reached[0].setFocus()

    passed = tabs_through(page)

    places = [reached.index(one) for one in passed if one in reached]
    assert places == sorted(places)
    assert len(places) > 0


def test_an_offer_recorded_leaves_the_keys_on_its_page(window, settle):
    jobs.add(window.work, "Planner", "Halden")
    page = shown(window, settle, "offers")
    QTest.keyClick(named(page, "Record an offer"), Qt.Key.Key_Space)
    settle()
    line = next(one for one in drawn(page) if isinstance(one, QLineEdit))
    line.setFocus()
    QTest.keyClicks(line, "9000 EUR/month")

    QTest.keyClick(line, Qt.Key.Key_Return)
    settle(8)

    QTest.qWait(150)  # as long as a button would look pressed
    settle()

    assert window.work.count(Offer) == 1
    assert page.isAncestorOf(held()), "Enter pressed what the keys came to next"
    assert held().text() == "Record an offer"


def test_who_adds_a_person_does_not_stand_on_remove(window, settle):
    page = shown(window, settle, "people")
    QTest.keyClick(named(page, "Add a person"), Qt.Key.Key_Space)
    settle()
    QTest.keyClicks(held(), "Kim Halden")

    QTest.keyClick(held(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()

    assert [one.name for one in window.work.all(Contact)] == ["Kim Halden"]
    assert isinstance(held(), QAbstractItemView), held().text()


def test_ctrl_z_takes_a_job_back_right_after_it_was_added_on_today(window, settle, qtbot):
    page = shown(window, settle, "today")
    line = page.box.line
    line.setFocus()
    QTest.keyClicks(line, "Planner @ Halden")
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.work.count(JobOpportunity) == 1 and not line.text(), timeout=30_000)
    settle(8)
    line.setFocus()

    QTest.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(8)

    assert window.work.count(JobOpportunity) == 0
    assert line.text() == ""


def test_ctrl_z_in_a_field_takes_back_what_was_typed_there(window, settle):
    jobs.add(window.work, "Planner", "Halden")
    page = shown(window, settle, "today")
    line = page.box.line
    line.setFocus()
    QTest.keyClicks(line, "abc")

    QTest.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle()

    assert line.text() == ""
    assert window.work.count(JobOpportunity) == 1


def test_ctrl_tab_goes_to_the_next_tab_of_a_page_and_back(window, settle):
    page = shown(window, settle, "practice")
    bar = page.findChild(QTabBar)
    before = bar.currentIndex()

    QTest.keyClick(held(), Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert bar.currentIndex() == before + 1
    settle()
    QTest.keyClick(held(), Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)

    assert bar.currentIndex() == before


def test_shift_f10_asks_for_the_menu_where_there_is_no_key_for_it(window, settle):
    jobs.add(window.work, "Planner", "Halden")
    page = shown(window, settle, "jobs")
    table = page.findChild(RowsTable)
    table.setFocus()
    asked = []
    table.contextMenuEvent = asked.append
    table.customContextMenuRequested.connect(asked.append)

    QTest.keyClick(table, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)

    assert asked
