"""Goals are counted in their own stretch of days, and a pace is said by what is done against the time gone."""

from datetime import date

import pytest

from ats_desktop.domain.goals import Goal, GoalKind, GoalStatus
from ats_desktop.domain.progress import Pace, progress, stretch_of
from ats_desktop.domain.taskline import read_task
from ats_desktop.domain.tasks import TaskPriority

WED = date(2026, 11, 18)


def goal(**more):
    return Goal(**{"name": "g", "kind": GoalKind.APPLICATIONS, "target": 7.0, "repeats": "week"} | more)


def test_a_week_begins_on_monday_and_a_month_ends_with_its_last_day():
    assert stretch_of(goal(), WED) == (date(2026, 11, 16), date(2026, 11, 22))
    assert stretch_of(goal(repeats="month"), date(2028, 2, 3)) == (date(2028, 2, 1), date(2028, 2, 29))


def test_a_goal_that_does_not_repeat_keeps_its_own_days():
    own = goal(repeats="", starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31))

    assert stretch_of(own, WED) == (date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("done", "pace", "percent"),
    [(0, Pace.BEHIND, 0), (1, Pace.BEHIND, 14), (2, Pace.AHEAD, 28), (7, Pace.REACHED, 100), (9, Pace.REACHED, 100)],
)
def test_two_days_gone_of_seven_want_two_of_seven(done, pace, percent):
    found = progress(goal(), done, WED)

    assert (found.pace, found.percent) == (pace, percent)


def test_nothing_is_behind_on_the_first_day():
    assert progress(goal(), 0, date(2026, 11, 16)).pace == Pace.AHEAD


def test_a_goal_whose_time_is_over_says_so_and_one_without_a_number_too():
    assert progress(goal(repeats="", ends_on=date(2026, 11, 1)), 3, WED).pace == Pace.OVER
    assert progress(goal(target=None), 3, WED).pace == Pace.UNSAID


def test_one_counted_by_hand_says_it_itself():
    own = goal(kind=GoalKind.CUSTOM, reached=4.0, status=GoalStatus.ACTIVE)

    assert progress(own, 99, WED).done == 4.0


@pytest.mark.parametrize(
    ("line", "title", "day", "priority"),
    [
        ("Send references by fri", "Send references", date(2026, 11, 20), TaskPriority.MEDIUM),
        ("Call Ada tomorrow", "Call Ada", date(2026, 11, 19), TaskPriority.MEDIUM),
        ("Write !urgent until 2026-12-24", "Write", date(2026, 12, 24), TaskPriority.URGENT),
        ("Go by train", "Go by train", None, TaskPriority.MEDIUM),
        ("Read on paper !low", "Read on paper", None, TaskPriority.LOW),
        ("Stand by in 2 weeks", "Stand", date(2026, 12, 2), TaskPriority.MEDIUM),
        ("  ", "", None, TaskPriority.MEDIUM),
        ("Wow!high", "Wow!high", None, TaskPriority.MEDIUM),
    ],
)
def test_a_line_says_what_by_when_and_how_much_it_matters(line, title, day, priority):
    assert read_task(line, WED) == (title, day, priority)
