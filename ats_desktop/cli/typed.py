"""What was typed: nouns, ids, `field=value` and conditions, read by the fields' own kinds."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, tzinfo
from difflib import get_close_matches
from typing import Any

from ats_desktop.domain.applications import Application
from ats_desktop.domain.catalog import ALSO_CALLED, BY_CLASS, BY_TABLE, find_noun
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.reminders import known_zone
from ats_desktop.domain.schema import Cell, Entity, Field, Id, Noun, stored
from ats_desktop.domain.settings import ZONE
from ats_desktop.errors import NotFound, Refused
from ats_desktop.services import rows
from ats_desktop.store.reading import Condition
from ats_desktop.store.reads import rows as questions
from ats_desktop.store.reads.today import setting
from ats_desktop.store.workspace import Workspace

_CONDITION = re.compile(r"([A-Za-z_]+)\s*(>=|<=|!=|=|~|<|>)\s*(.*)", re.DOTALL)
_FEWEST = 4  # letters of an id worth looking for
_SHOWN = 5


def noun_named(word: str) -> Noun:
    """Find what rows are meant: by the plain word for them, their table's name or their class's.

    Raises: NotFound, naming the nearest there are.
    """
    found = find_noun(word)
    if found is None:
        names = ", ".join(_near(word) or sorted({*BY_TABLE, *ALSO_CALLED}))
        raise NotFound(f"There is no “{word}”.", f"There are: {names}.")
    return found


def _near(word: str) -> list[str]:
    """Name the tables whose name, or whose class's name, is like a word or has it in it."""
    known = {name.casefold(): noun.table for name, noun in (*BY_TABLE.items(), *BY_CLASS.items())}
    plain = word.casefold().replace("-", "_").rstrip("s")
    holding = [table for name, table in known.items() if len(plain) >= _FEWEST - 1 and plain in name]
    return list(dict.fromkeys([*holding, *(known[one] for one in get_close_matches(plain, known, 3, 0.6))]))


def row_named(work: Workspace, noun: Noun, part: str) -> Entity:
    """Find the row whose id is, begins with or ends with what was typed.

    Raises: NotFound, where none is; Refused, where it is not the only one.
    """
    found = questions.ids_like(work, noun, part.strip()) if len(part.strip()) >= _FEWEST else []
    if not found:
        advice = (
            f"`ats list {noun.table}` shows those there are; the end of an id is enough, if at least {_FEWEST} letters."
        )
        raise NotFound(f"None of your {noun.title.lower()} has the id “{part}”.", advice)
    if len(found) > 1:
        named = "; ".join(f"{one} {work.get(noun.row, one)}" for one in found[:_SHOWN])
        raise Refused(
            f"More than one of your {noun.title.lower()} has “{part}” in its id.", f"Give more of it: {named}"
        )
    return work.get(noun.row, found[0])


def pairs(words: Iterable[str]) -> dict[str, str]:
    """Split `field=value` at the first sign.

    Raises: Refused, for a word without one, or a field named twice.
    """
    made: dict[str, str] = {}
    for word in words:
        name, sign, text = word.partition("=")
        if not sign or not name.strip():
            raise Refused(
                f"“{word}” gives no field a value.", "Write it like title=Engineer, with quotes around spaces."
            )
        if name.strip() in made:
            raise Refused(f"“{name.strip()}” is given twice.", "Give each field once.")
        made[name.strip()] = text
    return made


def values(work: Workspace, noun: Noun, texts: Mapping[str, str]) -> dict[str, Any]:
    """Turn `field=value` texts into values; links and `about` may name a row by the end of its id.

    Raises: Refused, naming the field and what it takes.
    """
    return rows.read_values(noun, {name: _linked(work, noun.by_name.get(name), text) for name, text in texts.items()})


def _linked(work: Workspace, field: Field | None, text: str) -> str:
    if field is None or not text.strip():
        return text
    if field.kind.name == "moment":
        return str(moment(work, text))
    if field.kind.target:
        return row_named(work, BY_CLASS[field.kind.target], text).id
    return about(work, text) if field.name == "about" and ":" in text else text


def about(work: Workspace, text: str) -> str:
    """Read `NOUN:ID`, the row a note or a task is about.

    Raises: NotFound, where there is none; Refused, for what names none.
    """
    name, sign, part = text.partition(":")
    if not sign:
        raise Refused(f"“{text}” names no row.", "Write it like job_opportunities:3cd0df09.")
    noun = noun_named(name)
    return f"{noun.table}:{row_named(work, noun, part).id}"


def conditions(work: Workspace, noun: Noun, words: Iterable[str]) -> list[Condition]:
    """Read `field=value`, `field!=value`, `field~word`, `field>=value` and their like.

    Raises: Refused, naming what cannot be read.
    """
    return [_condition(work, noun, word) for word in words]


def _condition(work: Workspace, noun: Noun, word: str) -> Condition:
    match = _CONDITION.fullmatch(word.strip())
    if not match:
        raise Refused(
            f"“{word}” is no condition.",
            "Write it like company_name=Brightwater, title~engineer, deadline_on>=2026-12-01.",
        )
    name, operator, text = match.groups()
    field = noun.by_name.get(name)
    if operator == "~" or (field is None and name in stored(noun)):
        return name, operator, text
    if field is None:
        raise Refused(f"{noun.title} have no “{name}”.", f"They have: {', '.join(f.name for f in noun.fields)}.")
    return name, operator, rows.read_text(field, _linked(work, field, text))


def shown_cell(field: Field, cell: Cell) -> str:
    """Write a cell as a person reads it; nothing for an absent one."""
    return "" if cell is None else str(field.kind.show(field.decode(cell)))


def title_of(work: Workspace, row: Entity) -> str:
    """Say what a person calls a row; an attempt at a job is called like the job."""
    if isinstance(row, Application) and (job := work.find(JobOpportunity, row.job)):
        return str(job)
    return str(row)


def titles(work: Workspace, rows: Sequence[Entity], *, most: int = 200) -> dict[str, str]:
    """Say what the rows are called to which these link; for a long list nothing, it would take too long."""
    if len(rows) > most:
        return {}
    asked = {pair for row in rows for pair in _links(row)}
    found = ((one, work.find(noun.row, one)) for one, noun in asked)
    return {one: title_of(work, row) for one, row in found if row is not None}


def _links(row: Entity) -> Iterator[tuple[str, Noun]]:
    """Give the ids a row names, and the nouns they are of."""
    for field in row.noun.fields:
        value = getattr(row, field.name)
        if value and field.kind.target:
            yield value, BY_CLASS[field.kind.target]
        elif field.name == "about" and value.partition(":")[0] in BY_TABLE:
            yield value.partition(":")[2], BY_TABLE[value.partition(":")[0]]


def clock(work: Workspace) -> tzinfo | None:
    """Give the clock she goes by: of the zone in her settings, else this machine's (None)."""
    return known_zone(setting(work, ZONE.key))


def moment(work: Workspace, text: str) -> datetime | None:
    """Read a time as she means it: by her own clock, wherever this machine stands.

    Raises: Refused, when it is none.
    """
    if not text.strip():
        return None
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise Refused(f"“{text}” is no time.", "Write it like 2026-11-20 or 2026-11-20T14:30.") from error
    return (found if found.tzinfo else found.replace(tzinfo=clock(work))).astimezone()


def as_id(row: Entity) -> Id[Any]:
    """Give a row's id as verbs take it."""
    return Id(row.id)
