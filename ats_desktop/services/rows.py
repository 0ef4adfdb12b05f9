"""Add, edit and remove rows of any noun: what forms, lists and the command line stand on."""

from collections.abc import Mapping
from dataclasses import MISSING, fields, replace
from typing import Any, TypeVar

from ats_desktop.domain.schema import Entity, Field, Noun
from ats_desktop.domain.values import Appointment
from ats_desktop.errors import Refused
from ats_desktop.services.reach import keep_within
from ats_desktop.store.command import command
from ats_desktop.store.workspace import Workspace

E = TypeVar("E", bound=Entity)
_FROZEN = {
    "submissions": ("What was sent stays as it was sent.", "Note what was sent otherwise as another sending."),
    "document_versions": ("A version stays as it is.", "Add another version instead."),
}


def read_values(noun: Noun, texts: Mapping[str, str]) -> dict[str, Any]:
    """Turn what was typed into values, each by the kind of its field.

    Raises: Refused, naming the field and what it takes.
    """
    return {name: read_text(_field(noun, name), text) for name, text in texts.items()}


def read_text(field: Field, text: str) -> Any:
    """Turn what was typed into a value of one field.

    Raises: Refused, naming the field and what it takes.
    """
    try:
        return field.kind.parse(text)
    except (ValueError, TypeError) as error:
        raise Refused(f"{field.label}: “{text}” is no {field.kind.name}.", _expects(field, error)) from error


def _field(noun: Noun, name: str) -> Field:
    field = noun.by_name.get(name)
    if field is None:
        raise Refused(f"{noun.title} have no “{name}”.", f"They have: {', '.join(f.name for f in noun.plain)}.")
    if name == "stage" and field.gathered:
        raise Refused("A stage follows from what happened.", "Use `ats stage` or move the card.")
    if field.derived:
        raise Refused(f"{field.label} is worked out by the program.", "Change what it follows from.")
    return field


def _expects(field: Field, error: Exception) -> str:
    example = {
        "date": "Write it like 2026-12-31.",
        "moment": "Write it like 2026-12-31T14:00+01:00.",
        "whole number": "Write digits only.",
        "number": "Write it like 2.5.",
    }.get(field.kind.name)
    said = str(error)
    return example or f"{said[:1].upper()}{said[1:]}."


def _check_kept(noun: Noun) -> None:
    """Refuse to write what is only counted."""
    if noun.scope == "counted":
        raise Refused(f"{noun.title} are counted from what happened.", "Change what they follow from.")


@command("Add a row")
def add(work: Workspace, kind: type[E], **values: Any) -> E:
    """Add a row of any noun.

    Raises: Refused, when what it cannot be without is missing.
    """
    _check_kept(kind.noun)
    for field in fields(kind):
        if field.default is MISSING and not values.get(field.name):
            known = kind.noun.by_name[field.name]
            raise Refused(f"{known.label} is missing.", f"Give it as {field.name}=….")
    with work.change(f"Add {_called(kind.noun)}") as change:
        return change.save(keep_within(work, kind(**_in_her_zone(work, values))))


@command("Change a row")
def edit(work: Workspace, row: E, **values: Any) -> E:
    """Change fields of a row that was read; other people's changes to other fields stay."""
    _check_kept(row.noun)
    for name in values:
        _field(row.noun, name)
    if row.noun.table in _FROZEN:
        raise Refused(*_FROZEN[row.noun.table])
    with work.change(f"Change {_called(row.noun)}") as change:
        return change.save(_within(work, replace(row, **_in_her_zone(work, values)), row), was=row)


def _called(noun: Noun) -> str:
    """Say what rows are called by people; undo says it back to them."""
    from ats_desktop.domain.catalog import ALSO_CALLED  # late: it brings every noun

    plain = next((word for word, table in ALSO_CALLED.items() if table == noun.table), noun.title.lower())
    return plain.replace("_", " ")


def _within(work: Workspace, row: E, was: E) -> E:
    """Look where a changed row reaches, if what it is about was changed."""
    links = [name for name, field in row.noun.by_name.items() if name == "about" or field.kind.name == "link"]
    moved = any(getattr(row, name) != getattr(was, name) for name in links)
    return keep_within(work, row) if moved else row


def _in_her_zone(work: Workspace, values: dict[str, Any]) -> dict[str, Any]:
    """Read a time without a zone as she means it."""
    bare = {name: value for name, value in values.items() if isinstance(value, Appointment) and value.wall}
    if all(value.zone for value in bare.values()):
        return values
    from ats_desktop.services.reminders import habits_of

    zone = habits_of(work).zone.key
    return values | {name: Appointment(value.wall, value.zone or zone) for name, value in bare.items()}


@command("Remove a row")
def remove(work: Workspace, row: Entity) -> None:
    """Put a row into the bin, where it stays for 180 days."""
    _check_kept(row.noun)
    with work.change(f"Remove {_called(row.noun)}") as change:
        change.remove(row)
