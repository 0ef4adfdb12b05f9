"""Write rows back as merging left them: the table or the bin, their stamps, the versions beside them.

Why:    whatever arrives, is acknowledged or is refused ends here: the row is shown as
        *read and, on top, what is yet to be sent* says, and only what differs is written.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from ats_desktop.domain.catalog import BY_TABLE
from ats_desktop.domain.merge import RowState, alive
from ats_desktop.domain.ops import Cell, Patch, Run
from ats_desktop.domain.schema import Noun, moment_cell, stored
from ats_desktop.domain.stamps import ms_of
from ats_desktop.domain.texts import heads
from ats_desktop.store import derive, search, statements
from ats_desktop.store.opening import Connection
from ats_desktop.store.states import APART, OPEN, WITHHELD, Held, Kept, shape_of

if TYPE_CHECKING:
    from ats_desktop.store.workspace import Workspace


@dataclass(slots=True)
class Written:
    """What was written to one row, for the news."""

    noun: Noun
    row: str
    what: str  # new | changed | gone | back | ""
    fields: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    title: str = ""


@dataclass(slots=True)
class Writing:
    """One stretch of rows written in one transaction, and what must follow from it.

    Units:  when: milliseconds, of the change that is told; who: the member who made it.
    """

    file: Connection
    when_ms: int
    who: str
    touched: dict[str, set[str]] = field(default_factory=dict)
    parents: derive.Parents = field(default_factory=dict)
    grown: set[str] = field(default_factory=set)

    def write(self, held: Held, dropped: Iterable[tuple[str, str]] = ()) -> Written:
        """Write one row back; dropped: own versions (field, stamp) that are lifted off for good."""
        shown = held.shown()
        told = self._row(held, shown)
        told.lost = self._versions(held, shown, set(dropped))
        self._state(held)
        return told

    def finish(self, *, index: bool = True) -> set[tuple[str, str]]:
        """Compute what is folded from other rows and index the words; gives the parents written."""
        folded = derive.fold_again(self.file, self.parents)
        for table in {*self.touched, *self.grown} if index else ():
            noun = BY_TABLE.get(table)
            if noun is not None:
                search.index_written(self.file, noun, self.touched.get(table, ()))
        return folded

    # --- the table and the bin ---

    def _row(self, held: Held, shown: RowState) -> Written:
        noun, cells = held.noun, {f.name: shown.values.get(f.name) for f in held.noun.plain}
        exists = bool(shown.born or shown.stamps)
        lives = exists and alive(shown, shape_of(noun))
        told = Written(noun, held.row, "")
        changed = {name: cell for name, cell in cells.items() if cell != held.cells.get(name)}
        if lives and held.slot:
            told.fields = tuple(changed)
            told.what = "changed" if changed else ""
            if changed:
                self._update(held, cells, changed)
        elif lives:
            told.what = "back" if held.binned else "new"
            self._insert(held, shown, cells)
        elif held.slot:
            told.what = "gone"
            self._remove(held, shown, cells if exists else {})
        elif exists and any(cell is not None for cell in cells.values()) and (changed or not held.binned):
            self._bin(held, shown, cells)
        if told.what:
            told.title = str(noun.read({**cells, "id": held.row}))
        return told

    def _update(self, held: Held, cells: dict[str, Cell], changed: dict[str, Cell]) -> None:
        noun = held.noun
        derive.note_parents(self.parents, noun, held.cells)
        derive.note_parents(self.parents, noun, cells)
        written = {**changed, **self._own(noun, {**cells, "id": held.row}), **self._now("changed")}
        text, order = statements.update_text(noun.table, tuple(sorted(written)))
        self.file.execute(text, [held.row if name == "_id" else written[name] for name in order])
        self.touched.setdefault(noun.table, set()).add(held.row)

    def _insert(self, held: Held, shown: RowState, cells: dict[str, Cell]) -> None:
        noun = held.noun
        born = moment_cell(datetime.fromtimestamp(ms_of(shown.born or max(shown.stamps.values())) / 1000, UTC))
        folded = {f.name: f.kind.encode(f.gathered.fold([])) for f in noun.fields if f.gathered}
        made = {**dict.fromkeys(stored(noun)), **folded, **cells, **self._own(noun, {**cells, "id": held.row})}
        made |= {"id": held.row, "created_at": born, "created_by": self.who, **self._now("changed")}
        columns = stored(noun)
        self.file.execute(statements.insert_text(noun.table, columns), [made[name] for name in columns])
        self.file.execute("delete from sync_trash where row = ? and noun = ?", (held.row, noun.table))
        derive.note_parents(self.parents, noun, cells)
        note_own_folds(self, noun, [held.row])
        self.grown.add(noun.table)

    def _remove(self, held: Held, shown: RowState, cells: dict[str, Cell]) -> None:
        derive.note_parents(self.parents, held.noun, held.cells)
        self.file.execute(statements.delete_text(held.noun.table), (held.row,))
        search.forget(self.file, held.noun, [held.slot])
        if cells:
            self._bin(held, shown, cells)
        elif held.binned:
            self.file.execute("delete from sync_trash where row = ? and noun = ?", (held.row, held.noun.table))

    def _bin(self, held: Held, shown: RowState, cells: dict[str, Cell]) -> None:
        payload = json.dumps({n: c for n, c in cells.items() if c is not None}, ensure_ascii=False)
        title = str(held.noun.read({**cells, "id": held.row}))
        stamp = max(shown.deletes, default="")
        columns = ("row", "noun", "payload", "stamp", "at", "title")
        self.file.execute("delete from sync_trash where row = ? and noun = ?", (held.row, held.noun.table))
        line = (held.row, held.noun.table, payload, stamp, self._now("")["_at"], title)
        self.file.execute(statements.insert_text("sync_trash", columns), line)

    def _own(self, noun: Noun, cells: dict[str, Any]) -> dict[str, Cell]:
        row = noun.read(cells) if any(f.own for f in noun.fields) else None
        return {f.name: f.kind.encode(f.own(row)) for f in noun.fields if f.own}

    def _now(self, verb: str) -> dict[str, Cell]:
        at = moment_cell(datetime.fromtimestamp(self.when_ms / 1000, UTC))
        return {f"{verb}_at": at, f"{verb}_by": self.who}

    # --- stamps and versions ---

    def _state(self, held: Held) -> None:
        state = held.read
        stamps = state.stamps
        if any(mark.kind == "new" for mark, _ in held.pending):
            stamps = {f.name: at for f in held.noun.plain if (at := state.stamp(f.name))}
        extra = {name: {at: list(edit) for at, edit in edits.items()} for name, edits in state.extra.items()}
        line = (state.born, _json(stamps), _json(state.deletes), state.undelete or None, _json(extra))
        if any(line) or held.known:
            self.file.execute(
                "insert into sync_row (row, noun, born, stamps, deletes, undelete, extra) values (?, ?, ?, ?, ?, ?, ?)"
                " on conflict (row, noun) do update set born = excluded.born, stamps = excluded.stamps,"
                " deletes = excluded.deletes, undelete = excluded.undelete, extra = excluded.extra",
                (held.row, held.noun.table, *line),
            )

    def _versions(self, held: Held, shown: RowState, dropped: set[tuple[str, str]]) -> tuple[str, ...]:
        wanted = _wanted(held, shown)
        for one in held.kept:
            if one.kind == "past" and (one.field, one.stamp) not in dropped | {(w.field, w.stamp) for w in wanted}:
                wanted[one] = None
        gone = [(seq,) for one, seq in held.kept.items() if one not in wanted]
        fresh = [one for one in wanted if one not in held.kept]
        at = self._now("")["_at"]
        if gone:
            self.file.executemany("delete from sync_version where seq = ?", gone)
        if fresh:
            self.file.executemany(
                "insert into sync_version (noun, row, field, stamp, value, context, base, kind, at)"
                " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [(held.noun.table, held.row, *one, at) for one in fresh],
            )
        return tuple({one.field for one in fresh if one.kind == "lost"})


def _wanted(held: Held, shown: RowState) -> dict[Kept, None]:
    """List the versions that have to stand beside a row now."""
    wanted: dict[tuple[str, str, Cell], Kept] = {}
    for name, stamp, value in (*shown.lost, *held.read.lost):
        wanted[name, stamp, value] = Kept(name, stamp, value, None, "", "lost")
    answered = {name for name in _unsent(held) if _answered(held, name)}
    for name in {*held.read.texts, *shown.texts, *(answered & shape_of(held.noun).texts)}:
        standing = {head.stamp for head in heads(shown.versions(name))}
        for one in (*held.read.versions(name).values(), *shown.versions(name).values()):
            kind = "head" if one.stamp in standing else "past"
            wanted[name, one.stamp, one.value] = Kept(name, one.stamp, one.value, _json(one.seen), one.base, kind)
    for name, one in held.past:
        wanted.setdefault(
            (name, one.stamp, one.value), Kept(name, one.stamp, one.value, _json(one.seen), one.base, "past")
        )
    for name in answered:
        for stamp, value in _unsent(held)[name]:
            wanted.setdefault((name, stamp, value), Kept(name, stamp, value, None, "", "mine"))
    rows = dict.fromkeys(wanted.values())
    for name in answered - shape_of(held.noun).texts:
        rows[Kept(name, held.read.stamp(name), held.read.values.get(name), None, "", "read")] = None
    return rows


def _unsent(held: Held) -> dict[str, list[tuple[str, Cell]]]:
    """List, field by field, the values yet to be sent."""
    found: dict[str, list[tuple[str, Cell]]] = {}
    for _, op in held.pending:
        if isinstance(op, Run):
            for name, cell in zip(op.columns, op.rows[0][1:], strict=True):
                found.setdefault(name, []).append((op.stamp, cell))
        elif isinstance(op, Patch):
            for name, edit in op.cells.items():
                found.setdefault(name, []).append((op.stamp, edit.value))
    return found


def _answered(held: Held, name: str) -> bool:
    """Say whether somebody else wrote to a cell since our oldest unsent edit of it."""
    for _, op in held.pending:
        if isinstance(op, Run) and name in op.columns:
            return bool(held.read.stamp(name))
        if isinstance(op, Patch) and name in op.cells:
            return op.cells[name].base != held.read.stamp(name)
    return False


@contextmanager
def unhurried(work: "Workspace") -> Iterator[None]:
    """Let this thread's commits reach the disk in their own time.

    Why:    only for what a power cut may take because it comes again: what was read (with its
            cursor) and what was acknowledged. The next edit of a person is synced, and with it
            all that was written before.
    """
    file = work.connection()
    if file.in_transaction:
        yield
        return
    file.execute("pragma synchronous = normal")
    try:
        yield
    finally:
        file.execute("pragma synchronous = full")


def note_own_folds(writing: Writing, noun: Noun, ids: Sequence[Any]) -> None:
    """Remember that rows just made must fold what others say of them, where others do."""
    for table, by in {(f.gathered.table, f.gathered.by) for f in noun.fields if f.gathered}:
        asked = f'select distinct "{by}" from {table} where "{by}" in (select value from json_each(?))'
        found = {str(one) for (one,) in writing.file.execute(asked, (json.dumps(ids),))}
        writing.parents.setdefault((table, by), set()).update(found)


def keep_apart(file: Connection, held: Held) -> None:
    """Let open marks that somebody else answered stay as they are: the next edit is a new mark.

    Why:    and what was withheld because nobody had seen the row is told now that somebody has.
    """
    answered = {name for name in _unsent(held) if _answered(held, name)}
    seqs = [
        (mark.seq,)
        for mark in held.marks
        if mark.batch == WITHHELD or (mark.kind == "set" and mark.batch == OPEN and mark.field in answered)
    ]
    file.executemany(f"update sync_dirty set batch = {APART} where seq = ?", seqs)


def _json(value: object) -> str | None:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) if value else None
