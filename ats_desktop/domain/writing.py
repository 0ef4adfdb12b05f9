"""What was written with the help of a model: a log kept on this laptop alone.

Why:    what was asked may hold what a coach must not see, so nothing of it travels.
Source: domain.md A.7; rulings 7.
"""

from datetime import datetime

from ats_desktop.domain.schema import Entity, label


class AIGenerationLog(Entity, table="ai_generation_logs", stream="private", scope="local"):
    """One text that a model wrote, and what became of it."""

    content_type: str = label("What", help="resume, cover_letter, email, interview_answer ...", default="")
    provider: str = ""
    model: str = ""
    template: str = label("Template", default="")
    inputs: tuple[str, ...] = label("Made from", help="Ids of the rows", default=())
    output: str = label("Became", help="Noun and id of the row", default="", indexed=True)
    tokens_in: int | None = None
    tokens_out: int | None = None
    milliseconds: int | None = None
    status: str = ""
    error: str = ""
    edited: bool = label("Changed by hand", default=False)
    rating: int | None = label("My rating, 1-5", default=None)
    at: datetime | None = label("When", default=None, indexed=True)
