"""Which row of hers a found row is: typed by hand once, or found in another file, and the same all the same.

Why:    a job she typed and the same job in LinkedIn's zip are one job.  But two postings of one
        title at one company may be two jobs, so what contradicts (another page on the same
        site, another place, two months between) keeps them apart; and each row of hers is met
        by one row of a file only.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from ats_desktop.domain.companies import Company, normal_name
from ats_desktop.domain.people import Contact
from ats_desktop.domain.portfolio import Achievement, Certification, Project
from ats_desktop.domain.profile import Education, WorkExperience
from ats_desktop.domain.research import CompanyAlias
from ats_desktop.domain.schema import Cell, Noun
from ats_desktop.formats import same
from ats_desktop.formats.settled import Row
from ats_desktop.store.reads import transfer as reads
from ats_desktop.store.workspace import Workspace

Match = Callable[[dict[str, Cell]], str]  # cells of a found row -> the id of hers, or ""
_APART = timedelta(days=60)  # nobody applies for the same job twice within two months


@dataclass(slots=True)
class _Index:
    """Rows by what names them; one that was met once is not met again."""

    at: dict[Any, list[Any]] = field(default_factory=dict)
    met: set[str] = field(default_factory=set)

    def add(self, name: Any, row: Any) -> None:
        self.at.setdefault(name, []).append(row)

    def first(self, name: Any, fits: Callable[[Any], bool] = lambda _: True) -> str:
        """Give the first row of that name that fits and was not met, and note that it now was."""
        found = next((row.id for row in self.at.get(name, ()) if row.id not in self.met and fits(row)), "")
        if found:
            self.met.add(found)
        return str(found)


@dataclass(frozen=True, slots=True)
class _Named:
    """A row known by another name."""

    id: str


def matcher(work: Workspace, noun: Noun, rows: Sequence[Row], days: dict[str, str]) -> Match | None:
    """Make the rule that recognises rows of a noun; None where only ids count.

    Shape:  `days` gives the day of the application by the id a file's application has.
    """
    make = _RULES.get(noun.table)
    if make is None or not reads.anything(work, noun):
        return None
    met = reads.ids_here(work, noun, (row.id for row in rows if row.id))
    return make(work, _Index(met=met), days)


def _text(fields: dict[str, Cell], name: str) -> str:
    return str(fields.get(name) or "")


def _apart(one: str, other: str) -> bool:
    """Say whether two days are known and further apart than the same thing can be."""
    return bool(one and other) and abs(date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])) > _APART


def _jobs(work: Workspace, index: _Index, _days: dict[str, str]) -> Match:
    for job in reads.known_jobs(work):
        if job.url:
            index.add(same.page(job.url), job)
        index.add((job.company, same.words(job.title)), job)

    def match(fields: dict[str, Cell]) -> str:
        page = same.page(_text(fields, "posting_url")) if fields.get("posting_url") else ""
        title, place = same.words(_text(fields, "title")), same.words(_text(fields, "location"))
        by_page = index.first(page, lambda job: same.own_page(page) or same.words(job.title) == title) if page else ""

        def fits(job: reads.KnownJob) -> bool:
            other = same.page(job.url) if job.url else ""
            two_pages = page and other and page != other and page.split("/")[0] == other.split("/")[0]
            two_places = place and job.location and same.words(job.location) != place
            return not (two_pages or two_places or _apart(_text(fields, "_day"), job.day))

        return by_page or index.first((normal_name(_text(fields, "company_name")), title), fits)

    return match


def _applications(work: Workspace, index: _Index, days: dict[str, str]) -> Match:
    for application in reads.known_applications(work):
        index.add(application.job, application)

    def match(fields: dict[str, Cell]) -> str:
        day = days.get(_text(fields, "id"), "")
        return index.first(fields.get("job"), lambda one: not _apart(day, one.day))

    return match


def _companies(work: Workspace, index: _Index, _days: dict[str, str]) -> Match:
    for company in reads.every(work, Company.noun):
        index.add(company.normal_name, company)
    for alias in reads.every(work, CompanyAlias.noun):
        index.add(alias.alias, _Named(alias.company))
    return lambda fields: next((one.id for one in index.at.get(normal_name(_text(fields, "name")), ())), "")


def _contacts(work: Workspace, index: _Index, _days: dict[str, str]) -> Match:
    for one in reads.every(work, Contact.noun):
        for name in _names_of_contact(one):
            index.add(name, one)

    def match(fields: dict[str, Cell]) -> str:
        found: Contact = Contact.noun.read(fields)
        mails = {mail.casefold() for mail in found.emails}
        for name in _names_of_contact(found):
            person = index.first(name, lambda one: name[0] != "name" or _no_quarrel(one, mails))  # noqa: B023 - used at once
            if person:
                return person
        return ""

    return match


def _names_of_contact(one: Contact) -> Iterable[tuple[str, ...]]:
    for mail in one.emails:
        yield same.contact_key(mail, "", "", "")
    if one.linkedin_url:
        yield same.contact_key("", one.linkedin_url, "", "")
    yield same.contact_key("", "", one.name, one.company_name)


def _no_quarrel(one: Contact, mails: set[str]) -> bool:
    """Say whether two people of one name at one company may be the same: no two different addresses."""
    return not (mails and one.emails and not mails & {mail.casefold() for mail in one.emails})


def _dated(kind: Any, names: Callable[[Any], tuple[str, ...]]) -> Callable[[Workspace, _Index, dict[str, str]], Match]:
    """Make the rule for positions and schools: the same names, and starts that agree as far as they are known."""

    def make(work: Workspace, index: _Index, _days: dict[str, str]) -> Match:
        for row in reads.every(work, kind.noun):
            index.add(names(row), row)

        def match(fields: dict[str, Cell]) -> str:
            found = kind.noun.read(fields)

            def agrees(row: Any) -> bool:
                return bool(row.start.startswith(found.start) or found.start.startswith(row.start))

            return index.first(names(found), agrees)

        return match

    return make


def _named(names: Callable[[Any], tuple[str, ...]], kind: Any) -> Callable[[Workspace, _Index, dict[str, str]], Match]:
    """Make the rule for what a name alone tells apart."""

    def make(work: Workspace, index: _Index, _days: dict[str, str]) -> Match:
        for row in reads.every(work, kind.noun):
            index.add(names(row), row)
        return lambda fields: index.first(names(kind.noun.read(fields)))

    return make


def _position(row: WorkExperience) -> tuple[str, ...]:
    return normal_name(row.company_name), same.words(row.job_title)


def _school(row: Education) -> tuple[str, ...]:
    return same.words(row.institution), same.words(row.degree_name)


_RULES: dict[str, Callable[[Workspace, _Index, dict[str, str]], Match]] = {
    "companies": _companies,
    "job_opportunities": _jobs,
    "applications": _applications,
    "contacts": _contacts,
    "certifications": _named(lambda row: (same.words(row.name), same.words(row.issuer)), Certification),
    "projects": _named(lambda row: (same.words(row.name),), Project),
    "achievements": _named(lambda row: (row.kind, same.words(row.name)), Achievement),
    "work_experiences": _dated(WorkExperience, _position),
    "educations": _dated(Education, _school),
}
