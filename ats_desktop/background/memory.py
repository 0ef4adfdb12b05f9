"""Memory that was needed for a moment goes back to the system.

Why:    glibc keeps what was freed, so that a program that once built an index or read a long list looks, and weighs,
        as if it still did: 6 MiB after the first start, more after an import.  Elsewhere systems see to it themselves.
"""

import ctypes
import sys


def give_back() -> None:
    """Hand what is free to the system, where that has to be asked for; takes a few milliseconds, without the GIL."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc has it, musl has not
        if trim is not None:
            trim(0)
