"""The order of cards in a column: a text between two texts, so that one card moves and no other is renumbered.

Why:    two people who drag different cards write different cells, and both find their card where they left it.
        A place holds for the column it was given in: "applied k4" says nothing about "offer".
        A card nobody placed stands by its time, newest first, as if it had been placed there.
Shape:  a rank is text of 0-9 and a-z, compared as text; it never ends in 0, so there is always room before it.
"""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import datetime

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_FAR = 9_999_999_999  # seconds; the year 2286


def rank(stage: str, since: datetime | None, position: str, row: str) -> str:
    """Give a card's rank in its column: its own place there, else its time.

    >>> rank("applied", None, "applied k4", "x"), rank("offer", None, "applied k4", "x")
    ('k4', '9999999999xi')
    """
    if position.startswith(f"{stage} "):
        return position[len(stage) + 1 :]
    seconds = int(since.timestamp()) if since else 0
    return f"{_FAR - seconds:010d}{row.replace('-', '')}i"


# The same rule for the file, which picks the first cards of a long column.
RANK_SQL = f"""case when substr(coalesce(position, ''), 1, length(stage) + 1) = stage || ' '
  then substr(position, length(stage) + 2)
  else printf('%010d', {_FAR} - coalesce(unixepoch(stage_since), 0)) || replace(id, '-', '') || 'i' end"""


def places(stage: str, above: str, below: str, number: int) -> Iterator[str]:
    """Give as many positions as asked for, in order, between two ranks ("" is the end of the column)."""
    for _ in range(number):
        above = between(above, below)
        yield f"{stage} {above}"


def between(low: str, high: str) -> str:
    """Find a text after `low` and before `high`, as short as can be; "" is no bound.

    A letter no rank has, because a person typed it, counts as the one that stands where it would.

    >>> between("", ""), between("a", "b"), between("a", "a1"), between("9", "A")
    ('i', 'ai', 'a0i', '9i')
    """
    shared = 0
    while shared < len(high) and (low[shared : shared + 1] or "0") == high[shared]:
        shared += 1
    if shared and shared < len(high):
        return high[:shared] + between(low[shared:], high[shared:])
    first = bisect_left(DIGITS, low[0]) if low else 0
    last = bisect_left(DIGITS, high[0]) if high and shared < len(high) else len(DIGITS)
    if last - first > 1:
        return DIGITS[(first + last) // 2]
    if len(high) > 1:
        return high[0]
    return DIGITS[min(first, len(DIGITS) - 1)] + between(low[1:], "")
