"""How far this laptop is ahead of the shared place, and how much there is to see."""

from typing import Any, Protocol

COUNTED = 10_000


class Rows(Protocol):
    """Whatever answers SQL."""

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Answer a question."""


def waiting(work: Rows) -> int:
    """Count the changes not yet acknowledged by the shared place, up to a bound."""
    asked = "select count(*) from (select 1 from sync_dirty limit ?)"
    return int(work.rows(asked, COUNTED)[0][0])


def counts(work: Rows) -> dict[str, int]:
    """Count what the side bar shows: jobs at hand, and people."""
    asked = {
        "jobs": "select count(*) from job_opportunities where archived_at is null",
        "people": "select count(*) from contacts",
    }
    return {name: int(work.rows(sql)[0][0]) for name, sql in asked.items()}
