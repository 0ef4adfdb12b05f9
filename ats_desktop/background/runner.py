"""Lanes: what waits for the world runs beside the window, one thread for each kind of waiting.

Why:    one thread a lane keeps order within it ("mail" never sends two letters at once) and
        keeps a slow server from holding up the disk.  What a job raised stays in its Future;
        whoever asked for the answer gets the error with it.
"""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from ats_desktop.errors import Unavailable

T = TypeVar("T")


class Runner:
    """The lanes of the program; a lane is opened by its first job."""

    def __init__(self) -> None:
        self._lanes: dict[str, ThreadPoolExecutor] = {}
        self._opening = threading.Lock()
        self._closed = False

    def start(self, lane: str, job: Callable[[], T]) -> "Future[T]":
        """Run a job on its lane, after those asked for before it.

        Raises: Unavailable, once the program is closing.
        """
        with self._opening:
            if self._closed:
                raise Unavailable("The program is closing.", "Start it again to go on.")
            if lane not in self._lanes:
                self._lanes[lane] = ThreadPoolExecutor(max_workers=1, thread_name_prefix=lane)
            return self._lanes[lane].submit(job)

    def close(self) -> None:
        """Let what is running finish, drop what waits, and close the lanes, the newest first."""
        with self._opening:
            self._closed = True
            lanes = list(self._lanes.values())
        for lane in lanes:
            lane.shutdown(wait=False, cancel_futures=True)
        for lane in reversed(lanes):
            lane.shutdown(wait=True)
