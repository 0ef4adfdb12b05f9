"""The statements that write the tables of the workspace file.

Why:    SQLAlchemy Core knows how to write a statement, but executing through it costs
        four times the statement; so each is compiled once to text and run on the
        driver's own cursor.
"""

from collections.abc import Iterable
from functools import cache

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

_DIALECT = sqlite.dialect(paramstyle="qmark")


def _named(table: str, columns: Iterable[str]) -> sa.TableClause:
    return sa.table(table, *map(sa.column, columns))


@cache
def insert_text(table: str, columns: tuple[str, ...]) -> str:
    """Write the statement that inserts a row of these columns, in this order."""
    return str(sa.insert(_named(table, columns)).compile(dialect=_DIALECT))


@cache
def update_text(table: str, columns: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Write the statement that updates these columns of the row whose id comes last, and its order."""
    target = _named(table, ("id", *columns))
    made = sa.update(target).where(target.c.id == sa.bindparam("_id")).values({n: sa.bindparam(n) for n in columns})
    compiled = made.compile(dialect=_DIALECT)
    return str(compiled), tuple(compiled.positiontup or ())


@cache
def delete_text(table: str) -> str:
    """Write the statement that deletes the row of an id."""
    target = _named(table, ("id",))
    return str(sa.delete(target).where(target.c.id == sa.bindparam("_id")).compile(dialect=_DIALECT))
