"""What pages can do, offered before they were ever opened: who asks for it goes there, and it is done."""

from functools import partial
from typing import TYPE_CHECKING

from ats_desktop.ui.words import tr

if TYPE_CHECKING:
    from ats_desktop.ui.window import Window

# page, the action it registers, its words, its picture
OFFERED = (
    ("backups", "backups.export", "Export everything", "export"),
    ("companies", "companies.add", "Add a company", "building"),
    ("documents", "documents.add", "Add a file", "document"),
    ("goals", "tasks.new", "Add a task", "task"),
    ("interviews", "interviews.plan", "Plan an interview", "calendar"),
    ("offers", "offers.record", "Record an offer", "offers"),
    ("jobs", "jobs.proof", "Record of job search", "document"),
    ("profile", "profile.resume", "Résumé as PDF", "document"),
)
# a setting, its words, and the word by which Settings finds it
SETTINGS = (
    ("look", "Light or dark, and the size of the text", "Dark"),
    ("mail", "Mail account for reminders", "Mail"),
    ("columns", "Rename the columns of the board", "Stages"),
)


def offer(window: "Window") -> None:
    """Register what is farther away than the page in view."""
    for page, name, words, picture in OFFERED:
        window.actions.promise(name, tr(words), partial(_there, window, page, name), icon_name=picture)
    for part, words, known in SETTINGS:
        seek = partial(window.go, "settings", f"find:{tr(known)}")
        window.actions.add(f"settings.{part}", tr(words), seek, icon_name="settings")


def _there(window: "Window", page: str, name: str) -> None:
    window.go(page)
    if window.actions.get(name).page is not None:
        window.perform(name)
