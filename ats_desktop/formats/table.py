"""Our own CSV: one file a noun, every field a column, so that all of it can be read elsewhere and read back.

Why:    a cell that a spreadsheet would run as a formula gets an apostrophe in front, which our
        own import takes off again; what a field's words cannot say exactly is written as
        `cell:` and the cell itself.  So a row that went out comes back the same.
Shape:  columns are `id` and the names of the fields; computed fields are written for the eye
        and passed over when read.
Source: promises.md P24, P48 (OWASP, CSV injection).
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator

from ats_desktop.domain.catalog import BY_TABLE
from ats_desktop.domain.schema import Cell, Entity, Field, Noun
from ats_desktop.formats.delimited import open_sheet
from ats_desktop.formats.problem import Found, ImportProblem, Note, Reading

_EXACT = "cell:"
_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_NUMBERS = frozenset({"whole number", "number"})


def write(noun: Noun, rows: Iterable[Entity]) -> Iterator[str]:
    """Write rows as lines of CSV, the heading first; the file is to be UTF-8 with a BOM, for Excel's sake."""
    line = io.StringIO()
    writer = csv.writer(line)
    for cells in _table(noun, rows):
        writer.writerow(cells)
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def _table(noun: Noun, rows: Iterable[Entity]) -> Iterator[list[str]]:
    yield ["id", *(field.name for field in noun.fields)]
    for row in rows:
        yield [row.id, *(written(field, getattr(row, field.name)) for field in noun.fields)]


def written(field: Field, value: object) -> str:
    """Write one value so that it can be read back, and so that no spreadsheet runs it.

    >>> from ats_desktop.domain.jobs import JobOpportunity
    >>> title = JobOpportunity.noun.by_name["title"]
    >>> written(title, "=1+1"), read(title, "'=1+1"), written(title, "O'Neill")
    ("'=1+1", '=1+1', "O'Neill")
    """
    cell = field.kind.encode(value)
    if cell is None:
        return ""
    text = field.kind.show(value)
    if not _comes_back(field, text, value) or text.startswith(_EXACT) or "\0" in text:
        return _EXACT + json.dumps(cell, ensure_ascii="\0" in text)
    return text if field.kind.name in _NUMBERS else guard(text)


def _comes_back(field: Field, text: str, value: object) -> bool:
    try:
        return text == text.strip() and bool(field.kind.parse(text) == value)
    except (ValueError, TypeError):
        return False


def read(field: Field, text: str) -> Cell:
    """Read what `written` wrote.

    Raises: ValueError, when it is no value of the field.
    """
    text = unguard(text)
    if text.startswith(_EXACT):
        cell = json.loads(text.removeprefix(_EXACT))
        if cell is not None and not isinstance(cell, int | float | str):
            raise ValueError(f"“{text[:40]}” is no cell")
        return cell
    return field.kind.encode(field.kind.parse(text)) if text else None


def guard(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would run."""
    return f"'{text}" if _would_run(text) else text


def unguard(text: str) -> str:
    """Take off the apostrophe that `guard` put there, and no other."""
    return text[1:] if text.startswith("'") and _would_run(text[1:]) else text


def _would_run(text: str) -> bool:
    """Say whether text begins as a formula does, also behind quotation marks and spaces."""
    return text.startswith(_RUNS) or text.lstrip(" '\"").startswith(_RUNS)


# --- reading it back -----------------------------------------------------------------------------


def recognise(name: str, head: bytes) -> int:
    """Say how likely this is a table of our own: `id` first, then only fields of one noun."""
    line = head.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0].decode("utf-8", "replace").strip()
    return 100 if _noun_of(name, line.split(",")) else 0


def _noun_of(name: str, headings: list[str]) -> Noun | None:
    """Find the noun whose table this is: by the file's name, else by its columns."""
    if not headings or headings[0] != "id":
        return None
    plain = {heading.strip() for heading in headings[1:]}
    stem = name.replace("\\", "/").rsplit("/", 1)[-1].removesuffix(".csv")
    named = BY_TABLE.get(stem)
    if named and len(plain & set(named.by_name)) > len(plain) / 2:
        return named
    fitting = [noun for noun in BY_TABLE.values() if plain and plain <= set(noun.by_name)]
    return min(fitting, key=lambda noun: len(noun.by_name), default=None)


def parse(data: bytes, how: Reading) -> Iterator[Found | Note]:
    """Read a table that was exported here, or written by hand in its likeness."""
    sheet = open_sheet(data, lambda row: 2 if row and row[0] == "id" else 0, exact=True)
    noun = _noun_of(how.name, sheet.heading)
    if noun is None:
        raise ImportProblem(
            "", "its columns are those of no list here", "The first row must be `id` and names of fields."
        )
    fields = {at: noun.by_name[name] for at, name in enumerate(sheet.heading) if name in noun.by_name}
    unknown = [name for name in sheet.heading[1:] if name not in noun.by_name]
    yield from sheet.notes
    if unknown:
        yield Note("", f"Columns nobody knows here are passed over: {', '.join(unknown)[:200]}.")
    for number, cells in sheet.rows():
        yield _row(noun, fields, cells, f"Row {number}")


def _row(noun: Noun, fields: dict[int, Field], cells: list[str], place: str) -> Found:
    values: dict[str, Cell] = {}
    for at, field in fields.items():
        if field.derived or at >= len(cells):
            continue
        try:
            cell = read(field, cells[at])
        except (ValueError, TypeError, RecursionError):
            return Found(noun.table, (), {}, {}, place, f"{field.label}: “{cells[at][:60]}” is no {field.kind.name}.")
        if cell is not None:
            values[field.name] = cell
    known = unguard(cells[0]) if cells else ""
    if not known and not values:
        return Found(noun.table, (), {}, {}, place, "There is nothing in it.")
    return Found(noun.table, () if known or noun.key else _own_key(values), values, {}, place, "", known)


def _own_key(values: dict[str, Cell]) -> tuple[str, ...]:
    """Make the key of a row that was written by hand without an id: all that it says."""
    return ("written by hand", *(f"{name}={cell}" for name, cell in sorted(values.items())))
