"""Bytes of a CSV or TSV file -> its heading and its rows, whatever program wrote it.

Why:    people's files come with BOMs, semicolons, Windows letters, a title above the heading
        and quotation marks gone astray.  Rows are read one at a time, so a large file costs
        no more memory than its bytes.
"""

import codecs
import csv
import io
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TextIO

from ats_desktop.formats.problem import MOST_LETTERS, MOST_ROWS, ImportProblem, Note

Row = list[str]
Knows = Callable[[Sequence[str]], int]  # how many headings of a row are known

_MARKS = (",", ";", "\t", "|")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HEAD = 65_536
_CHUNK = 1_000_000
_LOOK = 20  # the heading stands within the first rows
_LONG_CELL = 200  # lines; above it a quotation mark may be missing
_CONTROL = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file of rows, opened: its heading, and how to read what stands below it."""

    data: bytes
    encoding: str
    mark: str
    heading: Row
    above: int  # rows up to and including the heading
    notes: tuple[Note, ...] = ()
    exact: bool = False  # spaces and control letters count

    def check(self) -> None:
        """Count the rows of a file that has many lines, before any work is put into it.

        Raises: ImportProblem, when there are too many.
        """
        if self.data.count(b"\n") + self.data.count(b"\r") > MOST_ROWS:
            deque(self.rows(), 0)

    def rows(self) -> Iterator[tuple[int, Row]]:
        """Give each row that is not empty, with its number as a spreadsheet counts.

        Raises: ImportProblem, when a cell or the file is too large.
        """
        reader = _reader(_text(self.data, self.encoding), self.mark)
        number = 0
        try:
            for number, cells in enumerate(reader, 1):
                if number > MOST_ROWS + self.above:
                    raise ImportProblem("", f"it has more than {MOST_ROWS:,} rows", "Split it into several files.")
                if number > self.above and any(cells):
                    yield number, (cells if self.exact else [_clean(cell) for cell in cells])
        except csv.Error as foreign:
            raise ImportProblem(
                f"Row {number + 1}",
                f"a cell holds more than {MOST_LETTERS:,} letters",
                "A closing quotation mark is probably missing there. Nothing was changed.",
            ) from foreign


def open_sheet(data: bytes, knows: Knows, *, exact: bool = False) -> Sheet:
    """Find encoding, delimiter and heading; the reading that knows the most headings wins.

    Raises: ImportProblem, when the bytes are no text or no heading is known.
    """
    encoding, notes = _encoding(data)
    head = _text(data, encoding).read(_HEAD)
    best: tuple[int, int, str, Row, int] = (0, 0, ",", [], 0)
    for mark in _marks(head):
        for number, cells in enumerate(_first(head, mark), 1):
            plain = [cell.strip() for cell in cells]
            score = (knows(plain), len(plain))
            if score > best[:2]:
                best = (*score, mark, plain, number)
    known, _, mark, heading, above = best
    if not known:
        raise ImportProblem(
            "",
            "no row of headings was understood",
            "Put a first row like “Company, Title, Status, Applied, Link” above the list, or say what each column is.",
        )
    sheet = Sheet(data, encoding, mark, heading, above, notes, exact)
    sheet.check()
    return sheet


def _marks(head: str) -> tuple[str, ...]:
    """The delimiters to try; Excel may name its own in a first line `sep=;`."""
    if head[:4].casefold() == "sep=" and head[4:5] in _MARKS:
        return (head[4],)
    return tuple(mark for mark in _MARKS if mark in head) or (",",)


def _first(head: str, mark: str) -> Iterator[Row]:
    try:
        for number, cells in enumerate(_reader(io.StringIO(head, newline=""), mark)):
            if number >= _LOOK:
                return
            yield cells
    except csv.Error:
        return


def _reader(text: TextIO, mark: str) -> Iterator[Row]:
    csv.field_size_limit(MOST_LETTERS)
    return csv.reader(text, delimiter=mark)


def _text(data: bytes, encoding: str) -> TextIO:
    return io.TextIOWrapper(io.BytesIO(data), encoding=encoding, errors="replace", newline="")


def _encoding(data: bytes) -> tuple[str, tuple[Note, ...]]:
    """Tell how the letters are written: by a mark at the start, else by what fits."""
    marked = next((name for mark, name in _BOMS if data.startswith(mark)), "")
    if marked:
        return marked, ()
    if b"\0" in data[:_HEAD]:
        even, odd = data[:_HEAD:2].count(0), data[1:_HEAD:2].count(0)
        if max(even, odd) < 4 * min(even, odd) + 4:
            raise ImportProblem("", "it is no text: it holds zero bytes", "Save it as CSV, and import that.")
        return ("utf-16-le" if odd > even else "utf-16-be"), ()
    if b"\0" in data:
        raise ImportProblem("", "it is no text: it holds zero bytes", "Save it as CSV, and import that.")
    wrong = _first_wrong(data)
    if wrong is None:
        return "utf-8", ()
    if wrong >= len(data) - 4:
        return "utf-8", (Note("", "The file ends in the middle of a letter; it may not be complete."),)
    return "cp1252", (Note("", "The letters were read as Windows writes them; look whether ä and € are right."),)


def _first_wrong(data: bytes) -> int | None:
    """Say where the bytes stop being UTF-8, if they do."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    for start in range(0, len(data), _CHUNK):
        held = len(decoder.getstate()[0])
        try:
            decoder.decode(data[start : start + _CHUNK], final=start + _CHUNK >= len(data))
        except UnicodeDecodeError as wrong:
            return start - held + wrong.start
    return None


def _clean(cell: str) -> str:
    return (cell if cell.isprintable() else cell.translate(_CONTROL)).strip()


def long_cell(cells: Row) -> bool:
    """Say whether a cell runs over so many lines that a quotation mark may be missing."""
    return any(len(cell) > _LONG_CELL and cell.count("\n") > _LONG_CELL for cell in cells)
