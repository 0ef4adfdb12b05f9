"""Notices: seen, put away, or asked to come again later; nothing is ever only a notice, so nothing is lost by it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

from ats_desktop.domain.deliveries import Channel, Fate, Notification
from ats_desktop.domain.reminders import Habits, instant, local_day
from ats_desktop.domain.rules import KIND_OF, Rule
from ats_desktop.domain.schema import Id
from ats_desktop.errors import Refused
from ats_desktop.services.ledger import AGAIN, settle
from ats_desktop.services.reminders import look
from ats_desktop.store.command import command
from ats_desktop.store.workspace import Workspace

Notices = Sequence[Id[Notification]]
EVENING = time(18)
_MONDAY = 0


@command("Mark notices as seen")
def see(work: Workspace, notices: Notices) -> int:
    """Note that notices were seen; gives how many were new."""
    with work.change("Mark as seen") as change:
        found = [change.get(Notification, one) for one in notices]
        fresh = [one for one in found if one.read_at is None]
        for one in fresh:
            change.save(replace(one, read_at=change.now), was=one)
    return len(fresh)


@command("Put notices away")
def dismiss(work: Workspace, notices: Notices) -> int:
    """Take notices off the list, and what they remind of is said no more, by mail either; gives how many there were."""
    with work.change("Put notices away") as change:
        found = [change.get(Notification, one) for one in notices]
        fresh = [one for one in found if one.dismissed_at is None]
        for one in fresh:
            change.save(replace(one, dismissed_at=change.now), was=one)
            if key := occurrence_of(one.dedupe):
                settle(change, key, Channel.INAPP, Fate.DISMISSED, change.now, subject=one.title)
    return len(fresh)


@command("Remind me later")
def snooze(work: Workspace, notice: Id[Notification], until: datetime) -> Notification:
    """Put a notice away until a moment, when it is shown again.

    Raises: Refused, when what it is about is over by then, or it is no reminder of anything.
    """
    now = work.now()
    ends = {one.key: one.expires for one in look(work, now).occurrences}
    with work.change("Remind me later") as change:
        found = change.get(Notification, notice)
        key = occurrence_of(found.dedupe)
        if key not in ends:
            raise Refused("This cannot be said again later.", "What it was about has changed, or is over.")
        if not now < until < ends[key]:
            raise Refused("That would be too late.", "Choose a time before it is over.")
        settle(change, key, Channel.INAPP, Fate.SNOOZED, now, subject=found.title, until=until)
        return change.save(replace(found, dismissed_at=change.now), was=found)


def occurrence_of(dedupe: str) -> str:
    """Give the key of the reminder a notice was raised for; "" for a notice of another kind.

    >>> occurrence_of("iv2:0190-7:2026-12-01 14:00 Europe/Berlin|again 2026-12-01T13:00")
    'iv2:0190-7:2026-12-01 14:00 Europe/Berlin'
    >>> occurrence_of("mail-hint")
    ''
    """
    key = dedupe.partition(AGAIN)[0]
    return key if ":" in key and Rule(key.partition(":")[0]) in KIND_OF else ""


def later(now: datetime, habits: Habits) -> dict[str, datetime]:
    """Offer moments to be told again: in an hour, this evening, tomorrow and on Monday at her own hour."""
    today = local_day(now, habits.zone)
    evening, tomorrow = instant(today, EVENING, habits.zone), today + timedelta(days=1)
    monday = tomorrow + timedelta(days=(_MONDAY - tomorrow.weekday()) % 7)
    return {
        "hour": now + timedelta(hours=1),
        **({"evening": evening} if evening > now + timedelta(hours=1) else {}),
        "tomorrow": instant(tomorrow, habits.at, habits.zone),
        **({"monday": instant(monday, habits.at, habits.zone)} if monday != tomorrow else {}),
    }
