"""News and answers from other threads, brought into the window's own.

Why:    the feed and the lanes know no Qt; a queued signal is the one crossing, so that
        nothing but the UI thread ever touches a widget.
"""

import logging
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from ats_desktop.errors import AtsError

if TYPE_CHECKING:
    from concurrent.futures import Future

    from ats_desktop.store.feed import Changed, Feed

T = TypeVar("T")
_log = logging.getLogger(__name__)


class Live(QObject):
    """Tells the window what changed (`changed`, with a Changed) and brings answers back to it."""

    changed = Signal(object)
    _heard = Signal(object)
    _answered = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._leave: Callable[[], None] = lambda: None
        self._wired = False
        self._posting, self._stopped = threading.Lock(), False

    def follow(self, feed: "Feed") -> None:
        """Listen to a workspace's feed, and to no other any more."""
        self._wire()
        self._leave()
        self._leave = feed.subscribe(self._pass_on)

    def then(
        self,
        future: "Future[T]",
        done: Callable[[T], object],
        failed: Callable[[AtsError], object] | None = None,
        *,
        owner: QObject | None = None,
    ) -> None:
        """Call `done` with a future's answer, or `failed` with its error, in the UI thread.

        Shape:  nothing is called once `owner` is gone; a foreign error is logged as the bug it is
                and told as "Something went wrong".
        """
        self._wire()
        future.add_done_callback(lambda answer: self._post((answer, done, failed, owner)))

    def soon(self, call: Callable[[], object], *, owner: QObject | None = None) -> None:
        """Call something in the UI thread, from any thread."""
        self._wire()
        self._post((None, lambda _: call(), None, owner))

    def stop(self) -> None:
        """Hear nothing more, and bring nothing more: after this no lane touches the window, which may go."""
        with self._posting:
            self._stopped = True
        self._leave()
        self._leave = lambda: None

    def _wire(self) -> None:
        """Connect at the first use: the way to the first paint has no news, and no time."""
        if not self._wired:
            from PySide6.QtCore import Qt

            self._wired = True
            self._heard.connect(self.changed, Qt.ConnectionType.QueuedConnection)
            self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def _pass_on(self, news: "Changed") -> None:
        with self._posting:
            if not self._stopped and isValid(self):
                self._heard.emit(news)

    def _post(self, answer: tuple[Any, ...]) -> None:
        with self._posting:
            if not self._stopped and isValid(self):  # the window may be gone before the lane is done
                self._answered.emit(answer)

    def _deliver(self, answer: tuple[Any, ...]) -> None:
        future, done, failed, owner = answer
        if owner is not None and not isValid(owner):
            return
        error = None if future is None else None if future.cancelled() else future.exception()
        if error is None:
            if future is None or not future.cancelled():
                done(future and future.result())
            return
        if not isinstance(error, AtsError):
            _log.error("a lane stumbled", exc_info=error)
        if failed:
            failed(error if isinstance(error, AtsError) else unexpected())


def unexpected() -> AtsError:
    """Word a bug for the person who met it."""
    return AtsError("Something went wrong here.", "Nothing that was saved is lost. The log has the details.")
