"""Find rows of any noun by the words in them.

Why:    one full-text index over all nouns, fed by SQL from the tables themselves, after the
        change that wrote them: on a lane, in order of their slot, or at the latest by the next search.
        Chinese, Japanese and Korean have no spaces: their text goes in as overlapping pairs.
        Ranking a common word over everything is slow: the best of the newest 2,000 are shown.
Source: rulings 17; house trap 17.
"""

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

from ats_desktop.domain.catalog import BY_TABLE, NOUNS
from ats_desktop.domain.schema import Noun
from ats_desktop.store import reading
from ats_desktop.store.opening import Connection

AT_ONCE = 200  # rows of a noun indexed before a search; more have a lane
NEWEST = 2_000
_SHIFT = 40
_KINDS = {"text", "long text", "list", "word", "address", "pay", "money", "partial date"}
_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]+")
_GREEK = re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]+")
_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_UMLAUT = re.compile(r"(?<![aeq])[aou]e(?=[bcdfghjklmnpqrstvwxz])")  # the index knows ü as u
_TOLD = 5  # letters; of fewer, "poet" would be asked for as "pot"
_APART = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


@dataclass(frozen=True, slots=True)
class Hit:
    """One row found."""

    table: str
    id: str
    title: str
    snippet: str


def prepare(connection: Connection) -> None:
    """Give a connection the function the index is fed through."""
    connection.create_function("ats_words", 1, words, deterministic=True)


def words(text: str | None) -> str:
    """Write text as the index takes it: runs without spaces as overlapping pairs, Greek without its accents.

    Why:    SQLite's own folding knows the accents of Latin letters alone.

    >>> words("東京都 QA"), words("Μηχανικός Λογισμικού")
    ('東京 京都 QA', 'μηχανικοσ λογισμικου')
    """
    if not text or text.isascii():
        return text or ""
    text = _GREEK.sub(lambda run: _bare(run.group()), text)
    return _HAN.sub(lambda run: f" {' '.join(_pairs(run.group()))} ", text).strip().replace("  ", " ")


def _bare(run: str) -> str:
    """Take the accents off Greek letters, and write every sigma alike."""
    parts = unicodedata.normalize("NFD", run)
    return "".join(letter for letter in parts if not unicodedata.combining(letter)).casefold()


def _pairs(run: str) -> list[str]:
    return [run] if len(run) == 1 else [run[at : at + 2] for at in range(len(run) - 1)]


@cache
def _source(noun: Noun) -> str:
    """Write the SQL that joins the words of a row."""
    names = [f'"{field.name}"' for field in noun.plain if field.kind.name in _KINDS and not field.automatic]
    return f"ats_words(concat_ws(' ', {', '.join(names)}))"


def _place(connection: Connection, noun: Noun) -> tuple[int, int]:
    """Give a noun's number in the index and the key up to which it is indexed."""
    found = connection.execute("select number, upto from search_noun where noun = ?", (noun.table,)).fetchone()
    if found:
        return int(found[0]), int(found[1])
    made = connection.execute("insert into search_noun (noun, upto) values (?, 0)", (noun.table,))
    return int(made.lastrowid), 0


def index_written(connection: Connection, noun: Noun, changed: Iterable[str]) -> None:
    """Note which rows a door changed, to be indexed before the next search; what is new is known by its slot.

    Why:    indexing one row writes more pages than all the rest of an edit, and who saves waits for the disk.
    """
    connection.executemany(
        "insert or ignore into search_stale (noun, row) values (?, ?)", [(noun.table, one) for one in changed]
    )


def forget(connection: Connection, noun: Noun, keys: Iterable[int]) -> None:
    """Take removed rows out of the index, before or after they left their table."""
    number, upto = _place(connection, noun)
    connection.executemany("delete from search_words where rowid = ?", [(number << _SHIFT | key,) for key in keys])
    newest = connection.execute(f"select coalesce(max(slot), 0) from {noun.table}").fetchone()[0]
    if newest < upto:
        connection.execute("update search_noun set upto = ? where number = ?", (newest, number))


def _insert(connection: Connection, noun: Noun, number: int, which: str, *values: object) -> None:
    connection.execute(
        f"insert into search_words (rowid, words) select {number << _SHIFT} | slot, {_source(noun)}"
        f" from {noun.table} where {which}",
        values,
    )


def index_more(connection: Connection, rows: int = 2_000) -> bool:
    """Index the next rows that wait; gives whether more may be waiting."""
    return _changed(connection, rows) or any(_new(connection, row.noun, rows) for row in NOUNS)


def catch_up(connection: Connection) -> None:
    """Index what was written a moment ago; of a large import some, for the rest has its lane."""
    _changed(connection, AT_ONCE)
    for row in NOUNS:
        _new(connection, row.noun, AT_ONCE)


def _changed(connection: Connection, rows: int) -> bool:
    """Index changed rows again, those that were indexed once."""
    stale = connection.execute("select noun, row from search_stale limit ?", (rows,)).fetchall()
    for table in {table for table, _ in stale}:
        noun, ids = BY_TABLE.get(table), json.dumps([row for one, row in stale if one == table])
        if noun is not None:
            number, upto = _place(connection, noun)
            within = "slot <= ? and id in (select value from json_each(?))"
            keys = connection.execute(f"select ? | slot from {table} where {within}", (number << _SHIFT, upto, ids))
            connection.executemany("delete from search_words where rowid = ?", keys.fetchall())
            _insert(connection, noun, number, within, upto, ids)
        connection.execute(
            "delete from search_stale where noun = ? and row in (select value from json_each(?))", (table, ids)
        )
    return bool(stale)


def _new(connection: Connection, noun: Noun, rows: int) -> bool:
    """Index the next new rows of a noun, in order of their slot."""
    number, upto = _place(connection, noun)
    asked = f"select max(slot) from (select slot from {noun.table} where slot > ? order by slot limit ?)"
    (last,) = connection.execute(asked, (upto, rows)).fetchone()
    if last is None:
        return False
    _insert(connection, noun, number, "slot > ? and slot <= ?", upto, last)
    connection.execute("update search_noun set upto = ? where number = ?", (last, number))
    return True


def waiting(connection: Connection) -> bool:
    """Say whether something that was written is not indexed yet."""
    if connection.execute("select 1 from search_stale limit 1").fetchone():
        return True
    upto = dict(connection.execute("select noun, upto from search_noun").fetchall())
    return any(
        connection.execute(f"select 1 from {t} where slot > ? limit 1", (upto.get(t, 0),)).fetchone()
        for t in (row.noun.table for row in NOUNS)
    )


def query(text: str) -> str:
    """Write what was typed as a query: every word must be there, the last may go on.

    >>> query("brightwater eng")
    '"brightwater" "eng"*'
    """
    found = _WORD.findall(words(text))
    if not found:
        return ""
    asked = [_spelt(word, "*" if at == len(found) else "") for at, word in enumerate(found, 1)]
    return (" AND " if any("(" in one for one in asked) else " ").join(asked)


def _spelt(word: str, end: str) -> str:
    """Ask for a word, and for how it is spelt with umlauts, or without: Mueller is Müller."""
    plain = word.casefold()
    closer = _UMLAUT.sub(lambda found: found[0][0], plain).replace("ss", "ß") if len(word) >= _TOLD else plain
    ways = (word, closer, plain.translate(_APART))
    each = [f'"{way}"{end}' for way in dict.fromkeys(ways) if way == word or way != plain]
    return f"({' OR '.join(each)})" if len(each) > 1 else each[0]


class Searched(Protocol):
    """Whatever answers SQL, and indexes what was written a moment ago."""

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Answer a question."""

    def catch_up(self) -> None:
        """Index what waits, if that can be done at once."""


def matching(work: Searched, noun: Noun, text: str) -> tuple[str, list[object]]:
    """Write the condition that a row of a noun holds every word, for lists; "" where no word was typed."""
    asked = query(text)
    if not asked:
        return "", []
    work.catch_up()
    found = work.rows("select number from search_noun where noun = ?", noun.table)
    first = int(found[0][0]) << _SHIFT if found else 0
    last = first + (1 << _SHIFT) - 1
    keys = f"select rowid & {(1 << _SHIFT) - 1} from search_words where search_words match ? and rowid between ? and ?"
    return f"slot in ({keys})", [asked, first, last]


def search(connection: Connection, text: str, limit: int = 50) -> list[Hit]:
    """Find the best rows among the newest that hold every word."""
    asked = query(text)
    if not asked:
        return []
    keys = connection.execute(
        "select rowid from (select rowid, bm25(search_words) as worth from search_words where search_words match ?"
        " order by rowid desc limit ?) order by worth limit ?",
        (asked, NEWEST, limit),
    ).fetchall()
    names = dict(connection.execute("select number, noun from search_noun").fetchall())
    hits = (_hit(connection, names, rowid, text) for (rowid,) in keys)
    return [hit for hit in hits if hit]


def _hit(connection: Connection, names: dict[int, str], rowid: int, text: str) -> Hit | None:
    table = names.get(rowid >> _SHIFT, "")
    noun = next((row.noun for row in NOUNS if row.noun.table == table), None)
    if noun is None:
        return None
    cells = connection.execute(f"{reading.select(noun)} where slot = ?", (rowid & ((1 << _SHIFT) - 1),)).fetchone()
    if cells is None:
        return None
    row = noun.decode(cells)
    return Hit(table, row.id, str(row), _snippet(row, text))


def _snippet(row: object, text: str) -> str:
    """Cut out the first place of a row that holds one of the words."""
    sought = [word.casefold() for word in text.split()]
    for field in row.noun.plain:  # type: ignore[attr-defined]
        shown = str(field.kind.show(getattr(row, field.name))) if field.kind.name in _KINDS else ""
        at = min((p for p in (shown.casefold().find(word) for word in sought) if p >= 0), default=-1)
        if at >= 0:
            start = max(0, at - 40)
            return " ".join(shown[start : at + 80].split())
    return ""
