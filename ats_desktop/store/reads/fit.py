"""How the candidate fits one job: what is asked for, against what she has."""

from dataclasses import dataclass

from ats_desktop.domain.demands import lines_of
from ats_desktop.domain.fit import Check, Held, Match, check, held, match
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.portfolio import Certification, Language
from ats_desktop.domain.profile import CandidateSkill, Education, Skill, WorkExperience
from ats_desktop.domain.requirements import JobRequirement
from ats_desktop.store import skillpack
from ats_desktop.store.workspace import Workspace

_MOST = 2_000


@dataclass(frozen=True, slots=True)
class Fit:
    """All of it: must-haves first, the heaviest first."""

    checks: tuple[Check, ...]
    match: Match
    unread: int  # lines of the posting that could be taken as requirements


def fit(work: Workspace, job: JobOpportunity) -> Fit:
    """Check what a job asks for."""
    asked = work.all(JobRequirement, {"job": job.id}, order="id", limit=200)
    asked.sort(key=lambda one: (not one.is_required, -(one.priority or 0)))
    person = person_of(work) if asked else Held()
    checks = tuple(check(one, person) for one in asked)
    known = {one.text for one in asked}
    return Fit(checks, match(checks), sum(line not in known for line in lines_of(job)))


def person_of(work: Workspace) -> Held:
    """Gather what the candidate has."""
    return held(
        work.all(CandidateSkill, limit=_MOST),
        work.all(WorkExperience, limit=_MOST),
        work.all(Education, limit=_MOST),
        work.all(Certification, limit=_MOST),
        work.all(Language, limit=_MOST),
        (*skillpack.skills(), *work.all(Skill, limit=_MOST)),
        work.now().date(),
    )


def known_skills(work: Workspace, text: str) -> list[str]:
    """Name the skills a text may speak of: hers, those of the catalog, and the tools the program knows in it."""
    names = [one.skill_name for one in work.all(CandidateSkill, limit=_MOST)]
    for one in work.all(Skill, limit=_MOST):
        names += [one.name, *one.aliases]
    return list(dict.fromkeys((*names, *skillpack.tools_in(text))))
