"""What the page of interviews shows: those to come, those nobody said a word on, those held; and a stretch of days."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from ats_desktop.domain.interviews import COMING, Hint, Interview, ends_at, hint, overlap
from ats_desktop.domain.kinds import moment_cell
from ats_desktop.store.workspace import Workspace

_MOST = 400
_PAST = 40
_LONGEST = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Meeting:
    """An interview with the job it is for."""

    interview: Interview
    title: str
    company: str
    hint: Hint = Hint.NOTHING
    beside: tuple[str, ...] = ()  # what else claims the same time, by name

    @property
    def about(self) -> str:
        """What a person would call it."""
        return " @ ".join(filter(None, (self.title, self.company))) or str(self.interview)


@dataclass(frozen=True, slots=True)
class Agenda:
    """All of it."""

    coming: tuple[Meeting, ...]  # soonest first
    unsaid: tuple[Meeting, ...]  # past, and nobody said how it went, the latest first
    past: tuple[Meeting, ...]  # the latest first


def agenda(work: Workspace, *, now: datetime, today: date) -> Agenda:
    """Gather what is to come, and what was."""
    ahead = work.all(Interview, [("starts_at", ">=", now - _LONGEST)], order="starts_at", limit=_MOST)
    behind = work.all(Interview, [("starts_at", "<", now - _LONGEST)], order="-starts_at", limit=_MOST)
    found = meetings(work, [*ahead, *behind], now=now, today=today)
    coming = [one for one in found if one.interview.status in COMING and not _over(one, now)]
    unsaid = [one for one in found if one.hint is Hint.SAY_HOW]
    past = [one for one in found if one not in coming and one not in unsaid]
    late = sorted(past, key=lambda one: moment_cell(one.interview.starts_at) or "", reverse=True)
    unsaid.sort(key=lambda one: moment_cell(one.interview.starts_at) or "", reverse=True)
    return Agenda(tuple(coming), tuple(unsaid), tuple(late[:_PAST]))


def between(work: Workspace, start: datetime, end: datetime, *, now: datetime, today: date) -> list[Meeting]:
    """List the interviews that begin in a stretch of time, in order; those called off stay away."""
    where = [("starts_at", ">=", start.astimezone(UTC)), ("starts_at", "<", end.astimezone(UTC))]
    found = meetings(work, work.all(Interview, where, order="starts_at", limit=_MOST), now=now, today=today)
    return [one for one in found if one.interview.status in COMING or one.interview.status == "completed"]


def meetings(work: Workspace, found: Iterable[Interview], *, now: datetime, today: date) -> list[Meeting]:
    """Name interviews by their jobs, and say which claim the same time."""
    rows = list(found)
    asked = """select a.id, coalesce(j.title, ''), coalesce(j.company_name, '') from json_each(?) wanted
      join applications a on a.id = wanted.value left join job_opportunities j on j.id = a.job"""
    names = {
        row: (title, company) for row, title, company in work.rows(asked, json.dumps([o.application for o in rows]))
    }
    made = [Meeting(one, *names.get(one.application, ("", "")), hint(one, now, today)) for one in rows]
    timed = sorted((one for one in made if one.interview.starts_at), key=lambda one: str(one.interview.starts_at))
    beside: dict[str, list[str]] = {}
    for at, one in enumerate(timed):
        for other in timed[at + 1 :]:
            ends = ends_at(one.interview)
            if ends is None or other.interview.starts_at is None or other.interview.starts_at >= ends:
                break
            if overlap(one.interview, other.interview):
                beside.setdefault(one.interview.id, []).append(other.about)
                beside.setdefault(other.interview.id, []).append(one.about)
    return [
        Meeting(one.interview, one.title, one.company, one.hint, tuple(beside.get(one.interview.id, ())))
        for one in made
    ]


def beside(work: Workspace, one: Interview) -> list[str]:
    """Name what else claims the time of an interview."""
    if one.starts_at is None:
        return []
    where = [("starts_at", ">=", one.starts_at - _LONGEST), ("starts_at", "<", one.starts_at + _LONGEST)]
    near = [other for other in work.all(Interview, where, limit=_MOST) if other.id != one.id]
    claimed = [other for other in near if other.status in COMING and overlap(one, other)]
    return [each.about for each in meetings(work, claimed, now=one.starts_at, today=one.starts_at.date())]


def _over(one: Meeting, now: datetime) -> bool:
    ends = ends_at(one.interview)
    return ends is not None and ends <= now
