"""What the table of jobs shows: the order of all of them as numbers, and the lines of those in view.

Why:    a table of 100,000 lines that holds only their numbers opens at once and costs a megabyte;
        the few lines in view are fetched by number, which is one look-up each wherever one scrolls.
        The first lines of an order come before the rest: an index gives them at once.
"""

import json
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.seeking import Asked
from ats_desktop.domain.values import PayRange
from ats_desktop.store.reads.search import meeting
from ats_desktop.store.search import matching


class Rows(Protocol):
    """Whatever answers SQL."""

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Answer a question."""

    def catch_up(self) -> None:
        """Index what was written a moment ago."""


_ANY = Asked()


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which jobs, in which order."""

    sort: str = "found"
    down: bool = True  # largest, latest or last in the alphabet first
    asked: Asked = _ANY  # words, and operators that narrow
    stages: tuple[str, ...] = ()
    away: bool = False  # those put away, instead of those at hand


@dataclass(frozen=True, slots=True)
class JobLine:
    """One line of the table."""

    slot: int
    id: str
    application: str  # the newest attempt, or ""
    title: str
    company: str
    location: str
    stage: str
    deadline: date | None
    pay: PayRange
    source: str
    tags: tuple[str, ...]
    link: str
    found: date | None


_YEARLY = """cast(pay as integer) * case substr(pay, -4) when 'hour' then 2080 when ' day' then 260
  when 'week' then 52 when 'onth' then 12 else 1 end"""
_NEWEST = "(select a.stage from applications a where a.job = job_opportunities.id order by a.slot desc limit 1)"
# What each column is sorted by; indexed ones walk their index, the others are worked out on a lane.
SORTS = {
    "found": "found_at",
    "title": "title collate nocase",
    "company": "company_name",
    "stage": _NEWEST,
    "deadline": "deadline_on",
    "pay": _YEARLY,
    "source": "source collate nocase",
}
_AT_ONCE = frozenset({"found", "company", "deadline"})
_BLANK_LAST = {"deadline": "deadline_on is null", "found": "found_at is null"}
_LINES = """
select j.slot, j.id, coalesce(a.id, ''), coalesce(j.title, ''), coalesce(j.company_name, ''),
  coalesce(j.location, ''), coalesce(a.stage, ''), j.deadline_on, j.pay, coalesce(j.source, ''), j.tags,
  coalesce(j.posting_url, ''), j.found_at
from json_each(?) wanted join job_opportunities j on j.slot = wanted.value
left join applications a on a.slot = (select max(slot) from applications where job = j.id)"""


def total(work: Rows, *, away: bool = False) -> int:
    """Count the jobs at hand, or those put away."""
    found = work.rows("select count(*) from job_opportunities where archived_at is not null")[0][0]
    return int(found if away else work.rows("select count(*) from job_opportunities")[0][0] - found)


def at_once(wanted: Wanted) -> bool:
    """Say whether the first lines of this order can be had without looking at all jobs."""
    return wanted.sort in _AT_ONCE and not wanted.asked and not wanted.stages and not wanted.away


def order(work: Rows, wanted: Wanted, limit: int | None = None) -> "array[int]":
    """Give the numbers of the jobs, in order; `limit` asks for the first ones only."""
    where, values = _where(work, wanted)
    key = SORTS.get(wanted.sort, "slot")
    way = " desc" if wanted.down else ""
    blank = _BLANK_LAST.get(wanted.sort)
    if blank and limit is None:
        return _parts(work, where, values, key, way)
    bound = f" and {key} is not null" if blank else ""
    asked = f"select slot from job_opportunities where {where}{bound} order by {key}{way}, slot{way}"
    return _slots(work, asked + (f" limit {int(limit)}" if limit is not None else ""), values)


def _parts(work: Rows, where: str, values: list[object], key: str, way: str) -> "array[int]":
    """Order those that have a value, then those that have none."""
    base = f"select slot from job_opportunities where {where} and {key}"
    found = _slots(work, f"{base} is not null order by {key}{way}, slot{way}", values)
    found.extend(_slots(work, f"{base} is null order by slot desc", values))
    return found


def _slots(work: Rows, asked: str, values: Sequence[object]) -> "array[int]":
    """Fetch numbers as one text: a hundred thousand tuples would cost three times as much."""
    return array("q", json.loads(work.rows(f"select json_group_array(slot) from ({asked})", *values)[0][0]))


def _where(work: Rows, wanted: Wanted) -> tuple[str, list[object]]:
    no = "not " if wanted.away else ""
    if wanted.sort == "found":  # one walk along the index of what was put away, which holds the numbers in order
        parts = [f"archived_at is {no}null"]
    else:
        yes = "" if wanted.away else "not "
        parts = [f"slot {yes}in (select slot from job_opportunities where archived_at is not null)"]
    values: list[object] = []
    if wanted.stages:
        parts.append(f"coalesce({_NEWEST}, '') in (select value from json_each(?))")
        values.append(json.dumps(wanted.stages))
    worded, sought = matching(work, JobOpportunity.noun, wanted.asked.words)
    if worded:
        parts.append(worded)
        values += sought
    if wanted.asked.narrowed:
        where, given = meeting(work, JobOpportunity.noun, wanted.asked)
        parts.append(f"slot in (select t.slot from job_opportunities t where {where})")
        values += given
    return " and ".join(parts), values


def lines(work: Rows, slots: Iterable[int]) -> dict[int, JobLine]:
    """Fetch lines by their numbers; one that is gone meanwhile is missing."""
    decode = {name: JobOpportunity.noun.by_name[name].decode for name in ("deadline_on", "pay", "tags")}
    return {
        slot: JobLine(
            slot,
            *(row, attempt, title, company, place, stage),
            decode["deadline_on"](deadline),
            decode["pay"](pay),
            source,
            decode["tags"](tags),
            link,
            date.fromisoformat(found[:10]) if found else None,
        )
        for slot, row, attempt, title, company, place, stage, deadline, pay, source, tags, link, found in work.rows(
            _LINES, json.dumps(list(slots))
        )
    }


def slot_of(work: Rows, job: str) -> int:
    """Give the number of a job by its id; 0 when it is not here."""
    found = work.rows("select slot from job_opportunities where id = ?", job)
    return int(found[0][0]) if found else 0


def slots_of(work: Rows, jobs: Iterable[str]) -> dict[str, int]:
    """Give the numbers of jobs by their ids."""
    asked = "select id, slot from job_opportunities where id in (select value from json_each(?))"
    return dict(work.rows(asked, json.dumps(list(jobs))))
