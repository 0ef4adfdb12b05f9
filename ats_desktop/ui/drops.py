"""The whole window as a place to drop things on, and the keys that take something in.

Why:    a thing dragged over the window is shown where it will go before it is let go; what comes from inside
        the window (a card of the board, marked text) is none of its business.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLabel

from ats_desktop.ui import arrivals
from ats_desktop.ui.theme import VAST, label, restyle, theme
from ats_desktop.ui.words import tr

if TYPE_CHECKING:
    from ats_desktop.ui.window import Window


class Drops(QObject):
    """Takes what is dropped on the window or pasted into it from elsewhere."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self._sign = _sign(window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)
        window.actions.add(
            "box", tr("Add what you found"), lambda: window.go("today", "box"), keys="Ctrl+L", icon_name="add"
        )
        window.actions.add(
            "clipboard",
            tr("Add a job from the clipboard"),
            lambda: arrivals.receive_clipboard(window),
            keys="Ctrl+Shift+V",
            icon_name="add",
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent) and self._from_outside(event):
            event.acceptProposedAction()
            self._show()
            return True
        if event.type() is QEvent.Type.DragLeave:
            self._sign.hide()
        elif type(event) is QDropEvent and self._from_outside(event):
            self._sign.hide()
            if arrivals.receive_dropped(self._window, event.mimeData()):
                event.acceptProposedAction()
            return True
        return super().eventFilter(watched, event)

    def _from_outside(self, event: QDropEvent) -> bool:
        """Say whether something comes from another program, and can be read."""
        held = event.mimeData()
        return event.source() is None and (held.hasUrls() or held.hasText())

    def _show(self) -> None:
        room = self._window.rect()
        self._sign.adjustSize()
        self._sign.move((room.width() - self._sign.width()) // 2, (room.height() - self._sign.height()) // 2)
        self._sign.show()
        self._sign.raise_()


def _sign(window: "Window") -> QLabel:
    """Make the sign that is shown while something is dragged over the window."""
    made = label(tr("Drop it here: a link, a posting, a résumé, a list"), "title", parent=window)
    restyle(made, sign="yes")
    made.setContentsMargins(VAST, VAST, VAST, VAST)
    made.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    made.hide()
    theme().dress(made)
    return made
