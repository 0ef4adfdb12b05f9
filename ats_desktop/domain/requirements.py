"""What a posting asks for, point by point."""

from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.profile import SkillLevel
from ats_desktop.domain.schema import Entity, Id, Words, label


class RequirementKind(Words):
    """What sort of thing is asked for."""

    SKILL = "skill"
    EXPERIENCE = "experience"
    EDUCATION = "education"
    CERTIFICATION = "certification"
    LANGUAGE = "language"
    AUTHORIZATION = "authorization"
    OTHER = "other"


class JobRequirement(Entity, table="job_requirements", stream="jobs"):
    """One thing a posting asks for."""

    job: Id[JobOpportunity] = label("Job", default=Id(""))
    kind: RequirementKind = label("Kind", default=RequirementKind.SKILL)
    text: str = label("As written", default="")
    skill_name: str = label("Skill", default="")
    min_years: float | None = label("Years, at least", default=None)
    min_level: SkillLevel = label("Level, at least", default=SkillLevel.UNSAID)
    is_required: bool = label("Must have", default=True)
    priority: int = label("Weight, 0-100", default=50)
    met: str = label("My own word on it", help="yes or no, where the rule is wrong; empty: by the rule", default="")
    came_from: str = label("Came from", default="user", automatic=True)
