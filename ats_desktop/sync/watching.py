"""Hear that others wrote as soon as the shared place says so, while somebody looks.

Why:    a round a minute is enough for a laptop that lies aside; whoever looks at her window while her
        coach writes should not wait that long.  A hint carries nothing and losing one is harmless: all
        it does is let the next round come at once.
"""

import threading
from collections.abc import Callable
from contextlib import closing

from ats_desktop.errors import AtsError, Offline
from ats_desktop.sync.backend import Backend
from ats_desktop.sync.engine import backoff

PAUSE_S = 15.0  # until a place that cannot tell by itself is asked again, or a line that broke is opened again


class Watching:
    """Listens to one shared place until told to stop; runs on a lane of its own."""

    def __init__(
        self, open_place: Callable[[], Backend], heard: Callable[[], object], *, pause: float = PAUSE_S
    ) -> None:
        self._open, self._heard, self._pause = open_place, heard, pause
        self._stop = threading.Event()
        self._failures = 0

    def stop(self) -> None:
        """Listen no longer; the lane is free within a second."""
        self._stop.set()

    def run(self) -> None:
        """Listen; what the place refuses ends it, for the next round of sync says why."""
        while not self._stop.is_set():
            try:
                self._listen()
                self._stop.wait(self._pause)
            except Offline:
                self._failures += 1
                self._stop.wait(max(self._pause, backoff(self._failures)))
            except AtsError:
                return

    def _listen(self) -> None:
        with closing(self._open()) as place:
            place.heads()  # the line holds, and the place knows who listens
            self._failures = 0
            self._heard()  # what was written while nobody listened
            for _ in place.watch(self._stop):
                self._heard()
