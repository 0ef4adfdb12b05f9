"""What goals and tasks ask: how many of a kind happened between two instants, and which tasks stand where."""

import json
from array import array
from datetime import date, datetime
from typing import Any, Protocol

from ats_desktop.domain.goals import GoalKind
from ats_desktop.domain.schema import moment_cell
from ats_desktop.domain.tasks import Task
from ats_desktop.store.search import matching

_COUNTS = {
    GoalKind.APPLICATIONS: "select count(*) from applications where applied_at >= ?1 and applied_at < ?2",
    GoalKind.INTERVIEWS: """select count(*) from interviews where starts_at >= ?1 and starts_at < ?2
      and coalesce(status, 'scheduled') not in ('cancelled', 'no_show')""",
    GoalKind.OFFERS: """select count(distinct e.application) from application_stages e
      left join stages s on s."key" = e."to"
      where e.occurred_at >= ?1 and e.occurred_at < ?2 and not coalesce(e.retracted, 0)
      and coalesce(s.category, e."to") = 'offer'""",
    GoalKind.CONTACTS: "select count(distinct contact) from interactions where at >= ?1 and at < ?2",
    GoalKind.PRACTICE: """select (select count(*) from question_practices where at >= ?1 and at < ?2)
      + (select count(*) from mock_interviews where completed_at >= ?1 and completed_at < ?2)
      + (select count(*) from interview_prep_sessions where at >= ?1 and at < ?2)""",
    # whoever was answered once was answered, wherever it stands now (domain.md A.9, any_response)
    GoalKind.RESPONSE_RATE: """select coalesce(100.0 * sum(exists (select 1 from application_stages e
      left join stages s on s."key" = e."to" where e.application = a.id and not coalesce(e.retracted, 0)
      and coalesce(s.category, e."to") not in ('lead', 'applied', 'no_response', 'withdrawn'))) / count(*), 0)
      from applications a where a.applied_at >= ?1 and a.applied_at < ?2""",
}
OPEN, LATE, DONE, ALL = "open", "late", "done", ""
_STATES = {
    OPEN: "coalesce(status, 'todo') in ('todo', 'doing')",
    LATE: "coalesce(status, 'todo') in ('todo', 'doing') and due_on < ?",
    DONE: "coalesce(status, 'todo') in ('done', 'cancelled')",
    ALL: "1",
}
_RANK = "case coalesce(priority, 'medium') when 'urgent' then 0 when 'high' then 1 when 'medium' then 2 else 3 end"
_ORDERS = {
    "": f"coalesce(status, 'todo') in ('done', 'cancelled'), due_on is null, due_on, {_RANK}",
    "title": "title collate nocase",
    "due_on": "due_on is null, due_on",
    "priority": _RANK,
    "status": "status",
}


class Rows(Protocol):
    """Whatever answers SQL, and knows its words."""

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Answer a question."""

    def catch_up(self) -> None:
        """Index what was written a moment ago."""


def count(work: Rows, kind: GoalKind, since: datetime, until: datetime) -> float:
    """Count what a goal counts, from one instant until before another; nothing for what is counted by hand."""
    asked = _COUNTS.get(kind)
    return float(work.rows(asked, moment_cell(since), moment_cell(until))[0][0] or 0) if asked else 0.0


def order(
    work: Rows, today: date, *, words: str = "", state: str = OPEN, sort: str = "", down: bool = False
) -> "array[int]":
    """Give the numbers of tasks: what is due first stands first, what is done stands last."""
    part, sought = matching(work, Task.noun, words)
    values: list[object] = [*([today.isoformat()] if state == LATE else []), *sought]
    where = " and ".join(filter(None, (_STATES.get(state, "1"), part)))
    way = " desc" if down else ""
    asked = f"select slot from tasks where {where} order by {_ORDERS.get(sort, _ORDERS[''])}{way}, slot"
    return array("q", json.loads(work.rows(f"select json_group_array(slot) from ({asked})", *values)[0][0]))


def heaps(work: Rows, today: date) -> dict[str, int]:
    """Count tasks by how they stand."""
    asked = f"""select coalesce(sum({_STATES[OPEN]}), 0), coalesce(sum({_STATES[LATE]}), 0),
      coalesce(sum({_STATES[DONE]}), 0), count(*) from tasks"""
    return dict(zip((OPEN, LATE, DONE, ALL), work.rows(asked, today.isoformat())[0], strict=True))
