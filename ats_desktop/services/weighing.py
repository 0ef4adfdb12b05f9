"""What becomes of each found row: new, a row of hers that it fills, one that is the same, or none.

Why:    an import never writes over what is there.  It adds rows, and fills cells that were
        never written; a cell with another value, or one she emptied, stays hers and is named.
        (Rejected: overwriting what an earlier import wrote. The older of two files would then
        take back what the newer one brought.)  A row she removed stays in the bin, but for
        rows that undo put there: taking back an import and importing again is one thought.
        Rows are taken noun by noun in order of id, which costs half of any other order.
Source: experience.md E26; rulings.md 2, 13.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from ats_desktop.domain.applications import CLOSED, REACH, Category
from ats_desktop.domain.catalog import NOUNS
from ats_desktop.domain.schema import Cell, Entity, Field, Noun, Words, moment_cell
from ats_desktop.formats.happened import UNDATED
from ats_desktop.formats.settled import Row
from ats_desktop.services.matching import Match, matcher
from ats_desktop.store.reads import transfer as reads
from ats_desktop.store.workspace import Workspace

if TYPE_CHECKING:
    from ats_desktop.store.change import Change  # brings SQLAlchemy

_BLOCK = 2_000
MOST_LINES = 20_000
_MOST_PLAIN = 5_000  # of lines that only say "new" or "here already"
HERE = "Here already."
_UNSAID = frozenset({"", "unknown", "other"})
_EVENTS = "application_stages"
_APPENDED = frozenset({_EVENTS, "salary_data"})  # facts: added, never changed


class Fate(Words):
    """What becomes of a found row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    SKIPPED = "skipped"


class Line(NamedTuple):
    """What becomes of one found row, and why."""

    place: str
    table: str
    id: str
    title: str
    fate: Fate
    reason: str = ""


@dataclass(slots=True)
class Tally:
    """How many rows met which fate, and the first lines in full."""

    counts: dict[tuple[str, Fate], int] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    jobs: dict[str, str] = field(default_factory=dict)  # what the jobs among the lines are called

    def note(self, row: Row, fate: Fate, title: Callable[[], str], reason: str = "") -> None:
        """Count a row; name it while there is room, and longest what is not as expected."""
        self.counts[row.table, fate] = self.counts.get((row.table, fate), 0) + 1
        if len(self.lines) < (MOST_LINES if reason and reason != HERE else _MOST_PLAIN):
            said = title()
            if row.table == "job_opportunities":
                self.jobs[row.id] = said
            elif row.table == "applications":
                said = self.jobs.get(str(row.fields.get("job")), "Application")
            self.lines.append(Line(row.place, row.table, row.id, said, fate, reason))


class Weighing:
    """Weighs found rows against what is here; with a change in hand, it also writes."""

    def __init__(self, work: Workspace, change: "Change | None", told: Callable[[int], None] = lambda _: None) -> None:
        self.tally = Tally()
        self._work = work
        self._change = change
        self._told = told
        self._now: datetime = change.now if change else work.now()
        self._known_as: dict[str, str] = {}  # id in the file -> id of the row of hers it is
        self._left: dict[str, str] = {}  # id of a row that is not taken -> why
        self._here: set[str] = set()  # applications that were here before
        self._stage: dict[str, str] = {}  # where they stand
        self._days: dict[str, str] = {}  # id in the file -> day of the application

    def take(self, tables: dict[str, list[Row]]) -> Tally:
        """Weigh all rows, noun by noun; the lists are emptied on the way."""
        self._days = _days(tables.get(_EVENTS, ()))
        for kind in NOUNS:
            rows = tables.pop(kind.noun.table, [])
            if rows:
                self._take(kind.noun, rows)
        return self.tally

    def _take(self, noun: Noun, rows: list[Row]) -> None:
        rows.sort(key=lambda row: row.id)
        bin_of = reads.binned(self._work, noun)
        here = reads.anything(self._work, noun)
        match = matcher(self._work, noun, rows, self._days)
        if noun.table == "applications" and here:
            self._stage = {one.id: one.stage for one in reads.known_applications(self._work)}
        for block in _blocks(rows):
            self._told(len(block))
            self._block(noun, _groups(block), bin_of, match if here else None, here=here)
        rows.clear()

    def _block(
        self,
        noun: Noun,
        groups: list[tuple[Row, list[Row]]],
        bin_of: dict[str, bool],
        match: Match | None,
        *,
        here: bool,
    ) -> None:
        """Weigh some rows: find which are hers already, then fill those and make the others."""
        rows = [(row, rest) for row, rest in groups if not self._refused(noun, row, bin_of)]
        for row, rest in rows:
            if rest or self._known_as:
                self._merge(noun, row, rest)
        hers = reads.present(self._work, noun, [row.id for row, _ in rows]) if here else {}
        if match:
            met = {row.id: self._meet(row, match) for row, _ in rows if row.id not in hers and not row.given}
            hers |= reads.present(self._work, noun, [one for one in met.values() if one])
        if noun.table == _EVENTS:
            rows = self._events(rows, hers)
        born = []
        for row, rest in rows:
            target = hers.get(self._known_as.get(row.id, row.id))
            if target is None:
                born.append(made := _made(noun, row, self._now))
                self.tally.note(row, Fate.NEW, made.__str__)
            else:
                hers[target.id] = self._fill(noun, row, target)
            for other in rest:
                self.tally.note(other, Fate.SAME, str, f"The same as {row.place}.")
        if self._change and born:
            self._change.save_all(born)

    # --- what is left out ---------------------------------------------------------------------

    def _refused(self, noun: Noun, row: Row, bin_of: dict[str, bool]) -> bool:
        """Leave out what cannot be read, what she removed, and what hangs on something left out."""
        if not (row.problem or bin_of or self._left):
            return False
        reason = row.problem
        if not reason and bin_of.get(row.id) is False:
            reason = "You removed it; it lies in the bin."
        if not reason and self._left:
            on = (self._left.get(_id_in(row.fields.get(name))) for name in _links(noun))
            reason = next(filter(None, on), "")
        if reason:
            if row.id:
                self._left[row.id] = "It belongs to something that is left out."
            self.tally.note(row, Fate.SKIPPED, lambda: str(noun.read(row.fields)) if row.fields else "", reason)
        return bool(reason)

    def _merge(self, noun: Noun, row: Row, rest: list[Row]) -> None:
        """Point links at the rows that are meant, and fill gaps from further rows of the same key."""
        fields = row.fields
        for other in rest:
            for name, cell in other.fields.items():
                fields.setdefault(name, cell)
        for name in _links(noun):
            if cell := fields.get(name):
                fields[name] = self._meant(str(cell))

    def _meant(self, cell: str) -> str:
        head, colon, one = cell.rpartition(":")
        return f"{head}{colon}{self._known_as.get(one, one)}"

    def _meet(self, row: Row, match: Match) -> str:
        found = match({**row.fields, "id": row.id, "_day": self._days.get(row.id, "")})
        if found:
            self._known_as[row.id] = found
        return found

    # --- rows that are here already -------------------------------------------------------------

    def _fill(self, noun: Noun, row: Row, target: Any) -> Any:
        """Fill what was never written in a row of hers; name what stays as it is."""
        if noun.table == "applications":
            self._here.add(target.id)
        if noun.table in _APPENDED:
            self.tally.note(row, Fate.SAME, target.__str__, HERE)
            return target
        empty: dict[str, Cell] = {}
        kept: list[str] = []
        for name, cell in row.fields.items():
            known = noun.by_name[name]
            now = known.kind.encode(getattr(target, name))
            if now == cell or known.automatic or known.derived or (name == "section" and noun.sectioned):
                continue
            if name == "x_jsonresume" and now:
                empty |= _more_sections(str(now), str(cell))
            elif _unsaid(known, now):
                empty[name] = cell
            else:
                kept.append(known.label)
        if empty:
            hers = reads.written_since(self._work, noun, target.id) - {"x_jsonresume"}
            kept += [noun.by_name[name].label for name in empty if name in hers]
            empty = {name: cell for name, cell in empty.items() if name not in hers}
        said = f"Yours stays: {', '.join(kept)}." if kept else ""
        if not empty:
            self.tally.note(row, Fate.SAME, target.__str__, said or HERE)
            return target
        filled = replace(target, **{name: noun.by_name[name].decode(cell) for name, cell in empty.items()})
        names = ", ".join(noun.by_name[name].label for name in empty)
        self.tally.note(row, Fate.CHANGED, filled.__str__, f"Filled: {names}. {said}".strip())
        return self._change.save(filled, was=target) if self._change else filled

    def _events(self, rows: list[tuple[Row, list[Row]]], hers: dict[str, Any]) -> list[tuple[Row, list[Row]]]:
        """Leave out stages an application of hers has reached already; put undated ones where they belong.

        Why:    a list without dates says where things stood when it was written. It may move an
                application on, as of now, but never back.
        """
        asked = {str(row.fields.get("application")) for row, _ in rows} & self._here
        if not asked:
            return rows
        reached = reads.stages_reached(self._work, asked)
        kept = []
        for row, rest in rows:
            application, to = str(row.fields.get("application")), str(row.fields.get("to") or "lead")
            if row.given or row.id in hers or application not in asked:
                kept.append((row, rest))
            elif to in reached.get(application, ()):
                self.tally.note(row, Fate.SAME, lambda to=to: f"to {to}", "It has reached this stage already.")  # type: ignore[misc]
            elif row.fields.get("note") == UNDATED and _goes_back(to, self._stage.get(application, "lead")):
                self.tally.note(row, Fate.SAME, lambda to=to: f"to {to}", "Yours stays: it stands further on already.")  # type: ignore[misc]
            else:
                if row.fields.get("note") == UNDATED:
                    row.fields["occurred_at"] = moment_cell(self._now)
                kept.append((row, rest))
        return kept


def _goes_back(to: str, stands: str) -> bool:
    if Category(stands) in CLOSED:
        return True
    return Category(to) not in CLOSED and REACH.get(Category(to), 0) < REACH.get(Category(stands), 0)


def _days(events: Iterable[Row]) -> dict[str, str]:
    """Find the day of each application of a file, by its own id: its first event beyond the lead."""
    days: dict[str, str] = {}
    for row in events:
        at = str(row.fields.get("occurred_at") or "")
        application = str(row.fields.get("application"))
        if at and row.fields.get("to") != "lead" and row.fields.get("note") != UNDATED:
            days[application] = min(days.get(application, at), at)
    return days


def _blocks(rows: list[Row]) -> Iterator[list[Row]]:
    """Cut rows into blocks, never between two of the same id."""
    start = 0
    while start < len(rows):
        end = min(start + _BLOCK, len(rows))
        while end < len(rows) and rows[end].id and rows[end].id == rows[end - 1].id:
            end += 1
        yield rows[start:end]
        start = end


def _groups(rows: list[Row]) -> list[tuple[Row, list[Row]]]:
    """Put rows of the same id together; rows without one stand alone."""
    groups: list[tuple[Row, list[Row]]] = []
    last = ""
    for row in rows:
        if last and row.id == last:
            groups[-1][1].append(row)
        else:
            groups.append((row, []))
            last = row.id
    return groups


@cache
def _links(noun: Noun) -> tuple[str, ...]:
    return tuple(f.name for f in noun.plain if f.kind.name == "link" or f.name == "about")


def _id_in(cell: Cell) -> str:
    return str(cell or "").rpartition(":")[2]


def _unsaid(known: Field, cell: Cell) -> bool:
    """Say whether a cell says nothing yet."""
    if known.kind.name == "word":
        return cell is None or cell in _UNSAID
    return cell is None or (known.kind.name == "yes or no" and cell == 0)


def _more_sections(now: str, found: str) -> dict[str, Cell]:
    """Join the remainder of a résumé with the sections it does not have yet."""
    try:
        hers, more = json.loads(now), json.loads(found)
    except (ValueError, RecursionError):
        return {}
    added = {name: section for name, section in more.items() if name not in hers}
    return {"x_jsonresume": json.dumps({**hers, **added}, ensure_ascii=False)} if added else {}


@cache
def _blank(noun: Noun) -> tuple[dict[str, Any], dict[str, Callable[[Cell], Any] | None]]:
    """Give the values of an empty row, and how a cell of each field is read; None where it is its value."""
    readers: dict[str, Callable[[Cell], Any] | None] = {}
    for known in noun.fields:
        if known.kind.name in {"text", "link"}:
            readers[known.name] = None
        elif known.long:
            readers[known.name] = known.decode
        else:  # words are few, and so are days: each is read once
            readers[known.name] = lru_cache(maxsize=1_000)(known.decode)
    return {"id": "", **{known.name: known.default for known in noun.fields}}, readers


def _made(noun: Noun, row: Row, now: datetime) -> Entity:
    """Make a new row out of cells, without the cost of a constructor for each."""
    made: Entity = object.__new__(noun.row)
    held = made.__dict__
    blank, readers = _blank(noun)
    held.update(blank)
    for name, cell in row.fields.items():
        read = readers[name]
        held[name] = read(cell) if read else str(cell)
    held["id"] = row.id
    if noun.table == _EVENTS and held["recorded_at"] is None:
        held["recorded_at"] = now
    if noun.table == "interviews" and held["set_at"] is None:
        held["set_at"] = now
    return made
