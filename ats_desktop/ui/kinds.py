"""What the kinds of rows are called where several are listed together, and the picture of each."""

from typing import NamedTuple

from ats_desktop.ui.words import tr


class Kind(NamedTuple):
    """One of them, many of them, its picture; the words are translated where they are shown."""

    one: str
    many: str
    picture: str


KINDS = {
    "job_opportunities": Kind("Job", "Jobs", "jobs"),
    "applications": Kind("Application", "Applications", "application"),
    "companies": Kind("Company", "Companies", "building"),
    "company_research": Kind("Fact", "Facts about companies", "building"),
    "contacts": Kind("Person", "People", "people"),
    "interactions": Kind("Contact with a person", "Contacts with people", "mail"),
    "referrals": Kind("Referral", "Referrals", "people"),
    "candidate_references": Kind("Reference", "References", "people"),
    "interviews": Kind("Interview", "Interviews", "calendar"),
    "offers": Kind("Offer", "Offers", "offers"),
    "negotiation_rounds": Kind("What was asked", "What was asked", "offers"),
    "assessments": Kind("Assessment", "Assessments", "task"),
    "submissions": Kind("What was sent", "What was sent", "document"),
    "documents": Kind("Document", "Documents", "document"),
    "tasks": Kind("Task", "Tasks", "task"),
    "goals": Kind("Goal", "Goals", "chart"),
    "reminders": Kind("Reminder", "Reminders", "bell"),
    "notifications": Kind("Notice", "Notices", "bell"),
    "shared_notes": Kind("Note", "Notes", "note"),
    "comments": Kind("Comment", "Comments", "note"),
    "tags": Kind("Tag", "Tags", "tag"),
    "salary_data": Kind("Pay", "Pay", "chart"),
    "job_requirements": Kind("Requirement", "Requirements", "check"),
    "interview_questions": Kind("Question", "Questions to practise", "note"),
    "library_responses": Kind("Answer", "Answers", "note"),
    "interview_prep_sessions": Kind("Preparation", "Preparations", "calendar"),
    "mock_interviews": Kind("Mock interview", "Mock interviews", "video"),
    "candidate_profiles": Kind("Profile", "Profile", "profile"),
    "work_experiences": Kind("Position", "Positions", "profile"),
    "candidate_skills": Kind("Skill of yours", "Skills of yours", "profile"),
}


def called(table: str) -> str:
    """Say what one row of a table is called."""
    return tr(KINDS[table].one if table in KINDS else _plain(table))


def many(table: str) -> str:
    """Say what its rows are called together."""
    return tr(KINDS[table].many if table in KINDS else _plain(table))


def picture(table: str) -> str:
    """Name the picture of its rows."""
    return KINDS[table].picture if table in KINDS else "inspect"


def _plain(table: str) -> str:
    return table.replace("_", " ").capitalize()
