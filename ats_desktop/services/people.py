"""People: met, linked to an application, and spoken with."""

from dataclasses import replace
from datetime import date, datetime

from ats_desktop.domain.applications import Application
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.people import LINKED, Contact, Interaction, InteractionKind, Relationship
from ats_desktop.domain.schema import Id, Text
from ats_desktop.errors import Refused
from ats_desktop.services.reach import keep_within
from ats_desktop.store.command import command
from ats_desktop.store.workspace import Workspace


@command("Link a person")
def link(
    work: Workspace, application: Id[Application], name: str, *, relationship: Relationship = Relationship.OTHER
) -> Contact:
    """Name the person to turn to for an application; one who is known by that name already is taken.

    Raises: Refused, without a name.
    """
    if not name.strip():
        raise Refused("A person needs a name.", "Write it as you would say it.")
    with work.change("Link a person") as change:
        job = change.find(JobOpportunity, change.get(Application, application).job)
        company = job.company_name if job else ""
        person = known(work, name, company) or change.save(
            Contact(name=name.strip(), company_name=company, relationship=relationship)
        )
        touch = Interaction(
            contact=person.id,
            application=application,
            kind=InteractionKind.OTHER,
            at=change.now,
            summary=Text(LINKED),
        )
        change.save(keep_within(work, touch))
        return person


def known(work: Workspace, name: str, company: str = "") -> Contact | None:
    """Find a person by name, one at this company before others."""
    same = work.all(Contact, {"name": name.strip()}, limit=50)
    return next((one for one in same if one.company_name == company), next(iter(same), None))


@command("Note a contact")
def note(
    work: Workspace,
    contact: Id[Contact],
    summary: str,
    *,
    application: Id[Application] = Id(""),  # noqa: B008 - an empty id is a constant
    kind: InteractionKind = InteractionKind.MESSAGE,
    at: datetime | None = None,
    inbound: bool = False,
) -> Interaction:
    """Note one time people were in touch.

    Raises: Refused, for a time to come, and where those may read it who may not see the person.
    """
    with work.change("Note a contact") as change:
        if at and at > change.now:
            raise Refused("That time is still to come.", "Note what has happened; plan the rest as a task.")
        person = change.find(Contact, contact)
        when = at or change.now
        if person and person.next_touch_on and person.next_touch_on <= when.date():  # which is done by this
            change.save(replace(person, next_touch_on=None), was=person)
        said = Interaction(
            contact=contact,
            application=application,
            kind=kind,
            at=when,
            summary=Text(summary.strip()),
            inbound=inbound,
        )
        return change.save(keep_within(work, said))


@command("Write again on")
def write_again(work: Workspace, contact: Id[Contact], on: date | None) -> Contact:
    """Say on which day to write to somebody again; no day takes that off."""
    with work.change("Write again") as change:
        was = change.get(Contact, contact)
        return change.save(replace(was, next_touch_on=on), was=was)
