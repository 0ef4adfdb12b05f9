"""A résumé as a drafted profile: each thing found, with the line it stands on, to be accepted or left.

Why:    a machine misreads, so nothing is written that was not accepted; and what the profile says already is
        hers: it is shown beside what was found, and stays unless she ticks the other.
Source: experience.md E27; rulings.md 11.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ats_desktop.domain.catalog import BY_TABLE
from ats_desktop.domain.ordering import between
from ats_desktop.domain.profile import CandidateProfile, CandidateSkill
from ats_desktop.domain.schema import Cell, Noun
from ats_desktop.errors import Refused
from ats_desktop.formats.problem import KIND, Note
from ats_desktop.formats.settled import Row
from ats_desktop.services import transfer
from ats_desktop.services.matching import matcher
from ats_desktop.store.command import command
from ats_desktop.store.reads import transfer as reads
from ats_desktop.store.workspace import Workspace

PERSON = CandidateProfile.noun.table
# the nouns a résumé speaks of, in the order they are shown
PARTS = (PERSON, "work_experiences", "educations", "candidate_skills", "languages", "certifications")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing a résumé says.

    Shape:  `mine` is what the profile says instead, `here` that it says the same already.
    """

    key: str
    table: str
    label: str
    value: str
    source: str
    fields: dict[str, Cell]
    row: str = ""
    mine: str = ""
    here: bool = False

    @property
    def proposed(self) -> bool:
        """Say whether it is ticked until she says otherwise: new, and against nothing of hers."""
        return not (self.here or self.mine)


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything found, in the order it is shown."""

    title: str
    items: tuple[Item, ...] = ()
    notes: tuple[Note, ...] = field(default_factory=tuple)


def draft(work: Workspace, source: Path | bytes, *, name: str = "") -> Draft:
    """Read a résumé and lay it beside the profile; nothing is written.

    Raises: Refused, when it cannot be read or is none.
    """
    tables, notes = transfer.found_in(work, source, name=name, format="resume")
    items = [item for table in PARTS for item in _items(work, BY_TABLE[table], tables.get(table, []))]
    title = name or (source.name if isinstance(source, Path) else "a résumé")
    return Draft(title, tuple(items), tuple(note for note in notes if note.place != KIND))


@command("Accept a drafted profile")
def accept(work: Workspace, drafted: Draft, keys: Collection[str]) -> int:
    """Write what was ticked as one step of undo; gives how many things that were.

    Raises: Refused, when nothing was ticked.
    """
    taken = [item for item in drafted.items if item.key in keys and not item.here]
    if not taken:
        raise Refused("Nothing is ticked.", "Tick what is to be in your profile.")
    with work.change(f"Take over {drafted.title}") as change:
        facts = {name: cell for item in taken if item.table == PERSON for name, cell in item.fields.items()}
        if facts:
            person = change.ensure(CandidateProfile())
            known = CandidateProfile.noun.by_name
            change.save(replace(person, **{name: known[name].decode(cell) for name, cell in facts.items()}), was=person)
        last = max((skill.position for skill in work.all(CandidateSkill)), default="")
        for item in taken:
            if item.table != PERSON:
                noun = BY_TABLE[item.table]
                row = noun.read({**item.fields, "id": _own_id(work, noun, item)})
                if isinstance(row, CandidateSkill):  # in the order she gave them in her résumé
                    last = between(last, "")
                    row = replace(row, position=last)
                change.save(row)
    return len(taken)


def _own_id(work: Workspace, noun: Noun, item: Item) -> str:
    """Give the id the row has on every laptop; a new one where the row lies in the bin or came meanwhile."""
    if noun.key:
        return ""
    gone = item.row in reads.binned(work, noun) or item.row in reads.ids_here(work, noun, [item.row])
    return "" if gone else item.row


def _items(work: Workspace, noun: Noun, rows: list[Row]) -> Iterator[Item]:
    """Lay the rows of a noun beside those that are here."""
    if noun.table == PERSON:
        person = next(iter(work.all(CandidateProfile, limit=1)), CandidateProfile())
        for row in rows:
            yield from _facts(person, row)
        return
    here = reads.present(work, noun, [row.id for row in rows])
    match = matcher(work, noun, rows, {})
    for row in rows:
        found = noun.read(row.fields)
        known = here.get(row.id) or (match({**row.fields, "id": row.id}) if match else "")
        yield Item(
            f"{noun.table}:{row.id}",
            noun.table,
            noun.title,
            worded(noun, found),
            row.place,
            row.fields,
            row.id,
            here=bool(known),
        )


def _facts(person: CandidateProfile, row: Row) -> Iterator[Item]:
    for name, cell in row.fields.items():
        known = person.noun.by_name[name]
        mine, value = known.kind.show(getattr(person, name)), known.kind.show(known.decode(cell))
        here = mine == value
        yield Item(
            f"{PERSON}:{name}",
            PERSON,
            known.label,
            value,
            row.place,
            {name: cell},
            mine="" if here else mine,
            here=here,
        )


def worded(noun: Noun, row: Any) -> str:
    """Say a found row in a few lines: what it is, from when until when, what was done."""
    if noun.table == "work_experiences":
        return _lines(
            str(row), _span(row.start, row.end, goes_on=row.is_current), row.location, row.description, *row.highlights
        )
    if noun.table == "educations":
        study = ", ".join(part for part in (row.degree_name, row.field_of_study) if part)
        return _lines(
            study or row.institution, row.institution if study else "", _span(row.start, row.end), row.description
        )
    if noun.table == "candidate_skills":
        return " · ".join(part for part in (row.skill_name, row.level.label) if part)
    if noun.table == "languages":
        return " · ".join(part for part in (row.name, row.fluency.label or row.note) if part)
    return _lines(" · ".join(part for part in (row.name, row.issuer, row.issued_on) if part))


def _span(start: str, end: str, *, goes_on: bool = False) -> str:
    return " - ".join(part for part in (start, "today" if goes_on else end) if part)


def _lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part)
