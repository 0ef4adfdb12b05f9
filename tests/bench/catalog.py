"""Every measure of `dev.py bench`, in the order of the table: one word a file.

Why:    a file is imported when its turn comes.  The screens come last, because whoever holds Qt open shares
        its pages with the programs whose memory is measured, and leaves the collector more to walk through.
"""

from collections.abc import Iterator
from importlib import import_module

from bench.kit import Measure

FILES = ("starts", "edits", "imports", "syncing", "papers", "screens", "frames")


def measures() -> Iterator[Measure]:
    """Give all measures, file by file."""
    for name in FILES:
        yield from import_module(f"bench.{name}").MEASURES
