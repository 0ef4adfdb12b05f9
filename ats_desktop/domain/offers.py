"""Offers: what was offered, until when, and how it compares."""

from datetime import date, datetime

from ats_desktop.domain.applications import Application
from ats_desktop.domain.jobs import WorkMode
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
    work_mode: WorkMode = label("Where", default=WorkMode.UNKNOWN)
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
    cost_of_living: float = label("Cost of living there", help="100 is here", default=100.0, stream="salary")
    culture: int | None = label("Culture, 1-10", default=None)
    growth: int | None = label("Growth, 1-10", default=None)
    balance: int | None = label("Work and life, 1-10", default=None)
    decline_reason: str = label("Why declined", default="", stream="private")
    notes: Text = Text()
    respond_at: datetime | None = derived(lambda row: row.respond_by.utc, default=None)

    def __str__(self) -> str:
        return " @ ".join(part for part in (self.role_title, self.company_name) if part) or "Offer"
