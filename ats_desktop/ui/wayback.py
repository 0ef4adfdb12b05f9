"""The way back: where one was before, by Alt+Left, the mouse's own button for it, or the arrow above an application."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QMouseEvent

from ats_desktop.ui.words import tr

if TYPE_CHECKING:
    from ats_desktop.ui.window import Window

MOST = 50
THEIRS = {"board", "interviews"}  # there the same keys move a card, or a meeting by a day

Place = tuple[str, str]  # page, row


class WayBack(QObject):
    """Keeps the places one came through, the newest last."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self._places: list[Place] = [window.place]
        self._act = window.actions.add("back", tr("Go back"), self.back, keys="Alt+Left", icon_name="left")
        window.went.connect(self._note)
        window.installEventFilter(self)

    def back(self) -> None:
        """Go to where one was before, if there is such a place."""
        if len(self._places) > 1:
            self._places.pop()
            self._window.go(*self._places[-1])

    def _note(self) -> None:
        place = self._window.place
        self._act.setEnabled(place[0] not in THEIRS)
        if place != self._places[-1]:
            self._places = [*self._places, place][-MOST:]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear the button of the mouse that no part of a page wanted."""
        pressed = event.type() is QEvent.Type.MouseButtonPress
        if pressed and isinstance(event, QMouseEvent) and event.button() is Qt.MouseButton.BackButton:
            self.back()
            return True
        return super().eventFilter(watched, event)
