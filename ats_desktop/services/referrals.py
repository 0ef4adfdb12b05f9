"""Referrals: thought of, asked for, answered, handed in, thanked for; and references, agreed and named."""

from dataclasses import replace
from datetime import date
from typing import Any

from ats_desktop.domain.applications import Application
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.people import Contact, InteractionKind
from ats_desktop.domain.referrals import Permission, Reference, Referral, ReferralStatus
from ats_desktop.domain.referring import ANSWERED, STEPS, WAITING, ask_again_on, ask_on
from ats_desktop.domain.reminders import local_day
from ats_desktop.domain.schema import Id, Text
from ats_desktop.domain.warmth import standing
from ats_desktop.errors import Refused
from ats_desktop.services import people
from ats_desktop.services.reach import keep_within
from ats_desktop.services.reminders import habits_of
from ats_desktop.store.command import command
from ats_desktop.store.workspace import Workspace

_ASKED, _THANKED = "Asked for a referral", "Thanked for the referral"


@command("Think of a referral")
def propose(
    work: Workspace,
    contact: Id[Contact],
    *,
    application: Id[Application] = Id(""),  # noqa: B008 - an empty id is a constant
    request: str = "",
) -> Referral:
    """Note that somebody may put in a word, and when to ask: by when they last spoke, and by the deadline.

    Raises: NotFound, when the person or the application is not here.
    """
    with work.change("Think of a referral") as change:
        person = change.get(Contact, contact)
        job = change.find(JobOpportunity, change.get(Application, application).job) if application else None
        days = standing(person.strength, person.last_touch_at, change.now).days
        made = Referral(
            contact=contact,
            application=application,
            job=job.id if job else Id(""),
            request=Text(request.strip()),
            follow_up_on=ask_on(days, job.deadline_on if job else None, _today(work)),
        )
        return change.save(keep_within(work, made))


@command("Take a referral a step on")
def step(work: Workspace, referral: Id[Referral], to: ReferralStatus) -> Referral:
    """Note how far a referral is; asking is noted with the person too, and sets the day to ask again.

    Raises: Refused, for a step that cannot follow.
    """
    with work.change(f"Referral {to.label.lower()}") as change:
        was = change.get(Referral, referral)
        if to not in STEPS.get(was.status, ()):
            may = ", ".join(one.label.lower() for one in STEPS.get(was.status, ())) or "nothing more"
            raise Refused(f"After “{was.status.label.lower()}” that cannot follow.", f"What may follow: {may}.")
        person = change.find(Contact, was.contact)
        values: dict[str, Any] = {"status": to}
        if to == ReferralStatus.REQUESTED:
            values["requested_at"] = change.now
            values["follow_up_on"] = ask_again_on(_today(work), person.strength if person else None)
            if person:
                people.note(work, person.id, was.request or _ASKED, application=was.application)
        elif to not in WAITING:
            values["follow_up_on"] = None
        if to in ANSWERED:
            values["responded_at"] = was.responded_at or change.now
        if to == ReferralStatus.SUBMITTED:
            values["submitted_at"] = change.now
        return change.save(replace(was, **values), was=was)


@command("Thank for a referral")
def thank(work: Workspace, referral: Id[Referral]) -> Referral:
    """Note that she said thank you; with the person too."""
    with work.change("Thank for a referral") as change:
        was = change.get(Referral, referral)
        if change.find(Contact, was.contact):
            people.note(work, was.contact, _THANKED, application=was.application, kind=InteractionKind.MESSAGE)
        return change.save(replace(was, thanked_at=change.now), was=was)


@command("Ask for a reference")
def add_reference(work: Workspace, contact: Id[Contact], *, relationship: str = "") -> Reference:
    """Note that somebody may be named as a reference, once she has agreed.

    Raises: NotFound, when the person is not here.
    """
    with work.change("Ask for a reference") as change:
        person = change.get(Contact, contact)
        said = relationship or (person.relationship.label if person.relationship else "")
        return change.save(keep_within(work, Reference(contact=contact, name=person.name, relationship=said)))


@command("Note that a reference agreed")
def agree(work: Workspace, reference: Id[Reference]) -> Reference:
    """Note that somebody agreed to be named, today."""
    with work.change("Reference agreed") as change:
        was = change.get(Reference, reference)
        return change.save(replace(was, permission=Permission.AVAILABLE, permission_on=_today(work)), was=was)


@command("Note that a reference was named")
def name(work: Workspace, reference: Id[Reference]) -> Reference:
    """Note that somebody was named to an employer, today.

    Raises: Refused, when she did not agree.
    """
    with work.change("Reference named") as change:
        was = change.get(Reference, reference)
        if was.permission in {Permission.PENDING, Permission.UNAVAILABLE}:
            raise Refused("This person did not agree to be named.", "Ask first, and note it here.")
        return change.save(replace(was, last_used_on=_today(work)), was=was)


def _today(work: Workspace) -> date:
    return local_day(work.now(), habits_of(work).zone)
