"""Interviews: meetings that move one application forward."""

from datetime import date, datetime, timedelta

from ats_desktop.domain.applications import Application
from ats_desktop.domain.schema import Entity, Id, Text, Words, derived, label
from ats_desktop.domain.values import Appointment


class InterviewKind(Words):
    """What sort of meeting it is."""

    RECRUITER_SCREEN = "recruiter_screen"
    PHONE = "phone"
    VIDEO = "video"
    IN_PERSON = "in_person"
    ASSESSMENT = "assessment"
    TECHNICAL = "technical"
    PANEL = "panel"
    GROUP = "group"
    BEHAVIORAL = "behavioral"
    CASE = "case"
    FINAL = "final"
    INFORMATIONAL = "informational"


class InterviewStatus(Words):
    """Whether it will be, was, or was not."""

    SCHEDULED = "scheduled"
    TENTATIVE = "tentative"
    RESCHEDULED = "rescheduled"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"


COMING = frozenset({InterviewStatus.SCHEDULED, InterviewStatus.RESCHEDULED, InterviewStatus.TENTATIVE})


class Interview(Entity, table="interviews", stream="jobs"):
    """A meeting that moves one application forward."""

    application: Id[Application] = label("Application")
    starts: Appointment = label("Starts", help="Local wall time and its zone", default=Appointment())
    minutes: int = 60
    kind: InterviewKind = InterviewKind.VIDEO
    round: int | None = None
    name: str = label("Title", default="")
    location: str = ""
    meeting_link: str = label("Link", default="")
    dial_in: str = ""
    logistics: str = ""
    status: InterviewStatus = InterviewStatus.SCHEDULED
    outcome: str = ""
    interviewers: tuple[str, ...] = label("With", default=(), stream="contacts")
    prep_notes: Text = label("Preparation", default=Text(), stream="prep")
    questions_to_ask: tuple[str, ...] = label("Questions to ask", default=(), stream="prep")
    feedback: Text = label("How it went", default=Text(), stream="prep")
    confidence_before: int | None = label("Confidence before, 1-5", default=None, stream="prep")
    confidence_after: int | None = label("Confidence after, 1-5", default=None, stream="prep")
    ics_sequence: int = label("Calendar revision", default=0, automatic=True)
    thank_you_sent_at: datetime | None = label("Thanked", default=None)
    result_expected_on: date | None = label("Answer expected", default=None)
    set_at: datetime | None = label("Time agreed on", help="When the start was last set", default=None, automatic=True)
    starts_at: datetime | None = derived(lambda row: row.starts.utc, default=None)

    def __str__(self) -> str:
        return self.name or f"{self.kind.label} interview"


def overlap(one: Interview, other: Interview) -> bool:
    """Say whether two meetings that are to take place claim the same minute."""
    if not one.starts_at or not other.starts_at or not {one.status, other.status} <= COMING:
        return False
    ends = one.starts_at + timedelta(minutes=one.minutes or 0)
    other_ends = other.starts_at + timedelta(minutes=other.minutes or 0)
    return one.starts_at < other_ends and other.starts_at < ends


class Hint(Words):
    """What an interview asks for next."""

    NOTHING = ""
    SAY_HOW = "say_how"  # it is past, and nobody said how it went
    THANK = "thank"
    WAITING = "waiting"  # their answer is expected
    ASK = "ask"  # their answer is late


_THANKS_WITHIN = timedelta(days=7)  # later than that, thanks come too late to be asked for


def ends_at(one: Interview) -> datetime | None:
    """Say when a meeting is over."""
    return one.starts_at and one.starts_at + timedelta(minutes=one.minutes or 0)


def hint(one: Interview, now: datetime, today: date) -> Hint:
    """Say what an interview asks for next: a word on how it went, thanks, patience, a question.

    Source: domain.md A.11: thanks on the next morning, the answer after the day it was promised for.
    """
    ends = ends_at(one)
    if ends is None or ends > now or one.status not in COMING | {InterviewStatus.COMPLETED}:
        return Hint.NOTHING
    if one.status in COMING:
        return Hint.SAY_HOW
    if one.thank_you_sent_at is None and now - ends <= _THANKS_WITHIN:
        return Hint.THANK
    if one.result_expected_on and not one.outcome:
        return Hint.ASK if one.result_expected_on < today else Hint.WAITING
    return Hint.NOTHING
