"""Requirements as postings word them: "5+ years of Python", "BSc or better", "German is a plus".

Why:    a line is read by a few plain rules, and what they do not know is kept as it is written.
"""

import re
from collections.abc import Iterable, Sequence

from ats_desktop.domain.fit import degree_in, key_of
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.profile import SkillLevel
from ats_desktop.domain.requirements import JobRequirement, RequirementKind
from ats_desktop.domain.schema import Id

_YEARS = re.compile(
    r"(\d{1,2})(?:\s*(?:-|to)\s*\d{1,2})?\s*\+?\s*(?:years?|yrs?)\b(?:\s+(?:of|in|with))?", re.IGNORECASE
)
_WISH = re.compile(r"\b(nice to have|preferred|a plus|bonus|ideally|desirable|optional|advantage)\b", re.IGNORECASE)
_LEVELS = (
    (SkillLevel.EXPERT, ("expert", "expertise", "mastery")),
    (SkillLevel.ADVANCED, ("advanced", "strong", "deep", "fluent", "proficient", "senior")),
    (SkillLevel.INTERMEDIATE, ("intermediate", "solid", "good", "working knowledge")),
    (SkillLevel.BEGINNER, ("basic", "beginner", "familiar", "some")),
)
_CERTIFICATE = re.compile(r"\b(certificat\w*|certified|licen[cs]e)\b", re.IGNORECASE)
_PERMIT = re.compile(r"\b(work permit|visa|authori[sz]ed to work|right to work|citizen\w*)\b", re.IGNORECASE)
_HEAD = re.compile(
    r"(look(ing)? for|require|qualif|you bring|must have|your profile|you have|we expect|skills)", re.IGNORECASE
)
_BULLET = re.compile(r"^\s*(?:[-*•·\u2013]|\d+[.)])\s+(?P<text>.+)$")
_FILLER = re.compile(
    r"\b(experience|knowledge|skills?|with|of|in|is|are|an?|the|using|least|at|minimum)\b", re.IGNORECASE
)
_SHORT = 4  # words a skill's name has at most
MOST = 40


def read_requirement(
    text: str, known: Iterable[str], job: Id[JobOpportunity], *, came_from: str = "user"
) -> JobRequirement:
    """Read one line; `known` are the names of skills to recognise.

    >>> made = read_requirement("3+ years of Python", ["Python"], Id("j"))
    >>> made.skill_name, made.min_years
    ('Python', 3.0)
    """
    plain = " ".join(text.split())
    years = _YEARS.search(plain)
    name = _skill_in(plain, known)
    kind = _kind(plain, name, years=years is not None)
    if kind is RequirementKind.SKILL and not name:
        name = _rest(plain)
    return JobRequirement(
        job=job,
        text=plain,
        kind=kind if name or kind is not RequirementKind.SKILL else RequirementKind.OTHER,
        skill_name=name if kind in {RequirementKind.SKILL, RequirementKind.LANGUAGE} else "",
        min_years=float(years[1]) if years else None,
        min_level=_level(plain),
        is_required=not _WISH.search(plain),
        came_from=came_from,
    )


def lines_of(job: JobOpportunity) -> list[str]:
    """Find what a posting asks for: as it was read from its page, else the points under a heading that says so."""
    if job.requirements:
        return list(dict.fromkeys(job.requirements))[:MOST]
    found: list[str] = []
    asking = False
    for line in job.description.splitlines():
        point = _BULLET.match(line)
        if point is None and line.strip():
            asking = bool(_HEAD.search(line))
        elif point is not None and asking:
            found.append(point["text"].strip())
    return list(dict.fromkeys(found))[:MOST]


def _kind(text: str, name: str, *, years: bool) -> RequirementKind:
    if _PERMIT.search(text):
        return RequirementKind.AUTHORIZATION
    if _CERTIFICATE.search(text):
        return RequirementKind.CERTIFICATION
    if degree_in(text) and not name:
        return RequirementKind.EDUCATION
    if years and not name and not _named_skill(text):
        return RequirementKind.EXPERIENCE
    return RequirementKind.SKILL


def _named_skill(text: str) -> bool:
    """Say whether what is left of a line without years and filler is short enough to be a skill's name."""
    return 0 < len(_rest(text).split()) < _SHORT


def _rest(text: str) -> str:
    left = _FILLER.sub(" ", _WISH.sub(" ", _YEARS.sub(" ", text)))
    for _, words in _LEVELS:
        left = re.sub(rf"\b({'|'.join(words)})\b", " ", left, flags=re.IGNORECASE)
    kept = left.strip(" .,;:()").split()
    return " ".join(kept).strip(" .,;:") if 0 < len(kept) <= _SHORT else ""


def _skill_in(text: str, known: Iterable[str]) -> str:
    """Find the longest known name that stands in a line as whole words."""
    plain = key_of(text)
    there = [name for name in known if name and re.search(rf"(?<![\w]){re.escape(key_of(name))}(?![\w+#])", plain)]
    return max(there, key=len, default="")


def _level(text: str) -> SkillLevel:
    plain = text.casefold()
    return next((level for level, words in _LEVELS if _any(words, plain)), SkillLevel.UNSAID)


def _any(words: Sequence[str], plain: str) -> bool:
    return re.search(rf"\b({'|'.join(words)})\b", plain) is not None
