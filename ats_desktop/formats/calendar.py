"""An interview as a calendar file: an appointment that every calendar can take in, with two alarms.

Why:    the alarms ring where this program does not run.  The appointment is written as the local
        time and zone that people agreed on, so that new zone rules move it as they should; its
        id stays, and each change has a higher number, so that calendars replace it.
Source: RFC 5545 (3.6.1, 3.6.5, 3.6.6), RFC 5546 (3.2.1, 3.2.5); reminders.md D.5, cases 18 and 22.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from ats_desktop.domain.interviews import Interview, InterviewStatus

if TYPE_CHECKING:
    from icalendar import Alarm

ALARMS = (timedelta(days=1), timedelta(hours=2))
_STATUS = {InterviewStatus.CANCELLED: "CANCELLED", InterviewStatus.TENTATIVE: "TENTATIVE"}


def write_interview(
    interview: Interview, name: str, *, now: datetime, link: str = "", notes: Sequence[str] = ()
) -> str:
    """Write one interview as the text of an .ics file; "" when it has no time.

    Shape:  `name` is the job, "Engineer @ Brightwater Labs"; `link` opens it in this program.
    """
    from icalendar import Calendar, Event, vText

    starts = interview.starts.local or interview.starts_at
    if starts is None:
        return ""
    cancelled = interview.status == InterviewStatus.CANCELLED
    event = Event()
    event.add("uid", f"{interview.id}@ats.invalid")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("sequence", interview.ics_sequence or 0)
    event.add("summary", _sound(f"{interview}: {name}" if name else f"{interview}"))
    event.add("dtstart", starts)
    event.add("dtend", _end(starts, interview.minutes))
    event.add("status", _STATUS.get(interview.status, "CONFIRMED"))
    event.add("location", _sound(interview.location or interview.meeting_link))
    event.add("description", _sound(_description(interview, link, notes)))
    if interview.meeting_link.startswith(("https://", "http://")):
        event["url"] = vText(_sound(interview.meeting_link))
    for before in () if cancelled else ALARMS:
        event.add_component(_alarm(before, name))
    calendar = Calendar()
    calendar.add("prodid", "-//ATS Desktop//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if cancelled else "PUBLISH")
    calendar.add_component(event)
    year = timedelta(days=366)  # the zone's rules around the day are enough
    calendar.add_missing_timezones(first_date=(starts - year).date(), last_date=(starts + year).date())
    written: bytes = calendar.to_ical()
    return written.decode()


def _end(starts: datetime, minutes: int | None) -> datetime:
    """Add elapsed minutes, also over a change of the clocks."""
    return (starts.astimezone(UTC) + timedelta(minutes=minutes or 60)).astimezone(starts.tzinfo)


def _alarm(before: timedelta, name: str) -> "Alarm":
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -before)
    alarm.add("description", _sound(f"Interview: {name}"))
    return alarm


def _description(interview: Interview, link: str, notes: Sequence[str]) -> str:
    lines = (
        f"Join: {interview.meeting_link}" if interview.meeting_link else "",
        f"By phone: {interview.dial_in}" if interview.dial_in else "",
        f"With: {', '.join(interview.interviewers)}" if interview.interviewers else "",
        interview.logistics,
        *notes,
        f"Open in ATS Desktop: {link}" if link else "",
    )
    return "\n".join(line for line in lines if line)


def _sound(text: str) -> str:
    """Take out what RFC 5545 does not allow in text: control characters, halves of characters."""
    kept = "".join(letter for letter in text.replace("\r\n", "\n") if letter >= " " or letter in "\n\t")
    return kept.encode("utf-8", "replace").decode()
