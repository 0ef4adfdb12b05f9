"""Assessments: tests and tasks to take home, set by a company and handed in by the candidate."""

from dataclasses import replace
from typing import Any

from ats_desktop.domain.applications import CLOSED, REACH, Application, Category, Stage, category_of
from ats_desktop.domain.assessments import Assessment, AssessmentStatus
from ats_desktop.domain.schema import Id
from ats_desktop.domain.values import Appointment
from ats_desktop.errors import Refused
from ats_desktop.services import applications, rows
from ats_desktop.store.command import command
from ats_desktop.store.workspace import Workspace


@command("Add an assessment")
def add(
    work: Workspace, application: Id[Application], title: str, *, due: Appointment | None = None, **more: Any
) -> Assessment:
    """Note a test or a task, and move the application to the assessment stage where it was not as far.

    Raises: Refused, without a title, or when the application has ended.
    """
    if not title.strip():
        raise Refused("What is to be done?", "Write it as they called it: Coding test.")
    with work.change("Add an assessment") as change:
        stage = category_of(change.get(Application, application).stage, work.all(Stage))
        if stage in CLOSED - {Category.NO_RESPONSE}:
            raise Refused("This application has ended.", "Apply again, or take back its last stage.")
        if REACH.get(stage, 0) < REACH[Category.ASSESSMENT]:
            applications.move(work, application, Category.ASSESSMENT.value)
        given = {"title": title.strip(), "due": due or Appointment(), "received_at": change.now, **more}
        return rows.add(work, Assessment, application=application, **given)


@command("Hand an assessment in")
def hand_in(work: Workspace, assessment: Assessment) -> Assessment:
    """Note that it was handed in: nothing is due any more."""
    return _turn(work, assessment, AssessmentStatus.SUBMITTED, "Hand an assessment in")


@command("Take an assessment up again")
def reopen(work: Workspace, assessment: Assessment) -> Assessment:
    """Note that it is to be done after all."""
    return _turn(work, assessment, AssessmentStatus.TODO, "Take an assessment up again")


def _turn(work: Workspace, assessment: Assessment, status: AssessmentStatus, title: str) -> Assessment:
    with work.change(title) as change:
        return change.save(replace(change.get(Assessment, assessment.id), status=status))
