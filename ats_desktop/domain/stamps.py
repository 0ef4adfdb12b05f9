"""When something was written, by a clock that no wrong wall clock can spoil; and ids that sort by birth.

Why:    wall clocks of laptops lie. A hybrid clock takes the wall time where it is ahead and
        counts on where it is not, so a laptop's own edits always keep their order.
Shape:  a *reading* (hlc) is 16 hex digits: 48 bits of milliseconds, 16 bits of counter.
        A *stamp* is 24: a reading, then the device's tag. Comparing text compares time.
        A *vector* {tag: reading} says how much of each device somebody had seen.
Units:  milliseconds since 1970 by the server's clock, as far as it is known.
"""

import secrets
import unicodedata
import uuid
from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha1

Vector = dict[str, str]

LAST_COUNT = 0xFFFF  # the counter of the last reading of a millisecond
_COUNTER_BITS = 16
_LAST_MS = 253_402_300_799_999  # the end of the year 9999
_RUN_BITS = 47  # of the low 48 bits of an id: room for 2**47 more after a random start


def reading(ms: int, counter: int = 0) -> str:
    """Write a clock reading.

    >>> reading(1_700_000_000_000)
    '018bcfe568000000'
    """
    return f"{(min(max(ms, 0), _LAST_MS) << _COUNTER_BITS) + counter:016x}"


def tick(last: str, now_ms: int, offset_ms: int = 0) -> str:
    """Read the hybrid clock: later than `last`, and wall time where wall time is ahead; it never fails.

    >>> tick("018bcfe568000000", now_ms=0)
    '018bcfe568000001'
    """
    return max(_after(last), reading(now_ms + offset_ms))


def hear(last: str, remote: str) -> str:
    """Take note of somebody else's reading, so that what is written next comes after it."""
    return max(last, remote)


def _after(last: str) -> str:
    return f"{int(last or '0', 16) + 1:016x}"


@cache
def tag_of_device(device: str) -> str:
    """Name a device in stamps: the first 8 hex digits of its random UUID.

    >>> tag_of_device("9f3c01aa-77d1-4a52-9e11-0c5c7ab0de01")
    '9f3c01aa'
    """
    return uuid.UUID(device).hex[:8]


def reading_of(stamp: str) -> str:
    """Take the clock reading of a stamp."""
    return stamp[:16]


def tag_of(stamp: str) -> str:
    """Take the device's tag of a stamp."""
    return stamp[16:]


def ms_of(stamp: str) -> int:
    """Read the milliseconds of a stamp or a reading; a cell never written is at 0."""
    return int(stamp[:12] or "0", 16)


# --- vectors: who had seen what -------------------------------------------------------------


def saw(vector: Mapping[str, str], stamp: str) -> bool:
    """Say whether somebody with this vector had seen what carries the stamp."""
    return vector.get(stamp[16:], "") >= stamp[:16]


def add(vector: Vector, stamp: str) -> None:
    """Note in a vector that a stamp was seen; the empty stamp means nothing."""
    if stamp and vector.get(stamp[16:], "") < stamp[:16]:
        vector[stamp[16:]] = stamp[:16]


def union(vectors: Iterable[Mapping[str, str]]) -> Vector:
    """Join what several had seen.

    >>> union([{"aa": "05"}, {"aa": "03", "bb": "04"}])
    {'aa': '05', 'bb': '04'}
    """
    seen: Vector = {}
    for vector in vectors:
        for tag, hlc in vector.items():
            if seen.get(tag, "") < hlc:
                seen[tag] = hlc
    return seen


def within(small: Mapping[str, str], large: Mapping[str, str]) -> bool:
    """Say whether everything the first had seen, the second had seen too."""
    return all(large.get(tag, "") >= hlc for tag, hlc in small.items())


# --- mending a wrong clock ------------------------------------------------------------------


def restamp(pending: Mapping[str, str], shift_ms: int, now_ms: int, sent: str = "") -> dict[str, str]:
    """Find new readings for edits nobody has seen yet, once the clock is known to be wrong.

    Why:    all move by one constant, so a laptop an hour off ends where it belongs. Three
            bounds hold: none lands in the future, none before what it replaced (a clock that
            jumped while offline would otherwise undo its owner's edits), none before what
            this laptop has already sent.
    Shape:  pending: {reading: newest published reading it refers to, or ''}; gives {old: new}.
            sent: the newest reading this laptop ever published.
    """
    moved: dict[str, str] = {}
    newest = sent
    for old in sorted(pending):
        wanted = reading(min(ms_of(old) + shift_ms, now_ms), int(old[12:], 16))
        newest = max(wanted, *(_after(bound) for bound in (newest, pending[old]) if bound), "")
        moved[old] = newest
    return moved


# --- ids ------------------------------------------------------------------------------------


class Mint:
    """Makes the ids of one change: UUIDv7, in the order of their making.

    Why:    rows applied in order of id are 3 to 7 times faster than in random order, so the
            time comes first, then the clock's counter, then a random start counted upwards.
    """

    __slots__ = ("_head", "_next")

    def __init__(self, hlc: str, chance: int | None = None) -> None:
        chance = secrets.randbits(_RUN_BITS + 10) if chance is None else chance
        group = 0b10 << 14 | int(hlc[15], 16) << 10 | chance >> _RUN_BITS
        self._head = f"{hlc[:8]}-{hlc[8:12]}-7{hlc[12:15]}-{group:04x}-"
        self._next = chance & ((1 << _RUN_BITS) - 1)

    def one(self) -> str:
        """Make the next id."""
        self._next += 1
        return f"{self._head}{self._next:012x}"

    def many(self, count: int) -> list[str]:
        """Make the next ids, as fast as Python can."""
        head, first = self._head, self._next + 1
        self._next += count
        return [f"{head}{n:012x}" for n in range(first, first + count)]


def normal(name: str) -> str:
    """Reduce a name to what makes two writings of it the same.

    >>> normal("  Python ") == normal("\uff30\uff39\uff34\uff28\uff2f\uff2e")
    True
    """
    if not name.isascii():
        name = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return name.casefold().strip()


@cache
def _space(workspace: str) -> bytes:
    return uuid.UUID(workspace).bytes


def natural_id(workspace: str, noun: str, *names: str) -> str:
    """Make the id of a row that is its name: the same on every laptop of a workspace (UUIDv5).

    >>> natural_id("9f3c01aa-77d1-4a52-9e11-0c5c7ab0de01", "skills", " PYTHON ")
    '2bf206c0-362b-57f9-a81e-b4a057352f51'
    """
    text = "\x1f".join((noun, *map(normal, names)))
    h = sha1(_space(workspace) + text.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()
    return f"{h[:8]}-{h[8:12]}-5{h[13:16]}-{'89ab'[int(h[16], 16) & 3]}{h[17:20]}-{h[20:32]}"
