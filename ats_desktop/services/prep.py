"""Getting ready for an interview: its checklist, the time spent, and how ready one is.

Why:    the checklist is tasks like any other, under ids of their own, so that two laptops that begin to prepare
        make one list, and a step that was thrown away does not come back.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from ats_desktop.domain.applications import Application
from ats_desktop.domain.interviews import Interview
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.practice import InterviewPrepSession
from ats_desktop.domain.readiness import Ready, weigh
from ats_desktop.domain.schema import Id, Text
from ats_desktop.domain.stamps import natural_id
from ats_desktop.domain.tasks import Task, TaskStatus
from ats_desktop.errors import Refused
from ats_desktop.services import practice
from ats_desktop.store.command import command
from ats_desktop.store.reads import practice as reads
from ats_desktop.store.workspace import Workspace

STEPS = ("research", "stories", "ask", "way", "thanks")
_MARKS = range(1, 6)
_MOST_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Preparation:
    """All that belongs to getting ready for one interview."""

    interview: Interview
    job: JobOpportunity
    steps: tuple[Task, ...]
    sessions: tuple[InterviewPrepSession, ...]
    ready: Ready

    @property
    def minutes(self) -> int:
        """The time noted in sessions."""
        return sum(one.minutes for one in self.sessions)


def preparation(work: Workspace, interview: str) -> Preparation:
    """Gather what belongs to getting ready for an interview.

    Raises: NotFound, when it is not here.
    """
    meeting = work.get(Interview, interview)
    job = _job(work, meeting)
    steps = _steps(work, meeting)
    before = [task for task in steps if task.id != _step_id(work, meeting, "thanks")]
    wanted = practice.skills_wanted(work, meeting.application)
    ready = weigh(
        done=sum(task.status is TaskStatus.DONE for task in before),
        steps=len(before),
        wanted=wanted,
        held=practice.skills_held(work, wanted),
        facts=reads.facts(work, job.id),
        minutes=reads.minutes_spent(work, meeting.application),
        interviews=reads.held_interviews(work),
    )
    sessions = work.all(InterviewPrepSession, {"interview": meeting.id}, order="-at")
    return Preparation(meeting, job, steps, tuple(sessions), ready)


@command("Prepare for an interview")
def begin(work: Workspace, interview: Id[Interview]) -> list[Task]:
    """Make the checklist of an interview, once; gives its steps as they are now."""
    meeting = work.get(Interview, interview)
    today = work.now().date()
    wanted = {_step_id(work, meeting, step): (title, due) for step, title, due in _told(work, meeting, today)}
    gone = reads.in_bin(work, Task.noun.table, wanted)
    with work.change("Prepare for an interview") as change:
        for row, (title, due) in wanted.items():
            if row not in gone and change.find(Task, row) is None:
                about = f"{Application.noun.table}:{meeting.application}"
                change.save(Task(id=Id(row), title=title, due_on=due, about=about, origin="prep"))
    return list(_steps(work, meeting))


@command("Note time spent preparing")
def spend(
    work: Workspace, interview: Id[Interview], minutes: int, *, topic: str = "", confidence: int | None = None
) -> InterviewPrepSession:
    """Note that some time was spent getting ready for an interview.

    Raises: Refused, when it is no time, or more than a day.
    """
    if not 0 < minutes <= _MOST_MINUTES:
        raise Refused("How many minutes was it?", "From 1 minute to a day.")
    _check_mark(confidence)
    with work.change("Note time spent preparing") as change:
        meeting = change.get(Interview, interview)
        return change.save(
            InterviewPrepSession(
                application=meeting.application,
                interview=meeting.id,
                at=change.now,
                minutes=minutes,
                topic=topic.strip(),
                confidence=confidence,
            )
        )


@command("Say how sure one feels")
def feel(
    work: Workspace, interview: Id[Interview], *, before: int | None = None, after: int | None = None
) -> Interview:
    """Note how sure one feels before an interview, and how it felt after; 1 to 5.

    Raises: Refused, for another number.
    """
    _check_mark(before)
    _check_mark(after)
    with work.change("Say how sure one feels") as change:
        was = change.get(Interview, interview)
        said = {"confidence_before": before, "confidence_after": after}
        values: dict[str, Any] = {name: value for name, value in said.items() if value is not None}
        return change.save(replace(was, **values), was=was)


@command("Write down how one prepares")
def note(work: Workspace, interview: Id[Interview], *, prep_notes: str, questions_to_ask: str) -> Interview:
    """Keep the notes of an interview, and the questions to ask there, one a line."""
    asked = tuple(line.strip() for line in questions_to_ask.splitlines() if line.strip())
    with work.change("Write down how one prepares") as change:
        was = change.get(Interview, interview)
        return change.save(replace(was, prep_notes=Text(prep_notes), questions_to_ask=asked), was=was)


def _check_mark(mark: int | None) -> None:
    if mark is not None and mark not in _MARKS:
        raise Refused("How sure one feels is from 1 to 5.", "5 is very sure.")


def _job(work: Workspace, meeting: Interview) -> JobOpportunity:
    pursuit = work.find(Application, meeting.application)
    found = work.find(JobOpportunity, pursuit.job) if pursuit else None
    return found or JobOpportunity(title="")


def _step_id(work: Workspace, meeting: Interview, step: str) -> str:
    return natural_id(work.identity.workspace, Task.noun.table, "prep", meeting.id, step)


def _steps(work: Workspace, meeting: Interview) -> tuple[Task, ...]:
    found = (work.find(Task, _step_id(work, meeting, step)) for step in STEPS)
    return tuple(task for task in found if task)


def _told(work: Workspace, meeting: Interview, today: date) -> Iterator[tuple[str, str, date | None]]:
    """Word the steps of an interview, each with its day: before it, but never in the past."""
    company = _job(work, meeting).company_name or "the company"
    if meeting.meeting_link:
        way = "Try the link, camera and sound"
    elif meeting.location:
        way = f"Plan the way to {meeting.location}"
    else:
        way = "Make sure how and where you meet"
    steps = (
        ("research", f"Read up on {company}", -2),
        ("stories", f"Prepare three stories for {company}", -2),
        ("ask", f"Write down what to ask {company}", -1),
        ("way", way, -1),
        ("thanks", f"Thank {company}", 1),
    )
    day = datetime.fromisoformat(meeting.starts.wall).date() if meeting.starts.wall else None
    for step, title, days in steps:
        yield step, title, max(today, day + timedelta(days=days)) if day else None
