"""Times as people type them beside a day: "fri 14:00", "tomorrow 2pm", "2026-12-01 9.30"."""

import re
from datetime import time

_CLOCK = re.compile(
    r"(?:^|[\sT,])(?:at\s+)?(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2}))?\s*(?P<half>am|pm|a\.m\.|p\.m\.)?$",
    re.IGNORECASE,
)
_LAST_HOUR, _LAST_MINUTE, _NOON = 23, 59, 12


def part_time(text: str) -> tuple[str, time | None]:
    """Part what was typed into the words for the day and the time, where one was typed.

    >>> part_time("next fri at 2pm")
    ('next fri', datetime.time(14, 0))
    >>> part_time("2026-12-01")
    ('2026-12-01', None)
    """
    found = _CLOCK.search(text.strip())
    if not found or not (found["minute"] or found["half"]):
        return text.strip(), None
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    half = (found["half"] or "").replace(".", "").lower()
    if half and not 1 <= hour <= _NOON:
        return text.strip(), None
    if half:
        hour = hour % _NOON + (_NOON if half == "pm" else 0)
    if hour > _LAST_HOUR or minute > _LAST_MINUTE:
        return text.strip(), None
    return text.strip()[: found.start()].strip(" ,"), time(hour, minute)
