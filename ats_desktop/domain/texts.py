"""Long texts: versions of them side by side, and one merged for display where that is safe.

Why:    two people who edit one note at once must both find their words again. A character
        merge makes words nobody wrote ("128 engineers" of "8" and "12"), so lines are the
        smallest thing that is taken over, and where two edits touch both versions stay.
        What is shown is computed from the versions alone and never written as an edit:
        laptops cannot answer each other's merges for ever.
        Nothing here reads a clock: bounds are counts of lines and differences, so that a slow
        laptop and a fast one show the same. This is algorithm number 1, frozen: any change
        of what it shows is a new number and a new version of the wire.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from ats_desktop.domain.ops import Cell
from ats_desktop.domain.stamps import Vector, add, ms_of, saw, union

ALGORITHM = 1
MOST_LINES = 4_000
MOST_DIFFERENCES = 400
APART_MS = 180 * 86_400_000  # texts that parted longer ago are for a person to join

Hunk = tuple[int, int, list[str]]  # lines [first, last) of the base become these


@dataclass(slots=True)
class Version:
    """One writing of a text, and which others its author had in view."""

    stamp: str
    value: Cell
    seen: Vector = field(default_factory=dict)
    base: str = ""

    def covers(self, other: "Version") -> bool:
        """Say whether this one was written in view of the other, and so replaces it."""
        return self.stamp > other.stamp and saw(self.seen, other.stamp)


Versions = dict[str, Version]


def heads(versions: Mapping[str, Version]) -> list[Version]:
    """List the versions nobody has replaced, oldest first."""
    every = sorted(versions.values(), key=lambda version: version.stamp)
    if len(every) == 1:
        return every
    return [one for one in every if not any(other.covers(one) for other in every)]


def settle(versions: Versions) -> list[Version]:
    """Drop what is replaced and no longer needed to merge; give back what was dropped.

    Why:    a version takes over what the ones it replaces had seen, so the answer does not
            depend on which of them came first. A head keeps its base: without it the merged
            text would depend on who had tidied up.
    """
    current = heads(versions)
    standing = {head.stamp for head in current}
    for one in sorted(versions.values(), key=lambda version: version.stamp):
        for other in versions.values() if one.stamp not in standing else ():
            if other.covers(one):
                other.seen = union((other.seen, one.seen))
    bases = {head.base for head in current if _close(head)}
    return [versions.pop(stamp) for stamp in sorted(versions) if stamp not in standing and stamp not in bases]


def _close(head: Version) -> bool:
    return bool(head.base) and ms_of(head.stamp) - ms_of(head.base) <= APART_MS


def context(versions: Mapping[str, Version]) -> Vector:
    """Tell what somebody has in view who looks at this text now."""
    current = heads(versions)
    seen = union(head.seen for head in current)
    for head in current:
        add(seen, head.stamp)
    return seen


def show(versions: Mapping[str, Version]) -> tuple[Cell, bool]:
    """Find the text to show, and whether a person has to look because others stand beside it.

    Why:    the only head; or two heads merged where their changes do not touch; else the newest.
    """
    current = heads(versions)
    newest = current[-1].value if current else None
    if all(head.value == newest for head in current):
        return newest, False
    merged = _merged(versions, *current) if len(current) == 2 else None  # noqa: PLR2004 - three meet by luck of order
    return (newest, True) if merged is None else (merged or None, False)


def _merged(versions: Mapping[str, Version], one: Version, other: Version) -> str | None:
    base = versions.get(one.base)
    if base is None or one.base != other.base or not (_close(one) and _close(other)):
        return None
    return merge_lines(str(base.value or ""), str(one.value or ""), str(other.value or ""))


def merge_lines(base: str, one: str, other: str) -> str | None:
    r"""Take over the lines each side changed; None where both changed the same place.

    >>> merge_lines("a\nb\nc", "A\nb\nc", "a\nb\nC")
    'A\nb\nC'
    >>> merge_lines("a\nb", "A\nb", "a\nB") is None
    True
    """
    if one in (other, base):
        return other
    if other == base:
        return one
    lines, left, right = base.split("\n"), one.split("\n"), other.split("\n")
    if max(map(len, (lines, left, right))) > MOST_LINES:
        return None
    mine, theirs = hunks(lines, left), hunks(lines, right)
    if mine is None or theirs is None:
        return None
    both = _in_order(mine, theirs)
    return None if both is None else "\n".join(_with(lines, both))


def _in_order(mine: list[Hunk], theirs: list[Hunk]) -> list[Hunk] | None:
    """Lay the changes of two sides in one row; None where they touch and are not the same."""
    every = sorted([*mine, *(hunk for hunk in theirs if hunk not in mine)], key=lambda hunk: hunk[:2])
    touching = any(after[0] <= before[1] for before, after in pairwise(every))
    return None if touching else every


def _with(lines: list[str], changes: list[Hunk]) -> list[str]:
    out: list[str] = []
    at = 0
    for first, last, new in changes:
        out += lines[at:first] + new
        at = last
    return out + lines[at:]


def hunks(old: list[str], new: list[str]) -> list[Hunk] | None:
    """Find how one list of lines became another by the fewest changes; None if there are too many.

    Source: E. Myers, "An O(ND) difference algorithm and its variations" (1986), the greedy form.
    """
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    a, b = old[start : len(old) - end], new[start : len(new) - end]
    pairs = _agreement(a, b)
    if pairs is None:
        return None
    found: list[Hunk] = []
    x = y = 0
    for i, j in [*pairs, (len(a), len(b))]:
        if i > x or j > y:
            found.append((start + x, start + i, b[y:j]))
        x, y = i + 1, j + 1
    return found


def _agreement(a: list[str], b: list[str]) -> list[tuple[int, int]] | None:
    """Find the places of a longest common part."""
    reach = {1: 0}
    trail: list[dict[int, int]] = []
    for d in range(min(len(a) + len(b), MOST_DIFFERENCES) + 1):
        trail.append(dict(reach))
        for k in range(-d, d + 1, 2):
            down = k == -d or (k != d and reach[k - 1] < reach[k + 1])
            x = reach[k + 1] if down else reach[k - 1] + 1
            while x < len(a) and x - k < len(b) and a[x] == b[x - k]:
                x += 1
            reach[k] = x
            if x >= len(a) and x - k >= len(b):
                return _walk_back(trail, len(a), len(b))
    return None


def _walk_back(trail: list[dict[int, int]], x: int, y: int) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    for d in range(len(trail) - 1, -1, -1):
        reach, k = trail[d], x - y
        down = k == -d or (k != d and reach[k - 1] < reach[k + 1])
        before = k + 1 if down else k - 1
        to_x = reach[before]
        to_y = to_x - before
        while x > max(to_x, 0) and y > max(to_y, 0):
            x, y = x - 1, y - 1
            pairs.append((x, y))
        x, y = to_x, to_y
    return pairs[::-1]
