"""A clock to practise against: started, paused, read in seconds; it shows minutes and does not press."""

from PySide6.QtCore import QElapsedTimer, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ats_desktop.ui.theme import SNUG, button, label, restyle
from ats_desktop.ui.words import tr

_BEAT_MS = 250
_MINUTE = 60


class Clock(QWidget):
    """The time so far, and a button that starts and pauses it."""

    beat = Signal(int)  # seconds so far, about once a second

    def __init__(self) -> None:
        super().__init__()
        self._before = 0  # milliseconds of the stretches that ended
        self._running = False
        self._shown = -1
        self._since = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setInterval(_BEAT_MS)
        self._timer.timeout.connect(self._show)
        self._time = label("0:00", "title")
        self._button = button(tr("Start the clock"))
        self._button.clicked.connect(self.turn)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SNUG)
        row.addWidget(self._time)
        row.addWidget(self._button)
        self._show()

    @property
    def seconds(self) -> int:
        """The seconds so far."""
        return (self._before + (self._since.elapsed() if self._running else 0)) // 1000

    @property
    def running(self) -> bool:
        """Say whether it is running."""
        return self._running

    def turn(self) -> None:
        """Start it, or let it rest."""
        if self._running:
            self.pause()
        else:
            self.start()

    def start(self) -> None:
        """Let it run."""
        if not self._running:
            self._running = True
            self._since.start()
            self._timer.start()
        self._show()

    def pause(self) -> None:
        """Let it rest."""
        if self._running:
            self._before += self._since.elapsed()
            self._running = False
            self._timer.stop()
        self._show()

    def put(self, seconds: int) -> None:
        """Set it back, resting."""
        self._running = False
        self._timer.stop()
        self._before = seconds * 1000
        self._show()

    def _show(self) -> None:
        now = self.seconds
        self._button.setText(tr("Pause") if self._running else tr("Go on") if self._before else tr("Start the clock"))
        if now != self._shown:
            self._shown = now
            self._time.setText(minutes(now))
            self._time.setAccessibleName(tr("{n} seconds", n=now))
            self.beat.emit(now)

    def paint_tone(self, tone: str) -> None:
        """Show the time in a tone."""
        if self._time.property("tone") != tone:
            restyle(self._time, tone=tone)


def minutes(seconds: int) -> str:
    """Write seconds as a clock does.

    >>> minutes(95)
    '1:35'
    """
    return f"{seconds // _MINUTE}:{seconds % _MINUTE:02}"
