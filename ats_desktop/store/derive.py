"""Keep computed fields right: those folded from other rows, after either door has written.

Why:    a stage is what its events say.  Storing the answer makes boards and lists a plain
        indexed read; it is never marked, sealed or imported, so it cannot disagree for long.
"""

import json
from collections.abc import Iterable, Mapping
from functools import cache

from ats_desktop.domain.catalog import NOUNS
from ats_desktop.domain.schema import Cell, Field, Noun
from ats_desktop.store import reading, tables
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
    source = tables.noun_of(child)
    if source is None:
        return []
    within, asked = "in (select value from json_each(?))", (json.dumps(ids),)
    names = ", ".join(f'"{field.name}"' for field in fields)
    stored = connection.execute(f"select id, {names} from {noun.table} where id {within}", asked).fetchall()
    groups: dict[str, list[object]] = {one: [] for one in ids}
    for cells in connection.execute(f'{reading.select(source)} where "{by}" {within}', asked):
        row = source.decode(cells)
        groups[getattr(row, by)].append(row)
    text, _ = tables.update_text(noun.table, tuple(field.name for field in fields))
    rules = [(field.gathered.fold, field.kind.encode) for field in fields if field.gathered]
    values = []
    for one, *old in stored:
        rows = groups[one]
        new = [encode(fold(rows)) for fold, encode in rules]
        if new != old:
            values.append([*new, one])
    connection.executemany(text, values)
    return [str(line[-1]) for line in values]


def derive_all(connection: Connection) -> None:
    """Compute every derived field of every row again: after a new version of the program or of the zones."""
    for row in NOUNS:
        noun = row.noun
        own = tuple(field for field in noun.fields if field.own)
        if own:
            _own_again(connection, noun, own)
        for field in noun.fields:
            if field.gathered:
                ids = {str(one) for (one,) in connection.execute(f"select id from {noun.table}")}
                fold_again(connection, {(field.gathered.table, field.gathered.by): ids})


def _own_again(connection: Connection, noun: Noun, own: tuple[Field, ...]) -> None:
    text, order = tables.update_text(noun.table, tuple(field.name for field in own))
    for cells in connection.execute(reading.select(noun)).fetchall():
        row = noun.decode(cells)
        fresh = {f.name: f.kind.encode(f.own(row)) for f in own if f.own}
        if any(fresh[f.name] != f.kind.encode(getattr(row, f.name)) for f in own):
            connection.execute(text, [row.id if name == "_id" else fresh[name] for name in order])


def _chunks(ids: list[str]) -> Iterable[list[str]]:
    return (ids[at : at + _CHUNK] for at in range(0, len(ids), _CHUNK))
