"""What the Practice page asks: how often each question was tried, for how long, and what is in the bin."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from ats_desktop.domain.interviews import COMING
from ats_desktop.domain.kinds import moment_cell


class Rows(Protocol):
    """Whatever answers SQL."""

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Answer a question."""


@dataclass(frozen=True, slots=True)
class Tried:
    """How often a question was tried, how well at best, and when last."""

    times: int
    best: int | None
    last: datetime | None


@dataclass(frozen=True, slots=True)
class Meeting:
    """An interview as a list shows it."""

    id: str
    title: str
    company: str
    kind: str
    starts: str  # wall time and zone
    starts_at: datetime | None


def tries(work: Rows) -> dict[str, Tried]:
    """Count the tries of every question; what was skipped is no try."""
    asked = """select question, count(*), max(score), max(at) from question_practices
    where question is not null and score is not null group by question"""
    return {
        str(question): Tried(int(times), best, datetime.fromisoformat(last) if last else None)
        for question, times, best, last in work.rows(asked)
    }


def minutes_spent(work: Rows, application: str) -> int:
    """Add up the minutes spent on an application: on questions, and in prep sessions."""
    asked = """select
    (select coalesce(sum(seconds), 0) from question_practices where application = ?) / 60
    + (select coalesce(sum(minutes), 0) from interview_prep_sessions where application = ?)"""
    return int(work.rows(asked, application, application)[0][0])


def held_interviews(work: Rows) -> int:
    """Count the interviews that took place."""
    return int(work.rows("select count(*) from interviews where status = 'completed'")[0][0])


def facts(work: Rows, job: str) -> int:
    """Count what is known of the company of a job, by its record or its name."""
    asked = """select count(*) from company_research r join companies c on c.id = r.company
    join job_opportunities j on j.id = ? and (j.company = c.id or j.normal_company = c.normal_name)"""
    return int(work.rows(asked, job)[0][0])


def meetings(work: Rows, now: datetime, most: int = 50) -> list[Meeting]:
    """List the interviews to come, soonest first, then the newest that were."""
    listed = ", ".join("?" * len(COMING))
    asked = f"""select i.id, coalesce(j.title, ''), coalesce(j.company_name, ''), i.kind, i.starts, i.starts_at,
    i.status in ({listed}) and i.starts_at >= ? as coming
    from interviews i left join applications a on a.id = i.application left join job_opportunities j on j.id = a.job
    where i.starts_at is not null
    order by coming desc, case when coming then i.starts_at end, i.starts_at desc limit ?"""
    found = work.rows(asked, *sorted(COMING), moment_cell(now), most)
    return [
        Meeting(row, title, company, str(kind or ""), str(starts or ""), datetime.fromisoformat(at) if at else None)
        for row, title, company, kind, starts, at, _ in found
    ]


def in_bin(work: Rows, table: str, ids: Iterable[str]) -> set[str]:
    """Say which of these rows somebody put into the bin."""
    asked = "select row from sync_trash where noun = ? and row in (select value from json_each(?))"
    return {str(row) for (row,) in work.rows(asked, table, json.dumps(list(ids)))}


def applications(work: Rows, most: int = 200) -> list[tuple[str, str]]:
    """List the applications one may practise for: id and "title @ company", the newest first."""
    asked = """select a.id, coalesce(j.title, ''), coalesce(j.company_name, '') from applications a
    cross join job_opportunities j on j.id = a.job where j.archived_at is null
    and coalesce(a.stage, '') not in ('rejected', 'withdrawn', 'no_response', 'closed_other')
    order by a.id desc limit ?"""  # from the newest on, until there are enough: not all that are not archived
    found = work.rows(asked, most)
    return [(row, " @ ".join(filter(None, (title, company)))) for row, title, company in found]
