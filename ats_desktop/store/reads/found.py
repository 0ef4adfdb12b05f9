"""What rows that were found are called, what each belongs to, and where the words stand in it.

Why:    lists of what was found show a line a row, of any noun.  Most of them are jobs: of those only what is shown
        is read, for to decode all forty fields of a row takes longer than to find it.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, Protocol

from ats_desktop.domain.applications import DEFAULT_STAGES, Application
from ats_desktop.domain.catalog import BY_CLASS, BY_TABLE
from ats_desktop.domain.jobs import JobOpportunity, called
from ats_desktop.domain.people import Contact
from ats_desktop.domain.schema import Entity, Noun
from ats_desktop.domain.seeking import holds, marks
from ats_desktop.store import reading

_LINES, _CUT = 80, 40  # letters of a snippet, and of those before the word
_TEXTS = frozenset({"text", "long text", "list", "address"})
_JOBS = JobOpportunity.noun.table
_ASKED = """select j.slot, j.id, j.title, j.company_name, a.stage from json_each(?)
cross join job_opportunities j on j.slot = value left join applications a on a.job = j.id order by a.slot"""
_CALLED = "select coalesce(title, ''), coalesce(company_name, '') from job_opportunities where id = ?"
_USUAL = {stage.key: stage.name for stage in DEFAULT_STAGES}


class Rows(Protocol):
    """Whatever answers SQL."""

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Answer a question."""


class Key(NamedTuple):
    """Where a row is: its table and its number there."""

    table: str
    slot: int


class Found(NamedTuple):
    """One row as a list of what was found shows it."""

    table: str
    id: str
    title: str
    note: str = ""  # what it belongs to
    snippet: str = ""  # where the words stand, when neither title nor note has them


def hits(work: Rows, wanted: Sequence[Key], words: str = "") -> list[Found]:
    """Read the rows found, in order, each with what it is called and what it belongs to."""
    read = Names(work, words).read(wanted)
    return [read[key] for key in wanted if key in read]


def stage_names(work: Rows) -> dict[str, str]:
    """Name every stage: as she calls it, else as it is called by itself."""
    own = dict(work.rows("select key, name from stages where coalesce(name, '') != ''"))
    return _USUAL | own


class Names:
    """Says what rows are called and where the words stand, and asks for each row they belong to once."""

    def __init__(self, work: Rows, words: str) -> None:
        self._work, self._words = work, words
        self._holds = holds(words)
        self._known: dict[tuple[str, str], str] = {}
        self._stages = stage_names(work)
        self._stands: dict[str, str | None] = {}  # the stage of a job, by its id

    def jobs(self, lines: Iterable[Sequence[Any]]) -> dict[int, Found | None]:
        """Name jobs (number, id, title, company, stage), each whose name says why it was found; of the rest, None."""
        held, stages, asked = self._holds, self._stages, bool(self._words)
        found: dict[int, Found | None] = {}
        for number, row, title, company, stage in lines:
            name = called(title or "", company or "")
            plain = row and (held(name) or not asked)
            found[number] = Found(_JOBS, row, name, stages.get(stage) or _worded(stage)) if plain else None
        return found

    def read(self, keys: Iterable[Key]) -> dict[Key, Found]:
        """Read rows of any noun."""
        slots: dict[str, list[int]] = {}
        for table, slot in keys:
            slots.setdefault(table, []).append(slot)
        found = self._jobs(slots.pop(_JOBS)) if _JOBS in slots else {}
        for table, some in slots.items():
            found |= self._whole(BY_TABLE[table], some)
        return found

    def _jobs(self, slots: Sequence[int]) -> dict[Key, Found]:
        """Read what jobs are called; of those whose name does not say why they were found, all."""
        lines = self._work.rows(_ASKED, json.dumps(slots))  # of two applications, the last has the word
        named = self.jobs(lines)
        found = {Key(_JOBS, slot): line for slot, line in named.items() if line}
        if len(found) == len(named):
            return found
        self._stands = {row: stage for _, row, _, _, stage in lines}
        return found | self._whole(JobOpportunity.noun, [slot for slot, line in named.items() if not line])

    def _whole(self, noun: Noun, slots: Sequence[int]) -> dict[Key, Found]:
        asked = f"select slot, {reading.columns(noun)} from {noun.table} where slot in (select value from json_each(?))"
        rows = self._work.rows(asked, json.dumps(slots))
        return {Key(noun.table, slot): self._line(noun.decode(cells)) for slot, *cells in rows}

    def _line(self, row: Entity) -> Found:
        title, note = self._called(row)
        note = "" if note == title else note
        snippet = "" if self._holds(title) else _snippet(row, self._words, {title, note})
        return Found(row.noun.table, row.id, title, note, snippet)

    def _called(self, row: Entity) -> tuple[str, str]:
        if isinstance(row, JobOpportunity):
            return str(row), self._stage(self._stands.get(row.id))
        if isinstance(row, Application):
            return self._named(JobOpportunity.noun, row.job) or str(row), self._stage(row.stage)
        if isinstance(row, Contact):
            return str(row), _joined(row.title, row.company_name)
        return str(row), self._belongs(row)

    def _stage(self, key: str | None) -> str:
        return self._stages.get(key or "") or _worded(key)

    def _belongs(self, row: Entity) -> str:
        """Name the row that this one is of."""
        for field in row.noun.fields:
            value = str(getattr(row, field.name) or "")
            if field.name == "about" and value.partition(":")[0] in BY_TABLE:
                table, _, one = value.partition(":")
                return self._named(BY_TABLE[table], one)
            if value and field.kind.target in BY_CLASS:
                return self._named(BY_CLASS[field.kind.target], value)
        return ""

    def _named(self, noun: Noun, row: str) -> str:
        if (noun.table, row) not in self._known:
            self._known[noun.table, row] = self._job(row) if noun.table == _JOBS else self._other(noun, row)
        return self._known[noun.table, row]

    def _job(self, row: str) -> str:
        found = self._work.rows(_CALLED, row)
        return called(*found[0]) if found else ""

    def _other(self, noun: Noun, row: str) -> str:
        found = self._work.rows(f"{reading.select(noun)} where id = ?", row)
        read = noun.decode(found[0]) if found else None
        named = self._named(JobOpportunity.noun, read.job) if isinstance(read, Application) else ""
        return named or (str(read) if read is not None else "")


def _worded(key: str | None) -> str:
    """Name a stage that has no name, by its key."""
    return key.replace("_", " ").capitalize() if key else ""


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _snippet(row: Entity, words: str, shown: set[str]) -> str:
    """Cut out the first place of a row that holds one of the words."""
    for field in row.noun.plain if words else ():
        text = str(field.kind.show(getattr(row, field.name))) if field.kind.name in _TEXTS else ""
        if text and text not in shown and (at := marks(text, words)):
            start = max(0, at[0][0] - _CUT)
            return " ".join(text[start : at[0][0] + _LINES].split())
    return ""
