"""Judge what a place hands out before it touches a row: the log, the batch, each op.

Why:    the place vouches for who wrote and in which order; whether the bytes keep to what
        their author may do is for every honest reader to see. A broken log stops its stream;
        a bad batch or a bad op is set aside, and the rest goes on.
Source: sync.md 4.8, 5 (I5, I6, I17, I24), 6.
"""

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ats_desktop.domain.catalog import BY_TABLE
from ats_desktop.domain.ops import Malformed, Op, Patch, Run, read_op
from ats_desktop.domain.schema import Noun
from ats_desktop.domain.stamps import tag_of_device
from ats_desktop.errors import Damaged
from ats_desktop.store.receive import Arrived, Aside
from ats_desktop.sync.backend import COMMENT, EDIT, MAX_AHEAD_MS, Manifest, Received
from ats_desktop.sync.seal import Unreadable, as_text, unpack


class BrokenLog(Damaged):
    """The place hands out a log that does not follow from what we read before."""

    def __init__(self, stream: str) -> None:
        super().__init__(
            f"The shared place tells another story about “{stream}” than before.",
            "Nothing was taken over; your own data is as it was. Tell whoever runs the database.",
        )
        self.stream = stream


@dataclass(frozen=True, slots=True)
class Cursor:
    """Up to where a stream is read."""

    seq: int = 0
    chain: str = ""


def link(chain: str, sha: str) -> str:
    """Chain a batch to all before it.

    >>> link("", "00")[:16]
    'f1534392279bddbf'
    """
    return hashlib.sha256((chain + sha).encode("ascii")).hexdigest()


def follow(stream: str, cursor: Cursor, batches: Sequence[Received]) -> Iterator[Received]:
    """Give the batches one by one, as long as each follows from the one before.

    Raises: BrokenLog.
    """
    unknown = cursor.seq > 0 and not cursor.chain  # we began in the middle: the first link is taken on trust
    for batch in batches:
        whole = hashlib.sha256(batch.body).hexdigest() == batch.sha
        linked = unknown or link(cursor.chain, batch.sha) == batch.chain
        if batch.seq != cursor.seq + 1 or not whole or not linked:
            raise BrokenLog(stream)
        yield batch
        cursor, unknown = Cursor(batch.seq, batch.chain), False


def judge(stream: str, batch: Received, incarnation: str) -> Arrived:
    """Open a batch and sort its ops into those to take in and those to set aside; never raises."""
    ops: list[Op] = []
    aside: list[Aside] = []
    try:
        raws = unpack(batch.body)
        read = [(raw, *_read(raw, batch, stream)) for raw in raws]
        touched = [op for _, op, _ in read if op is not None]
        _check_whole(batch, touched)
        ops = [op for _, op, why in read if op is not None and not why]
        aside = [Aside(_kept(batch, op=raw), why) for raw, _, why in read if why]
    except Unreadable as error:
        aside = [Aside(_kept(batch, body=base64.b64encode(batch.body).decode()), error.why)]
    return Arrived(
        stream, batch.seq, batch.chain, incarnation, batch.device, batch.member, batch.at_ms, tuple(ops), tuple(aside)
    )


def _kept(batch: Received, **what: object) -> str:
    """Write down what is set aside, with all that is needed to judge it again."""
    return as_text({"level": batch.level, "max_ms": batch.max_ms, "manifest": list(batch.manifest), **what})


def judge_again(stream: str, kept: Mapping[str, Any], device: str, member: str) -> Arrived:
    """Judge what was set aside, once the program knows more; it leaves the reading where it is."""
    if "level" not in kept:  # it contradicted a row that is here
        return Arrived(stream, 0, "", "", device, member, 0, aside=(Aside("", "it still does not fit"),))
    body = base64.b64decode(kept["body"]) if "body" in kept else b""
    told = (kept["level"], kept["manifest"], kept["max_ms"], kept["max_ms"], "", "", body)
    batch = Received(0, device, 0, member, *told)
    if body:
        return judge(stream, batch, "")
    op, why = _read(kept["op"], batch, stream)
    ops, aside = ((), (Aside("", why),)) if why or op is None else ((op,), ())
    return Arrived(stream, 0, "", "", device, member, kept["max_ms"], ops, aside)


def _check_whole(batch: Received, ops: Sequence[Op]) -> None:
    """Refuse a batch that lies about itself.

    Raises: Unreadable.
    """
    if not _declared(batch.manifest, ops):
        raise Unreadable("it touches rows it does not declare")
    if batch.max_ms > batch.at_ms + MAX_AHEAD_MS:
        raise Unreadable("it claims to come from the future")


def _read(raw: object, batch: Received, stream: str) -> tuple[Op | None, str]:
    try:
        op = read_op(raw, tag_of_device(batch.device), batch.max_ms)
    except Malformed as error:
        return None, error.why
    noun = BY_TABLE.get(op.noun)
    if noun is None:
        return op, "this program does not know such rows yet"
    return op, _objection(op, noun, batch, stream)


def _objection(op: Op, noun: Noun, batch: Received, stream: str) -> str:
    """Say why an op may not be taken in, or ''."""
    if noun.scope != "synced" or stream not in noun.streams():
        return "such rows do not travel in this stream"
    if batch.level < EDIT and not (batch.level >= COMMENT and noun.author_scoped and _all_of(op, batch.member)):
        return "its author may not write there"
    names = op.columns if isinstance(op, Run) else tuple(op.cells) if isinstance(op, Patch) else ()
    for name in names:
        field = noun.by_name.get(name)
        if field is not None and field.derived:
            return "it writes what is computed"
        if field is not None and not noun.sectioned and noun.stream_of(field, None) != stream:
            return "a cell of it travels in another stream"
    return ""


def _all_of(op: Op, member: str) -> bool:
    return all(row.startswith(f"{member}.") for row in _rows(op))


def _rows(op: Op) -> list[str]:
    return [str(row[0]) for row in op.rows] if isinstance(op, Run) else [op.row]


def _declared(manifest: Manifest, ops: Sequence[Op]) -> bool:
    """Say whether a batch touches only what it declared, which is all the place could judge."""
    rows: dict[str, set[str] | None] = {}
    for line in manifest:
        listed = line.get("r")
        rows[str(line.get("e"))] = None if listed is None else {str(row) for row in listed}
    for op in ops:
        if op.noun not in rows:
            return False
        listed = rows[op.noun]
        scoped = op.noun in BY_TABLE and BY_TABLE[op.noun].author_scoped
        if (scoped and listed is None) or (listed is not None and not listed.issuperset(_rows(op))):
            return False
    return True
