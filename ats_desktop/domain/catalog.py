"""Every noun the program knows, one line each; the order is that of lists and exports."""

from collections.abc import Iterator, Mapping

from ats_desktop.domain.applications import Application, ApplicationStage, Stage
from ats_desktop.domain.assessments import Assessment
from ats_desktop.domain.attachments import Attachment
from ats_desktop.domain.automation import AutomationRule
from ats_desktop.domain.companies import Company
from ats_desktop.domain.deliveries import Notification, ReminderDelivery
from ats_desktop.domain.documents import Document, DocumentVersion
from ats_desktop.domain.figures import PerformanceMetric, UserActivity
from ats_desktop.domain.goals import Goal
from ats_desktop.domain.insights import MarketIntelligence, SuccessPattern
from ats_desktop.domain.interviews import Interview
from ats_desktop.domain.jobs import JobOpportunity, SalaryData
from ats_desktop.domain.negotiation import NegotiationRound
from ats_desktop.domain.notes import Comment, SharedNote
from ats_desktop.domain.offers import Offer
from ats_desktop.domain.own_reminders import Reminder
from ats_desktop.domain.people import Contact, Interaction
from ats_desktop.domain.portfolio import Achievement, Certification, Language, Project
from ats_desktop.domain.practice import (
    InterviewPrepSession,
    InterviewQuestion,
    LibraryResponse,
    MockInterview,
    QuestionPractice,
)
from ats_desktop.domain.profile import CandidateProfile, CandidateSkill, Education, Skill, WorkExperience
from ats_desktop.domain.referrals import Reference, Referral
from ats_desktop.domain.requirements import JobRequirement
from ats_desktop.domain.research import CompanyAlias, CompanyResearch
from ats_desktop.domain.schema import Entity, Noun
from ats_desktop.domain.settings import Setting
from ats_desktop.domain.submissions import Submission
from ats_desktop.domain.tasks import Tag, Tagging, Task
from ats_desktop.domain.writing import AIGenerationLog

NOUNS: tuple[type[Entity], ...] = (
    CandidateProfile,
    WorkExperience,
    Education,
    Certification,
    Achievement,
    Project,
    Language,
    Skill,
    CandidateSkill,
    Company,
    CompanyAlias,
    CompanyResearch,
    JobOpportunity,
    JobRequirement,
    SalaryData,
    Stage,
    Application,
    ApplicationStage,
    Submission,
    Assessment,
    Interview,
    Offer,
    NegotiationRound,
    Document,
    DocumentVersion,
    Attachment,
    Contact,
    Interaction,
    Referral,
    Reference,
    InterviewQuestion,
    LibraryResponse,
    InterviewPrepSession,
    MockInterview,
    QuestionPractice,
    SharedNote,
    Comment,
    Goal,
    Task,
    Tag,
    Tagging,
    Reminder,
    ReminderDelivery,
    Notification,
    SuccessPattern,
    MarketIntelligence,
    AutomationRule,
    AIGenerationLog,
    Setting,
)
COUNTED: tuple[type[Entity], ...] = (UserActivity, PerformanceMetric)  # questions that look like rows
BY_TABLE: Mapping[str, Noun] = {row.noun.table: row.noun for row in NOUNS} | {
    old: row.noun for row in NOUNS for old in row.noun.formerly
}
BY_CLASS: Mapping[str, Noun] = {row.__name__: row.noun for row in NOUNS}

ALSO_CALLED: Mapping[str, str] = {  # plain words for nouns, as people type them
    "profile": "candidate_profiles",
    "work": "work_experiences",
    "experience": "work_experiences",
    "education": "educations",
    "my_skills": "candidate_skills",
    "jobs": "job_opportunities",
    "job": "job_opportunities",
    "postings": "job_opportunities",
    "requirements": "job_requirements",
    "pay": "salary_data",
    "salaries": "salary_data",
    "steps": "application_stages",
    "tests": "assessments",
    "rounds": "negotiation_rounds",
    "versions": "document_versions",
    "people": "contacts",
    "references": "candidate_references",
    "questions": "interview_questions",
    "responses": "library_responses",
    "answers": "library_responses",
    "prep": "interview_prep_sessions",
    "mocks": "mock_interviews",
    "practice": "question_practices",
    "notes": "shared_notes",
    "deliveries": "reminder_deliveries",
    "patterns": "success_patterns",
    "rules": "automation_rules",
}


def find_noun(word: str) -> Noun | None:
    """Find a noun by a plain word for it, or its table's or its class's name, in any case; also one only counted."""
    plain = word.strip().replace("-", "_").replace(" ", "_").lower()
    plain = ALSO_CALLED.get(plain, plain)
    counted = (row.noun for row in COUNTED if plain in {row.noun.table, row.__name__.lower()})
    named = (noun for name, noun in BY_CLASS.items() if name.lower() == plain)
    return BY_TABLE.get(plain) or next(named, None) or next(counted, None)


def spoken_of(noun: Noun, cells: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Name the rows, as (table, id), that the cells of one link to or are about, in the order of its fields.

    >>> list(spoken_of(Task.noun, {"title": "Call", "about": "applications:7"}))
    [('applications', '7')]
    """
    for field in noun.plain:
        cell, target = str(cells.get(field.name) or ""), BY_CLASS.get(field.kind.target)
        if cell and field.kind.name == "link" and target is not None:
            yield target.table, cell
        elif field.name == "about" and ":" in cell:
            kind, _, of = cell.partition(":")
            yield kind, of
