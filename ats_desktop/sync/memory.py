"""A shared place in memory: the model all other places are measured by.

Why:    the same questions and answers as Postgres, without a server: tests of everything above
        run against it, and the contract's cases say that both are one.
"""

import itertools
import re
import threading
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

from ats_desktop.errors import NotAllowed, NotFound, Refused
from ats_desktop.sync.apply import link
from ats_desktop.sync.backend import (
    COMMENT,
    EDIT,
    LEVEL_OF_ROLE,
    MAX_AHEAD_MS,
    MAX_BODY,
    MAX_MANIFEST,
    NONE,
    OPEN_STREAMS,
    OWN,
    PAGE_BYTES,
    VIEW,
    Grants,
    Head,
    Heads,
    Hint,
    Invited,
    Laptop,
    Manifest,
    Member,
    Page,
    PushResult,
    Received,
    Resync,
    Revoked,
    Rule,
    SealedBatch,
    ServerRewound,
    Status,
    Stop,
    later,
)
from ats_desktop.sync.seal import as_text

_PAGE_BATCHES = 200
_STREAM = re.compile(r"[a-z][a-z0-9_]{0,31}(:[0-9a-z]{12})?")
_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass
class _Stream:
    batches: list[Received] = field(default_factory=list)
    floor: int = 0

    @property
    def chain(self) -> str:
        return self.batches[-1].chain if self.batches else ""


@dataclass
class _Device:
    member: str
    last: int = 0
    shas: dict[int, tuple[str, int]] = field(default_factory=dict)  # dseq -> sha, seq


@dataclass
class Place:
    """The server: one workspace, its people, its logs; `clock` is its time in milliseconds."""

    workspace: str
    owner: str
    offset_ms: int = 0
    incarnation: str = field(default_factory=lambda: str(uuid.uuid4()))
    members: dict[str, Member] = field(default_factory=dict)
    floors: dict[tuple[str, str], int] = field(default_factory=dict)
    streams: dict[str, _Stream] = field(default_factory=dict)
    devices: dict[str, _Device] = field(default_factory=dict)
    rules: dict[str, Rule] = field(default_factory=dict)
    rules_version: int = 0
    lock: threading.RLock = field(default_factory=threading.RLock)
    now_ms: int | None = None  # fixed by a test, else the machine's clock
    _names: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def __post_init__(self) -> None:
        """Let the owner in."""
        self.members[self.owner] = Member(self.owner, "owner", {}, "Owner", active=True)

    def clock(self) -> int:
        """Read the place's clock."""
        return (int(time.time() * 1000) if self.now_ms is None else self.now_ms) + self.offset_ms

    def login(self, member: str) -> "MemoryPlace":
        """Open a door for one more laptop of a member."""
        login = f"ats_m_{next(self._names):016x}"
        known = self.members[member]
        self.members[member] = replace(known, laptops=(*known.laptops, Laptop(login, None, "active")))
        return MemoryPlace(self, login, member)

    def new_member(self, role: str, display: str, grants: Grants) -> str:
        """Let somebody in."""
        self.speak_of(role, grants)
        member = "".join(_LETTERS[b % 36] for b in uuid.uuid4().bytes[:12])
        self.members[member] = Member(member, role, dict(grants), display, active=True)
        return member

    def speak_of(self, role: str, grants: Grants) -> None:
        """Check what somebody is to be granted, and make the streams it speaks of.

        Raises: Refused, for a role or a grant there is not.
        """
        if role not in LEVEL_OF_ROLE or role == "owner":
            raise Refused("There is no such role.", "Choose viewer, commenter or editor.")
        if not all(_STREAM.fullmatch(name) and level in range(OWN) for name, level in grants.items()):
            raise Refused("Sections cannot be granted like that.", "Name sections with a level from 0 to 3.")
        for stream in (*OPEN_STREAMS, *grants):
            self.streams.setdefault(stream, _Stream())

    def level(self, member: str, stream: str) -> int:
        """Say what a member may do in a stream."""
        known = self.members[member]
        if known.role == "owner":
            return OWN
        if stream in known.grants:
            return max(NONE, min(EDIT, known.grants[stream]))
        return LEVEL_OF_ROLE.get(known.role, NONE) if stream in OPEN_STREAMS else NONE

    def may_push(self, member: str, stream: str, level: int, manifest: Manifest) -> bool:
        """Judge by the manifest alone."""
        if level < COMMENT or (stream not in self.streams and level < OWN) or not manifest:
            return False
        return all(self._line_fits(member, stream, level, line) for line in manifest)

    def _line_fits(self, member: str, stream: str, level: int, line: Mapping[str, object]) -> bool:
        rule = self.rules.get(str(line.get("e")))
        anywhere = rule is None or rule.streams is None or stream == "private" or stream.startswith("share:")
        if not anywhere and rule is not None and stream not in (rule.streams or ()):
            return False
        if level < (EDIT if rule is None else rule.min_level):
            return False
        if level >= EDIT:
            return True
        rows = line.get("r")
        return (
            rule is not None
            and rule.author_scoped
            and isinstance(rows, list)
            and bool(rows)
            and all(str(row).startswith(f"{member}.") for row in rows)
        )


class MemoryPlace:
    """The place as one laptop of one member sees it."""

    def __init__(self, place: Place, login: str, member: str) -> None:
        self.place = place
        self.login = login
        self.member = member

    def _me(self) -> Member:
        known = self.place.members.get(self.member)
        mine = next((one for one in known.laptops if one.login == self.login), None) if known else None
        if known is None or not known.active or mine is None or mine.state != "active":
            raise Revoked
        return known

    def heads(self) -> Heads:
        """Tell how far each stream I may see has come."""
        with self.place.lock:
            me, place = self._me(), self.place
            seen = {
                name: Head(
                    len(stream.batches),
                    stream.chain,
                    max(stream.floor, place.floors.get((self.member, name), 0)),
                    place.level(self.member, name),
                )
                for name, stream in sorted(place.streams.items())
                if place.level(self.member, name) >= VIEW
            }
            return Heads(seen, place.incarnation, place.clock(), me.role, self.member)

    def push(self, batch: SealedBatch) -> PushResult:
        """Offer a batch; any number of retries leaves exactly one."""
        with self.place.lock:
            status, seq = self._push(batch)
            return PushResult(status, seq, self.place.clock())

    def _push(self, batch: SealedBatch) -> tuple[Status, int]:
        try:
            me = self._me()
        except Revoked:
            return "revoked", 0
        place, level = self.place, self.place.level(me.member, batch.stream)
        device = place.devices.get(batch.device) or _Device(me.member)
        large = len(batch.body) > MAX_BODY or len(as_text(list(batch.manifest))) > MAX_MANIFEST
        may = place.may_push(me.member, batch.stream, level, batch.manifest) and device.member == me.member
        refusals: list[tuple[bool, Status]] = [
            (large, "too_large"),
            (sha256(batch.body).hexdigest() != batch.sha, "corrupt"),
            (batch.max_ms > place.clock() + MAX_AHEAD_MS, "clock_ahead"),
            (not may or batch.workspace != place.workspace, "forbidden"),
        ]
        refused = next((status for wrong, status in refusals if wrong), None)
        return (refused, 0) if refused else self._number(batch, device, level)

    def _number(self, batch: SealedBatch, device: _Device, level: int) -> tuple[Status, int]:
        if batch.dseq == device.last + 1:
            return "ok", self._keep(batch, device, level)
        sha, seq = device.shas.get(batch.dseq, ("", 0))
        if sha == batch.sha:
            return "duplicate", seq
        return ("fork" if batch.dseq <= device.last else "gap"), device.last

    def _keep(self, batch: SealedBatch, device: _Device, level: int) -> int:
        place, stream = self.place, self.place.streams.setdefault(batch.stream, _Stream())
        kept = Received(
            seq=len(stream.batches) + 1,
            device=batch.device,
            dseq=batch.dseq,
            member=self.member,
            level=level,
            manifest=tuple(batch.manifest),
            at_ms=place.clock(),
            max_ms=batch.max_ms,
            sha=batch.sha,
            chain=link(stream.chain, batch.sha),
            body=batch.body,
        )
        stream.batches.append(kept)
        device.last, device.shas[batch.dseq] = batch.dseq, (batch.sha, kept.seq)
        place.devices[batch.device] = device
        return kept.seq

    def push_all(self, batches: Sequence[SealedBatch]) -> list[PushResult]:
        """Offer batches in order."""
        return [self.push(batch) for batch in batches]

    def pull(self, stream: str, after: int, max_bytes: int = PAGE_BYTES) -> Page:
        """Hand out batches after a number."""
        with self.place.lock:
            self._me()
            known = self.place.streams.get(stream)
            if known is None or self.place.level(self.member, stream) < VIEW:
                raise NotAllowed("This stream is not yours to read.", "Ask the owner.")
            if after < max(known.floor, self.place.floors.get((self.member, stream), 0)):
                raise Resync
            if after > len(known.batches):
                raise ServerRewound
            found: list[Received] = []
            size = 0
            for batch in known.batches[after : after + _PAGE_BATCHES]:
                if size >= max(max_bytes, 1):
                    break
                found.append(batch)
                size += len(batch.body)
            return Page(found)

    def watch(self, stop: Stop) -> Iterator[Hint]:
        """Nothing moves by itself in memory."""
        if not stop.is_set():
            yield Hint()

    def members(self) -> list[Member]:
        """List who takes part."""
        with self.place.lock:
            me = self._me()
            everyone = list(self.place.members.values())
            if me.role == "owner":
                return everyone
            return [replace(m, grants={}, laptops=()) if m.member != me.member else m
                    for m in everyone if m.role == "owner" or m.member == me.member]  # fmt: skip

    def _own(self) -> None:
        if self._me().role != "owner":
            raise NotAllowed("Only the owner may do this.", "Ask her.")

    def invite(self, role: str, display: str, grants: Grants) -> Invited:
        """Make a new member with a login; role "owner" makes a login for another laptop of the owner."""
        with self.place.lock:
            self._own()
            member = self.member if role == "owner" else self.place.new_member(role, display, grants)
            return Invited(member, role, self.place.login(member).login, "", 0)

    def revoke(self, member: str) -> None:
        """End a person's access."""
        with self.place.lock:
            self._own()
            if member not in self.place.members or member == self.member:
                raise NotFound("Nobody here has that id.", "`ats share members` lists them.")
            self.place.members[member] = replace(self.place.members[member], active=False)

    def revoke_laptop(self, login: str) -> None:
        """End one laptop's access."""
        with self.place.lock:
            self._own()
            for known in list(self.place.members.values()):
                if login != self.login and any(one.login == login for one in known.laptops):
                    left = tuple(replace(o, state="revoked") if o.login == login else o for o in known.laptops)
                    self.place.members[known.member] = replace(known, laptops=left)
                    return
            raise NotFound("No laptop here has that login.", "`ats share members` lists them.")

    def set_level(self, member: str, role: str, grants: Grants) -> None:
        """Change what a member may do."""
        with self.place.lock:
            self._own()
            known = self.place.members.get(member)
            if known is None or not known.active or known.role == "owner":
                raise NotFound("Nobody here has that id.", "`ats share members` lists them.")
            self.place.speak_of(role, grants)
            self.place.members[member] = replace(known, role=role, grants=dict(grants))

    def set_rules(self, version: int, rules: Sequence[Rule]) -> None:
        """Learn of our nouns; an older version than is known is ignored."""
        with self.place.lock:
            self._own()
            if version >= self.place.rules_version:
                self.place.rules_version, self.place.rules = version, {rule.entity: rule for rule in rules}

    def blob_have(self, stream: str, sha: str) -> list[int]:
        """Files come with a later version."""
        raise later(f"Sharing files in {stream}") if sha else later("Sharing files")

    def blob_put(self, stream: str, sha: str, size: int, n: int, chunk: bytes) -> str:
        """Files come with a later version."""
        raise later(f"Sharing files in {stream}") if (sha, size, n, chunk) else later("Sharing files")

    def blob_get(self, stream: str, sha: str, n: int) -> bytes | None:
        """Files come with a later version."""
        raise later(f"Sharing files in {stream}") if (sha, n) else later("Sharing files")

    def close(self) -> None:
        """Nothing to let go of."""
