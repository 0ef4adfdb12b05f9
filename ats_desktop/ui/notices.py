"""What the window says to a person: in passing (a toast) or until it is closed (the strip)."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from ats_desktop.errors import AtsError, Unavailable
from ats_desktop.ui.icons import USUAL, grown, icon, pixmap
from ats_desktop.ui.theme import HAIR, ROOM, SNUG, TIGHT, button, label, restyle, theme
from ats_desktop.ui.words import explained, told, tr

TOAST_MS = 7_000


def speak(widget: QWidget) -> None:
    """Let a screen reader say what a widget now shows."""
    QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.Alert))


class Toast(QFrame):
    """A sentence over the foot of the window, below what pages show, gone by itself: "Moved 3 · Undo"."""

    undo = Signal()

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setProperty("toast", "yes")
        self._over = over
        self._words = label()
        self._back = button(tr("Undo"))
        self._back.clicked.connect(self._take_back)
        row = QHBoxLayout(self)
        self._row = row
        row.setSpacing(SNUG)
        row.addWidget(self._words)
        row.addWidget(self._back)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self._fade)
        over.installEventFilter(self)
        self.hide()

    def say(self, sentence: str, *, undo: bool = False) -> None:
        """Show a sentence for a few seconds, longer while the pointer or the keys are on it."""
        self._words.setText(sentence)
        self.setAccessibleName(sentence)
        self._back.setVisible(undo)
        self._row.setContentsMargins(ROOM, TIGHT, TIGHT if undo else ROOM, TIGHT)
        self._lay()
        self.show()
        self.raise_()
        self._clock.start(TOAST_MS)
        speak(self)

    def settle(self) -> None:
        """Something newer happened: what was said may no longer be taken back from here."""
        if self._back.isVisibleTo(self):
            self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() is QEvent.Type.Resize:
            self._lay()
        return False

    def _take_back(self) -> None:
        self.hide()
        self.undo.emit()

    def _fade(self) -> None:
        if self.underMouse() or self._back.hasFocus():
            self._clock.start(TOAST_MS)
        else:
            self.hide()

    def _lay(self) -> None:
        self.adjustSize()
        self.move((self._over.width() - self.width()) // 2, self._over.height() - self.height() - HAIR)


class Strip(QFrame):
    """What is wrong and what to do about it, above the page, until it is closed or no longer so."""

    def __init__(self) -> None:
        super().__init__()
        self.told: AtsError | None = None
        self._sign = QLabel()
        self._title = label("", "strong", wrap=True)
        self._advice = label("", wrap=True)
        self._act = button("")
        self._close = QToolButton()
        self._close.setIcon(icon("close", "on_soft"))
        self._close.setAccessibleName(tr("Close this message"))
        self._close.setToolTip(tr("Close"))
        self._close.clicked.connect(self.clear)
        self._doing: Callable[[], object] = self.clear
        self._act.clicked.connect(self._press)
        words = QVBoxLayout()
        words.setSpacing(HAIR)
        words.addWidget(self._title)
        words.addWidget(self._advice)
        row = QHBoxLayout(self)
        row.setContentsMargins(ROOM, SNUG, SNUG, SNUG)
        row.setSpacing(SNUG)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self._act, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def tell(
        self,
        error: AtsError,
        *,
        act: str = "",
        do: Callable[[], object] | None = None,
        kind: str = "",
        closes: bool = False,
    ) -> None:
        """Show an error of ours: its title, its advice, and a button where something can be done here.

        Shape:  `kind` is danger, warn or info; by itself it follows the error.  Info stays while it holds,
                unless it `closes`.
        """
        self.told = error
        restyle(self, strip=kind or ("warn" if isinstance(error, Unavailable) else "danger"))
        self._close.setVisible(closes or kind != "info")
        self._redraw()
        self._title.setText(told(error.title))
        self._advice.setText(told(error.advice))
        self._advice.setVisible(bool(error.advice))
        self._act.setText(act)
        self._act.setVisible(bool(act))
        self._doing = do or self.clear
        self.setAccessibleName(explained(error))
        self.show()
        speak(self)
        theme().changed.connect(self._redraw, Qt.ConnectionType.UniqueConnection)

    def _press(self) -> None:
        self._doing()

    def clear(self) -> None:
        """Close it."""
        self.told = None
        self.hide()

    def _redraw(self) -> None:
        strip = str(self.property("strip") or "warn")
        name, tone = ("info", "accent") if strip == "info" else ("warning", strip)
        self._sign.setPixmap(pixmap(name, tone, grown(USUAL), self.devicePixelRatioF()))
