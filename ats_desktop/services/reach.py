"""How far a row reaches: what hangs on a closed row is read by nobody who may not read that row.

Why:    a comment on a salary tells the salary. So a row about a closed one goes where that one is, if its
        noun may live there; else it is refused in a sentence, before it is written.
Source: rulings 8: attachments follow the row they belong to.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, TypeVar

from ats_desktop.domain.catalog import BY_TABLE, NOUNS
from ats_desktop.domain.schema import Entity
from ats_desktop.domain.sharing import CLOSED
from ats_desktop.errors import Refused
from ats_desktop.store.workspace import Workspace

E = TypeVar("E", bound=Entity)
_PRIVATE = "private"


def keep_within(work: Workspace, row: E) -> E:
    """Let a new row be read by nobody who may not read what it is about; gives it in the section where it belongs.

    Raises: Refused, when rows of its noun are always read by everybody.
    """
    home = _home(row)
    for there in _closed_targets(work, row):
        if home in {there, _PRIVATE}:
            continue
        fitting = next((one for one in (there, _PRIVATE) if one in row.noun.sectioned), "")
        if not fitting:
            raise Refused(
                "This is about something that is closed to the people you share with, and they would read it.",
                "Write it into that row itself, or as a private note.",
            )
        changed: dict[str, Any] = {"section": fitting}
        return replace(row, **changed)
    return row


def _home(row: Entity) -> str:
    """Name the stream a row lives in."""
    return str(getattr(row, "section", "") or row.noun.stream) if row.noun.sectioned else row.noun.stream


def _closed_targets(work: Workspace, row: Entity) -> Iterator[str]:
    """Name the closed streams of the rows this one speaks of: by `about`, or by a link."""
    table, _, about = str(getattr(row, "about", "")).partition(":")
    spoken_of = [about] if table in BY_TABLE else []
    spoken_of += [getattr(row, field.name) for field in row.noun.plain if field.kind.name == "link"]
    for kind in NOUNS if any(spoken_of) else ():
        if kind.noun.table == table and not kind.noun.sectioned and kind.noun.stream in CLOSED:
            yield kind.noun.stream  # wherever the row is: a coach does not have it
        elif kind.noun.streams() & CLOSED and kind.noun.sectioned:
            found = (work.find(kind, one) for one in spoken_of if one)
            yield from (_home(one) for one in found if one is not None and _home(one) in CLOSED)
