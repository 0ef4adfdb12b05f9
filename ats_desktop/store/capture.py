"""Marks: what was written and nobody else has seen yet, one for each new row and each changed cell.

Why:    the difference of the row as the caller read it and the row as she wrote it is at
        once the mark for sync, the step of undo and the news.  A mark lives until the
        batch that carries it is acknowledged.
Source: sync.md 4.5; rulings 11, 12, 14.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from ats_desktop.domain.schema import Cell
from ats_desktop.domain.stamps import Vector, add, union
from ats_desktop.store.opening import Connection

_MARK = "insert into sync_dirty (noun, row, field, kind, stamp, base, was, context) values (?, ?, ?, ?, ?, ?, ?, ?)"


@dataclass(frozen=True, slots=True)
class Standing:
    """The stamps of one row as this laptop knows them: its marks, then what was acknowledged."""

    born: str
    cells: Mapping[str, str]  # stamps of the fields that differ from born
    contexts: Mapping[str, Vector]  # of long texts with open marks
    marked: Mapping[str, int]  # field -> seq of its open mark

    def stamp(self, field: str, cell: Cell) -> str:
        """Give the stamp of a cell; "" when it was never written."""
        return self.cells.get(field) or (self.born if cell is not None else "")

    def seen(self) -> Vector:
        """Give what a deleter of this row has in view."""
        vector: Vector = {}
        add(vector, self.born)
        for stamp in self.cells.values():
            add(vector, stamp)
        return vector


def standing(connection: Connection, table: str, row: str) -> Standing:
    """Read the stamps of a row."""
    state = connection.execute("select born, stamps from sync_row where row = ? and noun = ?", (row, table)).fetchone()
    born, cells = (state[0] or "", json.loads(state[1]) if state[1] else {}) if state else ("", {})
    contexts: dict[str, Vector] = {}
    marked: dict[str, int] = {}
    marks = connection.execute(
        "select seq, batch, field, kind, stamp, context from sync_dirty where row = ? and noun = ? order by seq",
        (row, table),
    )
    for seq, batch, field, kind, stamp, context in marks:
        if kind == "new":
            born = stamp
        elif kind == "set":
            cells[field] = stamp
            if context:
                contexts[field] = json.loads(context)
            if batch == 0:
                marked[field] = seq
    return Standing(born, cells, contexts, marked)


def mark_new(connection: Connection, table: str, ids: list[str], stamp: str) -> None:
    """Mark rows as born in this change: one mark a row, not a cell."""
    connection.executemany(_MARK, [(table, one, "", "new", stamp, "", None, None) for one in ids])


def mark_cell(connection: Connection, table: str, row: str, field: str, edit: "Edit") -> None:
    """Mark a changed cell; edits of a cell that were not yet sealed become one."""
    if edit.open_mark:
        connection.execute(
            "update sync_dirty set stamp = ?, context = ? where seq = ?", (edit.stamp, edit.context, edit.open_mark)
        )
    else:
        connection.execute(_MARK, (table, row, field, "set", edit.stamp, edit.base, edit.was, edit.context))


def mark_gone(connection: Connection, table: str, gone: list[tuple[str, Vector]], stamp: str) -> None:
    """Mark rows as deleted, each with what the deleter had in view."""
    rows = [(table, one, "", "del", stamp, "", None, json.dumps(seen)) for one, seen in gone]
    connection.executemany(_MARK, rows)


def mark_back(connection: Connection, table: str, row: str, stamp: str) -> None:
    """Mark a row as taken out of the bin."""
    connection.execute(_MARK, (table, row, "", "undel", stamp, "", None, None))


@dataclass(frozen=True, slots=True)
class Edit:
    """What is noted of one changed cell."""

    stamp: str
    base: str  # the stamp it replaced
    was: Cell  # the value it replaced
    context: str | None  # of long texts: the versions the writer had in view
    open_mark: int


def text_in_view(connection: Connection, table: str, row: str, field: str, stands: Standing, base: str) -> str:
    """Write which versions of a long text its writer had in view."""
    heads = connection.execute(
        "select stamp, context from sync_version where noun = ? and row = ? and field = ? and kind = 'head'",
        (table, row, field),
    ).fetchall()
    view = union([stands.contexts.get(field, {}), *(json.loads(context) for _, context in heads if context)])
    for stamp, _ in heads:
        add(view, stamp)
    add(view, base)
    return json.dumps(view)
