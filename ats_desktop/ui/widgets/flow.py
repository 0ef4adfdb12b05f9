"""A row that goes on in the next line when it is full, like words do."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class Flow(QLayout):
    """Lays widgets side by side at the sizes they ask for."""

    def __init__(self, parent: QWidget, gap: int) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}  # Qt asks the same again and again
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(gap)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._lay(QRect(0, 0, width, 0), really=False)
        return self._heights[width]

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, room: QRect) -> None:
        super().setGeometry(room)
        self._lay(room, really=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        sizes = [item.minimumSize() for item in self._items]
        return QSize(max((s.width() for s in sizes), default=0), max((s.height() for s in sizes), default=0))

    def _lay(self, room: QRect, *, really: bool) -> int:
        """Put every item in its place, on the middle of its line, or only find out how high they are together."""
        x, y, line = room.left(), room.top(), list[tuple[QLayoutItem, QRect]]()
        for item in self._items:
            size = item.sizeHint()
            if line and x + size.width() > room.right() + 1:
                y += self._put(line, really=really) + self.spacing()
                x, line = room.left(), []
            line.append((item, QRect(x, y, size.width(), size.height())))
            x += size.width() + (self.spacing() if size.width() else 0)
        return y + self._put(line, really=really) - room.top()

    def _put(self, line: list[tuple[QLayoutItem, QRect]], *, really: bool) -> int:
        """Put the items of one line in their places; gives how high it is."""
        high = max((box.height() for _, box in line), default=0)
        for item, box in line if really else ():
            item.setGeometry(box.translated(0, (high - box.height()) // 2))
        return high
