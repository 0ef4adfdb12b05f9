"""Rows with a text too large to be shared: once somebody shortens it, all that waited with it may go.

Why:    what no body can hold waits under its own mark, and the rest of its row with it. Nobody has seen any
        of it, so later edits are put into it, as edits are that were not yet sealed; else the row would
        arrive elsewhere as one field without the others.
"""

from typing import TYPE_CHECKING

from ats_desktop.domain.catalog import BY_TABLE
from ats_desktop.domain.ops import Patch
from ats_desktop.store.opening import Connection
from ats_desktop.store.states import OPEN, TOO_LARGE, Held, Mark, load

if TYPE_CHECKING:
    from ats_desktop.store.workspace import Workspace

_EDITED = (
    "select distinct large.noun, large.row from sync_dirty large join sync_dirty later on later.row = large.row"
    " and later.noun = large.noun and later.batch = ? and later.kind = 'set' where large.batch = ?"
)


def offer_shortened(work: "Workspace") -> None:
    """Open the marks of rows that were too large and were edited since; sealing finds out whether they fit now."""
    if not work.rows(f"{_EDITED} limit 1", OPEN, TOO_LARGE):
        return
    with work.writing() as file:
        for table, row in file.execute(_EDITED, (OPEN, TOO_LARGE)).fetchall():
            if table in BY_TABLE:
                _join(file, load(file, BY_TABLE[table], [row])[row])


def _join(file: Connection, held: Held) -> None:
    """Put later edits into what waits, unless somebody else wrote to the same meanwhile."""
    birth = next((mark for mark in held.marks if mark.kind == "new" and mark.batch == TOO_LARGE), None)
    edits = [mark for mark in held.marks if mark.kind == "set" and mark.batch in {OPEN, TOO_LARGE}]
    if birth and not held.known and not held.kept:
        _forget(file, edits)  # the birth says how the row is now
    elif not birth and not _answered(held, edits):
        for name in {mark.field for mark in edits}:
            first, *later = [mark for mark in edits if mark.field == name]
            if later:
                told = (later[-1].stamp, later[-1].context, first.seq)
                file.execute("update sync_dirty set stamp = ?, context = ? where seq = ?", told)
                _forget(file, later)
    else:
        return
    opened = "update sync_dirty set batch = ? where batch = ? and noun = ? and row = ?"
    file.execute(opened, (OPEN, TOO_LARGE, held.noun.table, held.row))


def _forget(file: Connection, marks: list[Mark]) -> None:
    file.executemany("delete from sync_dirty where seq = ?", [(mark.seq,) for mark in marks])


def _answered(held: Held, edits: list[Mark]) -> bool:
    """Say whether somebody else wrote to one of these cells since its oldest unsent edit."""
    oldest = {mark.field: mark for mark, op in reversed(held.pending) if isinstance(op, Patch) and mark in edits}
    return any(mark.base != held.read.stamp(name) for name, mark in oldest.items())
