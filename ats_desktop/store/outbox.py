"""What is yet to be sent: open marks become sealed batches, which stay until they are acknowledged.

Why:    sealing reads and packs without holding the lock, then writes in one short transaction,
        and only if no mark moved meanwhile. A sealed body never changes by one bit; what is
        acknowledged becomes part of what was read, and its marks go.
Shape:  a *group* (column batch) is what one sealing took; it may make several bodies, one or
        more for each stream. `pack` turns wire ops into bytes, or None where they are too large.
Source: rulings 14, 28; sync.md 4.7.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from ats_desktop.domain.catalog import BY_TABLE
from ats_desktop.domain.ops import Cell, Op, Patch, Run, write_op
from ats_desktop.domain.schema import Noun, moment_cell
from ats_desktop.domain.stamps import LAST_COUNT, ms_of, reading
from ats_desktop.store.opening import Connection
from ats_desktop.store.rewriting import Writing
from ats_desktop.store.states import APART, OPEN, TOO_LARGE, WITHHELD, Held, load

if TYPE_CHECKING:
    from ats_desktop.store.workspace import Workspace

Pack = Callable[[list[dict[str, Any]]], bytes | None]
_MARKS = 4_000  # sealed at once
_FOLDED = 200  # folded in one transaction
_TRIES = 5


class Outgoing(NamedTuple):
    """One sealed batch."""

    dseq: int
    stream: str
    group: int
    sha: str
    max_ms: int
    manifest: list[dict[str, Any]]
    body: bytes


class _Line(NamedTuple):
    """One open mark, as sealing reads it."""

    seq: int
    batch: int
    noun: str
    row: str
    kind: str
    stamp: str


@dataclass(slots=True)
class _Sealing:
    """Ops on their way into bodies, by stream."""

    member: str
    ops: dict[str, list[Op]] = field(default_factory=dict)

    def put(self, stream: str, op: Op) -> None:
        self.ops.setdefault(stream, []).append(op)


class _MovedError(Exception):
    """A mark was changed while it was being packed."""


def waiting(work: "Workspace") -> int:
    """Count the marks that could be sealed."""
    return int(work.rows("select count(*) from sync_dirty where batch in (?, ?)", OPEN, APART)[0][0])


def too_large(work: "Workspace") -> int:
    """Count the marks whose values no body can hold."""
    return int(work.rows("select count(*) from sync_dirty where batch = ?", TOO_LARGE)[0][0])


def unsent(work: "Workspace", limit: int = 16) -> list[Outgoing]:
    """Give the first sealed batches nobody has acknowledged yet."""
    asked = "select dseq, stream, batch, sha, max_ms, manifest, body from sync_outbox where acked_seq is null"
    found = work.rows(f"{asked} order by dseq limit ?", limit)
    return [Outgoing(d, s, g, sha, ms, json.loads(manifest), bytes(body)) for d, s, g, sha, ms, manifest, body in found]


# --- sealing --------------------------------------------------------------------------------


def seal(work: "Workspace", pack: Pack) -> int:
    """Seal the next open marks; gives how many were taken, 0 when there are none.

    Raises: Unavailable, when the disk is full or the file is busy.
    """
    for _ in range(_TRIES):
        try:
            return _seal(work, pack)
        except _MovedError:
            continue
    return 0


def _seal(work: "Workspace", pack: Pack) -> int:
    member, file = work.identity.member, work.connection()
    _take_back_withheld(work)
    file.execute("begin")
    try:
        lines = [_Line(*line) for line in file.execute(_OPEN, (OPEN, APART, _MARKS))]
        sealing, withheld = _Sealing(member), set[int]()
        for table in sorted({line.noun for line in lines}):
            noun = BY_TABLE.get(table)
            if noun is not None and noun.scope == "synced":
                some = [line for line in lines if line.noun == table]
                withheld |= _gather(file, noun, some, sealing)
    finally:
        file.execute("commit")
    if not lines:
        return 0
    bodies = [
        body for stream, ops in sorted(sealing.ops.items()) for body in _bodies(stream, _joined(ops), member, pack)
    ]
    _store(work, lines, withheld, bodies)
    return len(lines)


_OPEN = "select seq, batch, noun, row, kind, stamp from sync_dirty where batch in (?, ?) order by seq limit ?"


def _take_back_withheld(work: "Workspace") -> None:
    """Rows born, removed and taken back before anybody saw them: they were just born."""
    asked = (
        "select u.row from sync_dirty u where u.kind = 'undel' and u.batch = ? and not exists"
        " (select 1 from sync_dirty d where d.row = u.row and d.kind = 'del' and d.seq > u.seq)"
    )
    both = f"select row from sync_dirty where batch = ? and row in ({asked})"
    if not work.rows(f"{both} limit 1", WITHHELD, OPEN):
        return
    with work.writing() as file:
        rows = json.dumps([row for (row,) in file.execute(both, (WITHHELD, OPEN))])
        within = "row in (select value from json_each(?))"
        file.execute(f"delete from sync_dirty where kind in ('del', 'undel') and batch <= 0 and {within}", (rows,))
        file.execute(f"update sync_dirty set batch = ? where batch = ? and {within}", (APART, WITHHELD, rows))


def _gather(file: Connection, noun: Noun, lines: Sequence[_Line], sealing: _Sealing) -> set[int]:
    """Turn the marks of one noun into ops; gives those of rows that nobody needs to hear of."""
    born = {line.row: line.stamp for line in lines if line.kind == "new"}
    plain = born.keys() - _touched(file, noun, list(born))
    present = _births(file, noun, {row: born[row] for row in plain}, sealing)
    seqs = {line.seq for line in lines}
    rest = {line.row for line in lines} - present
    withheld: set[int] = set()
    for at, some in _chunks(sorted(rest)):
        del at
        for row, held in load(file, noun, some).items():
            if _unseen(held):
                withheld.update(line.seq for line in lines if line.row == row)
                continue
            for mark, op in held.pending:
                if mark.seq in seqs:
                    _route(held, op, sealing)
    return withheld


def _chunks(ids: list[str]) -> Iterable[tuple[int, list[str]]]:
    return ((at, ids[at : at + 500]) for at in range(0, len(ids), 500))


def _unseen(held: Held) -> bool:
    """Say whether a row was born and removed here before anybody saw it."""
    kinds = {mark.kind for mark in held.marks if mark.batch <= 0}
    return not held.known and not held.slot and "new" in kinds and "del" in kinds


def _touched(file: Connection, noun: Noun, rows: list[str]) -> set[str]:
    """Find the rows that are more than a birth: edited, answered, removed."""
    asked, within = json.dumps(rows), "row in (select value from json_each(?))"
    found = file.execute(
        f"select row from sync_dirty where noun = ? and kind <> 'new' and {within} union select row from sync_row"
        f" where noun = ? and {within} union select row from sync_version where noun = ? and {within}",
        (noun.table, asked, noun.table, asked, noun.table, asked),
    )
    return {row for (row,) in found}


def _births(file: Connection, noun: Noun, born: dict[str, str], sealing: _Sealing) -> set[str]:
    """Read rows just born, column by column, and send each column where it belongs."""
    if not born:
        return set()
    names = [f.name for f in noun.plain]
    columns = ", ".join(f'"{name}"' for name in ["id", *names])
    asked = f"select {columns} from {noun.table} where id in (select value from json_each(?)) order by id"
    groups: dict[tuple[str, Cell], list[list[Cell]]] = {}
    section = names.index("section") + 1 if noun.sectioned else 0
    present = set()
    for row in file.execute(asked, (json.dumps(list(born)),)):
        groups.setdefault((born[row[0]], row[section] if section else None), []).append(list(row))
        present.add(row[0])
    for (stamp, chosen), rows in sorted(groups.items(), key=str):
        _run(noun, stamp, chosen, rows, sealing)
    return present


def home(noun: Noun, section: Cell) -> str:
    """Name the stream a row lives in."""
    return str(section) if noun.sectioned and section else noun.stream


def _run(noun: Noun, stamp: str, section: Cell, rows: list[list[Cell]], sealing: _Sealing) -> None:
    for stream in sorted({noun.stream_of(f, section) for f in noun.plain} | {home(noun, section)}):
        wanted = [at for at, f in enumerate(noun.plain, 1) if noun.stream_of(f, section) == stream]
        used = [at for at in wanted if any(row[at] is not None for row in rows)]
        chosen = (
            rows if stream == home(noun, section) else [row for row in rows if any(row[at] is not None for at in used)]
        )
        if chosen:
            cells = [[row[0], *(row[at] for at in used)] for row in chosen]
            sealing.put(stream, Run(noun.table, stamp, tuple(noun.plain[at - 1].name for at in used), cells))


def _route(held: Held, op: Op, sealing: _Sealing) -> None:
    """Send an op of one row to every stream that holds a cell of it."""
    noun = held.noun
    section = held.cells.get("section")
    if isinstance(op, Run):
        place = dict(zip(op.columns, op.rows[0][1:], strict=True))
        _run(noun, op.stamp, section, [[held.row, *(place.get(f.name) for f in noun.plain)]], sealing)
    elif isinstance(op, Patch):
        streams = {name: noun.stream_of(noun.by_name[name], section) for name in op.cells}
        for stream in sorted(set(streams.values())):
            cells = {name: edit for name, edit in op.cells.items() if streams[name] == stream}
            sealing.put(stream, Patch(noun.table, held.row, op.stamp, cells))
    else:
        shown = held.shown()
        used = {noun.stream_of(f, section) for f in noun.plain if shown.stamp(f.name)}
        for stream in sorted(used | {home(noun, section)}):
            sealing.put(stream, op)


def _joined(ops: list[Op]) -> list[Op]:
    """Put edits of one row made in one change into one op."""
    found: dict[tuple[str, str, str], Patch] = {}
    rest: list[Op] = []
    for op in ops:
        if isinstance(op, Patch):
            key = (op.noun, op.row, op.stamp)
            before = found[key].cells if key in found else {}
            found[key] = Patch(*key, {**before, **op.cells})
        else:
            rest.append(op)
    return [*rest, *(found[key] for key in sorted(found))]


# --- bodies ---------------------------------------------------------------------------------


def _bodies(stream: str, ops: list[Op], member: str, pack: Pack) -> list[tuple[str, list[Op], bytes | None]]:
    """Pack ops into as few bodies as their size allows."""
    body = pack([write_op(op) for op in ops])
    if body is not None:
        return [(stream, ops, body)]
    halves = _halves(ops)
    if halves is None:
        return [(stream, ops, None)]
    return [one for half in halves for one in _bodies(stream, half, member, pack)]


def _halves(ops: list[Op]) -> tuple[list[Op], list[Op]] | None:
    if len(ops) > 1:
        return ops[: len(ops) // 2], ops[len(ops) // 2 :]
    (op,) = ops
    if isinstance(op, Run) and len(op.rows) > 1:
        at = len(op.rows) // 2
        return [Run(op.noun, op.stamp, op.columns, op.rows[:at])], [Run(op.noun, op.stamp, op.columns, op.rows[at:])]
    return None


def manifest_of(ops: Iterable[Op]) -> list[dict[str, Any]]:
    """Say what a body touches: nouns, and for those only their author may write, the rows."""
    touched: dict[str, set[str]] = {}
    for op in ops:
        rows = touched.setdefault(op.noun, set())
        if BY_TABLE[op.noun].author_scoped:
            rows.update([str(row[0]) for row in op.rows] if isinstance(op, Run) else [op.row])
    return [{"e": noun, "r": sorted(rows)} if rows else {"e": noun} for noun, rows in sorted(touched.items())]


def _store(
    work: "Workspace",
    lines: list[_Line],
    withheld: set[int],
    bodies: list[tuple[str, list[Op], bytes | None]],
) -> None:
    """Write the bodies, and tie the marks to them, unless one moved meanwhile."""
    large = {(op.noun, op.row) for _, ops, body in bodies if body is None for op in ops if not isinstance(op, Run)}
    large |= {(op.noun, str(op.rows[0][0])) for _, ops, b in bodies if b is None for op in ops if isinstance(op, Run)}
    with work.writing() as file:
        known = dict(file.execute("select key, value from sync_control").fetchall())
        group, dseq = int(known.get("group", 0)) + 1, int(known.get("dseq", 0))
        marks = []
        for line in lines:
            to = WITHHELD if line.seq in withheld else TOO_LARGE if (line.noun, line.row) in large else group
            marks.append((to, line.seq, line.stamp, line.batch))
        tied = file.executemany("update sync_dirty set batch = ? where seq = ? and stamp = ? and batch = ?", marks)
        if tied.rowcount != len(marks):
            raise _MovedError
        at = moment_cell(work.now())
        for stream, ops, body in bodies:
            if body is not None:
                dseq += 1
                last = max(op.stamp[:16] for op in ops)
                sha = hashlib.sha256(body).hexdigest()
                manifest = json.dumps(manifest_of(ops))
                file.execute(_PUT, (dseq, stream, sha, group, ms_of(last), manifest, at, body))
        for key, value in (("group", str(group)), ("dseq", str(dseq))):
            file.execute("insert or replace into sync_control (key, value) values (?, ?)", (key, value))


_PUT = "insert into sync_outbox (dseq, stream, sha, batch, max_ms, manifest, at, body) values (?, ?, ?, ?, ?, ?, ?, ?)"


# --- acknowledged ---------------------------------------------------------------------------


def acknowledge(work: "Workspace", accepted: Sequence[tuple[int, int]]) -> None:
    """Note the numbers (dseq, seq) the place gave to batches, and fold what is complete."""
    with work.writing() as file:
        file.executemany("update sync_outbox set acked_seq = ? where dseq = ?", [(seq, d) for d, seq in accepted])
        (newest,) = file.execute("select max(max_ms) from sync_outbox where acked_seq is not null").fetchone()
        told = ("sent", reading(newest or 0, LAST_COUNT))
        file.execute("insert or replace into sync_control (key, value) values (?, ?)", told)
    fold_acknowledged(work)


def fold_acknowledged(work: "Workspace") -> None:
    """Make what was acknowledged part of what was read: after each push, and after a crash."""
    complete = (
        "select distinct d.batch from sync_dirty d where d.batch > 0 and not exists"
        " (select 1 from sync_outbox o where o.batch = d.batch and o.acked_seq is null)"
    )
    for (group,) in work.rows(complete):
        with work.writing() as file:
            _fold_births(file, group)
        while _fold_some(work, group):
            pass


def _fold_births(file: Connection, group: int) -> None:
    """A row that was only born costs one line."""
    busy = file.execute(
        "select row from sync_dirty d where batch = ? and kind = 'new' and (exists (select 1 from sync_row r"
        " where r.row = d.row and r.noun = d.noun) or exists (select 1 from sync_version v where v.row = d.row))",
        (group,),
    ).fetchall()
    plain = "batch = ? and kind = 'new' and row not in (select value from json_each(?))"
    told = (group, json.dumps([row for (row,) in busy]))
    file.execute(
        f"insert into sync_row (row, noun, born) select row, noun, stamp from sync_dirty where {plain} order by row",
        told,
    )
    file.execute(f"delete from sync_dirty where {plain}", told)


def _fold_some(work: "Workspace", group: int) -> bool:
    with work.writing() as file:
        some = file.execute(
            "select distinct noun, row from sync_dirty where batch = ? order by noun, row limit ?", (group, _FOLDED)
        ).fetchall()
        writing = Writing(file, int(work.now().timestamp() * 1000), work.identity.member)
        for table in {noun for noun, _ in some}:
            rows = [row for noun, row in some if noun == table]
            known = BY_TABLE.get(table)
            if known is not None and known.scope == "synced":
                for held in load(file, known, rows).values():
                    _fold(writing, held, group)
            file.execute(
                "delete from sync_dirty where batch = ? and noun = ? and row in (select value from json_each(?))",
                (group, table, json.dumps(rows)),
            )
        writing.finish()
    return bool(some)


def _fold(writing: Writing, held: Held, group: int) -> None:
    for mark, op in held.pending:
        if mark.batch == group:
            held.take(op)
    held.pending = [(mark, op) for mark, op in held.pending if mark.batch != group]
    writing.write(held)
