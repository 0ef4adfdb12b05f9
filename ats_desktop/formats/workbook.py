"""Excel workbooks: the sheet that looks most like a job list, read as the same table a CSV file is.

Why:    what a column means, how dates are meant and what becomes of a line is known once, for CSV; a workbook
        is only another way to write a table.  Dates come out as ISO days, so nobody has to guess their order.
        Only values are read: no formula is worked out, no macro, picture or link to another file looked at.
Units:  MOST_CELLS and MOST_UNPACKED bound what a small file may unfold into.
Source: promises.md P41, P43, P44; ECMA-376 (SpreadsheetML).
"""

import csv
import io
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import islice
from typing import Any

from ats_desktop.formats import headings, spreadsheet
from ats_desktop.formats.problem import MOST_ROWS, Found, ImportProblem, Note, Reading
from ats_desktop.formats.zipped import open_archive

MOST_CELLS = 5_000_000
MOST_UNPACKED = 250_000_000
MOST_COLUMNS = 500
MOST_SHEETS = 50
_LOOK = 20  # rows in which the headings stand
_GAP = 2_000  # rows without a word; beyond them a sheet is only formatted, not filled
_INSIDE = b"xl/workbook"


def recognise(name: str, head: bytes) -> int:
    """Say how likely this is a workbook: by what its archive lists."""
    if not head.startswith(b"PK") or _INSIDE not in head:
        return 0
    return 90 if name.casefold().endswith((".xlsx", ".xlsm")) else 70


def parse(data: bytes, how: Reading) -> Iterator[Found | Note]:
    """Read the sheet that looks most like a job list."""
    sheet, table, others = unfold(data, how)
    if others:
        yield Note("", f"Only the sheet “{sheet}” is read; the others are {', '.join(f'“{name}”' for name in others)}.")
    yield from spreadsheet.parse(table, how)


def unfold(data: bytes, how: Reading, most: int = MOST_ROWS) -> tuple[str, bytes, list[str]]:
    """Turn a workbook into a CSV table: the name of the sheet, its first rows, and the names of the other sheets.

    Raises: ImportProblem, when it is locked, a bomb, or holds no sheet with anything in it.
    """
    _check(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells of every ornament it does not know
        from openpyxl import load_workbook
        from openpyxl.utils.exceptions import InvalidFileException

        try:
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        except (InvalidFileException, KeyError) as foreign:
            raise ImportProblem(
                "", "its workbook is damaged", "Open it once, save it again, and import that."
            ) from foreign
        sheets = {sheet.title: sheet for sheet in book.worksheets[:MOST_SHEETS]}
        by_hand = {heading.strip().casefold() for heading in how.mapping}
        best = max(sheets, key=lambda name: _known(_rows(sheets[name], _LOOK), by_hand), default="")
        table = _table(_rows(sheets[best], most + _LOOK)) if best else b""
    if not table.strip(b",\r\n"):
        raise ImportProblem("", "no sheet of it holds anything", "Nothing was changed.")
    return best, table, [name for name in sheets if name != best]


def _check(data: bytes) -> None:
    """Look at the archive's list before anything is unpacked."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise ImportProblem("", "it is locked with a password, or an old Excel file", "Save it as .xlsx without one.")
    archive = open_archive(data)
    if sum(entry.file_size for entry in archive.names.values()) > MOST_UNPACKED:
        raise ImportProblem(
            "", "it unpacks to more than an import may take", "Save the one sheet as CSV, and import that."
        )


def _rows(sheet: Any, most: int) -> Iterator[list[str]]:
    """Give the rows of a sheet as texts; what stands far below everything else is nothing."""
    cells = empty = 0
    sheet.reset_dimensions()  # what a sheet says of its own size pads every row
    for row in sheet.iter_rows(max_row=most, values_only=True):
        texts = [_text(value) for value in row[:MOST_COLUMNS]]
        cells += len(row)
        empty = 0 if any(texts) else empty + 1
        if empty > _GAP:
            return
        if cells > MOST_CELLS:
            raise ImportProblem(
                "", f"it holds more than {MOST_CELLS:,} cells", "Save the one sheet as CSV, and import that."
            )
        while texts and not texts[-1]:
            texts.pop()
        yield texts


def _known(rows: Iterator[list[str]], by_hand: set[str]) -> tuple[int, int]:
    """Say how many headings of a sheet are known, in the row that knows the most, and how much it holds."""
    first = list(islice(rows, _LOOK))
    named = (headings.known(row) + 100 * sum(cell.casefold() in by_hand for cell in row) for row in first)
    return max(named, default=0), sum(map(len, first))


def _table(rows: Iterator[list[str]]) -> bytes:
    """Write rows as CSV, each on the line it has in the sheet."""
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    return written.getvalue().encode()


def _text(value: object) -> str:
    """Write a cell as a person would type it.

    >>> _text(datetime(2026, 12, 1)), _text(datetime(2026, 12, 1, 14, 30)), _text(90000.0), _text(True), _text(None)
    ('2026-12-01', '2026-12-01 14:30', '90000', 'yes', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if value.time() == time() else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return f"{value:.0f}"
    return str(value)


def packed(data: bytes) -> bool:
    """Say whether bytes are a workbook, whatever they are called."""
    return data.startswith(b"PK") and zipfile.is_zipfile(io.BytesIO(data)) and _INSIDE in data
