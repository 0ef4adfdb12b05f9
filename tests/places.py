"""A shared Postgres with people in it, and raw SQL as any of them: what the sync tests stand on."""

import hashlib
import secrets
import time
import uuid
from dataclasses import dataclass, field

import psycopg

from ats_desktop.sync.address import Address
from ats_desktop.sync.backend import Rule, SealedBatch
from ats_desktop.sync.memory import MemoryPlace, Place
from ats_desktop.sync.postgres import PostgresPlace, new_login, new_member, verifier
from ats_desktop.sync.preparing import Founder, prepare

RULES = (
    Rule("job_opportunities", ("jobs",)),
    Rule("salary_data", ("salary",)),
    Rule("comments", ("jobs", "notes", "salary"), 2, author_scoped=True),
    Rule("settings", None, 4),
    Rule("tags", None, 2),  # level 2 without an author is still refused to a commenter
)


def sealed(workspace, *, stream="jobs", device=None, dseq=1, body=b"sealed", manifest=None, ahead_ms=0, sha=None):
    """Seal some bytes; a place never looks into them."""
    return SealedBatch(
        workspace,
        stream,
        device or str(uuid.uuid4()),
        dseq,
        int(time.time() * 1000) + ahead_ms,
        manifest if manifest is not None else [{"e": "job_opportunities"}],
        hashlib.sha256(body).hexdigest() if sha is None else sha,
        body,
    )


TABLES = (
    *("workspace", "member", "login", "ended", "stream", "member_floor", "device"),
    *("entity_rule", "batch", "blob", "blob_chunk", "blob_part"),
)


@dataclass
class Shared:
    """One workspace on a prepared database, as its owner and its administrator see it."""

    admin: str
    address: Address
    workspace: str
    owner: PostgresPlace
    login: str
    member: str
    places: list = field(default_factory=list)

    def join(self, invited):
        """Take up an invitation as its laptop would."""
        place = PostgresPlace(self.address, self.workspace, invited.login, invited.secret)
        place.settle(secrets.token_urlsafe(32))
        self.places.append(place)
        return place

    def person(self, role, grants=None, display=""):
        """Invite somebody and join as her; gives her place."""
        return self.join(self.owner.invite(role, display, grants or {}))

    def close(self):
        for place in (self.owner, *self.places):
            place.close()


def share(server, database=None):
    """Prepare a database (a new one, unless named) and found a workspace in it."""
    admin = server.admin_dsn(database or server.new_database())
    founder = Founder(str(uuid.uuid4()), new_member(), "Ada Example", new_login(), secrets.token_urlsafe(32))
    prepared = prepare(admin, founder)
    owner = PostgresPlace(prepared.address, founder.workspace, founder.login, founder.secret)
    owner.set_rules(1, RULES)
    return Shared(admin, prepared.address, founder.workspace, owner, founder.login, founder.member)


def someone(town, role, grants=None):
    """Invite somebody into a town, and come in as her."""
    return town.enter(town.owner.invite(role, role, grants or {}))


def own(place, *ids):
    """Declare comments of one's own."""
    mine = place.heads().member
    return [{"e": "comments", "r": [f"{mine}.{one}" for one in ids or ("1",)]}]


def say(place, town, **what):
    """Push something; gives what the place said."""
    return place.push(sealed(town.workspace, **what)).status


def comment(shared, place, **more):
    """Seal a comment of one's own."""
    return sealed(shared.workspace, manifest=own(place), **more)


def raw(place):
    """Open what a hostile member would use: her own login, and any SQL."""
    return psycopg.connect(
        host=place._address.host,
        port=place._address.port,
        dbname=place._address.database,
        user=place._login,
        password=place._secret,
        autocommit=True,
    )


def outcome(line, sql, values=()):
    """Say what came of a statement: its first cell, or the SQLSTATE of its refusal."""
    try:
        row = line.execute(sql, values).fetchone()
    except psycopg.Error as error:
        return error.sqlstate
    return row[0] if row else None


class InMemory:
    """A workspace in memory."""

    def __init__(self):
        self.workspace, self.member = str(uuid.uuid4()), new_member()
        self._place = Place(self.workspace, self.member)
        self.owner = self._place.login(self.member)
        self.owner.set_rules(1, RULES)

    def enter(self, invited):
        return MemoryPlace(self._place, invited.login, invited.member)

    def raise_floor(self, member, stream, seq):
        self._place.floors[member, stream] = seq

    def close(self):
        pass


class OnPostgres:
    """A workspace on the module's database."""

    def __init__(self, ground):
        self._ground, self._opened = ground, []
        self.workspace, self.member, login, secret = (
            str(uuid.uuid4()),
            new_member(),
            new_login(),
            secrets.token_urlsafe(32),
        )
        with psycopg.connect(ground.admin) as line:
            line.execute("set local role ats_founder")
            given = (self.workspace, self.member, "Ada Example", login, verifier(line, login, secret))
            line.execute("select ats_priv.found(%s, %s, %s, %s, %s)", given)
        self.owner = self._open(login, secret)
        self.owner.set_rules(1, RULES)

    def _open(self, login, secret):
        self._opened.append(PostgresPlace(self._ground.address, self.workspace, login, secret))
        return self._opened[-1]

    def enter(self, invited):
        place = self._open(invited.login, invited.secret)
        place.settle(secrets.token_urlsafe(32))
        return place

    def raise_floor(self, member, stream, seq):
        with psycopg.connect(self._ground.admin) as line:
            line.execute("insert into ats.member_floor values (%s, %s, %s, %s)", (self.workspace, member, stream, seq))

    def close(self):
        for place in self._opened:
            place.close()
