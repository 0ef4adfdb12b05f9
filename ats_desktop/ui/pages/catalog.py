"""Every page of the window, in the order of the side bar; each is imported when it is first shown."""

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ats_desktop.ui.pages.page import Page


class Entry(NamedTuple):
    """One page: the key others open it by, its name, its icon, and where its class is."""

    key: str
    title: str  # translated where it is shown
    icon: str
    where: str  # "module:Class", below ats_desktop.ui.pages
    place: str = "top"  # top | foot of the side bar | "" not listed there

    def load(self) -> "type[Page]":
        """Import the page's class."""
        module, _, name = self.where.partition(":")
        found: type[Page] = getattr(import_module(f"ats_desktop.ui.pages.{module}"), name)
        return found


PAGES: tuple[Entry, ...] = (
    Entry("today", "Today", "today", "today:TodayPage"),
    Entry("board", "Board", "board", "board:BoardPage"),
    Entry("jobs", "Jobs", "jobs", "jobs:JobsPage"),
    Entry("interviews", "Interviews", "calendar", "interviews:InterviewsPage"),
    Entry("offers", "Offers", "offers", "offers:OffersPage"),
    Entry("companies", "Companies", "building", "companies:CompaniesPage"),
    Entry("people", "People", "people", "people:PeoplePage"),
    Entry("documents", "Documents", "document", "documents:DocumentsPage"),
    Entry("practice", "Practice", "practice", "practice:PracticePage"),
    Entry("goals", "Tasks", "task", "goals:GoalsPage"),
    Entry("profile", "Profile", "profile", "profile:ProfilePage"),
    Entry("application", "Application", "application", "application:ApplicationPage", place=""),
    Entry("search", "Search", "search", "search:SearchPage", place=""),
    Entry("notifications", "Notifications", "bell", "notifications:NotificationsPage", place=""),
    Entry("help", "Help", "info", "help:HelpPage", place=""),
    Entry("draft", "From your résumé", "profile", "draft:DraftPage", place=""),
    Entry("import", "Import", "import", "importing:ImportPage", place="foot"),
    Entry("bin", "Bin", "trash", "bin:BinPage", place="foot"),
    Entry("backups", "Backups", "backup", "backups:BackupsPage", place="foot"),
    Entry("inspect", "Inspect", "inspect", "inspect:InspectPage", place="foot"),
    Entry("settings", "Settings", "settings", "settings:SettingsPage", place="foot"),
)
BY_KEY = {entry.key: entry for entry in PAGES}
# Where a row of a table is looked at: a page, with the table before the id where the page has several; else Inspect.
WHERE_ROWS_LIVE = {
    "applications": "application",
    "job_opportunities": "application",
    "contacts": "people",
    **dict.fromkeys(("referrals", "candidate_references", "interactions"), "people:"),  # ":" asks for the table too
    **dict.fromkeys(("candidate_profiles", "work_experiences", "educations", "candidate_skills"), "profile:"),
    **dict.fromkeys(("projects", "certifications", "languages", "achievements"), "profile:"),
    **dict.fromkeys(("tasks", "goals", "reminders"), "goals:"),
    **{page: page for page in ("offers", "interviews", "companies", "documents")},
    "interview_questions": "practice",
    "library_responses": "practice",
    "mock_interviews": "practice",
    "document_versions": "documents",
}
