"""Start the window: the newest titles first, the rest of the program after the paint.

Why:    imports decide how long a start takes.  Qt, our theme and the bare driver are all that is needed to
        read Today; the nouns, SQLAlchemy and the services come on a lane, while keys are already heard.
Shape:  ATS_BENCH=first-paint prints a JSON line at the first paint and at the first key heard, and quits;
        ATS_BENCH=hold prints the same and brings nothing more; ATS_BENCH=idle brings the rest, says so and stays.
"""

import json
import os
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from ats_desktop.background.lock import Lock
from ats_desktop.errors import AtsError
from ats_desktop.store.glance import Blind, Glance, glance
from ats_desktop.ui.look import Look, look_of
from ats_desktop.ui.theme import Theme, theme
from ats_desktop.ui.window import Window
from ats_desktop.ui.words import speak, tr

if TYPE_CHECKING:
    from ats_desktop.app import App

SWITCH = 0.0005  # seconds a busy lane may hold the interpreter before the window gets a turn


def main(profile: Path, link: str = "") -> int:
    """Open the window on a profile, or raise the one that is open already; `link` is an `ats://` address."""
    sys.setswitchinterval(SWITCH)
    lock = Lock.take(profile)
    if lock is None:
        from ats_desktop.ui.second import hand_over

        return hand_over(profile, link)
    application = QApplication.instance() or QApplication([sys.argv[0], "-style", "fusion"])
    if not isinstance(application, QApplication):
        raise TypeError("a window needs a QApplication")
    try:
        return Opening(application, profile, link).run()
    finally:
        lock.release()


class Opening(QObject):
    """The start of the window, step by step: paint, hear keys, bring the rest."""

    def __init__(self, application: QApplication, profile: Path, link: str = "") -> None:
        super().__init__()
        self._application, self._profile, self._link = application, profile, link
        self._bench = os.environ.get("ATS_BENCH", "")
        self._painted = False
        self.look: Look = look_of(profile)
        application.setApplicationName("ATS Desktop")
        application.setDesktopFileName("ats-desktop")
        speak(application)
        if application.findChild(Theme, "theme") is None:
            Theme(application, mode=self.look.mode, scale=self.look.scale)
        self._reader: Glance | Blind | None = glance(self.look.folder) if self.look.folder else None
        self.window = Window(self._reader)
        self.window.resize(*self.look.size)
        self.window.installEventFilter(self)

    def run(self) -> int:
        """Show the window, and stay until it is quit."""
        self.show()
        return self._application.exec()

    def show(self) -> None:
        """Show what a glance at the file gives; the rest follows the paint."""
        self.window.read_by(self._reader)
        self.window.stack.installEventFilter(self)
        self.window.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint and not self._painted:
            self._painted = True
            QTimer.singleShot(0, self._after_paint)
        elif event.type() is QEvent.Type.KeyPress and self._bench:
            self._tell("key")
            if self._bench == "first-paint":
                self._application.quit()
        return super().eventFilter(watched, event)

    def _after_paint(self) -> None:
        """The titles can be read: hear keys, and bring the rest."""
        self.window.stack.removeEventFilter(self)
        if self._bench:
            self._tell("first-paint")
            self._press_a_key()
        else:
            self.window.removeEventFilter(self)
        if self._bench != "hold":
            QTimer.singleShot(0, self._rest)

    def _rest(self) -> None:
        """Bring the rest of the program, while keys are heard already."""
        from ats_desktop.ui.errors import tell_uncaught

        tell_uncaught(self.window.tell)
        self.window.wake()
        theme().follow()
        from concurrent.futures import ThreadPoolExecutor

        opening = ThreadPoolExecutor(1, "opening").submit(self._bring)
        self.window.live.then(opening, self._arrived, self._failed)

    def _press_a_key(self) -> None:
        """Press a key as a person would, for the bench."""
        from PySide6.QtCore import Qt
        from PySide6.QtGui import QKeyEvent

        press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier)
        self._application.postEvent(self.window, press)

    def _bring(self) -> "App":
        """Open everything beside the window; what it will stand on is imported here, so that it need not wait."""
        import ats_desktop.ui.running
        from ats_desktop.app import App

        with suppress(ImportError):  # what needs it will say so
            import ats_desktop.sync.watching
            import ats_desktop.timetable  # noqa: F401 - imported for the importing
        return App.open(self._profile)

    def _arrived(self, app: "App") -> None:
        from ats_desktop.ui.running import Running

        self._close_reader()
        self.running = Running(self.window, app)
        self._application.aboutToQuit.connect(self.running.close)
        self.window.arrive(app)
        self.running.start()
        self.running.heed(self._link)
        if self._bench == "idle":
            self._tell("ready")

    def _failed(self, error: AtsError) -> None:
        """Say why the file cannot be opened; what a glance can read stays to be read."""
        self.window.tell(error, act=tr("Try again"), do=self._bring_again)

    def _bring_again(self) -> None:
        self.window.strip.clear()
        self._rest()

    def _close_reader(self) -> None:
        if self._reader:
            self._reader.close()
            self._reader = None

    def _tell(self, what: str) -> None:
        sys.stdout.write(json.dumps({"event": what, "monotonic": time.monotonic()}) + "\n")
        sys.stdout.flush()
