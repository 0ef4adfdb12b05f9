"""Today: what is shown in which words, what a line opens, and the first start that asks nothing."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from ats_desktop.domain.interviews import Interview
from ats_desktop.domain.schema import Id
from ats_desktop.domain.tasks import Task
from ats_desktop.domain.values import Appointment
from ats_desktop.services import jobs
from ats_desktop.store.reads.today import Coming, Due
from ats_desktop.ui.beginnings import Beginnings
from ats_desktop.ui.days import both_times, day_words, until
from ats_desktop.ui.pages import today as module

DAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def page(desk, settle):
    desk.go("today")
    settle()
    return desk.stack.currentWidget()


# --- words ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "said"),
    [(-3, "3 days late"), (-1, "yesterday"), (0, "today"), (1, "tomorrow"), (5, "in 5 days"), (9, "Tue 1 Dec")],
)
def test_days_are_said_as_people_say_them(days, said):
    assert day_words(DAY + timedelta(days=days), DAY) == said


def test_an_interview_is_said_by_both_clocks():
    at = datetime(2026, 11, 24, 14, tzinfo=UTC)

    assert both_times("2026-11-24T09:00 America/New_York", at, BERLIN) == "Tue 24 Nov, 15:00 · 09:00 in New York"


def test_the_companys_day_is_said_where_it_is_another():
    at = datetime(2026, 11, 25, 3, tzinfo=UTC)

    said = both_times("2026-11-24T22:00 America/New_York", at, BERLIN)

    assert said == "Wed 25 Nov, 04:00 · Tue 24 Nov, 22:00 in New York"


def test_one_clock_is_said_once():
    assert (
        both_times("2026-11-24T15:00 Europe/Berlin", datetime(2026, 11, 24, 14, tzinfo=UTC), BERLIN)
        == "Tue 24 Nov, 15:00"
    )


@pytest.mark.parametrize(
    ("ahead", "said"),
    [
        (timedelta(minutes=-5), "now"),
        (timedelta(minutes=25), "in 25 min"),
        (timedelta(hours=3, minutes=10), "in 3 h"),
        (timedelta(hours=20), "tomorrow"),
        (timedelta(days=3), "in 3 days"),
    ],
)
def test_how_soon_an_interview_is(ahead, said):
    assert until(NOW + ahead, NOW, UTC) == said


def test_what_is_due_lies_under_its_heading():
    due = [
        Due("deadline", "job_opportunities", "1", "Late", "Quillmark", DAY - timedelta(days=2)),
        Due("task", "tasks", "2", "Now", "", DAY),
        Due("deadline", "job_opportunities", "3", "", "", DAY + timedelta(days=9)),
    ]

    lines = module.due_lines(due, DAY)

    assert [line.text for line in lines] == ["Overdue", "Late", "Today", "Now", "Later", "Untitled"]
    assert lines[1].note == "Quillmark · Deadline"
    assert (lines[1].tone, lines[3].tone, lines[5].tone) == ("danger", "warn", "muted")
    assert [bool(line.key) for line in lines] == [False, True, False, True, False, True]


def test_an_interview_of_no_application_opens_itself():
    talk = Coming("7", "", "", "phone", "2026-11-22T11:00 UTC", NOW + timedelta(hours=1, minutes=30), 60, "")

    line = module.coming_line(talk, NOW, UTC)

    assert (line.key, line.text, line.right, line.icon) == ("interviews:7", "Phone", "in 1 h", "phone")


# --- the page -------------------------------------------------------------------------------------


def test_the_first_start_asks_nothing_and_offers_four_ways(page):
    ways = [one.text() for one in page._welcome.findChildren(QPushButton)]

    assert page._welcome.isVisible()
    assert ways == ["Type it in", "See it with sample data", "Import", "I coach others"]
    assert page.box.isVisible()
    assert page.box.line.hasFocus()
    assert not page._due.isVisible()


def test_the_first_job_takes_the_welcome_away(page, desk, settle):
    jobs.add(desk.work, "Engineer", "Quillmark")
    settle()

    assert not page._welcome.isVisible()
    assert [line.text for line in page._recent.lines.lines] == ["Engineer"]


def test_enter_on_a_line_opens_its_row(page, desk, settle):
    made = jobs.add(desk.work, "Engineer")
    settle()
    lines = page._recent.lines
    lines.setFocus()

    QTest.keyClick(lines, Qt.Key.Key_Down)
    QTest.keyClick(lines, Qt.Key.Key_Return)

    assert desk._wanted == ("application", made.id)


def test_up_and_down_pass_over_headings(page, desk, settle):
    day = datetime.now().astimezone().date()
    with desk.work.change("Add") as change:
        change.save(Task(title="Late", due_on=day - timedelta(days=1)))
        change.save(Task(title="Now", due_on=day))
    settle()
    lines = page._due.lines
    lines.setFocus()

    first = lines.current
    QTest.keyClick(lines, Qt.Key.Key_Down)

    assert [line.text for line in lines.lines] == ["Overdue", "Late", "Today", "Now"]
    assert first != lines.current
    assert lines.current.startswith("tasks:")


def test_what_is_seen_keeps_its_place_when_the_list_grows(page, desk, settle):
    one = jobs.add(desk.work, "One")
    settle()
    lines = page._recent.lines
    QTest.keyClick(lines, Qt.Key.Key_Down)
    assert lines.current == f"applications:{one.id}"

    jobs.add(desk.work, "Two")
    settle()

    assert lines.current == f"applications:{one.id}"


def test_an_interview_shows_how_soon_it_is(page, desk, settle):
    starts = Appointment.at(datetime.now(UTC) + timedelta(days=1), "UTC")
    with desk.work.change("Add") as change:
        change.save(Interview(application=Id("gone"), starts=starts, name="Panel"))
    settle()

    (line,) = page._coming.lines.lines
    assert (line.text, line.right) == ("Panel", "tomorrow")


def test_news_are_seen_once_the_page_was_left(page, desk, qtbot, settle):
    with desk.work.writing() as file:
        file.execute(
            "insert into elsewhere (at, noun, row, title, what) values ('2026-11-22T09:00:00.000000Z', 'tasks', '7', 'Write', 'new')"
        )
    jobs.add(desk.work, "Engineer")
    settle()
    assert [line.text for line in page._elsewhere.lines.lines] == ["Somebody added a task: Write"]

    desk.go("people")
    qtbot.waitUntil(lambda: desk.work.control().get("today_seen") == "1", timeout=5_000)
    desk.go("today")
    settle()

    assert not page._elsewhere.isVisible()


# --- ways to begin --------------------------------------------------------------------------------


@pytest.fixture
def beginnings(desk):
    return Beginnings(desk, desk.app)


def press(page, words):
    next(one for one in page._welcome.findChildren(QPushButton) if one.text() == words).click()


def test_the_sample_is_a_workspace_of_its_own_and_one_click_removes_it(page, desk, beginnings, settle):
    own = desk.work.folder

    press(page, "See it with sample data")
    settle()
    assert desk.work.folder != own
    assert page._recent.lines.lines
    assert desk.work.control()["sample"]
    assert beginnings._mark.told.title == "This is sample data."
    sample = desk.work.folder

    beginnings._mark._act.click()
    settle()

    assert desk.work.folder == own
    assert page._welcome.isVisible()
    assert not sample.exists()
    assert beginnings._mark is None


@pytest.mark.parametrize(
    ("words", "there"),
    [("Type it in", ("jobs", "new")), ("Import", ("import", "")), ("I coach others", ("settings", "join"))],
)
def test_the_other_ways_lead_where_they_say(page, desk, beginnings, settle, words, there):
    press(page, words)

    assert desk._wanted == there
