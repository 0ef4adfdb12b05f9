"""The second door: take in what others wrote. No marks, no undo; news from elsewhere.

Why:    only sync comes through here, with ops it has judged. Rows never seen before are
        inserted as they came, many at once; everything else goes through the merge. Short
        transactions, rows in order of their ids, so that a person typing never waits.
Source: rulings 10, 13; sync.md 4.8.
"""

import json
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import repeat
from typing import TYPE_CHECKING, Any

from ats_desktop.domain.catalog import BY_TABLE, NOUNS
from ats_desktop.domain.ops import Delete, Op, Patch, Run
from ats_desktop.domain.schema import Cell, Noun, moment_cell
from ats_desktop.domain.stamps import hear, ms_of
from ats_desktop.store import derive, news, statements
from ats_desktop.store.feed import Changed
from ats_desktop.store.opening import Connection
from ats_desktop.store.rewriting import Writing, Written, keep_apart, note_own_folds, unhurried
from ats_desktop.store.states import load

if TYPE_CHECKING:
    from ats_desktop.store.workspace import Workspace

RowOp = Any  # an op of one row: Patch, Delete, Undelete, or a Run of one row
_AT_ONCE = 200  # more new rows than this are indexed by their lane
_LOCK_S = 0.015
_LEAST, _FIRST, _MOST = 50, 200, 4_000


@dataclass(frozen=True, slots=True)
class Aside:
    """An op that does not fit: kept, counted, tried again after an upgrade."""

    op: str
    why: str


@dataclass(frozen=True, slots=True)
class Arrived:
    """One judged batch of a stream, and where reading goes on after it (seq 0: where it was)."""

    stream: str
    seq: int
    chain: str
    incarnation: str
    device: str
    member: str
    at_ms: int
    ops: Sequence[Op] = ()
    aside: Sequence[Aside] = ()


@dataclass(slots=True)
class Taken:
    """What a batch did here."""

    rows: int = 0
    aside: int = 0
    lost: int = 0
    written: list[Written] = field(default_factory=list)


class Pace:
    """How many rows fit one transaction: as many as hold the lock for 15 ms, never below 50."""

    def __init__(self) -> None:
        self.rows = _FIRST

    def note(self, rows: int, seconds: float) -> None:
        """Learn from a transaction."""
        if rows >= self.rows // 2 and seconds > 0:
            wished = int(self.rows * min(2.0, max(0.5, _LOCK_S / seconds)))
            self.rows = min(_MOST, max(_LEAST, wished))


def receive(work: "Workspace", arrived: Arrived, pace: Pace | None = None) -> Taken:
    """Take in one batch; if it breaks off, taking it in again does no harm.

    Raises: Unavailable, when the disk is full or the file is busy.
    """
    with unhurried(work):
        taken, told = _receive(work, arrived, pace or Pace())
    if told:
        work.feed.publish(told)
    return taken


def _receive(work: "Workspace", arrived: Arrived, pace: Pace) -> tuple[Taken, Changed | None]:
    taken = Taken()
    aside, folded = list(arrived.aside), set[str]()
    many = sum(len(op.rows) for op in arrived.ops if isinstance(op, Run)) > _AT_ONCE
    for noun, run, ops in _portions(arrived.ops, pace):
        started = time.perf_counter()
        with work.writing() as file:
            if not taken.rows:
                _hear(file, arrived.ops)
            at_ms = max(ms_of(op.stamp) for op in ([run] if run else [op for some in ops.values() for op in some]))
            writing = Writing(file, at_ms, arrived.member)
            born, known = _bear(writing, noun, run, arrived.stream, aside) if run else (0, ops)
            taken.written += _merge(writing, noun, known, arrived.stream, aside)
            if born:
                taken.written.append(Written(noun, "", "new", (str(born),)))
            taken.rows += born + len(known)
            folded.update(table for table, _ in writing.finish(index=not many))
        pace.note(len(run.rows) if run else len(ops), time.perf_counter() - started)
    with work.writing() as file:
        _go_on(file, arrived, aside)
        lines = news.lines(file, taken.written, arrived)
        news.note(file, lines)
    taken.aside, taken.lost = len(aside), sum(bool(one.lost) for one in taken.written)
    return taken, news.changed(taken.written, lines, folded)


def unfold(work: "Workspace") -> int:
    """Show the fields an older version of the program could only keep; gives how many rows have some."""
    found = work.rows("select noun, row, extra from sync_row where extra is not null")
    nouns = [(BY_TABLE[t], row, json.loads(extra).keys()) for t, row, extra in found if t in BY_TABLE]
    known = [(noun, row) for noun, row, names in nouns if names & noun.by_name.keys()]
    for noun, row in known:
        with work.writing() as file:
            writing = Writing(file, int(work.now().timestamp() * 1000), work.identity.member)
            for held in load(file, noun, [row]).values():
                for name in held.read.extra.keys() & noun.by_name.keys():
                    for stamp, edit in sorted(held.read.extra.pop(name).items()):
                        held.take(Patch(noun.table, row, stamp, {name: edit}))
                writing.write(held)
            writing.finish()
    return len(known)


def slots(work: "Workspace") -> dict[str, int]:
    """Note how far each table goes now: what comes later was not here before."""
    asked = " union all ".join(
        f"select '{row.noun.table}', coalesce(max(slot), 0) from {row.noun.table}" for row in NOUNS
    )
    return {str(table): int(slot) for table, slot in work.rows(asked)}


def doomed(work: "Workspace", ops: Iterable[Op], before: Mapping[str, int]) -> list[tuple[str, str]]:
    """List the rows, (table, id), that were here before and that these ops mean to remove: for the deletion brake."""
    by_table: dict[str, set[str]] = {}
    for op in ops:
        if isinstance(op, Delete) and op.noun in BY_TABLE:
            by_table.setdefault(BY_TABLE[op.noun].table, set()).add(op.row)
    found = []
    for table, ids in by_table.items():
        asked = f"select id from {table} where id in (select value from json_each(?)) and slot <= ?"
        found += [(table, str(row)) for (row,) in work.rows(asked, json.dumps(sorted(ids)), before.get(table, 0))]
    return found


# --- portions -------------------------------------------------------------------------------


def _portions(ops: Sequence[Op], pace: Pace) -> Iterator[tuple[Noun, Run | None, dict[str, list[RowOp]]]]:
    """Cut a batch into what fits one transaction: births in order of id, then the rest row by row."""
    for op in ops:
        if isinstance(op, Run):
            rows, at = sorted(op.rows, key=_id_of), 0
            while at < len(rows):
                some = rows[at : at + pace.rows]
                yield BY_TABLE[op.noun], Run(op.noun, op.stamp, op.columns, some), {}
                at += len(some)
    by_noun: dict[str, dict[str, list[RowOp]]] = {}
    for op in ops:
        if not isinstance(op, Run):
            by_noun.setdefault(BY_TABLE[op.noun].table, {}).setdefault(op.row, []).append(op)
    for table, rows_ops in by_noun.items():
        ids, at = sorted(rows_ops), 0
        while at < len(ids):
            chosen = ids[at : at + pace.rows]
            yield BY_TABLE[table], None, {one: rows_ops[one] for one in chosen}
            at += len(chosen)


def _id_of(row: Sequence[Cell]) -> str:
    return str(row[0])


# --- rows never seen before -----------------------------------------------------------------


def _bear(
    writing: Writing, noun: Noun, run: Run, stream: str, aside: list[Aside]
) -> tuple[int, dict[str, list[RowOp]]]:
    """Insert the rows of a run that are new here; gives how many, and those that are not new, for the merge."""
    if noun.sectioned:
        run = _of_section(noun, run, stream, aside)
    known = _known(writing.file, noun, [str(row[0]) for row in run.rows])
    if any(name not in noun.by_name for name in run.columns):
        known = {str(row[0]) for row in run.rows}
    fresh = [row for row in run.rows if row[0] not in known]
    if fresh:
        _insert(writing, noun, run, fresh)
    again = [row for row in run.rows if row[0] in known]
    return len(fresh), {str(row[0]): [Run(noun.table, run.stamp, run.columns, [row])] for row in again}


def _known(file: Connection, noun: Noun, ids: list[str]) -> set[str]:
    found = file.execute(
        "select value from json_each(?) where exists (select 1 from sync_row where row = value and noun = ?)"
        " or exists (select 1 from sync_dirty where row = value and noun = ?)"
        f" or exists (select 1 from {noun.table} where id = value)",
        (json.dumps(ids), noun.table, noun.table),
    )
    return {row for (row,) in found}


def _insert(writing: Writing, noun: Noun, run: Run, fresh: list[Sequence[Cell]]) -> None:
    when, count = moment_cell(datetime.fromtimestamp(ms_of(run.stamp) / 1000, UTC)), len(fresh)
    columns = dict(zip(("id", *run.columns), zip(*fresh, strict=True), strict=True))
    for by in derive.links_folded(noun.table):
        found = {str(one) for one in columns.get(by, ()) if one}
        writing.parents.setdefault((noun.table, by), set()).update(found)
    columns |= _computed(noun, columns, count)
    ids = columns["id"]
    columns |= dict.fromkeys(("created_at", "changed_at"), (when,) * count)
    columns |= dict.fromkeys(("created_by", "changed_by"), (writing.who,) * count)
    lines = zip(*columns.values(), strict=True)
    writing.file.executemany(statements.insert_text(noun.table, tuple(columns)), lines)
    states = zip(ids, repeat(noun.table), repeat(run.stamp), strict=False)
    writing.file.executemany("insert into sync_row (row, noun, born) values (?, ?, ?)", states)
    note_own_folds(writing, noun, ids)
    writing.grown.add(noun.table)


def _computed(noun: Noun, columns: Mapping[str, tuple[Cell, ...]], count: int) -> dict[str, tuple[Cell, ...]]:
    """Compute what is derived from the rows themselves, and what is folded from nothing yet."""
    found: dict[str, tuple[Cell, ...]] = {}
    for f in noun.fields:
        if f.gathered and (nothing := f.kind.encode(f.gathered.fold([]))) is not None:
            found[f.name] = (nothing,) * count
    rows = _rows(noun, columns) if noun.owned else []
    for name, own, encode in noun.owned:
        found[name] = tuple(encode(own(row)) for row in rows)
    return found


def _rows(noun: Noun, columns: Mapping[str, tuple[Cell, ...]]) -> list[Any]:
    """Turn columns into rows, one column after the other: most of a row is as empty as that of its neighbour."""
    empty = vars(noun.decode_raw((None,) * len(noun.names)))
    values = [_values(noun, name, cells, empty[name]) for name, cells in columns.items()]
    rows = []
    for line in zip(*values, strict=True):
        row = object.__new__(noun.row)
        row.__dict__.update(empty)
        row.__dict__.update(zip(columns, line, strict=True))
        rows.append(row)
    return rows


def _of_section(noun: Noun, run: Run, stream: str, aside: list[Aside]) -> Run:
    """Keep the rows whose section travels in this stream; who may write here may not write there."""
    at = run.columns.index("section") + 1 if "section" in run.columns else 0
    fits = [row for row in run.rows if noun.stream_of(noun.plain[0], row[at] if at else None) == stream]
    aside += [
        Aside(json.dumps({"e": run.noun, "r": row[0]}), "its section travels in another stream")
        for row in run.rows
        if row not in fits
    ]
    return Run(run.noun, run.stamp, run.columns, fits)


def _values(noun: Noun, name: str, cells: tuple[Cell, ...], empty: Any) -> Sequence[Any]:
    field = noun.by_name.get(name)
    if field is not None and field.kind.name not in {"text", "link"}:
        return [empty if cell is None else field.decode(cell) for cell in cells]
    return [empty if cell is None else cell for cell in cells] if None in cells else cells


# --- rows that are known --------------------------------------------------------------------


def _merge(
    writing: Writing, noun: Noun, ops: Mapping[str, Sequence[RowOp]], stream: str, aside: list[Aside]
) -> list[Written]:
    if not ops:
        return []
    written = []
    for row, held in load(writing.file, noun, ops).items():
        for op in ops[row]:
            if noun.sectioned and not _fits_section(noun, held.cells, op, stream, known=held.known or bool(held.marks)):
                aside.append(Aside(json.dumps({"e": op.noun, "r": row}), "its section travels in another stream"))
            else:
                held.take(op)
        keep_apart(writing.file, held)
        written.append(writing.write(held))
    return [one for one in written if one.what or one.lost]


def _fits_section(noun: Noun, cells: Mapping[str, Cell], op: RowOp, stream: str, *, known: bool) -> bool:
    """Say whether an op came by the stream its row lives in; nobody moves a row between sections."""
    if isinstance(op, Patch) and "section" in op.cells:
        return False
    return not known or noun.stream_of(noun.plain[0], cells.get("section")) == stream


# --- what sync remembers --------------------------------------------------------------------


def _hear(file: Connection, ops: Sequence[Op]) -> None:
    """Let the clock hear what was written elsewhere: what is written here comes after it."""
    newest = max(op.stamp[:16] for op in ops)
    for key in ("clock", "heard"):
        known = file.execute("select value from sync_control where key = ?", (key,)).fetchone()
        heard = hear(known[0] or "" if known else "", newest)
        file.execute("insert or replace into sync_control (key, value) values (?, ?)", (key, heard))


def _go_on(file: Connection, arrived: Arrived, aside: Sequence[Aside]) -> None:
    """Remember up to where the stream is read, and what of it was put aside."""
    if not arrived.seq:
        return
    file.execute(
        "insert or replace into sync_cursor (stream, seq, chain, incarnation) values (?, ?, ?, ?)",
        (arrived.stream, arrived.seq, arrived.chain, arrived.incarnation),
    )
    file.execute("delete from sync_quarantine where stream = ? and batch_seq = ?", (arrived.stream, arrived.seq))
    at = moment_cell(datetime.fromtimestamp(arrived.at_ms / 1000, UTC))
    file.executemany(
        "insert into sync_quarantine (stream, op, why, at, device, member, batch_seq) values (?, ?, ?, ?, ?, ?, ?)",
        [(arrived.stream, one.op, one.why, at, arrived.device, arrived.member, arrived.seq) for one in aside],
    )
