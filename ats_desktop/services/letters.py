"""The words of reminders: what a letter about a deadline or an interview says, and how times are said.

Why:    times are said in her own zone, with its name and offset, and in the other's where the two
        differ; month and day names are ours, since the window may have changed the process's language.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any

from ats_desktop.domain.interviews import Interview, InterviewStatus
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.reminders import DEADLINES, Habits, Occurrence, Rule, clock_time, known_zone, subject
from ats_desktop.formats.calendar import write_interview
from ats_desktop.outside.templates import fill
from ats_desktop.store.letters import Letter
from ats_desktop.store.reads.reminders import NearInterview, NearJob

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
Near = Mapping[str, NearJob | NearInterview]  # by the `about` of occurrences


@dataclass(frozen=True, slots=True)
class Words:
    """A reminder in words: its subject, and one line more for the window."""

    subject: str
    line: str


def say_day(day: date) -> str:
    """Say a day.

    >>> say_day(date(2026, 3, 13))
    'Friday 13 March 2026'
    """
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def say_moment(moment: datetime, zone: tzinfo) -> str:
    """Say an instant as the clocks of a zone show it, with the zone's name and offset.

    >>> say_moment(datetime.fromisoformat("2026-03-13T18:00Z"), known_zone("America/New_York"))
    'Friday 13 March 2026, 14:00 EDT (UTC-04:00)'
    """
    local = moment.astimezone(zone)
    offset = local.strftime("%z")
    name = local.tzname() or ""
    shown = f" {name}" if re.fullmatch(r"[A-Z]{2,5}", name) else ""
    return f"{say_day(local.date())}, {local:%H:%M}{shown} (UTC{offset[:3]}:{offset[3:]})"


def in_words(group: Sequence[Occurrence], near: Near, now: datetime, habits: Habits) -> Words:
    """Say what one reminder, or a heap of them, is about."""
    if len(group) > 1:
        names = ", ".join(_name(near[one.about]) for one in group[:3])
        return Words(f"{len(group)} deadlines are near", f"{names}{' and more' if len(group) > 3 else ''}")  # noqa: PLR2004 - as above
    [one] = group
    found = near[one.about]
    moved = isinstance(found, NearInterview) and found.interview.status == InterviewStatus.RESCHEDULED
    said = subject(one, _name(found), now, habits.zone, moved=moved)
    line = _closes(one, found.job, habits) if one.rule in DEADLINES else say_moment(one.anchor, habits.zone)
    return Words(said, line)


def write(group: Sequence[Occurrence], near: Near, now: datetime, habits: Habits, recipient: str) -> Letter:
    """Write the letter about one reminder, or the digest of a heap.

    Raises: ToolMissing, without jinja2.
    """
    said = in_words(group, near, now, habits)
    first = group[0]
    found = near[first.about]
    ics = ""
    if len(group) > 1:
        name, values = "digest", _digest(group, near, now, habits)
    elif isinstance(found, NearInterview):
        name, values = "interview", _interview(first, found, said, habits)
        ics = write_interview(found.interview, _name(found), now=now, link=str(values["here"]))
    else:
        name, values = "deadline", _deadline(first, found.job, now, habits)
    told = values | {"subject": said.subject}
    return Letter(
        key="\n".join(sorted(one.key for one in group)),
        recipient=recipient,
        subject=said.subject,
        text=fill(f"email/{name}.txt", **told),
        html=fill(f"email/{name}.html", **told),
        ics=ics,
        expires_at=max(one.expires for one in group),
    )


def _name(found: NearJob | NearInterview) -> str:
    return str(found.job) or "a job without a title"


def _deadline(one: Occurrence, job: JobOpportunity, now: datetime, habits: Habits) -> dict[str, Any]:
    theirs = known_zone(job.deadline_zone)
    there = say_moment(one.anchor, theirs) if clock_time(job.deadline_time) and theirs else ""
    closes = _closes(one, job, habits)
    return {
        "title": job.title or "A job without a title",
        "company": job.company_name,
        "left": _left(one, now, habits),
        "closes": closes,
        "closes_there": there if there != closes else "",
        "location": job.location,
        "link": web_link(job.posting_url),
        "here": f"ats-desktop://job/{job.id}",
    }


def _digest(group: Sequence[Occurrence], near: Near, now: datetime, habits: Habits) -> dict[str, Any]:
    return {"jobs": [_deadline(one, near[one.about].job, now, habits) for one in group]}


def _interview(one: Occurrence, found: NearInterview, said: Words, habits: Habits) -> dict[str, Any]:
    talk, job = found.interview, found.job
    when, theirs = say_moment(one.anchor, habits.zone), known_zone(talk.starts.zone)
    there = say_moment(one.anchor, theirs) if theirs else f"{talk.starts}"
    return {
        "heading": said.subject.partition(":")[0],
        "title": job.title or "A job without a title",
        "company": job.company_name,
        "kind": _kind(talk),
        "when": when,
        "when_there": f"{there}, {talk.starts.zone}" if there != when else "",
        "duration": f"{talk.minutes} minutes" if talk.minutes else "",
        "location": talk.location if talk.location != talk.meeting_link else "",
        "link": web_link(talk.meeting_link),
        "dial_in": talk.dial_in,
        "interviewers": ", ".join(talk.interviewers),
        "logistics": talk.logistics,
        "questions": list(talk.questions_to_ask),
        "notes": talk.prep_notes,
        "here": f"ats-desktop://interview/{talk.id}",
    }


def _kind(talk: Interview) -> str:
    numbered = f", round {talk.round}" if talk.round else ""
    return f"{talk}{numbered}"


def _left(one: Occurrence, now: datetime, habits: Habits) -> str:
    left = one.days_left(now, habits.zone)
    return "Today" if one.rule == Rule.DEADLINE_DAY else f"{left} {'day' if left == 1 else 'days'} left"


def _closes(one: Occurrence, job: JobOpportunity, habits: Habits) -> str:
    return say_moment(one.anchor, habits.zone) if clock_time(job.deadline_time) else say_day(one.day)


def web_link(text: str) -> str:
    """Give an address that may become a link; anything but the web may not.

    >>> web_link("example.com/jobs/7"), web_link("javascript:alert(1)")
    ('https://example.com/jobs/7', '')
    """
    text = text.strip()
    if re.match(r"https?://\S+$", text):
        return text
    return f"https://{text}" if re.match(r"[\w.-]+\.[a-zA-Z]{2,}(/\S*)?$", text) else ""
