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
from ats_desktop.store.collecting import without_collecting
from ats_desktop.store.opening import Connection
from ats_desktop.store.rewriting import Writing, unhurried
from ats_desktop.store.states import APART, OPEN, TOO_LARGE, WITHHELD, Held, load

if TYPE_CHECKING:
    from ats_desktop.store.workspace import Workspace

Pack = Callable[[list[dict[str, Any]]], bytes | None]
_MARKS = 4_000  # sealed at once
_FOLDED, _BIRTHS = 200, 1_500  # folded in one transaction: rows merged, rows only born
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
            with without_collecting():
                return _seal(work, pack)
        except _MovedError:
            continue
    return 0


def _seal(work: "Workspace", pack: Pack) -> int:
    member, file = work.identity.member, work.connection()
    _take_back_withheld(work)
    file.execute("begin")
    try:
        lines: list[_Line] = file.execute(_OPEN, (OPEN, APART, _MARKS)).fetchall()
        sealing, withheld = _Sealing(member), set[int]()
        for table, some in _by_noun(lines).items():
            noun = BY_TABLE.get(table)
            if noun is not None and noun.scope == "synced":
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


_OPEN = "select noun, row, kind, stamp, seq, batch from sync_dirty where batch in (?, ?) order by seq limit ?"
_Line = tuple[str, str, str, str, int, int]  # as asked above


def _by_noun(lines: Sequence[_Line]) -> dict[str, list[_Line]]:
    found: dict[str, list[_Line]] = {}
    for line in lines:
        found.setdefault(line[0], []).append(line)
    return dict(sorted(found.items()))


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
    seqs = {line[4] for line in lines}
    rest = sorted({line[1] for line in lines} - _births(file, noun, min(seqs), max(seqs), sealing))
    withheld: set[int] = set()
    for some in (rest[at : at + 500] for at in range(0, len(rest), 500)):
        for row, held in load(file, noun, some).items():
            if _unseen(held):
                withheld.update(line[4] for line in lines if line[1] == row)
                continue
            for mark, op in held.pending:
                if mark.seq in seqs:
                    _route(held, op, sealing)
    return withheld


def _unseen(held: Held) -> bool:
    """Say whether a row was born and removed here before anybody saw it."""
    kinds = {mark.kind for mark in held.marks if mark.batch <= 0}
    return not held.known and not held.slot and "new" in kinds and "del" in kinds


def _births(file: Connection, noun: Noun, first: int, last: int, sealing: _Sealing) -> set[str]:
    """Send rows just born, each column where it belongs; rows that are more than a birth are not among them."""
    names = [f.name for f in noun.plain]
    columns = ", ".join(f'n."{name}"' for name in ["id", *names])
    found = file.execute(
        f"select {columns}, d.stamp from sync_dirty d join {noun.table} n on n.id = d.row"
        " where d.seq between ? and ? and d.batch in (?, ?) and d.kind = 'new' and d.noun = ?"
        " and not exists (select 1 from sync_row r where r.row = d.row and r.noun = d.noun)"
        " and not exists (select 1 from sync_dirty o where o.row = d.row and o.seq <> d.seq)"
        " and not exists (select 1 from sync_version v where v.row = d.row) order by d.row",
        (first, last, OPEN, APART, noun.table),
    )
    section = names.index("section") + 1 if noun.sectioned else 0  # the first cell, the id, stands for no section
    births: dict[tuple[str, Cell], list[Sequence[Cell]]] = {}
    for line in found.fetchall():
        births.setdefault((line[-1], line[section] if section else None), []).append(line)
    for (stamp, where), rows in sorted(births.items(), key=lambda birth: str(birth[0])):
        _run(noun, stamp, where, rows, sealing)
    return {str(row[0]) for rows in births.values() for row in rows}


def home(noun: Noun, section: Cell) -> str:
    """Name the stream a row lives in."""
    return str(section) if noun.sectioned and section else noun.stream


def _run(noun: Noun, stamp: str, section: Cell, rows: Sequence[Sequence[Cell]], sealing: _Sealing) -> None:
    """Send rows (their id, their cells, and what else was asked) of one birth, each column where it belongs."""
    ids, *columns = zip(*rows, strict=True)
    used = [(f, cells) for f, cells in zip(noun.plain, columns, strict=False) if cells.count(None) < len(cells)]
    for stream in sorted({noun.stream_of(f, section) for f, _ in used} | {home(noun, section)}):
        chosen = [(f.name, cells) for f, cells in used if noun.stream_of(f, section) == stream]
        lines = list(zip(ids, *(cells for _, cells in chosen), strict=True))
        if stream != home(noun, section):
            nothing = (None,) * len(chosen)
            lines = [line for line in lines if line[1:] != nothing]
        sealing.put(stream, Run(noun.table, stamp, tuple(name for name, _ in chosen), lines))


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
            rows.update(rows_of(op))
    return [{"e": noun, "r": sorted(rows)} if rows else {"e": noun} for noun, rows in sorted(touched.items())]


def _store(
    work: "Workspace",
    lines: list[_Line],
    withheld: set[int],
    bodies: list[tuple[str, list[Op], bytes | None]],
) -> None:
    """Write the bodies, and tie the marks to them, unless one moved meanwhile."""
    large = {(op.noun, row) for _, ops, body in bodies if body is None for op in ops for row in rows_of(op)}
    with work.writing() as file:
        known = dict(file.execute("select key, value from sync_control").fetchall())
        group, dseq = int(known.get("group", 0)) + 1, int(known.get("dseq", 0))
        _tie(file, lines, group)
        if withheld or large:
            aside = [(WITHHELD, line[4]) for line in lines if line[4] in withheld]
            aside += [(TOO_LARGE, line[4]) for line in lines if line[:2] in large and line[4] not in withheld]
            file.executemany("update sync_dirty set batch = ? where seq = ?", aside)
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


def _tie(file: Connection, lines: Sequence[_Line], group: int) -> None:
    """Give the marks that were packed to their group.

    Raises: _MovedError, when one of them is not as it was packed.
    """
    these, upto = "batch in (?, ?) and seq between ? and ?", (OPEN, APART, lines[0][4], lines[-1][4])
    asked = f"select seq, stamp, batch from sync_dirty where {these} and kind = 'set' order by seq"
    packed = [(seq, stamp, batch) for _, _, kind, stamp, seq, batch in lines if kind == "set"]
    if file.execute(asked, upto).fetchall() != packed:
        raise _MovedError
    tied = file.execute(f"update sync_dirty set batch = ? where {these}", (group, *upto))
    if tied.rowcount != len(lines):
        raise _MovedError


def rows_of(op: Op) -> list[str]:
    """List the rows an op touches."""
    return [str(row[0]) for row in op.rows] if isinstance(op, Run) else [op.row]


_PUT = "insert into sync_outbox (dseq, stream, sha, batch, max_ms, manifest, at, body) values (?, ?, ?, ?, ?, ?, ?, ?)"


# --- acknowledged ---------------------------------------------------------------------------


def acknowledge(work: "Workspace", accepted: Sequence[tuple[int, int]]) -> None:
    """Note the numbers (dseq, seq) the place gave to batches, and fold what is complete."""
    with unhurried(work), work.writing() as file:
        file.executemany("update sync_outbox set acked_seq = ? where dseq = ?", [(seq, d) for d, seq in accepted])
        (newest,) = file.execute("select max(max_ms) from sync_outbox where acked_seq is not null").fetchone()
        told = ("sent", reading(newest or 0, LAST_COUNT))
        file.execute("insert or replace into sync_control (key, value) values (?, ?)", told)
        for (group,) in file.execute(_COMPLETE).fetchmany(1):  # the others in transactions of their own
            _fold_births(file, group)
    fold_acknowledged(work)


def fold_acknowledged(work: "Workspace") -> None:
    """Make what was acknowledged part of what was read: after each push, and after a crash."""
    with unhurried(work):
        for (group,) in work.rows(_COMPLETE):
            while True:
                with work.writing() as file:
                    if not _fold_births(file, group):
                        break
            while _fold_some(work, group):
                pass


_OF_GROUP = "batch > 0 and batch = ?"  # said twice, so that the index of sealed marks is used
_COMPLETE = (
    "select distinct d.batch from sync_dirty d where d.batch > 0 and not exists"
    " (select 1 from sync_outbox o where o.batch = d.batch and o.acked_seq is null)"
)


def _fold_births(file: Connection, group: int) -> bool:
    """Fold rows that were only born: they cost one line; gives whether there were any."""
    plain = f"{_OF_GROUP} and kind = 'new' and not exists (select 1 from sync_version v where v.row = d.row)"
    plain += " and not exists (select 1 from sync_row r where r.row = d.row and r.noun = d.noun)"
    asked = f"select seq from sync_dirty d where {plain} order by seq limit ?"
    seqs = [seq for (seq,) in file.execute(asked, (group, _BIRTHS))]
    these = (json.dumps(seqs),)
    file.execute(
        "insert into sync_row (row, noun, born) select d.row, d.noun, d.stamp"
        " from json_each(?) j join sync_dirty d on d.seq = j.value order by d.row",
        these,
    )
    file.execute("delete from sync_dirty where seq in (select value from json_each(?))", these)
    return bool(seqs)


def _fold_some(work: "Workspace", group: int) -> bool:
    with work.writing() as file:
        some = file.execute(
            f"select distinct noun, row from sync_dirty where {_OF_GROUP} order by noun, row limit ?", (group, _FOLDED)
        ).fetchall()
        writing = Writing(file, int(work.now().timestamp() * 1000), work.identity.member)
        for table in {noun for noun, _ in some}:
            rows = [row for noun, row in some if noun == table]
            known = BY_TABLE.get(table)
            if known is not None and known.scope == "synced":
                for held in load(file, known, rows).values():
                    _fold(writing, held, group)
            file.execute(
                f"delete from sync_dirty where {_OF_GROUP} and noun = ? and row in (select value from json_each(?))",
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
