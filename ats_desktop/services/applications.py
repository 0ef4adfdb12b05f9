"""Applications: moved from stage to stage, by appending what happened."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from ats_desktop.domain.applications import (
    CLOSED,
    DEFAULT_STAGES,
    Actor,
    Application,
    ApplicationStage,
    Category,
    Stage,
    category_of,
)
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.schema import Id
from ats_desktop.errors import Refused
from ats_desktop.services import submissions
from ats_desktop.store.command import command
from ats_desktop.store.workspace import Workspace


def stages(work: Workspace) -> list[Stage]:
    """List the columns of the board: the default ones, as she named and ordered them, and her own."""
    own = {stage.key: stage for stage in work.all(Stage)}
    merged = [own.pop(stage.key, stage) for stage in DEFAULT_STAGES]
    return sorted([*merged, *own.values()], key=lambda stage: (stage.position, stage.key))


def find_stage(work: Workspace, word: str) -> Stage:
    """Find a stage by its key or its name, in any case.

    Raises: Refused, naming the stages there are.
    """
    known = stages(work)
    plain = word.casefold().strip().replace(" ", "_").replace("-", "_")
    for stage in known:
        if plain in {stage.key.casefold(), stage.name.casefold().replace(" ", "_")}:
            return stage
    names = ", ".join(stage.key for stage in known)
    raise Refused(f"There is no stage “{word}”.", f"There are: {names}.")


@command("Move to a stage")
def move(
    work: Workspace, application: Id[Application], stage: str, *, at: datetime | None = None, note: str = ""
) -> Application:
    """Note that an application came to a stage, now or at a time past.

    Raises: Refused, for an unknown stage or a time to come.
    """
    return move_all(work, [application], stage, at=at, note=note)[0]


def move_all(
    work: Workspace, applications: Sequence[Id[Application]], stage: str, *, at: datetime | None = None, note: str = ""
) -> list[Application]:
    """Move several at once, as one step of undo."""
    target = find_stage(work, stage)
    with work.change(f"Move to {target}") as change:
        if at and at > change.now:
            raise Refused("That time is still to come.", "Note what has happened; plan the rest as a task.")
        for one in applications:
            change.get(Application, one)
        change.save_all(
            [
                ApplicationStage(
                    application=one,
                    to=target.key,
                    occurred_at=at or change.now,
                    recorded_at=change.now,
                    actor=Actor.USER,
                    note=note,
                )
                for one in applications
            ]
        )
        if target.category is Category.APPLIED:
            submissions.freeze(work, applications, at or change.now)
    return [work.get(Application, one) for one in applications]


@command("Correct a stage")
def correct(work: Workspace, event: ApplicationStage, *, to: str, at: datetime | None, note: str = "") -> None:
    """Say what really happened, or when: the old event is retracted and a new one stands for it."""
    target = find_stage(work, to)
    with work.change("Correct a stage") as change:
        if at and at > change.now:
            raise Refused("That time is still to come.", "Note what has happened; plan the rest as a task.")
        change.save(replace(event, retracted=True), was=event)
        change.save(
            ApplicationStage(
                application=event.application,
                to=target.key,
                occurred_at=at or event.occurred_at,
                recorded_at=change.now,
                actor=Actor.USER,
                note=note or event.note,
            )
        )


@command("Take back a stage")
def retract(work: Workspace, event: ApplicationStage) -> None:
    """Say that an event did not happen; it is kept, crossed out."""
    with work.change("Take back a stage") as change:
        change.save(replace(event, retracted=True), was=event)


def open_for(work: Workspace, job: Id[JobOpportunity]) -> Application | None:
    """Find the attempt at a job that has not ended, if there is one."""
    own = work.all(Stage)
    attempts = work.all(Application, {"job": job}, order="-id")
    return next((one for one in attempts if category_of(one.stage, own) not in CLOSED), None)


@command("Apply again")
def apply_again(work: Workspace, job: Id[JobOpportunity], *, stage: str = Category.LEAD.value) -> Application:
    """Begin another attempt at a job.

    Raises: Refused, while an attempt is still open.
    """
    with work.change("Apply again") as change:
        change.get(JobOpportunity, job)
        if open_for(work, job):
            raise Refused("You are still in the running there.", "End that attempt first, then begin another.")
        made = change.save(Application(job=job))
        move(work, made.id, stage)
    return work.get(Application, made.id)
