"""What stands side by side while there is room for it: controls that go on in the next line, halves that stack."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ats_desktop.ui.theme import HAIR, ROOM, TIGHT
from ats_desktop.ui.widgets.flow import Flow


class Flowing(QWidget):
    """Controls in a line, and in the next one where it is full."""

    def __init__(self, *controls: QWidget) -> None:
        super().__init__()
        row = Flow(self, TIGHT)
        for one in controls:
            row.addWidget(one)


class Sides(QWidget):
    """Parts side by side, each with its share of the width; one above the other where that is too narrow."""

    def __init__(self, letters: int, *parts: tuple[QWidget, int]) -> None:
        super().__init__()
        self._letters = letters  # of width, from which on they stand side by side
        self._parts = [part for part, _ in parts]
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(ROOM)
        for part, share in parts:
            self._layout.addWidget(part, share)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the widest part alone: before anything is cut off, the parts stack."""
        least = super().minimumSizeHint()
        return QSize(max((part.minimumSizeHint().width() for part in self._parts), default=0), least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = event.size().width() >= self._letters * self.fontMetrics().averageCharWidth()
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._layout.direction() is not way:
            self._layout.setDirection(way)
            self.updateGeometry()


def scrolled(part: QWidget, ground: str = "yes") -> QScrollArea:
    """Let a part scroll up and down where it is higher than its room; it is never cut off at the side."""
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, HAIR, 0)
    column.addWidget(part)
    made = QScrollArea()
    made.setWidgetResizable(True)
    made.setProperty("clear", ground)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    made.setWidget(inside)
    return made
