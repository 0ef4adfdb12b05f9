"""What ships with the program to begin from: interview questions, names of skills, facts of companies.

Why:    a pack is read from resources when it is first asked for, and becomes rows only when it is used; so it
        costs nothing at the start, travels with no sync, and a newer program brings a better one.
        A company's field is there with its source and the day for which it is vouched, or it is not there.
Source: resources/data/SOURCES.md; rulings 7.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from ats_desktop.domain.companies import Company, normal_name
from ats_desktop.domain.practice import Difficulty, InterviewQuestion, QuestionKind
from ats_desktop.domain.research import CompanyResearch, FactKind
from ats_desktop.domain.schema import Id, Text
from ats_desktop.domain.stamps import natural_id
from ats_desktop.errors import NotFound
from ats_desktop.shipped import shipped
from ats_desktop.store.command import command
from ats_desktop.store.skillpack import same_skill, skill_named, skills, skills_in, skills_like
from ats_desktop.store.workspace import Workspace

__all__ = ["same_skill", "skill_named", "skills", "skills_in", "skills_like"]
__all__ += ["Known", "KnownCompany", "companies", "populate_companies", "question_id", "questions"]
TOP_TECH = "top-tech"
_OWN = "own website"


def _told(name: str) -> Any:
    return json.loads(shipped(f"data/{name}.json").read_text(encoding="utf-8"))


# --- questions ------------------------------------------------------------------------------------


@cache
def questions() -> dict[str, InterviewQuestion]:
    """Give the question bank by its keys, as rows that are not saved yet."""
    return {
        line["key"]: InterviewQuestion(
            text=line["text"],
            kind=QuestionKind(kind),
            difficulty=Difficulty(level),
            category=line["topic"],
            framework=line["how"],
            skills=tuple(line["skills"]),
            origin="pack",
        )
        for kind, levels in _told("questions").items()
        for level, lines in levels.items()
        for line in lines
    }


def question_id(work: Workspace, key: str) -> Id[InterviewQuestion]:
    """Say which row a question of the pack is, or will be once it is used: the same on every laptop."""
    return Id(natural_id(work.identity.workspace, InterviewQuestion.noun.table, "pack", key))


# --- companies ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Known:
    """One field of a company: what it is, where that can be checked, and the day for which it is vouched."""

    field: str
    value: str
    source: str
    as_of: date


@dataclass(frozen=True, slots=True)
class KnownCompany:
    """A company of the pack: nothing but fields with a source."""

    pack: str
    fields: tuple[Known, ...]

    def __getitem__(self, name: str) -> str:
        return next((one.value for one in self.fields if one.field == name), "")


@cache
def companies() -> tuple[KnownCompany, ...]:
    """Give the companies of all packs."""
    told = _told("companies")
    day = date.fromisoformat(told["vouched_on"])
    return tuple(KnownCompany(line["pack"], tuple(_fields(line, day))) for line in told["companies"])


def _fields(line: dict[str, Any], day: date) -> Iterator[Known]:
    elsewhere = f"Wikidata {line['item']}" if "item" in line else f"{_OWN}, {line['domain']}"
    for name, value in line.items():
        if name not in {"pack", "item"}:
            own = name in {"name", "domain", "website"}
            yield Known(name, str(value), f"{_OWN}, {line['domain']}" if own else elsewhere, day)


@command("Fill in well-known companies")
def populate_companies(work: Workspace, *, pack: str = TOP_TECH) -> list[Company]:
    """Add the companies of a pack that are not here yet, each fact with its source; what is here stays as it is.

    Raises: NotFound, when there is no such pack.
    """
    wanted = [one for one in companies() if one.pack == pack]
    if not wanted:
        packs = ", ".join(sorted({one.pack for one in companies()}))
        raise NotFound(f"There is no pack “{pack}”.", f"There are: {packs}.")
    with work.change("Fill in well-known companies") as change:
        here = change.all(Company)
        taken = {one.domain for one in here if one.domain} | {normal_name(one.name) for one in here}
        fresh = [one for one in wanted if not {one["domain"], normal_name(one["name"])} & taken]
        change.save_all([_company(work, one) for one in fresh])
        change.save_all([fact for one in fresh for fact in _facts(work, one)])
    return [work.get(Company, _company_id(work, one)) for one in fresh]


def _company_id(work: Workspace, one: KnownCompany) -> Id[Company]:
    return Id(natural_id(work.identity.workspace, Company.noun.table, one["domain"]))


def _company(work: Workspace, one: KnownCompany) -> Company:
    return Company(
        id=_company_id(work, one),
        name=one["name"],
        domain=one["domain"],
        website=one["website"],
        industry=one["industry"],
        hq_location=one["city"],
        country=one["country"],
        source=f"pack {one.pack}",
    )


def _facts(work: Workspace, one: KnownCompany) -> Iterator[CompanyResearch]:
    place = ", ".join(filter(None, (one["city"], one["country"])))
    kinds = {"city": (FactKind.HEADQUARTERS, place), "founded": (FactKind.FOUNDED, one["founded"])}
    company = _company_id(work, one)
    for known in one.fields:
        if known.field in kinds:
            kind, value = kinds[known.field]
            yield CompanyResearch(
                id=Id(natural_id(work.identity.workspace, CompanyResearch.noun.table, company, kind)),
                company=company,
                kind=kind,
                value=Text(value),
                source=known.source,
                as_of=known.as_of,
                came_from=f"pack {one.pack}",
            )
