"""Referrals and references: people who put in a word."""

from datetime import date, datetime

from ats_desktop.domain.applications import Application
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.people import Contact
from ats_desktop.domain.schema import Entity, Id, Text, Words, label


class ReferralStatus(Words):
    """How far a referral is."""

    POTENTIAL = "potential"
    DRAFTED = "drafted"
    REQUESTED = "requested"
    ACCEPTED = "accepted"
    SUBMITTED = "submitted"
    DECLINED = "declined"
    NO_RESPONSE = "no_response"
    USED = "used"
    WITHDRAWN = "withdrawn"


class ReferralOutcome(Words):
    """What a referral led to."""

    PENDING = "pending"
    NO_IMPACT = "no_impact"
    LED_TO_INTERVIEW = "led_to_interview"
    LED_TO_OFFER = "led_to_offer"
    LED_TO_HIRE = "led_to_hire"


class Permission(Words):
    """Whether somebody agreed to be named."""

    PENDING = "pending_permission"
    AVAILABLE = "available"
    LIMITED = "limited"
    UNAVAILABLE = "unavailable"


class Referral(Entity, table="referrals", stream="contacts"):
    """Somebody inside who is asked to speak for the candidate."""

    contact: Id[Contact] = label("Who", default=Id(""))
    job: Id[JobOpportunity] = label("Job", default=Id(""))
    application: Id[Application] = label("Application", default=Id(""))
    status: ReferralStatus = label("Status", default=ReferralStatus.POTENTIAL, indexed=True)
    request: Text = label("What I ask", default=Text())
    requested_at: datetime | None = label("Asked", default=None)
    follow_up_on: date | None = label("Ask again on", default=None, indexed=True)
    responded_at: datetime | None = label("Answered", default=None)
    submitted_at: datetime | None = label("Handed in", default=None)
    outcome: ReferralOutcome = label("What it led to", default=ReferralOutcome.PENDING)
    thanked_at: datetime | None = label("Thanked", default=None)
    notes: Text = Text()

    def __str__(self) -> str:
        return self.request.split("\n")[0][:80] or f"Referral, {self.status.label.lower()}"


class Reference(Entity, table="candidate_references", stream="contacts"):
    """Somebody who may be asked about the candidate (“references” alone is a word of SQL)."""

    contact: Id[Contact] = label("Who", default=Id(""))
    name: str = label("Name", help="As it goes on the list", default="")
    relationship: str = label("How we worked together", default="")
    permission: Permission = label("Agreed", default=Permission.PENDING)
    permission_on: date | None = label("Agreed on", default=None)
    best_for: tuple[str, ...] = label("Good for", default=())
    talking_points: tuple[str, ...] = ()
    last_used_on: date | None = label("Last named", default=None)
    notes: Text = Text()
