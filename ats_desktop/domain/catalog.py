"""Every noun the program knows, one line each; the order is that of lists and exports."""

from collections.abc import Mapping

from ats_desktop.domain.applications import Application, ApplicationStage, Stage
from ats_desktop.domain.companies import Company
from ats_desktop.domain.deliveries import Notification, ReminderDelivery
from ats_desktop.domain.documents import Document, DocumentVersion
from ats_desktop.domain.interviews import Interview
from ats_desktop.domain.jobs import JobOpportunity, SalaryData
from ats_desktop.domain.notes import Comment, SharedNote
from ats_desktop.domain.people import Contact, Interaction
from ats_desktop.domain.profile import CandidateProfile, CandidateSkill, Education, Skill, WorkExperience
from ats_desktop.domain.schema import Entity, Noun
from ats_desktop.domain.settings import Setting
from ats_desktop.domain.tasks import Tag, Tagging, Task

NOUNS: tuple[type[Entity], ...] = (
    CandidateProfile,
    WorkExperience,
    Education,
    Skill,
    CandidateSkill,
    Company,
    JobOpportunity,
    SalaryData,
    Stage,
    Application,
    ApplicationStage,
    Interview,
    Document,
    DocumentVersion,
    Contact,
    Interaction,
    SharedNote,
    Comment,
    Task,
    Tag,
    Tagging,
    ReminderDelivery,
    Notification,
    Setting,
)
BY_TABLE: Mapping[str, Noun] = {row.noun.table: row.noun for row in NOUNS} | {
    old: row.noun for row in NOUNS for old in row.noun.formerly
}
BY_CLASS: Mapping[str, Noun] = {row.__name__: row.noun for row in NOUNS}


def find_noun(word: str) -> Noun | None:
    """Find a noun by its table's or its class's name, in any case."""
    plain = word.replace("-", "_")
    return BY_TABLE.get(plain.lower()) or next(
        (n for name, n in BY_CLASS.items() if name.lower() == plain.lower()), None
    )
