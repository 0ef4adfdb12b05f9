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


class Listed(NamedTuple):
    """One notice on the page that lists them all."""

    row: str
    title: str
    body: str
    about: str
    raised_at: str
    read: bool
    dedupe: str = ""  # what it was raised for


_LISTED = """select id, coalesce(title, ''), coalesce(body, ''), coalesce(about, ''), coalesce(raised_at, ''),
  read_at is not null, coalesce(dedupe, '') from notifications
where dismissed_at is null and (coalesce(raised_at, ''), id) < (?, ?) order by raised_at desc, id desc limit ?"""
_LAST = ("~", "~")  # after every time and every id


def listed(work: Rows, *, before: tuple[str, str] = _LAST, most: int = 100) -> list[Listed]:
    """List the notices that were not put away, the newest first; `before` is the last one shown already."""
    found = work.rows(_LISTED, *before, most)
    return [Listed(row, title, body, about, at, bool(read), key) for row, title, body, about, at, read, key in found]


def unread(work: Rows) -> int:
    """Count the notices nobody has seen."""
    asked = "select count(*) from notifications where read_at is null and dismissed_at is null"
    found = work.rows(asked)
    return int(found[0][0]) if found else 0
