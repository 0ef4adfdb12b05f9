"""A shared Postgres with people in it, and raw SQL as any of them: what the sync tests stand on."""

import hashlib
import secrets
import time
import uuid
from dataclasses import dataclass, field

import psycopg
from psycopg.types.json import Jsonb

from ats_desktop.sync.address import Address
from ats_desktop.sync.backend import Rule, SealedBatch
from ats_desktop.sync.postgres import PostgresPlace, new_login, new_member
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
        sha or hashlib.sha256(body).hexdigest(),
        body,
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


def manifest_json(lines):
    return Jsonb(lines)
