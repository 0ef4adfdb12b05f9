"""Small values that live in one cell: money, pay, appointments, partial dates, addresses.

Why:    merging the parts of such a value would make one that nobody typed, so each
        is one field and one text in canonical form.
"""

import json
import re
from dataclasses import astuple, dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_CODE = re.compile(r"([A-Z]{1,3}-)?\d[\d -]{2,9}")  # a postal code by itself: 10997, LV-1010, 110 00
_PERIODS = {
    "hour": ("hour", "hr", "h", "hourly"),
    "day": ("day", "daily", "d"),
    "week": ("week", "wk", "weekly"),
    "month": ("month", "mo", "monthly", "pcm"),
    "year": ("year", "yr", "y", "annum", "pa", "p.a.", "annual", "annually", "a"),
    "once": ("once",),
}
_PERIOD_OF = {word: period for period, words in _PERIODS.items() for word in words}
_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "US$": "USD", "C$": "CAD", "A$": "AUD"}
_WHOLE = {"JPY", "KRW", "CLP", "VND", "ISK"}  # ISO 4217: no minor unit
_AMOUNT = r"(?P<{0}>\d[\d.,'\u00a0 ]*)\s*(?P<{0}k>[kK])?"
_PAY = re.compile(
    r"^\s*(?P<sign>US\$|C\$|A\$|[$€£¥₹])?\s*(?P<code>[A-Za-z]{3}(?=[\s\d]))?\s*"
    + _AMOUNT.format("low")
    + r"(?:\s*(?:-|\u2013|\u2014|to|\.\.)\s*(?:US\$|C\$|A\$|[$€£¥₹])?\s*"
    + _AMOUNT.format("high")
    + r")?\s*(?P<sign2>[$€£¥₹])?\s*(?P<code2>[A-Za-z]{3}(?![A-Za-z]))?\s*"
    + r"(?:(?:/|per|an|a|each)\s*)?(?P<period>[A-Za-z.]+)?\s*$"
)


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in minor units of one currency, for a period.

    Units: `minor` counts cents (or whole units where the currency has none).
    """

    minor: int = 0
    currency: str = ""
    period: str = "year"

    def __str__(self) -> str:
        """Say the amount as a person writes it.

        >>> str(Money(12000050, "USD", "year"))
        '120,000.50 USD/year'
        """
        if not self.currency:
            return ""
        tail = "" if self.period == "once" else f"/{self.period}"
        return f"{_figure(self.minor, self.currency)} {self.currency}{tail}"


@dataclass(frozen=True, slots=True, order=True)
class PayRange:
    """What a job pays, from and to, as it was advertised.

    Units: minor units, as in Money; `low` equals `high` where one figure was given.
    """

    low: int = 0
    high: int = 0
    currency: str = ""
    period: str = "year"

    def __str__(self) -> str:
        """Say the range as a person writes it.

        >>> str(PayRange(9000000, 11000000, "EUR", "year"))
        '90,000 - 110,000 EUR/year'
        """
        if not self.currency:
            return ""
        if self.low == self.high:
            return str(Money(self.low, self.currency, self.period))
        return f"{_figure(self.low, self.currency)} - {Money(self.high, self.currency, self.period)}"


@dataclass(frozen=True, slots=True, order=True)
class Appointment:
    """A local wall time and its zone: what people agreed on, whatever the clocks do later."""

    wall: str = ""  # YYYY-MM-DDTHH:MM
    zone: str = ""  # IANA

    @property
    def local(self) -> datetime | None:
        """The wall time with its zone; None when empty or the zone is unknown here."""
        try:
            return datetime.fromisoformat(self.wall).replace(tzinfo=ZoneInfo(self.zone or "UTC"))
        except (ValueError, ZoneInfoNotFoundError, OSError):
            return None

    @property
    def utc(self) -> datetime | None:
        """The instant, by today's zone rules."""
        local = self.local
        try:
            return local and local.astimezone(UTC)
        except OverflowError:  # the first or the last day there is
            return None

    def __str__(self) -> str:
        return f"{self.wall.replace('T', ' ')} {self.zone}".strip()

    @classmethod
    def at(cls, moment: datetime, zone: str) -> "Appointment":
        """Write an aware instant as the wall time of `zone`."""
        return cls(moment.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%dT%H:%M"), zone)


class PartialDate(str):
    """A date as exact as it is known: YYYY, YYYY-MM or YYYY-MM-DD; text order is time order."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Address:
    """Where a person can be written to."""

    line: str = ""
    city: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = ""

    def __str__(self) -> str:
        return ", ".join(part for part in astuple(self) if part)


def parse_money(text: str, *, currency: str = "USD") -> Money:
    """Read "120k USD/year", "$52.50 per hour" or "90.000 €".

    Raises: ValueError, when no amount can be read.

    >>> parse_money("$52.50 per hour")
    Money(minor=5250, currency='USD', period='hour')
    """
    pay = parse_pay(text, currency=currency)
    return Money(pay.low, pay.currency, pay.period)


def parse_pay(text: str, *, currency: str = "USD") -> PayRange:
    """Read one figure or a range, with a sign or a code, and a period.

    Raises: ValueError, when no amount can be read.

    >>> parse_pay("£50k - 60k")
    PayRange(low=5000000, high=6000000, currency='GBP', period='year')
    """
    if not text.strip():
        return PayRange()
    match = _PAY.match(text)
    if not match:
        raise ValueError(f"“{text}” is no pay; write for example 90000 - 110000 EUR/year")
    part = match.groupdict()
    code = _SIGNS.get(part["sign"] or part["sign2"] or "", "") or (part["code"] or part["code2"] or currency).upper()
    word = (part["period"] or "year").lower()
    if word not in _PERIOD_OF:
        raise ValueError(f"“{part['period']}” is no period; write hour, day, week, month, year or once")
    low = _minor(part["low"], part["lowk"] or part["highk"], code)
    high = _minor(part["high"], part["highk"], code) if part["high"] else low
    return PayRange(min(low, high), max(low, high), code, _PERIOD_OF[word])


def parse_partial(text: str) -> PartialDate:
    """Read a year, a month or a day.

    Raises: ValueError, when it is none.

    >>> parse_partial("2024-03")
    '2024-03'
    """
    text = text.strip()
    if text and not re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", text):
        raise ValueError(f"“{text}” is no date; write 2024, 2024-03 or 2024-03-15")
    return PartialDate(text)


def parse_appointment(text: str, *, zone: str = "") -> Appointment:
    """Read "2026-12-01 14:00 Europe/Berlin"; without a zone, `zone` is meant, or whoever takes it decides.

    Raises: ValueError, when the time or the zone is none.
    """
    if not text.strip():
        return Appointment()
    day, _, rest = text.strip().replace("T", " ").partition(" ")
    clock, _, name = rest.strip().partition(" ")
    moment = datetime.fromisoformat(f"{day}T{clock or '09:00'}")
    found = Appointment(moment.strftime("%Y-%m-%dT%H:%M"), name.strip() or zone)
    if found.local is None:
        raise ValueError(f"“{name.strip()}” is no time zone; write for example Europe/Berlin")
    return found


def show_address(address: Address) -> str:
    """Write an address so that `parse_address` finds each part again.

    >>> show_address(Address("Elm Row 4", "Riga", "", "LV-1010"))
    'Elm Row 4, Riga, , LV-1010'
    >>> show_address(Address(postal_code="LV-1010")), show_address(Address("1010"))
    ('LV-1010', '1010,')
    """
    code = address.postal_code
    if address == Address(postal_code=code) and _CODE.fullmatch(code):
        return code
    text = ", ".join(astuple(address)).rstrip(", ")
    return f"{text}," if _CODE.fullmatch(text) else text


def parse_address(text: str) -> Address:
    """Read "street, city, region, postal code, country"; fewer parts fill from the street on, but a code is a code."""
    if _CODE.fullmatch(text.strip()):
        return Address(postal_code=text.strip())
    parts = [part.strip() for part in text.split(",", 4)]
    return Address(*parts)


def money_cell(money: Money | None) -> str | None:
    """Write money as its one canonical cell."""
    return f"{money.minor} {money.currency} {money.period}" if money and money.currency else None


def cell_money(cell: str) -> Money:
    """Read what `money_cell` wrote."""
    minor, currency, period = cell.split(" ")
    return Money(int(minor), currency, period)


def pay_cell(pay: PayRange | None) -> str | None:
    """Write a pay range as its one canonical cell."""
    return f"{pay.low}..{pay.high} {pay.currency} {pay.period}" if pay and pay.currency else None


def cell_pay(cell: str) -> PayRange:
    """Read what `pay_cell` wrote."""
    both, currency, period = cell.split(" ")
    low, high = both.split("..")
    return PayRange(int(low), int(high), currency, period)


def appointment_cell(appointment: Appointment | None) -> str | None:
    """Write an appointment as its one canonical cell."""
    return f"{appointment.wall} {appointment.zone}" if appointment and appointment.wall else None


def cell_appointment(cell: str) -> Appointment:
    """Read what `appointment_cell` wrote."""
    wall, zone = cell.split(" ", 1)
    return Appointment(wall, zone)


def address_cell(address: Address | None) -> str | None:
    """Write an address as its one canonical cell."""
    parts = list(astuple(address)) if address else []
    return json.dumps(parts, ensure_ascii=False) if any(parts) else None


def cell_address(cell: str) -> Address:
    """Read what `address_cell` wrote."""
    return Address(*(str(part) for part in json.loads(cell)[:5]))


def _minor(figure: str, thousand: str | None, currency: str) -> int:
    """Turn "1.234,50" or "1,234.50" or "90" (and a k) into minor units."""
    figure = re.sub(r"['\u00a0 ]", "", figure.strip().rstrip(".,"))
    whole, fraction = figure, ""
    mark = max(figure.rfind("."), figure.rfind(","))
    if mark >= 0 and (len(figure) - mark - 1 != 3 or thousand):  # noqa: PLR2004 - three digits group thousands
        whole, fraction = figure[:mark], figure[mark + 1 :]
    digits = re.sub(r"[.,]", "", whole)
    value = float(f"{digits}.{fraction or 0}") * (1000 if thousand else 1)
    return round(value * (1 if currency in _WHOLE else 100))


def _figure(minor: int, currency: str) -> str:
    """Write minor units with thousands marks, without needless cents."""
    if currency in _WHOLE:
        return f"{minor:,}"
    return f"{minor // 100:,}" if minor % 100 == 0 else f"{minor / 100:,.2f}"
