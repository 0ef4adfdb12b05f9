"""The record of a search on the screen: a period is chosen or typed, and what is seen is what is saved."""

from datetime import date

import make
import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton

from ats_desktop.ui.widgets.proofsheet import ProofSheet


@pytest.fixture
def sheet(window, qtbot):
    """The record of this month of somebody who applied once, today."""
    make.application(window.work, "Clock Keeper", "Halden Robotics", stage="applied")
    window.go("profile")
    made = ProofSheet(window.stack.currentWidget())
    made.open()
    qtbot.waitUntil(lambda: bool(made.pdf), timeout=10_000)
    return made


def test_this_month_is_shown_first(sheet):
    first, last = sheet.days

    assert first.day == 1
    assert first.month == last.month
    assert str(first) in sheet._filename


def test_typing_other_days_draws_them(sheet, qtbot):
    before = sheet.pdf
    sheet._first.selectAll()
    QTest.keyClicks(sheet._first, "2026-01-01")
    sheet._first.editingFinished.emit()

    qtbot.waitUntil(lambda: sheet.pdf != before, timeout=10_000)
    assert sheet._which.currentText() == "Other days"


def test_a_day_that_cannot_be_read_is_said_and_the_paper_stays(sheet):
    before = sheet.pdf
    sheet._first.setText("soon")
    sheet._again()

    assert "2026-11-01" in sheet._wrong.text()
    assert sheet.pdf == before


def test_nothing_is_saved_for_days_that_were_not_read_and_all_is_there_again_for_days_that_are(sheet, qtbot):
    sheet._first.setText("soon")
    sheet._again()
    assert not any(one.isEnabled() for one in sheet.findChildren(QPushButton))

    sheet._first.setText("1.10.26")
    sheet._again()
    qtbot.waitUntil(sheet._save.isEnabled, timeout=10_000)
    assert str(sheet.days[0]) == "2026-10-01"
    assert "2026-10-01" in sheet._filename


def test_days_without_a_year_are_of_the_past_and_in_order(sheet):
    sheet._today = date(2026, 11, 22)
    for first, last, meant in (("1.10.", "31.10.", (10, 31)), ("1.11.", "30.11.", (11, 30))):
        sheet._first.setText(first)
        sheet._last.setText(last)
        assert sheet.days == (date(2026, meant[0], 1), date(2026, *meant))

    sheet._last.setText("1.1.2026")
    sheet._again()
    assert "after" in sheet._wrong.text()


def test_a_name_without_an_ending_is_given_it_over_no_other_file(sheet, tmp_path, monkeypatch):
    (tmp_path / "nachweis.pdf").write_text("mine")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "nachweis"), ""))

    sheet.save()

    assert (tmp_path / "nachweis.pdf").read_text() == "mine"
    assert (tmp_path / "nachweis (2).pdf").read_bytes() == sheet.pdf


def test_the_list_is_saved(sheet, tmp_path, monkeypatch):
    there = tmp_path / "list.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(there), ""))

    sheet.save_list()

    assert "Halden Robotics" in there.read_text("utf-8-sig")


def test_a_day_is_seen_whole(sheet):
    for line in (sheet._first, sheet._last):
        room = line.cursorRect().left() + line.fontMetrics().horizontalAdvance(line.text())

        assert room + line.cursorRect().width() <= line.width()
