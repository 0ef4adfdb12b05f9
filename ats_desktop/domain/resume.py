"""What stands on a résumé, and in which order: the rows of the profile in the words of the page.

Why:    the page, its plain text and its test read one and the same list, so that none says more than the others.
        Only what was written is said: an empty field leaves no gap and no heading.
Shape:  sections in the order people and machines expect; an entry is a position, a school, a project.
Source: domain.md A.14, "ATS-parsable CV": one column, standard headings, dates as month and year.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from ats_desktop.domain.portfolio import Achievement, AchievementKind, Certification, Fluency, Language, Project
from ats_desktop.domain.profile import (
    CandidateProfile,
    CandidateSkill,
    Education,
    SkillCategory,
    SkillLevel,
    WorkExperience,
)

Dated = TypeVar("Dated", WorkExperience, Education, Project)
Placed = TypeVar("Placed", CandidateSkill, Certification, Language, Achievement, Education, Project)
_LEVELS = tuple(SkillLevel)
_FLUENCIES = (*tuple(Fluency)[1:], Fluency.UNSAID)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LETTER = {"us", "usa", "united states", "ca", "canada", "mx", "mexico", "ph", "philippines"}
_GROUPS = {
    SkillCategory.TECHNICAL: "Technical",
    SkillCategory.SOFT: "Working with people",
    SkillCategory.LANGUAGE: "Languages",
    SkillCategory.INDUSTRY: "Fields",
}
_MAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+")
_MARKS = re.compile(r"^\s*(?:[-*\u2022\u2013\u2043]|\d+[.)])\s+")
_WEB = re.compile(r"https?://\S+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Linked:
    """A few words, and where they lead; nowhere when `to` is empty."""

    text: str
    to: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One position, school, project or certificate."""

    title: str
    dates: str = ""
    under: str = ""
    lines: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    links: tuple[Linked, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A word and what is said of it: a group of skills, a language."""

    name: str
    said: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it."""

    title: str
    lines: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Resume:
    """A résumé, ready for the page."""

    title: str
    name: str
    headline: str
    contact: tuple[Linked, ...]
    sections: tuple[Section, ...]
    paper: str = "a4"

    @property
    def text(self) -> str:
        """The same as plain text, to search and to compare."""
        lines = [self.name, self.headline, " | ".join(one.text for one in self.contact)]
        for section in self.sections:
            lines += ["", section.title, *section.lines]
            for one in section.entries:
                lines += [" | ".join(filter(None, (one.title, one.under, one.dates))), *one.lines]
                lines += [*(f"- {point}" for point in one.points), *(link.text for link in one.links)]
            lines += [": ".join(filter(None, (one.name, one.said))) for one in section.facts]
        return "\n".join(lines)


def compose(
    profile: CandidateProfile,
    work: Sequence[WorkExperience] = (),
    education: Sequence[Education] = (),
    skills: Sequence[CandidateSkill] = (),
    projects: Sequence[Project] = (),
    certifications: Sequence[Certification] = (),
    languages: Sequence[Language] = (),
    achievements: Sequence[Achievement] = (),
) -> Resume:
    """Put a profile into the words of a résumé, the newest first."""
    name = f"{profile.preferred_name or profile.first_name} {profile.last_name}".strip()
    sections = (
        Section("Summary", lines=_paragraphs(profile.summary)),
        Section("Experience", entries=tuple(_position(one) for one in newest(work))),
        Section("Projects", entries=tuple(_project(one) for one in newest(projects))),
        Section("Education", entries=tuple(_school(one) for one in newest(education))),
        Section("Skills", facts=_skills(ordered(skills))),
        Section("Certifications", entries=tuple(_certificate(one) for one in ordered(certifications))),
        Section("Languages", facts=tuple(Fact(one.name, one.said) for one in ordered(languages))),
        *(
            Section(title, entries=tuple(_achievement(one) for one in ordered(achievements) if one.kind in kinds))
            for title, kinds in _ACHIEVED
        ),
    )
    filled = tuple(one for one in sections if one.lines or one.entries or one.facts)
    title = f"{name}, résumé".strip(", ")
    return Resume(title, name, profile.headline, _contact(profile), filled, paper_of(profile.country))


def paper_of(country: str) -> str:
    """Name the paper that is usual in a country."""
    return "us-letter" if country.strip().casefold() in _LETTER else "a4"


_ACHIEVED: tuple[tuple[str, frozenset[AchievementKind]], ...] = (
    ("Awards", frozenset({AchievementKind.AWARD, AchievementKind.PROJECT, AchievementKind.OTHER})),
    ("Publications", frozenset({AchievementKind.PUBLICATION, AchievementKind.PATENT, AchievementKind.SPEAKING})),
    ("Volunteering", frozenset({AchievementKind.VOLUNTEERING})),
)


def newest(rows: Iterable[Dated]) -> list[Dated]:
    """Put what is still going on first, then what ended last."""
    return sorted(rows, key=lambda row: (_goes_on(row), row.end or row.start, row.start, row.id), reverse=True)


def ordered(rows: Iterable[Placed]) -> list[Placed]:
    """Put rows in the order the candidate gave them; the others follow, the strongest or the newest first."""
    return sorted(sorted(rows, key=_weight), key=lambda row: (not row.position, row.position))


def _weight(row: Placed) -> tuple[int, str, str]:
    """Weigh a row that was given no place: a small weight comes first."""
    if isinstance(row, CandidateSkill):
        return -_LEVELS.index(row.level) if row.level in _LEVELS else 0, row.skill_name.casefold(), row.id
    if isinstance(row, Language):
        return _FLUENCIES.index(row.fluency) if row.fluency in _FLUENCIES else 0, row.name.casefold(), row.id
    day = getattr(row, "issued_on", "") or getattr(row, "awarded_on", "") or getattr(row, "start", "")
    return -int(f"{day}".replace("-", "").ljust(8, "0")[:8] or 0), "", row.id


def _goes_on(row: WorkExperience | Education | Project) -> bool:
    return bool(getattr(row, "is_current", False)) or bool(row.start and not row.end)


def month(day: str) -> str:
    """Write a date that may be partial as résumés do.

    >>> month("2021-04-17"), month("2021-04"), month("2021"), month("soon")
    ('Apr 2021', 'Apr 2021', '2021', 'soon')
    """
    year, _, rest = day.partition("-")
    number = rest[:2]
    return f"{_MONTHS[int(number) - 1]} {year}" if number.isdecimal() and 1 <= int(number) <= len(_MONTHS) else day


def stretch(start: str, end: str, *, goes_on: bool = False) -> str:
    """Write from when until when.

    >>> stretch("2019-02", "", goes_on=True), stretch("2019", "2021-06"), stretch("", "2021")
    ('Feb 2019 \u2013 present', '2019 \u2013 Jun 2021', '2021')
    """
    until = month(end) if end and not goes_on else "present" if goes_on else ""
    return " \u2013 ".join(part for part in (month(start), until) if part)


def _position(row: WorkExperience) -> Entry:
    where = ", ".join(part for part in (row.location, "remote" if row.remote else "") if part)
    lines, points = _points(row.description)
    return Entry(
        title=row.job_title or row.company_name,
        dates=stretch(row.start, row.end, goes_on=row.is_current),
        under=" · ".join(part for part in (row.company_name if row.job_title else "", where) if part),
        lines=lines,
        points=(*points, *filter(None, row.highlights)),
    )


def _school(row: Education) -> Entry:
    degree = ", ".join(part for part in (row.degree_name, row.field_of_study) if part)
    lines, points = _points(row.description)
    courses = (f"Courses: {', '.join(row.courses)}",) if row.courses else ()
    return Entry(
        title=degree or row.institution,
        dates=stretch(row.start, row.end, goes_on=row.currently_enrolled and not row.end),
        under=" · ".join(part for part in (row.institution if degree else "", row.honors) if part),
        lines=(*lines, *courses),
        points=points,
    )


def _project(row: Project) -> Entry:
    lines, points = _points(row.description)
    return Entry(
        title=row.name,
        dates=stretch(row.start, row.end),
        under=" · ".join(part for part in (row.role, ", ".join(row.skills)) if part),
        lines=lines,
        points=(*points, *filter(None, row.outcomes)),
        links=tuple(web(url) for url in (row.url, row.repository_url) if url),
    )


def _certificate(row: Certification) -> Entry:
    until = f"valid until {month(str(row.expires_on))}" if row.expires_on and not row.never_expires else ""
    number = f"No. {row.credential_id}" if row.credential_id else ""
    return Entry(
        title=row.name,
        dates=month(row.issued_on),
        under=" · ".join(part for part in (row.issuer, number, until) if part),
        links=(web(row.credential_url),) if row.credential_url else (),
    )


def _achievement(row: Achievement) -> Entry:
    lines, points = _points(row.description)
    links = (web(row.url),) if row.url else ()
    return Entry(row.name, month(row.awarded_on), row.issuer, lines, points, links)


def _skills(rows: Sequence[CandidateSkill]) -> tuple[Fact, ...]:
    """Group skills by what sort they are, each group in the order they are given; alone, a group has no name."""
    groups: dict[SkillCategory, list[str]] = {}
    for row in rows:
        if row.skill_name.strip():
            groups.setdefault(row.category, []).append(row.skill_name.strip())
    order = {sort: at for at, sort in enumerate(_GROUPS)}
    sorts = sorted(groups, key=lambda sort: order.get(sort, len(order)))
    known = [(_GROUPS.get(sort, "Others"), ", ".join(groups[sort])) for sort in sorts]
    return tuple(Fact(name if len(known) > 1 else "", said) for name, said in known)


def _contact(profile: CandidateProfile) -> tuple[Linked, ...]:
    mail = profile.email.strip()
    place = ", ".join(part for part in (profile.city, profile.region, profile.country) if part)
    said = (
        Linked(mail, f"mailto:{mail}" if _MAIL.fullmatch(mail) else ""),
        Linked(profile.phone.strip()),
        Linked(place),
        *(web(url) for url in (profile.linkedin_url, profile.portfolio_url, *profile.other_links)),
    )
    return tuple(one for one in said if one.text)


def web(url: str) -> Linked:
    """Write a link without what nobody reads aloud; what is no web address leads nowhere.

    >>> web("https://www.example.org/ada/")
    Linked(text='example.org/ada', to='https://www.example.org/ada/')
    >>> web("javascript:alert(1)").to
    ''
    """
    plain = url.strip()
    shown = re.sub(r"^(?:https?://)?(?:www\.)?", "", plain, flags=re.IGNORECASE).rstrip("/")
    return Linked(shown, plain if _WEB.fullmatch(plain) else "")


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _points(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Part what was written into plain lines and those that were written as points."""
    lines = _paragraphs(text)
    points = tuple(_MARKS.sub("", line) for line in lines if _MARKS.match(line))
    return tuple(line for line in lines if not _MARKS.match(line)), points
