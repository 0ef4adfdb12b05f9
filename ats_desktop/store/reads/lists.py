"""What a list of any noun shows: the numbers of its rows in order, and the rows of those in view."""

import json
from array import array
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from ats_desktop.domain.schema import Noun
from ats_desktop.store import reading
from ats_desktop.store.search import query

_SHIFT = 40  # a key of the search index: the noun's number, then the row's
FEW = 5_000  # up to here any order is found at once


class Rows(Protocol):
    """Whatever answers SQL, and knows its words."""

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Answer a question."""

    def catch_up(self) -> None:
        """Index what was written a moment ago."""


def order(work: Rows, noun: Noun, *, sort: str = "", down: bool = True, words: str = "") -> "array[int]":
    """Give the numbers of a noun's rows, in order of a field; without one, the newest first.

    Raises: Refused, when the field is none of the noun's.
    """
    column = f"{reading.column_of(noun, sort)} collate nocase" if sort else "slot"
    way = " desc" if down else ""
    where, values = _matching(work, noun, words)
    asked = (
        f"select json_group_array(slot) from (select slot from {noun.table}{where} order by {column}{way}, slot{way})"
    )
    return array("q", json.loads(work.rows(asked, *values)[0][0]))


def rows(work: Rows, noun: Noun, slots: Sequence[int]) -> Mapping[int, Any]:
    """Fetch rows by their numbers; one that is gone meanwhile is missing."""
    asked = f"select slot, {reading.columns(noun)} from {noun.table} where slot in (select value from json_each(?))"
    return {slot: noun.decode(cells) for slot, *cells in work.rows(asked, json.dumps(list(slots)))}


def count(work: Rows, noun: Noun) -> int:
    """Count the rows of a noun."""
    return int(work.rows(f"select count(*) from {noun.table}")[0][0])


def slot_of(work: Rows, noun: Noun, row: str) -> int:
    """Give the number of a row by its id; 0 when it is not here."""
    found = work.rows(f"select slot from {noun.table} where id = ?", row)
    return int(found[0][0]) if found else 0


def names(work: Rows, noun: Noun, words: str = "", limit: int = 200) -> list[tuple[str, str]]:
    """List rows as a link to them is chosen: id and what a person calls it, the newest first."""
    slots = order(work, noun, words=words)[:limit]
    found = rows(work, noun, slots)
    return [(found[slot].id, str(found[slot])) for slot in slots if slot in found]


def _matching(work: Rows, noun: Noun, words: str) -> tuple[str, list[object]]:
    asked = query(words)
    if not asked:
        return "", []
    work.catch_up()
    found = work.rows("select number from search_noun where noun = ?", noun.table)
    first = int(found[0][0]) << _SHIFT if found else 0
    return (
        f" where slot in (select rowid & {(1 << _SHIFT) - 1} from search_words"
        " where search_words match ? and rowid between ? and ?)"
    ), [asked, first, first + (1 << _SHIFT) - 1]
