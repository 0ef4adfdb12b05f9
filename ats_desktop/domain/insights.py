"""Patterns and the market: rows that can be entered, imported and inspected.

Why:    what finds patterns and reads markets comes in a later version; nothing here is made up by the program.
"""

from datetime import date, datetime

from ats_desktop.domain.schema import Entity, Text, label
from ats_desktop.domain.values import Money


class SuccessPattern(Entity, table="success_patterns", stream="private"):
    """Something that seems to work, with how often it was seen."""

    name: str = label("Pattern")
    value: str = label("When", help="referred; résumé B; applied within 3 days", default="")
    rate: float | None = label("Share that succeeded, %", default=None)
    seen: int | None = label("Cases", default=None)
    low: float | None = label("At least, %", default=None)
    high: float | None = label("At most, %", default=None)
    baseline: float | None = label("Without it, %", default=None)
    insight: Text = label("What it says", default=Text())
    computed_at: datetime | None = label("Reckoned", default=None)


class MarketIntelligence(Entity, table="market_intelligence", stream="salary"):
    """What a position pays in a place, as a source says."""

    title: str = label("Position")
    location: str = ""
    level: str = ""
    industry: str = ""
    low: Money = label("A quarter earns less than", default=Money())
    median: Money = label("Half earn less than", default=Money())
    high: Money = label("A quarter earns more than", default=Money())
    cases: int | None = label("Cases", default=None)
    source: str = label("Where it comes from", default="")
    as_of: date | None = label("As of", default=None, indexed=True)
    notes: Text = Text()
