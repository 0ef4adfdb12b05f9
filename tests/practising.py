"""What tests of the Practice page share: a story, a posting, and reading what is in view."""

import make
from PySide6.QtWidgets import QLabel, QPlainTextEdit

from ats_desktop.domain.interviews import Interview
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.star import Story
from ats_desktop.domain.values import Appointment

STORY = Story(
    action="I measured every step and rewrote the slow one.", result="It took 40 minutes instead of six hours."
)


def posted(work):
    """An application whose posting names a skill, with an interview in nine days."""
    made = make.application(work, "Data Engineer", "Quillmark")
    with work.change("Posting") as change:
        job = change.get(JobOpportunity, made.job)
        change.save(make.replaced(job, description="You know ETL."), was=job)
        change.save(Interview(application=made.id, starts=Appointment("2026-12-01T10:00", "UTC"), meeting_link="x"))
    return made


def opener(desk, settle):
    """Open the page, on a part of it."""

    def open_page(row=""):
        desk.go("practice", row)
        settle()
        return desk.stack.currentWidget()

    return open_page


def asked(table):
    """The questions a table shows."""
    return [table.model_.data(table.model_.index(row, 0)) for row in range(table.model_.rowCount())]


def choose(box, words):
    """Choose by what is read in a list."""
    box.setCurrentIndex(box.findText(words))


def write(named, **parts):
    """Write the parts of an answer."""
    for name, words in parts.items():
        named(name.capitalize(), QPlainTextEdit).setPlainText(words)


def said(desk):
    """Every label in view."""
    return [one.text() for one in desk.findChildren(QLabel) if one.isVisible()]
