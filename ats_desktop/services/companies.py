"""Companies: kept, looked into, and merged where one is there twice."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from ats_desktop.domain.catalog import NOUNS
from ats_desktop.domain.companies import Company
from ats_desktop.domain.research import CompanyAlias, CompanyResearch, FactKind, alias_of
from ats_desktop.domain.schema import Entity, Field, Id, Text
from ats_desktop.errors import Refused
from ats_desktop.store.command import command
from ats_desktop.store.reads.companies import named
from ats_desktop.store.workspace import Workspace

_KINDS = {kind.__name__: kind for kind in NOUNS}


@command("Keep a company")
def keep(work: Workspace, name: str) -> Company:
    """Keep a company by its name; one that is known by it already is taken.

    Raises: Refused, without a name.
    """
    if not name.strip():
        raise Refused("A company needs a name.", "Write it as they write it.")
    with work.change("Keep a company") as change:
        return named(work, name) or change.save(Company(name=name.strip()))


@command("Note a fact about a company")
def note_fact(
    work: Workspace, company: Id[Company], kind: FactKind, value: str, source: str, *, as_of: date | None = None
) -> CompanyResearch:
    """Note a fact, and where it comes from; without a day it is of today.

    Raises: Refused, without the fact or its source.
    """
    if not value.strip():
        raise Refused("What is the fact?", "Write it in a sentence.")
    if not source.strip():
        raise Refused(
            "Where does it come from?", "A page, a person, a paper: without a source nobody can trust it later."
        )
    with work.change("Note a fact about a company") as change:
        change.get(Company, company)
        return change.save(
            CompanyResearch(
                company=company,
                kind=kind,
                value=Text(value.strip()),
                source=source.strip(),
                as_of=as_of or change.now.date(),
            )
        )


@command("Merge companies")
def merge(work: Workspace, kept: Id[Company], others: Sequence[Id[Company]]) -> Company:
    """Make one of several: what pointed to the others points here, and their names are kept as other names.

    Why:    whatever noun links a company is found by its declaration, so that a noun of next year is moved too.
    Raises: Refused, when there is nothing to merge with.
    """
    wanted = [one for one in dict.fromkeys(others) if one != kept]
    if not wanted:
        raise Refused("There is nothing to merge with.", "Choose another company.")
    with work.change("Merge companies") as change:
        one = change.get(Company, kept)
        for row in wanted:
            other = change.get(Company, row)
            for kind, field in _pointing():
                for linked in change.all(kind, {field.name: other.id}):
                    if not isinstance(linked, CompanyAlias):
                        change.save(replace(linked, **{field.name: one.id}), was=linked)
            _move_what_is_about(change, other, one)
            _move_names(change, other, one)
            change.remove(other)
            one = change.save(_filled(one, other))
        return one


def _pointing() -> list[tuple[type[Entity], Field]]:
    """Name every field of every noun that links a company."""
    return [
        (kind, field)
        for kind in NOUNS
        for field in kind.noun.plain
        if field.kind.name == "link" and _KINDS.get(field.kind.target) is Company
    ]


def _move_what_is_about(change: Any, other: Company, one: Company) -> None:
    """Let notes, tasks and files about the other be about the one."""
    mine, theirs = (f"{Company.noun.table}:{row.id}" for row in (one, other))
    for kind in NOUNS:
        if "about" in kind.noun.by_name and not kind.noun.key:
            for row in change.all(kind, {"about": theirs}):
                change.save(replace(row, about=mine), was=row)


def _move_names(change: Any, other: Company, one: Company) -> None:
    """Let every name of the other find the one."""
    for alias in change.all(CompanyAlias, {"company": other.id}):
        change.save(replace(alias, company=one.id), was=alias)
    known = change.ensure(alias_of(other.name, one.id))
    if known.company != one.id:
        change.save(replace(known, company=one.id), was=known)


def _filled(one: Company, other: Company) -> Company:
    """Fill what is empty from the other; what is said stays."""
    known = {field.name: field.default for field in Company.noun.plain if not field.automatic}
    missing = {name: getattr(other, name) for name, empty in known.items() if getattr(one, name) in {empty, "", None}}
    return replace(one, **{name: value for name, value in missing.items() if value not in {known[name], "", None}})
