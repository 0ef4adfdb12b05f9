"""How a candidate fits a posting: every requirement checked, each gap named with what is missing and how much.

Why:    the reckoning is plain and the same for everybody, so that it can be said in a sentence and argued
        with: her own word on a requirement wins.  What nobody said (a level, years) is not taken for a gap.
Source: domain.md A.10; the years asked for, which the formulas leave out, count as levels.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ats_desktop.domain.portfolio import Certification, Fluency, Language
from ats_desktop.domain.profile import CandidateSkill, Education, Skill, SkillLevel, WorkExperience
from ats_desktop.domain.requirements import JobRequirement, RequirementKind
from ats_desktop.domain.schema import Words

LEVELS = {SkillLevel.BEGINNER: 1, SkillLevel.INTERMEDIATE: 2, SkillLevel.ADVANCED: 3, SkillLevel.EXPERT: 4}
SPOKEN = {
    **dict.fromkeys((Fluency.A1, Fluency.A2), SkillLevel.BEGINNER),
    **dict.fromkeys((Fluency.B1, Fluency.B2), SkillLevel.INTERMEDIATE),
    Fluency.C1: SkillLevel.ADVANCED,
    **dict.fromkeys((Fluency.C2, Fluency.NATIVE), SkillLevel.EXPERT),
}
DEGREES = (
    ("doctor", ("phd", "ph.d", "doctor", "dphil")),
    ("master", ("master", "msc", "m.s", "ma ", "m.a", "mba", "meng", "magister")),
    ("bachelor", ("bachelor", "bsc", "b.s", "bs ", "beng", "ba ", "b.a", "undergraduate")),
    ("associate", ("associate", "diploma", "vocational")),
)
_DEGREE_WORD = re.compile(r"[\w.]+")
_RANK = {"doctor": 4, "master": 3, "bachelor": 2, "associate": 1}
_MISSING = {True: 100, False: 70}
_BANDS = ((20, 90), (40, 75), (60, 60), (80, 40), (100, 20))
LARGE = 60  # from here on a gap is one to prepare for
_WEIGHTS = {"skills": 0.5, "experience": 0.3, "education": 0.2}
_PART = {RequirementKind.EXPERIENCE: "experience", RequirementKind.EDUCATION: "education"}
_DECEMBER = 12


class Why(Words):
    """What a check found."""

    HELD = "held"
    MISSING = "missing"
    LEVEL = "level"
    YEARS = "years"
    RAN_OUT = "ran_out"
    HER_WORD = "her_word"
    UNSAID = "unsaid"  # nobody said enough to tell


@dataclass(frozen=True, slots=True)
class Held:
    """What a candidate has, as requirements ask for it."""

    skills: Mapping[str, CandidateSkill] = field(default_factory=dict)  # by `key_of` their name
    known_as: Mapping[str, str] = field(default_factory=dict)  # key of an alias -> key of the name
    years: float = 0.0  # of work, overlaps counted once
    degree: int = 0
    certificates: Mapping[str, Certification] = field(default_factory=dict)
    languages: Mapping[str, Language] = field(default_factory=dict)
    today: date = date.min


@dataclass(frozen=True, slots=True)
class Check:
    """One requirement, looked at."""

    requirement: JobRequirement
    why: Why
    severity: int = 0
    have_level: SkillLevel = SkillLevel.UNSAID
    have_years: float | None = None

    @property
    def met(self) -> bool | None:
        """Say whether it is met; None where nobody can tell."""
        return None if self.why is Why.UNSAID else self.severity == 0

    @property
    def weeks(self) -> int:
        """Guess how many weeks of learning close the gap."""
        return 2 * (self.severity > 70) + (40 < self.severity <= 70)  # noqa: PLR2004 - as the paper has them


@dataclass(frozen=True, slots=True)
class Match:
    """How well it all fits, of 100; a part nobody asked for, or could judge, is None."""

    total: float | None = None
    skills: float | None = None
    experience: float | None = None
    education: float | None = None


def key_of(name: str) -> str:
    """Write a skill's name as two spellings of it share it.

    >>> key_of(" Node.JS ")
    'node.js'
    """
    return " ".join(name.casefold().split())


def held(
    skills: Iterable[CandidateSkill],
    work: Iterable[WorkExperience],
    schools: Iterable[Education],
    certificates: Iterable[Certification],
    languages: Iterable[Language],
    catalog: Iterable[Skill],
    today: date,
) -> Held:
    """Gather what a candidate has."""
    return Held(
        skills={key_of(one.skill_name): one for one in skills},
        known_as={key_of(alias): key_of(one.name) for one in catalog for alias in one.aliases},
        years=years_of(work, today),
        degree=max((0 if one.currently_enrolled else degree_in(_named(one)) for one in schools), default=0),
        certificates={key_of(one.name): one for one in certificates},
        languages={key_of(one.name): one for one in languages},
        today=today,
    )


def years_of(work: Iterable[WorkExperience], today: date) -> float:
    """Count the years somebody worked, to the month; what overlaps counts once, what has no end goes on."""
    months: set[int] = set()
    for one in work:
        if one.start:
            months.update(range(_month(one.start, 1), _month(one.end or f"{today:%Y-%m}", _DECEMBER) + 1))
    return round(len(months) / 12, 1)


def degree_in(text: str) -> int:
    """Say which degree some words speak of: 4 a doctor's, down to 0, none.

    >>> degree_in("MSc or PhD in physics"), degree_in("Master's degree"), degree_in("driving licence")
    (3, 3, 0)
    """
    plain = f" {' '.join(_DEGREE_WORD.findall(text.casefold()))} "
    found = [_RANK[degree] for degree, words in DEGREES if any(f" {word}" in plain for word in words)]
    return min(found, default=_RANK["bachelor"] if " degree" in plain else 0)


def check(asked: JobRequirement, person: Held) -> Check:
    """Look whether a requirement is met, by her own word where she gave one."""
    if asked.met in {"yes", "no"}:
        return Check(asked, Why.HER_WORD, 0 if asked.met == "yes" else _heavy(asked, _MISSING[asked.is_required]))
    rule = _RULES.get(asked.kind)
    return rule(asked, person) if rule else Check(asked, Why.UNSAID)


def match(checks: Sequence[Check]) -> Match:
    """Reckon how well it all fits from the checks that could be made."""
    parts: dict[str, list[Check]] = {}
    for one in checks:
        if one.met is not None:
            parts.setdefault(_PART.get(one.requirement.kind, "skills"), []).append(one)
    scores = {name: _skilled(found) if name == "skills" else _mean(found) for name, found in parts.items()}
    heavy = sum(_WEIGHTS[name] for name in scores)
    total = sum(_WEIGHTS[name] * score for name, score in scores.items()) / heavy if heavy else None
    return Match(total, **scores)


def _skilled(checks: Sequence[Check]) -> float:
    ratio = sum(bool(one.met) for one in checks) / len(checks)
    bands = [next(band for most, band in _BANDS if one.severity <= most) for one in checks]
    return 0.6 * ratio * 100 + 0.4 * sum(bands) / len(bands)


def _mean(checks: Sequence[Check]) -> float:
    return sum(100 - one.severity for one in checks) / len(checks)


def _skill(asked: JobRequirement, person: Held) -> Check:
    wanted = key_of(asked.skill_name or asked.text)
    names = {wanted, person.known_as.get(wanted, wanted)}
    names |= {alias for alias, name in person.known_as.items() if name in names}
    found = next((person.skills[name] for name in sorted(names) if name in person.skills), None)
    if found is None:
        return Check(asked, Why.MISSING, _heavy(asked, _MISSING[asked.is_required]))
    return _compared(asked, found.level, found.years)


def _compared(asked: JobRequirement, level: SkillLevel, years: float | None) -> Check:
    """Compare a level and years with those asked for."""
    if asked.min_level in LEVELS and level not in LEVELS:
        return Check(asked, Why.UNSAID, 0, level, years)
    below = max(0, LEVELS.get(asked.min_level, 0) - LEVELS.get(level, 0))
    short = max(0.0, (asked.min_years or 0) - years) if years is not None else 0.0
    gap = max(below, min(3, -int(-short // 2)))
    if not gap:
        return Check(asked, Why.HELD, 0, level, years)
    severity = _heavy(asked, max(1, min(90, 30 * gap) - min(20, 5 * (years or 0))))
    return Check(asked, Why.LEVEL if below else Why.YEARS, max(1, severity), level, years)


def _experience(asked: JobRequirement, person: Held) -> Check:
    if not asked.min_years:
        return Check(asked, Why.UNSAID)
    own = person.skills.get(key_of(asked.skill_name)) if asked.skill_name else None
    have = own.years if own is not None and own.years is not None else person.years
    short = max(0.0, asked.min_years - have)
    if not short:
        return Check(asked, Why.HELD, 0, have_years=have)
    severity = _heavy(asked, _MISSING[asked.is_required] * short / asked.min_years)
    return Check(asked, Why.YEARS if have else Why.MISSING, max(1, severity), have_years=have)


def _education(asked: JobRequirement, person: Held) -> Check:
    wanted = degree_in(f"{asked.text} {asked.skill_name}")
    if not wanted:
        return Check(asked, Why.UNSAID)
    if person.degree >= wanted:
        return Check(asked, Why.HELD)
    if not person.degree:
        return Check(asked, Why.MISSING, _heavy(asked, _MISSING[asked.is_required]))
    return Check(asked, Why.LEVEL, max(1, _heavy(asked, 30 * (wanted - person.degree))))


def _certificate(asked: JobRequirement, person: Held) -> Check:
    wanted = key_of(asked.skill_name or asked.text)
    found = next(
        (one for name, one in person.certificates.items() if name and (name in wanted or wanted in name)), None
    )
    if found is None:
        return Check(asked, Why.MISSING, _heavy(asked, _MISSING[asked.is_required]))
    if found.expires_on and not found.never_expires and found.expires_on < person.today:
        return Check(asked, Why.RAN_OUT, _heavy(asked, _MISSING[asked.is_required]))
    return Check(asked, Why.HELD)


def _language(asked: JobRequirement, person: Held) -> Check:
    wanted = f" {key_of(asked.skill_name or asked.text)} "
    spoken = next((one for name, one in person.languages.items() if f" {name} " in wanted), None)
    if spoken is not None:
        return _compared(asked, SPOKEN.get(spoken.fluency, SkillLevel.UNSAID), None)
    skill = next((one for name, one in person.skills.items() if f" {name} " in wanted), None)
    if skill is not None:
        return _compared(asked, skill.level, skill.years)
    return Check(asked, Why.MISSING, _heavy(asked, _MISSING[asked.is_required]))


_RULES = {
    RequirementKind.SKILL: _skill,
    RequirementKind.EXPERIENCE: _experience,
    RequirementKind.EDUCATION: _education,
    RequirementKind.CERTIFICATION: _certificate,
    RequirementKind.LANGUAGE: _language,
}


def _heavy(asked: JobRequirement, severity: float) -> int:
    priority = 50 if asked.priority is None else asked.priority
    return max(0, min(100, round(severity * priority / 50)))


def _named(school: Education) -> str:
    return f"{school.degree_type} {school.degree_name}"


def _month(partial: str, absent: int) -> int:
    year, _, rest = partial.partition("-")
    return int(year) * 12 + int(rest[:2] or absent) - 1
