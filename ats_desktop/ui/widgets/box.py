"""A list to choose from that the wheel passes over: scrolling a page must never change what it shows."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox

_SEEN = 14  # entries seen at once: every stage there is, without scrolling


class Box(QComboBox):
    """Changes by a click or a key, never by the wheel.

    Why:    Qt's own turns under the pointer and takes the keyboard for it; a stage was written by scrolling past it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(_SEEN)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
