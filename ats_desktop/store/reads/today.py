"""What Today shows: what is due, which interviews come, what others changed, what is new.

Why:    it is asked before the window is painted, so it imports no noun, and each question walks
        one index over a bounded stretch: 100,000 applications cost what 1,000 cost.
Units:  days are of the candidate's calendar; instants are UTC text, as in the file.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple, Protocol

from ats_desktop.store.reads.elsewhere import Elsewhere, elsewhere

BACK, AHEAD = timedelta(days=14), timedelta(days=14)
_A_DAY = timedelta(days=1)
MOST = 40  # lines of a list; more is said by a plus
WALKED = 2_000  # rows of an index one question looks at, at most: a few milliseconds


class Rows(Protocol):
    """Whatever answers SQL: a workspace, or a glance."""

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Answer a question."""


class Due(NamedTuple):
    """Something with a day: a deadline to apply by, a task, an offer to answer, a test to hand in."""

    kind: str  # deadline | task | offer | assessment
    table: str
    row: str
    title: str
    place: str  # the company, or nothing
    day: date


class Coming(NamedTuple):
    """An interview that is to take place."""

    row: str
    application: str
    title: str
    kind: str
    starts: str  # the appointment's cell: wall time and zone
    starts_at: datetime
    minutes: int
    place: str


class Recent(NamedTuple):
    """One of the newest applications."""

    row: str
    title: str
    company: str
    stage: str
    stage_name: str  # her own word for it, where she has one


class Today(NamedTuple):
    """All of it."""

    due: tuple[Due, ...] = ()
    coming: tuple[Coming, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()
    recent: tuple[Recent, ...] = ()
    empty: bool = True  # nothing was ever put in

    @property
    def newest_seen(self) -> int:
        """The place in the news up to which this was read."""
        return max((line.seq for line in self.elsewhere), default=0)


_DEADLINES = """
select 'deadline', 'job_opportunities', j.id, coalesce(j.title, ''), coalesce(j.company_name, ''), j.deadline_on
from (select * from job_opportunities where deadline_on between ? and ? order by deadline_on {order} limit ?) j
where j.archived_at is null
  and not exists (select 1 from applications a where a.job = j.id and coalesce(a.stage, 'lead') <> 'lead')
limit ?"""
_TASKS = """
select 'task', 'tasks', t.id, coalesce(t.title, ''), '', t.due_on
from (select * from tasks where due_on between ? and ? order by due_on {order} limit ?) t
where coalesce(t.status, 'todo') in ('todo', 'doing')
limit ?"""
_PEOPLE = """
select 'person', 'contacts', c.id, coalesce(c.name, ''), coalesce(c.company_name, ''), c.next_touch_on
from (select * from contacts where next_touch_on between ? and ? order by next_touch_on {order} limit ?) c
limit ?"""
_REFERRALS = """
select 'referral', 'referrals', r.id, coalesce(c.name, ''), coalesce(j.company_name, c.company_name, ''), r.follow_up_on
from (select * from referrals where follow_up_on between ? and ? order by follow_up_on {order} limit ?) r
left join contacts c on c.id = r.contact left join applications a on a.id = r.application
left join job_opportunities j on j.id = a.job
where coalesce(r.status, 'potential') in ('potential', 'drafted', 'requested', 'accepted')
limit ?"""
_OFFERS = """
select 'offer', 'offers', o.id, coalesce(o.role_title, ''), coalesce(o.company_name, ''), o.respond_by
from (select * from offers where respond_at between ? and ? order by respond_at {order} limit ?) o
where coalesce(o.status, 'pending') in ('pending', 'verbal', 'countered', 'draft')
limit ?"""
_ASSESSMENTS = """
select 'assessment', 'applications', coalesce(s.application, ''), coalesce(s.title, ''), coalesce(j.company_name, ''),
  s.due
from (select * from assessments where due_at between ? and ? order by due_at {order} limit ?) s
left join applications a on a.id = s.application left join job_opportunities j on j.id = a.job
where coalesce(s.status, 'todo') in ('todo', 'doing')
limit ?"""
_COMING = """
select i.id, coalesce(i.application, ''), coalesce(i.name, ''), coalesce(i.kind, 'video'), i.starts, i.starts_at,
  coalesce(i.minutes, 60), coalesce(j.title, ''), coalesce(j.company_name, '')
from (select * from interviews where starts_at >= ? order by starts_at limit ?) i
left join applications a on a.id = i.application left join job_opportunities j on j.id = a.job
where coalesce(i.status, 'scheduled') in ('scheduled', 'rescheduled', 'tentative')
limit ?"""
_RECENT = """
select a.id, coalesce(j.title, ''), coalesce(j.company_name, ''), coalesce(a.stage, 'lead'),
  coalesce((select s.name from stages s where s."key" = a.stage), '')
from applications a left join job_opportunities j on j.id = a.job
where j.archived_at is null order by a.stage_since desc limit ?"""
_ANYTHING = """select exists (select 1 from job_opportunities) or exists (select 1 from applications)
  or exists (select 1 from candidate_profiles) or exists (select 1 from tasks) or exists (select 1 from contacts)"""


def today(work: Rows, *, now: datetime, day: date, recent: int = 8) -> Today:
    """Gather what Today shows on a day of the candidate's calendar."""
    return Today(
        due=tuple(_due(work, day)),
        coming=tuple(_coming(work, now)),
        elsewhere=elsewhere(work, seen(work)),
        recent=tuple(Recent(*line) for line in work.rows(_RECENT, recent)),
        empty=is_empty(work),
    )


def is_empty(work: Rows) -> bool:
    """Say whether nothing was ever put in."""
    return not any(line[0] for line in work.rows(_ANYTHING))


def seen(work: Rows) -> int:
    """Say up to which place the news were looked at."""
    found = work.rows("select value from sync_control where key = 'today_seen'")
    return int(found[0][0] or 0) if found else 0


def setting(work: Rows, key: str) -> str:
    """Read one setting of the candidate's by its key; "" when it was never set."""
    found = work.rows("select value from settings where key = ? limit 1", key)
    return str(found[0][0] or "") if found else ""


def _due(work: Rows, day: date) -> list[Due]:
    """List what is overdue, nearest first, then what falls due, soonest first; in order of day."""
    late, early = (str(day - BACK), str(day - timedelta(days=1))), (str(day), str(day + AHEAD))
    found: list[Sequence[Any]] = []
    for question in (_DEADLINES, _TASKS, _PEOPLE, _REFERRALS):
        found += work.rows(question.format(order="desc"), *late, WALKED, MOST // 4)
        found += work.rows(question.format(order="asc"), *early, WALKED, MOST)
    around = (str(day - BACK - _A_DAY), str(day + AHEAD + 2 * _A_DAY))  # instants; the wall's day decides below
    for question in (_OFFERS, _ASSESSMENTS):
        found += work.rows(question.format(order="asc"), *around, WALKED, MOST)
    lines = [
        Due(kind, table, row, title, place, date.fromisoformat(on[:10])) for kind, table, row, title, place, on in found
    ]
    lines = [line for line in lines if day - BACK <= line.day <= day + AHEAD]
    late_first = sorted((line for line in lines if line.day < day), key=lambda line: line.day, reverse=True)
    return late_first + sorted((line for line in lines if line.day >= day), key=lambda line: (line.day, line.kind))


def _coming(work: Rows, now: datetime) -> list[Coming]:
    since = (now.astimezone(UTC) - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return [
        Coming(row, application, name or title, kind, starts, datetime.fromisoformat(at), minutes, company)
        for row, application, name, kind, starts, at, minutes, title, company in work.rows(_COMING, since, WALKED, 6)
    ]
