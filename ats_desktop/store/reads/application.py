"""What one application's page shows: the job, what happened, who is in it, what was said, what is to be done.

Why:    one question for the whole page, so that all of it is of one moment; what this person may not
        read (people, pay) is None, and the page leaves it out instead of showing it empty.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from ats_desktop.domain.applications import Application, ApplicationStage
from ats_desktop.domain.documents import Document, DocumentKind
from ats_desktop.domain.interviews import COMING, Interview, overlap
from ats_desktop.domain.jobs import JobOpportunity, SalaryData
from ats_desktop.domain.notes import Comment, SharedNote
from ats_desktop.domain.people import Contact, Interaction
from ats_desktop.domain.schema import Entity, Id
from ats_desktop.domain.sharing import EDIT, VIEW
from ats_desktop.domain.tasks import Task, TaskStatus
from ats_desktop.store.workspace import Workspace

_DAY = timedelta(days=1)
_MOST = 200  # of each list


@dataclass(frozen=True, slots=True)
class Said:
    """A note or a comment: who wrote it, and when."""

    row: SharedNote | Comment
    author: str  # a member's id
    at: datetime | None

    @property
    def answers(self) -> str:
        """The comment it answers, or ""."""
        return self.row.answers if isinstance(self.row, Comment) else ""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody this application has to do with, and what passed between them, newest first."""

    contact: Contact
    touches: tuple[Interaction, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """All of it."""

    job: JobOpportunity
    application: Application | None  # a job nobody applied for has none
    attempts: int
    events: tuple[ApplicationStage, ...]  # in order of what happened; those taken back too
    interviews: tuple[Interview, ...]  # soonest first, then what is past
    tasks: tuple[Task, ...]  # open ones first
    notes: tuple[Said, ...]
    comments: tuple[Said, ...]  # a question before its answers
    resume: Document | None
    people: tuple[Person, ...] | None
    pay: tuple[SalaryData, ...] | None
    editable: bool  # whether this person may change the job and what happened

    @property
    def about(self) -> str:
        """What notes and tasks made here are about."""
        return about(self.application or self.job)


def about(row: Entity) -> str:
    """Name a row as the fields called `about` do."""
    return f"{row.noun.table}:{row.id}"


def dossier(work: Workspace, row: str, *, now: datetime) -> Dossier | None:
    """Gather what belongs to an application, or to a job by its id; None when neither is here."""
    application = work.find(Application, row)
    job = work.find(JobOpportunity, application.job if application else row)
    if job is None and application is None:
        return None
    job = job or JobOpportunity(id=application.job if application else Id(""), title="")
    attempts = work.all(Application, {"job": job.id}, order="-id", limit=_MOST)
    application = application or next(iter(attempts), None)
    both = [about(one) for one in (application, job) if one]
    return Dossier(
        job=job,
        application=application,
        attempts=len(attempts),
        events=_events(work, application),
        interviews=_interviews(work, application, now),
        tasks=_tasks(work, both),
        notes=tuple(_said(work, SharedNote, both)),
        comments=tuple(in_threads(_said(work, Comment, both))),
        resume=_resume(work, application),
        people=_people(work, application) if may(work, "contacts") else None,
        pay=_pay(work, job) if may(work, "salary") else None,
        editable=may(work, "jobs", EDIT),
    )


def may(work: Workspace, stream: str, level: int = VIEW) -> bool:
    """Say whether this person was let into a stream so far; the owner always is."""
    levels = work.identity.levels
    return levels is None or levels.get(stream, 0) >= level


def clashes(work: Workspace, meeting: Interview) -> list[Interview]:
    """Find the interviews that claim the same time as one that is planned or about to be."""
    if not meeting.starts_at:
        return []
    near = [("starts_at", ">=", meeting.starts_at - _DAY), ("starts_at", "<=", meeting.starts_at + _DAY)]
    return [one for one in work.all(Interview, near, limit=_MOST) if one.id != meeting.id and overlap(one, meeting)]


def title_of(work: Workspace, application: str) -> str:
    """Say which job an application is for."""
    found = work.find(Application, application)
    job = work.find(JobOpportunity, found.job) if found else None
    return str(job) if job else ""


def in_threads(comments: Iterable[Said]) -> list[Said]:
    """Put every answer behind what it answers; one whose question is not here stands for itself."""
    heard = list(comments)
    known = {one.row.id for one in heard}
    answers: dict[str, list[Said]] = {}
    for one in heard:
        answers.setdefault(one.answers if one.answers in known else "", []).append(one)
    ordered: list[Said] = []
    waiting = answers.pop("", [])[::-1]
    while waiting:
        one = waiting.pop()
        ordered.append(one)
        waiting += answers.pop(one.row.id, [])[::-1]
    return ordered + [one for left in answers.values() for one in left]  # rings, which nobody wrote by hand


def _events(work: Workspace, application: Application | None) -> tuple[ApplicationStage, ...]:
    if application is None:
        return ()
    never = datetime.min.replace(tzinfo=UTC)
    found = work.all(ApplicationStage, {"application": application.id}, limit=_MOST)
    return tuple(sorted(found, key=lambda e: (e.occurred_at or never, e.recorded_at or never, e.id)))


def _interviews(work: Workspace, application: Application | None, now: datetime) -> tuple[Interview, ...]:
    if application is None:
        return ()
    found = work.all(Interview, {"application": application.id}, order="starts_at", limit=_MOST)
    coming = [one for one in found if one.status in COMING and one.starts_at and one.starts_at + _DAY / 24 >= now]
    return (*coming, *(one for one in reversed(found) if one not in coming))


def _tasks(work: Workspace, both: list[str]) -> tuple[Task, ...]:
    found = [task for one in both for task in work.all(Task, {"about": one}, limit=_MOST)]
    over = {TaskStatus.DONE, TaskStatus.CANCELLED}
    return tuple(sorted(found, key=lambda task: (task.status in over, task.due_on is None, str(task.due_on), task.id)))


def _said(work: Workspace, kind: type[SharedNote] | type[Comment], both: list[str]) -> list[Said]:
    asked = f"""select id, created_at, created_by from {kind.noun.table}
    where about in (select value from json_each(?)) order by created_at, id limit {_MOST}"""
    found = []
    for row, at, by in work.rows(asked, json.dumps(both)):
        said = work.find(kind, row)
        author, dot, _ = row.partition(".")
        if said:
            found.append(Said(said, author if dot else str(by or ""), datetime.fromisoformat(at) if at else None))
    return found


def _resume(work: Workspace, application: Application | None) -> Document | None:
    if application is None:
        return None
    sent = work.all(Document, {"application": application.id, "kind": DocumentKind.RESUME}, order="-id", limit=1)
    return next(iter(sent), None)


def _people(work: Workspace, application: Application | None) -> tuple[Person, ...]:
    if application is None:
        return ()
    touches: dict[str, list[Interaction]] = {}
    found = work.all(Interaction, {"application": application.id}, order="-at", limit=_MOST)
    for one in found:
        touches.setdefault(one.contact, []).append(one)
    people = ((work.find(Contact, contact), their) for contact, their in touches.items() if contact)
    return tuple(Person(contact, tuple(their)) for contact, their in people if contact)


def _pay(work: Workspace, job: JobOpportunity) -> tuple[SalaryData, ...]:
    return tuple(work.all(SalaryData, {"job": job.id}, order="-observed_at", limit=_MOST))
