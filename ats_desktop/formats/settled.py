"""Found rows with their ids: keys become ids, links become the ids they name; packed small for the way home.

Why:    an id made from the workspace and the row's key is the same on every laptop and at every
        import, so importing twice adds nothing, and two laptops agree.
Source: rulings.md 5.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Any, NamedTuple

from ats_desktop.domain.catalog import BY_TABLE
from ats_desktop.domain.schema import Cell
from ats_desktop.domain.stamps import natural_id
from ats_desktop.formats.problem import Found, Note


class Row(NamedTuple):
    """A found row with its id, and whether the file itself gave the id."""

    table: str
    id: str
    fields: dict[str, Cell]
    place: str
    problem: str = ""
    given: bool = False


def settle(lines: Iterable[Found | Note], workspace: str, member: str) -> Iterator[Row | Note]:
    """Give each found row its id in this workspace, and to its links theirs."""
    for line in lines:
        if isinstance(line, Note):
            yield line
            continue
        fields = line.fields
        for name, key in line.links.items():
            target = row_id(workspace, member, key[0], key[1:])
            fields[name] = target if _is_link(line.table, name) else f"{key[0]}:{target}"
        if line.problem:
            known = ""
        elif line.id:
            known = line.id
        else:
            known = row_id(workspace, member, line.table, line.key or _names(line.table, fields))
        yield Row(line.table, known, fields, line.place, line.problem, bool(line.id))


@lru_cache(maxsize=5_000)
def row_id(workspace: str, member: str, table: str, key: tuple[str, ...]) -> str:
    """Make the id of a row from its key; of a noun that is its name, from that."""
    noun = BY_TABLE[table]
    made = natural_id(workspace, noun.table, *(key or _names(table, {})))
    return f"{member}.{made}" if noun.author_scoped else made


def _names(table: str, fields: Mapping[str, Cell]) -> tuple[str, ...]:
    """Give the fields that are the row's id, as the store writes them."""
    return tuple(str(fields.get(name) or default or "") for name, default in _defaults(table))


@cache
def _defaults(table: str) -> tuple[tuple[str, Cell], ...]:
    noun = BY_TABLE[table]
    return tuple((name, noun.by_name[name].kind.encode(noun.by_name[name].default)) for name in noun.key)


@cache
def _is_link(table: str, name: str) -> bool:
    return BY_TABLE[table].by_name[name].kind.name == "link"


# --- packed for the way out of a fenced process ---------------------------------------------------


def pack(lines: Iterable[Row | Note]) -> list[Any]:
    """Pack lines as plain lists: the table and the names of fields once for all rows that share them."""
    groups: dict[tuple[Any, ...], list[Any]] = {}
    for line in lines:
        if isinstance(line, Note):
            groups.setdefault(("", ()), []).append(list(line))
        else:
            head = (line.table, tuple(line.fields))
            groups.setdefault(head, []).append([line.id, line.place, line.problem, line.given, *line.fields.values()])
    return [[table, names, rows] for (table, names), rows in groups.items()]


def unpack(packed: Iterable[Any]) -> Iterator[Row | Note]:
    """Take apart what `pack` made."""
    for table, names, rows in packed:
        if not table:
            yield from (Note(*note) for note in rows)
            continue
        for known, place, problem, given, *cells in rows:
            yield Row(table, known, dict(zip(names, cells, strict=True)), place, problem, given)
