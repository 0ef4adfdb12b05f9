"""What a shared place does: take sealed batches, number them, keep them, hand them out again.

Why:    every place (memory, Postgres, later a folder and Firestore) answers the same
        questions with the same words; one list of contract cases runs against all of them.
        A place never looks into a body: it knows who is asking, what she may touch
        (by the manifest), and the next number of the stream.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from ats_desktop.errors import Damaged, NotAllowed, Refused, Unavailable

MAX_BODY = 524_288  # bytes of one sealed body
MAX_MANIFEST = 1_048_576  # bytes of one manifest as JSON text
MAX_AHEAD_MS = 60_000  # how far a stamp may lie ahead of the server's clock
PAGE_BYTES = 1_048_576
INVITE_DAYS = 14
OPEN_STREAMS = ("profile", "jobs", "documents", "prep", "notes")
NONE, VIEW, COMMENT, EDIT, OWN = range(5)
LEVEL_OF_ROLE = {"viewer": VIEW, "commenter": COMMENT, "editor": EDIT, "owner": OWN}

Status = Literal[
    "ok", "duplicate", "fork", "gap", "clock_ahead", "forbidden", "revoked", "too_large", "corrupt", "busy"
]
Manifest = Sequence[Mapping[str, Any]]
Grants = Mapping[str, int]


class Resync(Unavailable):
    """The place no longer keeps what lies before its floor; a snapshot has to come first."""

    def __init__(self) -> None:
        super().__init__(
            "The history before this point is no longer kept there.", "Ask the owner to update the program."
        )


class Revoked(NotAllowed):
    """This laptop, or this person, no longer takes part."""

    def __init__(self) -> None:
        super().__init__("Your access to this workspace has ended.", "What you already have stays here, read-only.")


class ServerRewound(Damaged):
    """The place knows less than it did: it was restored from an old copy, or it is another one."""

    def __init__(self) -> None:
        super().__init__(
            "The shared place has gone back in time.", "Nothing is deleted here; your changes will be sent again."
        )


@dataclass(frozen=True, slots=True)
class Head:
    """How far one stream has come, and what I may do in it."""

    seq: int
    chain: str
    floor: int
    level: int


@dataclass(frozen=True, slots=True)
class Heads:
    """Every stream I may see, and who I am there.

    Units: server_ms is milliseconds since 1970 by the server's clock.
    """

    streams: Mapping[str, Head]
    incarnation: str
    server_ms: int
    role: str
    member: str


@dataclass(frozen=True, slots=True)
class SealedBatch:
    """Changes of one stream, sealed once and sent byte for byte until acknowledged.

    Shape:  manifest `[{"e": "comments", "r": ["<member>.<uuid>"]}]`; `r` only for author-scoped nouns.
    Units:  sha is the SHA-256 of body in hex; max_ms the newest stamp inside, in milliseconds.
    """

    workspace: str
    stream: str
    device: str
    dseq: int
    max_ms: int
    manifest: Manifest
    sha: str
    body: bytes


@dataclass(frozen=True, slots=True)
class PushResult:
    """What the place said.

    Units:  seq is the number in the stream for ok and duplicate; the last number the
            place has of this device for fork and gap; otherwise 0.
    """

    status: Status
    seq: int
    server_ms: int


@dataclass(frozen=True, slots=True)
class Received:
    """One batch as the place hands it out; who wrote it is the place's word, not the body's.

    Units:  chain = sha256(previous chain + sha), over their hex text; the first previous is "".
    """

    seq: int
    device: str
    dseq: int
    member: str
    level: int
    manifest: Manifest
    at_ms: int
    max_ms: int
    sha: str
    chain: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Page:
    """Batches after a number, in order, without gaps."""

    batches: Sequence[Received]


@dataclass(frozen=True, slots=True)
class Laptop:
    """One installation of a person: its login, and whether it still may come in."""

    login: str
    device: str | None
    state: str  # invited | active | revoked


@dataclass(frozen=True, slots=True)
class Member:
    """A person who takes part."""

    member: str
    role: str
    grants: Grants
    display: str
    active: bool
    laptops: Sequence[Laptop] = ()


@dataclass(frozen=True, slots=True)
class Invited:
    """A fresh door for one laptop; the secret opens it once."""

    member: str
    role: str
    login: str
    secret: str = field(repr=False)
    until_ms: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """What the place should know of a noun, generated from its declaration.

    Shape:  streams None = any; min_level 2 only makes sense with author_scoped.
    """

    entity: str
    streams: tuple[str, ...] | None
    min_level: int = EDIT
    author_scoped: bool = False


@dataclass(frozen=True, slots=True)
class Hint:
    """Something moved; ask heads(). Losing hints is harmless."""

    stream: str | None = None


class Stop(Protocol):
    """Says whether to stop waiting; a threading.Event fits."""

    def is_set(self) -> bool:
        """Whether it is time to stop."""


class Backend(Protocol):
    """A shared place, for one workspace, as one laptop of one member."""

    def heads(self) -> Heads:
        """Tell how far each stream I may see has come.

        Raises: Revoked.
        """

    def push(self, batch: SealedBatch) -> PushResult:
        """Offer a batch; any number of retries leaves exactly one.

        Why:    the first of these that fits is the answer, in every place: revoked, too_large,
                corrupt (sha), clock_ahead, forbidden (stream, manifest, another member's
                device), duplicate or fork (dseq already used), gap, ok. busy: try later.
        """

    def push_all(self, batches: Sequence[SealedBatch]) -> list[PushResult]:
        """Offer batches in order, in one round trip where the place can; one answer each."""

    def pull(self, stream: str, after: int, max_bytes: int = PAGE_BYTES) -> Page:
        """Hand out batches after a number: at least one if there is any, about max_bytes in all.

        Raises: Revoked, Resync (after < floor), ServerRewound (after > seq), NotAllowed (level 0, or no such stream).
        """

    def watch(self, stop: Stop) -> Iterator[Hint]:
        """Wait for hints until told to stop."""

    def members(self) -> list[Member]:
        """List who takes part: everybody for the owner; the owner and herself for anybody else."""

    def invite(self, role: str, display: str, grants: Grants) -> Invited:
        """Make a new member with a login; role "owner" makes a login for another laptop of the owner.

        Raises: NotAllowed, for anybody but the owner.
        """

    def revoke(self, member: str) -> None:
        """End a person's access, on all laptops, at once.

        Raises: NotAllowed, NotFound.
        """

    def revoke_laptop(self, login: str) -> None:
        """End one laptop's access (a lost one); the person stays.

        Raises: NotAllowed, NotFound.
        """

    def set_level(self, member: str, role: str, grants: Grants) -> None:
        """Change what a member may do.

        Raises: NotAllowed, NotFound.
        """

    def set_rules(self, version: int, rules: Sequence[Rule]) -> None:
        """Tell the place of our nouns; an older version than it has is ignored.

        Raises: NotAllowed, for anybody but the owner.
        """

    def blob_have(self, stream: str, sha: str) -> list[int]:
        """List the chunks of a file that are there (mine, while it is still unfinished)."""

    def blob_put(self, stream: str, sha: str, size: int, n: int, chunk: bytes) -> str:
        """Keep a chunk; the last one verifies the whole: ok | partial | corrupt | forbidden | too_large | revoked."""

    def blob_get(self, stream: str, sha: str, n: int) -> bytes | None:
        """Hand out a chunk of a finished, verified file."""

    def close(self) -> None:
        """Let go of the connection."""


def later(what: str) -> Refused:
    """Say in one plain sentence that something comes with a later version.

    >>> str(later("Sharing snapshots"))
    'Sharing snapshots comes with a later version.'
    """
    return Refused(f"{what} comes with a later version.")
