"""What is asked of any noun: which rows an id's beginning or end names, how many of each, who wrote them and when."""

from dataclasses import dataclass
from typing import Any, Protocol

from ats_desktop.domain.schema import Noun
from ats_desktop.store import reading


class Rows(Protocol):
    """Whatever answers SQL."""

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Answer a question."""


@dataclass(frozen=True, slots=True)
class Written:
    """Who wrote a row first and last, and when: members' ids, UTC text."""

    created_at: str = ""
    created_by: str = ""
    changed_at: str = ""
    changed_by: str = ""


def ids_like(work: Rows, noun: Noun, part: str, *, most: int = 6) -> list[str]:
    """Find the rows whose id is, begins with or ends with `part`; an exact one stands alone."""
    plain = part.replace("!", "!!").replace("%", "!%").replace("_", "!_")
    asked = (
        f"select id from {noun.table} where id = ? or id like ? escape '!' or id like ? escape '!' order by id limit ?"
    )
    found = [str(row) for (row,) in work.rows(asked, part, f"{plain}%", f"%{plain}", most)]
    return [part] if part in found else found


def counted(work: Rows, noun: Noun, by: str, where: reading.Where = ()) -> list[tuple[Any, int]]:
    """Count rows by the cell of one field, the largest heap first.

    Raises: Refused, when a field is none of the noun's.
    """
    text, values = reading.asked(noun, where, "", None)
    column = reading.column_of(noun, by)
    asked = f"select {column}, count(*) from {noun.table}{text} group by {column} order by 2 desc, 1"
    return [(cell, int(count)) for cell, count in work.rows(asked, *values)]


def written(work: Rows, noun: Noun, row: str) -> Written:
    """Say who wrote a row, and when."""
    asked = f"select created_at, created_by, changed_at, changed_by from {noun.table} where id = ?"
    found = work.rows(asked, row)
    return Written(*(str(cell or "") for cell in found[0])) if found else Written()
