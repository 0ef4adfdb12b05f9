"""Job lists in CSV and TSV: a line becomes a job, its application and the stages it went through.

Why:    nothing of a line is lost.  A column without a place here goes into the notes of the
        application as "Heading: value"; but what its heading says is about pay or about people
        goes where only the candidate reads: pay facts, or a private note.
Source: domain.md A.14, experience.md E26-E27.
"""

from collections.abc import Iterable, Iterator, Sequence

from ats_desktop.formats import headings
from ats_desktop.formats.dates import order_of
from ats_desktop.formats.delimited import Row, Sheet, long_cell, open_sheet
from ats_desktop.formats.headings import Columns
from ats_desktop.formats.joblist import read_line
from ats_desktop.formats.line import NOTHING, Line, Seen, closed
from ats_desktop.formats.pay import currency_in
from ats_desktop.formats.problem import Found, ImportProblem, Note, Reading

_DATED = ("applied", "date", "moved", "saved", "deadline", "posted", "follow_up", "interview")
_JOINED = frozenset({"notes", "description", "tags", "next_action"})  # several such columns are one text
BOTH_ORDERS = "fit both orders"
_MOST_NOTES = 20
_SHORT = 5
_OTHER_KINDS = (b"{", b"[", b"PK\x03\x04", b"%PDF", b"BEGIN", b"<")


def recognise(name: str, head: bytes) -> int:
    """Say how likely this is a job list: 70 by its headings, 20 by its name alone."""
    by_name = 20 if name.casefold().endswith((".csv", ".tsv", ".txt", ".tab")) else 0
    if head.lstrip()[:5].startswith(_OTHER_KINDS):
        return 0
    try:
        sheet = open_sheet(head, headings.known)
    except ImportProblem:
        return by_name
    return by_name + (50 if headings.known(sheet.heading) > 1 else 10)


def parse(data: bytes, how: Reading) -> Iterator[Found | Note]:
    """Read a job list."""
    sheet = open_sheet(data, lambda row: _known(row, how))
    columns = headings.columns(sheet.heading, how.mapping)
    yield from sheet.notes
    yield from _told(columns, how)
    order = _order(sheet, columns)
    if order == "either":
        taken, other = ("day/month", "month/day")[:: 1 if how.day_first else -1]
        yield Note("", f"Dates like 3/4 {BOTH_ORDERS}; they were read as {taken}, not {other}.")
    day_first = how.day_first if order in {"either", ""} else order == "day"
    paid = [at for role in ("pay", "pay_low", "pay_high") for at in columns.at.get(role, ())]
    named = next(filter(None, (currency_in(columns.headings[at]) for at in paid)), how.currency)
    currency = named or _currency(_cells(sheet, paid))
    yield from _lines(sheet, columns, how, (day_first, currency))


def _lines(sheet: Sheet, columns: Columns, how: Reading, habits: tuple[bool, str]) -> Iterator[Found | Note]:
    """Read line by line; what is noticed of many lines is said once."""
    seen, noticed = Seen("import:csv"), set[str]()
    for number, cells in sheet.rows():
        line = _line(number, cells, columns)
        if line is None:
            continue
        line.day_first, line.currency = habits
        if long_cell(cells):
            line.noticed.append("A cell runs over very many lines; a quotation mark may be missing.")
        yield from read_line(line, how, seen)
        for text in line.noticed:
            if text not in noticed and len(noticed) < _MOST_NOTES:
                noticed.add(text)
                yield Note(line.place, text)


def _line(number: int, cells: Row, columns: Columns) -> Line | None:
    """Sort the cells of a row by their roles; None when there is nothing in them."""
    line = Line(f"Row {number}", {}, columns.named)
    values, spare, width = line.values, line.spare, len(cells)
    for role, places in columns.at.items():
        for at in places:
            text = cells[at] if at < width else ""
            if not text or (len(text) < _SHORT and text.casefold() in NOTHING):
                continue
            if role not in values:
                values[role] = text
            elif role in _JOINED:
                values[role] = f"{values[role]}\n{text}"
            elif text != values[role]:
                spare.append((columns.headings[at], text, closed(role)))
    for at, heading, kind in columns.rest:
        text = cells[at] if at < width else ""
        if text and text.casefold() not in NOTHING:
            spare.append((heading or f"Column {at + 1}", text, kind))
    spare += ((f"Column {at + 1}", cells[at], "") for at in range(len(columns.headings), width) if cells[at])
    return line if values or spare else None


def _known(row: Sequence[str], how: Reading) -> int:
    """Count known headings; a row with one that was given by hand is the heading."""
    by_hand = {heading.strip().casefold() for heading in how.mapping}
    return headings.known(row) + 100 * sum(cell.casefold() in by_hand for cell in row)


def _told(columns: Columns, how: Reading) -> Iterator[Note]:
    """Say what becomes of the columns that have no place of their own.

    Raises: ImportProblem, when a role given by hand is none.
    """
    for heading, role in how.mapping.items():
        if role and role not in headings.ROLES:
            raise ImportProblem(
                f"“{heading}”", f"there is no role “{role}”", f"Roles are: {', '.join(sorted(headings.ROLES))}."
            )
    where = {"": "the notes of the application", "pay": "the pay facts, which only you see", "people": "a private note"}
    for kind, place in where.items():
        names = [f"“{heading}”" for _, heading, closed_kind in columns.rest if closed_kind == kind and heading]
        if names:
            yield Note("", f"Kept in {place}: {', '.join(names)}.")


def _order(sheet: Sheet, columns: Columns) -> str:
    """Say how this file writes its dates; one column that decides, decides for those that do not."""
    dated = [at for role, places in columns.at.items() if role in _DATED or role.startswith("event:") for at in places]
    if not dated:
        return ""
    return order_of(_cells(sheet, dated))


def _currency(cells: Iterable[str]) -> str:
    """Say in which currency a column counts: the one its cells name, where they all name the same."""
    said = {found for cell in cells if (found := currency_in(cell))}
    return said.pop() if len(said) == 1 else ""


def _cells(sheet: Sheet, places: list[int]) -> Iterable[str]:
    for _, cells in sheet.rows():
        for at in places:
            if at < len(cells) and cells[at]:
                yield cells[at]
