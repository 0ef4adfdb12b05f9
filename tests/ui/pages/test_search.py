"""The search page: kinds in turn, words marked, operators narrow, Enter opens."""

import make
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from ats_desktop.domain.people import Contact
from ats_desktop.domain.seeking import read
from ats_desktop.domain.tasks import Task
from ats_desktop.ui.days import today_here
from ats_desktop.ui.theme import tone


@pytest.fixture
def search(desk, settle, qtbot):
    """Open it with words, and wait for the answer."""

    def open_search(words):
        desk.go("search", words)
        page = desk.stack.currentWidget()
        qtbot.waitUntil(lambda: page.answered == read(words, today_here(desk.work)), timeout=5_000)
        settle()
        return page

    return open_search


@pytest.fixture
def filled(desk):
    """Some of many kinds."""
    own = make.application(desk.work, "Data Engineer", "Kestrel Freight", stage="applied")
    make.application(desk.work, "Pilot", "Quillmark")
    with desk.work.change("Add") as change:
        change.save(Contact(name="Ada Example", company_name="Kestrel Freight"))
        change.save_all([Task(title=f"Call Kestrel {number}") for number in range(70)])
    return own


def lines(page):
    return [(line.key.partition(":")[0], line.text) for line in page.found.lines]


def test_what_is_found_stands_under_its_kind_with_a_few_of_each(search, filled):
    page = search("kestrel")

    headings = [text for key, text in lines(page) if not key]
    assert set(headings) == {"Jobs", "People", "Tasks"}
    assert sum(key == "tasks" for key, _ in lines(page)) == 6
    assert ("all", "All 70") in lines(page)
    assert page._top._note.text() == "72 found"


def test_one_kind_is_shown_alone_and_page_by_page(desk, search, filled):
    page = search("kestrel")

    page._open("all:tasks")
    assert sum(key == "tasks" for key, _ in lines(page)) == 50
    assert page._more.isVisible()
    page._more.click()

    assert sum(key == "tasks" for key, _ in lines(page)) == 70
    assert not page._more.isVisible()


def test_operators_narrow_what_is_found(search, filled):
    page = search("kestrel stage:applied")

    assert [text for key, text in lines(page) if key] == ["Data Engineer @ Kestrel Freight"]


def test_enter_goes_into_what_was_found_and_opens_it(desk, search, filled, settle):
    page = search("ada")

    QTest.keyClick(page.line, Qt.Key.Key_Return)
    assert page.found.hasFocus()
    QTest.keyClick(page.found, Qt.Key.Key_Return)
    settle()

    assert desk.stack.currentWidget() is desk._pages["people"]


def test_the_palette_hands_its_words_over(desk, filled, settle, qtbot):
    desk.seek()
    desk._palette.line.setText("kestrel")
    desk._palette._open("search")
    page = desk.stack.currentWidget()

    qtbot.waitUntil(lambda: len(page._keys) == 72, timeout=5_000)
    assert page.line.text() == "kestrel"


def test_what_cannot_be_read_and_what_is_not_there_is_said(search, filled, settle):
    page = search("zebra due:soonish")
    settle()

    assert "“due:soonish” is no day" in page._said.text()
    assert "Nothing has all of this in it." in page._said.text()


def test_what_narrows_nothing_names_what_does(search, filled):
    assert "source:" not in search("nowhere")._said.text()
    assert "company:, tag:, source:" in search("firm:kestrel")._said.text()


def test_an_empty_field_shows_the_ways_to_narrow_and_takes_one(desk, search, settle):
    page = search("")
    assert page.ways.isVisible()

    page._take("due:<7d")
    settle()

    assert page.line.text() == "due:<7d"
    assert page.line.hasFocus()


def test_the_words_are_marked_where_they_stand(search, filled, settle):
    def marked(page):
        picture, ground = page.found.viewport().grab().toImage(), tone("accent_soft").rgb()
        return any(
            QColor(picture.pixel(x, y)).rgb() == ground for x in range(picture.width()) for y in range(picture.height())
        )

    assert not marked(search("kind:people"))
    assert marked(search("ada kind:people"))


def test_a_change_elsewhere_is_seen(desk, search, filled, qtbot):
    page = search("pilot")

    make.application(desk.work, "Pilot of trains", "Kestrel Freight")

    qtbot.waitUntil(lambda: len(page._keys) == 2, timeout=5_000)
