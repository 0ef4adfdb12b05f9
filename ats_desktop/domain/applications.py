"""Applications: one attempt at one job, and the stages it went through.

Why:    stage events are the only truth.  `Application.stage` is folded from them,
        so a back-dated or retracted event puts everything right by itself.
Source: seed, "Applications: Application, ApplicationStage"; domain.md A.4.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.schema import Entity, Id, Text, Words, gathered, label


class Category(Words):
    """What a stage means, whatever it is called; fixed, so that figures stay comparable."""

    LEAD = "lead"
    APPLIED = "applied"
    SCREENING = "screening"
    ASSESSMENT = "assessment"
    INTERVIEWING = "interviewing"
    OFFER = "offer"
    WON = "won"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    NO_RESPONSE = "no_response"
    CLOSED_OTHER = "closed_other"


_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
CLOSED = frozenset({Category.WON, Category.REJECTED, Category.WITHDRAWN, Category.NO_RESPONSE, Category.CLOSED_OTHER})
REACH = {
    Category.LEAD: 0,
    Category.APPLIED: 1,
    Category.SCREENING: 2,
    Category.ASSESSMENT: 2,
    Category.INTERVIEWING: 3,
    Category.OFFER: 4,
    Category.WON: 5,
}


class Actor(Words):
    """Who or what moved an application."""

    USER = "user"
    COACH = "coach"
    AUTOMATION = "automation"
    EMAIL = "email"
    IMPORT = "import"


class Method(Words):
    """How an application was sent."""

    UNSAID = ""
    ONLINE_FORM = "online_form"
    EMAIL = "email"
    REFERRAL = "referral"
    RECRUITER = "recruiter"
    DIRECT_CONTACT = "direct_contact"
    IN_PERSON = "in_person"
    OTHER = "other"


class Stage(Entity, table="stages", stream="jobs", key=("key",)):
    """A column of the board: her own word for one of the fixed categories."""

    key: str = label("Key")
    name: str = label("Name", default="")
    category: Category = label("Means", default=Category.LEAD)
    position: str = label("Order", default="")
    color: str = ""
    hidden: bool = False

    def __str__(self) -> str:
        return self.name or self.key or "Stage"


# Default stages exist without rows; their keys are the categories.
DEFAULT_STAGES: tuple[Stage, ...] = tuple(
    Stage(key=category.value, name=name, category=category, position=f"{chr(ord('b') + at)}")
    for at, (category, name) in enumerate(
        (
            (Category.LEAD, "Interested"),
            (Category.APPLIED, "Applied"),
            (Category.SCREENING, "Phone screen"),
            (Category.ASSESSMENT, "Assessment"),
            (Category.INTERVIEWING, "Interview"),
            (Category.OFFER, "Offer"),
            (Category.WON, "Accepted"),
            (Category.REJECTED, "Rejected"),
            (Category.WITHDRAWN, "Withdrawn"),
            (Category.NO_RESPONSE, "No response"),
            (Category.CLOSED_OTHER, "Closed"),
        )
    )
)


class ApplicationStage(Entity, table="application_stages", stream="jobs"):
    """An application came to a stage: appended, never edited but to retract it."""

    application: Id["Application"] = label("Application")
    to: str = label("Stage", default=Category.LEAD.value)
    occurred_at: datetime | None = label("When it happened", default=None, indexed=True)
    recorded_at: datetime | None = label("When it was noted", default=None)
    actor: Actor = Actor.USER
    note: str = ""
    retracted: bool = False

    def __str__(self) -> str:
        return f"to {self.to.replace('_', ' ')}"


def in_order(events: Iterable[ApplicationStage]) -> list[ApplicationStage]:
    """Order the events that stand by when they happened, then by when they were noted.

    The lead it was added with comes first: who notes today what she sent last week found the job before that.
    """
    standing = [event for event in events if not event.retracted]
    if len(standing) < 2:  # noqa: PLR2004 - one or none is in order
        return standing
    standing.sort(key=lambda e: (e.occurred_at or _LONG_AGO, e.recorded_at or _LONG_AGO, e.id))
    first = min(standing, key=lambda e: e.recorded_at or _LONG_AGO)
    if first.to == Category.LEAD and first is not standing[0]:
        standing.remove(first)
        standing.insert(0, first)
    return standing


def stage_of(events: Sequence[ApplicationStage]) -> str:
    """Say where an application stands: the last event that was not retracted."""
    standing = in_order(events)
    return standing[-1].to if standing else Category.LEAD.value


def applied_at(events: Sequence[ApplicationStage]) -> datetime | None:
    """Say when it was first sent: the first event beyond the lead stage that is no mere closing.

    Nobody takes back what was sent, so a move back to lead says that what came before it was a slip.
    """
    standing = in_order(events)
    slips = [at for at, event in enumerate(standing) if Category(event.to) is Category.LEAD]
    sent = (e for e in standing[slips[-1] if slips else 0 :] if REACH.get(Category(e.to), 0) >= 1)
    return next((event.occurred_at for event in sent), None)


def since(events: Sequence[ApplicationStage]) -> datetime | None:
    """Say since when it stands where it stands."""
    standing = in_order(events)
    return standing[-1].occurred_at if standing else None


def category_of(stage: str, stages: Iterable[Stage] = ()) -> Category:
    """Say what a stage's key means; a default key is its own category."""
    return next((own.category for own in stages if own.key == stage), Category(stage))


class Application(Entity, table="applications", stream="jobs"):
    """One attempt at one job; a second attempt is a second row."""

    job: Id[JobOpportunity] = label("Job")
    method: Method = label("How", default=Method.UNSAID)
    channel: str = label("Through", default="")
    confirmation: str = label("Confirmation number", default="")
    close_reason: str = label("Why it ended", default="")
    next_action: str = ""
    next_action_at: datetime | None = None
    notes: Text = label("Notes", default=Text())
    tags: tuple[str, ...] = ()
    pinned: bool = False
    position: str = label("Order on the board", default="", automatic=True)
    came_from: str = label("Came from", default="user", automatic=True)
    stage: str = gathered("application_stages", by="application", fold=stage_of, default=Category.LEAD.value)
    stage_since: datetime | None = gathered("application_stages", by="application", fold=since, default=None)
    applied_at: datetime | None = gathered("application_stages", by="application", fold=applied_at, default=None)
