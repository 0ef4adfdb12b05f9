"""Assessments: tests and tasks to take home, with the hour they are due."""

from datetime import datetime

from ats_desktop.domain.applications import Application
from ats_desktop.domain.schema import Entity, Id, Text, Words, derived, label
from ats_desktop.domain.values import Appointment


class AssessmentStatus(Words):
    """How far it is."""

    TODO = "todo"
    DOING = "doing"
    SUBMITTED = "submitted"
    EXPIRED = "expired"


class Assessment(Entity, table="assessments", stream="jobs"):
    """A test or a task that a company set."""

    application: Id[Application] = label("Application", default=Id(""))
    title: str = label("Assessment")
    platform: str = label("Where it is taken", default="")
    link: str = ""
    status: AssessmentStatus = label("Status", default=AssessmentStatus.TODO, indexed=True)
    received_at: datetime | None = label("Received", default=None)
    due: Appointment = label("Due", help="Local wall time and its zone", default=Appointment())
    minutes: int | None = label("How long it takes, minutes", default=None)
    score: str = ""
    notes: Text = Text()
    due_at: datetime | None = derived(lambda row: row.due.utc, default=None)
