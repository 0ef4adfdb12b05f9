"""Interviews: agreed on, moved, called off, held."""

from dataclasses import replace
from datetime import date

from ats_desktop.domain.applications import CLOSED, REACH, Application, Category, Stage, category_of
from ats_desktop.domain.interviews import COMING, Interview, InterviewKind, InterviewStatus
from ats_desktop.domain.reminders import known_zone
from ats_desktop.domain.schema import Id
from ats_desktop.domain.values import Appointment
from ats_desktop.errors import Refused
from ats_desktop.services import applications
from ats_desktop.services.reminders import habits_of
from ats_desktop.store.command import command
from ats_desktop.store.workspace import Workspace

_ENDED = CLOSED - {Category.NO_RESPONSE}  # who was silent may speak again
_LEADS_TO = {
    InterviewKind.RECRUITER_SCREEN: Category.SCREENING,
    InterviewKind.PHONE: Category.SCREENING,
    InterviewKind.ASSESSMENT: Category.ASSESSMENT,
    InterviewKind.INFORMATIONAL: Category.LEAD,
}
_PUT_OFF = COMING | {InterviewStatus.NO_SHOW}


@command("Schedule interview", keys="Ctrl+I")
def schedule(
    work: Workspace,
    application: Id[Application],
    starts: Appointment,
    *,
    minutes: int = 60,
    kind: InterviewKind = InterviewKind.VIDEO,
    name: str = "",
    location: str = "",
    meeting_link: str = "",
    interviewers: tuple[str, ...] = (),
) -> Interview:
    """Book a meeting and move its application to the stage that goes with it.

    Raises: Refused, when the application has ended, or nobody could say when the meeting is.
    """
    with work.change("Schedule interview") as change:
        pursuit = change.get(Application, application)
        now_at = category_of(pursuit.stage, work.all(Stage))
        if now_at in _ENDED:
            raise Refused("This application has ended.", "Apply again, or take back its last stage.")
        target = _LEADS_TO.get(kind, Category.INTERVIEWING)
        if REACH.get(now_at, 0) < REACH[target]:
            applications.move(work, application, target.value)
        return change.save(
            Interview(
                application=application,
                starts=_agreed(work, starts),
                minutes=minutes,
                kind=kind,
                name=name,
                location=location,
                meeting_link=meeting_link,
                interviewers=interviewers,
                set_at=change.now,
            )
        )


@command("Move interview")
def reschedule(work: Workspace, interview: Interview, starts: Appointment) -> Interview:
    """Agree on another time; reminders follow it, and calendars replace the old one.

    Raises: Refused, when it was held or called off, or nobody could say when the new time is.
    """
    with work.change("Move interview") as change:
        found = change.get(Interview, interview.id)
        if found.status not in _PUT_OFF:
            raise Refused("This interview is over.", "Schedule another one.")
        starts = _agreed(work, starts)
        if starts == found.starts and found.status in COMING:
            return found
        return change.save(
            replace(
                found,
                starts=starts,
                status=InterviewStatus.RESCHEDULED,
                set_at=change.now,
                ics_sequence=(found.ics_sequence or 0) + 1,
            )
        )


@command("Cancel interview")
def cancel(work: Workspace, interview: Interview) -> Interview:
    """Call an interview off: its reminders fall silent, and calendars strike it out."""
    return _end(work, interview, InterviewStatus.CANCELLED, "Cancel interview")


@command("Interview took place")
def complete(work: Workspace, interview: Interview, *, outcome: str = "") -> Interview:
    """Note that an interview was held."""
    return _end(work, interview, InterviewStatus.COMPLETED, "Interview took place", outcome=outcome)


@command("They did not come")
def no_show(work: Workspace, interview: Interview) -> Interview:
    """Note that an interview did not take place because somebody stayed away; it can be moved."""
    return _end(work, interview, InterviewStatus.NO_SHOW, "They did not come")


@command("Note that thanks were sent")
def thank(work: Workspace, interview: Interview) -> Interview:
    """Note that the people of an interview were thanked, now."""
    with work.change("Note that thanks were sent") as change:
        return change.save(replace(change.get(Interview, interview.id), thank_you_sent_at=change.now))


@command("Say when their answer is expected")
def expect(work: Workspace, interview: Interview, day: date | None) -> Interview:
    """Say by which day they promised an answer; no day takes it back."""
    with work.change("Say when their answer is expected") as change:
        return change.save(replace(change.get(Interview, interview.id), result_expected_on=day))


def _end(work: Workspace, interview: Interview, status: InterviewStatus, title: str, *, outcome: str = "") -> Interview:
    with work.change(title) as change:
        found = change.get(Interview, interview.id)
        if found.status == status and not outcome:
            return found
        later = (found.ics_sequence or 0) + 1
        return change.save(replace(found, status=status, ics_sequence=later, outcome=outcome or found.outcome))


def _agreed(work: Workspace, starts: Appointment) -> Appointment:
    """Check that everybody can say when that is; without a zone her own is meant.

    Raises: Refused, when there is no time or its zone is unknown.
    """
    zone = starts.zone or habits_of(work).zone.key
    made = Appointment(starts.wall, zone)
    if known_zone(zone) is None:
        raise Refused(f"“{zone}” is no time zone.", "Write it like Europe/Berlin.")
    if not starts.wall or made.local is None:
        raise Refused("When is the interview?", "Write it like 2026-12-01 14:00.")
    return made
