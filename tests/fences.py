"""The fence, raised at once: a process of its own as always, forked from one that has imported the parsers already.

Why:    most tests behind the fence ask what becomes of a file, not how Python starts; that, and all else
        the fence does, is proved in tests/outside/test_parsing.py and on the journeys.
"""

import io
import multiprocessing
import os
import sys
from contextlib import suppress

from ats_desktop.outside import parsing

SERVER = multiprocessing.get_context("forkserver")
SERVER.set_forkserver_preload(
    [
        *("ats_desktop.outside.parsing", "ats_desktop.formats.catalog", "ats_desktop.formats.wording"),
        *("ats_desktop.store.workspace", "ats_desktop.store.change", "ats_desktop.store.migrate"),
    ]
)


class Child:
    """What `fenced` asks of a process."""

    def __init__(self, function, seconds):
        (reads, way_in), (way_out, writes) = SERVER.Pipe(duplex=False), SERVER.Pipe(duplex=False)
        self._process = SERVER.Process(target=behind, args=(reads, writes, function, seconds), daemon=True)
        self._process.start()
        self.stdin = os.fdopen(os.dup(way_in.fileno()), "wb")
        self.stdout = os.fdopen(os.dup(way_out.fileno()), "rb")
        for end in (reads, way_in, way_out, writes):
            end.close()
        self.kill = self._process.kill

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stdout.close()
        with suppress(BrokenPipeError):
            self.stdin.close()
        self._process.join()


def behind(way_in, way_out, function, seconds):
    """Be the other side, which knows nothing of the surroundings."""
    here = parsing._surroundings()
    os.environ.clear()
    os.environ.update(here)
    sys.stdin = io.TextIOWrapper(os.fdopen(way_in.fileno(), "rb", closefd=False))
    sys.stdout = io.TextIOWrapper(os.fdopen(way_out.fileno(), "wb", closefd=False))
    parsing.main(function, seconds)
