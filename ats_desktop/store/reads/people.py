"""What the page of people asks: who, in which order, what was said; what hangs on one of them.

Why:    a half-remembered word may stand with the person or in what was said, so both are looked through.
"""

import json
from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol, cast

from ats_desktop.domain.people import Contact, Interaction
from ats_desktop.domain.referrals import Reference, Referral
from ats_desktop.store.reading import column_of
from ats_desktop.store.search import matching
from ats_desktop.store.workspace import Workspace

SHOWN = 60  # conversations of one person


class Rows(Protocol):
    """Whatever answers SQL, and knows its words."""

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Answer a question."""

    def catch_up(self) -> None:
        """Index what was written a moment ago."""


def order(work: Rows, *, words: str = "", relationship: str = "", sort: str = "", down: bool = False) -> "array[int]":
    """Give the numbers of contacts, in order of a field, else by name; what is empty stands last.

    Raises: Refused, when the field is none of a contact's.
    """
    parts, values = ["1"], list[object]()
    own, sought = matching(work, Contact.noun, words)
    if own:
        said, of_talk = matching(work, Interaction.noun, words)
        parts.append(f"({own} or id in (select contact from interactions where {said}))")
        values += [*sought, *of_talk]
    if relationship:
        parts.append("coalesce(relationship, 'other') = ?")
        values.append(relationship)
    column, way = column_of(Contact.noun, sort or "name"), " desc" if down else ""
    asked = (
        f"select json_group_array(slot) from (select slot from contacts where {' and '.join(parts)}"
        f" order by {column} is null, {column} collate nocase{way}, slot)"
    )
    return array("q", json.loads(work.rows(asked, *values)[0][0]))


def counts(work: Rows) -> Mapping[str, int]:
    """Count contacts by how one knows them."""
    return dict(
        cast(
            "list[tuple[str, int]]",
            work.rows("select coalesce(relationship, 'other'), count(*) from contacts group by 1"),
        )
    )


@dataclass(frozen=True, slots=True)
class Around:
    """What hangs on one person."""

    touches: tuple[Interaction, ...]  # the newest first
    referrals: tuple[Referral, ...]
    references: tuple[Reference, ...]


def around(work: Workspace, contact: str) -> Around:
    """Gather what hangs on one person."""
    return Around(
        tuple(work.all(Interaction, {"contact": contact}, order="-at", limit=SHOWN)),
        tuple(work.all(Referral, {"contact": contact}, order="-id", limit=SHOWN)),
        tuple(work.all(Reference, {"contact": contact}, order="-id", limit=SHOWN)),
    )
