"""Ops to bytes and back: the sealed body of a batch, bounded on both sides.

Shape:  zstd over JSON {"v": 1, "sv": schema version, "ops": [...]}; frozen.
Units:  at most 512 KiB sealed, 64 MiB opened.
"""

from collections.abc import Sequence
from typing import Any

import orjson
import zstandard

from ats_desktop.errors import Damaged
from ats_desktop.store.versions import newest
from ats_desktop.sync.backend import MAX_BODY

VERSION = 1
MOST_OPENED = 64 * 1024 * 1024
_LEVEL = 3


class Unreadable(Damaged):
    """A body that is not one: it is set aside whole."""

    def __init__(self, why: str) -> None:
        super().__init__(f"A batch from elsewhere could not be opened: {why}.", "It is kept aside.")
        self.why = why


def pack(ops: Sequence[dict[str, Any]]) -> bytes | None:
    """Seal ops; None where the body would be too large."""
    opened = orjson.dumps({"v": VERSION, "sv": newest(), "ops": ops})
    if len(opened) > MOST_OPENED:
        return None
    body = zstandard.ZstdCompressor(level=_LEVEL).compress(opened)
    return body if len(body) <= MAX_BODY else None


def unpack(body: bytes) -> list[Any]:
    """Open a body; what its ops are worth is judged elsewhere.

    Raises: Unreadable, whatever the bytes are.
    """
    if len(body) > MAX_BODY:
        raise Unreadable("it is too large")
    try:
        size = zstandard.get_frame_parameters(body).content_size
        if not 0 < size <= MOST_OPENED:
            raise Unreadable("it does not say its size, or it is too large")
        found = orjson.loads(zstandard.ZstdDecompressor().decompress(body, max_output_size=MOST_OPENED))
    except (zstandard.ZstdError, orjson.JSONDecodeError, MemoryError, RecursionError) as error:
        raise Unreadable("its bytes are not what they should be") from error
    ops = found.get("ops") if isinstance(found, dict) else None
    if not isinstance(ops, list) or not isinstance(found.get("v"), int):
        raise Unreadable("it holds no ops")
    if found["v"] > VERSION:
        raise Unreadable("it was written by a newer version of the program")
    return ops


def as_text(raw: object) -> str:
    """Write an op that is set aside."""
    return orjson.dumps(raw).decode()
