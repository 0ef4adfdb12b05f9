"""The candidate: who she is, what she did, learnt and can do."""

from datetime import date

from ats_desktop.domain.schema import Entity, Id, Text, Words, label
from ats_desktop.domain.values import Address, Money, PartialDate


class ExperienceLevel(Words):
    """How far along a career is."""

    UNSAID = ""
    ENTRY = "entry"
    MID = "mid"
    SENIOR = "senior"
    EXECUTIVE = "executive"


class SkillCategory(Words):
    """What sort of thing a skill is."""

    TECHNICAL = "technical"
    SOFT = "soft"
    LANGUAGE = "language"
    INDUSTRY = "industry"


class SkillLevel(Words):
    """How well a skill is held."""

    UNSAID = ""
    BEGINNER = "beginner"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"
    EXPERT = "expert"


class CandidateProfile(Entity, table="candidate_profiles", stream="profile", key=("one",)):
    """The person whose search this is; one in a workspace."""

    one: str = label("Profile", default="me", automatic=True)
    first_name: str = ""
    last_name: str = ""
    preferred_name: str = ""
    pronouns: str = ""
    email: str = label("E-mail", default="")
    phone: str = ""
    address: Address = label("Address", default=Address(), stream="private")
    city: str = ""
    region: str = ""
    country: str = ""
    headline: str = label("Headline", help="One line under your name, 160 letters at most", default="")
    summary: Text = label("Summary", help="About 500 letters", default=Text())
    industry: str = ""
    experience_level: ExperienceLevel = ExperienceLevel.UNSAID
    years_experience: float | None = None
    linkedin_url: str = label("LinkedIn", default="")
    portfolio_url: str = label("Portfolio", default="")
    other_links: tuple[str, ...] = ()
    preferred_roles: tuple[str, ...] = ()
    target_locations: tuple[str, ...] = ()
    work_modes: tuple[str, ...] = ()
    work_authorization: tuple[str, ...] = label("Work authorization", default=(), stream="private")
    salary_target: Money = label("Salary target", default=Money(), stream="salary")
    salary_floor: Money = label("Salary floor", default=Money(), stream="salary")
    available_on: date | None = None
    notice_period_days: int | None = None
    weekly_application_target: int = 5
    monthly_application_target: int = 20
    picture: str = label("Picture", help="SHA-256 of the file", default="")
    x_jsonresume: str = label("Kept from JSON Resume", help="What this program has no field for", default="")

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}".strip() or "Profile"


class WorkExperience(Entity, table="work_experiences", stream="profile"):
    """A job held."""

    company_name: str = label("Company")
    job_title: str = label("Title", default="")
    employment_type: str = ""
    location: str = ""
    remote: bool = False
    start: PartialDate = label("From", default=PartialDate(), indexed=True)
    end: PartialDate = label("Until", default=PartialDate())
    is_current: bool = label("Still there", default=False)
    description: Text = label("What I did", default=Text())
    highlights: tuple[str, ...] = ()
    reason_left: str = label("Why I left", default="", stream="private")

    def __str__(self) -> str:
        return " at ".join(part for part in (self.job_title, self.company_name) if part) or "Work"


class Education(Entity, table="educations", stream="profile"):
    """A school, a degree or a course of study."""

    institution: str = label("School")
    degree_type: str = ""
    degree_name: str = label("Degree", default="")
    field_of_study: str = ""
    start: PartialDate = label("From", default=PartialDate())
    end: PartialDate = label("Until", default=PartialDate())
    currently_enrolled: bool = False
    gpa_value: float | None = label("Grade", default=None, stream="private")
    gpa_scale: float | None = label("Grade scale", default=None, stream="private")
    honors: str = ""
    courses: tuple[str, ...] = ()
    description: Text = Text()
    position: str = label("Order", default="")


class Skill(Entity, table="skills", stream="profile", key=("name",)):
    """A skill by its name; two laptops that add Python add the same one."""

    name: str = label("Skill")
    aliases: tuple[str, ...] = ()
    category: SkillCategory = SkillCategory.TECHNICAL


class CandidateSkill(Entity, table="candidate_skills", stream="profile", key=("skill_name",)):
    """A skill the candidate holds, and how well."""

    skill_name: str = label("Skill")
    skill: Id[Skill] = label("Catalog entry", default=Id(""))
    category: SkillCategory = SkillCategory.TECHNICAL
    level: SkillLevel = SkillLevel.UNSAID
    years: float | None = None
    last_used: PartialDate = label("Last used", default=PartialDate())
    position: str = label("Order", default="")
