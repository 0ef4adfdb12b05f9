"""What the page of companies shows: those that are kept, those only jobs speak of, and who is there twice.

Why:    a job names its company in words; so a company is found by its name, by what it is also called, or by
        a link, and one nobody keeps a row of is listed all the same.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from ats_desktop.domain.companies import Company, normal_name, site_of
from ats_desktop.domain.people import Contact
from ats_desktop.domain.research import CompanyAlias, CompanyResearch
from ats_desktop.store.workspace import Workspace

KEPT, NAMED = "c:", "n:"  # what a line's key begins with: a row, or a name jobs speak of
_MOST = 5_000
_SHOWN = 200
_SMALL = 3  # letters of a word that may be an "of" or an "and"


class Rows(Protocol):
    """Whatever answers SQL."""

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Answer a question."""


@dataclass(frozen=True, slots=True)
class CompanyLine:
    """One line of the list."""

    key: str
    name: str
    industry: str
    place: str
    jobs: int
    rating: int | None
    watch: bool
    avoid: bool


@dataclass(frozen=True, slots=True)
class JobThere:
    """A job at a company."""

    id: str
    title: str
    stage: str
    application: str


@dataclass(frozen=True, slots=True)
class Around:
    """What is known around a company."""

    facts: tuple[CompanyResearch, ...]  # by kind, the newest of each first
    aliases: tuple[str, ...]
    jobs: tuple[JobThere, ...]
    people: tuple[Contact, ...] | None  # None: not hers to read


def keys(work: Rows, words: str = "") -> list[str]:
    """Give the keys of all companies in order of name, kept or only named."""
    like = f"%{words.strip().replace('!', '!!').replace('%', '!%').replace('_', '!_')}%"
    asked = """select 'c:' || id, name from companies
      where coalesce(name, '') || ' ' || coalesce(industry, '') like ? escape '!'
      union all
    select 'n:' || normal_company, min(company_name) from job_opportunities j
      where normal_company is not null and coalesce(company_name, '') like ? escape '!'
        and not exists (select 1 from companies c where c.normal_name = j.normal_company)
        and not exists (select 1 from company_aliases a where a.alias = j.normal_company)
        and coalesce(company, '') = ''
      group by normal_company
    order by 2 collate nocase"""
    return [str(key) for key, _ in work.rows(asked, like, like)]


def size(work: Rows) -> int:
    """Say roughly how much there is to look through."""
    asked = (
        "select coalesce((select max(slot) from companies), 0) + coalesce((select max(slot) from job_opportunities), 0)"
    )
    return int(work.rows(asked)[0][0])


def lines(work: Workspace, wanted: Iterable[str]) -> dict[str, CompanyLine]:
    """Fetch lines by their keys, in their order; one that is gone meanwhile is missing."""
    wanted = list(wanted)
    found = _only_named(work, [key.removeprefix(NAMED) for key in wanted if key.startswith(NAMED)])
    for key in wanted:
        if key.startswith(NAMED):
            continue
        one = work.find(Company, key.removeprefix(KEPT))
        if one is not None:
            jobs = len(jobs_of(work, one, names_of(work, one)))
            place = ", ".join(filter(None, (one.hq_location, one.country)))
            found[key] = CompanyLine(key, one.name, one.industry, place, jobs, one.rating, one.watch, one.avoid)
    return {key: found[key] for key in wanted if key in found}


def _only_named(work: Workspace, names: Sequence[str]) -> dict[str, CompanyLine]:
    """Fetch the lines of companies that only jobs name, all with one question."""
    asked = """select normal_company, count(*), (select company_name from job_opportunities
      where normal_company = j.normal_company order by slot desc limit 1)
    from job_opportunities j where normal_company in (select value from json_each(?)) group by normal_company"""
    return {
        f"{NAMED}{plain}": CompanyLine(
            f"{NAMED}{plain}", said, "", "", min(jobs, _SHOWN), None, watch=False, avoid=False
        )
        for plain, jobs, said in (work.rows(asked, json.dumps(names)) if names else ())
        if said
    }


def named(work: Workspace, name: str) -> Company | None:
    """Find a company by its name or by what it is also called."""
    plain = normal_name(name)
    found = work.all(Company, {"normal_name": plain}, order="id", limit=1)
    if found:
        return found[0]
    also = work.all(CompanyAlias, {"alias": plain}, limit=1)
    return work.find(Company, also[0].company) if also else None


def names_of(work: Workspace, company: Company) -> tuple[str, ...]:
    """Give every name a company goes by, as two spellings share it."""
    also = work.all(CompanyAlias, {"company": company.id}, limit=_SHOWN)
    return tuple(dict.fromkeys([company.normal_name, *(one.alias for one in also)]))


def around(work: Workspace, company: Company | None, name: str, *, people: bool) -> Around:
    """Gather what is known around a company, or around a name that is not kept."""
    names = names_of(work, company) if company else (normal_name(name),)
    facts = work.all(CompanyResearch, {"company": company.id}, limit=_SHOWN) if company else []
    facts.sort(key=lambda one: (str(one.as_of or ""), one.id), reverse=True)
    facts.sort(key=lambda one: one.kind.value)
    own = company.normal_name if company else normal_name(name)
    return Around(
        facts=tuple(facts),
        aliases=tuple(_name_said(work, one) or _with_capitals(one) for one in names if one != own),
        jobs=tuple(jobs_of(work, company, names)),
        people=_people(work, company, names) if people else None,
    )


def jobs_of(work: Workspace, company: Company | None, names: Sequence[str]) -> list[JobThere]:
    """List the jobs at a company, the newest first, with the stage of the newest attempt."""
    asked = f"""select j.id, coalesce(j.title, ''), coalesce(a.stage, ''), coalesce(a.id, '') from job_opportunities j
      left join applications a on a.slot = (select max(slot) from applications where job = j.id)
    where j.slot in (select slot from job_opportunities where company = ? and company <> ''
        union select slot from job_opportunities where normal_company in (select value from json_each(?)))
    order by j.slot desc limit {_SHOWN}"""
    wanted = json.dumps([normal_name(name) for name in names])
    return [JobThere(*line) for line in work.rows(asked, company.id if company else "", wanted)]


def doubles(work: Workspace) -> list[tuple[Company, ...]]:
    """Find companies that are there twice: by the same name, the same site, or a name another is also called."""
    asked = f"""select id, coalesce(name, ''), coalesce(domain, ''), coalesce(website, '')
    from companies order by id limit {_MOST}"""
    by_sign: dict[str, list[str]] = {}
    for row, name, domain, website in work.rows(asked):
        for sign in _signs(name, domain, website):
            by_sign.setdefault(sign, []).append(row)
    for alias, company in work.rows(f"select alias, company from company_aliases limit {_MOST}"):
        if f"name:{alias}" in by_sign:
            by_sign[f"name:{alias}"].append(str(company))
    found = []
    for rows in _joined(list(dict.fromkeys(rows)) for rows in by_sign.values()):
        there = [one for row in rows if (one := work.find(Company, row)) is not None]
        if len(there) > 1:
            found.append(tuple(there))
    return found


def _signs(name: str, domain: str, website: str) -> list[str]:
    site = site_of(domain) or site_of(website)
    return [f"name:{normal_name(name)}", *([f"site:{site}"] if site else [])]


def _joined(groups: Iterable[list[str]]) -> list[list[str]]:
    """Join groups that share a member, and drop those of one."""
    joined: list[list[str]] = []
    for group in groups:
        if len(group) < 2:  # noqa: PLR2004 - alone, nobody is there twice
            continue
        shared = [other for other in joined if set(other) & set(group)]
        joined = [other for other in joined if other not in shared]
        joined.append(list(dict.fromkeys(row for other in [*shared, group] for row in other)))
    return joined


def _name_said(work: Rows, normal: str) -> str:
    asked = "select company_name from job_opportunities where normal_company = ? order by slot desc limit 1"
    found = work.rows(asked, normal)
    return str(found[0][0]) if found else ""


def _with_capitals(plain: str) -> str:
    """Write a name that is kept in small letters as names are written.

    >>> _with_capitals("maps of müller")
    'Maps of Müller'
    """
    return " ".join(word.capitalize() if len(word) > _SMALL else word for word in plain.split())


def _beginning(name: str) -> str:
    """Give the letters every spelling of a name begins with, as far as SQLite knows their capitals."""
    return next(iter(re.findall(r"^[a-z0-9]+", name)), "")


def _people(work: Workspace, company: Company | None, names: Sequence[str]) -> tuple[Contact, ...]:
    linked = work.all(Contact, {"company": company.id}, limit=_SHOWN) if company else []
    asked = """select distinct c.id, c.company_name from contacts c, json_each(?) n
      where c.company_name like n.value || '%' escape '!'"""
    begins = json.dumps([_beginning(name) for name in names])
    there = [row for row, said in work.rows(asked, begins) if normal_name(said) in names]
    found = {one.id: one for one in linked} | {row: work.get(Contact, row) for row in there[:_SHOWN]}
    return tuple(sorted(found.values(), key=lambda one: one.name.casefold()))
