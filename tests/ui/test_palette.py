"""The palette: everything that can be done, every page and every record, by a few letters and Enter."""

import time

import make
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from ats_desktop.domain.people import Contact
from ats_desktop.services import samples
from ats_desktop.ui.pages.catalog import PAGES
from ats_desktop.ui.palette import rank

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def palette(window, settle):
    """Open it by its keys."""

    def begin(key=Qt.Key.Key_K, mode=CTRL):
        QTest.keyClick(window, key, mode)
        settle()
        return window._palette

    return begin


def said(palette):
    return [line.text for line in palette.lines.lines if line.key]


def kind(palette, words, qtbot, expected):
    palette.line.setText(words)
    qtbot.waitUntil(lambda: expected in said(palette), timeout=5_000)


def test_it_opens_by_its_keys_and_by_the_mouse(window, settle, palette):
    for key, mode in ((Qt.Key.Key_K, CTRL), (Qt.Key.Key_P, CTRL | SHIFT), (Qt.Key.Key_P, CTRL)):
        assert palette(key, mode).isVisible()
        assert palette(key, mode).line.hasFocus()
        QTest.keyClick(window._palette.line, Qt.Key.Key_Escape)
        assert not window._palette.isVisible()

    window.side.searching.emit()
    settle()

    assert window._palette.isVisible()


def test_every_registered_action_can_be_reached_by_its_words(window, settle, palette):
    """Pages register their own when they are made; so all of them are made."""
    samples.fill(window.work)
    for entry in PAGES:
        window.go(entry.key)
        settle()
    found = palette()
    actions = [one for one in window.actions.all() if one.when()]

    listed = {line.key for line in found.lines.lines}
    assert {one.id for one in actions} <= listed
    for one in actions:
        found.line.setText(one.text)
        assert one.text in said(found)[:6], one.text


def test_letters_that_are_mistyped_or_left_out_still_find(window, palette):
    actions = window.actions.all()

    assert rank("setings", actions)[0].id == "go.settings"
    assert rank("imp", actions)[0].id == "go.import"
    assert rank("add jo", actions)[0].id == "add.job"
    assert rank("zzzqqq", actions) == []


def test_enter_does_what_is_chosen_and_gives_the_keys_back(window, settle, palette):
    found = palette()

    QTest.keyClicks(found.line, "go to people")
    settle()
    QTest.keyClick(found.line, Qt.Key.Key_Return)
    settle()

    assert not found.isVisible()
    assert window.stack.currentWidget() is window._pages["people"]


def test_an_action_of_a_page_that_is_hidden_is_done_on_its_page(window, settle, palette):
    window.go("jobs")
    settle()
    window.go("people")
    settle()
    found = palette()

    QTest.keyClicks(found.line, "filter jobs")
    QTest.keyClick(found.line, Qt.Key.Key_Return)
    settle()

    assert window.stack.currentWidget() is window._pages["jobs"]
    assert window._pages["jobs"]._filter.hasFocus()


def test_records_of_every_kind_are_found_and_opened(window, settle, palette, qtbot):
    own = make.application(window.work, "Data Engineer", "Kestrel Freight")
    with window.work.change("Add") as change:
        change.save(Contact(name="Ada Example", company_name="Kestrel Freight"))
    found = palette(Qt.Key.Key_P)

    kind(found, "kestrel", qtbot, "Ada Example")
    assert "Data Engineer @ Kestrel Freight" in said(found)
    assert not any(line.key.startswith("go.") for line in found.lines.lines)
    kind(found, "kestrel data", qtbot, "Data Engineer @ Kestrel Freight")
    qtbot.waitUntil(lambda: "Ada Example" not in said(found))
    QTest.keyClick(found.line, Qt.Key.Key_Return)
    settle()

    assert window._wanted == ("application", own.job)


def test_what_was_looked_at_last_is_offered_first(window, settle, palette, qtbot):
    first, second = (make.application(window.work, title) for title in ("Older", "Newer"))
    window.go("application", first.id)
    settle()
    found = palette()

    qtbot.waitUntil(lambda: len([one for one in found.lines.lines if "@" in one.text]) >= 2, timeout=5_000)

    assert said(found)[0] == "Older @ Brightwater Labs"
    assert second.id not in [key for _, key in window.visited]


def test_arrows_walk_through_the_lines_while_the_keys_stay_in_the_field(window, palette):
    found = palette()
    first = found.lines.current

    QTest.keyClick(found.line, Qt.Key.Key_Down)
    assert found.lines.current != first
    assert found.line.hasFocus()
    QTest.keyClick(found.line, Qt.Key.Key_Up)
    assert found.lines.current == first
    QTest.keyClick(found.line, Qt.Key.Key_Tab)
    assert found.line.hasFocus()


def test_a_click_beside_it_puts_it_away_and_the_keys_go_back(window, settle, palette):
    make.application(window.work)
    window.go("jobs")
    settle()
    window._pages["jobs"]._filter.setFocus()
    found = palette()

    QTest.mouseClick(found, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))

    assert not found.isVisible()
    assert window._pages["jobs"]._filter.hasFocus()


def test_everything_in_it_has_a_name(window, palette):
    found = palette()

    for widget in (found.line, found.lines):
        assert QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
    assert len(found.findChildren(QLineEdit)) == 1


def test_it_opens_and_takes_a_letter_without_a_noticeable_wait(window, settle, palette):
    samples.fill(window.work)
    palette().leave()  # made once
    spent = []
    for _ in range(5):
        began = time.perf_counter()
        window.seek()
        window.repaint()
        spent.append(time.perf_counter() - began)
        window._palette.leave()

    assert sorted(spent)[2] < 0.25  # the bench holds it to 50 ms; here only against a blunder


def test_a_question_asked_meanwhile_is_the_only_one_answered(window, settle, palette, qtbot):
    make.application(window.work, "Data Engineer", "Kestrel Freight")
    make.application(window.work, "Pilot", "Quillmark")
    found = palette(Qt.Key.Key_P)

    for words in ("k", "ke", "pi", "pilot"):
        found.line.setText(words)

    qtbot.waitUntil(lambda: "Data Engineer @ Kestrel Freight" not in said(found), timeout=5_000)
    assert "Pilot @ Quillmark" in said(found)


def test_enter_before_the_answer_acts_on_the_words_that_were_typed(window, settle, palette):
    make.application(window.work, "Data Engineer", "Kestrel Freight")
    found = palette(Qt.Key.Key_P)

    QTest.keyClicks(found.line, "zebra")
    QTest.keyClick(found.line, Qt.Key.Key_Return)
    settle()

    assert window._wanted == ("search", "zebra")


def test_the_sheet_stands_still_between_two_letters_and_shrinks_with_the_answer(window, settle, palette, qtbot):
    for number in range(8):
        make.application(window.work, f"Engineer {number}")
    make.application(window.work, "Pilot", "Quillmark")
    found = palette(Qt.Key.Key_P)
    kind(found, "engineer", qtbot, "Engineer 7 @ Brightwater Labs")
    high = found.sheet.height()

    found.line.setText("pilot")
    found._show()  # as when the answer takes long

    assert found.sheet.height() == high
    assert "Pilot @ Quillmark" in said(found)
    qtbot.waitUntil(lambda: found.sheet.height() < high, timeout=5_000)
