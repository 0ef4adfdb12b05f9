"""Rows of a list whose headings are known beforehand: each cell by the plain form of its heading."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from ats_desktop.formats.delimited import Row, open_sheet
from ats_desktop.formats.headings import plain
from ats_desktop.formats.problem import ImportProblem


@dataclass(frozen=True, slots=True)
class Cells:
    """One row, and where it stands."""

    place: str
    _at: dict[str, list[int]]
    _row: Row

    def text(self, heading: str) -> str:
        """Give the cell under a heading; of columns that share it, the first that holds something."""
        for at in self._at.get(heading, ()):
            if at < len(self._row) and self._row[at]:
                return self._row[at]
        return ""


def rows_of(data: bytes, wanted: Collection[str], place: str) -> Iterator[Cells]:
    """Read a list by its headings, wherever the heading row stands.

    Raises: ImportProblem, when the headings asked for are not there.
    """
    sheet = open_sheet(data, lambda row: len(set(wanted) & {plain(cell) for cell in row}))
    at: dict[str, list[int]] = {}
    for number, heading in enumerate(sheet.heading):
        at.setdefault(plain(heading), []).append(number)
    missing = sorted(set(wanted) - set(at))
    if missing:
        raise ImportProblem(place, f"it has no column “{missing[0]}”")
    for number, row in sheet.rows():
        yield Cells(f"{place}, row {number}", at, row)
