"""The four things that can be said about rows, and how they are written on the wire, for ever.

Why:    what comes from elsewhere is judged here, once: after `read_op` every name is a name,
        every cell a cell, every stamp a stamp within the batch's bound. Nothing else is raised
        than `Malformed`, so that one bad op is set aside and the others go on.
Shape:  see each class. Readings on the wire are 16 hex digits; the device's tag comes from
        the batch. Unknown keys are passed over here and live on in the sealed bytes.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ats_desktop.domain.stamps import Vector
from ats_desktop.errors import Damaged

Cell = None | int | float | str

_CELLS = frozenset({type(None), int, float, str})
_LIGHT = frozenset({type(None), str})
_WHOLE = 2**63
_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")
_ID = re.compile(r"[0-9a-z][0-9a-z.-]{0,79}")
_READING = re.compile(r"[0-9a-f]{16}")
_STAMP = re.compile(r"(?:[0-9a-f]{24})?")
_TAG = re.compile(r"[0-9a-f]{8}")
_MOST_DEVICES = 10_000


class Malformed(Damaged):
    """An op that cannot be read; it is set aside, and the rest goes on."""

    def __init__(self, why: str) -> None:
        super().__init__(f"A change from elsewhere could not be read: {why}.", "It is kept aside.")
        self.why = why


class Edit(NamedTuple):
    """A new value of one cell, and what its author had in view.

    Shape:  base: the stamp of the value it replaced, '' if there was none;
            seen: for long texts, the vector of all versions the author had in view.
    """

    value: Cell
    base: str = ""
    seen: Vector | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """Rows born in one change: one stamp for all of them, no bases.

    Shape:  rows: [(id, cell...), ...] with one cell for each column; None was never written.
    """

    noun: str
    stamp: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Patch:
    """New values of some cells of one row."""

    noun: str
    row: str
    stamp: str
    cells: Mapping[str, Edit] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Delete:
    """A row deleted by somebody who had seen so much of it."""

    noun: str
    row: str
    stamp: str
    seen: Vector = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Undelete:
    """A row taken out of the bin again."""

    noun: str
    row: str
    stamp: str


Op = Run | Patch | Delete | Undelete


def write_op(op: Op) -> dict[str, Any]:
    """Give an op its shape on the wire."""
    head = {"e": op.noun, "t": op.stamp[:16]}
    if isinstance(op, Run):
        return {"k": "new", **head, "c": op.columns, "rows": op.rows}
    head["r"] = op.row
    if isinstance(op, Patch):
        return {"k": "set", **head, "f": {name: _write_edit(edit) for name, edit in op.cells.items()}}
    return {"k": "del", **head, "seen": op.seen} if isinstance(op, Delete) else {"k": "undel", **head}


def _write_edit(edit: Edit) -> dict[str, Any]:
    shape: dict[str, Any] = {"v": edit.value, "b": edit.base}
    return shape if edit.seen is None else shape | {"vv": edit.seen}


def read_op(raw: object, tag: str, max_ms: int) -> Op:
    """Judge one op of a batch by the device with this tag, sealed at most at max_ms.

    Raises: Malformed, and nothing else whatever the input is.
    """
    if not isinstance(raw, dict):
        raise Malformed("it is not an op")
    read = _READERS.get(_text(raw, "k"))
    if read is None:
        raise Malformed("its kind is unknown")
    noun = _matching(_NAME, _text(raw, "e"), "the name of a noun")
    hlc = _matching(_READING, _text(raw, "t"), "its time")
    if int(hlc[:12], 16) > max_ms:
        raise Malformed("it is later than its batch")
    return read(raw, noun, hlc + tag)


def _text(raw: Mapping[Any, Any], key: str) -> str:
    found = raw.get(key)
    if not isinstance(found, str):
        raise Malformed(f"“{key}” is missing")
    return found


def _matching(shape: re.Pattern[str], text: object, what: str) -> str:
    if not isinstance(text, str) or not shape.fullmatch(text):
        raise Malformed(f"{what} is not one")
    return text


def _read_run(raw: Mapping[Any, Any], noun: str, stamp: str) -> Run:
    columns, rows = raw.get("c"), raw.get("rows")
    if not isinstance(columns, list) or not isinstance(rows, list):
        raise Malformed("its rows are missing")
    names = tuple(_matching(_NAME, name, "the name of a field") for name in columns)
    if len(set(names)) != len(names) or "id" in names:
        raise Malformed("a column stands twice")
    if set(map(type, rows)) - {list} or set(map(len, rows)) - {len(names) + 1}:
        raise Malformed("a row has another width than its columns")
    ids, *columns_of_cells = zip(*rows, strict=True) if rows else [()]
    for one in ids:
        _matching(_ID, one, "the id of a row")
    for cells in columns_of_cells:
        kinds = set(map(type, cells))
        if not kinds <= _CELLS or not (kinds <= _LIGHT or all(map(_fits, cells))):
            raise Malformed("a cell holds what cells cannot hold")
    return Run(noun, stamp, names, rows)


def _fits(cell: object) -> bool:
    return not isinstance(cell, int | float) or -_WHOLE <= cell < _WHOLE


def _cell(value: object) -> Cell:
    if type(value) not in _CELLS or not _fits(value):
        raise Malformed("a cell holds what cells cannot hold")
    return value or (None if value == "" else value)  # type: ignore[return-value]


def _read_patch(raw: Mapping[Any, Any], noun: str, stamp: str) -> Patch:
    cells = raw.get("f")
    if not isinstance(cells, dict) or not cells:
        raise Malformed("its cells are missing")
    row = _matching(_ID, raw.get("r"), "the id of a row")
    edits = {_matching(_NAME, name, "the name of a field"): _read_edit(edit, stamp) for name, edit in cells.items()}
    if "id" in edits:
        raise Malformed("it changes an id")
    return Patch(noun, row, stamp, edits)


def _read_edit(raw: object, stamp: str) -> Edit:
    if not isinstance(raw, dict) or "v" not in raw:
        raise Malformed("a cell has no value")
    base = _matching(_STAMP, raw.get("b", ""), "what it replaced")
    seen = raw.get("vv")
    return Edit(_cell(raw["v"]), base, None if seen is None else _vector(seen, stamp))


def _vector(raw: object, stamp: str) -> Vector:
    """Read who had seen what; nobody has seen the future."""
    if not isinstance(raw, dict) or len(raw) > _MOST_DEVICES:
        raise Malformed("what its author had seen is not a vector")
    return {
        _matching(_TAG, tag, "a device"): min(_matching(_READING, hlc, "a time seen"), stamp[:16])
        for tag, hlc in raw.items()
    }


def _read_delete(raw: Mapping[Any, Any], noun: str, stamp: str) -> Delete:
    return Delete(noun, _matching(_ID, raw.get("r"), "the id of a row"), stamp, _vector(raw.get("seen"), stamp))


def _read_undelete(raw: Mapping[Any, Any], noun: str, stamp: str) -> Undelete:
    return Undelete(noun, _matching(_ID, raw.get("r"), "the id of a row"), stamp)


_READERS: Mapping[str, Callable[[Mapping[Any, Any], str, str], Op]] = {
    "new": _read_run,
    "set": _read_patch,
    "del": _read_delete,
    "undel": _read_undelete,
}
