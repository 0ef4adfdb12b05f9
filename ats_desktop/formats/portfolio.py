"""Certificates, languages, projects, awards and publications in JSON Resume, in and out, by one table.

Why:    what is read and what is written stand side by side, so that neither forgets a field of the other.
Shape:  a part names its section, its noun, and {key there: field here}; other kinds of achievement than those
        JSON Resume knows go out as awards that say their kind in `x-kind`.
Source: the JSON Resume schema, draft-07; domain.md A.14.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from ats_desktop.domain.portfolio import (
    Achievement,
    AchievementKind,
    Certification,
    Language,
    Project,
    fluency_of,
)
from ats_desktop.domain.schema import Entity
from ats_desktop.formats.problem import Found, Note, found
from ats_desktop.formats.same import words
from ats_desktop.formats.taking import Document, take, take_date, take_texts, walk

_KIND = "x-kind"


class Part(NamedTuple):
    """One section of the document and the noun its entries become."""

    section: str
    row: type[Entity]
    fields: Mapping[str, str]
    kind: str = ""  # of an achievement

    def key(self, values: Mapping[str, Any]) -> tuple[str, ...]:
        """Make what names an entry: its name, and what tells it from another of that name."""
        if self.row is Language:
            return (words(str(values.get("name") or "")),)
        told = [str(values.get(name) or "") for name in ("name", "issuer", "issued_on", "awarded_on", "start")]
        return (self.section, words(told[0]), words(told[1]), *told[2:])


PARTS = (
    Part(
        "certificates",
        Certification,
        {"name": "name", "date": "issued_on", "issuer": "issuer", "url": "credential_url"},
    ),
    Part("languages", Language, {"language": "name", "fluency": "note"}),
    Part(
        "projects",
        Project,
        {
            "name": "name",
            "description": "description",
            "highlights": "outcomes",
            "keywords": "skills",
            "startDate": "start",
            "endDate": "end",
            "url": "url",
        },
    ),
    Part(
        "awards",
        Achievement,
        {"title": "name", "date": "awarded_on", "awarder": "issuer", "summary": "description"},
        AchievementKind.AWARD.value,
    ),
    Part(
        "publications",
        Achievement,
        {"name": "name", "publisher": "issuer", "releaseDate": "awarded_on", "url": "url", "summary": "description"},
        AchievementKind.PUBLICATION.value,
    ),
)
DATES = frozenset({"date", "releaseDate", "startDate", "endDate"})
_LISTS = frozenset({"highlights", "keywords"})


def read(rest: Document, notes: list[Note]) -> Iterator[Found]:
    """Take the entries of all parts out of a document."""
    for part in PARTS:
        for place, entry in walk(rest, part.section):
            yield from read_entry(part, entry, place, notes)


def read_entry(part: Part, entry: Document, place: str, notes: list[Note]) -> Iterator[Found]:
    """Take one entry; without a name it stays where it is."""
    named = next(iter(part.fields))
    if not isinstance(entry.get(named), str) or not entry[named].strip():
        return
    values: dict[str, Any] = {}
    for key, field in part.fields.items():
        if key in DATES:
            values[field] = take_date(entry, key, place, notes)
        elif key in _LISTS:
            values[field] = take_texts(entry, key)
        else:
            values[field] = take(entry, key)
    of = part.key(values)
    if part.row is Language:
        values["fluency"] = fluency_of(values["note"])
    if part.kind:
        values["kind"] = AchievementKind(take(entry, _KIND) or part.kind)
    yield found(part.row.noun.table, () if part.row.noun.key else of, place, **values)
    entry["_of"] = list(of)


def written(rows: Iterable[Entity]) -> Mapping[str, list[tuple[list[str], Document]]]:
    """Write rows as entries of their sections, each with its key."""
    made: dict[str, list[tuple[list[str], Document]]] = {part.section: [] for part in PARTS}
    for row in rows:
        part = _part_of(row)
        if part is not None:
            values = {field: getattr(row, field) for field in part.fields.values()}
            made[part.section].append((list(part.key(values)), _entry(part, row, values)))
    return made


def _part_of(row: Entity) -> Part | None:
    fitting = [part for part in PARTS if isinstance(row, part.row)]
    kind = getattr(row, "kind", "")
    return next((part for part in fitting if part.kind == kind), next(iter(fitting), None))


def _entry(part: Part, row: Entity, values: Mapping[str, Any]) -> Document:
    entry: Document = {}
    for key, field in part.fields.items():
        value = list(values[field]) if key in _LISTS else str(values[field])
        if value:
            entry[key] = value
    if isinstance(row, Language):
        entry |= {"fluency": row.said} if row.said else {}
    if isinstance(row, Achievement) and row.kind != part.kind:
        entry[_KIND] = row.kind.value
    return entry
