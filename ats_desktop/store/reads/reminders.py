"""What reminders ask of the file: deadlines and interviews near, when they were set, and what is settled.

Why:    each question walks one index over a bounded stretch, so a minute's beat costs the same
        with a hundred thousand jobs.  When a deadline was set is the time of its cell's stamp:
        no field has to be kept for it, and it is the same on every laptop.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from ats_desktop.domain.applications import Category, Stage, category_of
from ats_desktop.domain.interviews import Interview
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.reminders import Fact
from ats_desktop.domain.stamps import ms_of
from ats_desktop.store import capture
from ats_desktop.store.workspace import Workspace

BACK, AHEAD = timedelta(days=16), timedelta(days=6)  # beyond what is due or still worth a line, in any zone


@dataclass(frozen=True, slots=True)
class NearJob:
    """A job whose deadline is near."""

    job: JobOpportunity
    category: Category  # of its latest application
    set_at: datetime | None


@dataclass(frozen=True, slots=True)
class NearInterview:
    """An interview that is near, and the job it is about."""

    interview: Interview
    job: JobOpportunity
    category: Category
    set_at: datetime | None
    own: bool  # the candidate herself wrote to it last


def near_jobs(work: Workspace, today: date) -> list[NearJob]:
    """Find the jobs at hand whose deadline is near."""
    window = [("deadline_on", ">=", today - BACK), ("deadline_on", "<=", today + AHEAD), ("archived_at", "=", None)]
    jobs = work.all(JobOpportunity, window)
    asked = "select job, stage from applications where job in (select value from json_each(?)) order by id"
    latest = dict(work.rows(asked, _ids(jobs)))
    own, set_at = work.all(Stage), _written(work, jobs, "deadline_on")
    return [NearJob(job, category_of(latest.get(job.id) or Category.LEAD, own), set_at[job.id]) for job in jobs]


def near_interviews(work: Workspace, now: datetime) -> list[NearInterview]:
    """Find the interviews near whose application and job are at hand, neither in the bin nor put away."""
    interviews = work.all(Interview, [("starts_at", ">=", now - BACK), ("starts_at", "<=", now + AHEAD)])
    asked = """select i.id, i.changed_by, a.stage, a.job from interviews i
     join applications a on a.id = i.application join job_opportunities j on j.id = a.job
     where i.id in (select value from json_each(?)) and j.archived_at is null"""
    known = {row: rest for row, *rest in work.rows(asked, _ids(interviews))}
    own, set_at = work.all(Stage), _written(work, interviews, "starts")
    found = []
    for one in interviews:
        if one.id in known:
            writer, stage, job = known[one.id]
            category, mine = category_of(stage or Category.LEAD, own), writer == work.identity.member
            found.append(NearInterview(one, work.get(JobOpportunity, job), category, set_at[one.id], mine))
    return found


def lost_zones(work: Workspace) -> list[str]:
    """Name the zones of interviews that this machine does not know, so that nobody can say when they are."""
    asked = "select distinct starts from interviews where starts_at is null and starts is not null"
    return sorted({str(cell).partition(" ")[2] for (cell,) in work.rows(asked)})


def ledger(work: Workspace, keys: Iterable[str]) -> dict[str, list[Fact]]:
    """Read what is settled about occurrences."""
    asked = """select occurrence, channel, fate, at, snoozed_until from reminder_deliveries
     where occurrence in (select value from json_each(?))"""
    found: dict[str, list[Fact]] = {}
    for key, channel, fate, at, snoozed in work.rows(asked, json.dumps(list(keys))):
        found.setdefault(key, []).append(Fact(channel or "", fate or "", _moment(at), _moment(snoozed)))
    return found


def settings(work: Workspace) -> dict[str, str]:
    """Read the candidate's settings that somebody changed."""
    return {key: value or "" for key, value in work.rows("select key, value from settings") if key}


def own_email(work: Workspace) -> str:
    """Give the e-mail of the profile, if the candidate wrote it herself: no coach chooses where her letters go."""
    asked = "select email from candidate_profiles where changed_by = ? and email is not null"
    found = work.rows(asked, work.identity.member)
    return str(found[0][0]) if found else ""


def _written(work: Workspace, rows: Sequence[JobOpportunity | Interview], field: str) -> dict[str, datetime | None]:
    """Say when a cell of each row was written, by its stamp."""
    table = rows[0].noun.table if rows else ""
    stands = capture.standings(work.connection(), table, [row.id for row in rows])
    found = {row.id: ms_of(stands[row.id].stamp(field, "there")) for row in rows}
    return {row: datetime.fromtimestamp(ms / 1000, UTC) if ms else None for row, ms in found.items()}


def _ids(rows: Iterable[JobOpportunity | Interview]) -> str:
    return json.dumps([row.id for row in rows])


def _moment(cell: str | None) -> datetime | None:
    return datetime.fromisoformat(cell) if cell else None
