"""What a job pays, as postings and lists write it.

Why:    a figure without a currency stays text: nothing is made up, and no two currencies are mixed in silence.
"""

import re
from functools import lru_cache

from ats_desktop.domain.values import PayRange, parse_pay

_ASIDE = re.compile(
    r"\([^)]*\)|\+.*$|[~≈]"
    r"|\b(?:brutto|gross|ote|base|before tax|plus .*|depending .*|doe|up to|from|ab|bis)\b"
    r"|\b(?:ca\.?|approx\.?|about|around|circa)\b"
)
_WORDS = tuple(
    (re.compile(pattern), word)
    for pattern, word in (
        (r"\b(?:per|pro|par|an?|p)[\s.]*(?:jahr|annum|an|année|año|a)\b\.?|\bp\.\s?a\.", "/year"),
        (r"/\s*(?:jahr|an|année)\b|\byearly\b", "/year"),
        (r"\b(?:pro|par|im)\s*(?:monat|mois)\b|/\s*(?:monat|mois|mes)\b|\bp\.\s?m\.|\bmtl\b\.?", "/month"),
        (r"\b(?:pro|par)\s*(?:stunde|heure|std\.?)|/\s*(?:stunde|std\.?|heure)|\bp\.\s?h\.|\bph\b", "/hour"),
        (r"\b(?:pro|par)\s*(?:tag|jour)|/\s*(?:tag|jour)|\bpd\b|\bday rate\b", "/day"),
        (r"\beuros?\b", "eur"),
        (r"\b(?:us\s?)?dollars?\b", "usd"),
        (r"\bpounds?\b", "gbp"),
        (r"(\d)\s*(?:tsd\.?|thousand)", r"\1k"),
    )
)
_CURRENCY = re.compile(
    r"[$€£¥₹]|\b(?:USD|EUR|GBP|CHF|CAD|AUD|NZD|SEK|NOK|DKK|PLN|CZK|INR|JPY|SGD|BRL|MXN|ZAR|AED|HKD|ILS|TRY|HUF|RON)\b"
)
_ZERO = PayRange()


@lru_cache(maxsize=10_000)
def read_pay(text: str, currency: str = "") -> PayRange | None:
    """Read a pay or a range of pays; None when it is no figure or no currency is known.

    >>> str(read_pay("60k - 70k € brutto pro Jahr")), str(read_pay("$52.50/hr")), read_pay("competitive")
    ('60,000 - 70,000 EUR/year', '52.50 USD/hour', None)
    >>> read_pay("90000") is None, str(read_pay("90000", "GBP"))
    (True, '90,000 GBP/year')
    """
    for attempt in (text, _simple(text)):
        try:
            pay = parse_pay(attempt, currency=currency)
        except (ValueError, OverflowError):
            continue
        if pay != _ZERO and pay.currency and abs(pay.high) < 10**15:
            return pay
    return None


def currency_in(text: str) -> str:
    """Find the currency a heading names.

    >>> currency_in("Max. Salary (EUR)"), currency_in("Pay in $"), currency_in("Salary")
    ('EUR', 'USD', '')
    """
    match = _CURRENCY.search(text)
    if not match:
        return ""
    return {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR"}.get(match[0], match[0])


def _simple(text: str) -> str:
    """Put a text into the few words `parse_pay` knows, dropping asides."""
    text = " ".join(text.casefold().replace("\u202f", " ").replace("\u00a0", " ").split())
    for pattern, word in _WORDS:
        text = pattern.sub(word, text)
    text = _ASIDE.sub(" ", text)
    text = re.sub(r"(\d)\s+(?=\d{3}\b)", r"\1", text)
    return " ".join(text.split()).strip(" .,;:")
