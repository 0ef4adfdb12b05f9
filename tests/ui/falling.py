"""A card carried over a column by the pointer, and let go."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication

MOVE = Qt.DropAction.MoveAction


def fall(column, carried, where):
    """Drag and drop by the events Qt would send."""
    given = (MOVE, carried, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    for kind in (QDragEnterEvent, QDragMoveEvent):
        event = kind(where.toPoint(), *given)
        QApplication.sendEvent(column.viewport(), event)
        assert event.isAccepted()
    QApplication.sendEvent(column.viewport(), QDropEvent(where, *given))
