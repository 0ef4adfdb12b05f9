"""Days and pays as they stand in the middle of a sentence, with whatever stands around them."""

import re
from datetime import date, timedelta

from ats_desktop.domain.values import PayRange
from ats_desktop.formats.asked import phrases
from ats_desktop.formats.dates import read_day
from ats_desktop.formats.pay import read_pay

_LEAST_A_YEAR = 100_000  # in minor units; less is an hour's pay, or none
_LONG_PAST = timedelta(days=120)  # a day without a year that is longer past is next year's
_MONTH = (
    r"(?:jan|feb|f\u00e9v|mar|m\u00e4r|apr|avr|abr|may|mai|jun|jui|jul|aug|ao\u00fb|ago|sep|oct|okt|nov|dec|d\u00e9c|dez|dic|ene)"
    r"[^\W\d_]{0,8}\.?"
)
_DAY_OF_MONTH = r"\d{1,2}(?:st|nd|rd|th|\.)?\s+(?:of\s+)?"
_DAY = re.compile(
    rf"\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}|{_DAY_OF_MONTH}{_MONTH}(?:,?\s+\d{{4}})?|"
    rf"\b{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s+\d{{4}})?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\d{4}|[./]\d{2}$")
_SIGN = r"(?:US\$|C\$|A\$|[$€£₹]|\b(?:USD|EUR|GBP|CHF|CAD|AUD|NZD|SEK|NOK|DKK|PLN|INR|SGD)\b)"
_FIGURE = r"(?:\d{1,3}(?:[.,'\u2019\u00a0\u202f ]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?\s?[kK]?)"
_EVERY = r"(?:hour|hr|day|week|month|year|annum|yr|stunde|monat|jahr|a\.)\b"
_PAY = re.compile(
    rf"(?P<one>{_SIGN})?\s?(?P<low>{_FIGURE})\s?(?P<two>{_SIGN})?"
    rf"(?:\s*(?:-|\u2013|\u2014|to|bis|and)\s*(?P<three>{_SIGN})?\s?(?P<high>{_FIGURE})\s?(?P<four>{_SIGN})?)?"
    r"(?:[\s,(]{0,3}(?:gross|brutto|net|netto|base|before\s+tax)\b\)?)?"
    rf"(?:\s*(?:/|per|an|a|im|pro|p\.)\s*(?P<every>{_EVERY})|\s+(?P<every_too>annually|yearly|monthly|hourly))?",
    re.IGNORECASE,
)
_NO_PAY = phrases(
    r"""million | billion | bn | mio | funding | raised | revenue | valuation | customers | bonus of | signing |
    stipend | budget | allowance | \d+(?:\.\d+)?\s?m"""
)


def pay_in(line: str) -> PayRange | None:
    """Find a pay in a line; a figure without a currency is none, nor is what a company raised.

    >>> str(pay_in("90.000 \u20ac - 110.000 \u20ac per year")), pay_in("We raised $5 million and pay well")
    ('90,000 - 110,000 EUR/year', None)
    >>> str(pay_in("Pay: 8 500 - 10 000 PLN (gross) per month"))
    '8,500 - 10,000 PLN/month'
    """
    for match in _PAY.finditer(line):
        sign = next(filter(None, (match[name] for name in ("one", "two", "three", "four"))), "")
        around = line[max(0, match.start() - 30) : match.end() + 12]
        if not sign or _NO_PAY.search(around):
            continue
        figures = " - ".join(part.replace("\u2019", "'") for part in (match["low"], match["high"]) if part)
        every = match["every"] or (match["every_too"] or "").removesuffix("ly").replace("annual", "year")
        found = read_pay(f"{sign.upper()} {figures}{every and f' / {every}'}")
        if found and (found.high >= _LEAST_A_YEAR or found.period != "year"):
            return found
    return None


def day_in(text: str, today: date, *, ahead: bool) -> date | None:
    """Find a day in a text; one without a year is the next such day, or the last one.

    >>> day_in("by 5 March", date(2026, 11, 22), ahead=True), day_in("on 30.11.2026", date(2026, 11, 22), ahead=True)
    (datetime.date(2027, 3, 5), datetime.date(2026, 11, 30))
    """
    for match in _DAY.finditer(text[:300]):
        written = " ".join(re.sub(r"(?<=\d)(?:st|nd|rd|th)\b|\bof\b", "", match[0]).split())
        years = [""] if _YEAR.search(written) else [f" {today.year}", f" {today.year + (1 if ahead else -1)}"]
        days = [date.fromisoformat(day) for year in years if (day := read_day(f"{written}{year}"))]
        near = [day for day in days if (day >= today - _LONG_PAST if ahead else day <= today)]
        if found := near if len(years) > 1 else days:
            return found[0]
    return None
