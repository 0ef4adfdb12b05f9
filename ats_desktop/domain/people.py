"""People met on the way, and what was said."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from ats_desktop.domain.companies import Company
from ats_desktop.domain.schema import Entity, Id, Text, Words, gathered, label

if TYPE_CHECKING:
    from ats_desktop.domain.applications import Application


class Relationship(Words):
    """How one knows a person."""

    OTHER = "other"
    RECRUITER = "recruiter"
    HIRING_MANAGER = "hiring_manager"
    INTERVIEWER = "interviewer"
    COLLEAGUE = "colleague"
    MANAGER = "manager"
    MENTOR = "mentor"
    ALUMNI = "alumni"
    FRIEND = "friend"


class InteractionKind(Words):
    """How people were in touch."""

    MESSAGE = "message"
    CALL = "call"
    EMAIL = "email"
    MEETING = "meeting"
    LINKEDIN = "linkedin"
    EVENT = "event"
    OTHER = "other"


LINKED = "Noted as contact"  # a name was written down, and nobody spoke with anybody


def last_touch(interactions: "Sequence[Interaction]") -> datetime | None:
    """Say when two people were last in touch."""
    return max((each.at for each in interactions if each.at and each.summary != LINKED), default=None)


class Contact(Entity, table="contacts", stream="contacts", sectioned=("contacts", "private")):
    """A person; nobody but the candidate sees contacts unless she grants it."""

    name: str = label("Name")
    section: str = label("Section", help="contacts or private; fixed at birth", default="contacts")
    first_name: str = ""
    last_name: str = ""
    title: str = ""
    company: Id[Company] = label("Company record", default=Id(""))
    company_name: str = label("Company", default="")
    emails: tuple[str, ...] = label("E-mail", default=())
    phones: tuple[str, ...] = label("Phone", default=())
    linkedin_url: str = label("LinkedIn", default="")
    location: str = ""
    relationship: Relationship = Relationship.OTHER
    strength: int | None = label("How close, 0-10", default=None)
    connected_on: date | None = None
    next_touch_on: date | None = label("Write again on", default=None, indexed=True)
    birthday: str = ""
    interests: tuple[str, ...] = ()
    how_met: str = ""
    notes: Text = Text()
    tags: tuple[str, ...] = ()
    came_from: str = label("Came from", default="user", automatic=True)
    last_touch_at: datetime | None = gathered("interactions", by="contact", fold=last_touch, default=None)


class Interaction(Entity, table="interactions", stream="contacts"):
    """One time two people were in touch."""

    contact: Id[Contact] = label("With", default=Id(""))
    application: Id["Application"] = label("About", default=Id(""))
    kind: InteractionKind = InteractionKind.MESSAGE
    at: datetime | None = label("When", default=None)
    minutes: int | None = None
    inbound: bool = label("They wrote to me", default=False)
    summary: Text = Text()
    follow_up: bool = label("Needs an answer", default=False)

    def __str__(self) -> str:
        return self.summary.split("\n")[0][:80] or self.kind.label
