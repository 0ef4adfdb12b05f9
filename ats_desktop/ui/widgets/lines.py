"""A short list to read and to walk through: an icon, a line, a quieter line, something at the right.

Why:    painted by one delegate instead of made of widgets: a page of a hundred lines paints at once,
        and arrows, Enter, Home and a screen reader come from Qt's own list.
Shape:  lines.show_lines([Line("deadline:7", "Engineer", note="Brightwater Labs", right="tomorrow", tone="warn")])
        lines.opened.connect(...)  # the line's key, by Enter or a click
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ats_desktop.ui.icons import USUAL, pixmap
from ats_desktop.ui.theme import HAIR, RADIUS, SNUG, TIGHT, theme, tone

Index = QModelIndex | QPersistentModelIndex
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Line:
    """One line; without a key it is a heading among the lines."""

    key: str
    text: str
    note: str = ""
    right: str = ""
    tone: str = "muted"  # of what stands at the right
    icon: str = ""

    @property
    def whole(self) -> str:
        """All of it, as a screen reader says it."""
        return ", ".join(part for part in (self.text, self.note, self.right) if part)


class _Model(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.lines: Sequence[Line] = ()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent and parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = 0) -> Any:
        line = self.lines[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return line.whole
        return line if role == Qt.ItemDataRole.UserRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        able = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return able if self.lines[index.row()].key else Qt.ItemFlag.NoItemFlags

    def put(self, lines: Sequence[Line]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()


class _Painted(QStyledItemDelegate):
    """Draws a line: nothing of the style's own, so that it looks the same everywhere."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - Qt's
        line: Line = index.data(Qt.ItemDataRole.UserRole)
        return QSize(0, height_of(line))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: Line = index.data(Qt.ItemDataRole.UserRole)
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if line.key:
            self._ground(painter, box.adjusted(1, 1, -1, -1), state)
            self._words(painter, box.adjusted(TIGHT, 0, -TIGHT, 0), line)
        else:
            painter.setFont(theme().font("caption", strong=True))
            painter.setPen(tone(line.tone))
            painter.drawText(box.adjusted(TIGHT, 0, -TIGHT, -HAIR), Qt.AlignmentFlag.AlignBottom, line.text)
        painter.restore()

    def _ground(self, painter: QPainter, box: QRect, state: QStyle.StateFlag) -> None:
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        under = bool(state & QStyle.StateFlag.State_MouseOver)
        if focused or under:
            painter.setPen(QPen(tone("accent"), 2) if focused else Qt.PenStyle.NoPen)
            painter.setBrush(tone("accent_soft" if focused else "hover"))
            painter.drawRoundedRect(box, RADIUS, RADIUS)

    def _words(self, painter: QPainter, box: QRect, line: Line) -> None:
        right = self._at_right(painter, box, line)
        left = box
        if line.icon:
            spot = QRect(box.left(), box.top() + (box.height() - USUAL) // 2, USUAL, USUAL)
            painter.drawPixmap(spot, pixmap(line.icon, "muted", USUAL, painter.device().devicePixelRatioF()))
            left = box.adjusted(USUAL + SNUG, 0, 0, 0)
        left = left.adjusted(0, TIGHT, -(right + SNUG) if right else 0, -TIGHT)
        body = theme().font()
        painter.setFont(body)
        painter.setPen(tone("text"))
        metrics = QFontMetrics(body)
        first = QRect(left) if not line.note else QRect(left.left(), left.top(), left.width(), metrics.height())
        painter.drawText(first, _LEFT, metrics.elidedText(line.text, Qt.TextElideMode.ElideRight, first.width()))
        if line.note:
            small = theme().font("caption")
            painter.setFont(small)
            painter.setPen(tone("muted"))
            below = left.adjusted(0, metrics.height() + 2, 0, 0)
            said = QFontMetrics(small).elidedText(line.note, Qt.TextElideMode.ElideRight, below.width())
            painter.drawText(below, _LEFT, said)

    def _at_right(self, painter: QPainter, box: QRect, line: Line) -> int:
        """Write what stands at the right, and say how wide it is."""
        if not line.right:
            return 0
        font = theme().font("caption", strong=line.tone != "muted")
        painter.setFont(font)
        painter.setPen(tone(line.tone))
        painter.drawText(box, _RIGHT, line.right)
        return QFontMetrics(font).horizontalAdvance(line.right)


def height_of(line: Line) -> int:
    """Say how high a line is drawn, in device-independent pixels."""
    body, small = QFontMetrics(theme().font()).height(), QFontMetrics(theme().font("caption")).height()
    if not line.key:
        return small + SNUG
    return body + 2 * TIGHT + (small + 2 if line.note else 0)


class Lines(QListView):
    """The list; as high as what it shows, so that the page scrolls and not the list."""

    opened = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._model = _Model(self)
        self.setModel(self._model)
        self.setItemDelegate(_Painted(self))
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._open)
        theme().changed.connect(self._fit)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these; the line that had the focus keeps it, where it is still there."""
        if list(lines) == list(self._model.lines):
            return
        held = self.current
        self._model.put(lines)
        again = next((at for at, line in enumerate(lines) if line.key and line.key == held), -1)
        if again >= 0:
            self.setCurrentIndex(self._model.index(again))
        self._fit()

    @property
    def lines(self) -> Sequence[Line]:
        """What is shown."""
        return self._model.lines

    @property
    def current(self) -> str:
        """The key of the line that has the focus, or ""."""
        index = self.currentIndex()
        return self._model.lines[index.row()].key if index.isValid() else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.current:
            self.opened.emit(self.current)
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(240, sum(map(height_of, self._model.lines)) + 2 * self.frameWidth() + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def _open(self, index: QModelIndex) -> None:
        if key := self._model.lines[index.row()].key:
            self.opened.emit(key)

    def _fit(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.updateGeometry()
