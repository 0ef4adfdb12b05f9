"""What reminders came to: deliveries that are final, and the notices shown for them.

Why:    the id of a delivery is its occurrence, channel and recipient; that is what
        keeps two laptops from sending the same reminder twice.
Source: rulings 32; domain.md A.8.
"""

from datetime import datetime

from ats_desktop.domain.schema import Entity, Words, label


class Channel(Words):
    """How a reminder reaches a person."""

    EMAIL = "email"
    TRAY = "tray"
    INAPP = "inapp"


class Fate(Words):
    """What became of a reminder: only final facts."""

    SENT = "sent"
    SUPPRESSED = "suppressed"
    EXPIRED = "expired"
    DISMISSED = "dismissed"
    SNOOZED = "snoozed"


class ReminderDelivery(
    Entity, table="reminder_deliveries", stream="private", key=("occurrence", "channel", "recipient")
):
    """The final word on one occurrence, one channel and one recipient."""

    occurrence: str = label("Occurrence")
    channel: Channel = Channel.EMAIL
    recipient: str = label("To", default="")
    fate: Fate = label("What became of it", default=Fate.SENT)
    at: datetime | None = label("When", default=None)
    snoozed_until: datetime | None = None
    about: str = label("For", help="Noun and id of the row", default="")
    subject: str = ""
    detail: str = ""

    def __str__(self) -> str:
        return self.subject or self.occurrence or "Reminder"


class Notification(Entity, table="notifications", stream="private", key=("dedupe",)):
    """Something the program wants seen, until it is read or dismissed."""

    dedupe: str = label("Only once", default="")
    title: str = label("Title", default="")
    body: str = ""
    about: str = label("For", help="Noun and id of the row", default="")
    kind: str = ""
    raised_at: datetime | None = label("When", default=None, indexed=True)
    read_at: datetime | None = None
    dismissed_at: datetime | None = None

    def __str__(self) -> str:
        return self.title or "Notice"
