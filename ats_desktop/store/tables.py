"""The tables of the workspace file, made from the nouns: what the next migration is written from.

Why:    nobody else loads them; the statements that write rows need the names alone (statements.py).
"""

from typing import Any

import sqlalchemy as sa

from ats_desktop.domain.catalog import NOUNS
from ats_desktop.domain.schema import Noun, stored

METADATA = sa.MetaData()
_SQL = {"TEXT": sa.Text, "INTEGER": sa.Integer, "REAL": sa.REAL}


def _noun_table(noun: Noun) -> sa.Table:
    """One table a noun: an integer slot for the search index, the id, its fields, who and when."""
    kinds = {field.name: field.kind.sql for field in noun.fields}
    columns: list[sa.Column[Any]] = [sa.Column(name, _SQL[kinds.get(name, "TEXT")]) for name in stored(noun)[1:]]
    table = sa.Table(
        noun.table,
        METADATA,
        sa.Column("slot", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, unique=True),
        *columns,
    )
    for field in noun.fields:
        if field.indexed:
            sa.Index(f"ix_{noun.table}_{field.name}", table.c[field.name])
    return table


def _side_table(name: str, *columns: "sa.Column[Any] | sa.Index", **options: Any) -> sa.Table:
    return sa.Table(name, METADATA, *columns, **options)


def _texts(*names: str) -> list["sa.Column[Any]"]:
    return [sa.Column(name, sa.Text) for name in names]


def _whole(*names: str) -> list["sa.Column[Any]"]:
    return [sa.Column(name, sa.Integer) for name in names]


def _cells(*names: str) -> list["sa.Column[Any]"]:
    """Columns that keep a cell as it is: a number stays a number."""
    return [sa.Column(name, sa.LargeBinary) for name in names]


def _key(name: str = "seq") -> "sa.Column[Any]":
    return sa.Column(name, sa.Integer, primary_key=True)


def _named(*names: str) -> list["sa.Column[Any]"]:
    return [sa.Column(name, sa.Text, primary_key=True) for name in names]


TABLES = {row.noun.table: _noun_table(row.noun) for row in NOUNS}

CONTROL = _side_table("sync_control", *_named("key"), *_texts("value"), sqlite_with_rowid=False)
ROW = _side_table(
    "sync_row",
    *_named("row", "noun"),
    *_texts("born", "stamps", "deletes", "undelete", "extra"),
    sqlite_with_rowid=False,
)
DIRTY = _side_table(
    "sync_dirty",
    _key(),
    sa.Column("batch", sa.Integer, nullable=False, server_default="0"),
    *_texts("noun", "row", "field", "kind", "stamp", "base"),
    *_cells("was"),
    *_texts("context"),
    sa.Index("ix_sync_dirty_row", "row"),
    sa.Index("ix_sync_dirty_batch", "batch", sqlite_where=sa.text("batch > 0")),
)
VERSION = _side_table(
    "sync_version",
    _key(),
    *_texts("noun", "row", "field", "stamp"),
    *_cells("value"),
    *_texts("context", "base", "kind", "at"),
    sa.Index("ix_sync_version_row", "row", "field"),
)
TRASH = _side_table(
    "sync_trash", *_named("row", "noun"), *_texts("payload", "stamp", "at", "title"), sqlite_with_rowid=False
)
OUTBOX = _side_table(
    "sync_outbox",
    _key("dseq"),
    *_texts("stream", "sha"),
    *_whole("batch", "max_ms", "acked_seq"),
    *_texts("manifest", "at"),
    sa.Column("body", sa.LargeBinary),
)
REJECTED = _side_table(
    "sync_rejected", _key(), *_cells("value"), *_texts("noun", "row", "field", "why", "at", "title", "sha")
)
QUARANTINE = _side_table(
    "sync_quarantine", _key(), *_texts("stream", "op", "why", "at", "device", "member"), *_whole("batch_seq")
)
CURSOR = _side_table("sync_cursor", *_named("stream"), *_whole("seq"), *_texts("chain", "incarnation"))
NEWS = _side_table("elsewhere", _key(), *_texts("at", "member", "device", "noun", "row", "title", "what"))
UNDO = _side_table("undo_step", _key(), *_texts("title", "stamp", "at", "state", "payload"))  # what is long comes last
LETTER = _side_table(
    "letter",
    _key("id"),
    *_texts("key", "recipient", "subject", "text", "html", "ics", "message_id", "state"),
    *_whole("attempts"),
    *_texts("next_at", "lease_until", "expires_at", "error", "about"),
    sa.Index("ix_letter_state", "state", "next_at"),
)
STALE = _side_table("search_stale", *_named("noun", "row"), sqlite_with_rowid=False)
INDEXED = _side_table("search_noun", _key("number"), sa.Column("noun", sa.Text, unique=True), *_whole("upto"))
