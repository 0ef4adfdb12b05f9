"""What reminders ask of the file: what is near of all that has a day, when that was set, and what is settled.

Why:    each question walks one index over a bounded stretch, so a minute's beat costs the same
        with a hundred thousand jobs.  When a deadline was set is the time of its cell's stamp:
        no field has to be kept for it, and it is the same on every laptop.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from ats_desktop.domain.applications import Category, Stage, category_of
from ats_desktop.domain.assessments import Assessment
from ats_desktop.domain.interviews import Interview
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.offers import Offer
from ats_desktop.domain.own_reminders import Reminder, Repeats
from ats_desktop.domain.reminders import Fact
from ats_desktop.domain.schema import Entity
from ats_desktop.domain.stamps import ms_of
from ats_desktop.store import capture
from ats_desktop.store.workspace import Workspace

NAMELESS = "a job without a title"
BACK, AHEAD = timedelta(days=16), timedelta(days=6)  # beyond what is due or still worth a line, in any zone


@dataclass(frozen=True, slots=True)
class NearJob:
    """A job whose deadline is near."""

    job: JobOpportunity
    category: Category  # of its latest application
    set_at: datetime | None

    @property
    def name(self) -> str:
        """What it is about, as a reminder calls it."""
        return str(self.job) or NAMELESS


@dataclass(frozen=True, slots=True)
class NearInterview:
    """An interview that is near, and the job it is about."""

    interview: Interview
    job: JobOpportunity
    category: Category
    set_at: datetime | None
    own: bool  # the candidate herself wrote to it last
    place_at: datetime | None = None  # when its link or place was written

    @property
    def name(self) -> str:
        """What it is about, as a reminder calls it."""
        return str(self.job) or NAMELESS


@dataclass(frozen=True, slots=True)
class NearPromise:
    """An offer to answer, a test to hand in, or a word to oneself."""

    row: Offer | Assessment | Reminder
    name: str
    category: Category
    set_at: datetime | None

    @property
    def opens(self) -> str:
        """Where it is looked after, as "<table>:<row id>"."""
        if isinstance(self.row, Assessment) and self.row.application:
            return f"applications:{self.row.application}"
        about = self.row.about if isinstance(self.row, Reminder) else ""
        return about or f"{self.row.noun.table}:{self.row.id}"


Near = NearJob | NearInterview | NearPromise


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
    places = [_written(work, interviews, field) for field in ("meeting_link", "location", "dial_in")]
    found = []
    for one in interviews:
        if one.id in known:
            writer, stage, job = known[one.id]
            category, mine = category_of(stage or Category.LEAD, own), writer == work.identity.member
            placed = max((at for each in places if (at := each[one.id])), default=None)
            found.append(NearInterview(one, work.get(JobOpportunity, job), category, set_at[one.id], mine, placed))
    return found


def near_offers(work: Workspace, now: datetime) -> list[NearPromise]:
    """Find the offers whose answer is near."""
    offers = work.all(Offer, [("respond_at", ">=", now - BACK), ("respond_at", "<=", now + AHEAD)])
    set_at, pursued = _written(work, offers, "respond_by"), _pursuits(work, [row.application for row in offers])
    return [
        NearPromise(row, str(row) if row.role_title or row.company_name else name, category, set_at[row.id])
        for row in offers
        for name, category in pursued(row.application, Category.OFFER)
    ]


def near_assessments(work: Workspace, now: datetime) -> list[NearPromise]:
    """Find the tests that are near the hour they are due."""
    tests = work.all(Assessment, [("due_at", ">=", now - BACK), ("due_at", "<=", now + AHEAD)])
    set_at, pursued = _written(work, tests, "due"), _pursuits(work, [row.application for row in tests])
    return [
        NearPromise(row, " for ".join(filter(None, (row.title or "Assessment", name))), category, set_at[row.id])
        for row in tests
        for name, category in pursued(row.application, Category.ASSESSMENT)
    ]


def near_own(work: Workspace, now: datetime) -> list[NearPromise]:
    """Find the words to oneself that come near now; one that repeats may have begun long ago."""
    begun = work.all(Reminder, [("enabled", "=", True), ("done_at", "=", None), ("due_at", "<=", now + AHEAD)])
    rows = [row for row in begun if row.repeats != Repeats.ONCE or (row.due_at and row.due_at >= now - BACK)]
    set_at = _written(work, rows, "due")
    return [NearPromise(row, row.title or "something", Category.LEAD, set_at[row.id]) for row in rows]


def _pursuits(work: Workspace, ids: Sequence[str]) -> Callable[[str, Category], list[tuple[str, Category]]]:
    """Look up what applications are about; gives nothing for one in the bin or put away, so that it is left out."""
    asked = """select a.id, a.stage, coalesce(j.title, ''), coalesce(j.company_name, '') from applications a
     join job_opportunities j on j.id = a.job
     where a.id in (select value from json_each(?)) and j.archived_at is null"""
    known = {row: rest for row, *rest in work.rows(asked, json.dumps([each for each in ids if each]))}
    own = work.all(Stage) if known else []

    def pursued(application: str, alone: Category) -> list[tuple[str, Category]]:
        if not application:
            return [("", alone)]
        if application not in known:
            return []
        stage, title, company = known[application]
        return [(" @ ".join(filter(None, (title, company))) or NAMELESS, category_of(stage or Category.LEAD, own))]

    return pursued


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


def _written(work: Workspace, rows: Sequence[Entity], field: str) -> dict[str, datetime | None]:
    """Say when a cell of each row was written, by its stamp."""
    table = rows[0].noun.table if rows else ""
    stands = capture.standings(work.connection(), table, [row.id for row in rows])
    found = {row.id: ms_of(stands[row.id].stamp(field, "there")) for row in rows}
    return {row: datetime.fromtimestamp(ms / 1000, UTC) if ms else None for row, ms in found.items()}


def _ids(rows: Iterable[Entity]) -> str:
    return json.dumps([row.id for row in rows])


def _moment(cell: str | None) -> datetime | None:
    return datetime.fromisoformat(cell) if cell else None
