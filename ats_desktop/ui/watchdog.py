"""A watchdog: how long the window did not answer, at worst, and what it was doing then.

Why:    "nothing blocks over 50 ms" is a promise about the worst moment, which no person sees in a test;
        a beat in the UI thread notes when it came late, a second thread looks at what held it up.
Units:  milliseconds, without the beat itself.
"""

import sys
import threading
import time
import traceback
from types import TracebackType
from typing import NamedTuple, Self

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer

BEAT_MS = 5
LOOK_S = 0.01
LATE_MS = 50.0


class Stall(NamedTuple):
    """The longest time without an answer, and where the UI thread was."""

    worst_ms: float = 0.0
    where: str = ""


class Watchdog(QObject):
    """Watches the thread it is made in: `with Watchdog() as watch: ...; watch.stall`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.stall = Stall()
        self._thread_id = threading.get_ident()
        self._beat_at = time.perf_counter()
        self._seen = ""
        self._ended = threading.Event()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)

    def __enter__(self) -> Self:
        self._beat_at = time.perf_counter()
        self._timer.start()
        threading.Thread(target=self._look, name="watchdog", daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        QCoreApplication.processEvents()  # what held the window until now counts too
        self._beat()
        self._timer.stop()
        self._ended.set()

    def _beat(self) -> None:
        now = time.perf_counter()
        late = (now - self._beat_at) * 1000 - BEAT_MS
        if late > self.stall.worst_ms:
            self.stall = Stall(round(late, 1), self._seen if late >= LATE_MS else "")
        self._beat_at, self._seen = now, ""

    def _look(self) -> None:
        """Note where the UI thread is while its beat is late."""
        while not self._ended.wait(LOOK_S):
            if (time.perf_counter() - self._beat_at) * 1000 >= LATE_MS and not self._seen:
                frame = sys._current_frames().get(self._thread_id)  # noqa: SLF001 - the only way to see another thread
                self._seen = "".join(traceback.format_stack(frame)[-6:]) if frame else ""
