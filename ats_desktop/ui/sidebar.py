"""The side bar: where one can go, and how much waits there."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QRect, QSize, Signal
from PySide6.QtGui import QEnterEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QVBoxLayout, QWidget

from ats_desktop.ui.early import DOWN, LEFT_MIDDLE, RIGHT_MIDDLE, STRONG_FOCUS, UP, put
from ats_desktop.ui.icons import USUAL, pixmap
from ats_desktop.ui.pages.catalog import Entry
from ats_desktop.ui.theme import HAIR, RADIUS, ROOM, SNUG, TIGHT, label, theme, tone
from ats_desktop.ui.words import tr

_LETTERS = 27  # the width of the bar, so that it grows with the font


class Way(QAbstractButton):
    """One line of the side bar: an icon, a name and a count."""

    def __init__(self, entry: Entry, parent: QWidget) -> None:
        super().__init__(parent)
        self.entry = entry
        self.count = 0
        self.setText(tr(entry.title))
        self.setAccessibleName(self.text())
        self.setCheckable(True)
        put(self, focusPolicy=STRONG_FOCUS)

    def show_count(self, count: int) -> None:
        """Show how much waits there; nothing when nothing does."""
        self.count = count
        self.setAccessibleName(f"{self.text()}, {count}" if count else self.text())
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(theme().font())
        return QSize(metrics.averageCharWidth() * _LETTERS, metrics.height() + 2 * TIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inside = self.rect().adjusted(1, 1, -1, -1)
        ground = "accent_soft" if self.isChecked() else "hover" if self.underMouse() else "side"
        painter.setPen(QPen(tone("accent"), 2) if self.hasFocus() else QPen(tone(ground)))
        painter.setBrush(tone(ground))
        painter.drawRoundedRect(inside, RADIUS, RADIUS)
        ink = "accent" if self.isChecked() else "text"
        spot = QRect(SNUG, (self.height() - USUAL) // 2, USUAL, USUAL)
        painter.drawPixmap(spot, pixmap(self.entry.icon, ink, USUAL, self.devicePixelRatioF()))
        painter.setFont(theme().font(strong=self.isChecked()))
        painter.setPen(tone("text"))
        words = self.rect().adjusted(SNUG + USUAL + SNUG, 0, -SNUG, 0)
        painter.drawText(words, LEFT_MIDDLE, self.text())
        if self.count:
            painter.setFont(theme().font("caption"))
            painter.setPen(tone("muted"))
            painter.drawText(words, RIGHT_MIDDLE, f"{self.count:,}")
        painter.end()


class SideBar(QFrame):
    """Every page that is listed; up and down move, and `chosen` says where to."""

    chosen = Signal(str)

    def __init__(self, entries: Iterable[Entry]) -> None:
        super().__init__()
        self.setProperty("side", "yes")
        self._ways: dict[str, Way] = {}
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(SNUG, ROOM, SNUG, SNUG)
        column.setSpacing(HAIR)
        column.addWidget(label(tr("Job search"), "caption", tone="muted"))
        column.addSpacing(TIGHT)
        feet = [self._way(entry) for entry in entries]
        for way in feet:
            if way.entry.place == "top":
                column.addWidget(way)
        column.addStretch(1)
        for way in feet:
            if way.entry.place == "foot":
                column.addWidget(way)

    def _way(self, entry: Entry) -> Way:
        way = Way(entry, self)
        way.clicked.connect(lambda: self.chosen.emit(entry.key))
        self._group.addButton(way)
        self._ways[entry.key] = way
        return way

    def mark(self, key: str) -> None:
        """Show which page is open; none of them, for a page that is not listed."""
        self._group.setExclusive(False)
        for known, way in self._ways.items():
            way.setChecked(known == key)
        self._group.setExclusive(True)

    def count(self, key: str, number: int) -> None:
        """Show how much waits on a page."""
        self._ways[key].show_count(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down go through the bar."""
        step = {DOWN: 1, UP: -1}.get(event.key(), 0)
        ways = list(self._ways.values())
        here = next((at for at, way in enumerate(ways) if way.hasFocus()), -1)
        if step and here >= 0:
            ways[(here + step) % len(ways)].setFocus()
        else:
            super().keyPressEvent(event)
