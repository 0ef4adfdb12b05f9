"""How complete a profile is: what employers look for first, what is missing, and the one next step.

Why:    a number alone nags; a next step that takes a minute helps.  Nothing that is nobody's business counts:
        no picture, no age, no address.
Units:  weights add up to a hundred.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ats_desktop.domain.profile import CandidateProfile, CandidateSkill, Education, WorkExperience

ENOUGH_SKILLS = 5


@dataclass(frozen=True, slots=True)
class Shown:
    """What a profile is weighed by."""

    profile: CandidateProfile
    work: Sequence[WorkExperience] = ()
    education: Sequence[Education] = ()
    skills: Sequence[CandidateSkill] = ()
    languages: int = 0
    extras: int = 0  # projects, certificates and achievements


@dataclass(frozen=True, slots=True)
class Step:
    """One thing a profile wants: its weight, what to do, and where."""

    weight: int
    words: str
    table: str
    done: Callable[[Shown], bool]


_ME, _WORK, _SCHOOL, _SKILLS = "candidate_profiles", "work_experiences", "educations", "candidate_skills"
STEPS = (
    Step(12, "Say your name", _ME, lambda it: bool(it.profile.first_name and it.profile.last_name)),
    Step(12, "Add your e-mail address", _ME, lambda it: "@" in it.profile.email),
    Step(16, "Add a position you held", _WORK, lambda it: bool(it.work)),
    Step(10, "Write a headline: one line under your name", _ME, lambda it: bool(it.profile.headline)),
    Step(10, "Add your skills, five at least", _SKILLS, lambda it: len(it.skills) >= ENOUGH_SKILLS),
    Step(8, "Add a school or a course", _SCHOOL, lambda it: bool(it.education)),
    Step(8, "Say in a few lines who you are", _ME, lambda it: bool(it.profile.summary.strip())),
    Step(6, "Add a phone number", _ME, lambda it: bool(it.profile.phone)),
    Step(5, "Say what you did in each position", _WORK, lambda it: bool(it.work) and all(map(_described, it.work))),
    Step(4, "Say where you live", _ME, lambda it: bool(it.profile.city or it.profile.country)),
    Step(4, "Say how well you hold your skills", _SKILLS, lambda it: bool(it.skills) and all(map(_leveled, it.skills))),
    Step(3, "Add the languages you speak", "languages", lambda it: it.languages > 0),
    Step(2, "Add a project or a certificate", "projects", lambda it: it.extras > 0),
)  # fmt: skip


def _described(row: WorkExperience) -> bool:
    return bool(row.description.strip() or row.highlights)


def _leveled(row: CandidateSkill) -> bool:
    return bool(row.level)


@dataclass(frozen=True, slots=True)
class Completeness:
    """How far a profile is, and what is missing, the weightiest first."""

    percent: int
    missing: tuple[Step, ...]

    @property
    def next(self) -> Step | None:
        """The one next step."""
        return next(iter(self.missing), None)


def completeness(shown: Shown) -> Completeness:
    """Weigh a profile."""
    missing = tuple(step for step in STEPS if not step.done(shown))
    return Completeness(100 - sum(step.weight for step in missing), missing)
