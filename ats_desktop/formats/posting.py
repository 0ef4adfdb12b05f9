"""What a posting says: each field of a job with where in the posting it stood, and what is asked for, point by point.

Shape:  values are *cells*, as the store keeps them, so that a draft comes out of a fenced process as plain JSON.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.schema import Cell

MOST_POINTS = 80
LONGEST_POINT = 600


class Point(NamedTuple):
    """One thing a posting asks for."""

    text: str
    kind: str = "other"  # a RequirementKind
    skill: str = ""
    years: float | None = None
    required: bool = True


@dataclass(frozen=True, slots=True)
class Draft:
    """A job as one posting tells of it."""

    fields: dict[str, Cell] = field(default_factory=dict)  # of a JobOpportunity
    origins: dict[str, str] = field(default_factory=dict)  # the same names: where it stood
    points: tuple[Point, ...] = ()

    def or_else(self, other: "Draft") -> "Draft":
        """Take from another draft what this one does not know."""
        more = {name: cell for name, cell in other.fields.items() if name not in self.fields}
        told = {name: other.origins[name] for name in more}
        return Draft(self.fields | more, self.origins | told, self.points or other.points)

    def to_plain(self) -> dict[str, Any]:
        """Write it as plain values, for the way out of a fenced process."""
        return {"fields": self.fields, "origins": self.origins, "points": [list(point) for point in self.points]}

    @classmethod
    def from_plain(cls, told: Mapping[str, Any]) -> "Draft":
        """Read what `to_plain` wrote."""
        return cls(told["fields"], told["origins"], tuple(Point(*point) for point in told["points"]))


def draft(origin: str, points: Iterable[Point] = (), **values: Any) -> Draft:
    """Make a draft whose fields all stood in one place; what is empty is left out."""
    named = JobOpportunity.noun.by_name
    cells = {name: named[name].kind.encode(value) for name, value in values.items() if value not in (None, "", ())}
    kept: dict[str, Cell] = {name: cell for name, cell in cells.items() if cell is not None}
    return Draft(kept, dict.fromkeys(kept, origin), tuple(points)[:MOST_POINTS])
