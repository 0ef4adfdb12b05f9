"""Bring the tables up to date: all or nothing, and checked before it counts.

Why:    an Alembic batch migration with foreign keys on once deleted every child row and
        `foreign_key_check` came back clean.  So foreign keys are off, one transaction
        holds everything, and rows are counted and hashed before and after.
Source: promises P19; rulings 18; house traps 2 and 5.
"""

import hashlib
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlalchemy.pool import StaticPool

from ats_desktop.errors import Damaged
from ats_desktop.shipped import shipped
from ats_desktop.store.opening import Connection, connect, driver

Fingerprint = dict[str, tuple[list[str], int, str]]  # table -> columns, rows, hash


class _Held:
    """A driver connection whose transaction is ours to end."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def commit(self) -> None:
        """Left to the one who began."""

    def rollback(self) -> None:
        """Left to the one who began."""

    def close(self) -> None:
        """Left to the one who opened."""


def upgrade(place: str, connection: Any) -> None:
    """Run the migrations of a place, "local" or "shared", on an open driver connection."""
    if place == "local":
        engine = sa.create_engine("sqlite://", creator=lambda: _Held(connection), module=driver, poolclass=StaticPool)
    else:
        engine = sa.create_engine(
            "postgresql+psycopg://", creator=lambda: _Held(connection), poolclass=StaticPool, use_native_hstore=False
        )
    try:
        with engine.connect() as held:
            command.upgrade(_config(place, held), "head")
            if place != "local":
                held.commit()
    except sa.exc.DBAPIError as error:
        raise (error.orig or error) from error  # whoever opened the connection knows the driver's own words


def _config(place: str, held: sa.Connection, **more: object) -> Config:
    config = Config()
    config.set_main_option("script_location", str(shipped(place, root="migrations")).replace("%", "%%"))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes.update(connection=held, **more)
    return config


def migrate_file(path: Path, key: str, version: int) -> None:
    """Bring the file to the newest schema.

    Raises: Damaged, when rows that no migration meant to touch came out different; nothing was changed then.
    """
    connection = connect(path, key=key)
    try:
        connection.execute("pragma foreign_keys = off")
        connection.execute("begin immediate")
        before = _fingerprint(connection)
        upgrade("local", connection)
        _compare(connection, before)
        connection.execute(f"pragma user_version = {version:d}")
        connection.execute("commit")
    except BaseException:
        if connection.in_transaction:
            connection.execute("rollback")
        raise
    finally:
        connection.close()


def _fingerprint(connection: Connection) -> Fingerprint:
    asked = """select name from sqlite_master where type = 'table' and name not like 'sqlite_%'
      and name not like 'search!_%' escape '!'"""  # the index is made of the rows, and may be made anew
    tables = [name for (name,) in connection.execute(asked).fetchall() if name != "alembic_version"]
    return {table: _hash(connection, table, _columns(connection, table)) for table in tables}


def _columns(connection: Connection, table: str) -> list[str]:
    return [str(name) for _, name, *_ in connection.execute(f'pragma table_info("{table}")').fetchall()]


def _hash(connection: Connection, table: str, columns: list[str]) -> tuple[list[str], int, str]:
    """Hash the rows in their own order of values, which no rewriting of a table may change."""
    names = ", ".join(f'"{name}"' for name in columns)
    total, rows = 0, 0
    for row in connection.execute(f'select {names} from "{table}"'):
        total = (total + int.from_bytes(hashlib.blake2b(repr(row).encode(), digest_size=16).digest())) % (1 << 128)
        rows += 1
    return columns, rows, f"{total:032x}"


def _compare(connection: Connection, before: Fingerprint) -> None:
    for table, (columns, rows, sha) in before.items():
        kept = [name for name in columns if name in set(_columns(connection, table))]
        if not kept:
            raise Damaged("The upgrade would have dropped a table.", "Nothing was changed; please report this.")
        _, rows_now, sha_now = _hash(connection, table, kept)
        if kept == columns and (rows_now, sha_now) != (rows, sha):
            raise Damaged("The upgrade would have changed rows.", "Nothing was changed; please report this.")
        if rows_now != rows:
            raise Damaged("The upgrade would have lost rows.", "Nothing was changed; please report this.")


def write_revision(title: str) -> str:
    """Write the next numbered migration from what the nouns say and the file lacks; read it before use."""
    from ats_desktop.store.tables import METADATA  # developers alone wait for it

    connection = driver.connect(":memory:", isolation_level=None)
    upgrade("local", connection)
    folder = shipped("local/versions", root="migrations")
    number = len(list(folder.glob("[0-9]*.py"))) + 1
    engine = sa.create_engine("sqlite://", creator=lambda: _Held(connection), module=driver, poolclass=StaticPool)
    with engine.connect() as held:
        made = command.revision(
            _config("local", held, metadata=METADATA), title, autogenerate=True, rev_id=f"{number:04d}"
        )
    return str(getattr(made, "path", made))
