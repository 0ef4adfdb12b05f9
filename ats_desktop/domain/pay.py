"""Pay made comparable: whatever it is paid by, as a figure for a year; currencies are never mixed.

Units:  minor units, as in Money.
Source: domain.md A.12.
"""

from ats_desktop.domain.values import Money

HOURS_A_WEEK, WEEKS, WORKING_DAYS, MONTHS = 40.0, 52, 260, 12


def yearly(minor: int, period: str, *, hours: float | None = None, payments: int | None = None) -> int | None:
    """Say what an amount comes to in a year; None for what is paid once.

    >>> yearly(5_000, "hour"), yearly(400_000, "month", payments=14), yearly(10_000, "once")
    (10400000, 5600000, None)
    """
    times = {
        "hour": (hours or HOURS_A_WEEK) * WEEKS,
        "day": WORKING_DAYS,
        "week": WEEKS,
        "month": payments or MONTHS,
        "year": 1,
    }
    return round(minor * times[period]) if period in times else None


def amount(minor: float, currency: str) -> str:
    """Write an amount that stands for itself, cents left out.

    >>> amount(913_846, "EUR")
    '9,138 EUR'
    """
    rounded = minor if isinstance(minor, int) and minor % 100 == 0 else round(minor / 100) * 100
    return str(Money(int(rounded), currency, "once"))
