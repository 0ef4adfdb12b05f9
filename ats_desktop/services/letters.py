"""The words of reminders: what a letter about a deadline, an interview or a promise says, and how times are said.

Why:    times are said in her own zone, with its name and offset, and in the other's where the two
        differ; month and day names are ours, since the window may have changed the process's language.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any

from ats_desktop.domain.assessments import Assessment
from ats_desktop.domain.interviews import Interview, InterviewStatus
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.offers import Offer
from ats_desktop.domain.own_reminders import Reminder
from ats_desktop.domain.reminders import Habits, Occurrence, clock_time, known_zone, subject
from ats_desktop.domain.rules import Rule
from ats_desktop.formats.calendar import write_interview
from ats_desktop.outside.templates import fill
from ats_desktop.store.letters import Letter
from ats_desktop.store.reads import reminders as reads
from ats_desktop.store.reads.reminders import NearInterview, NearJob, NearPromise

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
Near = Mapping[str, reads.Near]  # by the `about` of occurrences


_WHY: Mapping[type, str] = {
    Offer: "You are reminded because this offer waits for your answer, three days and one day before and on the day.",
    Assessment: "You are reminded because this is not handed in, a day before and on the day.",
    Reminder: "You are reminded because you asked for it. It can be changed under Tasks, Reminders.",
}


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
        names = ", ".join(near[one.about].name for one in group[:3])
        return Words(f"{len(group)} deadlines are near", f"{names}{' and more' if len(group) > 3 else ''}")  # noqa: PLR2004 - as above
    [one] = group
    found = near[one.about]
    moved = isinstance(found, NearInterview) and found.interview.status == InterviewStatus.RESCHEDULED
    said = subject(one, found.name, now, habits.zone, moved=moved)
    return Words(said, _line(one, found, habits))


def _line(one: Occurrence, found: reads.Near, habits: Habits) -> str:
    """Say one thing more than the subject: when, or where it is now."""
    if isinstance(found, NearJob):
        return _closes(one, found.job, habits)
    if isinstance(found, NearInterview) and one.rule == Rule.INTERVIEW_PLACE:
        talk = found.interview
        return ", ".join(filter(None, (talk.meeting_link, talk.location, talk.dial_in))) or "No link or place is given."
    return say_moment(one.anchor, habits.zone)


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
        ics = write_interview(found.interview, found.name, now=now, link=str(values["here"]))
    elif isinstance(found, NearPromise):
        name, values = "promise", _promise(first, found, said, habits)
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
        "here": f"ats://job_opportunities/{job.id}",
    }


def _digest(group: Sequence[Occurrence], near: Near, now: datetime, habits: Habits) -> dict[str, Any]:
    jobs = ((one, near[one.about]) for one in group)
    return {"jobs": [_deadline(one, found.job, now, habits) for one, found in jobs if isinstance(found, NearJob)]}


def _promise(one: Occurrence, found: NearPromise, said: Words, habits: Habits) -> dict[str, Any]:
    """Say what was promised: an answer, a test, or whatever she told herself."""
    row, told = found.row, say_moment(one.anchor, habits.zone)
    agreed = {Offer: "respond_by", Assessment: "due", Reminder: "due"}[type(row)]
    theirs = known_zone(getattr(row, agreed).zone)
    there = say_moment(one.anchor, theirs) if theirs and one.rule != Rule.OWN else ""
    return {
        "heading": said.subject.partition(":")[0],
        "title": found.name,
        "facts": [("When" if one.rule == Rule.OWN else "Until", told, there if there != told else ""), *_facts(row)],
        "link": web_link(row.link) if isinstance(row, Assessment) else "",
        "notes": str(row.body if isinstance(row, Reminder) else row.notes).strip(),
        "here": f"ats://{found.opens.replace(':', '/', 1)}",
        "why": _WHY[type(row)],
    }


def _facts(row: Offer | Assessment | Reminder) -> list[tuple[str, str, str]]:
    """Give what else is known and may be mailed; what an offer pays is not."""
    if isinstance(row, Offer):
        first = say_day(row.starts_on) if row.starts_on else ""
        return [("Location", row.location, ""), ("First day", first, "")]
    if isinstance(row, Assessment):
        return [("Where", row.platform, ""), ("Takes", f"{row.minutes} minutes" if row.minutes else "", "")]
    return []


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
        "here": f"ats://interviews/{talk.id}",
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
