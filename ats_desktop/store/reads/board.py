"""What the board shows: how many cards stand in each column, and the first of them.

Why:    a board is looked at, not read to its end: each column brings its first cards, picked among
        its newest thousand, so that ten columns of 100,000 applications cost what ten of 1,000 cost.
        Jobs that were put away take their cards with them.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Protocol

from ats_desktop.domain.ordering import RANK_SQL

FIRST = 40  # cards of a column, until more are asked for
NEWEST = 1_000


class Rows(Protocol):
    """Whatever answers SQL."""

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Answer a question."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """The next interview of a card."""

    kind: str
    starts: str  # the appointment's cell: wall time and zone
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class Card:
    """One application, as the board shows it."""

    id: str
    job: str
    title: str
    company: str
    location: str
    link: str
    since: datetime | None
    deadline: date | None
    next_action: str
    rank: str
    meeting: Meeting | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """One stage: how many stand there, and the first of them in order."""

    stage: str
    total: int
    cards: tuple[Card, ...] = ()


_TOTALS = "select stage, count(*) from applications group by stage"
_AWAY = """select a.stage, count(*) from (select id from job_opportunities where archived_at is not null) j
cross join applications a on a.job = j.id group by a.stage"""
_FITTING = """select a.stage, count(*) from json_each(?) wanted
cross join job_opportunities j on j.slot = wanted.value cross join applications a on a.job = j.id
where j.archived_at is null group by a.stage"""
_FITS = "and job in (select id from job_opportunities where slot in (select value from json_each(?)))"
_CARDS = f"""
select a.id, j.id, coalesce(j.title, ''), coalesce(j.company_name, ''), coalesce(j.location, ''),
  coalesce(j.posting_url, ''), a.stage_since, j.deadline_on, a.next_action, a.rank
from (
  select id, job, stage_since, coalesce(next_action, '') as next_action, {RANK_SQL} as rank
  from (select * from applications where stage = ? {{fits}} order by slot desc limit {NEWEST})
  order by rank limit {NEWEST}
) a cross join job_opportunities j on j.id = a.job
where j.archived_at is null limit ?"""
_MEETINGS = """
select application, coalesce(kind, 'video'), starts, starts_at from interviews
where starts_at >= ? and coalesce(status, 'scheduled') in ('scheduled', 'rescheduled', 'tentative')
order by starts_at limit 2000"""


def totals(work: Rows) -> dict[str, int]:
    """Count the cards of every stage; those of jobs put away do not count."""
    found = {str(stage): int(count) for stage, count in work.rows(_TOTALS)}
    for stage, count in work.rows(_AWAY):
        found[stage] -= count
    return {stage: count for stage, count in found.items() if count}


def board(
    work: Rows, shown: Mapping[str, int], *, now: datetime, fitting: Iterable[int] | None = None
) -> dict[str, Column]:
    """Bring every stage that has cards, or is named in `shown`, with as many cards as that says, else the first.

    `fitting` are the numbers of the jobs whose cards are looked for; None means all.
    """
    fits = None if fitting is None else json.dumps(list(fitting))
    counted = totals(work) if fits is None else {str(stage): int(many) for stage, many in work.rows(_FITTING, fits)}
    coming = meetings(work, now)
    return {
        stage: Column(stage, counted.get(stage, 0), _cards(work, stage, shown.get(stage, FIRST), coming, fits))
        for stage in {*counted, *shown}
    }


def meetings(work: Rows, now: datetime) -> dict[str, Meeting]:
    """Find the next interview of every application that has one; one that has just begun still counts."""
    since = (now.astimezone(UTC) - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    found: dict[str, Meeting] = {}
    for application, kind, starts, at in work.rows(_MEETINGS, since):
        found.setdefault(application, Meeting(kind, starts, datetime.fromisoformat(at)))
    return found


def _cards(work: Rows, stage: str, number: int, coming: Mapping[str, Meeting], fits: str | None) -> tuple[Card, ...]:
    if not number:
        return ()
    asked, values = (
        _CARDS.format(fits="" if fits is None else _FITS),
        (stage, *([] if fits is None else [fits]), number),
    )
    cards = [
        Card(row, job, title, company, place, link, _moment(since), _day(deadline), step, rank, coming.get(row))
        for row, job, title, company, place, link, since, deadline, step, rank in work.rows(asked, *values)
    ]
    return tuple(sorted(cards, key=lambda card: card.rank))


def _day(cell: str | None) -> date | None:
    """Read a date; one that cannot be read is none."""
    try:
        return date.fromisoformat(cell) if cell else None
    except ValueError:
        return None


def _moment(cell: str | None) -> datetime | None:
    return datetime.fromisoformat(cell) if cell else None


def size(work: Rows) -> int:
    """Say roughly how many applications there are, without counting them."""
    return int(work.rows("select coalesce(max(slot), 0) from applications")[0][0])
