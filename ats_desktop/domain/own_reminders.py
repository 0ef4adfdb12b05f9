"""Reminders people set themselves; those of deadlines and interviews are never rows.

Source: domain.md A.8; rulings 32.
"""

from datetime import datetime

from ats_desktop.domain.schema import Entity, Text, Words, derived, label
from ats_desktop.domain.values import Appointment


class Repeats(Words):
    """How often a reminder comes back."""

    ONCE = ""
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    YEARLY = "yearly"


class Reminder(Entity, table="reminders", stream="private"):
    """A word to oneself, at a time of one's own choosing."""

    title: str = label("Remind me of")
    body: Text = label("Details", default=Text())
    about: str = label("For", help="Noun and id of the row", default="", indexed=True)
    due: Appointment = label("When", help="Local wall time and its zone", default=Appointment())
    repeats: Repeats = label("Repeats", default=Repeats.ONCE)
    times: int | None = label("How often at most", default=None)
    by_email: bool = label("By e-mail too", default=True)
    enabled: bool = label("On", default=True)
    done_at: datetime | None = label("Done", default=None)
    due_at: datetime | None = derived(lambda row: row.due.utc, default=None)
