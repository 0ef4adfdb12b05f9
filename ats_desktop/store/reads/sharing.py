"""How sharing stands: what waits, what was not accepted, what was kept aside, and what a person should know.

Why:    every window and command asks the file, so that none of it is only a line in a log.
"""

import json
from collections.abc import Container
from dataclasses import dataclass
from typing import Any, Protocol

from ats_desktop.domain.catalog import BY_TABLE


class Rows(Protocol):
    """Whatever answers SQL."""

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Answer a question."""


@dataclass(frozen=True, slots=True)
class NotAccepted:
    """One change the shared place did not accept; it is kept here and can be copied."""

    table: str
    row: str
    field: str
    value: Any
    title: str
    why: str
    at: str


@dataclass(frozen=True, slots=True)
class Version:
    """One value that stands beside what is shown: another version of a text, or what lost to a newer value."""

    table: str
    row: str
    field: str
    value: Any
    stamp: str
    lost: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """All of it in one glance.

    Shape:  troubles: [(title, advice)] of the last round; asks: how many rows the deletion brake
            holds back until a person accepts.
    """

    waiting: int
    refused: int
    aside: int
    troubles: tuple[tuple[str, str], ...]
    asks: int

    @property
    def well(self) -> bool:
        """Say whether there is nothing to look at."""
        return not (self.refused or self.aside or self.troubles or self.asks)


def standing(work: Rows) -> Standing:
    """Gather how sharing stands."""
    told = dict(work.rows("select key, value from sync_control where key in ('troubles', 'asks')"))
    ((waiting, refused, aside),) = work.rows(
        "select (select count(*) from sync_dirty where batch <> -2), (select count(*) from sync_rejected),"
        " (select count(*) from sync_quarantine)"
    )
    troubles = tuple((str(title), str(advice)) for title, advice in json.loads(told.get("troubles") or "[]"))
    return Standing(waiting, refused, aside, troubles, int(told.get("asks") or 0))


def names(work: Rows) -> dict[str, str]:
    """Name who takes part, by member's id, as the last round of sync found them."""
    found = work.rows("select value from sync_control where key = 'people'")
    return dict(json.loads(found[0][0])) if found else {}


def refused(work: Rows, limit: int = 200) -> list[NotAccepted]:
    """List what was not accepted, newest first."""
    asked = "select noun, row, field, value, title, why, at from sync_rejected order by seq desc limit ?"
    return [NotAccepted(*line) for line in work.rows(asked, limit)]


def beside(work: Rows, table: str, row: str) -> list[Version]:
    """List the values that stand beside a row: texts with more than one version, and what was lost."""
    asked = "select field, value, stamp, kind from sync_version where noun = ? and row = ? and kind in ('head', 'lost')"
    found = [line for line in work.rows(f"{asked} order by field, stamp", table, row) if line[0] in _fields(table)]
    heads = [name for name, _, _, kind in found if kind == "head"]
    return [
        Version(table, row, name, value, at, kind == "lost")
        for name, value, at, kind in found
        if kind == "lost" or heads.count(name) > 1
    ]


def _fields(table: str) -> Container[str]:
    return BY_TABLE[table].by_name if table in BY_TABLE else ()
