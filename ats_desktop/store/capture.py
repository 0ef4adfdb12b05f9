"""Marks: what was written and nobody else has seen yet, one for each new row and each changed cell.

Why:    the difference of the row as the caller read it and the row as she wrote it is at
        once the mark for sync, the step of undo and the news.  A mark lives until the
        batch that carries it is acknowledged.
Source: sync.md 4.5; rulings 11, 12, 14.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ats_desktop.domain.schema import Cell
from ats_desktop.domain.stamps import Vector, add, union
from ats_desktop.store.opening import Connection

_MARK = "insert into sync_dirty (noun, row, field, kind, stamp, base, was, context) values (?, ?, ?, ?, ?, ?, ?, ?)"
_MARK_ROWS = """insert into sync_dirty (noun, row, field, kind, stamp, base)
 select ?1, value, '', ?2, ?3, '' from json_each(?4)"""


@dataclass(slots=True)
class Standing:
    """The stamps of one row as this laptop knows them: its marks, then what was acknowledged."""

    born: str = ""
    cells: dict[str, str] = field(default_factory=dict)  # stamps of the fields that differ from born
    contexts: dict[str, Vector] = field(default_factory=dict)  # of long texts with open marks
    marked: dict[str, int] = field(default_factory=dict)  # field -> seq of its open mark

    def stamp(self, name: str, cell: Cell) -> str:
        """Give the stamp of a cell; "" when it was never written."""
        return self.cells.get(name) or (self.born if cell is not None else "")

    def take(self, seq: int, batch: int, name: str, kind: str, stamp: str, context: str | None) -> None:
        """Put a mark on top, later ones after earlier ones."""
        if kind == "new":
            self.born = stamp
        elif kind == "set":
            self.cells[name] = stamp
            if context:
                self.contexts[name] = json.loads(context)
            if batch == 0:
                self.marked[name] = seq

    def seen(self) -> Vector:
        """Give what a deleter of this row has in view."""
        vector: Vector = {}
        add(vector, self.born)
        for stamp in self.cells.values():
            add(vector, stamp)
        return vector


def standing(connection: Connection, table: str, row: str) -> Standing:
    """Read the stamps of a row."""
    return _standings(connection, [row], "row = ?", (table, row))[row]


def standings(connection: Connection, table: str, rows: Iterable[str]) -> dict[str, Standing]:
    """Read the stamps of rows, in two questions however many they are."""
    ids = list(rows)
    return _standings(connection, ids, "row in (select value from json_each(?))", (table, json.dumps(ids)))


def _standings(connection: Connection, rows: list[str], which: str, named: tuple[str, str]) -> dict[str, Standing]:
    found, asked = {row: Standing() for row in rows}, f"noun = ? and {which}"
    for row, born, stamps in connection.execute(f"select row, born, stamps from sync_row where {asked}", named):
        found[row] = Standing(born or "", json.loads(stamps) if stamps else {})
    marks = "select row, seq, batch, field, kind, stamp, context from sync_dirty"
    for row, *mark in connection.execute(f"{marks} where {asked} order by seq", named):
        found[row].take(*mark)
    return found


def in_view(connection: Connection, table: str, rows: Sequence[str]) -> dict[str, Vector]:
    """Give all that somebody has in view who looks at rows: also what stands beside them."""
    found = {row: stands.seen() for row, stands in standings(connection, table, rows).items()}
    asked, named = "noun = ? and row in (select value from json_each(?))", (table, json.dumps(list(rows)))
    beside = f"select row, stamp from sync_version where {asked} and kind in ('head', 'lost')"
    for row, stamp in connection.execute(beside, named):
        add(found[row], stamp)
    for row, extra in connection.execute(f"select row, extra from sync_row where {asked} and extra is not null", named):
        for stamp in (at for edits in json.loads(extra).values() for at in edits):
            add(found[row], stamp)
    return found


def mark_rows(connection: Connection, table: str, ids: Sequence[str], kind: str, stamp: str) -> None:
    """Mark rows as born in this change ("new") or taken out of the bin ("undel"): one mark a row, not a cell."""
    connection.execute(_MARK_ROWS, (table, kind, stamp, json.dumps(ids)))


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
