"""The candidate's settings that follow her from laptop to laptop.

Why:    what belongs to one machine (theme, mail server, paths) is in its config.toml;
        what belongs to the candidate is a row, so that her laptops agree.
"""

from dataclasses import dataclass

from ats_desktop.domain.schema import Entity, label


class Setting(Entity, table="settings", stream="private", key=("key",)):
    """One setting by its key."""

    key: str = label("Setting")
    value: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """A setting the program understands."""

    key: str
    label: str
    default: str
    help: str = ""


ZONE = Known("zone", "Time zone", "system", "Whose nine o'clock reminders keep to")
REMINDER_TIME = Known("reminder_time", "Daily reminders at", "09:00", "Local time, HH:MM")
REMINDER_TO = Known("reminder_to", "Send reminders to", "", "Empty means the e-mail of your profile")
MAILER = Known("mailer", "Laptop that sends the mail", "", "Only one of your laptops sends reminders")
DIGEST = Known(
    "digest_from", "One letter for many deadlines, from", "6", "Fewer come one by one; 3 makes letters rarer"
)
OFFER_WEIGHTS = Known(
    "offer_weights", "What counts in an offer", "60 40 35 25", "Pay of 100; then culture, growth, work and life"
)
SETTINGS: tuple[Known, ...] = (ZONE, REMINDER_TIME, REMINDER_TO, MAILER, DIGEST, OFFER_WEIGHTS)
