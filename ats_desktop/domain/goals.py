"""Goals: what the candidate means to reach, and by when."""

from datetime import date, datetime

from ats_desktop.domain.schema import Entity, Text, Words, label


class GoalKind(Words):
    """What is counted; what is custom is counted by hand."""

    CUSTOM = "custom"
    APPLICATIONS = "applications"
    INTERVIEWS = "interviews"
    OFFERS = "offers"
    CONTACTS = "contacts"
    PRACTICE = "practice"
    RESPONSE_RATE = "response_rate"


class GoalStatus(Words):
    """How far a goal is."""

    ACTIVE = "active"
    REACHED = "reached"
    CANCELLED = "cancelled"


class Every(Words):
    """How often a goal begins anew."""

    ONCE = ""
    WEEK = "week"
    MONTH = "month"


class Goal(Entity, table="goals", stream="jobs"):
    """Something to reach in a stretch of time."""

    name: str = label("Goal")
    kind: GoalKind = label("Counts", default=GoalKind.CUSTOM)
    target: float | None = label("How many", help="A share in percent for a response rate", default=None)
    reached: float | None = label("So far", help="For a goal that is counted by hand", default=None)
    starts_on: date | None = label("From", default=None)
    ends_on: date | None = label("Until", default=None, indexed=True)
    repeats: Every = label("Repeats", default=Every.ONCE)
    milestones: tuple[str, ...] = ()
    status: GoalStatus = label("Status", default=GoalStatus.ACTIVE)
    reached_at: datetime | None = label("Reached", default=None)
    notes: Text = Text()
