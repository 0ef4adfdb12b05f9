"""A short list to read and to walk through: an icon, a line, a quieter line, something at the right.

Why:    painted by one delegate instead of made of widgets: a page of a hundred lines paints at once,
        and arrows, Enter, Home and a screen reader come from Qt's own list.
Shape:  lines.show_lines([Line("deadline:7", "Engineer", note="Brightwater Labs", right="tomorrow", tone="warn")])
        lines.opened.connect(...)  # the line's key, by Enter or a click
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from ats_desktop.ui.early import (
    ALWAYS_OFF,
    DOWN,
    ENTER,
    LEFT_BOTTOM,
    RETURN,
    SAID,
    SHOWN,
    UP,
    put,
)
from ats_desktop.ui.icons import USUAL, grown, pixmap
from ats_desktop.ui.theme import HAIR, RADIUS, SNUG, TIGHT, ink, theme, tone

Index = QModelIndex | QPersistentModelIndex


class Line(NamedTuple):
    """One line; without a key it is a heading among the lines."""

    key: str
    text: str
    note: str = ""
    right: str = ""
    tone: str = "muted"  # of what stands at the right
    icon: str = ""
    chosen: bool = False  # what is shown beside the list
    act: str = ""  # what opening it does, where that is not plain

    @property
    def whole(self) -> str:
        """All of it, as a screen reader says it."""
        return ", ".join(part for part in (self.text, self.note, self.right, self.act) if part)


class _Model(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.lines: Sequence[Line] = ()

    def rowCount(self, _parent: Index | None = None) -> int:
        return len(self.lines)

    def data(self, index: Index, role: int = SHOWN) -> Any:
        return self.lines[index.row()].whole if role in {SHOWN, SAID} else None

    def put(self, lines: Sequence[Line]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()


class Painted(QStyledItemDelegate):
    """Draws a line: nothing of the style's own, so that it looks the same everywhere."""

    def __init__(self, view: "Lines") -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        return self._view.sizes[index.row()]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        at = index.row()
        line, box = self._view.lines[at], option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if line.key:
            self._ground(painter, box.adjusted(1, 1, -1, -1), at, chosen=line.chosen)
            self._words(painter, box.adjusted(TIGHT, 0, -TIGHT, 0), line)
        else:
            painter.setFont(theme().font("caption", strong=True))
            ink(painter, line.tone)
            painter.drawText(box.adjusted(TIGHT, 0, -TIGHT, -HAIR), LEFT_BOTTOM, line.text)
        painter.restore()

    def _ground(self, painter: QPainter, box: QRect, at: int, *, chosen: bool) -> None:
        focused = (self._view.hasFocus() or self._view.led) and self._view.currentIndex().row() == at
        if focused or chosen or self._view.under == at:
            ground = "accent_soft" if focused or chosen else "hover"
            painter.setPen(QPen(tone("accent"), 2) if focused else QPen(tone(ground)))
            painter.setBrush(tone(ground))
            painter.drawRoundedRect(box, RADIUS, RADIUS)

    def _words(self, painter: QPainter, box: QRect, line: Line) -> None:
        right = self._at_right(painter, box, line)
        left = box
        if line.icon:
            side = grown(USUAL)
            spot = QRect(box.left(), box.top() + (box.height() - side) // 2, side, side)
            painter.drawPixmap(spot, pixmap(line.icon, "muted", side, self._view.devicePixelRatioF()))
            left = box.adjusted(side + SNUG, 0, 0, 0)
        left = left.adjusted(0, TIGHT, -right, -TIGHT)
        high = theme().high()
        first = QRect(left.left(), left.top(), left.width(), high) if line.note else left
        self.say(painter, first, "body", "text", line.text)
        if line.note:
            self.say(painter, left.adjusted(0, high + 2, 0, 0), "caption", "muted", line.note)

    def say(self, painter: QPainter, box: QRect, role: str, ink: str, words: str) -> None:
        """Write the words of a line in their box."""
        write(painter, box, role, ink, words)

    def _at_right(self, painter: QPainter, box: QRect, line: Line) -> int:
        """Write what stands at the right, and say how wide it is."""
        taken, look = 0, theme()
        parts = ((line.act, "accent", False), (line.right, line.tone, line.tone != "muted"))
        for words, color, strong in parts:
            if words:
                ink(painter, color)
                taken += look.wide(words, "caption", strong=strong)
                look.say(painter, box.right() + 1 - taken, look.base(box, "caption"), words, "caption", strong=strong)
                taken += SNUG
        return taken


def write(painter: QPainter, box: QRect, role: str, tone: str, words: str) -> None:
    """Write one line of words in a box, cut short with three dots where they do not fit."""
    look = theme()
    if look.wide(words, role) > box.width() and not look.early:
        from PySide6.QtCore import Qt

        words = QFontMetrics(look.font(role)).elidedText(words, Qt.TextElideMode.ElideRight, box.width())
    ink(painter, tone)
    look.say(painter, box.left(), look.base(box, role), words, role)


def height_of(line: Line) -> int:
    """Say how high a line is drawn, in device-independent pixels."""
    body, small = theme().high(), theme().high("caption")
    if not line.key:
        return small + SNUG
    return body + 2 * TIGHT + (small + 2 if line.note else 0)


class Lines(QListView):
    """The list; as high as what it shows, so that the page scrolls and not the list."""

    opened = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.under = -1  # the line under the pointer
        self.led = (
            False  # the keys are elsewhere, and walk through these lines from there; they begin anew with each list
        )
        self.sizes: list[QSize] = []  # of each line: Qt asks for them several times each time it lays them out
        self._model = _Model(self)
        self.setModel(self._model)
        self.setItemDelegate(Painted(self))
        self.setMouseTracking(True)
        put(self, verticalScrollBarPolicy=ALWAYS_OFF, horizontalScrollBarPolicy=ALWAYS_OFF)
        self.clicked.connect(self._open)
        theme().changed.connect(self._fit)
        self._fit()

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these; the line that had the focus keeps it, where it is still there."""
        if list(lines) == list(self._model.lines):
            return
        held = self.current
        self._measure(lines)
        self._model.put(lines)
        self._stretch()  # before a line is pointed at, which lays them out
        if not self.led:
            self.choose(held)

    def choose(self, key: str) -> bool:
        """Make a line the one that the keys are on; says whether it is there."""
        at = next((at for at, line in enumerate(self.lines) if line.key and line.key == key), -1)
        if at >= 0:
            self.setCurrentIndex(self._model.index(at))
        return at >= 0

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
        """Enter opens; up and down pass over headings."""
        key = event.key()
        if key in {ENTER, RETURN} and self.current:
            self.opened.emit(self.current)
        elif key in {UP, DOWN}:
            self._step(1 if key == DOWN else -1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Point at a line as soon as the keys are here."""
        if not self.current:  # before Qt, which would take the first line
            chosen = next((at for at, line in enumerate(self.lines) if line.chosen), -1)
            if chosen < 0:
                self.first()
            else:
                self.setCurrentIndex(self._model.index(chosen))
        super().focusInEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.indexAt(event.position().toPoint()).row())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def sizeHint(self) -> QSize:
        return QSize(240, self.height())

    def first(self) -> None:
        """Choose the first line that can be opened."""
        at = next((at for at, line in enumerate(self.lines) if line.key), -1)
        self.setCurrentIndex(self._model.index(at))

    def walk(self, steps: int) -> None:
        """Go so many lines on, or back."""
        for _ in range(abs(steps)):
            self._step(1 if steps > 0 else -1)

    def _step(self, step: int) -> None:
        at = self.currentIndex().row() + step
        while 0 <= at < len(self.lines) and not self.lines[at].key:
            at += step
        if 0 <= at < len(self.lines):
            self.setCurrentIndex(self._model.index(at))

    def _hover(self, at: int) -> None:
        if at != self.under:
            self.under = at
            self.viewport().update()

    def _open(self, index: QModelIndex) -> None:
        if key := self._model.lines[index.row()].key:
            self.opened.emit(key)

    def _measure(self, lines: Sequence[Line]) -> None:
        self.sizes = [QSize(0, height_of(line)) for line in lines]

    def _stretch(self) -> None:
        self.setFixedHeight(sum(size.height() for size in self.sizes) + 2)

    def _fit(self) -> None:
        self._measure(self.lines)
        self._stretch()
        self.scheduleDelayedItemsLayout()
