"""How days and times are said: near ones as people say them, far ones by their date."""

from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate

from ats_desktop.ui.words import tongue, tr

if TYPE_CHECKING:
    from ats_desktop.store.workspace import Workspace

_A_WEEK = 7


def zone_of(name: str) -> tzinfo | None:
    """Give the zone of the candidate's setting; None for the laptop's own."""
    if name in {"", "system"}:
        return None
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def today_here(work: "Workspace") -> date:
    """Say what day it is by the candidate's own clock."""
    from ats_desktop.store.reads.today import setting

    return work.now().astimezone(zone_of(setting(work, "zone"))).date()


def day_words(day: date, today: date) -> str:
    """Say a day as seen from today: "tomorrow", "in 3 days", "2 days late"."""
    ahead = (day - today).days
    near = {0: tr("today"), 1: tr("tomorrow"), -1: tr("yesterday")}
    if ahead in near:
        return near[ahead]
    if ahead < 0:
        return tr("{n} days late", n=-ahead)
    return tr("in {n} days", n=ahead) if ahead < _A_WEEK else short_day(day)


def day_tone(day: date, today: date) -> str:
    """Give the tone of a day that is due."""
    ahead = (day - today).days
    if ahead < 0:
        return "danger"
    return "warn" if ahead <= 1 else "muted"


def short_day(day: date, today: date | None = None) -> str:
    """Write a day in the language of the window: "Mon 23 Nov", of another year "23 Nov 2027"; so everywhere."""
    here = (today or datetime.now().astimezone().date()).year == day.year
    return tongue().toString(QDate(day.year, day.month, day.day), "ddd d MMM" if here else "d MMM yyyy")


def short_time(at: datetime, now: datetime) -> str:
    """Write a moment by the clock of `now`: "14:02" of today, else "Mon 23 Nov, 14:02"."""
    mine = at.astimezone(now.tzinfo)
    return f"{mine:%H:%M}" if mine.date() == now.date() else f"{short_day(mine.date(), now.date())}, {mine:%H:%M}"


def long_day(day: date) -> str:
    """Write a day in full: "Sunday, 22 November"."""
    return tongue().toString(QDate(day.year, day.month, day.day), "dddd, d MMMM")


def both_times(cell: str, instant: datetime, zone: tzinfo | None) -> str:
    """Say when a meeting starts by her own clock and, where it differs, by the one it was agreed on.

    Shape:  `cell` is an appointment's: wall time and zone.
    """
    wall, _, place = cell.partition(" ")
    mine = instant.astimezone(zone)
    said = f"{short_day(mine.date())}, {mine:%H:%M}"
    if mine.strftime("%Y-%m-%dT%H:%M") == wall:
        return said
    theirs = datetime.fromisoformat(wall).replace(tzinfo=UTC)
    other = f"{theirs:%H:%M}" if theirs.date() == mine.date() else f"{short_day(theirs.date())}, {theirs:%H:%M}"
    return tr("{mine} · {other} in {place}", mine=said, other=other, place=place.split("/")[-1].replace("_", " "))


def until(instant: datetime, now: datetime, zone: tzinfo | None) -> str:
    """Say how soon a meeting is: "in 25 min", "in 3 h", "tomorrow"."""
    left = instant - now
    if left < timedelta(0):
        return tr("now")
    if left < timedelta(hours=1):
        return tr("in {n} min", n=max(1, int(left.total_seconds() // 60)))
    if instant.astimezone(zone).date() == now.astimezone(zone).date():
        return tr("in {n} h", n=int(left.total_seconds() // 3600))
    return day_words(instant.astimezone(zone).date(), now.astimezone(zone).date())


def day_in_field(day: date) -> str:
    """Write a day where it is typed over: "23 Nov 2026", if it is read as the same day again."""
    said = tongue().toString(QDate(day.year, day.month, day.day), "d MMM yyyy")
    return said if read_day(said, day) == day else day.isoformat()


def month_words(partial: str) -> str:
    """Write a date as exact as it is known, "2021-03" as "Mar 2021"."""
    year, _, rest = partial.partition("-")
    month, _, day = rest.partition("-")
    if day:
        return short_day(date.fromisoformat(partial))
    return tongue().toString(QDate(int(year), int(month), 1), "MMM yyyy") if month else partial


def read_day(text: str, today: date) -> date | None:
    """Read a day as people type it; None when it is none."""
    from ats_desktop.domain.when import read_day as read  # late: the first paint reads no days

    return read(text, today)
