"""Sharing a workspace: make its place, invite, join, see who takes part, end it.

Why:    secrets go through the keyring alone: the workspace file keeps where the place is
        and which login is ours, nothing that opens it.
"""

import contextlib
import json
import secrets
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from ats_desktop.domain.catalog import NOUNS
from ats_desktop.errors import PARTS, NotFound, Refused, SignIn, border
from ats_desktop.store.command import command
from ats_desktop.store.versions import newest
from ats_desktop.store.workspace import Workspace
from ats_desktop.sync.address import Address
from ats_desktop.sync.backend import COMMENT, EDIT, Backend, Heads, Member, Revoked, Rule
from ats_desktop.sync.invitation import Invitation

if TYPE_CHECKING:
    from ats_desktop.sync.postgres import PostgresPlace


class Keys(Protocol):
    """Where secrets are kept: the keyring of this machine."""

    def put(self, name: str, secret: str) -> None:
        """Keep a secret."""

    def get(self, name: str) -> str | None:
        """Give a secret, if it is there."""


@dataclass(frozen=True, slots=True)
class Invite:
    """An invitation made, and what to know of it."""

    text: str
    member: str
    until_ms: int


def is_shared(work: Workspace) -> bool:
    """Say whether the workspace has a shared place."""
    return "place" in work.control()


def open_place(work: Workspace, keys: Keys) -> Backend:
    """Open the workspace's shared place, as this laptop.

    Raises: Refused, when it is not shared; SignIn, when this machine lost the secret.
    """
    with border(PARTS):
        from ats_desktop.sync.postgres import PostgresPlace

    known = work.control()
    if "place" not in known:
        raise Refused("This workspace is not shared.", "`ats share init` makes a place, an invitation joins one.")
    login = known["login"]
    secret = keys.get(_key(login))
    if not secret:
        raise SignIn("This machine no longer has the secret of the shared place.", "Ask the owner for an invitation.")
    return PostgresPlace(Address.from_text(known["place"]), known["workspace"], login, secret)


def teach_nouns(work: Workspace, place: Backend) -> None:
    """Tell the place of our nouns where it knows an older list; the owner's program does, once per version."""
    if work.identity.levels is None and work.control().get("taught") != str(newest()):
        place.set_rules(newest(), rules())
        work.note(taught=str(newest()))


def rules() -> list[Rule]:
    """Say of each shared noun where it may travel and who may write it, from its own declaration."""
    return [
        Rule(name, tuple(sorted(noun.streams())), COMMENT if noun.author_scoped else EDIT, noun.author_scoped)
        for noun in (row.noun for row in NOUNS)
        if noun.scope == "synced"
        for name in (noun.table, *noun.formerly)
    ]


@command("Share this workspace")
def init(work: Workspace, keys: Keys, admin_address: str, *, display: str = "") -> Sequence[str]:
    """Prepare an empty database for sharing; gives what its administrator should know.

    Why:    the secret is in the keyring before the server learns of it, so that a crash in
            between leaves a login too many, never a laptop without its secret.
    Raises: Refused, when the database holds something else or the workspace is shared elsewhere.
    """
    with border(PARTS):
        from ats_desktop.sync.postgres import new_login, read_address
    from ats_desktop.sync.preparing import Founder, prepare

    me, known = work.identity, work.control()
    if me.levels is not None:
        raise Refused("This workspace is somebody else's.", "Only its owner can share it.")
    if "place" in known and Address.from_text(known["place"]) != read_address(admin_address)[0]:
        raise Refused("This workspace is shared already.", f"Its place is {_plain(known['place'])}.")
    login, secret = known.get("login", ""), keys.get(_key(known.get("login", "")))
    founder = None
    if not (login and secret):
        login, secret = new_login(), secrets.token_urlsafe(32)
        keys.put(_key(login), secret)
        founder = Founder(me.workspace, me.member, display, login, secret)
    prepared = prepare(admin_address, founder)
    work.note(place=prepared.address.to_text(), login=login, member=prepared.member or me.member, taught="")
    with closing(open_place(work, keys)) as place:
        teach_nouns(work, place)
    return prepared.notes


@command("Invite somebody")
def invite(
    work: Workspace, keys: Keys, role: str, display: str = "", grants: Mapping[str, int] | None = None
) -> Invite:
    """Make an invitation for one laptop; role "owner" invites your own other laptop.

    Raises: NotAllowed, for anybody but the owner; Refused, for an unknown role or section.
    """
    with closing(open_place(work, keys)) as place:
        teach_nouns(work, place)
        made = place.invite(role, display, dict(grants or {}))
    known = work.control()
    address = Address.from_text(known["place"])
    text = Invitation(address, known["workspace"], made.member, role, made.login, made.secret, made.until_ms).to_text()
    return Invite(text, made.member, made.until_ms)


@command("Join a shared workspace")
def join(work: Workspace, keys: Keys, text: str) -> Invitation:
    """Make a fresh workspace the one an invitation opens, and replace its secret by our own.

    Why:    the new secret is kept before it is sent: whatever breaks in between, joining
            again with the same text goes on where it stopped.
    Raises: Refused, for a workspace with something in it or an invitation that ran out;
            SignIn or Revoked, for one that was used.
    """
    asked = Invitation.from_text(text)
    if is_shared(work) or any(work.count(row) for row in NOUNS):
        raise Refused("This workspace already has something in it.", "Join with a new, empty one.")
    heads = _enter(asked, keys, work.now())
    _ = work.identity  # a laptop of its own, before the shared names are put in
    levels = "" if heads.role == "owner" else json.dumps({name: head.level for name, head in heads.streams.items()})
    work.note(
        place=asked.address.to_text(),
        login=asked.login,
        workspace=asked.workspace,
        member=heads.member,
        levels=levels,
    )
    return asked


def _enter(asked: Invitation, keys: Keys, now: datetime) -> Heads:
    with border(PARTS):
        from ats_desktop.sync.postgres import PostgresPlace

    kept = keys.get(_key(asked.login))
    if kept:
        with contextlib.suppress(SignIn), closing(_at(PostgresPlace, asked, kept)) as place:
            return place.heads()  # an earlier try got through, and did not live to see it
    asked.check_time(now)
    own = kept or secrets.token_urlsafe(32)
    keys.put(_key(asked.login), own)
    with closing(_at(PostgresPlace, asked, asked.secret)) as place:
        try:
            place.settle(own)
        except (SignIn, Revoked) as error:
            raise Refused("This invitation was used already, or taken back.", "Ask the owner for a new one.") from error
        return place.heads()


@command("Who takes part")
def members(work: Workspace, keys: Keys) -> list[Member]:
    """List who takes part: everybody for the owner; the owner and yourself for anybody else."""
    with closing(open_place(work, keys)) as place:
        return place.members()


@command("End somebody's access")
def revoke(work: Workspace, keys: Keys, who: str) -> str:
    """End the access of a person (by member id or name) or of one laptop (by its login); gives whom it was.

    Raises: NotFound; Refused, for a name that two people have.
    """
    with closing(open_place(work, keys)) as place:
        there = place.members()
        for member in there:
            if who in {laptop.login for laptop in member.laptops}:
                place.revoke_laptop(who)
                return f"{member.display or member.member}: {who}"
        found = [m for m in there if who == m.member or (m.active and who.casefold() == m.display.casefold())]
        if len(found) != 1:
            kind, advice = (Refused, "Name the member id.") if found else (NotFound, "`ats share members` lists them.")
            raise kind(f"{'Several people are' if found else 'Nobody is'} called “{who}”.", advice)
        place.revoke(found[0].member)
        return found[0].display or found[0].member


def _at(kind: "type[PostgresPlace]", asked: Invitation, secret: str) -> "PostgresPlace":
    return kind(asked.address, asked.workspace, asked.login, secret)


def _key(login: str) -> str:
    return f"place/{login}"


def _plain(place: str) -> str:
    address = Address.from_text(place)
    return f"{address.database} on {address.host}"
