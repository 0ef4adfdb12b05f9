"""How a noun is declared: once, as a frozen dataclass; everything else is derived from it.

Why:    tables, migrations, sync, undo, CSV, command line, forms and search read this
        declaration, so a noun costs one file and one line of the catalog.
Shape:  a *cell* is None, int, float or str; None iff the value is None, "" or ().
        Decoding never fails: what cannot be read is shown empty and kept as it is.
"""

import dataclasses
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import MISSING, dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache, cached_property
from json.encoder import encode_basestring
from operator import itemgetter
from types import UnionType
from typing import Any, ForwardRef, Generic, Self, TypeVar, Union, dataclass_transform, get_args, get_origin

from ats_desktop.domain import values as v

Cell = None | int | float | str
T_co = TypeVar("T_co", covariant=True)


class Id(str, Generic[T_co]):
    """The id of a row of one noun: text, but typed for the noun it names."""

    __slots__ = ()


class Text(str):
    """Long text: two versions of it are merged line by line, never overwritten."""

    __slots__ = ()


class Words(StrEnum):
    """A closed list of words for today; a newer laptop's unknown word survives as it is."""

    @classmethod
    def _missing_(cls, value: object) -> Self:
        word = str.__new__(cls, str(value))
        word._name_ = str(value)
        word._value_ = str(value)
        return word

    @property
    def label(self) -> str:
        """The word as a person reads it."""
        return self.value.replace("_", " ").capitalize()


@dataclass(frozen=True, slots=True)
class Kind:
    """How values of one type become cells and text, and back."""

    name: str
    sql: str
    empty: Any
    encode: Callable[[Any], Cell]
    decode: Callable[[Any], Any]
    parse: Callable[[str], Any]
    show: Callable[[Any], str] = str
    choices: tuple[str, ...] = ()
    target: str = ""  # the class a link names


def _parse_whole(text: str) -> int | None:
    return int(text.replace(",", "").replace(" ", "")) if text.strip() else None


def _parse_number(text: str) -> float | None:
    return float(text.replace(" ", "").replace(",", ".")) if text.strip() else None


def _parse_flag(text: str) -> bool:
    word = text.strip().casefold()
    if word in {"yes", "true", "1", "y", "on", "x"}:
        return True
    if word in {"", "no", "false", "0", "n", "off"}:
        return False
    raise ValueError(f"“{text}” is neither yes nor no")


def _parse_date(text: str) -> date | None:
    return date.fromisoformat(text.strip()) if text.strip() else None


def _parse_moment(text: str) -> datetime | None:
    if not text.strip():
        return None
    found = datetime.fromisoformat(text.strip())
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)


def moment_cell(moment: datetime | None) -> str | None:
    """Write an aware instant as UTC text whose order is time order.

    >>> moment_cell(datetime(2026, 3, 6, 14, tzinfo=UTC))
    '2026-03-06T14:00:00.000000Z'
    """
    if moment is None:
        return None
    plain = moment if moment.tzinfo is UTC else moment.astimezone(UTC)
    return plain.isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


def _list_cell(items: Iterable[str]) -> str | None:
    """Write a list as JSON does, four times faster than json.dumps.

    >>> _list_cell(("a", "b"))
    '["a", "b"]'
    """
    return f"[{', '.join(map(encode_basestring, items))}]" if items else None


def _show_list(items: tuple[str, ...]) -> str:
    strange = any(";" in item or "\n" in item or item != item.strip() or item[:1] in {"[", ""} for item in items)
    return json.dumps(items, ensure_ascii=False) if strange else "; ".join(items)


def _parse_list(text: str) -> tuple[str, ...]:
    if text.lstrip().startswith("["):
        return tuple(str(item) for item in json.loads(text))
    return tuple(part for part in (piece.strip() for piece in text.replace("\n", ";").split(";")) if part)


def _plain(text: str) -> str:
    return text


def _text_cell(text: str | None) -> str | None:
    """Write a kind of text as nothing but text, which the driver takes twenty times faster."""
    return str(text) if text else None


_FLAG = (False, lambda x: None if x is None else int(x), bool, _parse_flag, lambda x: "yes" if x else "no")
_TEXT = Kind("text", "TEXT", "", lambda x: x or None, str, _plain)
_LINK = Kind("link", "TEXT", "", _text_cell, str, _plain)
_KINDS: dict[Any, Kind] = {
    str: _TEXT,
    Text: Kind("long text", "TEXT", "", _text_cell, Text, Text),
    int: Kind("whole number", "INTEGER", None, lambda x: x, int, _parse_whole),
    float: Kind("number", "REAL", None, lambda x: x, float, _parse_number),
    bool: Kind("yes or no", "INTEGER", *_FLAG),
    date: Kind("date", "TEXT", None, lambda x: x and x.isoformat(), date.fromisoformat, _parse_date),
    datetime: Kind(
        "moment", "TEXT", None, moment_cell, datetime.fromisoformat, _parse_moment, lambda x: moment_cell(x) or ""
    ),
    v.Money: Kind("money", "TEXT", v.Money(), v.money_cell, v.cell_money, v.parse_money),
    v.PayRange: Kind("pay", "TEXT", v.PayRange(), v.pay_cell, v.cell_pay, v.parse_pay),
    v.Appointment: Kind(
        "appointment", "TEXT", v.Appointment(), v.appointment_cell, v.cell_appointment, v.parse_appointment
    ),
    v.PartialDate: Kind("partial date", "TEXT", v.PartialDate(), _text_cell, v.PartialDate, v.parse_partial),
    v.Address: Kind("address", "TEXT", v.Address(), v.address_cell, v.cell_address, v.parse_address, v.show_address),
    tuple: Kind(
        "list", "TEXT", (), _list_cell, lambda x: tuple(str(i) for i in json.loads(x)), _parse_list, _show_list
    ),
}


def kind_of(annotation: Any) -> Kind:
    """Find how values of an annotated type are kept."""
    if get_origin(annotation) in {Union, UnionType}:
        annotation = next(arm for arm in get_args(annotation) if arm is not type(None))
    origin = get_origin(annotation) or annotation
    if origin is Id:
        (target,) = get_args(annotation) or ("",)
        name = target.__forward_arg__ if isinstance(target, ForwardRef) else getattr(target, "__name__", "")
        return dataclasses.replace(_LINK, target=name)
    if isinstance(origin, type) and issubclass(origin, Words):
        choices = tuple(word.value for word in origin)
        return Kind("word", "TEXT", "", _text_cell, origin, lambda t: _parse_word(origin, t), str, choices)
    return _KINDS[origin]


def _parse_word(words: type[Words], text: str) -> Words:
    word = text.strip().casefold().replace(" ", "_").replace("-", "_")
    if word and word not in {known.value for known in words}:
        raise ValueError(f"“{text}” is none of: {', '.join(known.value for known in words)}")
    return words(word)


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
        except (ValueError, TypeError, KeyError, AttributeError):
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
    scope: str  # synced | local | asked
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
        return (("id", _LINK), *((field.name, field.kind) for field in self.fields))

    def derive(self, row: "Entity", **values: Any) -> Any:
        """Copy a row with an id or computed values put in, and what is derived from it."""
        made = object.__new__(self.row)
        held = made.__dict__
        held.update(row.__dict__, **values)
        for name, own in self._owned:
            held[name] = own(made)
        return made

    @cached_property
    def _owned(self) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
        return tuple((field.name, field.own) for field in self.fields if field.own)

    @cached_property
    def _special(self) -> tuple[tuple[int, Field], ...]:
        """The fields whose cells are not already their values."""
        return tuple((at, field) for at, field in enumerate(self.fields, 1) if not field.bare)

    def decode(self, cells: Sequence[Any]) -> Any:
        """Turn cells (id first, text never None) into a row, as fast as Python can."""
        row = object.__new__(self.row)
        held = row.__dict__
        held.update(zip(self.names, cells, strict=False))
        for at, field in self._special:
            held[field.name] = field.decode(cells[at])
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
    if kind is _TEXT:
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
            if field.kind.name == "text" and (text := getattr(self, field.name)):
                return str(text)
        return self.noun.row.__name__


@cache
def stored(noun: Noun) -> tuple[str, ...]:
    """The columns of a noun's table: its own, then who and when."""
    return (*noun.names, "created_at", "created_by", "changed_at", "changed_by")
