"""Interviews as an agenda, a week and a month: by her clock and theirs, an overlap said, everything done in place."""

from datetime import UTC, date, datetime, timedelta

import make
import pytest
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QScrollArea

from ats_desktop.domain.interviews import Interview, InterviewStatus
from ats_desktop.domain.settings import Setting
from ats_desktop.domain.values import Appointment
from ats_desktop.services import interviews
from ats_desktop.ui.widgets.interviews.calendar import Spot, week_of
from ats_desktop.ui.widgets.interviews.week import in_lanes

pytestmark = [pytest.mark.qt_log_ignore("This plugin does not support"), pytest.mark.usefixtures("english")]


@pytest.fixture
def berlin(desk):
    with desk.work.change("Zone") as change:
        change.save(Setting(key="zone", value="Europe/Berlin"))


@pytest.fixture
def opened(desk, settle, berlin):
    def show(row=""):
        desk.go("interviews", row)
        settle()
        return desk.stack.currentWidget()

    return show


def booked(desk, wall, zone="Europe/Berlin", company="Kestrel Freight", stage="applied", **more):
    own = make.application(desk.work, "Engineer", company, stage=stage, days=3)
    return interviews.schedule(desk.work, own.id, Appointment(wall, zone), **more)


def said(page):
    return [(line.text, line.note, line.right) for line in page.lines.lines]


def labels(widget):
    return " ".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


@pytest.mark.parametrize("planning", [True, False])
def test_the_form_fits_beside_the_calendar_in_the_first_window(opened, desk, settle, planning):
    desk.resize(1180, 760)
    one = booked(desk, "2026-11-24T09:30")
    page = opened("new")
    page.beside.begin(None if planning else one)
    settle()

    form = page.beside.meetings.form
    room = next(area for area in page.beside.findChildren(QScrollArea) if area.isAncestorOf(form))
    assert form.isVisible()
    assert room.widget().minimumSizeHint().width() <= room.viewport().width()


def test_both_clocks_are_said_and_what_is_at_the_same_time(opened, desk):
    booked(desk, "2026-11-24T09:30", "America/New_York")
    booked(desk, "2026-11-24T15:45", company="Polder Maps", name="The team")
    page = opened()

    assert said(page) == [
        ("Coming", "", ""),
        (
            "Engineer @ Kestrel Freight",
            "Tue 24 Nov, 15:30 · 09:30 in New York · Video · at the same time as Engineer @ Polder Maps",
            "in 2 days",
        ),
        (
            "Engineer @ Polder Maps",
            "Tue 24 Nov, 15:45 · The team · at the same time as Engineer @ Kestrel Freight",
            "in 2 days",
        ),
    ]


def test_what_is_past_asks_how_it_went_then_for_thanks_then_for_the_day_of_their_answer(opened, desk, named, settle):
    one = booked(desk, "2026-11-20T10:00")
    page = opened(one.id)
    assert said(page)[0][0] == "How did it go?"

    page._choose(one.id)
    settle()
    named("It took place", QPushButton).click()
    settle()
    assert said(page)[1][2] == "Thank them"
    page.open(one.id)
    settle()
    named("I thanked them", QPushButton).click()
    settle()
    line = named("Answer expected on", QLineEdit)
    line.setFocus()
    QTest.keyClicks(line, "2026-11-21")
    QTest.keyClick(line, Qt.Key.Key_Return)
    settle()

    kept = desk.work.get(Interview, one.id)
    assert (kept.status, kept.thank_you_sent_at, kept.result_expected_on) == (
        InterviewStatus.COMPLETED,
        make.NOW,
        date(2026, 11, 21),
    )
    assert said(page)[1][2] == "Answer late since Sat 21 Nov"


def test_one_is_planned_here_for_the_application_chosen(opened, desk, named, settle):
    booked(desk, "2026-11-24T10:00")
    make.application(desk.work, "Clerk", "Quillmark", stage="applied")
    opened()
    named("Plan an interview", QPushButton).click()
    settle()
    box = named("For which application", QComboBox)
    box.setCurrentIndex(box.findText("Clerk @ Quillmark"))
    box.activated.emit(box.currentIndex())
    settle()

    QTest.keyClicks(named("Day and time", QLineEdit), "2026-11-24 10:30")
    settle()
    page = desk.stack.currentWidget()
    assert "At the same time: Engineer @ Kestrel Freight (10:00). You can keep both." in labels(page)
    QTest.keyClick(named("Day and time", QLineEdit), Qt.Key.Key_Return)
    settle()

    assert len([line for line in said(page) if "at the same time" in line[1]]) == 2


def test_it_is_moved_and_called_off_in_place(opened, desk, named, settle, retype):
    one = booked(desk, "2026-11-24T10:00")
    page = opened()
    page.lines.setFocus()
    QTest.keyClick(page.lines, Qt.Key.Key_Down)
    QTest.keyClick(page.lines, Qt.Key.Key_Return)
    settle()

    line = named("Day and time", QLineEdit)
    line.selectAll()
    QTest.keyClicks(line, "2026-11-25 12:00")
    QTest.keyClick(line, Qt.Key.Key_Return)
    settle()
    assert desk.work.get(Interview, one.id).starts.wall == "2026-11-25T12:00"
    page._choose(one.id)
    settle()
    named("Call it off", QPushButton).click()
    settle()

    assert said(page)[0][0] == "Held and called off"
    assert said(page)[1][2] == "called off"


def test_a_month_is_walked_by_the_keys_and_says_its_days(opened, desk, named, settle):
    one = booked(desk, "2026-11-24T10:00")
    page = opened()
    named("Month", QPushButton).click()
    settle()
    assert page._stretch.text() == "November 2026"
    month = page.month
    month.setFocus()
    for _ in range(2):
        QTest.keyClick(month, Qt.Key.Key_Right)
    assert month.accessibleName() == "Month, Tuesday, 24 November: 10:00, Kestrel Freight"

    heard = []
    month.opened.connect(heard.append)
    QTest.keyClick(month, Qt.Key.Key_Return)
    assert heard == [one.id]
    QTest.keyClick(month, Qt.Key.Key_PageDown)
    settle()

    assert page._stretch.text() == "December 2026"
    assert page.month.day == date(2026, 12, 24)


def test_a_meeting_is_pressed_where_it_is_painted(opened, desk, named, settle):
    one = booked(desk, "2026-11-24T10:00")
    page = opened()
    for way, calendar in (("Month", page.month), ("Week", page.week)):
        named(way, QPushButton).click()
        settle()
        calendar.grab()
        heard = []
        calendar.opened.connect(heard.append)
        (box, row) = calendar._drawn[0]
        QTest.mouseClick(calendar, Qt.MouseButton.LeftButton, pos=box.center())
        settle()

        assert (row, heard) == (one.id, [one.id])
        assert calendar.day == date(2026, 11, 24)


def test_a_week_shows_both_clocks_and_all_its_hours(opened, desk, named, settle):
    booked(desk, "2026-11-26T02:00", "America/New_York")
    booked(desk, "2026-11-26T22:15", company="Polder Maps")
    page = opened()
    page._turn("week")
    page._go(date(2026, 11, 26))
    settle()

    assert page.week.hours() == (8, 24)
    assert [(spot.theirs, spot.name) for spot in page.week.spots_of(date(2026, 11, 26))] == [
        ("02:00 in New York", "Kestrel Freight"),
        ("", "Polder Maps"),
    ]
    assert page._stretch.text() == "Week of 23 November 2026"
    assert page.week.cell_at(QPoint(2, 2)) is None


def test_meetings_at_the_same_time_get_lanes_of_their_own():
    def spot(name, start, end):
        day = datetime(2026, 11, 24, tzinfo=UTC)
        return Spot(name, day + timedelta(hours=start), day + timedelta(hours=end), name)

    found = in_lanes([spot("a", 9, 11), spot("b", 10, 12), spot("c", 11, 13), spot("d", 14, 15)])

    assert [(one.name, lane, lanes) for one, lane, lanes in found] == [
        ("a", 0, 2),
        ("b", 1, 2),
        ("c", 0, 2),
        ("d", 0, 1),
    ]


def test_a_week_begins_as_the_language_has_it():
    assert week_of(date(2026, 11, 22)) == date(2026, 11, 16)
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    assert week_of(date(2026, 11, 22)) == date(2026, 11, 22)


def test_without_any_interview_the_page_says_what_it_is_for(opened, desk, named, settle):
    page = opened()
    assert page._views.currentWidget() is page._blank
    named("Plan an interview", QPushButton).click()
    settle()

    assert page._views.currentWidget() is page._blank  # nothing to plan one for
    make.application(desk.work, "Clerk", "Quillmark", stage="applied")
    page.plan()
    settle()
    assert named("Day and time", QLineEdit).isVisible()
    assert page._none.isVisible()
