"""What was needed for a moment is given back."""

import mmap
import sys
from pathlib import Path

import pytest

from ats_desktop.background.memory import give_back

PIECES, EACH = 2_000, 100_000


def resident():
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * mmap.PAGESIZE


@pytest.mark.skipif(sys.platform != "linux", reason="other systems take back by themselves")
def test_what_was_freed_between_things_that_stay_is_given_back():
    pairs = [(bytearray(EACH), bytearray(1_000)) for _ in range(PIECES)]  # the small one keeps the heap from shrinking
    full = resident()
    small = [pair[1] for pair in pairs]
    del pairs

    give_back()

    assert full - resident() > PIECES * EACH * 0.8
    assert len(small) == PIECES
