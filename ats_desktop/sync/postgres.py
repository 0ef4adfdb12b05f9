"""The shared place on Postgres: asks the server's functions, and says its answers in our words.

Why:    members may call functions and nothing else, so this file holds no SQL about tables.
        Autocommit, so that a question is one round trip; every question may be asked again
        after a broken line, because pushing twice keeps one batch.
"""

import contextlib
import hashlib
import secrets
import select
import string
import threading
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, LiteralString

import psycopg
import psycopg.conninfo
from psycopg.types.json import Jsonb

from ats_desktop.errors import Damaged, Refused
from ats_desktop.sync.address import Address, connection_options
from ats_desktop.sync.answers import Busy, check, of_connection, of_question
from ats_desktop.sync.backend import (
    INVITE_DAYS,
    PAGE_BYTES,
    Grants,
    Head,
    Heads,
    Hint,
    Invited,
    Laptop,
    Member,
    Page,
    PushResult,
    Received,
    Rule,
    SealedBatch,
    Stop,
)

PROTOCOL = 1
_MANY = 32  # batches sent before their answers are read
_MEMBER_LETTERS = string.digits + string.ascii_lowercase
_Row = tuple[Any, ...]
Connection = psycopg.Connection[_Row]


@contextlib.contextmanager
def border() -> Iterator[None]:
    """Let none of the driver's errors through, save those that are our own bugs."""
    try:
        yield
    except psycopg.Error as error:
        broken = isinstance(error, psycopg.OperationalError | psycopg.InterfaceError)
        ours = of_question(error.sqlstate or "", broken=broken)
        if ours is None:
            raise
        raise ours from error


def connect(address: Address, login: str, secret: str) -> Connection:
    """Open a safe connection, autocommit.

    Raises: Offline, SignIn, Revoked, Unavailable, Refused.
    """
    with connection_options(address) as options:
        try:
            return psycopg.connect(**options, user=login, password=secret, autocommit=True)  # type: ignore[arg-type]
        except psycopg.OperationalError as error:
            sent = error.pgconn is not None and bool(error.pgconn.used_password)
            raise of_connection(str(error), secret_sent=sent) from None  # its repr would show the secret


@contextlib.contextmanager
def one_transaction(address: Address, login: str, secret: str) -> Iterator[Connection]:
    """Lend a connection whose work counts only if all of it went well."""
    with connect(address, login, secret) as connection, border():
        connection.autocommit = False
        yield connection
        connection.commit()


def read_address(text: str) -> tuple[Address, str, str]:
    """Read libpq's address; keep who signs in and how the server proves its name, drop every weaker wish.

    Raises: Refused.
    """
    try:
        wishes = psycopg.conninfo.conninfo_to_dict(text)
    except psycopg.ProgrammingError:
        raise Refused(
            "This is no address of a database.", "It reads postgresql://name:password@host:5432/database"
        ) from None
    root = str(wishes.get("sslrootcert") or "")
    try:
        ca = Path(root).read_text(encoding="ascii") if root not in ("", "system") else ""
    except (OSError, ValueError):
        raise Refused("The file of the server's authority cannot be read.", root) from None
    user, port = str(wishes.get("user") or "postgres"), int(wishes.get("port") or 5432)
    address = Address(str(wishes.get("host") or ""), port, str(wishes.get("dbname") or user), ca)
    return address, user, str(wishes.get("password") or "")


def verifier(connection: Connection, login: str, secret: str) -> str:
    """Make what the server may keep of a secret, without the secret leaving this machine."""
    return connection.pgconn.encrypt_password(secret.encode(), login.encode(), b"scram-sha-256").decode()


def new_member() -> str:
    """Draw a member id: twelve letters and digits."""
    return "".join(secrets.choice(_MEMBER_LETTERS) for _ in range(12))


def new_login() -> str:
    """Draw a login's name, which says nothing about its person."""
    return f"ats_m_{secrets.token_hex(8)}"


class PostgresPlace:
    """A shared place on Postgres, as one laptop of one member; one connection, opened when first needed."""

    def __init__(self, address: Address, workspace: str, login: str, secret: str) -> None:
        self.workspace = workspace
        self._address = address
        self._login = login
        self._secret = secret
        self._turn = threading.RLock()
        self._connection: Connection | None = None
        self._listening = False
        self._marks: dict[str, str] = {}

    def heads(self) -> Heads:
        """Tell how far each stream I may see has come."""
        rows = self._ask("select * from ats.heads(%s)", (self.workspace,))
        if not rows:
            raise Damaged("The shared place gave no answer.", "Ask its administrator to look at it.")
        incarnation, server_ms, role, member, protocol = rows[0][5:]
        if protocol > PROTOCOL:
            raise Refused("The shared place has moved on to a newer version.", "Update this program to go on sharing.")
        streams = {row[0]: Head(*row[1:5]) for row in rows if row[0] is not None}
        self._marks = {_mark(self.workspace, stream): stream for stream in streams}
        return Heads(streams, str(incarnation), server_ms, role, member)

    def push(self, batch: SealedBatch) -> PushResult:
        """Offer a batch; any number of retries leaves exactly one."""
        try:
            rows = self._ask(_PUSH, _offer(batch))
        except psycopg.DataError:
            return PushResult("corrupt", 0, 0)  # text the server cannot even read
        except Busy:
            return PushResult("busy", 0, 0)
        return _result(rows)

    def push_all(self, batches: Sequence[SealedBatch]) -> list[PushResult]:
        """Offer batches in order, many in one round trip; each is a transaction of its own."""
        results: list[PushResult] = []
        for start in range(0, len(batches), _MANY):
            results += self._push_many(batches[start : start + _MANY])
        return results

    def _push_many(self, batches: Sequence[SealedBatch]) -> list[PushResult]:
        if len(batches) == 1:
            return [self.push(batches[0])]
        try:
            with self._turn:
                connection = self._open()
                with connection.pipeline() as pipeline:
                    cursors = []
                    for batch in batches:
                        cursors.append(connection.execute(_PUSH, _offer(batch)))
                        pipeline.sync()
                return [_result(cursor.fetchall()) for cursor in cursors]
        except psycopg.Error:
            return [self.push(batch) for batch in batches]  # again, one by one: those that arrived are duplicates

    def pull(self, stream: str, after: int, max_bytes: int = PAGE_BYTES) -> Page:
        """Hand out batches after a number."""
        rows = self._ask("select * from ats.pull(%s, %s, %s, %s, 200)", (self.workspace, stream, after, max_bytes))
        return Page([_received(row) for row in rows])

    def watch(self, stop: Stop) -> Iterator[Hint]:
        """Wait for hints on the one connection, giving way to every question asked meanwhile.

        Raises: Offline, when the line breaks; call again.
        """
        self._listening = True
        with self._turn:
            connection = self._open()
            with border():
                connection.execute("listen ats")
        while not stop.is_set():
            with contextlib.suppress(psycopg.Error, OSError, ValueError):  # a broken line shows below
                select.select([connection.fileno()], [], [], 0.5)
            with self._turn:
                connection = self._open()
                with border():
                    moved = {note.payload for note in connection.notifies(timeout=0)}
            yield from (Hint(self._marks.get(mark)) for mark in sorted(moved))

    def members(self) -> list[Member]:
        """List who takes part."""
        rows = self._ask("select * from ats.members(%s)", (self.workspace,))
        return [_member(row) for row in rows]

    def invite(self, role: str, display: str, grants: Grants, member: str = "") -> Invited:
        """Make a new member with a login; for the owner's other laptop, or a member named, a login alone."""
        if role == "owner" and not member:
            member = self.heads().member
        login, secret, until = new_login(), secrets.token_urlsafe(16), datetime.now(UTC) + timedelta(days=INVITE_DAYS)
        with self._turn:
            door = verifier(self._open(), login, secret)
        if member:
            self._say("select ats.add_login(%s, %s, %s, %s, %s)", member, login, door, until)
        else:
            member = new_member()
            self._say(
                "select ats.invite(%s, %s, %s, %s, %s, %s, %s, %s)",
                *(role, Jsonb(dict(grants)), display, member, login, door, until),
            )
        return Invited(member, role, login, secret, int(until.timestamp() * 1000))

    def settle(self, secret: str) -> None:
        """Replace an invitation's secret by this laptop's own, once.

        Raises: Revoked, when the invitation was used or withdrawn.
        """
        with self._turn:
            door = verifier(self._open(), self._login, secret)
            self._say("select ats.settle(%s, %s)", door)
            self._secret = secret

    def revoke(self, member: str) -> None:
        """End a person's access, and every session she has open."""
        self._say("select ats.revoke(%s, %s)", member)
        self._say("select ats.expel(%s)")

    def revoke_laptop(self, login: str) -> None:
        """End one laptop's access, and every session it has open."""
        self._say("select ats.revoke_login(%s, %s)", login)
        self._say("select ats.expel(%s)")

    def set_level(self, member: str, role: str, grants: Grants) -> None:
        """Change what a member may do."""
        self._say("select ats.set_level(%s, %s, %s, %s)", member, role, Jsonb(dict(grants)))

    def set_rules(self, version: int, rules: Sequence[Rule]) -> None:
        """Tell the server of our nouns; an older version than it has is ignored."""
        table = [
            {"entity": r.entity, "streams": r.streams, "min_level": r.min_level, "author_scoped": r.author_scoped}
            for r in rules
        ]
        self._say("select ats.set_rules(%s, %s, %s)", version, Jsonb(table))

    def blob_have(self, stream: str, sha: str) -> list[int]:
        """List the chunks of a file that are there."""
        rows = self._ask("select ats.blob_have(%s, %s, %s)", (self.workspace, stream, sha))
        return list(rows[0][0])

    def blob_put(self, stream: str, sha: str, size: int, n: int, chunk: bytes) -> str:
        """Keep a chunk; the last one verifies the whole."""
        given = (self.workspace, stream, sha, size, n, chunk)
        return str(self._ask("select ats.blob_put(%s, %s, %s, %s, %s, %b)", given)[0][0])

    def blob_get(self, stream: str, sha: str, n: int) -> bytes | None:
        """Hand out a chunk of a finished, verified file."""
        chunk: bytes | None = self._ask("select ats.blob_get(%s, %s, %s, %s)", (self.workspace, stream, sha, n))[0][0]
        return chunk

    def close(self) -> None:
        """Let go of the connection."""
        with self._turn:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _say(self, sql: LiteralString, *given: object) -> None:
        """Call a function that answers with one word; a word other than ok becomes an error."""
        check(str(self._ask(sql, (self.workspace, *given))[0][0]))

    def _ask(self, sql: LiteralString, given: Sequence[object]) -> list[_Row]:
        """Ask in one round trip; once more if the line broke since last time."""
        with self._turn, border():
            connection = self._open()
            try:
                return connection.cursor(binary=True).execute(sql, given).fetchall()
            except (psycopg.OperationalError, psycopg.InterfaceError):
                if not connection.closed:
                    raise
            return self._open().cursor(binary=True).execute(sql, given).fetchall()

    def _open(self) -> Connection:
        if self._connection is None or self._connection.closed:
            self._connection = connect(self._address, self._login, self._secret)
            if self._listening:
                with border():
                    self._connection.execute("listen ats")
        return self._connection


_PUSH: LiteralString = "select * from ats.push(%s, %s, %s, %s, %s, %s, %s, %b)"


def _offer(batch: SealedBatch) -> tuple[object, ...]:
    manifest = Jsonb([dict(line) for line in batch.manifest])
    return (batch.workspace, batch.stream, batch.device, batch.dseq, batch.sha, batch.max_ms, manifest, batch.body)


def _result(rows: Sequence[_Row]) -> PushResult:
    """No row at all is how the server answers something left out."""
    return PushResult(*rows[0]) if rows else PushResult("corrupt", 0, 0)


def _received(row: _Row) -> Received:
    seq, device, dseq, member, level, manifest, at_ms, max_ms, sha, chain, body = row
    return Received(seq, str(device), dseq, member, level, manifest, at_ms, max_ms, sha, chain, body or b"")


def _member(row: _Row) -> Member:
    member, role, grants, display, active, laptops = row
    return Member(member, role, grants, display, active, tuple(Laptop(**laptop) for laptop in laptops))


def _mark(workspace: str, stream: str) -> str:
    return hashlib.sha256((workspace + stream).encode()).hexdigest()[:16]
