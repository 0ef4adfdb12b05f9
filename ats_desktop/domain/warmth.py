"""How warm a contact is: from how close two people are, how long ago they spoke, and what is owed.

Why:    whom to write to is decided by this, so it is a rule one can read, not a feeling of the program's.
Units:  health is 0 to 100; days are whole.
Source: domain.md A.10, "Referral": 50, more or less by strength and recency, less 5 for each favour not thanked for.
"""

from dataclasses import dataclass
from datetime import datetime

from ats_desktop.domain.schema import Words

_MIDDLE, _OWED = 50, 5
_STRENGTH = ((8, 30), (5, 15), (3, 0), (0, -10))  # from so close on; what it adds
_RECENT = ((30, 20), (90, 10), (180, 0))  # less than so many days ago; what it adds
_LONG_AGO = -10
_WARM, _FAIR = 80, 60


class Warmth(Words):
    """How warm a contact is, in a word."""

    NEW = "new"
    WARM = "warm"
    FAIR = "fair"
    COOL = "cool"


@dataclass(frozen=True, slots=True)
class Standing:
    """How warm, how that was reckoned, and how long ago they spoke."""

    warmth: Warmth
    health: int
    days: int | None  # since they were last in touch; None: never


def standing(strength: int | None, last_touch: datetime | None, now: datetime, *, owed: int = 0) -> Standing:
    """Say how warm a contact is.

    >>> from datetime import UTC
    >>> standing(9, datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 11, 22, tzinfo=UTC))
    Standing(warmth=<Warmth.WARM: 'warm'>, health=100, days=21)
    """
    days = max(0, (now - last_touch).days) if last_touch else None
    close = next((adds for least, adds in _STRENGTH if strength >= least), 0) if strength is not None else 0
    recent = next((adds for most, adds in _RECENT if days < most), _LONG_AGO) if days is not None else _LONG_AGO
    health = max(0, min(100, _MIDDLE + close + recent - _OWED * owed))
    if days is None:
        return Standing(Warmth.NEW, health, None)
    return Standing(Warmth.WARM if health >= _WARM else Warmth.FAIR if health >= _FAIR else Warmth.COOL, health, days)
