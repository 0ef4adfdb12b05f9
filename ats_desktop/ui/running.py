"""While the window is open: news from other programs, the bell, the state line, and a clean end."""

import contextlib
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer

from ats_desktop.background.bell import Bell
from ats_desktop.ui.look import Look
from ats_desktop.ui.status import Standing

if TYPE_CHECKING:
    from ats_desktop.app import App
    from ats_desktop.ui.window import Window

LOOK_MS = 500


class Running(QObject):
    """Holds what lives as long as the window, and lets go of it in reverse."""

    def __init__(self, window: "Window", app: "App", look: Look) -> None:
        super().__init__(window)
        self._window, self._app, self._look = window, app, look
        self._outside = QTimer(self)
        self._outside.setInterval(LOOK_MS)
        self._outside.timeout.connect(self._look_outside)
        window.seen.connect(self._seen)

    def start(self) -> None:
        """Hear the bell, look for what others write, show how things stand."""
        self._bell = Bell(self._app.profile, self._rung)
        self._seen(shown=self._window.isVisible())

    def raise_window(self) -> None:
        """Show the window in front of all others."""
        window = self._window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()

    def close(self) -> None:
        """Let go of everything, the newest first."""
        self._outside.stop()
        self._bell.close()
        self._window.live.stop()
        self._app.close()

    def _rung(self, words: dict[str, str]) -> None:
        """Heard on the bell's own thread."""
        if words.get("say") == "open":
            self._window.live.soon(self.raise_window, owner=self)
        elif words.get("say") == "changed":
            self._window.live.soon(self._look_outside, owner=self)

    def _seen(self, *, shown: bool) -> None:
        if shown:
            self._look_outside()
            self._outside.start()
        else:
            self._outside.stop()

    def _look_outside(self) -> None:
        """Ask the file whether another program wrote to it."""
        with contextlib.suppress(LookupError):
            self._app.work.look_outside()


def standing_of(_app: "App") -> Standing:
    """Say how things stand with backup and sharing."""
    return Standing(at=datetime.now().astimezone())
