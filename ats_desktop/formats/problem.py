"""What an importer reports: the rows it found, what it noticed, and why a file cannot be read.

Why:    a parser is `bytes -> rows` and knows neither ids nor what is already there.  What it
        finds refers to other found rows by their keys; `services/transfer.py` turns keys into ids.
Shape:  the values of a found row are *cells*, as the store keeps them, so that they can come
        out of a fenced process as plain JSON, with nothing to unpickle.
"""

import csv
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from ats_desktop.domain.catalog import BY_TABLE
from ats_desktop.domain.schema import Cell
from ats_desktop.errors import Refused

Key = tuple[str, ...]

KIND = "kind"  # the place of the note that names the format a file was read as

MOST_BYTES = 100_000_000
MOST_ROWS = 250_000
MOST_LETTERS = 1_000_000  # in one cell
MOST_IN_ARCHIVE = 300_000_000  # what all read files of an archive may come to, unpacked


class ImportProblem(Refused):
    """A file that cannot be read: where it went wrong, and why."""

    def __init__(self, where: str, why: str, advice: str = "Nothing was changed.") -> None:
        super().__init__(f"{where}: {why}." if where else f"{why[:1].upper()}{why[1:]}.", advice)
        self.where = where
        self.why = why


class Found(NamedTuple):
    """One row a file speaks of.

    Shape: `key` is what makes it the same row when it is found again, `links` name other rows
           as (table, *key); `id` is set only where the file itself gives ids, as our own does.
    """

    table: str
    key: Key
    fields: dict[str, Cell]
    links: dict[str, Key] = {}
    place: str = ""
    problem: str = ""
    id: str = ""


class Note(NamedTuple):
    """Something a person should know before she says yes."""

    place: str
    text: str


Parser = Callable[[bytes, "Reading"], Iterator[Found | Note]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a file is to be read, where the file itself does not say.

    Shape: `mapping` gives columns by hand, {heading: role}; an empty role leaves the column out.
    """

    now: str  # UTC, as a moment's cell
    name: str = ""
    zone: str = "UTC"
    day_first: bool = False  # 03/04 is the third of April
    currency: str = ""  # of figures without one; empty: such figures are kept as they are written
    mapping: Mapping[str, str] = field(default_factory=dict)
    own: str = ""  # her own mail address, so that she is not taken for one she wrote to


# What foreign errors mean to a person; the first line that fits is said.
_MEANING: tuple[tuple[type[BaseException], str], ...] = (
    (RecursionError, "it is nested too deeply to be an honest file"),
    (MemoryError, "it needs more memory than an import may take"),
    (UnicodeError, "its letters are in no encoding that could be read"),
    (zipfile.BadZipFile, "the archive is damaged or was not downloaded completely"),
    (zlib.error, "the archive is damaged or was not downloaded completely"),
    (NotImplementedError, "the archive is packed or locked in a way that is not understood"),
    (EOFError, "it ends in the middle"),
    (csv.Error, "its rows and quotation marks do not fit together"),
    (OverflowError, "it holds a number that is too large"),
)


def guarded(parse: Parser, data: bytes, how: Reading) -> Iterator[Found | Note]:
    """Run a parser so that nothing but rows, notes and ImportProblem ever comes out of it."""
    where = how.name or "This file"
    if len(data) > MOST_BYTES:
        raise ImportProblem(where, "it is larger than 100 MB", "Split it, or leave out what is not a list of rows.")
    with guarding(where):
        yield from parse(data, how)


@contextmanager
def guarding(where: str) -> Iterator[None]:
    """Turn whatever goes wrong while something is read into an ImportProblem that says where.

    Why:    real files make libraries raise whatever they like (KeyError, AttributeError, even
            IsADirectoryError); this is the one border where every exception is caught.
    """
    try:
        yield
    except ImportProblem as problem:
        if problem.where:
            raise
        raise ImportProblem(where, problem.why, problem.advice) from problem
    except Exception as foreign:  # the parser border
        why = next((text for kind, text in _MEANING if isinstance(foreign, kind)), "")
        if not why:
            why = f"it is not written as its kind should be ({type(foreign).__name__})"
        raise ImportProblem(
            where, why, "Nothing was changed. Save or download it again, and try once more."
        ) from foreign


def found(table: str, key: Iterable[str], place: str, links: Mapping[str, Key] | None = None, **values: Any) -> Found:
    """Make a found row: values become cells, plain text is one already, empty ones are left out."""
    encode = _encoders(table)
    cells: dict[str, Cell] = {}
    for name, value in values.items():
        if value is not None and value != "":
            cell = value if type(value) is str else encode[name](value)
            if cell is not None:
                cells[name] = cell
    return Found(table, tuple(key), cells, dict(links or {}), place)


@cache
def _encoders(table: str) -> dict[str, Callable[[Any], Cell]]:
    return {field.name: field.kind.encode for field in BY_TABLE[table].plain}
