"""Days and times as people type them: "next fri 14:00", "tomorrow 2pm", "in 3 days", "15 dec", "morgen 14 Uhr".

Why:    a calendar to click through is slower than a word; what cannot be read is said, never guessed:
        "03/04" is March to some and April to others, so it is no day here.  German words are read beside
        English ones, since no word of the one is another day in the other.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from contextlib import suppress
from datetime import date, time, timedelta

_CLOCK = re.compile(
    r"(?:^|[\sT,])(?:(?:at|um)\s+)?(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2}))?\s*(?:(?P<half>am|pm|a\.m\.|p\.m\.)|(?P<uhr>uhr))?$",
    re.IGNORECASE,
)
_LAST_HOUR, _LAST_MINUTE, _NOON = 23, 59, 12
_WEEK, _YEAR = 7, 12  # days; months
_LEAST = 2  # letters that name a weekday
_CENTURY, _FULL = 2000, 4  # "26" is 2026
_WEEKDAYS = (
    ("monday", "montag"),
    ("tuesday", "dienstag"),
    ("wednesday", "mittwoch"),
    ("thursday", "donnerstag"),
    ("friday", "freitag"),
    ("saturday", "samstag"),
    ("sunday", "sonntag"),
)
_MONTHS = (
    *(("january", "januar"), ("february", "februar"), ("march", "märz", "mrz"), ("april",), ("may", "mai")),
    *(("june", "juni"), ("july", "juli"), ("august",), ("september",), ("october", "oktober"), ("november",)),
    ("december", "dezember"),
)
_BEFORE = ("on ", "next ", "this ", "am ", "nächsten ", "diesen ")  # words before a weekday
_AHEAD = re.compile(r"(?:in\s+|\+\s*)(?P<many>\d{1,4}|an?|eine[mr])\s*(?P<unit>[a-z]*)")
_AGO = re.compile(r"(?P<many>\d{1,4}|an?)\s*(?P<unit>[a-z]+)\s+ago")
_VOR = re.compile(r"vor\s+(?P<many>\d{1,4}|eine[mr])\s*(?P<unit>[a-z]+)")
_NAMED = re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\.?\s+(?P<month>[a-zä]{3,9})\.?(?:,?\s+(?P<year>\d{4}))?")
_NAMED_FIRST = re.compile(r"(?P<month>[a-zä]{3,9})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(?P<year>\d{4}))?")
_DASHED = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
_DOTTED = re.compile(r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4}|\d{2})?")


def part_time(text: str) -> tuple[str, time | None]:
    """Part what was typed into the words for the day and the time, where one was typed.

    >>> part_time("next fri at 2pm")
    ('next fri', datetime.time(14, 0))
    >>> part_time("2026-12-01")
    ('2026-12-01', None)
    """
    found = _CLOCK.search(text.strip())
    if not found or not (found["minute"] or found["half"] or found["uhr"]):
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


def read_day(text: str, today: date) -> date | None:
    """Read a day as people type it; None when it is none.

    >>> sunday = date(2026, 11, 22)
    >>> [str(read_day(words, sunday)) for words in ("tomorrow", "next fri", "in 3 days", "+2w", "15 dec")]
    ['2026-11-23', '2026-11-27', '2026-11-25', '2026-12-06', '2026-12-15']
    """
    words = " ".join(text.casefold().split())
    with suppress(ValueError, OverflowError):  # the 31st of February, the year 10000
        return next((day for read in _READERS if (day := read(words, today)) is not None), None)
    return None


def read_past_day(text: str, today: date) -> date | None:
    """Read a day that has been: "fri" and "20.11." are the last ones, not the next.

    >>> str(read_past_day("20.11.", date(2026, 11, 22))), str(read_past_day("fri", date(2026, 11, 22)))
    ('2026-11-20', '2026-11-20')
    """
    day, words = read_day(text, today), " ".join(text.casefold().split())
    if day is None or day <= today:
        return day
    if _weekday(words, today) == day and not words.startswith("next "):
        return day - timedelta(days=_WEEK)
    found = next((found for each in (_NAMED, _NAMED_FIRST, _DOTTED) if (found := each.fullmatch(words))), None)
    with suppress(ValueError):  # the 29th of February of a year without one
        return day.replace(year=day.year - 1) if found and not found["year"] else day
    return None


def is_no_such_day(text: str, today: date) -> bool:
    """Say whether a text is written as a day is, but names none.

    >>> [is_no_such_day(text, date(2026, 11, 22)) for text in ("31.02.2027", "2026-02-30", "28.2.", "soon")]
    [True, True, False, False]
    """
    words = "".join(text.split())
    return bool(_DOTTED.fullmatch(words) or _DASHED.fullmatch(words)) and read_day(words, today) is None


def read_moment(text: str, today: date) -> tuple[date, time | None] | None:
    """Read a day and perhaps a time; a time alone is today's.

    >>> read_moment("next fri 14:00", date(2026, 11, 22))
    (datetime.date(2026, 11, 27), datetime.time(14, 0))
    """
    words, clock = part_time(text)
    day = read_day(words, today) if words else today if clock else None
    return (day, clock) if day else None


def _near(words: str, today: date) -> date | None:
    monday = _WEEK - today.weekday()
    known = {"today": 0, "tomorrow": 1, "yesterday": -1, "next week": monday}
    known |= {"heute": 0, "morgen": 1, "übermorgen": 2, "gestern": -1, "vorgestern": -2, "nächste woche": monday}
    return today + timedelta(days=known[words]) if words in known else None


def _weekday(words: str, today: date) -> date | None:
    """Read "fri", "next friday" or "on fri": the next one after today."""
    name = words.removesuffix(".")
    for word in _BEFORE:
        name = name.removeprefix(word)
    known = (at for at, names in enumerate(_WEEKDAYS) if any(one.startswith(name) for one in names))
    at = next(known, None) if len(name) >= _LEAST else None
    return None if at is None else today + timedelta(days=(at - today.weekday() - 1) % _WEEK + 1)


def _ahead(words: str, today: date) -> date | None:
    found = _AHEAD.fullmatch(words)
    return _moved(today, _many(found["many"]), found["unit"]) if found else None


def _ago(words: str, today: date) -> date | None:
    found = _AGO.fullmatch(words) or _VOR.fullmatch(words)
    return _moved(today, -_many(found["many"]), found["unit"]) if found else None


def _many(word: str) -> int:
    return int(word) if word.isdigit() else 1


def _moved(today: date, many: int, unit: str) -> date | None:
    """Count on by days, weeks, months or years; the 31st plus a month is that month's last day."""
    days = {"": 1, "d": 1, "day": 1, "days": 1, "w": _WEEK, "week": _WEEK, "weeks": _WEEK}
    days |= {"tag": 1, "tage": 1, "tagen": 1, "woche": _WEEK, "wochen": _WEEK}
    months = {"m": 1, "month": 1, "months": 1, "y": _YEAR, "year": _YEAR, "years": _YEAR}
    months |= {"monat": 1, "monate": 1, "monaten": 1, "jahr": _YEAR, "jahre": _YEAR, "jahren": _YEAR}
    if unit in days:
        return today + timedelta(days=many * days[unit])
    if unit not in months:
        return None
    year, month = divmod(today.year * _YEAR + today.month - 1 + many * months[unit], _YEAR)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def _last(words: str, today: date) -> date | None:
    if words not in {"end of month", "end of the month", "month end"}:
        return None
    return today.replace(day=monthrange(today.year, today.month)[1])


def _named(words: str, today: date) -> date | None:
    """Read "15 dec" or "dec 15, 2026"; without a year the next one that comes."""
    found = _NAMED.fullmatch(words) or _NAMED_FIRST.fullmatch(words)
    if found is None:
        return None
    month = next(
        (at for at, names in enumerate(_MONTHS, 1) if any(name.startswith(found["month"]) for name in names)), None
    )
    return None if month is None else _coming(int(found["day"]), month, found["year"], today)


def _dotted(words: str, today: date) -> date | None:
    """Read "15.12." or "15.12.2026": with dots the day stands first wherever people write so."""
    found = _DOTTED.fullmatch(words)
    return _coming(int(found["day"]), int(found["month"]), found["year"], today) if found else None


def _coming(day: int, month: int, year: str | None, today: date) -> date:
    if year:
        return date(int(year) + (_CENTURY if len(year) < _FULL else 0), month, day)
    found = date(today.year, month, day)
    return found if found >= today else date(today.year + 1, month, day)


def _iso(words: str, _today: date) -> date | None:
    return date.fromisoformat(words) if words[:4].isdigit() else None


_READERS: tuple[Callable[[str, date], date | None], ...] = (
    *(_near, _weekday, _ahead, _ago, _last, _named, _dotted, _iso),
)
