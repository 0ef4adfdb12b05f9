"""Interviews in words: a line of the agenda, a spot of the calendar, what is to be done next."""

from datetime import datetime, timedelta, tzinfo

from ats_desktop.domain.interviews import COMING, Hint, Interview, InterviewStatus, ends_at
from ats_desktop.store.reads.interviews import Agenda, Meeting
from ats_desktop.ui.days import both_times, short_day, until
from ats_desktop.ui.editors import word_label
from ats_desktop.ui.widgets.application.meetings import str_cell
from ats_desktop.ui.widgets.interviews.calendar import Spot
from ats_desktop.ui.widgets.lines import Line
from ats_desktop.ui.words import tr

_PICTURES = {"phone": "phone", "recruiter_screen": "phone", "video": "video"}
_SOON = timedelta(days=1)


def agenda_lines(found: Agenda, now: datetime, zone: tzinfo | None, chosen: str) -> list[Line]:
    """Say what is to come, then what nobody said a word on, then what was."""
    heaps = (
        (tr("Coming"), "muted", found.coming),
        (tr("How did it go?"), "accent", found.unsaid),
        (tr("Held and called off"), "muted", found.past),
    )
    lines: list[Line] = []
    for name, tone, heap in heaps:
        if heap:
            lines.append(Line("", name, tone=tone))
            lines += [meeting_line(one, now, zone, chosen=one.interview.id == chosen) for one in heap]
    return lines


def meeting_line(one: Meeting, now: datetime, zone: tzinfo | None, *, chosen: bool) -> Line:
    """Say one interview: with whom, when by both clocks, what stands in its way."""
    row = one.interview
    when = both_times(str_cell(row.starts), row.starts_at, zone) if row.starts_at else tr("no time yet")
    clash = tr("at the same time as {others}", others="; ".join(one.beside)) if one.beside else ""
    what = row.name or word_label(row.kind.value)
    note = " · ".join(filter(None, (when, what, clash)))
    said, tone = standing(one, now, zone)
    return Line(row.id, one.about, note, said, tone, _PICTURES.get(row.kind.value, "calendar"), chosen)


def standing(one: Meeting, now: datetime, zone: tzinfo | None) -> tuple[str, str]:
    """Say how soon an interview is, or what it asks for, and in which tone."""
    row = one.interview
    if one.hint is not Hint.NOTHING:
        return next_words(one), "accent" if one.hint in {Hint.SAY_HOW, Hint.THANK, Hint.ASK} else "muted"
    if row.status in COMING and row.starts_at:
        tone = "warn" if one.beside or row.starts_at - now < _SOON else "muted"
        return until(row.starts_at, now, zone), tone
    said = {
        InterviewStatus.COMPLETED: row.outcome or tr("took place"),
        InterviewStatus.CANCELLED: tr("called off"),
        InterviewStatus.NO_SHOW: tr("they did not come"),
    }
    return said.get(row.status, word_label(row.status.value)), "muted"


def next_words(one: Meeting) -> str:
    """Say what an interview asks for next, in two or three words."""
    day = one.interview.result_expected_on
    said = {
        Hint.SAY_HOW: tr("How did it go?"),
        Hint.THANK: tr("Thank them"),
        Hint.WAITING: tr("Answer expected {day}", day=short_day(day)) if day else "",
        Hint.ASK: tr("Answer late since {day}", day=short_day(day)) if day else "",
    }
    return said.get(one.hint, "")


def spot_of(one: Meeting, zone: tzinfo | None) -> Spot | None:
    """Put an interview on her own clock, with theirs beside it where it differs."""
    row = one.interview
    ends = ends_at(row)
    if row.starts_at is None or ends is None:
        return None
    mine = row.starts_at.astimezone(zone)
    name = one.company or one.title or str(row)
    faint = row.status not in COMING
    return Spot(row.id, mine, ends.astimezone(zone), name, theirs(row, mine), bool(one.beside), faint)


def theirs(row: Interview, mine: datetime) -> str:
    """Say their clock's time where it is not hers: "15:30 in Berlin"."""
    if mine.strftime("%Y-%m-%dT%H:%M") == row.starts.wall or not row.starts.wall:
        return ""
    place = row.starts.zone.split("/")[-1].replace("_", " ")
    return tr("{time} in {place}", time=row.starts.wall[11:16], place=place)
