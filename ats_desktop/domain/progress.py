"""How far a goal is: counted from what happened in its stretch of days, never typed where it can be counted.

Why:    a goal that repeats speaks of this week or this month; whether one is on the way is said by comparing
        what is done with how much of the time has passed, in words and not by a colour alone.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from ats_desktop.domain.goals import Every, Goal, GoalKind, GoalStatus
from ats_desktop.domain.schema import Words

_WEEK = 7
_A_YEAR = 366  # days looked back at where a goal says no first day


class Pace(Words):
    """How a goal stands against its time."""

    AHEAD = "on the way"
    REACHED = "reached"
    BEHIND = "behind"
    OVER = "over"
    UNSAID = "no target"


def stretch_of(goal: Goal, today: date) -> tuple[date, date]:
    """Give the first and the last day a goal speaks of, as seen today.

    >>> [str(day) for day in stretch_of(Goal(name="g", repeats=Every.WEEK), date(2026, 11, 22))]
    ['2026-11-16', '2026-11-22']
    """
    if goal.repeats == Every.WEEK:
        monday = today - timedelta(days=today.weekday())
        return monday, monday + timedelta(days=_WEEK - 1)
    if goal.repeats == Every.MONTH:
        return today.replace(day=1), today.replace(day=monthrange(today.year, today.month)[1])
    last = goal.ends_on or max(today, goal.starts_on or today)
    return goal.starts_on or min(last, today) - timedelta(days=_A_YEAR), last


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a goal is."""

    done: float
    target: float
    percent: int  # 0 to 100
    pace: Pace
    first: date
    last: date

    @property
    def left(self) -> float:
        """How many are still to come."""
        return max(0.0, self.target - self.done)


def progress(goal: Goal, counted: float, today: date) -> Progress:
    """Say how far a goal is, by what was counted in its stretch; one counted by hand says it itself."""
    first, last = stretch_of(goal, today)
    done = (goal.reached or 0.0) if goal.kind == GoalKind.CUSTOM else counted
    target = goal.target or 0.0
    percent = min(100, int(done * 100 / target)) if target > 0 else 0
    return Progress(done, target, percent, _pace(goal, done, target, today, first, last), first, last)


def _pace(goal: Goal, done: float, target: float, today: date, first: date, last: date) -> Pace:
    if target <= 0:
        return Pace.UNSAID
    if done >= target or goal.status == GoalStatus.REACHED:
        return Pace.REACHED
    if today > last:
        return Pace.OVER
    gone = (today - first).days  # whole days before this one; today is still to be used
    days = (last - first).days + 1
    return Pace.AHEAD if done * days >= target * gone or gone <= 0 else Pace.BEHIND
