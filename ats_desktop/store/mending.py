"""When the place does not simply say yes: unseal, stamp anew, take back, number anew.

Why:    a clock that was wrong, a right that was taken away, a copy of this laptop, a place
        restored from yesterday: none of them may lose an edit or stop the later ones.
Source: sync.md 4.6, 4.7, 6; rulings 14.
"""

import json
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from ats_desktop.domain.catalog import BY_TABLE
from ats_desktop.domain.ops import Cell, Op, Patch, Run
from ats_desktop.domain.schema import Noun, moment_cell
from ats_desktop.domain.stamps import Vector, add, restamp, tag_of_device
from ats_desktop.store.opening import Connection
from ats_desktop.store.outbox import fold_acknowledged, home
from ats_desktop.store.rewriting import Writing
from ats_desktop.store.states import APART, OPEN, Held, Mark, load

if TYPE_CHECKING:
    from ats_desktop.store.workspace import Workspace

Refusal = tuple[Cell, str, str, str, str]  # value, noun, row, field, title
Unpack = Callable[[bytes], list[dict[str, Any]]]
_KEEP_DAYS = 90


def unseal(work: "Workspace", dseq: int) -> None:
    """Open again what is sealed from this number on and was never accepted."""
    with work.writing() as file:
        later = "dseq >= ? and acked_seq is null"
        groups = [g for (g,) in file.execute(f"select distinct batch from sync_outbox where {later}", (dseq,))]
        halfway = "select 1 from sync_outbox where batch = ? and (dseq < ? or acked_seq is not null)"
        for group in groups:
            if file.execute(halfway, (group, dseq)).fetchone() is None:
                open_again = "update sync_dirty set batch = case kind when 'set' then ? else ? end where batch = ?"
                file.execute(open_again, (APART, OPEN, group))
                file.execute("delete from sync_outbox where batch = ?", (group,))
        _number_anew(file, dseq - 1)


def _number_anew(file: Connection, last: int) -> None:
    """Let what is not accepted follow the last number the place has, in its old order."""
    waiting = [d for (d,) in file.execute("select dseq from sync_outbox where acked_seq is null order by dseq")]
    file.executemany("update sync_outbox set dseq = ? where dseq = ?", [(-d, d) for d in waiting])
    numbered = [(last + n, -d) for n, d in enumerate(waiting, 1)]
    file.executemany("delete from sync_outbox where dseq = ? and acked_seq is not null", [(d,) for d, _ in numbered])
    file.executemany("update sync_outbox set dseq = ? where dseq = ?", numbered)
    file.execute("insert or replace into sync_control (key, value) values ('dseq', ?)", (str(last + len(waiting)),))


def number_anew(work: "Workspace", last: int) -> None:
    """Go on after the last number the place has of this laptop."""
    with work.writing() as file:
        _number_anew(file, last)


def offer_again(work: "Workspace", last: int) -> bool:
    """After the place forgot: offer again what it had acknowledged; gives whether everything is still here."""
    with work.writing() as file:
        (oldest,) = file.execute("select min(dseq) from sync_outbox where dseq > ?", (last,)).fetchone()
        file.execute("update sync_outbox set acked_seq = null where dseq > ?", (last,))
        _number_anew(file, last)
        return bool(oldest == last + 1)


def offer_missing(work: "Workspace", stream: str, floor: int, found: set[str]) -> None:
    """After a stream was read anew: offer again what the place had acknowledged and no longer has."""
    asked = "select dseq, sha from sync_outbox where stream = ? and acked_seq > ? order by dseq"
    missing = [dseq for dseq, sha in work.rows(asked, stream, floor) if sha not in found]
    if missing:
        offer_again(work, missing[0] - 1)


def read_again(work: "Workspace", stream: str) -> None:
    """Begin a stream anew: merging what is known once more changes nothing."""
    with work.writing() as file:
        file.execute("delete from sync_cursor where stream = ?", (stream,))


def forget_old(work: "Workspace") -> None:
    """Drop the bytes of batches acknowledged 90 days ago, by the place's clock: ours may be years ahead today."""
    before = work.now() + timedelta(milliseconds=int(work.control().get("offset_ms") or 0), days=-_KEEP_DAYS)
    old = "acked_seq is not null and at < ? and max_ms < ?"
    named = (moment_cell(before), int(before.timestamp() * 1000))
    if work.rows(f"select 1 from sync_outbox where {old} limit 1", *named):
        with work.writing() as file:
            file.execute(f"delete from sync_outbox where {old}", named)


# --- refused --------------------------------------------------------------------------------


def reject(work: "Workspace", dseq: int, why: str, unpack: Unpack) -> int:
    """Keep a refused batch aside, show here what everybody else has; gives how many changes it held."""
    with work.writing() as file:
        asked = "select stream, batch, sha, body from sync_outbox where dseq = ?"
        found = file.execute(asked, (dseq,)).fetchone()
        if found is None:
            return 0
        stream, group, sha, body = found
        writing = Writing(file, int(work.now().timestamp() * 1000), work.identity.member)
        lift = _Lift(writing, group, stream, _keys(unpack(bytes(body))))
        refused = [line for noun, rows in lift.rows() for line in lift.off(noun, rows)]
        at = moment_cell(work.now())
        file.executemany(
            "insert into sync_rejected (value, noun, row, field, why, at, title, sha) values (?, ?, ?, ?, ?, ?, ?, ?)",
            [(*line[:4], why, at, line[4], sha) for line in refused],
        )
        file.execute("delete from sync_outbox where dseq = ?", (dseq,))
        _number_anew(file, dseq - 1)
        writing.finish()
    fold_acknowledged(work)
    return len(refused)


def cancel_refusal(work: "Workspace", sha: str) -> None:
    """The place has it after all: the answer was lost and the right taken away in between."""
    if work.rows("select 1 from sync_rejected where sha = ? limit 1", sha):
        with work.writing() as file:
            file.execute("delete from sync_rejected where sha = ?", (sha,))


def _keys(raws: Iterable[Mapping[str, Any]]) -> set[tuple[str, ...]]:
    """Name what a body says: births by row, edits by cell, the rest by row; each with its reading."""
    found: set[tuple[str, ...]] = set()
    for raw in raws:
        if raw["k"] == "new":
            found.update(("new", raw["e"], row[0], raw["t"]) for row in raw["rows"])
        elif raw["k"] == "set":
            found.update(("set", raw["e"], raw["r"], raw["t"], name) for name in raw["f"])
        else:
            found.add((raw["k"], raw["e"], raw["r"], raw["t"]))
    return found


@dataclass(slots=True)
class _Lift:
    """Lifts the edits of one refused body off their rows."""

    writing: Writing
    group: int
    stream: str
    keys: set[tuple[str, ...]]

    def rows(self) -> list[tuple[Noun, list[str]]]:
        """List the rows the body touches."""
        touched = {key[1:3] for key in self.keys}
        return [(BY_TABLE[t], [row for noun, row in touched if noun == t]) for t in sorted({t for t, _ in touched})]

    def off(self, noun: Noun, rows: Iterable[str]) -> list[Refusal]:
        """Write the rows without them; gives what was refused."""
        refused: list[Refusal] = []
        for held in load(self.writing.file, noun, rows).values():
            title = str(noun.read({**held.cells, "id": held.row}))
            gone, dropped, left = self._split(held)
            refused += [(value, noun.table, held.row, name, title) for name, _, value in dropped]
            refused += [(None, noun.table, held.row, "", title) for mark in gone if mark.kind in {"del", "undel"}]
            held.pending = left
            held.marks = [mark for mark in held.marks if mark not in gone]
            self.writing.file.executemany("delete from sync_dirty where seq = ?", [(mark.seq,) for mark in gone])
            self.writing.write(held, [(name, stamp) for name, stamp, _ in dropped])
        return refused

    def _split(self, held: Held) -> tuple[set[Mark], list[tuple[str, str, Cell]], list[tuple[Mark, Op]]]:
        """Tell apart the marks that go, the values that go, and what stays to be sent."""
        gone: set[Mark] = set()
        dropped: list[tuple[str, str, Cell]] = []
        left: list[tuple[Mark, Op]] = []
        section = held.cells.get("section")
        at_home = self.stream == home(held.noun, section)
        orphaned = at_home and any(mark.kind == "new" and self._holds(held, mark) for mark in held.marks)
        for mark, op in held.pending:
            cells = _cells_of(op)
            if mark.kind == "new" and not at_home:
                cells = {name: cell for name, cell in cells.items() if self._ours(held.noun, name, section)}
            if orphaned and mark.batch <= 0:
                refused, whole = cells, True
            elif self._holds(held, mark):
                refused, whole = cells, at_home or mark.kind == "set"
            else:
                refused, whole = {}, False
            dropped += [(name, mark.stamp, cell) for name, cell in refused.items()]
            if whole:
                gone.add(mark)
            else:
                left.append((mark, _without(op, refused)))
        return gone, dropped, left

    def _ours(self, noun: Noun, name: str, section: Cell) -> bool:
        return noun.stream_of(noun.by_name[name], section) == self.stream

    def _holds(self, held: Held, mark: Mark) -> bool:
        key = (mark.kind, held.noun.table, held.row, mark.stamp[:16])
        return mark.batch == self.group and ((*key, mark.field) if mark.kind == "set" else key) in self.keys


def _cells_of(op: Op) -> dict[str, Cell]:
    if isinstance(op, Run):
        return dict(zip(op.columns, op.rows[0][1:], strict=True))
    return {name: edit.value for name, edit in op.cells.items()} if isinstance(op, Patch) else {}


def _without(op: Op, refused: Mapping[str, Cell]) -> Op:
    if not isinstance(op, Run) or not refused:
        return op
    cells = {name: cell for name, cell in _cells_of(op).items() if name not in refused}
    return Run(op.noun, op.stamp, tuple(cells), [[op.rows[0][0], *cells.values()]])


# --- stamped anew ---------------------------------------------------------------------------


def mend_clock(work: "Workspace", offset_ms: int, server_ms: int) -> int:
    """Take the measured offset over, and move every stamp nobody has seen with it; gives how many moved.

    Units:  offset_ms: server's clock minus ours; server_ms: the server's clock now.
    """
    with work.writing() as file:
        known = dict(file.execute("select key, value from sync_control").fetchall())
        mine = tag_of_device(known["device"])
        sent = _sent(file, known)
        pending = _pending(file, mine, sent)
        readings = restamp(pending, offset_ms - int(known.get("offset_ms") or 0), server_ms, sent)
        moved = {old + mine: new + mine for old, new in readings.items() if old != new}
        _move(file, moved, mine, sent)
        clock = max([known.get("heard") or "", sent, *readings.values()])
        for key, value in (("clock", clock), ("offset_ms", str(offset_ms))):
            file.execute("insert or replace into sync_control (key, value) values (?, ?)", (key, value))
        _show_again(work, file, moved)
    return len(moved)


def new_device(work: "Workspace") -> str:
    """Become another laptop: somebody else writes under our name; what nobody has seen goes with us."""
    with work.writing() as file:
        known = dict(file.execute("select key, value from sync_control").fetchall())
        mine, device = tag_of_device(known["device"]), str(uuid.uuid4())
        sent = _sent(file, known)
        moved = {old + mine: old + tag_of_device(device) for old in _pending(file, mine, sent)}
        _move(file, moved, mine, sent)
        file.execute("delete from sync_outbox where acked_seq is not null")  # numbered by the laptop we were
        for key, value in (("device", device), ("dseq", "0")):
            file.execute("insert or replace into sync_control (key, value) values (?, ?)", (key, value))
        _show_again(work, file, moved)
    work.note(device=device)
    return device


def _sent(file: Connection, known: Mapping[str, str]) -> str:
    """Find the newest reading of ours that somebody may have seen: acknowledged, or under way."""
    (sealed,) = file.execute("select max(stamp) from sync_dirty where batch > 0").fetchone()
    return max(known.get("sent") or "", (sealed or "")[:16])


def _pending(file: Connection, mine: str, sent: str) -> dict[str, str]:
    """List the readings nobody has seen, each with the newest published one it refers to."""
    stamps = {s for (s,) in file.execute("select distinct stamp from sync_dirty where batch <= 0")}
    refers = dict.fromkeys((stamp[:16] for stamp in stamps), "")
    asked = "select stamp, base, context from sync_dirty where batch <= 0 and kind <> 'new'"
    for stamp, base, context in file.execute(asked):
        seen: Vector = json.loads(context) if context else {}
        told = {base, *(hlc + tag for tag, hlc in seen.items())} - stamps - {""}
        published = (min(one[:16], sent) if one[16:] == mine else one[:16] for one in told)
        refers[stamp[:16]] = max(refers[stamp[:16]], *published, "")
    return refers


def _move(file: Connection, moved: Mapping[str, str], mine: str, sent: str) -> None:
    """Write new stamps for old ones wherever this file names them."""
    if not moved:
        return
    file.execute("create temp table if not exists sync_moved (old text primary key, new text)")
    file.execute("delete from sync_moved")
    file.executemany("insert into sync_moved values (?, ?)", list(moved.items()))
    for table, column, where in _NAMING:
        file.execute(
            f"update {table} set {column} = (select new from sync_moved where old = {column})"
            f" where {column} in (select old from sync_moved) and {where}"
        )
    for table in ("sync_dirty", "sync_version"):
        asked = f"select seq, context from {table} where context like ?"
        for seq, context in file.execute(asked, (f'%"{mine}"%',)).fetchall():
            seen = _moved_vector(json.loads(context), moved, mine, sent)
            file.execute(f"update {table} set context = ? where seq = ?", (json.dumps(seen), seq))


_NAMING = (
    ("sync_dirty", "stamp", "batch <= 0"),
    ("sync_dirty", "base", "true"),
    ("sync_version", "stamp", "true"),
    ("sync_version", "base", "true"),
    ("sync_trash", "stamp", "true"),
    ("undo_step", "stamp", "true"),
)


def _moved_vector(seen: Vector, moved: Mapping[str, str], mine: str, sent: str) -> Vector:
    """Say anew which of our own writings were in view: those published, and the new stamps of the others."""
    known = seen.get(mine, "")
    if known <= sent:
        return seen
    found = {tag: hlc for tag, hlc in seen.items() if tag != mine}
    add(found, sent and sent + mine)
    for old, new in moved.items():
        if old[:16] <= known:
            add(found, new)
    return found


def _show_again(work: "Workspace", file: Connection, moved: Mapping[str, str]) -> None:
    """Rows where somebody else wrote too: their winner may be another now."""
    if not moved:
        return
    asked = (
        "select distinct d.noun, d.row from sync_dirty d where d.batch <= 0"
        " and exists (select 1 from sync_version v where v.row = d.row and v.noun = d.noun)"
    )
    writing = Writing(file, int(work.now().timestamp() * 1000), work.identity.member)
    for table, row in file.execute(asked).fetchall():
        for held in load(file, BY_TABLE[table], [row]).values():
            writing.write(held)
    writing.finish()
