"""What is due, and when: in the candidate's own time, whatever the clocks do.

Why:    "nine in the morning" is a rule of the domain, not of a timer.  The timer only
        asks, every minute, what is due; a laptop that slept through nine asks later and
        gets the same answer.  Nothing is flagged on a row: an occurrence is named by its
        anchor (the date, the appointment as it was typed), so a moved deadline is a new
        occurrence, and a deadline moved back to where it was is one already settled.
Source: reminders.md D.1-D.5; rulings 32; seed, "Scheduled Deadline Reminder Emails".
"""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ats_desktop.domain.applications import Category
from ats_desktop.domain.deliveries import Channel, Fate
from ats_desktop.domain.interviews import Interview, InterviewStatus
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.rules import DEADLINES, KIND_OF, Rule

DAYS_BEFORE = 3
DAY, SOON = timedelta(hours=24), timedelta(hours=2)
JUST_SAID = timedelta(minutes=60)  # after this mail about an interview, the next would be a nuisance
TOO_CLOSE = timedelta(hours=2, minutes=15)
REMEMBERED = timedelta(days=14)  # how long a missed reminder is worth a line
MANY = 6  # deadlines falling due together are one letter from here on
_YEARS = range(1971, 9000)  # outside, instants cannot be computed in every zone


# after these nothing more is said
_LAST = frozenset({Rule.DEADLINE_DAY, Rule.INTERVIEW_SOON, Rule.OFFER_DAY, Rule.TEST_DAY, Rule.OWN})
_BY_ITSELF = DEADLINES | {Rule.OWN}  # hearing of one is not hearing of the others about the same
_REMINDED = frozenset({InterviewStatus.SCHEDULED, InterviewStatus.RESCHEDULED})
GONE = frozenset({Category.REJECTED, Category.WITHDRAWN, Category.CLOSED_OTHER})


@dataclass(frozen=True, slots=True)
class Habits:
    """How this candidate wants to be reminded.

    Shape:  `restored_at` is when this file was put back from a backup; what was due before is not said again.
    """

    zone: ZoneInfo
    at: time = time(9)
    many: int = MANY
    restored_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One reminder of one thing, from when it is due until it is pointless."""

    key: str
    rule: Rule
    about: str  # "<table>:<row id>"
    due: datetime
    expires: datetime
    anchor: datetime  # when the deadline closes, or the interview starts
    day: date  # the same as a day of the candidate's own calendar
    set_at: datetime | None = None  # when somebody said so
    hush: str = ""  # why it stays silent
    mailed: bool = True  # by mail too

    def days_left(self, now: datetime, zone: ZoneInfo) -> int:
        """Count the true days that are left, in calendar days of the candidate's zone."""
        return (self.day - local_day(now, zone)).days


@dataclass(frozen=True, slots=True)
class Fact:
    """What is settled about one occurrence, from the ledger."""

    channel: str
    fate: str
    at: datetime | None = None
    snoozed_until: datetime | None = None


Ledger = Mapping[str, Sequence[Fact]]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one channel has to say now, and what it keeps silent about, and why."""

    ready: tuple[Occurrence, ...] = ()
    silent: tuple[Occurrence, ...] = ()


# --- clocks ---------------------------------------------------------------------------------------


def known_zone(name: str) -> ZoneInfo | None:
    """Find a time zone by its name; None when this machine does not know it."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Give the first instant at which the clocks of `zone` show `at`, or later, on that day.

    Why:    in spring 02:30 may never come (then 03:00 is the first), in autumn it comes twice.

    >>> instant(date(2026, 3, 8), time(2, 30), ZoneInfo("America/New_York")).isoformat()
    '2026-03-08T07:00:00+00:00'
    """
    wall = datetime.combine(day, at)
    late = wall.replace(tzinfo=zone).astimezone(UTC)
    if late.astimezone(zone).replace(tzinfo=None) == wall:
        return late
    early = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    while late - early > timedelta(seconds=1):  # the clocks jump somewhere in between
        middle = early + timedelta(seconds=(late - early) // timedelta(seconds=2))
        early, late = (early, middle) if middle.astimezone(zone).replace(tzinfo=None) >= wall else (middle, late)
    return late


def local_day(moment: datetime, zone: ZoneInfo) -> date:
    """Say which day it is for the candidate."""
    return moment.astimezone(zone).date()


def clock_time(text: str) -> time | None:
    """Read HH:MM; None when it is none."""
    try:
        return time.fromisoformat(text.strip()).replace(tzinfo=None) if text.strip() else None
    except ValueError:
        return None


def closing(job: JobOpportunity, zone: ZoneInfo) -> tuple[date, datetime] | None:
    """Say on which of the candidate's days a deadline falls, and at which instant it is over.

    Why:    half past midnight on the 5th in Tokyo is still the 4th in New York.
    """
    if job.deadline_on is None or job.deadline_on.year not in _YEARS:
        return None
    at = clock_time(job.deadline_time)
    if at is None:
        return job.deadline_on, instant(job.deadline_on + timedelta(days=1), time(), zone)
    closes = instant(job.deadline_on, at, known_zone(job.deadline_zone) or zone)
    return local_day(closes, zone), closes


def starting(interview: Interview) -> datetime | None:
    """Say when an interview starts; where its zone is unknown here, as it was computed where it was known."""
    try:
        found = interview.starts.utc or interview.starts_at
    except OverflowError:  # at the ends of the calendar
        return None
    return found if found and found.year in _YEARS else None


# --- occurrences ----------------------------------------------------------------------------------


def deadline_reminders(
    job: JobOpportunity, *, category: Category = Category.LEAD, set_at: datetime | None = None, habits: Habits
) -> tuple[Occurrence, ...]:
    """Name the reminders of a deadline: three days before, and on the day, at the candidate's hour.

    Shape:  `category` is that of the job's latest application; LEAD when there is none.
            `set_at` is when the deadline was typed or imported.
    """
    closes = closing(job, habits.zone)
    if closes is None or category != Category.LEAD or job.archived_at is not None:
        return ()
    day, ends = closes
    midnight = instant(day, time(), habits.zone)
    morning = instant(day, habits.at, habits.zone)

    def named(rule: Rule, due: datetime, expires: datetime) -> Occurrence:
        about = f"{JobOpportunity.noun.table}:{job.id}"
        return Occurrence(f"{rule}:{job.id}:{job.deadline_on}", rule, about, due, expires, ends, day, set_at)

    early = instant(day - timedelta(days=DAYS_BEFORE), habits.at, habits.zone)
    soon = named(Rule.DEADLINE_SOON, early, midnight)
    today = named(Rule.DEADLINE_DAY, morning if morning < ends else midnight, ends)
    return (hushed(soon, habits), hushed(today, habits, typed_late=False))


def interview_reminders(
    interview: Interview,
    *,
    category: Category = Category.INTERVIEWING,
    set_at: datetime | None = None,
    own: bool = True,
    habits: Habits,
) -> tuple[Occurrence, ...]:
    """Name the reminders of an interview: 24 hours and 2 hours before, and at once when made within 24 hours.

    Why:    only the candidate's own hand makes "at once" fire: verbs write `Interview.set_at`, an import does not,
            and `own` is False for what a coach's laptop wrote.
    Shape:  `set_at` is when the start was written, by whomever; `category` is that of the application.
    """
    starts = starting(interview)
    if starts is None or interview.status not in _REMINDED or category in GONE:
        return ()
    set_at = interview.set_at or set_at
    day = local_day(starts, habits.zone)

    def named(rule: Rule, due: datetime, expires: datetime) -> Occurrence:
        about = f"{Interview.noun.table}:{interview.id}"
        return Occurrence(f"{rule}:{interview.id}:{interview.starts}", rule, about, due, expires, starts, day, set_at)

    tomorrow = named(Rule.INTERVIEW_DAY, starts - DAY, starts - SOON)
    soon = named(Rule.INTERVIEW_SOON, starts - SOON, starts)
    if not own or interview.set_at is None or not timedelta() <= starts - interview.set_at <= DAY:
        return (hushed(tomorrow, habits), hushed(soon, habits))
    at_once = named(Rule.INTERVIEW_SET, interview.set_at, starts)
    said = "The mail sent when it was scheduled says it already."
    soon = replace(soon, hush=said if starts - interview.set_at < TOO_CLOSE else "")
    return (replace(tomorrow, hush=said), hushed(soon, habits), hushed(at_once, habits))


def place_changed(
    interview: Interview, *, told_at: datetime | None, changed_at: datetime | None, habits: Habits
) -> tuple[Occurrence, ...]:
    """Name the notice that link or place of an interview changed after somebody was reminded of it; no mail."""
    starts = starting(interview)
    if not (starts and told_at and changed_at and told_at < changed_at) or interview.status not in _REMINDED:
        return ()
    said = f"{interview.meeting_link} {interview.location} {interview.dial_in}"
    key = f"{Rule.INTERVIEW_PLACE}:{interview.id}:{interview.starts} {zlib.crc32(said.encode()):08x}"
    about, day = f"{Interview.noun.table}:{interview.id}", local_day(starts, habits.zone)
    return (Occurrence(key, Rule.INTERVIEW_PLACE, about, changed_at, starts, starts, day, mailed=False),)


def hushed(one: Occurrence, habits: Habits, *, typed_late: bool = True) -> Occurrence:
    """Keep silent about what she has just typed, and about what was due before this file was restored."""
    restored = habits.restored_at
    if restored and one.due < restored and not (one.set_at and one.set_at > restored):
        return replace(one, hush="It was due before this file was restored from a backup.")
    if typed_late and one.set_at and one.due < one.set_at:
        return replace(one, hush="It was already past when the time was set.")
    return one


# --- what to say now ------------------------------------------------------------------------------


def due(occurrences: Iterable[Occurrence], ledger: Ledger, now: datetime, *, channel: str = Channel.EMAIL) -> Verdict:
    """Say which reminders one channel gives now: those due, not over, not settled; of one thing the most urgent."""
    ready: list[Occurrence] = []
    silent: list[Occurrence] = []
    for _, group in groupby(sorted(occurrences, key=lambda o: o.about), key=lambda o: o.about):
        siblings = tuple(group)
        standing = [one for one in siblings if _stands(one, ledger.get(one.key, ()), now, channel)]
        quiet = [one for one in standing if one.hush or _just_said(one, siblings, ledger, now, channel)]
        loud = sorted((one for one in standing if one not in quiet), key=lambda o: o.due)
        ready += loud[-1:]
        silent += quiet + loud[:-1]
    return Verdict(tuple(sorted(ready, key=lambda o: (o.expires, o.due, o.key))), tuple(silent))


def _stands(one: Occurrence, facts: Sequence[Fact], now: datetime, channel: str) -> bool:
    """Say whether it is time for it, and nothing is settled about it.

    Why:    "expired" settles nothing: while it is not over, that fact came from a clock that was wrong.
            "suppressed" in the window settles it for every channel, else for its own.  What was shown before she
            asked to be told later is shown again then; a letter lies in her mailbox and is not sent twice.
    """
    if not one.due <= now < one.expires or (channel == Channel.EMAIL and not one.mailed):
        return False
    woken = max((fact.snoozed_until for fact in facts if fact.snoozed_until), default=None)
    if woken and now < woken:
        return False
    settled = {Fate.SENT: {channel}, Fate.SUPPRESSED: {channel, Channel.INAPP}}
    before = [fact for fact in facts if channel == Channel.TRAY and woken and fact.at and fact.at < woken]
    return not any(
        fact.fate == Fate.DISMISSED or (fact.channel in settled.get(Fate(fact.fate), ()) and fact not in before)
        for fact in facts
    )


def _just_said(one: Occurrence, siblings: Sequence[Occurrence], ledger: Ledger, now: datetime, channel: str) -> bool:
    """Say whether the letter about a new appointment went out less than an hour ago."""
    if one.rule != Rule.INTERVIEW_SOON:
        return False
    said = (ledger.get(other.key, ()) for other in siblings if other.rule == Rule.INTERVIEW_SET)
    sent = [f.at for facts in said for f in facts if f.fate == Fate.SENT and f.channel == channel and f.at]
    return any(timedelta() <= now - at < JUST_SAID for at in sent)


def missed(occurrences: Iterable[Occurrence], ledger: Ledger, now: datetime) -> tuple[Occurrence, ...]:
    """Find what nobody was told of while the program could not run: over since less than two weeks."""
    found = []
    for _, group in groupby(sorted(occurrences, key=lambda o: o.about), key=lambda o: o.about):
        siblings = tuple(group)
        keys = {one.key for one in siblings if ledger.get(one.key)}
        for one in siblings:
            over = one.expires <= now < one.expires + REMEMBERED
            heard = one.key in keys if one.rule in _BY_ITSELF else keys
            in_time = one.set_at is not None and one.set_at < one.expires  # else it was history when it was typed
            if one.rule in _LAST and over and in_time and not one.hush and not heard:
                found.append(one)
    return tuple(sorted(found, key=lambda o: o.expires))


def in_letters(ready: Iterable[Occurrence], many: int = MANY) -> tuple[tuple[Occurrence, ...], ...]:
    """Sort what is due into letters: one each, but a heap of deadlines becomes one digest."""
    ready = tuple(ready)
    heap = tuple(one for one in ready if one.rule in DEADLINES)
    if len(heap) < max(many, 2):
        return tuple((one,) for one in ready)
    return (*((one,) for one in ready if one not in heap), tuple(sorted(heap, key=lambda o: (o.expires, o.key))))


# --- what it is called ----------------------------------------------------------------------------


def subject(one: Occurrence, name: str, now: datetime, zone: ZoneInfo, *, moved: bool = False) -> str:
    """Write the subject with what is truly left, also when the laptop slept past the hour."""
    left = one.days_left(now, zone)
    if one.rule == Rule.DEADLINE_DAY:
        return f"Today: {name} deadline"
    said = {
        Rule.DEADLINE_SOON: f"{left} {'day' if left == 1 else 'days'} left",
        Rule.INTERVIEW_SET: f"Interview {'Moved' if moved else 'Scheduled'}",
        Rule.INTERVIEW_DAY: f"Interview {'Today' if left <= 0 else 'Tomorrow'}",
        Rule.INTERVIEW_SOON: f"Interview in {_in_words(one.anchor - now)}",
        Rule.INTERVIEW_PLACE: "New link or place",
        Rule.OWN: "Reminder",
    }
    what = "Hand in" if KIND_OF.get(one.rule) == "assessment" else "Answer"
    return f"{said.get(one.rule) or _by_when(what, left)}: {name}"


def _by_when(what: str, left: int) -> str:
    """Say by when something is to be done.

    >>> _by_when("Answer", 0), _by_when("Answer", 1), _by_when("Answer", 3)
    ('Answer today', 'Answer by tomorrow', 'Answer within 3 days')
    """
    return f"{what} {'today' if left <= 0 else 'by tomorrow' if left == 1 else f'within {left} days'}"


def _in_words(left: timedelta) -> str:
    """Round what is left as one says it.

    >>> _in_words(timedelta(hours=2)), _in_words(timedelta(minutes=61)), _in_words(timedelta(minutes=20))
    ('2 Hours', '1 Hour', '20 Minutes')
    """
    minutes = max(1, round(left / timedelta(minutes=1)))
    if minutes < 55:  # noqa: PLR2004 - from here on one says an hour
        return f"{minutes} {'Minute' if minutes == 1 else 'Minutes'}"
    hours = round(left / timedelta(hours=1))
    return f"{hours} {'Hour' if hours == 1 else 'Hours'}"
