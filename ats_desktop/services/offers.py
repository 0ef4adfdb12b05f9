"""Offers: noted as they come, answered, and given more time."""

from dataclasses import replace
from typing import Any

from ats_desktop.domain.applications import CLOSED, REACH, Application, Category, Stage, category_of
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.offers import OPEN_OFFERS, Offer, OfferStatus
from ats_desktop.domain.reminders import known_zone
from ats_desktop.domain.schema import Id
from ats_desktop.domain.values import Appointment, Money
from ats_desktop.errors import Refused
from ats_desktop.services import applications, rows
from ats_desktop.services.reminders import habits_of
from ats_desktop.store.command import command
from ats_desktop.store.workspace import Workspace

_ONCE = ("sign_on", "relocation", "equity")
_TEN = range(1, 11)


@command("Record an offer")
def record(work: Workspace, application: Id[Application], **given: Any) -> Offer:
    """Note an offer for an application, and move the application to the offer stage.

    Raises: Refused, when the application has ended, or a figure makes no sense.
    """
    with work.change("Record an offer") as change:
        pursuit = change.get(Application, application)
        stage = category_of(pursuit.stage, work.all(Stage))
        if stage in CLOSED - {Category.NO_RESPONSE}:
            raise Refused("This application has ended.", "Apply again, or take back its last stage.")
        if REACH.get(stage, 0) < REACH[Category.OFFER]:
            applications.move(work, application, Category.OFFER.value)
        job = work.find(JobOpportunity, pursuit.job)
        known = (
            {"role_title": job.title, "company_name": job.company_name, "location": job.location}
            | {"work_mode": job.work_mode}
            if job
            else {}
        )
        told = known | {"received_at": change.now} | _sensible(work, given)
        return change.save(Offer(application=application, **told))


@command("Change an offer")
def revise(work: Workspace, offer: Offer, **given: Any) -> Offer:
    """Put the words or figures of an offer right.

    Raises: Refused, when a figure makes no sense.
    """
    with work.change("Change an offer"):
        return rows.edit(work, offer, **_sensible(work, given))


@command("Accept an offer")
def accept(work: Workspace, offer: Offer) -> Offer:
    """Say yes: the offer is accepted, and its application is won, as one step.

    Raises: Refused, when it was answered before or taken back.
    """
    with work.change("Accept an offer") as change:
        found = _open(change.get(Offer, offer.id))
        if found.application:
            applications.move(work, found.application, Category.WON.value)
        return change.save(replace(found, status=OfferStatus.ACCEPTED))


@command("Decline an offer")
def decline(work: Workspace, offer: Offer, *, reason: str = "") -> Offer:
    """Say no: the offer is declined; an application without another offer ends as withdrawn.

    Raises: Refused, when it was answered before or taken back.
    """
    with work.change("Decline an offer") as change:
        found = _open(change.get(Offer, offer.id))
        others = [one for one in work.all(Offer, {"application": found.application}) if one.id != found.id]
        if found.application and not any(one.status in OPEN_OFFERS for one in others):
            applications.move(work, found.application, Category.WITHDRAWN.value)
        return change.save(
            replace(found, status=OfferStatus.DECLINED, decline_reason=reason.strip() or found.decline_reason)
        )


@command("Give an offer more time")
def extend(work: Workspace, offer: Offer, respond_by: Appointment) -> Offer:
    """Note that they wait longer for an answer; one that had run out is open again.

    Raises: Refused, when it was answered, or nobody could say until when.
    """
    with work.change("Give an offer more time") as change:
        found = change.get(Offer, offer.id)
        if found.status is not OfferStatus.EXPIRED:
            _open(found)
        status = OfferStatus.PENDING if found.status is OfferStatus.EXPIRED else found.status
        return change.save(replace(found, respond_by=_until(work, respond_by), status=status))


@command("Open an offer again")
def reopen(work: Workspace, offer: Offer) -> Offer:
    """Take an answer back: the offer is open, and its application stands at the offer again."""
    with work.change("Open an offer again") as change:
        found = change.get(Offer, offer.id)
        if found.status in OPEN_OFFERS:
            return found
        if found.application:
            applications.move(work, found.application, Category.OFFER.value)
        return change.save(replace(found, status=OfferStatus.PENDING))


def _open(offer: Offer) -> Offer:
    if offer.status not in OPEN_OFFERS:
        raise Refused(f"This offer is {offer.status.label.lower()}.", "Open it again first.")
    return offer


def _until(work: Workspace, respond_by: Appointment) -> Appointment:
    zone = respond_by.zone or habits_of(work).zone.key
    made = Appointment(respond_by.wall, zone)
    if known_zone(zone) is None or not respond_by.wall or made.local is None:
        raise Refused("Until when do they wait?", "Write it like 2026-12-01 17:00.")
    return made


def _sensible(work: Workspace, given: dict[str, Any]) -> dict[str, Any]:
    """Read figures as they are meant; what is paid once has no period.

    Raises: Refused, naming the figure that makes no sense.
    """
    fields = Offer.noun.by_name
    for name in ("culture", "growth", "balance"):
        if given.get(name) is not None and given[name] not in _TEN:
            raise Refused(f"{fields[name].label}: from 1 to 10.", "Ten is the best you can imagine.")
    for name in ("vesting_years", "cost_of_living", "hours_per_week", "payments_per_year"):
        if given.get(name) is not None and given[name] <= 0:
            raise Refused(f"{fields[name].label} is more than nothing.", "Leave it empty when it was not said.")
    made = dict(given)
    for name in _ONCE:
        if isinstance(made.get(name), Money) and made[name].currency:
            made[name] = replace(made[name], period="once")
    if isinstance(made.get("respond_by"), Appointment) and made["respond_by"].wall:
        made["respond_by"] = _until(work, made["respond_by"])
    return made
