"""What a search finds: rows of every noun by their words, narrowed by stage, company, due day, tag and kind.

Why:    what can be narrowed follows from how a noun is declared: a row with an application has its stage and
        its company, a row with a day has a due day.  So a new noun is found like the others.
        Bounded whatever is typed: the best of the newest 2,000 (rulings 17), as numbers; rows are read by the page.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache
from typing import Any, Protocol

from ats_desktop.domain.applications import CLOSED, Application
from ats_desktop.domain.catalog import BY_TABLE, NOUNS
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.schema import Noun, moment_cell
from ats_desktop.domain.seeking import Asked
from ats_desktop.store.reads.found import Found, Key, Names, hits, stage_names
from ats_desktop.store.search import NEWEST, query

SHIFT = 40  # a key of the index: the noun's number, then the row's
EACH, TURNS = 200, 3  # rows of other nouns, where a common word fills the newest 2,000 with one's; questions for them
LATEST = 500  # of one noun, where no word was typed
# Kept by the program for itself; found when asked for by kind.
QUIET = frozenset(
    {
        *("settings", "stages", "application_stages", "taggings", "reminder_deliveries", "notifications"),
        *("ai_generation_logs", "question_practices", "company_aliases", "document_versions", "attachments"),
    }
)
_LOUD = frozenset(BY_TABLE) - QUIET
_MEANT = {"people": "contacts", "person": "contacts", "jobs": "job_opportunities", "job": "job_opportunities"}
_DUE = (
    *("deadline_on", "due_on", "due_at", "respond_at", "follow_up_on", "next_touch_on", "ends_on", "starts_at"),
    "next_action_at",
)
_STILL = {
    "tasks": "coalesce(t.status, '') not in ('done', 'cancelled')",
    "job_opportunities": "t.archived_at is null",
    "reminders": "t.done_at is null",
    "goals": "t.reached_at is null",
}
_STAND = "select a.id from applications a where a.stage in (select value from json_each(?))"
_JOBS_STAND = """select a.job from applications a where a.stage in (select value from json_each(?))
 and not exists (select 1 from applications b where b.job = a.job and b.slot > a.slot)"""
_JOBS_THERE = "select j.id from job_opportunities j where {like}"
_THERE = "select a.id from applications a join job_opportunities j on j.id = a.job where {like}"
# Limits are written into the statement: SQLite plans anew whenever one is bound to it.
# Rank and place as Python puts pairs in order by itself: the best first, of equals the newest.
_INNER = f"""select bm25(search_words), -rowid from search_words where search_words match ? and {{}}
 order by rowid desc limit {NEWEST:d}"""
# The best alone are put in order by the file: to take two thousand in would cost as much as to rank them.
_BEST = f"""select at, j.id, j.title, j.company_name,
  (select a.stage from applications a where a.job = j.id order by a.slot desc limit 1)
from (select rowid as at, bm25(search_words) as worth from search_words
  where search_words match ? order by rowid desc limit {NEWEST:d})
left join job_opportunities j on j.slot = at & {(1 << SHIFT) - 1:d}
  and at >> {SHIFT:d} = (select number from search_noun where noun = '{JobOpportunity.noun.table}')
order by worth, at desc limit %d"""
# Without a rank: to rank, the index counts a word through all rows, anew for each question.
_NEWEST = (
    f"select rowid from search_words where search_words match ? and rowid < {{:d}} order by rowid desc limit {EACH:d}"
)
_SLOT = (1 << SHIFT) - 1


class Rows(Protocol):
    """Whatever answers SQL, and indexes what was written a moment ago."""

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Answer a question."""

    def catch_up(self) -> None:
        """Index what waits, if that can be done at once."""


def keys(work: Rows, asked: Asked, zone: tzinfo | None = None) -> list[Key]:
    """Give where the best rows are, the best first; at most some thousands."""
    if not asked:
        return []
    if asked.stage:
        asked = replace(asked, stage=stage_keys(stage_names(work), asked.stage) or ("",))  # "" is no stage
    tables = kinds(asked.kind) if asked.kind else _LOUD
    if not query(asked.words):
        return [] if asked.words else _narrowed(work, asked, tables, zone)
    ranked = _ranked(work, asked.words, tables)
    if not replace(asked, kind=()).narrowed:
        return ranked
    kept: set[Key] = set()
    for table in {key.table for key in ranked}:
        slots = json.dumps([key.slot for key in ranked if key.table == table])
        kept |= set(_meeting(work, BY_TABLE[table], asked, zone, slots))
    return [key for key in ranked if key in kept]


def best(work: Rows, asked: Asked, most: int, zone: tzinfo | None = None) -> list[Found]:
    """Give the best rows as a list shows them; to plain words one question answers, where all of these are jobs."""
    sought = "" if asked.narrowed else query(asked.words)
    if not sought:
        return hits(work, keys(work, asked, zone)[:most], asked.words)
    work.catch_up()
    names = Names(work, asked.words)
    found = names.jobs(work.rows(_BEST % most, sought))
    if others := [at for at, line in found.items() if line is None]:
        tables = dict(work.rows("select number, noun from search_noun"))
        where = {at: Key(tables[at >> SHIFT], at & _SLOT) for at in others}
        if not QUIET.isdisjoint(key.table for key in where.values()):
            return hits(work, keys(work, asked, zone)[:most], asked.words)
        read = names.read(where.values())
        found |= {at: read.get(key) for at, key in where.items()}
    return [line for line in found.values() if line]


def recent(work: Rows, limit: int = 6) -> list[Key]:
    """Give the jobs added last, for whoever has opened nothing yet."""
    asked = "select slot from job_opportunities where archived_at is null order by slot desc limit ?"
    return [Key(JobOpportunity.noun.table, slot) for (slot,) in work.rows(asked, limit)]


def meeting(work: Rows, noun: Noun, asked: Asked) -> tuple[str, list[object]]:
    """Write the condition that a row of a noun, named `t`, meets the operators; words are no part of it."""
    if asked.stage:
        asked = replace(asked, stage=stage_keys(stage_names(work), asked.stage) or ("",))
    where, values = _where(noun, asked, None) or ("0", [])
    return where or "1", values


def places(work: Rows, named: Iterable[tuple[str, str]]) -> list[Key]:
    """Give where rows are by table and id; those that are gone are left out."""
    found = []
    for table, row in named:
        if table in BY_TABLE and (slots := work.rows(f"select slot from {table} where id = ?", row)):
            found.append(Key(table, slots[0][0]))
    return found


def kinds(words: Iterable[str]) -> frozenset[str]:
    """Find the tables that words mean: "people", "jobs", "interview".

    >>> sorted(kinds(["people", "offer"]))
    ['contacts', 'offers']
    """
    found: set[str] = set()
    for typed in words:
        word = typed.casefold().replace("-", "_")
        meant = _MEANT.get(word)
        found |= {meant} if meant else {t for t in BY_TABLE if any(part.startswith(word) for part in t.split("_"))}
    return frozenset(found)


def stage_keys(names: Mapping[str, str], typed: Iterable[str]) -> tuple[str, ...]:
    """Find the stages that words mean, by the beginning of a key or a name; "open" and "closed" mean many.

    >>> stage_keys({"interviewing": "Interview", "offer": "Offer"}, ["int"])
    ('interviewing',)
    """
    found: list[str] = []
    for word in (one.casefold() for one in typed):
        if word in {"open", "closed"}:
            found += [key for key in names if (key in CLOSED) == (word == "closed")]
        else:
            begins = (word, word.replace(" ", "_"))
            found += [
                key for key, name in names.items() if key.startswith(begins) or name.casefold().startswith(begins)
            ]
    return tuple(dict.fromkeys(found))


# --- by words -------------------------------------------------------------------------------------


def _ranked(work: Rows, words: str, tables: frozenset[str]) -> list[Key]:
    """Rank the newest rows that hold every word; where one noun alone fills them, the others have a share."""
    work.catch_up()
    known = work.rows("select number, noun, upto from search_noun")
    wanted = {number: table for number, table, _ in known if table in tables}
    sought = query(words)
    found = work.rows(_INNER.format(_within(list(wanted))), sought)
    if len(found) == NEWEST:
        filled = {number for number, _, upto in known if upto and number in wanted}
        found += [(0.0, -at) for at in _below(work, sought, -found[-1][1] >> SHIFT, filled)]  # worth least
    found.sort()
    return [Key(wanted[-at >> SHIFT], -at & _SLOT) for _, at in found if -at >> SHIFT in wanted]


def _within(numbers: list[int]) -> str:
    """Write the condition that a row of the index is of one of these nouns."""
    if len(numbers) == 1:  # of one alone, the index passes over all others
        return f"rowid between {numbers[0] << SHIFT:d} and {(numbers[0] + 1) << SHIFT:d}"
    return f"rowid >> {SHIFT:d} in ({','.join(map(str, numbers))})"


def _below(work: Rows, sought: str, lowest: int, filled: set[int]) -> list[int]:
    """Find the newest rows of the nouns that come after the one which took all the room.

    Why:    each question walks through all the places of a common word, so it is asked once for many nouns.
    """
    found: list[int] = []
    for _ in range(TURNS):
        if not any(number < lowest for number in filled):
            break
        lines = [rowid for (rowid,) in work.rows(_NEWEST.format(lowest << SHIFT), sought)]
        found += lines
        if len(lines) < EACH:
            break
        lowest = lines[-1] >> SHIFT
    return found


# --- by what it is declared with ------------------------------------------------------------------


def _narrowed(work: Rows, asked: Asked, tables: frozenset[str], zone: tzinfo | None) -> list[Key]:
    """Find what meets the operators alone: the soonest first where a day is asked for, else the newest."""
    found: list[tuple[str, Key]] = []
    for row in NOUNS:
        table = row.noun.table
        twice = table == Application.noun.table and not asked.kind  # its job is found already
        if table in tables and not twice:
            found += _dated(work, row.noun, asked, zone)
    if asked.due:
        found.sort(key=lambda pair: pair[0])
    return [key for _, key in found]


def _dated(work: Rows, noun: Noun, asked: Asked, zone: tzinfo | None) -> list[tuple[str, Key]]:
    where = _where(noun, asked, zone)
    if where is None:
        return []
    day = f"t.{_due_of(noun)}" if asked.due else "''"
    order = f"{day}, t.slot desc" if asked.due else "t.slot desc"
    sql = f"select {day}, t.slot from {noun.table} t where {where[0] or '1'} order by {order} limit {LATEST:d}"
    return [(due, Key(noun.table, slot)) for due, slot in work.rows(sql, *where[1])]


def _meeting(work: Rows, noun: Noun, asked: Asked, zone: tzinfo | None, slots: str) -> list[Key]:
    where = _where(noun, asked, zone)
    if where is None:
        return []
    sql = f"select t.slot from {noun.table} t where t.slot in (select value from json_each(?)) and {where[0]}"
    return [Key(noun.table, slot) for (slot,) in work.rows(sql, slots, *where[1])]


def _where(noun: Noun, asked: Asked, zone: tzinfo | None) -> tuple[str, list[object]] | None:
    """Write the condition for a noun; None when it can have no answer to one of the operators."""
    parts: list[str] = []
    values: list[object] = []
    if asked.company:
        part = _company(noun, len(asked.company))
        parts.append(part)
        values += [f"%{one}%" for one in asked.company] if part else []
    if asked.stage:
        parts.append(_stage(noun))
        values.append(json.dumps(asked.stage))
    if asked.tag:
        like = " or ".join("value like ?" for _ in asked.tag)
        parts.append(f"exists (select 1 from json_each(t.tags) where {like})" if "tags" in noun.by_name else "")
        values += [f"{one}%" for one in asked.tag]
    if asked.source:
        like = " or ".join("t.source like ?" for _ in asked.source)
        parts.append(like if "source" in noun.by_name else "")
        values += [f"{one}%" for one in asked.source]
    if asked.due:
        column = _due_of(noun)
        parts.append(
            " and ".join(filter(None, (f"t.{column} between ? and ?", _STILL.get(noun.table)))) if column else ""
        )
        values += _bounds(noun, column, asked.due, zone) if column else []
    return None if not all(parts) else (" and ".join(f"({part})" for part in parts), values)


@cache
def _company(noun: Noun, many: int) -> str:
    names = noun.by_name
    jobs = " or ".join("j.company_name like ?" for _ in range(many))
    if "company_name" in names:
        return " or ".join("t.company_name like ?" for _ in range(many))
    if noun.table == "companies":
        return " or ".join("t.name like ?" for _ in range(many))
    if "application" in names:
        return f"t.application in ({_THERE.format(like=jobs)})"
    if "job" in names:
        return f"t.job in ({_JOBS_THERE.format(like=jobs)})"
    if "company" in names:
        return f"t.company in (select c.id from companies c where {jobs.replace('j.company_name', 'c.name')})"
    return ""


@cache
def _stage(noun: Noun) -> str:
    if noun.table == Application.noun.table:
        return "t.stage in (select value from json_each(?))"
    if noun.table == JobOpportunity.noun.table:
        return f"t.id in ({_JOBS_STAND})"
    if "application" in noun.by_name:
        return f"t.application in ({_STAND})"
    return f"t.job in ({_JOBS_STAND})" if "job" in noun.by_name else ""


@cache
def _due_of(noun: Noun) -> str:
    return next((name for name in _DUE if name in noun.by_name), "")


def _bounds(noun: Noun, column: str, due: tuple[date, date], zone: tzinfo | None) -> list[object]:
    """Write the first and the last day as the column holds them: days, or instants of her own midnights."""
    first, last = due
    if noun.by_name[column].kind.name == "date":
        return [first.isoformat(), last.isoformat()]
    if first == date.min:
        begin: str | None = ""
    else:
        begin = moment_cell(datetime.combine(first, time(), zone or UTC))
    if last == date.max:
        return [begin, "9999"]
    return [begin, moment_cell(datetime.combine(last + timedelta(days=1), time(), zone or UTC))]
