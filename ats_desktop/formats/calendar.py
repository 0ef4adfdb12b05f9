"""Interviews as calendars write them: out with two alarms, and in, where somebody sent an invitation.

Why:    the alarms ring where this program does not run.  The appointment is written as the local
        time and zone that people agreed on, so that new zone rules move it as they should; its
        id stays, and each change has a higher number, so that calendars replace it.
Source: RFC 5545 (3.6.1, 3.6.5, 3.6.6), RFC 5546 (3.2.1, 3.2.5); reminders.md D.5, cases 18 and 22; promises.md P42.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from ats_desktop.domain.interviews import Interview, InterviewKind, InterviewStatus
from ats_desktop.domain.reminders import known_zone
from ats_desktop.domain.values import Appointment
from ats_desktop.formats.problem import Found, ImportProblem, Note, Reading, found

if TYPE_CHECKING:
    from icalendar import Alarm, Component

MOST_BYTES = 10_000_000
MOST_EVENTS = 2_000
ALARMS = (timedelta(days=1), timedelta(hours=2))
_LONG_NAME, _LONG_NOTE, _MOST_PEOPLE, _LONGEST = 200, 4_000, 20, 24 * 60
_MOST_RULES, _LONGEST_LINE = 24, 20_000
_FOLDED = re.compile(r"\n[ \t]")
_PART = re.compile(r"^BEGIN:", re.IGNORECASE | re.MULTILINE)
_LONG_PAST = re.compile(r":(?:0\d|1[0-5])\d\d")
_SELDOM = re.compile(
    r"RRULE:(?=.*FREQ=YEARLY)(?=.*BYMONTH=|(?!.*BYDAY))(?:(?:FREQ=YEARLY|WKST=\w\w|UNTIL=\w+|COUNT=\d+|INTERVAL=\d+|"
    r"BYMONTH=\d\d?|BYDAY=[+-]?\d*[A-Z]{2}|BYMONTHDAY=[\d,+-]+)(?:;|$))+",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Za-z0-9-]+(?=[:;])")
_READ = frozenset(
    re.findall(
        r"\S+",
        "BEGIN END METHOD VERSION PRODID UID SUMMARY DESCRIPTION LOCATION URL STATUS DTSTART DTEND DURATION RRULE "
        "ORGANIZER ATTENDEE X-GOOGLE-CONFERENCE TZID TZNAME TZOFFSETFROM TZOFFSETTO RDATE",
    )
)
_HONEST = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
_OURS = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@ats\.invalid")
_WEB = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)
_SERVICES = re.compile(r"zoom\.|teams\.|meet\.google|webex|whereby|jitsi|gotomeet|bluejeans|chime\.aws", re.IGNORECASE)
_KINDS = (
    (r"recruiter|intro(?:ductory)? call|screening", InterviewKind.RECRUITER_SCREEN),
    (r"phone|telephon|telefon", InterviewKind.PHONE),
    (r"technical|coding|pair|system design", InterviewKind.TECHNICAL),
    (r"panel", InterviewKind.PANEL),
    (r"final", InterviewKind.FINAL),
    (r"case (?:study|interview)", InterviewKind.CASE),
    (r"on.?site|vor ort", InterviewKind.IN_PERSON),
)
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


# --- reading an invitation ------------------------------------------------------------------------


def recognise(_name: str, head: bytes) -> int:
    """Say how likely this is a calendar: by how it begins."""
    return 95 if head.removeprefix(b"\xef\xbb\xbf").lstrip()[:15].upper() == b"BEGIN:VCALENDAR" else 0


def parse(data: bytes, how: Reading) -> Iterator[Found | Note]:
    """Read an invitation: each meeting with an hour is proposed as an interview; whose, is found out elsewhere.

    Why:    nothing is ever counted out from a rule of repetition: the first meeting is taken, and that it
            repeats is said, so a rule made to hang a calendar (every second, for ever) has nothing to bite.
            The library counts out the rules of time zones, and reads lists however long, so of what is not
            needed, or of no honest length, it is shown nothing.
    """
    from icalendar import Calendar

    if len(data) > MOST_BYTES:
        raise ImportProblem("", "a calendar of more than 10 MB is none", "Save the one invitation, and import that.")
    calendars = Calendar.from_ical(_needed(data.decode("utf-8-sig", "replace")), multiple=True)
    events = [event for calendar in calendars for event in calendar.walk("VEVENT")]
    if not events:
        raise ImportProblem("", "there is no meeting in it", "Nothing was changed.")
    if len(events) > MOST_EVENTS:
        raise ImportProblem("", f"it holds {len(events):,} meetings", "Save the one invitation, and import that.")
    method = next((str(calendar.get("method", "")).upper() for calendar in calendars), "")
    for number, event in enumerate(events, 1):
        yield from _meeting(event, method, f"Meeting {number}", how)


def _needed(text: str) -> str:
    """Give the lines that say what, when, where and with whom; of a zone only rules that change clocks now and then.

    Raises: ImportProblem, when it holds more parts than a calendar of the most meetings.
    """
    text = _FOLDED.sub("", text.replace("\r\n", "\n"))
    if len(_PART.findall(text)) > 10 * MOST_EVENTS:
        raise ImportProblem("", "it holds more than an import may take", "Save the one invitation, and import that.")
    kept: list[str] = []
    people, rules, zone = 0, 0, False
    for line in text.split("\n"):
        found = _WORD.match(line)
        word, plain = found[0].upper() if found else "", line[:_LONGEST_LINE]
        if word in {"BEGIN", "END"}:
            people, zone = 0, plain.strip().upper() == "BEGIN:VTIMEZONE" or (zone and "VTIMEZONE" not in plain.upper())
        people += word == "ATTENDEE"
        if zone:
            rules += word == "RRULE"
            plain = _LONG_PAST.sub(":1600", plain) if word == "DTSTART" else plain
            word = "" if word == "RRULE" and (rules > _MOST_RULES or not _SELDOM.fullmatch(plain.strip())) else word
        if word in _READ and people <= _MOST_PEOPLE + 1:
            kept.append(plain)
    return "\n".join(kept)


def _meeting(event: "Component", method: str, place: str, how: Reading) -> Iterator[Found | Note]:
    """Turn one meeting into an interview, or say why it is none."""
    refused = _wrong_with(event, method)
    name = _said(event, "summary")[:_LONG_NAME]
    if refused:
        yield Found("interviews", (), {}, {}, f"{place} “{name}”" if name else place, refused)
        return
    starts, minutes = _hours(event, how)
    note, link = _said(event, "description"), _link(event)
    uid = _said(event, "uid") or f"{name} {starts}"
    ours = _OURS.fullmatch(uid)
    made = found(
        "interviews",
        ("ics", uid),
        place,
        name=name,
        starts=starts,
        minutes=minutes,
        kind=_kind(name, link, _said(event, "location")),
        status=InterviewStatus.TENTATIVE if _said(event, "status").upper() == "TENTATIVE" else None,
        location="" if link and link in _said(event, "location") else _said(event, "location"),
        meeting_link=link,
        logistics=note[:_LONG_NOTE],
        interviewers=_people(event, how.own),
    )
    yield made._replace(id=ours[1]) if ours else made
    if "rrule" in event:
        yield Note(place, "It repeats; only the first meeting is taken.")


def _wrong_with(event: "Component", method: str) -> str:
    """Say why a meeting is no interview to come, or nothing."""
    if method == "CANCEL" or _said(event, "status").upper() == "CANCELLED":
        return "It calls the meeting off; cancel the interview on its page."
    starts = event.decoded("dtstart") if "dtstart" in event else None
    if not isinstance(starts, datetime):
        return "It has no hour: it lasts whole days." if starts is not None else "It has no time."
    rules = event.get("rrule") or []
    for rule in rules if isinstance(rules, list) else [rules]:
        often = {str(word).upper() for word in rule.get("FREQ", [])}
        if not often <= _HONEST:
            return "It repeats more often than daily; no honest calendar writes that."
    return ""


def _hours(event: "Component", how: Reading) -> tuple[Appointment, int]:
    """Say when a meeting starts, by the clock it was agreed on, and how many minutes it takes."""
    starts: datetime = event.decoded("dtstart")
    zone = str(getattr(starts.tzinfo, "key", "") or "")
    if starts.tzinfo is None:
        begins = Appointment(f"{starts:%Y-%m-%dT%H:%M}", how.zone)
    elif known_zone(zone) is None or zone == "UTC":
        begins = Appointment.at(starts, how.zone)
    else:
        begins = Appointment(f"{starts:%Y-%m-%dT%H:%M}", zone)
    until = event.decoded("dtend") if "dtend" in event else None
    lasts = event.decoded("duration") if "duration" in event else None
    if isinstance(until, datetime) and (until.tzinfo is None) == (starts.tzinfo is None):
        lasts = until - starts
    minutes = int(lasts.total_seconds() // 60) if isinstance(lasts, timedelta) else 60
    return begins, minutes if 0 < minutes <= _LONGEST else 60


def _said(event: "Component", name: str) -> str:
    """Give a text of a meeting, without what no text holds."""
    value = event.get(name)
    value = value[0] if isinstance(value, list) and value else value
    return _sound(str(value)).strip() if value is not None else ""


def _link(event: "Component") -> str:
    """Find where the meeting is held on the web: a known service first, else an address given as its place."""
    told = [_said(event, name) for name in ("x-google-conference", "location", "url", "description")]
    links = [link.rstrip(".,;)") for text in told for link in _WEB.findall(text)]
    known = next((link for link in links if _SERVICES.search(link)), "")
    return known or next(iter(_WEB.findall(told[1])), "")


def _kind(name: str, link: str, place: str) -> InterviewKind:
    """Say what sort of meeting it is, by its own words."""
    words = name.casefold()
    found_kind = next((kind for pattern, kind in _KINDS if re.search(pattern, words)), None)
    if found_kind:
        return found_kind
    return InterviewKind.IN_PERSON if place and not link and not _WEB.search(place) else InterviewKind.VIDEO


def _people(event: "Component", own: str) -> tuple[str, ...]:
    """Name who else is asked: the names where there are any, else the addresses."""
    told: list[str] = []
    for role in ("organizer", "attendee"):
        value = event.get(role) or []
        for person in value if isinstance(value, list) else [value]:
            mail = str(person).split(":", 1)[-1].strip()
            called = _sound(str(getattr(person, "params", {}).get("CN", ""))).strip()
            if mail.casefold() != own.casefold() or not own:
                told.append(called or mail)
    return tuple(dict.fromkeys(name for name in told if name))[:_MOST_PEOPLE]
