"""Interviews moved in the calendar: carried, by keys and by the menu, each the same change; nothing by accident."""

from datetime import date, timedelta

import make
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest

from ats_desktop.domain.interviews import Interview, InterviewStatus
from ats_desktop.domain.settings import Setting
from ats_desktop.domain.values import Appointment
from ats_desktop.services import interviews

pytestmark = [pytest.mark.qt_log_ignore("This plugin does not support"), pytest.mark.usefixtures("english")]


@pytest.fixture
def opened(desk, settle):
    with desk.work.change("Zone") as change:
        change.save(Setting(key="zone", value="Europe/Berlin"))

    def show(row=""):
        desk.go("interviews", row)
        settle()
        return desk.stack.currentWidget()

    return show


def booked(desk, wall, zone="Europe/Berlin", company="Kestrel Freight", **more):
    own = make.application(desk.work, "Engineer", company, stage="applied", days=3)
    return interviews.schedule(desk.work, own.id, Appointment(wall, zone), **more)


def spot_at(calendar, row):
    """Where a meeting is painted."""
    calendar.grab()
    return next(box for box, shown in calendar._drawn if shown == row).center()


def carry(calendar, start, end, *, let_go=True):
    """Press, move in two steps as a hand does, and let go."""
    QTest.mousePress(calendar, Qt.MouseButton.LeftButton, pos=start)
    for where in (start + (end - start) / 2, end):
        press = QMouseEvent(
            QEvent.Type.MouseMove, QPointF(where), calendar.mapToGlobal(QPointF(where)),
            Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        QCoreApplication.sendEvent(calendar, press)
    if let_go:
        QTest.mouseRelease(calendar, Qt.MouseButton.LeftButton, pos=end)


@pytest.fixture
def planned(opened, desk, settle):
    """One at ten in New York on the Wednesday of a week to come, seen from Berlin."""
    row = booked(desk, "2031-03-05T10:00", "America/New_York", interviewers=("Ida Sample",))
    page = opened(row.id)

    def show(way):
        page._turn(way)
        page._go(date(2031, 3, 5))
        settle()
        return page, page._calendar()

    return row.id, show


def starts(desk, row):
    return str(desk.work.get(Interview, row).starts)


def test_in_a_week_one_is_carried_to_another_day_and_quarter_of_an_hour_and_back(planned, desk, settle):
    row, show = planned
    page, week = show("week")
    start = spot_at(week, row)
    quarter = (week._y(17 * 60) - week._y(16 * 60)) / 4

    carry(week, start, start + QPoint(round(week._wide()), round(quarter * 2)))
    settle()

    assert starts(desk, row) == "2031-03-06 10:30 America/New_York"
    assert desk.work.get(Interview, row).status == InterviewStatus.RESCHEDULED
    assert "16:30" in desk.toast._words.text()
    assert "Tell Ida Sample too." in desk.toast._words.text()
    assert page._day == date(2031, 3, 6)
    desk.undo()
    settle()
    assert starts(desk, row) == "2031-03-05 10:00 America/New_York"


def test_in_a_month_it_goes_to_another_day_and_keeps_the_hour_agreed_on_though_clocks_change(planned, desk, settle):
    """New York springs forward on 9 March 2031, Berlin three weeks later."""
    row, show = planned
    _, month = show("month")
    start = spot_at(month, row)
    later = next(at for at in range(42) if month.stretch(month.day)[0] + timedelta(days=at) == date(2031, 3, 12))

    carry(month, start, month._cell(later).center())
    settle()

    assert starts(desk, row) == "2031-03-12 10:00 America/New_York"
    assert "15:00" in desk.toast._words.text()


def test_let_go_where_it_was_or_after_escape_or_beside_the_days_nothing_is_moved(planned, desk, settle):
    row, show = planned
    _, week = show("week")
    start = spot_at(week, row)

    carry(week, start, start + QPoint(3, 30), let_go=False)
    QTest.keyClick(week, Qt.Key.Key_Escape)
    QTest.mouseRelease(week, Qt.MouseButton.LeftButton, pos=start + QPoint(3, 30))
    carry(week, start, start + QPoint(1, 1))
    carry(week, start, QPoint(-80, start.y()))
    settle()

    assert starts(desk, row) == "2031-03-05 10:00 America/New_York"
    assert not desk.toast.isVisible() or "Moved" not in desk.toast._words.text()


def test_a_press_that_does_not_carry_still_opens(planned, desk, settle):
    row, show = planned
    page, week = show("week")
    page._row = ""

    QTest.mouseClick(week, Qt.MouseButton.LeftButton, pos=spot_at(week, row))
    settle()

    assert page._row == row


@pytest.mark.parametrize(
    ("way", "key", "now"),
    [
        ("week", Qt.Key.Key_Right, "2031-03-06 10:00"),
        ("week", Qt.Key.Key_Left, "2031-03-04 10:00"),
        ("week", Qt.Key.Key_Down, "2031-03-05 10:15"),
        ("week", Qt.Key.Key_Up, "2031-03-05 09:45"),
        ("month", Qt.Key.Key_Right, "2031-03-06 10:00"),
        ("month", Qt.Key.Key_Down, "2031-03-12 10:00"),
    ],
)
def test_the_keys_move_it_as_far_and_stay_with_it(planned, desk, settle, way, key, now):
    row, show = planned
    page, calendar = show(way)
    calendar.setFocus()

    QTest.keyClick(calendar, key, Qt.KeyboardModifier.AltModifier)
    settle()

    assert starts(desk, row) == f"{now} America/New_York"
    assert f"{page._calendar().day}" == now[:10]


def test_the_menu_does_the_same_and_two_at_the_same_time_are_said(planned, desk, settle):
    row, show = planned
    booked(desk, "2031-03-06T16:00", company="Halden Robotics")
    page, week = show("week")
    spot_at(week, row)

    page._offer(row, QPoint())
    acts = {act.text(): act for act in page.menu.actions()}
    assert {"Open, or another time", "A day earlier", "A week later", "An hour later"} <= set(acts)
    acts["A day later"].trigger()
    page.menu.close()
    settle()

    assert starts(desk, row) == "2031-03-06 10:00 America/New_York"
    assert "At the same time as Engineer @ Halden Robotics." in desk.toast._words.text()


def test_one_that_was_held_is_not_carried(opened, desk, settle):
    row = booked(desk, "2031-03-05T10:00").id
    interviews.complete(desk.work, desk.work.get(Interview, row))
    page = opened(row)
    page._turn("week")
    page._go(date(2031, 3, 5))
    settle()
    start = spot_at(page.week, row)

    carry(page.week, start, start + QPoint(0, 60))
    settle()

    assert starts(desk, row) == "2031-03-05 10:00 Europe/Berlin"
    assert page.week.held() is None
