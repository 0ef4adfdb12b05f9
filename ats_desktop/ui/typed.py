"""What was typed into one line: read as the field's value, and said back so that a slip is seen at once."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, time
from typing import Any

from PySide6.QtCore import QLocale

from ats_desktop.domain.schema import Field
from ats_desktop.domain.values import Appointment, Money, PayRange, parse_pay
from ats_desktop.domain.when import is_no_such_day, read_day, read_moment
from ats_desktop.errors import Refused
from ats_desktop.ui.days import long_day
from ats_desktop.ui.words import tr

EXAMPLES = {
    "date": "fri, in 3 days, 2026-12-31",
    "moment": "yesterday 14:00, 2026-12-31 14:00",
    "money": "90000 EUR/year",
    "pay": "90000 - 110000 EUR/year",
    "appointment": "next fri 14:00, 2026-12-01 14:00 Europe/Berlin",
    "partial date": "2024, 2024-03 or 2024-03-15",
    "address": "Street, city, region, postal code, country",
    "list": "one; another",
}


def read_line(field: Field, text: str, currency: str = "") -> Any:
    """Read what was typed in one line; days and times as people say them, a bare figure in the currency meant.

    Raises: Refused, naming the field and what it takes.
    """
    figure = _FIGURES.get(field.kind.name)
    try:
        if figure is not None:
            return figure(read_figure(text, currency or home_currency()))
        return _READERS.get(field.kind.name, field.kind.parse)(text)
    except (ValueError, TypeError) as error:
        raise refused(field, text) from error


def read_figure(text: str, currency: str) -> PayRange:
    """Read pay as it is typed, or as postings write it: "42.000 Euro", "3.500 EUR brutto im Monat".

    Raises: ValueError, where it is no figure.
    """
    with suppress(ValueError):
        return parse_pay(text, currency=currency)
    from ats_desktop.formats.pay import read_pay  # late: few type in words

    found = read_pay(text, currency)
    if found is None:
        raise ValueError(text)
    return found


def meaning(field: Field, text: str) -> str:
    """Say back what a day or a time was understood as; nothing where it says so itself, or cannot be read."""
    if not text.strip() or field.kind.name not in _READERS:
        return ""
    with suppress(Refused):
        value = read_line(field, text)
        if isinstance(value, Appointment):
            local = value.local
            said = datetime.fromisoformat(value.wall) if local is None else local
            return _said(said.date(), said.time(), value.zone)
        if isinstance(value, datetime):
            here = value.astimezone()
            return _said(here.date(), here.time())
        return _said(value) if isinstance(value, date) else ""
    return ""


def refused(field: Field, text: str) -> Refused:
    """Say that a text is none of a field's, and what would be."""
    shown = example(field) or tr("digits only")
    words = text.strip()
    none = field.kind.name == "date" and is_no_such_day(words, _today())
    wrong = tr("There is no day “{text}”.", text=words) if none else tr("“{text}” cannot be read here.", text=words)
    return Refused(wrong, tr("Write for example {example}.", example=shown))


def example(field: Field) -> str:
    """Give an example of what a field takes; "" where anything goes."""
    known = EXAMPLES.get(field.kind.name, "")
    return tr(known) if known else ""


def home_currency() -> str:
    """Say in which currency people count where the laptop is set up."""
    return QLocale().currencySymbol(QLocale.CurrencySymbolFormat.CurrencyIsoCode) or "USD"


def _said(day: date, clock: time | None = None, zone: str = "") -> str:
    parts = [f"{long_day(day)} {day.year}", f"{clock:%H:%M}" if clock else "", zone.replace("_", " ")]
    return ", ".join(part for part in parts if part)


def _today() -> date:
    return date.today()  # noqa: DTZ011 - a day of the person's own calendar


def _day(text: str) -> date | None:
    day = read_day(text, _today())
    if day is None and text.strip():
        raise ValueError(text)
    return day


def _moment(text: str) -> datetime | None:
    """Read an instant by the laptop's own clock; a day without a time is its first minute."""
    if not text.strip():
        return None
    with suppress(ValueError):
        return datetime.fromisoformat(text.strip()).astimezone()
    found = read_moment(text, _today())
    if found is None:
        raise ValueError(text)
    return datetime.combine(found[0], found[1] or time()).astimezone()


def _appointment(text: str) -> Appointment:
    """Read a wall time and perhaps its zone; a time is asked for, a zone is not."""
    words, _, zone = text.strip().rpartition(" ") if "/" in text or text.strip().endswith("UTC") else (text, "", "")
    found = read_moment(words, _today())
    if not text.strip():
        return Appointment()
    if found is None or found[1] is None:
        raise ValueError(text)
    made = Appointment(f"{datetime.combine(found[0], found[1]):%Y-%m-%dT%H:%M}", zone)
    if made.local is None:
        raise ValueError(zone)
    return made


_READERS: dict[str, Callable[[str], Any]] = {"date": _day, "moment": _moment, "appointment": _appointment}
_FIGURES: dict[str, Callable[[PayRange], Any]] = {
    "money": lambda pay: Money(pay.low, pay.currency, pay.period) if pay.currency else Money(),
    "pay": lambda pay: pay,
}
