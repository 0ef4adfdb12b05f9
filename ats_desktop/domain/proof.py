"""Proof of a job search: what was applied for in a stretch of days, in the words agencies ask for.

Why:    an agency reads date, employer, position, method and result.  Nothing is invented: what was never noted
        stays blank, and an application nobody has answered yet has no result.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from ats_desktop.domain.applications import Category, Method, Stage, category_of

HEADINGS = ("Date", "Employer", "Position", "Method", "Result")
_WEEK = 7
_METHODS = {
    Method.ONLINE_FORM: "Online form",
    Method.EMAIL: "E-mail",
    Method.REFERRAL: "Referral",
    Method.RECRUITER: "Recruiter",
    Method.DIRECT_CONTACT: "Direct contact",
    Method.IN_PERSON: "In person",
}
_UNANSWERED = frozenset({Category.LEAD, Category.APPLIED})


@dataclass(frozen=True, slots=True)
class Sent:
    """An application as the file holds it."""

    at: datetime
    employer: str = ""
    position: str = ""
    method: str = ""
    channel: str = ""
    stage: str = ""
    since: datetime | None = None
    confirmation: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the proof."""

    day: date
    employer: str
    position: str
    method: str
    result: str

    @property
    def cells(self) -> tuple[str, str, str, str, str]:
        """The line as text, under the headings."""
        return self.day.isoformat(), self.employer, self.position, self.method, self.result


def prove(sent: Iterable[Sent], stages: Iterable[Stage], zone: tzinfo) -> list[Line]:
    """Say of each application what an agency asks, in the candidate's days, the earliest first."""
    known = tuple(stages)
    lines = [
        Line(
            day=one.at.astimezone(zone).date(),
            employer=one.employer,
            position=one.position,
            method=_method(one),
            result=_result(one, known, zone),
        )
        for one in sent
    ]
    return sorted(lines, key=lambda line: (line.day, line.employer.casefold()))


def _method(one: Sent) -> str:
    how = _METHODS.get(Method(one.method), "")
    number = f"no. {one.confirmation}" if one.confirmation else ""
    through = one.channel if one.channel.casefold() != how.casefold() else ""
    return ", ".join(part for part in (how, through, number) if part)


def _result(one: Sent, stages: tuple[Stage, ...], zone: tzinfo) -> str:
    """Say where it stands and since when; nothing while nobody has answered."""
    if category_of(one.stage, stages) in _UNANSWERED:
        return ""
    name = next((str(own) for own in stages if own.key == one.stage), one.stage.replace("_", " ").capitalize())
    return f"{name}, {one.since.astimezone(zone).date().isoformat()}" if one.since else name


def stretches(today: date) -> dict[str, tuple[date, date]]:
    """Name the stretches of days that are asked for most: first and last day.

    >>> [str(day) for day in stretches(date(2026, 11, 22))["last month"]]
    ['2026-10-01', '2026-10-31']
    """
    monday, first = today - timedelta(days=today.weekday()), today.replace(day=1)
    before = (first - timedelta(days=1)).replace(day=1)
    return {
        "this week": (monday, monday + timedelta(days=_WEEK - 1)),
        "last week": (monday - timedelta(days=_WEEK), monday - timedelta(days=1)),
        "this month": (first, first.replace(day=monthrange(first.year, first.month)[1])),
        "last month": (before, first - timedelta(days=1)),
    }
