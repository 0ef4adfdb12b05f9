"""How rows written on several laptops become one row, the same on all of them.

Why:    this is the only place that merges; every shared place only keeps and numbers bytes.
        The result depends on the set of ops alone, not on their order or repetition, and no
        value is dropped: what loses is kept beside the row.
        M1 a cell: the newest stamp wins; a value it had not seen is kept as lost.
        M2 a long text: versions side by side (`texts.py`).
        M3 a deleted row is dead only while its deleter had seen every cell a person wrote.
        M4 an undelete brings it back with all that was merged meanwhile.
        M5 fields this program does not know are kept as they came.
        M8 one stamp with two values (a cloned laptop): the larger bytes win, and it is said.
Shape:  a row born once and never touched since costs one stamp: cells that are not NULL carry
        `born`, the others ''; only cells that differ from that stand in `stamps`.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from ats_desktop.domain.ops import Cell, Delete, Edit, Patch, Undelete
from ats_desktop.domain.stamps import Vector, add, saw, union, within
from ats_desktop.domain.texts import Version, Versions, context, heads, settle, show

Lost = dict[tuple[str, str, Cell], None]


@dataclass(frozen=True, slots=True)
class Shape:
    """What merging must know of a noun: which fields are long texts, kept by the program, known at all."""

    texts: frozenset[str] = frozenset()
    automatic: frozenset[str] = frozenset()
    fields: frozenset[str] | None = None  # None: all


@dataclass(slots=True)
class RowState:
    """All that merging has to remember of one row, dead or alive.

    Shape:  texts: the versions of a text, only where it was ever edited; a text without an
            entry has one version, the cell itself. extra: {field: {stamp: edit as it came}}.
            lost: (field, stamp, value) of values that lost to one whose author had not seen them.
    """

    born: str = ""
    values: dict[str, Cell] = field(default_factory=dict)
    stamps: dict[str, str] = field(default_factory=dict)
    deletes: dict[str, Vector] = field(default_factory=dict)
    undelete: str = ""
    extra: dict[str, dict[str, Edit]] = field(default_factory=dict)
    texts: dict[str, Versions] = field(default_factory=dict)
    lost: Lost = field(default_factory=dict)

    def stamp(self, name: str) -> str:
        """Find the stamp of a cell; '' if it was never written."""
        explicit = self.stamps.get(name)
        if explicit is not None:
            return explicit
        return self.born if self.values.get(name) is not None else ""

    def versions(self, name: str) -> Versions:
        """List the versions of a text, the cell itself if it was never edited."""
        known = self.texts.get(name)
        if known is not None:
            return known
        stamp = self.stamp(name)
        return {stamp: Version(stamp, self.values.get(name))} if stamp else {}


@dataclass(slots=True)
class Outcome:
    """What an op did to a row.

    Shape:  changed: cells shown differently now; lost, found: values put aside, and taken back
            because their successor came; past: versions of texts replaced for good; parted: texts
            a person should look at; twins: cells where one stamp stood for two values.
    """

    changed: dict[str, Cell] = field(default_factory=dict)
    lost: Lost = field(default_factory=dict)
    found: list[tuple[str, str]] = field(default_factory=list)
    past: list[tuple[str, Version]] = field(default_factory=list)
    parted: set[str] = field(default_factory=set)
    twins: set[str] = field(default_factory=set)
    lived: bool = True
    lives: bool = True


# --- the ops --------------------------------------------------------------------------------


def apply(state: RowState, shape: Shape, op: Patch | Delete | Undelete) -> Outcome:
    """Let an op change a row's state, in any order and any number of times."""
    out = Outcome(lived=alive(state, shape))
    if isinstance(op, Patch):
        for name, edit in op.cells.items():
            _write(state, shape, name, Version(op.stamp, edit.value, dict(edit.seen or {}), edit.base), out)
    elif isinstance(op, Delete):
        _delete(state, op.stamp, op.seen)
    else:
        _undelete(state, op.stamp)
    out.lives = alive(state, shape)
    return out


def bear(state: RowState, shape: Shape, stamp: str, cells: Mapping[str, Cell]) -> Outcome:
    """Let a birth change a row's state; a row that is its name may be born on several laptops."""
    out = Outcome(lived=alive(state, shape))
    _born(state, stamp)
    for name, value in cells.items():
        if value is not None:
            _write(state, shape, name, Version(stamp, value), out)
    out.lives = alive(state, shape)
    return out


def join(state: RowState, shape: Shape, other: RowState) -> Outcome:
    """Take over what another reader of the same log knows of a row.

    Why:    of two readers the one who read further has accounted for whatever lost to the
            other's values, so joining makes no new losers; edits not yet published are
            applied again on top.
    """
    out = Outcome(lived=alive(state, shape))
    if other.born:
        _born(state, other.born)
    for name in sorted({*other.values, *other.stamps}):
        if name in shape.texts:
            for version in list(other.versions(name).values()):
                _write_text(state, name, Version(version.stamp, version.value, dict(version.seen), version.base), out)
        elif stamp := other.stamp(name):
            _take_over(state, name, stamp, other.values.get(name), out)
    for name, edits in other.extra.items():
        for stamp, edit in edits.items():
            _keep_extra(state, name, stamp, edit)
    for stamp, seen in other.deletes.items():
        _delete(state, stamp, seen)
    _undelete(state, other.undelete)
    state.lost.update(other.lost)
    out.lives = alive(state, shape)
    return out


# --- cells ----------------------------------------------------------------------------------


def _born(state: RowState, stamp: str) -> None:
    """Keep the first birth; cells that relied on a later one get its stamp by name."""
    if state.born and state.born <= stamp:
        return
    if state.born:
        for name, value in state.values.items():
            if value is not None:
                state.stamps.setdefault(name, state.born)
    state.born = stamp
    for name in [name for name, explicit in state.stamps.items() if explicit == stamp]:
        _mark(state, name, stamp)


def _mark(state: RowState, name: str, stamp: str) -> None:
    """Give a cell its stamp, in the cheapest form."""
    if stamp == (state.born if state.values.get(name) is not None else ""):
        state.stamps.pop(name, None)
    else:
        state.stamps[name] = stamp


def _write(state: RowState, shape: Shape, name: str, new: Version, out: Outcome) -> None:
    if shape.fields is not None and name not in shape.fields:
        _keep_extra(state, name, new.stamp, Edit(new.value, new.base, new.seen or None))
    elif name in shape.texts:
        _write_text(state, name, new, out)
    else:
        _write_plain(state, name, new, out)


def _write_plain(state: RowState, name: str, new: Version, out: Outcome) -> None:
    now, value = state.stamp(name), state.values.get(name)
    if new.base:
        _find(state, name, new.base, out)
    if new.stamp > now or (new.stamp == now and value_bytes(new.value) > value_bytes(value)):
        state.values[name] = new.value
        _mark(state, name, new.stamp)
        if new.value != value:
            out.changed[name] = new.value
            if now != new.base:
                _lose(state, name, now, value, out)
    elif new.value != value:
        _lose(state, name, new.stamp, new.value, out)
    if new.stamp == now and new.value != value:
        out.twins.add(name)


def _take_over(state: RowState, name: str, stamp: str, value: Cell, out: Outcome) -> None:
    now, mine = state.stamp(name), state.values.get(name)
    if stamp == now and value != mine:
        _write_plain(state, name, Version(stamp, value), out)
    elif stamp > now:
        state.values[name] = value
        _mark(state, name, stamp)
        if value != mine:
            out.changed[name] = value


def _lose(state: RowState, name: str, stamp: str, value: Cell, out: Outcome) -> None:
    loser = (name, stamp, value)
    if value is not None and loser not in state.lost:
        state.lost[loser] = out.lost[loser] = None


def _find(state: RowState, name: str, stamp: str, out: Outcome) -> None:
    """A value is no longer lost once somebody replaced it on purpose."""
    for loser in [loser for loser in state.lost if loser[:2] == (name, stamp)]:
        del state.lost[loser]
        out.lost.pop(loser, None)
        out.found.append((name, stamp))


def _write_text(state: RowState, name: str, version: Version, out: Outcome) -> None:
    versions = state.versions(name)
    twin = versions.get(version.stamp)
    if twin is None:
        versions[version.stamp] = version
    else:
        twin.seen = union((twin.seen, version.seen))
        twin.base = max(twin.base, version.base)
        if twin.value != version.value:
            out.twins.add(name)
            twin.value, loser = sorted((twin.value, version.value), key=value_bytes, reverse=True)
            _lose(state, name, version.stamp, loser, out)
    out.past += [(name, dropped) for dropped in settle(versions)]
    value, parted = show(versions)
    if parted:
        out.parted.add(name)
    if value != state.values.get(name):
        out.changed[name] = value
    _hold_text(state, name, versions, value)


def _hold_text(state: RowState, name: str, versions: Versions, value: Cell) -> None:
    state.values[name] = value
    newest = versions[max(versions)]
    _mark(state, name, newest.stamp)
    if len(versions) == 1 and not newest.seen and not newest.base:
        state.texts.pop(name, None)
    else:
        state.texts[name] = versions


def _keep_extra(state: RowState, name: str, stamp: str, edit: Edit) -> None:
    """Keep an edit of a field of a newer version, as it came, until somebody replaced it."""
    edits = state.extra.setdefault(name, {})
    edits[stamp] = max(edit, edits.get(stamp, edit), key=lambda one: value_bytes(one.value))
    for at, known in list(edits.items()):
        for other in [other for other in edits if other < at]:
            if other == known.base or saw(known.seen or {}, other):
                del edits[other]


# --- dead or alive --------------------------------------------------------------------------


def _delete(state: RowState, stamp: str, seen: Vector) -> None:
    if stamp > state.undelete:
        state.deletes[stamp] = union((state.deletes.get(stamp, {}), seen))
        _tidy(state)


def _undelete(state: RowState, stamp: str) -> None:
    if stamp > state.undelete:
        state.undelete = stamp
        state.deletes = {at: seen for at, seen in state.deletes.items() if at > stamp}


def _tidy(state: RowState) -> None:
    """Forget deletes that a later one contains."""
    every = list(state.deletes.items())
    state.deletes = {
        at: seen for at, seen in every if not any(later > at and within(seen, more) for later, more in every)
    }


def alive(state: RowState, shape: Shape) -> bool:
    """Say whether the row is there: no delete stands whose author had seen all that people wrote."""
    if not state.deletes:
        return True
    written = set(_written(state, shape))
    return not any(all(saw(seen, stamp) for stamp in written) for seen in state.deletes.values())


def _written(state: RowState, shape: Shape) -> Iterable[str]:
    """List the stamps of all that people wrote and that stands."""
    if state.born:
        yield state.born
    for name in {*state.values, *state.stamps} - shape.automatic:
        if stamp := state.stamp(name):
            yield stamp
    for name, versions in state.texts.items():
        if name not in shape.automatic:
            yield from (head.stamp for head in heads(versions))
    for edits in state.extra.values():
        yield from edits


def seen_by(state: RowState) -> Vector:
    """Tell what somebody has seen who looks at the row now: what a delete must carry."""
    seen: Vector = {}
    for name in {*state.values, *state.stamps}:
        add(seen, state.stamp(name))
    add(seen, state.born)
    for _, stamp, _ in state.lost:
        add(seen, stamp)
    for edits in state.extra.values():
        for stamp in edits:
            add(seen, stamp)
    return union((seen, *(context(versions) for versions in state.texts.values())))


# --- proof ----------------------------------------------------------------------------------


def value_bytes(value: Cell) -> bytes:
    """Write a cell as bytes that compare the same on every laptop; None is before everything."""
    return b"" if value is None else json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")


def lines(state: RowState, shape: Shape) -> list[list[Any]]:
    """List what two laptops with the same ops must agree on."""
    cells = [
        [name, stamp, sha256(value_bytes(state.values.get(name))).hexdigest()]
        for name in sorted({*state.values, *state.stamps})
        if (stamp := state.stamp(name))
    ]
    texts = [
        [name, standing]
        for name, versions in sorted(state.texts.items())
        if len(standing := [head.stamp for head in heads(versions)]) > 1
    ]
    extra = [[name, max(edits)] for name, edits in sorted(state.extra.items())]
    return [[state.born, alive(state, shape), state.undelete, sorted(state.deletes.items())], cells, texts, extra]


def digest(rows: Iterable[tuple[str, str, RowState, Shape]]) -> str:
    """Fold (noun, id, state, shape) of all rows into one proof; the order given does not matter."""
    told = sha256()
    for line in sorted(json.dumps([noun, row, lines(state, shape)]) for noun, row, state, shape in rows):
        told.update(line.encode())
    return told.hexdigest()
