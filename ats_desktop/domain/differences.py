"""Two versions of a text, line by line: what was taken away, what was added, what stayed."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

AROUND = 2  # lines that stayed, shown on each side of a change
MOST = 4_000  # lines looked at; a résumé has a hundred


@dataclass(frozen=True, slots=True)
class Piece:
    """One line: "+" is new, "-" is gone, " " stayed; "…" stands for lines that stayed and are not shown."""

    sign: str
    line: str


def differences(before: str, after: str) -> list[Piece]:
    r"""Say how one text became another; nothing, when it did not.

    >>> [piece.sign + piece.line for piece in differences("a\nb", "a\nc")]
    [' a', '-b', '+c']
    """
    old, new = before.splitlines()[:MOST], after.splitlines()[:MOST]
    if old == new:
        return []
    found: list[Piece] = []
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for at, (step, start, end, begin, finish) in enumerate(steps):
        if step == "equal":
            found += _stayed(old[start:end], first=at == 0, last=at == len(steps) - 1)
        else:
            found += [Piece("-", line) for line in old[start:end]]
            found += [Piece("+", line) for line in new[begin:finish]]
    return found


def _stayed(lines: list[str], *, first: bool, last: bool) -> Iterator[Piece]:
    """Show what stands near a change, and one sign for the rest."""
    head, tail = 0 if first else AROUND, 0 if last else AROUND
    if len(lines) <= head + tail + 1:
        yield from (Piece(" ", line) for line in lines)
        return
    yield from (Piece(" ", line) for line in lines[:head])
    yield Piece("…", "")
    yield from (Piece(" ", line) for line in lines[len(lines) - tail :])
