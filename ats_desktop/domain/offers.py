"""Offers: what was offered, until when, and how it compares.

Why:    what is not known stays empty instead of counting as nothing, and figures in two currencies are
        never put in one order: a rate of today would be made up for a decision of years.
Source: domain.md A.10, A.12.
"""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import date, datetime

from ats_desktop.domain.applications import Application
from ats_desktop.domain.jobs import WorkMode
from ats_desktop.domain.pay import WORKING_DAYS, yearly
from ats_desktop.domain.schema import Entity, Id, Text, Words, derived, label
from ats_desktop.domain.values import Appointment, Money


class OfferStatus(Words):
    """How far an offer is."""

    PENDING = "pending"
    DRAFT = "draft"
    VERBAL = "verbal"
    COUNTERED = "countered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    RESCINDED = "rescinded"
    ARCHIVED = "archived"


OPEN_OFFERS = frozenset({OfferStatus.PENDING, OfferStatus.VERBAL, OfferStatus.COUNTERED, OfferStatus.DRAFT})


class Offer(Entity, table="offers", stream="jobs"):
    """What a company offered; the figures travel with the salary section alone."""

    application: Id[Application] = label("Application", default=Id(""))
    role_title: str = label("Position", default="")
    company_name: str = label("Company", default="")
    status: OfferStatus = label("Status", default=OfferStatus.PENDING, indexed=True)
    received_at: datetime | None = label("Received", default=None, indexed=True)
    respond_by: Appointment = label("Answer by", help="Local wall time and its zone", default=Appointment())
    starts_on: date | None = label("First day", default=None)
    location: str = ""
    work_mode: WorkMode = label("On site or remote", default=WorkMode.UNKNOWN)
    base: Money = label("Base pay", default=Money(), stream="salary")
    bonus: Money = label("Bonus, a year", default=Money(), stream="salary")
    bonus_percent: float | None = label("Bonus, % of base", default=None, stream="salary")
    sign_on: Money = label("Sign-on, once", default=Money(), stream="salary")
    relocation: Money = label("Relocation, once", default=Money(), stream="salary")
    equity: Money = label("Equity, whole grant", default=Money(), stream="salary")
    equity_kind: str = label("Kind of equity", help="shares, options or none", default="", stream="salary")
    vesting_years: float = label("Vesting, years", default=4.0, stream="salary")
    cliff_months: int | None = label("Cliff, months", default=None, stream="salary")
    benefits: Money = label("Benefits, worth a year", default=Money(), stream="salary")
    benefits_said: str = label("Benefits, in words", default="", stream="salary")
    days_off: int | None = label("Paid days off", default=None, stream="salary")
    hours_per_week: float | None = label("Hours a week", default=None, stream="salary")
    payments_per_year: int | None = label("Payments a year", default=None, stream="salary")
    cost_of_living: float = label(
        "Cost of living there",
        help="100 is what you pay where you live now; 120 is a fifth more",
        default=100.0,
        stream="salary",
    )
    culture: int | None = label("Culture, 1-10", default=None)
    growth: int | None = label("Growth, 1-10", default=None)
    balance: int | None = label("Work and life, 1-10", default=None)
    decline_reason: str = label("Why declined", default="", stream="private")
    notes: Text = Text()
    respond_at: datetime | None = derived(lambda row: row.respond_by.utc, default=None)

    def __str__(self) -> str:
        return " @ ".join(part for part in (self.role_title, self.company_name) if part) or "Offer"


@dataclass(frozen=True, slots=True)
class Worth:
    """What an offer is worth a year, in one currency; None is not known.

    Units: minor units.
    """

    currency: str = ""
    base: int | None = None
    bonus: int | None = None
    equity: int | None = None
    benefits: int | None = None
    sign_on: int | None = None
    days_off: int | None = None
    index: float = 100.0
    left_out: tuple[str, ...] = ()  # fields in another currency than the base

    @property
    def total(self) -> int | None:
        """Every year: what is known of base, bonus, a year's equity and benefits."""
        parts = (self.bonus, self.equity, self.benefits)
        return None if self.base is None else self.base + sum(part or 0 for part in parts)

    @property
    def first_year(self) -> int | None:
        """The first year, with what is paid once for signing."""
        return None if self.total is None else self.total + (self.sign_on or 0)

    @property
    def time_off(self) -> int | None:
        """What the paid days off would cost; apart, because nobody is paid it on top."""
        return None if self.base is None or self.days_off is None else round(self.days_off * self.base / WORKING_DAYS)

    @property
    def adjusted(self) -> int | None:
        """What the total buys where the work is, seen from here."""
        return None if self.total is None or self.index <= 0 else round(self.total * 100 / self.index)


@dataclass(frozen=True, slots=True)
class Weights:
    """What counts how much: money against the rest, and the rest among itself."""

    money: float = 60.0
    culture: float = 40.0
    growth: float = 35.0
    balance: float = 25.0

    def __str__(self) -> str:
        return " ".join(f"{part:g}" for part in astuple(self))


@dataclass(frozen=True, slots=True)
class Standing:
    """One offer beside others: its figures, its own score, and both together."""

    offer: Offer
    worth: Worth
    score: float | None  # 0-100
    overall: float | None  # 0-100; None where something is missing or nothing is comparable


SCORES = ("culture", "growth", "balance")


def read_weights(text: str) -> Weights:
    """Read four numbers: money of 100, then culture, growth and balance; without them the usual ones hold.

    Raises: ValueError, for numbers nobody could weigh by.

    >>> read_weights("50 1 1 2").growth
    1.0
    """
    parts = [float(part) for part in text.replace(",", ".").split()]
    if not parts:
        return Weights()
    made = Weights(*parts) if len(parts) == len(astuple(Weights())) else None
    if made is None or not 0 <= made.money <= 100 or min(parts) < 0 or not 0 < sum(parts[1:]) < float("inf"):  # noqa: PLR2004 - of a hundred
        raise ValueError(f"“{text}” are no four weights")
    return made


def worth_of(offer: Offer) -> Worth:
    """Work out what an offer is worth, part by part, in the currency of its base pay."""
    hours, payments = offer.hours_per_week, offer.payments_per_year
    currency = offer.base.currency
    others = ("bonus", "equity", "benefits", "sign_on")
    same = {name for name in others if currency and getattr(offer, name).currency == currency}
    left_out = tuple(name for name in others if getattr(offer, name).currency and name not in same)

    def a_year(name: str) -> int | None:
        money: Money = getattr(offer, name)
        found = yearly(money.minor, money.period, hours=hours, payments=payments)
        return money.minor if found is None else found

    base = a_year("base") if currency else None
    bonus = a_year("bonus") if "bonus" in same else None
    if bonus is None and "bonus" not in left_out and base is not None and offer.bonus_percent is not None:
        bonus = round(base * offer.bonus_percent / 100)
    years = offer.vesting_years or 0
    return Worth(
        currency=currency,
        base=base,
        bonus=bonus,
        equity=round(offer.equity.minor / years) if "equity" in same and years > 0 else None,
        benefits=a_year("benefits") if "benefits" in same else None,
        sign_on=offer.sign_on.minor if "sign_on" in same else None,
        days_off=offer.days_off,
        index=100.0 if offer.cost_of_living is None else offer.cost_of_living,
        left_out=left_out,
    )


def score_of(offer: Offer, weights: Weights) -> float | None:
    """Weigh what no figure says, out of 100; None while something that counts was not judged."""
    heavy: dict[str, float] = {name: getattr(weights, name) for name in SCORES if getattr(weights, name) > 0}
    given = {name: getattr(offer, name) for name in heavy}
    if not heavy or any(score is None for score in given.values()):
        return None
    total: float = sum(min(10, max(0, given[name])) * 10 * heavy[name] for name in heavy)
    return total / sum(heavy.values())


def compare(offers: Sequence[Offer], weights: Weights) -> list[Standing]:
    """Put offers beside each other, in the order given; money counts against the best of its own currency."""
    worths = [worth_of(offer) for offer in offers]
    known: dict[str, list[int]] = {}
    for worth in worths:
        if worth.adjusted is not None:
            known.setdefault(worth.currency, []).append(worth.adjusted)
    found = []
    for offer, worth in zip(offers, worths, strict=True):
        score, rivals = score_of(offer, weights), known.get(worth.currency, [])
        overall = None
        if score is not None and worth.adjusted is not None and len(rivals) > 1 and max(rivals) > 0:
            share = weights.money / 100
            overall = share * worth.adjusted / max(rivals) * 100 + (1 - share) * score
        found.append(Standing(offer, worth, score, overall))
    return found


def winners(values: Sequence[float | None], groups: Sequence[str]) -> frozenset[int]:
    """Say which of some values are the largest of their group; a tie has no winner, nor has one alone.

    >>> sorted(winners([3, 5, None, 7, 7], ["EUR", "EUR", "EUR", "USD", "USD"]))
    [1]
    """
    found = set()
    for group in set(groups):
        there = [(value, at) for at, value in enumerate(values) if groups[at] == group and value is not None]
        largest = max((value for value, _ in there), default=None)
        at_top = [at for value, at in there if value == largest]
        if len(there) > 1 and len(at_top) == 1:
            found.add(at_top[0])
    return frozenset(found)
