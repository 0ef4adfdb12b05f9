"""How answers look in a terminal, and as JSON for other programs.

Why:    what a coach or an imported file wrote is shown, never obeyed: no markup is read in it,
        and signs that steer a terminal are left out.
Shape:  JSON is one object with "version": 1; a row has every field under its own name; an absent
        value is null, text "" ; dates are ISO 8601, instants UTC; pay, appointments and addresses
        are objects of their parts.  New keys may come; none goes without a new version.
"""

import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import asdict, is_dataclass
from datetime import date, datetime, tzinfo
from types import MappingProxyType
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ats_desktop.domain.schema import Entity, Field, Noun, moment_cell

VERSION = 1
AsJson = Annotated[bool, typer.Option("--json", help="Answer in JSON, for other programs")]
_WIDE = 160  # columns, where no terminal says how wide it is
_COLUMNS = 6  # fields of a list, beside the id
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_LINE = re.compile(r"\s+")
_UNITS = ("bytes", "KB", "MB", "GB")
_TAIL = 8  # letters of an id that tell rows apart
_CLOCK: ContextVar[tzinfo | None] = ContextVar("clock", default=None)


Titles = Mapping[str, str]  # what rows are called, by their ids
NAMELESS: Titles = MappingProxyType({})


def console(*, errors: bool = False) -> Console:
    """Give the terminal, as it is now."""
    stream = sys.stderr if errors else sys.stdout
    return Console(file=stream, width=None if stream.isatty() else _WIDE, markup=False, highlight=False, emoji=False)


def say(*sentences: object) -> None:
    """Print sentences, a line each."""
    for sentence in sentences:
        console().print(Text(plain(str(sentence))), soft_wrap=True)


def hint(sentence: str) -> None:
    """Say something beside the answer, which another program may be reading."""
    console(errors=True).print(Text(plain(sentence)), soft_wrap=True)


def plain(text: str) -> str:
    r"""Leave out what steers a terminal instead of being read.

    >>> plain("a\x1b[31mb\u202ec")
    'a[31mbc'
    """
    return text if text.isprintable() else _STEERING.sub("", text)


def as_json(**answer: Any) -> None:
    """Print one JSON object with the version of its shape."""
    sys.stdout.write(json.dumps({"version": VERSION, **answer}, ensure_ascii=False, indent=2) + "\n")


def json_value(field: Field, value: Any) -> Any:
    """Give a value as JSON has it."""
    if isinstance(value, datetime):
        return moment_cell(value)
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return None if field.kind.encode(value) is None else asdict(value)
    return list(value) if isinstance(value, tuple) else str(value) if isinstance(value, str) else value


def json_row(row: Entity) -> dict[str, Any]:
    """Give a row as JSON has it: every field, in the order declared."""
    return {"id": row.id, **{field.name: json_value(field, getattr(row, field.name)) for field in row.noun.fields}}


def tail(row: str) -> str:
    """Give the end of an id, which tells it from others."""
    return row[-_TAIL:]


def shown(field: Field, value: Any, titles: Titles = NAMELESS) -> str:
    """Write a value as a person reads it; a link as the title of its row, where known, and the end of its id."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return local(value)
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    if value and (field.kind.name == "link" or (field.name == "about" and ":" in value)):
        table, sign, row = value.rpartition(":")
        return f"{titles[row]} ({table}{sign}{tail(row)})" if row in titles else f"{table}{sign}{tail(row)}"
    if field.long:
        return _LINE.sub(" ", str(value))
    return str(field.kind.show(value))


def local(moment: datetime | None) -> str:
    """Write an instant as her own clock shows it."""
    return moment.astimezone(_CLOCK.get()).strftime("%Y-%m-%d %H:%M") if moment else ""


def go_by(clock: tzinfo | None) -> None:
    """Show times by this clock from now on; None is this machine's."""
    _CLOCK.set(clock)


def size(many: float) -> str:
    """Write bytes as people say them.

    >>> size(512), size(1_500_000)
    ('512 bytes', '1.5 MB')
    """
    unit = 0
    while many >= 1000 and unit < len(_UNITS) - 1:  # noqa: PLR2004 - a thousand bytes
        many, unit = many / 1000, unit + 1
    return f"{many:.0f} {_UNITS[unit]}" if unit == 0 else f"{many:.1f} {_UNITS[unit]}"


def table(headings: Sequence[str], lines: Iterable[Sequence[str]]) -> None:
    """Print lines under headings."""
    made = Table(box=None, pad_edge=False, header_style="bold")
    for heading in headings:
        typed = heading == "id"  # what is to be typed again is never shortened
        made.add_column(heading, overflow="ellipsis", no_wrap=True, min_width=_TAIL if typed else None)
    for line in lines:
        made.add_row(*(Text(plain(cell).replace("\n", " ")) for cell in line))
    console().print(made)


def rows_table(noun: Noun, rows: Sequence[Entity], titles: Titles = NAMELESS) -> None:
    """Print rows: the end of the id, and the first fields that say something."""
    asked = [field for field in noun.fields if not field.automatic]
    telling = [field for field in asked if any(getattr(row, field.name) != field.default for row in rows)]
    chosen = telling[:_COLUMNS]
    lines = [[tail(row.id), *(shown(field, getattr(row, field.name), titles) for field in chosen)] for row in rows]
    table(["id", *(field.label for field in chosen)], lines)


def one_row(row: Entity, titles: Titles, more: Iterable[tuple[str, str]] = ()) -> None:
    """Print one row, a line a field that is not empty."""
    made = Table(box=None, pad_edge=False, show_header=False)
    made.add_column(style="bold", no_wrap=True)
    made.add_column(overflow="fold")
    lines = [(field.label, shown(field, getattr(row, field.name), titles)) for field in row.noun.fields]
    for label, text in [("id", str(row.id)), *lines, *more]:
        if text:
            made.add_row(label, Text(plain(text)))
    console().print(made)
