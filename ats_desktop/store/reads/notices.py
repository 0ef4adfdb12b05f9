"""Which notices are new, so that the tray can show them."""

from typing import Any, NamedTuple, Protocol


class Rows(Protocol):
    """Whatever answers SQL."""

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Answer a question."""


class Notice(NamedTuple):
    """One notice, as the tray shows it."""

    row: str
    title: str
    body: str
    about: str
    raised_at: str


_FRESH = """select id, coalesce(title, ''), coalesce(body, ''), coalesce(about, ''), raised_at from notifications
where raised_at > ? and read_at is null and dismissed_at is null order by raised_at limit ?"""


def fresh(work: Rows, since: str, *, most: int = 5) -> list[Notice]:
    """List the notices raised since a moment and not seen yet, oldest first; the rest wait."""
    return [Notice(*line) for line in work.rows(_FRESH, since, most)]
