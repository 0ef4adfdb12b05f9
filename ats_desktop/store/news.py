"""What to tell of a batch from elsewhere: a few lines a person reads, and what pages must read anew."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ats_desktop.domain.schema import moment_cell
from ats_desktop.store.feed import Changed
from ats_desktop.store.opening import Connection
from ats_desktop.store.rewriting import Written

if TYPE_CHECKING:
    from ats_desktop.store.receive import Arrived

_NAMED = 20  # rows of one batch told one by one
_KEPT = 2_000
_FEW = 200
_WORDS = {"new": "new", "gone": "removed", "back": "back again"}
Line = tuple[str | None, str, str, str, str, str, str]


def lines(file: Connection, written: Sequence[Written], arrived: "Arrived") -> list[Line]:
    """Write the lines of a batch: its rows one by one where they are few, else how many."""
    at = moment_cell(datetime.fromtimestamp(arrived.at_ms / 1000, UTC))
    head = (at, arrived.member, arrived.device)
    found: list[Line] = []
    for table in dict.fromkeys(one.noun.table for one in written):
        some = [one for one in written if one.noun.table == table]
        rows = [one for one in some if one.row]
        born = sum(int(one.fields[0]) for one in some if not one.row)
        if born + len(rows) > _NAMED:
            found.append((*head, table, "", some[0].noun.title, f"{born + len(rows)} new or changed"))
            continue
        found += [(*head, table, one.row, one.title, _what(one)) for one in rows]
        if born:
            found += [(*head, table, row, title, "new") for row, title in _newest(file, some[0], born)]
    return found


def _newest(file: Connection, one: Written, count: int) -> list[tuple[str, str]]:
    """Read the rows inserted last."""
    from ats_desktop.store import reading

    noun = one.noun
    asked = f"{reading.select(noun)} order by slot desc limit ?"
    return [(row.id, str(row)) for row in map(noun.decode, file.execute(asked, (count,)).fetchall())]


def _what(one: Written) -> str:
    labels = ", ".join(one.noun.by_name[name].label for name in one.fields if name in one.noun.by_name)
    said = _WORDS.get(one.what, labels)
    if one.lost:
        said = f"{said}; two wrote at once, both are kept" if said else "two wrote at once, both are kept"
    return said


def note(file: Connection, told: Sequence[Line]) -> None:
    """Keep the lines for Today."""
    file.executemany(
        "insert into elsewhere (at, member, device, noun, row, title, what) values (?, ?, ?, ?, ?, ?, ?)", told
    )
    if told:
        file.execute("delete from elsewhere where seq <= (select max(seq) from elsewhere) - ?", (_KEPT,))


def changed(written: Sequence[Written], told: Sequence[Line], folded: set[str]) -> Changed | None:
    """Say to the pages which tables changed, and which rows where they are few; folded: tables computed again."""
    tables = frozenset({one.noun.table for one in written} | folded)
    if not tables:
        return None
    named = frozenset((line[3], line[4]) for line in told if line[4])
    every = all(line[4] for line in told) and len(named) <= _FEW and not folded
    return Changed("Changed elsewhere", tables, named if every else frozenset(), origin="elsewhere")
