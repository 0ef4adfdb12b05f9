"""What happened, and how well it goes: counted from changes and stage events, never written by anybody.

Why:    a figure that is kept can contradict what it counts; so these are questions that look like rows,
        listed and inspected as any noun is.  They count as domain.md A.9 says: who ever reached a stage,
        of those who applied in that month.
Source: seed, "UserActivity" and "PerformanceMetric"; domain.md A.7, A.9.
"""

from datetime import datetime

from ats_desktop.domain.schema import Entity, label


class UserActivity(Entity, table="user_activities", stream="private", scope="counted"):
    """Something that was done: here, elsewhere, or to an application."""

    what: str = label("What", default="")
    at: datetime | None = label("When", default=None)
    where: str = label("Where", help="here, elsewhere or stage", default="")
    who: str = label("Who", help="A member, where somebody else did it", default="")
    about: str = label("On", help="Table and id of the row", default="")


class PerformanceMetric(Entity, table="performance_metrics", stream="private", scope="counted"):
    """One figure of one month: of those who applied in it, how many ever came so far."""

    name: str = label("Figure", default="")
    month: str = label("Month", default="")
    value: float | None = label("Value", help="A number, or a share in percent", default=None)
    cases: int | None = label("Of how many", default=None)
    definition: str = label("Counted as in version", default="")

    def __str__(self) -> str:
        return f"{self.name} {self.month}".strip() or "Figure"
