"""Every format a file may come in, one line each; the one that knows the file best reads it."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from ats_desktop.formats import calendar, jsonresume, letter, linkedin, resume, spreadsheet, table, vcard, workbook
from ats_desktop.formats.columns import describe
from ats_desktop.formats.problem import KIND, Found, ImportProblem, Note, Parser, Reading, guarded
from ats_desktop.formats.settled import pack, settle

HEAD = 65_536
LISTS = frozenset({"csv", "workbook"})  # kinds whose columns may be given by hand
_SURE = 20
_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file."""

    name: str
    label: str
    recognise: Callable[[str, bytes], int]  # how likely a file of this name and head is of this kind, 0 to 100
    parse: Parser


FORMATS: tuple[Format, ...] = (
    Format("table", "A table exported from here (CSV)", table.recognise, table.parse),
    Format("linkedin", "LinkedIn's data archive (zip), or one list out of it", linkedin.recognise, linkedin.parse),
    Format("jsonresume", "JSON Resume", jsonresume.recognise, jsonresume.parse),
    Format("csv", "A job list (CSV, TSV): Huntr, Teal, Notion, or your own", spreadsheet.recognise, spreadsheet.parse),
    Format("workbook", "A job list in Excel (XLSX)", workbook.recognise, workbook.parse),
    Format("vcard", "Contacts (vCard)", vcard.recognise, vcard.parse),
    Format("calendar", "An invitation to a meeting (ICS)", calendar.recognise, calendar.parse),
    Format("mail", "A saved mail (EML)", letter.recognise, letter.parse),
    Format("resume", "A résumé (PDF, Word)", resume.recognise, resume.parse),
)

_SAVE = "Save the sheet as CSV, and import that."
# kinds that are known by how they begin, and not read: what they are, and what to do instead
_OTHERS: tuple[tuple[tuple[bytes, ...], str, str], ...] = (
    ((b"\xd0\xcf\x11\xe0",), "an old Excel or Word file", _SAVE),
    ((b"SQLite format 3",), "a database", "A workspace is opened, not imported."),
    ((b"<!doctype", b"<!DOCTYPE", b"<html", b"<?xml"), "a web page or XML", _SAVE),
    ((b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!"), "a packed file", "Unpack it, and import what is inside."),
)
# archives that are something else: a name that is listed in them
_INSIDE = (
    (b"[Content_Types].xml", "a PowerPoint or another Office file"),
    (b"application/vnd.oasis", "a LibreOffice file"),
)


def by_name(name: str) -> Format:
    """Find a format by its name.

    Raises: ImportProblem, naming those there are.
    """
    found = next((kind for kind in FORMATS if kind.name == name.casefold()), None)
    if found is None:
        raise ImportProblem(f"“{name}”", "there is no such format", f"There are: {', '.join(k.name for k in FORMATS)}.")
    return found


def recognised(name: str, data: bytes) -> Format:
    """Find the format that knows a file best.

    Raises: ImportProblem, when none does; it says what the file seems to be.
    """
    head = data[:HEAD]
    if not head.strip():
        raise ImportProblem(name or "This file", "there is nothing in it")
    best = max(FORMATS, key=lambda kind: kind.recognise(name, _telling(data)))
    sure = best.recognise(name, _telling(data))
    other = _other(head)
    if other and sure < 2 * _SURE:
        raise ImportProblem(name or "This file", f"this is {other[0]}", other[1])
    if sure < _SURE:
        known = (
            "LinkedIn's zip, Excel or CSV with a row of headings, JSON Resume, ICS, EML, vCard, a résumé (PDF, Word)"
        )
        raise ImportProblem(name or "This file", "its kind is not known", f"What can be read: {known}.")
    return best


def _other(head: bytes) -> tuple[str, str] | None:
    """Say what a file is that is not read here, and what to do with it."""
    if head.startswith(b"PK"):
        return next(((what, _SAVE) for inside, what in _INSIDE if inside in head), None)
    begins = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return next(((what, advice) for marks, what, advice in _OTHERS if begins.startswith(marks)), None)


def _telling(data: bytes) -> bytes:
    """Give the part of a file that tells its kind: the beginning, of an archive also the list at its end."""
    return data[:HEAD] + data[-HEAD:] if data.startswith(b"PK") and len(data) > HEAD else data[:HEAD]


def read(data: bytes, how: Reading, format_name: str = "") -> Iterator[Found | Note]:
    """Read a file by the format asked for, or by the one that knows it best; that one is the first note.

    Raises: ImportProblem, and nothing else.
    """

    def parse(data: bytes, how: Reading) -> Iterator[Found | Note]:
        columns = "workbook" if workbook.packed(data) else "csv"  # only lists have columns to be given by hand
        asked = format_name or (columns if how.mapping else "")
        kind = by_name(asked) if asked else recognised(how.name, data)
        yield Note(KIND, kind.name)
        yield from kind.parse(data, how)

    return guarded(parse, data, how)


def read_plain(data: bytes, asked: Mapping[str, Any]) -> Iterator[list[Any]]:
    """Read a file and give settled rows as plain lists, some at a time: what a fenced process sends home.

    Shape:  `asked` holds what `Reading` does, and `format`, `workspace` and `member`.
    """
    told = dict(asked)
    whose = str(told.pop("workspace")), str(told.pop("member"))
    lines = settle(read(data, format_name=str(told.pop("format", "")), how=Reading(**told)), *whose)
    while some := list(islice(lines, _AT_ONCE)):
        yield pack(some)


def look_plain(data: bytes, asked: Mapping[str, Any]) -> Iterator[Any]:
    """Say what a file is, and of a list its columns: what a fenced process sends home before anything is read.

    Shape:  the kind of file, then a list [heading, role, examples] a column.
    """
    told = {key: value for key, value in asked.items() if key not in {"workspace", "member", "format"}}

    def look(data: bytes, how: Reading) -> Iterator[Note]:
        kind = recognised(how.name, data)
        yield Note(KIND, kind.name)
        yield from (Note("", json.dumps(column)) for column in (describe(data, how) if kind.name in LISTS else ()))

    for line in guarded(look, data, Reading(**told)):
        if isinstance(line, Note):
            yield line.text if line.place == KIND else json.loads(line.text)


def read_folder_plain(data: bytes, asked: Mapping[str, Any]) -> Iterator[list[Any]]:
    """Read the tables of an exported folder, one behind the other; `parts` gives the name and length of each."""
    start = 0
    for name, length in asked["parts"]:
        told = {key: value for key, value in asked.items() if key != "parts"}
        yield from read_plain(data[start : start + length], {**told, "name": name, "format": "table"})
        start += length
