"""Dates as people and programs write them, read as what they most likely mean.

Why:    03/04/2026 is the fourth of March to one and the third of April to another.  One
        value that fits only one reading decides for its whole column; where none does,
        the person is told which reading was taken.
Shape:  days are "YYYY-MM-DD", moments "YYYY-MM-DDTHH:MM" with an offset where one was
        written; what is no date is "".
"""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ats_desktop.domain.schema import moment_cell

_MONTHS = {
    1: ("jan", "january", "januar", "jänner", "janvier", "janv", "enero", "ene"),
    2: ("feb", "february", "februar", "février", "févr", "fév", "febrero"),
    3: ("mar", "march", "märz", "mär", "mrz", "mars", "marzo"),
    4: ("apr", "april", "avril", "avr", "abril", "abr"),
    5: ("may", "mai", "mayo"),
    6: ("jun", "june", "juni", "juin", "junio"),
    7: ("jul", "july", "juli", "juillet", "juil", "julio"),
    8: ("aug", "august", "août", "aout", "agosto", "ago"),
    9: ("sep", "sept", "september", "septembre", "septiembre"),
    10: ("oct", "october", "okt", "oktober", "octobre", "octubre"),
    11: ("nov", "november", "novembre", "noviembre"),
    12: ("dec", "december", "dez", "dezember", "décembre", "déc", "diciembre", "dic"),
}
_MONTH = {word: number for number, words in _MONTHS.items() for word in words}
_NUMERIC = re.compile(r"^([0-9]{1,4})\s?([./-])\s?([0-9]{1,2})\s?\2\s?([0-9]{1,4})(?![0-9])[.,]?")
_DAY_MONTH = re.compile(r"^([0-9]{1,2})(?:st|nd|rd|th|\.)?[ \-/]*([^\W\d_]{3,10})\.?[ \-/,]*([0-9]{4}|[0-9]{2})\b")
_MONTH_DAY = re.compile(r"^([^\W\d_]{3,10})\.?[ \-/]*([0-9]{1,2})(?:st|nd|rd|th)?[ ,\-/]+([0-9]{4}|[0-9]{2})\b(?!:)")
_MONTH_YEAR = re.compile(r"^([^\W\d_]{3,10})\.?[ ,\-/]*([0-9]{4})$")
_WEEKDAY = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+", re.IGNORECASE)
_CLOCK = re.compile(
    r"^[T ,]*(?:at |um |à )?([0-9]{1,2})(?:[:h.]([0-9]{2})(?::([0-9]{2})(?:[.,][0-9]+)?)?)?"
    r"\s*([ap])?\.?(?:m\b\.?)?\s*(Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2})?(?:\s*(?:Uhr|h))?$",
    re.IGNORECASE,
)
_SERIAL = re.compile(r"^[34][0-9]{4}(?:\.[0-9]+)?$")  # Excel's days since 1900, 1982 to 2036
_EXCEL_ZERO = date(1899, 12, 30)
_NOON = "12:00"
_CENTURY = 70
_OLDEST, _LATEST = 1900, 2200  # other years are misread figures
_FOUR = 4
_MONTHS_IN_YEAR = 12


def _plain(text: str) -> str:
    """Put ordinary spaces where programs write narrow and hard ones, and drop the weekday."""
    return _WEEKDAY.sub("", " ".join(text.replace("\u202f", " ").split()))


def _year(digits: str) -> int:
    year = int(digits)
    return year if len(digits) > 2 else year + (1900 if year >= _CENTURY else 2000)  # noqa: PLR2004 - a year of two digits


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if _OLDEST <= year <= _LATEST else None
    except ValueError:
        return None


def _numeric(match: re.Match[str], day_first: bool) -> date | None:  # noqa: FBT001 - it is the question itself
    first, mark, second, third = match.groups()
    if len(first) == _FOUR:
        return _day(int(first), int(second), int(third))
    if len(third) not in {2, 4} or len(first) > 2:  # noqa: PLR2004 - a year has two digits or four
        return None
    year, one, two = _year(third), int(first), int(second)
    wanted = day_first or mark == "."
    return (_day(year, two, one) or _day(year, one, two)) if wanted else (_day(year, one, two) or _day(year, two, one))


def _named(match: re.Match[str], month: int, day: int, year: int) -> date | None:
    number = _MONTH.get(match[month].casefold())
    return _day(_year(match[year]), number, int(match[day])) if number else None


@lru_cache(maxsize=20_000)
def _split(text: str, day_first: bool) -> tuple[date, str] | None:  # noqa: FBT001 - it is the question itself
    """Take the day at the start of a text, and what stands behind it."""
    text = _plain(text)
    if match := _NUMERIC.match(text):
        day = _numeric(match, day_first)
    elif match := _DAY_MONTH.match(text):
        day = _named(match, 2, 1, 3)
    elif match := _MONTH_DAY.match(text):
        day = _named(match, 1, 2, 3)
    elif _SERIAL.match(text):
        return _EXCEL_ZERO + timedelta(days=int(float(text))), ""
    else:
        return None
    return (day, text[match.end() :].strip()) if day else None


def read_day(text: str, *, day_first: bool = False) -> str:
    """Read a day; a clock behind it is passed over.

    >>> read_day("7/6/23, 2:20 PM"), read_day("05.03.2026"), read_day("05 Mar 2024"), read_day("soon")
    ('2023-07-06', '2026-03-05', '2024-03-05', '')
    """
    split = _split(text, day_first)
    if not split or (split[1] and not _CLOCK.match(split[1])):
        return ""
    return split[0].isoformat()


def read_moment(text: str, *, day_first: bool = False) -> str:
    """Read a day and, where one stands behind it, a clock of 12 or 24 hours.

    >>> read_moment("7/6/23, 2:20 PM"), read_moment("2026-03-05T10:20:30.000Z"), read_moment("5.3.2026 14:30 Uhr")
    ('2023-07-06T14:20', '2026-03-05T10:20+00:00', '2026-03-05T14:30')
    """
    split = _split(text, day_first)
    if not split:
        return ""
    day, rest = split
    if not rest:
        return day.isoformat()
    clock = _CLOCK.match(rest)
    return _with_clock(day, clock) if clock and (clock[2] or clock[4]) else ""


def _with_clock(day: date, clock: re.Match[str]) -> str:
    """Add the clock to a day; midnight is how programs write a bare day."""
    hour, minute, second, half, zone = clock.groups()
    hours = int(hour) % 12 + (12 if half in "pP" else 0) if half else int(hour)
    try:
        at = time(hours, int(minute or 0), int(second or 0))
    except ValueError:
        return ""
    return f"{day.isoformat()}T{at:%H:%M}{_offset(zone)}" if at != time(0) else day.isoformat()


def _offset(zone: str | None) -> str:
    if not zone:
        return ""
    return "+00:00" if zone[0] in "ZzUuGg" else f"{zone[:3]}:{zone[-2:]}"


def read_partial(text: str, *, day_first: bool = False) -> str:
    """Read a date as exact as it is written: a year, a month or a day.

    >>> read_partial("Mar 2026"), read_partial("2019"), read_partial("03/2026"), read_partial("2026-03-05")
    ('2026-03', '2019', '2026-03', '2026-03-05')
    """
    text = _plain(text)
    if re.fullmatch(r"[0-9]{4}", text):
        return text
    if match := re.fullmatch(r"([0-9]{4})[-/.]([0-9]{1,2})", text) or re.fullmatch(
        r"([0-9]{1,2})[-/.]([0-9]{4})", text
    ):
        year, month = sorted((int(match[1]), int(match[2])), reverse=True)
        return f"{year:04d}-{month:02d}" if 1 <= month <= _MONTHS_IN_YEAR else ""
    if (match := _MONTH_YEAR.match(text)) and (number := _MONTH.get(match[1].casefold())):
        return f"{match[2]}-{number:02d}"
    return read_day(text, day_first=day_first)


def leaning(text: str) -> str:
    """Say whether a value can only be day first, only month first, could be "either", or does not tell ("").

    >>> leaning("13/2/26"), leaning("2/13/26"), leaning("2/3/26"), leaning("2026-02-03")
    ('day', 'month', 'either', '')
    """
    match = _NUMERIC.match(_plain(text))
    if not match or match[2] == "." or len(match[1]) > 2:  # noqa: PLR2004 - a year stands first
        return ""
    one, two = int(match[1]), int(match[3])
    if one > _MONTHS_IN_YEAR >= two:
        return "day"
    if two > _MONTHS_IN_YEAR >= one:
        return "month"
    return "either" if max(one, two) <= _MONTHS_IN_YEAR and one != two else ""


def order_of(values: Iterable[str]) -> str:
    """Say how a column writes its dates: "day", "month", "either" (nothing decides) or "" (no such dates)."""
    heard = ""
    for value in values:
        lean = leaning(value)
        if lean in {"day", "month"}:
            return lean
        heard = heard or lean
    return heard


@lru_cache(maxsize=64)
def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ValueError, ZoneInfoNotFoundError, OSError):
        return ZoneInfo("UTC")


@lru_cache(maxsize=20_000)
def instant(local: str, zone: str, later: int = 0) -> str | None:
    """Turn what `read_moment` gave into a moment's cell; a bare day is taken at noon of the candidate's zone.

    Why:    noon is the same day in every zone people live in, so no date slips when she travels.
    Units:  `later` adds minutes, to keep events of one day in their order.

    >>> instant("2026-03-05", "Europe/Berlin")
    '2026-03-05T11:00:00.000000Z'
    """
    if not local:
        return None
    moment = datetime.fromisoformat(local if "T" in local else f"{local}T{_NOON}")
    try:
        aware = moment if moment.tzinfo else moment.replace(tzinfo=_zone(zone))
        return moment_cell(aware.astimezone(UTC) + timedelta(minutes=later))
    except OverflowError:
        return None
