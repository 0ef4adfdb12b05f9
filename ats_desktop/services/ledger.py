"""What is written down about reminders: final facts, and the notices the window shows.

Why:    the program notes these by itself, so they are on nobody's undo stack.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from ats_desktop.domain.deliveries import Channel, Fate, Notification, ReminderDelivery
from ats_desktop.domain.rules import about_of
from ats_desktop.store.workspace import Workspace

if TYPE_CHECKING:
    from ats_desktop.store.change import Change  # brings SQLAlchemy

AGAIN = "|again "  # between the occurrence a notice was raised for and the time it was asked to come again


@contextmanager
def noting(work: Workspace) -> "Iterator[Change]":
    """Change rows as the program does by itself."""
    with work.change("Reminders", origin="itself") as change:
        yield change


def settle(
    change: "Change",
    key: str,
    channel: Channel,
    fate: Fate,
    at: datetime,
    *,
    to: str = "",
    subject: str = "",
    why: str = "",
    until: datetime | None = None,
) -> None:
    """Write down what became of an occurrence on a channel; a later word stands in for an earlier one."""
    fact = ReminderDelivery(occurrence=key, channel=channel, recipient=to.casefold())
    known = change.ensure(fact)
    told = replace(known, fate=fate, at=at, about=about_of(key), subject=subject, detail=why, snoozed_until=until)
    change.save(told)


def notify(change: "Change", dedupe: str, title: str, body: str, at: datetime, *, kind: str, about: str = "") -> None:
    """Show a notice in the window and the tray, once; one that was read stays read."""
    notice = Notification(dedupe=dedupe, title=title, body=body, kind=kind, about=about, raised_at=at)
    if change.find(Notification, change.id_for(notice)) is None:
        change.save(notice)


def withdraw(change: "Change", kind: str, at: datetime) -> None:
    """Take notices of a kind out of sight: their cause is gone."""
    for notice in change.all(Notification, {"kind": kind, "dismissed_at": None}):
        change.save(replace(notice, dismissed_at=at))
