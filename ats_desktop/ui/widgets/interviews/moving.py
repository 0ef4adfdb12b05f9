"""Moving an interview in a calendar: carried, by keys, by its menu; what is at the same time is said, never refused."""

from collections.abc import Callable
from datetime import date, datetime, timedelta, tzinfo

from PySide6.QtWidgets import QMenu, QWidget

from ats_desktop.domain.interviews import Interview
from ats_desktop.domain.values import Appointment
from ats_desktop.services import interviews as verbs
from ats_desktop.store.reads.interviews import beside
from ats_desktop.ui.days import long_day
from ats_desktop.ui.icons import icon
from ats_desktop.ui.pages.page import Desk
from ats_desktop.ui.words import tr

_STEPS = (
    ("day_before", -1, 0),
    ("day_after", 1, 0),
    ("week_after", 7, 0),
    ("hour_before", 0, -60),
    ("hour_after", 0, 60),
)


def move(desk: Desk, row: str, days: int, minutes: int, zone: tzinfo | None) -> bool:
    """Move an interview by so much, as its own place's clock has it; say where it is now and what is at that time."""
    found = desk.work.find(Interview, row)
    if found is None:
        return False
    moved = desk.do(verbs.reschedule, desk.work, found, later(found.starts, days, minutes))
    if moved is None:
        return False
    others = beside(desk.work, moved)
    local = moved.starts_at.astimezone(zone) if moved.starts_at else None
    day: date | None = local.date() if local else None
    words = tr("Moved to {day}, {time}.", day=long_day(day), time=f"{local:%H:%M}") if local and day else tr("Moved.")
    if others:
        words = tr("{moved} At the same time as {others}.", moved=words, others="; ".join(others))
    elif moved.interviewers:
        words = tr("{moved} Tell {names} too.", moved=words, names=", ".join(moved.interviewers))
    desk.say(words, undo=True)
    return True


def later(starts: Appointment, days: int, minutes: int) -> Appointment:
    """Give the time so much later, in its own zone: ten stays ten though the clocks change in between.

    >>> str(later(Appointment("2026-03-27T10:00", "Europe/Berlin"), 7, 30))
    '2026-04-03 10:30 Europe/Berlin'
    """
    wall = datetime.fromisoformat(starts.wall) + timedelta(days=days, minutes=minutes)
    return Appointment(f"{wall:%Y-%m-%dT%H:%M}", starts.zone)


def menu_for(parent: QWidget, opens: Callable[[], object], moves: Callable[[int, int], object]) -> QMenu:
    """Make the menu of a meeting: the same as by mouse and by keys."""
    menu = QMenu(parent)
    menu.setAccessibleName(tr("Interview"))
    menu.aboutToHide.connect(menu.deleteLater)
    menu.addAction(icon("edit"), tr("Open, or another time")).triggered.connect(lambda _=False: opens())
    menu.addSeparator()
    words = {
        "day_before": tr("A day earlier"),
        "day_after": tr("A day later"),
        "week_after": tr("A week later"),
        "hour_before": tr("An hour earlier"),
        "hour_after": tr("An hour later"),
    }
    for name, days, minutes in _STEPS:
        act = menu.addAction(words[name])
        act.triggered.connect(lambda _=False, days=days, minutes=minutes: moves(days, minutes))
    return menu
