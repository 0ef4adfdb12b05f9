"""What merging must know of rows: read from the file in bulk, and written back where it differs.

Why:    two truths lie in one file. *Read* is what everybody has: acknowledged or received.
        *Shown* is that and, on top, what this laptop has yet to send. Rows hold what is shown,
        `sync_row` the stamps of what was read, marks the rest; taking in somebody else's edit
        puts both together anew, so a refused or re-stamped edit can always be lifted off.
Shape:  while an own unsent value and a read value stand in one cell, both are written down in
        `sync_version`: kind 'read' is everybody's value, 'mine' or 'lost' ours, at its stamp;
        long texts keep every version there (head or past). A row nobody ever edited has none.
        batch of a mark: 0 open; -1 open, but answered from elsewhere (never coalesced);
        -2 withheld: born and removed before anybody saw it; -3 no body can hold it; above 0 sealed.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from ats_desktop.domain import merge
from ats_desktop.domain.merge import RowState, Shape
from ats_desktop.domain.ops import Cell, Delete, Edit, Op, Patch, Run, Undelete
from ats_desktop.domain.schema import Noun
from ats_desktop.domain.texts import Version, show
from ats_desktop.store import reading
from ats_desktop.store.opening import Connection

OPEN, APART, WITHHELD, TOO_LARGE = 0, -1, -2, -3


class Mark(NamedTuple):
    """One line of what is yet to be sent."""

    seq: int
    batch: int
    field: str
    kind: str
    stamp: str
    base: str
    was: Cell
    context: str | None


class Kept(NamedTuple):
    """One version of a cell kept beside its row."""

    field: str
    stamp: str
    value: Cell
    context: str | None
    base: str
    kind: str


@dataclass(slots=True)
class Held:
    """One row as the file has it: what was read, what is yet to be sent, what is shown."""

    noun: Noun
    row: str
    cells: dict[str, Cell] = field(default_factory=dict)  # as shown, in the table or in the bin
    slot: int = 0  # its place in the table; 0 when it is not there
    binned: bool = False
    known: bool = False  # there is merge state of it
    read: RowState = field(default_factory=RowState)
    marks: list[Mark] = field(default_factory=list)
    pending: list[tuple[Mark, Op]] = field(default_factory=list)
    kept: dict[Kept, int] = field(default_factory=dict)  # with their places in sync_version
    past: list[tuple[str, Version]] = field(default_factory=list)

    def take(self, op: Op) -> None:
        """Let an op that everybody has change what was read."""
        self.past += apply(self.read, shape_of(self.noun), op).past

    def shown(self) -> RowState:
        """Put what is yet to be sent on top of what was read."""
        if not self.pending:
            return self.read
        state = duplicate(self.read)
        for _, op in self.pending:
            apply(state, shape_of(self.noun), op)
        return state


@cache
def shape_of(noun: Noun) -> Shape:
    """Tell merging what it must know of a noun."""
    return Shape(
        texts=frozenset(f.name for f in noun.plain if f.long),
        automatic=frozenset(f.name for f in noun.plain if f.automatic),
        fields=frozenset(f.name for f in noun.plain),
    )


def apply(state: RowState, shape: Shape, op: Op) -> merge.Outcome:
    """Let any op change a row's state; of a run, its first row."""
    if isinstance(op, Run):
        return merge.bear(state, shape, op.stamp, dict(zip(op.columns, op.rows[0][1:], strict=True)))
    return merge.apply(state, shape, op)


def duplicate(state: RowState) -> RowState:
    """Copy a state so deep that ops on the copy leave the first alone."""
    made = copy(state)
    made.values, made.stamps, made.lost = dict(state.values), dict(state.stamps), dict(state.lost)
    made.deletes = dict(state.deletes)
    made.extra = {name: dict(edits) for name, edits in state.extra.items()}
    made.texts = {name: {at: copy(one) for at, one in versions.items()} for name, versions in state.texts.items()}
    return made


# --- reading --------------------------------------------------------------------------------


def load(file: Connection, noun: Noun, ids: Iterable[str]) -> dict[str, Held]:
    """Read rows of one noun in five questions, however many they are."""
    held = {one: Held(noun, one) for one in sorted(ids)}
    asked = json.dumps(list(held))
    within = "(select value from json_each(?))"
    rows = file.execute(f"select slot, {reading.names(noun)} from {noun.table} where id in {within}", (asked,))
    for slot, *cells in rows:
        found = dict(zip(noun.names, cells, strict=True))
        held[found["id"]].slot = slot
        held[found["id"]].cells = {f.name: found[f.name] for f in noun.plain}
    for sql, read in _SIDES:
        for row, *line in file.execute(f"{sql} where noun = ? and row in {within}{_ORDER}", (noun.table, asked)):
            read(held[row], line)
    for one in held.values():
        if one.kept or one.marks:
            _unwind(one)
        else:
            one.read.values = dict(one.cells)
    return held


_ORDER = " order by row"


def _read_bin(held: Held, line: Sequence[Any]) -> None:
    held.binned = True
    if not held.slot:
        held.cells = {**dict.fromkeys(f.name for f in held.noun.plain), **json.loads(line[0])}


def _read_state(held: Held, line: Sequence[Any]) -> None:
    born, stamps, deletes, undelete, extra = line
    held.known = True
    state = held.read
    state.born, state.undelete = born or "", undelete or ""
    state.stamps = json.loads(stamps) if stamps else {}
    state.deletes = json.loads(deletes) if deletes else {}
    if extra:
        state.extra = {
            name: {at: Edit(*edit) for at, edit in edits.items()} for name, edits in json.loads(extra).items()
        }


def _read_mark(held: Held, line: Sequence[Any]) -> None:
    held.marks.append(Mark(*line))


def _read_kept(held: Held, line: Sequence[Any]) -> None:
    seq, *rest = line
    held.kept[Kept(*rest)] = seq


_SIDES = (
    ("select row, payload from sync_trash", _read_bin),
    ("select row, born, stamps, deletes, undelete, extra from sync_row", _read_state),
    ("select row, seq, batch, field, kind, stamp, base, was, context from sync_dirty", _read_mark),
    ("select row, seq, field, stamp, value, context, base, kind from sync_version", _read_kept),
)


# --- telling apart what was read from what is yet to be sent ------------------------------------


def _unwind(held: Held) -> None:
    """Lift the marks off what is shown: their own values become ops, what lay below was read."""
    marks = held.marks = sorted(held.marks)
    own = {(mark.field, mark.stamp) for mark in marks if mark.kind == "set"}
    birth = next((mark for mark in marks if mark.kind == "new"), None)
    value = {(one.field, one.stamp): one.value for one in held.kept if one.kind != "read"}
    for name in (f.name for f in held.noun.plain):
        edits = [mark for mark in marks if mark.kind == "set" and mark.field == name]
        _values_of(held, name, birth, edits, value)
    _texts_and_lost(held, own, birth.stamp if birth else "")
    held.pending = [(mark, _op(held, mark, value)) for mark in marks]


def _values_of(
    held: Held, name: str, birth: Mark | None, edits: list[Mark], value: dict[tuple[str, str], Cell]
) -> None:
    """Find what was read of one cell, and what each unsent edit of it says."""
    above = held.cells.get(name)
    for mark in reversed(edits):
        value.setdefault((name, mark.stamp), above)
        above = mark.was
    read = next((one for one in held.kept if one.field == name and one.kind == "read"), None)
    if birth is not None and name not in held.read.stamps:
        value.setdefault((name, birth.stamp), above)
        above = None
    held.read.values[name] = read.value if read else above


def _texts_and_lost(held: Held, own: set[tuple[str, str]], born: str) -> None:
    state, texts = held.read, shape_of(held.noun).texts
    for one in held.kept:
        if (one.field, one.stamp) in own or one.stamp == born or one.kind in {"read", "mine"}:
            continue
        if one.field in texts and one.kind != "lost":
            version = Version(one.stamp, one.value, json.loads(one.context) if one.context else {}, one.base)
            state.texts.setdefault(one.field, {})[one.stamp] = version
        elif one.stamp != state.stamp(one.field) or one.value != state.values.get(one.field):
            state.lost[one.field, one.stamp, one.value] = None
    for name in [name for name, versions in state.texts.items() if state.stamp(name) not in versions]:
        stamp = state.stamp(name)
        if stamp:
            state.texts[name][stamp] = Version(stamp, state.values.get(name))
    for name, versions in list(state.texts.items()):
        state.values[name] = show(versions)[0]
        if len(versions) == 1 and not any(one.seen or one.base for one in versions.values()):
            del state.texts[name]  # the cell itself says as much


def _op(held: Held, mark: Mark, value: Mapping[tuple[str, str], Cell]) -> Op:
    table, row = held.noun.table, held.row
    if mark.kind == "new":
        cells = {name: cell for (name, at), cell in value.items() if at == mark.stamp and cell is not None}
        return Run(table, mark.stamp, tuple(cells), [[row, *cells.values()]])
    if mark.kind == "set":
        seen = json.loads(mark.context) if mark.context else None
        return Patch(table, row, mark.stamp, {mark.field: Edit(value[mark.field, mark.stamp], mark.base, seen)})
    if mark.kind == "del":
        return Delete(table, row, mark.stamp, json.loads(mark.context or "{}"))
    return Undelete(table, row, mark.stamp)
