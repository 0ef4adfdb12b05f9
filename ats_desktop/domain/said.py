"""What was said about pay, to whom, and where it contradicts itself.

Why:    who asks 90,000 of the recruiter and 80,000 of the manager has asked 80,000; better to see it first.
Units:  minor units for a year.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from ats_desktop.domain.jobs import PayFact, SalaryData
from ats_desktop.domain.offers import Offer
from ats_desktop.domain.pay import yearly
from ats_desktop.domain.schema import Words
from ats_desktop.domain.values import Money, PayRange


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure, made comparable."""

    fact: PayFact
    low: int
    high: int
    currency: str
    said: str  # as it was written
    to: str = ""
    at: datetime | None = None
    row: str = ""  # "<table>:<id>"


class ClashKind(Words):
    """How two figures contradict each other."""

    TWO_ASKS = "two_asks"  # one asked of one person, another of another
    BELOW_ASK = "below_ask"  # they offer less than was asked
    BELOW_WORD = "below_word"  # they offer less than they said
    BELOW_FLOOR = "below_floor"  # they offer less than she would take


@dataclass(frozen=True, slots=True)
class Clash:
    """Two figures that contradict each other; `one` is the larger."""

    kind: ClashKind
    one: Figure
    other: Figure


_THEIRS = frozenset({PayFact.OFFER, PayFact.CONTRACT})


def figure_of(fact: SalaryData) -> Figure | None:
    """Make a noted fact comparable; None for what is paid once, or has no figure."""
    ends = _ends(fact.pay, fact.hours_per_week, fact.payments_per_year)
    if ends is None:
        return None
    said = str(fact.pay)
    return Figure(fact.fact, *ends, fact.pay.currency, said, fact.said_to, fact.observed_at, _named(fact))


def figure_of_offer(offer: Offer) -> Figure | None:
    """Make the base pay of an offer comparable."""
    base = offer.base
    ends = _ends(
        PayRange(base.minor, base.minor, base.currency, base.period), offer.hours_per_week, offer.payments_per_year
    )
    return (
        Figure(PayFact.OFFER, *ends, base.currency, str(base), "", offer.received_at, _named(offer)) if ends else None
    )


def floor_of(floor: Money) -> Figure | None:
    """Make the least she would take comparable."""
    ends = _ends(PayRange(floor.minor, floor.minor, floor.currency, floor.period), None, None)
    return Figure(PayFact.DESIRED, *ends, floor.currency, str(floor)) if ends else None


def clashes(figures: Sequence[Figure], floor: Figure | None = None) -> list[Clash]:
    """Find what contradicts itself among the figures of one application; other currencies are left alone."""
    return [*_two_asks(figures), *_too_little(figures, floor)]


def _two_asks(figures: Sequence[Figure]) -> Iterator[Clash]:
    asked = [one for one in figures if one.fact is PayFact.STATED]
    for one, other in combinations(asked, 2):
        if one.currency == other.currency and (one.low > other.high or other.low > one.high):
            yield Clash(ClashKind.TWO_ASKS, *sorted((one, other), key=lambda each: -each.low))


def _too_little(figures: Sequence[Figure], floor: Figure | None) -> Iterator[Clash]:
    asked = {
        ClashKind.BELOW_ASK: _least(figures, PayFact.STATED),
        ClashKind.BELOW_WORD: _least(figures, PayFact.VERBAL),
    }
    bounds = [(kind, one) for kind, several in asked.items() for one in several]
    bounds += [(ClashKind.BELOW_FLOOR, floor)] if floor else []
    for theirs in (one for one in figures if one.fact in _THEIRS):
        for kind, bound in bounds:
            if bound.currency == theirs.currency and theirs.high < bound.low:
                yield Clash(kind, bound, theirs)


def _least(figures: Iterable[Figure], fact: PayFact) -> list[Figure]:
    """Give the lowest figure of a kind, one a currency."""
    found: dict[str, Figure] = {}
    for one in figures:
        if one.fact is fact and (one.currency not in found or one.low < found[one.currency].low):
            found[one.currency] = one
    return list(found.values())


def _ends(pay: PayRange, hours: float | None, payments: int | None) -> tuple[int, int] | None:
    low = yearly(pay.low, pay.period, hours=hours, payments=payments)
    high = yearly(pay.high, pay.period, hours=hours, payments=payments)
    return (low, high) if pay.currency and low is not None and high is not None else None


def _named(row: SalaryData | Offer) -> str:
    return f"{row.noun.table}:{row.id}"
