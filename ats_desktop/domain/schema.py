"""How a noun is declared: once, as a frozen dataclass; everything else is derived from it.

Why:    tables, migrations, sync, undo, CSV, command line, forms and search read this
        declaration, so a noun costs one file and one line of the catalog.
Shape:  a *cell* is None, int, float or str; None iff the value is None, "" or ().
        Decoding never fails: what cannot be read is shown empty and kept as it is.
"""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, dataclass
from functools import cache, cached_property
from operator import itemgetter
from typing import Any, Self, dataclass_transform

from ats_desktop.domain.kinds import LINK, TEXT, Cell, Id, Kind, Text, Words, kind_of, moment_cell

__all__ = ["Cell", "Declared", "Entity", "Field", "Gathered", "Id", "Kind", "Noun", "Text", "Words"]
__all__ += ["derived", "gathered", "kind_of", "label", "moment_cell", "stored"]


UNREADABLE = (ValueError, TypeError, KeyError, AttributeError)  # what a cell of another kind makes a reader raise


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a noun, with all that is derived from its declaration."""

    name: str
    kind: Kind
    label: str
    help: str
    default: Any  # the value of an absent cell
    stream: str  # "" means the stream of its noun
    own: Callable[[Any], Any] | None  # derived from the row
    gathered: "Gathered | None"  # derived from other rows
    automatic: bool  # kept by the program: never brings a deleted row back
    indexed: bool

    @property
    def derived(self) -> bool:
        """Say whether the value is computed: stored and indexed, never marked, sealed or imported."""
        return self.own is not None or self.gathered is not None

    @property
    def bare(self) -> bool:
        """Say whether its cells are its values already, absent ones read as empty text."""
        return self.kind.name in {"text", "link"} and self.default == ""

    @property
    def long(self) -> bool:
        """Say whether versions of the value are merged line by line."""
        return self.kind.name == "long text"

    def decode(self, cell: Any) -> Any:
        """Read a cell; one that cannot be read is shown as absent."""
        if cell is None:
            return self.default
        try:
            return self.kind.decode(cell)
        except UNREADABLE:
            return self.default


@dataclass(frozen=True, slots=True)
class Gathered:
    """A value folded from the rows of another noun that point here."""

    table: str
    by: str
    fold: Callable[[Sequence[Any]], Any]


def label(
    text: str = "",
    *,
    help: str = "",  # noqa: A002 - the word people know
    default: Any = MISSING,
    stream: str = "",
    automatic: bool = False,
    indexed: bool = False,
) -> Any:
    """Declare a field with the words a person sees, and how it travels."""
    meta = {"label": text, "help": help, "stream": stream, "automatic": automatic, "indexed": indexed}
    return dataclasses.field(default=default, metadata=meta, kw_only=True)


def derived(rule: Callable[[Any], Any], *, default: Any) -> Any:
    """Declare a field computed from its own row."""
    return dataclasses.field(default=default, metadata={"own": rule, "indexed": True}, kw_only=True)


def gathered(table: str, *, by: str, fold: Callable[[Sequence[Any]], Any], default: Any) -> Any:
    """Declare a field folded from the rows of `table` whose field `by` names this row."""
    return dataclasses.field(
        default=default, metadata={"gathered": Gathered(table, by, fold), "indexed": True}, kw_only=True
    )


@dataclass(frozen=True, eq=False)
class Noun:
    """What the rest of the program reads of a declared noun; there is one of each, so it is hashed as itself."""

    row: type["Entity"]
    table: str
    stream: str
    scope: str  # synced | local | asked of the place | counted from other rows, and written by nobody
    key: tuple[str, ...]  # fields whose text *is* the id
    sectioned: tuple[str, ...]  # the streams a row may choose at birth
    author_scoped: bool
    formerly: tuple[str, ...]

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """Every field but the id, in the order declared."""
        return tuple(_field(f) for f in dataclasses.fields(self.row) if f.name != "id")

    @cached_property
    def by_name(self) -> Mapping[str, Field]:
        """The same by name."""
        return {field.name: field for field in self.fields}

    @cached_property
    def plain(self) -> tuple[Field, ...]:
        """The fields people write: not computed."""
        return tuple(field for field in self.fields if not field.derived)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of all columns the noun declares, the id first."""
        return ("id", *(field.name for field in self.fields))

    @property
    def title(self) -> str:
        """The noun as a person reads it, for many."""
        return self.table.replace("_", " ").capitalize()

    def streams(self) -> frozenset[str]:
        """Every stream a cell of this noun may travel in."""
        return frozenset({self.stream, *self.sectioned, *(f.stream for f in self.plain if f.stream)})

    def stream_of(self, field: Field, section: Cell) -> str:
        """Say where a cell travels; privacy is routing, never a flag."""
        home = str(section) if self.sectioned and section else self.stream
        return field.stream or home

    def encode(self, row: "Entity") -> list[Cell]:
        """Turn a row into its cells, the id first; what is derived is as the row holds it, so `derive` it before."""
        return [column[0] for column in self.encode_all([row]).values()]

    def encode_all(self, rows: Sequence["Entity"]) -> dict[str, Sequence[Cell]]:
        """Turn rows, one at least, into columns of cells by name, the id first.

        Why:    an import spends its time here, and most fields of most rows are as they were declared:
                looked at column by column, such a field is written once for all rows.
        """
        columns = zip(*map(itemgetter(*self.names), map(vars, rows)), strict=True)
        return {name: _cells(kind, column) for (name, kind), column in zip(self._kinds, columns, strict=True)}

    @cached_property
    def _kinds(self) -> tuple[tuple[str, Kind], ...]:
        return (("id", LINK), *((field.name, field.kind) for field in self.fields))

    def changes(self, row: "Entity", was: "Entity") -> list[tuple[Field, Cell]]:
        """Name the fields people write in which two rows differ, with the cells of the first."""
        new, old, found = vars(row), vars(was), []
        for field in self.plain:
            if new[field.name] is not old[field.name]:
                cell = field.kind.encode(new[field.name])
                if cell != field.kind.encode(old[field.name]):
                    found.append((field, cell))
        return found

    def derive(self, row: "Entity", **values: Any) -> Any:
        """Copy a row with an id or computed values put in, and what is derived from it."""
        made = object.__new__(self.row)
        held = made.__dict__
        held.update(row.__dict__, **values)
        for name, own, _ in self.owned:
            held[name] = own(made)
        return made

    @cached_property
    def owned(self) -> tuple[tuple[str, Callable[[Any], Any], Callable[[Any], Cell]], ...]:
        """The fields derived from the row itself: name, rule, and how the value is written."""
        return tuple((field.name, field.own, field.kind.encode) for field in self.fields if field.own)

    @cached_property
    def _special(self) -> tuple[tuple[int, str, Any, Callable[[Any], Any]], ...]:
        """The fields whose cells are not already their values: place, name, value of an absent cell, how to read it."""
        named = enumerate(self.fields, 1)
        return tuple((at, field.name, field.default, field.kind.decode) for at, field in named if not field.bare)

    def decode(self, cells: Sequence[Any]) -> Any:
        """Turn cells (id first, text never None) into a row, as fast as Python can."""
        row = object.__new__(self.row)
        held = row.__dict__
        held.update(zip(self.names, cells, strict=False))
        try:
            for at, name, absent, read in self._special:
                cell = cells[at]
                held[name] = absent if cell is None else read(cell)
        except UNREADABLE:
            held.update((name, self.by_name[name].decode(cells[at])) for at, name, *_ in self._special)
        return row

    def read(self, cells: Mapping[str, Any]) -> Any:
        """Turn named cells, as many as there are, into a row; unknown names are passed over."""
        return self.decode_raw([cells.get("id"), *(cells.get(field.name) for field in self.fields)])

    def decode_raw(self, cells: Sequence[Any]) -> Any:
        """Turn cells as the file holds them, where text may be None, into a row."""
        bare = zip(cells, self._bare, strict=False)
        return self.decode(["" if cell is None and text else cell for cell, text in bare])

    @cached_property
    def _bare(self) -> tuple[bool, ...]:
        return (True, *(field.bare for field in self.fields))


def _cells(kind: Kind, values: Sequence[Any]) -> Sequence[Cell]:
    """Write one column."""
    first, encode = values[0], kind.encode
    if values.count(first) == len(values):
        return (None if first is None else encode(first),) * len(values)
    if kind is TEXT:
        return [value or None for value in values]
    return [None if value is None else encode(value) for value in values]


def _field(declared: "dataclasses.Field[Any]") -> Field:
    meta = declared.metadata
    kind = kind_of(declared.type)
    return Field(
        name=declared.name,
        kind=kind,
        label=meta.get("label") or declared.name.replace("_", " ").capitalize(),
        help=meta.get("help", ""),
        default=kind.empty if declared.default is MISSING else declared.default,
        stream=meta.get("stream", ""),
        own=meta.get("own"),
        gathered=meta.get("gathered"),
        automatic=meta.get("automatic", False),
        indexed=meta.get("indexed", False) or kind.name == "link",
    )


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(label, derived, gathered))
class Declared:
    """Turns a subclass into a frozen dataclass and keeps its declaration."""

    noun: Noun

    def __init_subclass__(
        cls,
        *,
        table: str = "",
        stream: str = "",
        scope: str = "synced",
        key: tuple[str, ...] = (),
        sectioned: tuple[str, ...] = (),
        author_scoped: bool = False,
        formerly: tuple[str, ...] = (),
    ) -> None:
        """Declare a noun: its table (also its word on the command line and the wire) and its stream."""
        dataclass(frozen=True, kw_only=True)(cls)
        cls.noun = Noun(cls, table, stream, scope, key, sectioned, author_scoped, formerly)  # type: ignore[arg-type]


class Entity(Declared):
    """A row of a noun: never changed, only replaced."""

    id: Id[Self] = Id("")

    def __str__(self) -> str:
        """Say what a person would call this row: its first text that is not empty."""
        for field in self.noun.fields:
            if field.kind.name == "text" and not field.automatic and (text := getattr(self, field.name)):
                return str(text)
        return self.noun.row.__name__


@cache
def stored(noun: Noun) -> tuple[str, ...]:
    """The columns of a noun's table: its own, then who and when."""
    return (*noun.names, "created_at", "created_by", "changed_at", "changed_by")
