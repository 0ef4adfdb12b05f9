"""The columns of a list before it is read: their headings, what each is taken for, and what stands in it.

Why:    a list whose headings nobody knows is no lost one: the person says what each column is, and sees by its
        first values that she is right.
"""

from collections.abc import Sequence
from itertools import islice

from ats_desktop.formats import headings, workbook
from ats_desktop.formats.delimited import Sheet, open_sheet
from ats_desktop.formats.problem import Reading

EXAMPLES = 3
_LOOK = 60  # rows in which values are looked for
_LONG = 60
_MOST = 200  # columns
_LEAST = 2  # cells of a row that may be the headings


def describe(data: bytes, how: Reading) -> list[tuple[str, str, list[str]]]:
    """Name the columns of a list, with the role each has by its heading ("" where none is known) and examples.

    Raises: ImportProblem, when it has no row that could be its headings.
    """
    table = workbook.unfold(data, how, _LOOK)[1] if workbook.packed(data) else data
    sheet = open_sheet(table, _likely)
    found = headings.columns(sheet.heading, {})
    role_at = {at: role for role, places in found.at.items() for at in places}
    examples = _examples(sheet)
    return [
        (heading, role_at.get(at, ""), examples[at])
        for at, heading in enumerate(sheet.heading[:_MOST])
        if heading.strip()
    ]


def _likely(row: Sequence[str]) -> int:
    """Say how likely a row is that of the headings: known ones count most, else it is the first with several words."""
    words = [cell for cell in row if cell]
    plain = len(words) >= _LEAST and len(set(words)) == len(words) and not any(map(_figure, words))
    return 100 * headings.known(row) + plain


def _figure(cell: str) -> bool:
    """Say whether a cell is a number or a date, as no heading is."""
    return not any(letter.isalpha() for letter in cell)


def _examples(sheet: Sheet) -> list[list[str]]:
    """Gather the first different values of each column."""
    found: list[dict[str, None]] = [{} for _ in sheet.heading]
    for _, cells in islice(sheet.rows(), _LOOK):
        for at, cell in enumerate(cells[: len(found)]):
            if cell and len(found[at]) < EXAMPLES:
                found[at][" ".join(cell.split())[:_LONG]] = None
    return [list(values) for values in found]
