"""Keep computed fields right: those folded from other rows, after either door has written.

Why:    a stage is what its events say.  Storing the answer makes boards and lists a plain
        indexed read; it is never marked, sealed or imported, so it cannot disagree for long.
"""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from ats_desktop.domain.catalog import BY_TABLE, NOUNS
from ats_desktop.domain.schema import Cell, Field, Noun
from ats_desktop.store import reading, statements
from ats_desktop.store.opening import Connection

Parents = dict[tuple[str, str], set[str]]  # (child table, its link) -> ids of parents to fold again
_CHUNK = 500


@cache
def links_folded(table: str) -> tuple[str, ...]:
    """Name the links of a noun that other nouns fold over."""
    return tuple(
        sorted({f.gathered.by for row in NOUNS for f in row.noun.fields if f.gathered and f.gathered.table == table})
    )


@cache
def _folding(table: str, by: str) -> tuple[tuple[Noun, tuple[Field, ...]], ...]:
    """Find the nouns, and their fields, that fold the rows of `table` by its link `by`."""
    found = []
    for row in NOUNS:
        fields = tuple(f for f in row.noun.fields if f.gathered and (f.gathered.table, f.gathered.by) == (table, by))
        if fields:
            found.append((row.noun, fields))
    return tuple(found)


def note_parents(parents: Parents, noun: Noun, cells: Mapping[str, Cell]) -> None:
    """Remember whose folded fields a written row may change."""
    for by in links_folded(noun.table):
        if parent := cells.get(by):
            parents.setdefault((noun.table, by), set()).add(str(parent))


def fold_again(connection: Connection, parents: Parents) -> set[tuple[str, str]]:
    """Compute the folded fields of these parents from the rows that point at them.

    Shape:  gives the (table, id) whose values were written.
    """
    written: set[tuple[str, str]] = set()
    for (child, by), ids in parents.items():
        for noun, fields in _folding(child, by):
            for some in _chunks(sorted(ids)):
                written.update((noun.table, one) for one in _fold(connection, child, by, noun, fields, some))
    return written


def _fold(
    connection: Connection, child: str, by: str, noun: Noun, fields: tuple[Field, ...], ids: list[str]
) -> list[str]:
    """Fold some parents; gives those that came out different and were written."""
    source = BY_TABLE.get(child)
    if source is None:
        return []
    within, asked = "in (select value from json_each(?))", (json.dumps(ids),)
    names = ", ".join(f'"{field.name}"' for field in fields)
    stored = connection.execute(f"select id, {names} from {noun.table} where id {within}", asked).fetchall()
    groups: dict[str, list[object]] = {one: [] for one in ids}
    for cells in connection.execute(f'{reading.select(source)} where "{by}" {within}', asked):
        row = source.decode(cells)
        groups[getattr(row, by)].append(row)
    text, _ = statements.update_text(noun.table, tuple(field.name for field in fields))
    rules = [(field.gathered.fold, field.kind.encode) for field in fields if field.gathered]
    values = []
    for one, *old in stored:
        rows = groups[one]
        new = [encode(fold(rows)) for fold, encode in rules]
        if new != old:
            values.append([*new, one])
    connection.executemany(text, values)
    return [str(line[-1]) for line in values]


def derive_some(connection: Connection, noun: Noun, after: int) -> int:
    """Compute every derived field of the next rows of a noun again; gives the slot reached, 0 at the end.

    Why:    a new version of the program or of the zones asks for all rows; piece by piece, nobody waits for it.
    """
    asked = f"select slot, {reading.columns(noun)} from {noun.table} where slot > ? order by slot limit ?"
    found = connection.execute(asked, (after, _CHUNK)).fetchall()
    if not found or not any(field.derived for field in noun.fields):
        return 0
    rows = [noun.decode(cells) for _, *cells in found]
    if noun.owned:
        _own_again(connection, noun, rows)
    links = {(field.gathered.table, field.gathered.by) for field in noun.fields if field.gathered}
    fold_again(connection, {link: {row.id for row in rows} for link in links})
    return int(found[-1][0])


def _own_again(connection: Connection, noun: Noun, rows: list[Any]) -> None:
    text, _ = statements.update_text(noun.table, tuple(name for name, *_ in noun.owned))
    lines = []
    for row in rows:
        fresh = [encode(own(row)) for _, own, encode in noun.owned]
        if fresh != [encode(getattr(row, name)) for name, _, encode in noun.owned]:
            lines.append([*fresh, row.id])
    connection.executemany(text, lines)


def _chunks(ids: list[str]) -> Iterable[list[str]]:
    return (ids[at : at + _CHUNK] for at in range(0, len(ids), _CHUNK))
