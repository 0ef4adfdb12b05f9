"""Lanes: one thread each, so that what waits for the world never holds up the window.

Why:    jobs of one lane run one after the other; lanes do not wait for each other.
        No asyncio, no Qt threads: a job is a function, its answer a Future.
"""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


class Runner:
    """The lanes of the program, made when first used."""

    def __init__(self) -> None:
        self._lanes: dict[str, ThreadPoolExecutor] = {}
        self._making = threading.Lock()
        self._closed = False

    def start(self, lane: str, job: Callable[[], T]) -> "Future[T]":
        """Run a job on its lane; what it raises is kept in the answer."""
        with self._making:
            if self._closed:
                refused: Future[T] = Future()
                refused.cancel()
                return refused
            if lane not in self._lanes:
                self._lanes[lane] = ThreadPoolExecutor(1, thread_name_prefix=lane)
            return self._lanes[lane].submit(job)

    def close(self) -> None:
        """Let what runs come to its end, drop what waits, the newest lane first."""
        with self._making:
            self._closed = True
            lanes = list(self._lanes.values())
        for lane in reversed(lanes):
            lane.shutdown(wait=True, cancel_futures=True)
