"""What an import asks: which rows are here already, by id, by name, by page, and which lie in the bin.

Why:    an import of 100,000 rows asks a few large questions, never one a row.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from ats_desktop.domain.schema import Noun
from ats_desktop.store import capture, reading
from ats_desktop.store.opening import Connection


class Rows(Protocol):
    """Whatever answers SQL."""

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Answer a question."""

    def connection(self) -> Connection:
        """Give this thread's connection."""


@dataclass(frozen=True, slots=True)
class KnownJob:
    """A job that is here, as far as another telling of it could be recognised."""

    id: str
    url: str
    company: str
    title: str
    location: str
    day: str  # of its application, else when it was found


@dataclass(frozen=True, slots=True)
class KnownApplication:
    """An attempt at a job that is here."""

    id: str
    job: str
    day: str
    stage: str


def anything(work: Rows, noun: Noun) -> bool:
    """Say whether there is a row of a noun at all."""
    return bool(work.rows(f"select exists (select 1 from {noun.table})")[0][0])


def present(work: Rows, noun: Noun, ids: Sequence[str]) -> dict[str, Any]:
    """Read the rows of these ids that are here."""
    found = work.rows(f"{reading.select(noun)} where id in (select value from json_each(?))", json.dumps(ids))
    return {cells[0]: noun.decode(cells) for cells in found}


def every(work: Rows, noun: Noun) -> Iterator[Any]:
    """Read every row of a noun, one at a time."""
    return (noun.decode(cells) for cells in work.rows(f"{reading.select(noun)} order by id"))


def ids_here(work: Rows, noun: Noun, ids: Iterable[str]) -> set[str]:
    """Say which of these ids are here."""
    asked = f"select id from {noun.table} where id in (select value from json_each(?))"
    return {row for (row,) in work.rows(asked, json.dumps(list(ids)))}


def binned(work: Rows, noun: Noun) -> dict[str, bool]:
    """Say which rows lie in the bin; True for those that undo put there, and that may come back by themselves."""
    asked = "select row, stamp in (select stamp from undo_step where state = 'undone') from sync_trash where noun = ?"
    return {row: bool(undone) for row, undone in work.rows(asked, noun.table)}


def known_jobs(work: Rows) -> list[KnownJob]:
    """List the jobs that are here, shortly."""
    asked = """select j.id, coalesce(j.posting_url, ''), coalesce(j.normal_company, ''), coalesce(j.title, ''),
        coalesce(j.location, ''),
        coalesce((select min(a.applied_at) from applications a where a.job = j.id), j.found_at, '')
      from job_opportunities j order by j.id"""
    found = work.rows(asked)
    return [KnownJob(row, url, company, title, place, at[:10]) for row, url, company, title, place, at in found]


def known_applications(work: Rows) -> list[KnownApplication]:
    """List the applications that are here, newest first."""
    asked = """select id, coalesce(job, ''), coalesce(applied_at, ''), coalesce(stage, 'lead')
      from applications order by id desc"""
    return [KnownApplication(row, job, at[:10], stage) for row, job, at, stage in work.rows(asked)]


def stages_reached(work: Rows, applications: Iterable[str]) -> dict[str, set[str]]:
    """Say which stages the events of these applications name, but for those that were retracted."""
    asked = """select application, coalesce("to", 'lead') from application_stages
      where application in (select value from json_each(?)) and not coalesce(retracted, 0)"""
    reached: dict[str, set[str]] = {}
    for application, to in work.rows(asked, json.dumps(list(applications))):
        reached.setdefault(application, set()).add(to)
    return reached


def written_since(work: Rows, noun: Noun, row: str) -> set[str]:
    """Name the fields of a row that somebody wrote, or emptied, after it was born."""
    return set(capture.standing(work.connection(), noun.table, row).cells)
