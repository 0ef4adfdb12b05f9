"""How wide the columns of a table are: as wide as what they hold; what is over goes where most is written.

Why:    shares fixed once gave half a page to a column that stood empty and cut a name beside it.
Units:  device-independent pixels.
"""

from collections.abc import Sequence
from dataclasses import dataclass

OF_USE = 0.6  # of what a column was meant to have
STEPS = 24


@dataclass(frozen=True, slots=True)
class Want:
    """What one column would like."""

    head: int  # its heading, whole: never less
    held: int  # the longest of what is seen in it; 0: nothing
    meant: int  # what it was designed for
    short: int = 0  # a word or a date of this width is never cut

    @property
    def all(self) -> int:
        """Say how much shows everything."""
        return max(self.head, self.held)

    @property
    def least(self) -> int:
        """Say how little is still of use: most of what was meant; then the table scrolls."""
        return max(self.head, min(self.held, max(self.short, int(self.meant * OF_USE))))


def shared(wants: Sequence[Want], room: int) -> list[int]:
    """Share a width out; more than there is, where not even the least fits.

    >>> shared([Want(40, 200, 100), Want(40, 0, 100)], 300)     # the empty one keeps to its heading
    [260, 40]
    >>> shared([Want(40, 200, 100), Want(40, 60, 100)], 200)    # what is longer than it was meant to be is cut first
    [140, 60]
    >>> shared([Want(40, 200, 100), Want(40, 60, 100)], 100)    # where it scrolls anyway, each is as it was meant
    [100, 60]
    """
    over = room - sum(want.all for want in wants)
    if over >= 0:
        return _filled(wants, over)
    if room < sum(want.least for want in wants):  # it scrolls: then nothing needs to be cut
        return [max(want.head, min(want.held, want.meant)) for want in wants]
    low, high = 0.0, float(max(want.all for want in wants))
    for _ in range(STEPS):  # towards the largest part of what was meant at which all fit
        part = (low + high) / 2
        low, high = (part, high) if sum(_cut(want, part) for want in wants) <= room else (low, part)
    widths = [_cut(want, low) for want in wants]
    rest = room - sum(widths)
    widest = max(range(len(wants)), key=lambda at: wants[at].all)
    widths[widest] += max(0, rest)
    return widths


def _filled(wants: Sequence[Want], over: int) -> list[int]:
    """Give what is over to the columns that hold something, as much as they were meant to have."""
    parts = [want.meant if want.held else 0 for want in wants]
    if not sum(parts):
        parts = [want.meant or 1 for want in wants]
    return [want.all + over * part // sum(parts) for want, part in zip(wants, parts, strict=True)]


def _cut(want: Want, part: float) -> int:
    return max(want.least, min(want.all, int(want.meant * part)))
