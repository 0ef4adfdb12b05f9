"""The kinds of values a field may hold: how each becomes a cell, and text, and both again.

Shape:  a *cell* is None, int, float or str; None iff the value is None, "" or ().
"""

import dataclasses
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from json.encoder import encode_basestring
from types import UnionType
from typing import Any, ForwardRef, Generic, Self, TypeVar, Union, get_args, get_origin

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
        return spelt(self.value)


_SPELT = {"resume": "Résumé", "linkedin": "LinkedIn"}  # words a person writes otherwise than they are kept


def spelt(word: str) -> str:
    """Write a word that is kept in small letters as a person reads it.

    >>> spelt("cover_letter"), spelt("resume")
    ('Cover letter', 'Résumé')
    """
    return _SPELT.get(word) or word.replace("_", " ").capitalize()


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


def _show_number(number: float | None) -> str:
    """Show a number as people write it.

    >>> _show_number(9.0), _show_number(2.5)
    ('9', '2.5')
    """
    return str(number) if number is None or number % 1 else str(int(number))


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
TEXT = Kind("text", "TEXT", "", lambda x: x or None, str, _plain)
LINK = Kind("link", "TEXT", "", _text_cell, str, _plain)
_KINDS: dict[Any, Kind] = {
    str: TEXT,
    Text: Kind("long text", "TEXT", "", _text_cell, Text, Text),
    int: Kind("whole number", "INTEGER", None, lambda x: x, int, _parse_whole),
    float: Kind("number", "REAL", None, lambda x: x, float, _parse_number, _show_number),
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
        return dataclasses.replace(LINK, target=name)
    if isinstance(origin, type) and issubclass(origin, Words):
        choices = tuple(word.value for word in origin)
        known = {word.value: word for word in origin}
        return Kind(
            "word",
            "TEXT",
            "",
            _text_cell,
            lambda x: known.get(x) or origin(x),
            lambda t: _parse_word(origin, t),
            str,
            choices,
        )
    return _KINDS[origin]


def _parse_word(words: type[Words], text: str) -> Words:
    word = text.strip().casefold().replace(" ", "_").replace("-", "_")
    if word and word not in {known.value for known in words}:
        raise ValueError(f"“{text}” is none of: {', '.join(known.value for known in words)}")
    return words(word)
