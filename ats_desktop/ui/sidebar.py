"""The side bar: where one can go, and how much waits there."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ats_desktop.ui.early import ALWAYS_OFF, DOWN, NO_FOCUS, UP, put
from ats_desktop.ui.icons import icon
from ats_desktop.ui.pages.catalog import Entry
from ats_desktop.ui.theme import HAIR, ROOM, SNUG, TIGHT, label, theme
from ats_desktop.ui.words import tr

_LETTERS = 24  # the width of the bar, so that it grows with the font


class Way(QPushButton):
    """One line of the side bar: an icon, a name and a count."""

    def __init__(self, entry: Entry, parent: QWidget) -> None:
        super().__init__(f"  {tr(entry.title)}", parent)  # a little room after the icon
        self.entry = entry
        self.setProperty("look", "way")
        self.setAccessibleName(tr(entry.title))
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setIcon(icon(entry.icon, checked="accent"))
        self._count = label("", "caption", tone="muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, SNUG, 0)
        row.addStretch(1)
        row.addWidget(self._count)

    def show_count(self, count: int) -> None:
        """Show how much waits there; nothing when nothing does."""
        self._count.setText(f"{count:,}" if count else "")
        self.setAccessibleName(", ".join([tr(self.entry.title), *([str(count)] if count else [])]))


class SideBar(QFrame):
    """Every page that is listed; up and down move, and `chosen` says where to."""

    chosen = Signal(str)
    searching = Signal()

    def __init__(self, entries: Iterable[Entry]) -> None:
        super().__init__()
        self.setProperty("side", "yes")
        self._ways: dict[str, Way] = {}
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(SNUG, ROOM, SNUG, SNUG)
        column.setSpacing(HAIR)
        column.addWidget(self._search())
        column.addSpacing(TIGHT)
        self._rail = _Rail(self)
        column.addWidget(self._rail, 1)
        ways = [self._way(entry) for entry in entries]
        for place in ("top", "foot"):
            for way in ways:
                if way.entry.place == place:
                    self._rail.column.addWidget(way)
            if place == "top":
                self._rail.column.addSpacing(TIGHT)
                self._rail.column.addStretch(1)
        self._fit()
        theme().changed.connect(self._fit)

    def mark(self, key: str) -> None:
        """Show which page is open; none of them, for a page that is not listed."""
        self._group.setExclusive(False)
        for known, way in self._ways.items():
            way.setChecked(known == key)
        self._group.setExclusive(True)

    def take_keys(self, key: str) -> None:
        """Give the keys to the line of a page; to the first, for a page that is not listed."""
        self._ways.get(key, next(iter(self._ways.values()))).setFocus()

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
            self._rail.ensureWidgetVisible(ways[(here + step) % len(ways)], 0, 0)
        else:
            super().keyPressEvent(event)

    def hint(self, keys: str) -> None:
        """Say by which keys the search opens."""
        self._keys.setText(keys)

    def _search(self) -> QPushButton:
        """Make what looks like a field and opens the palette, for those who use the mouse."""
        made = QPushButton(f"  {tr('Search')}", self)
        made.setProperty("look", "find")
        made.setAccessibleName(tr("Search, or do something"))
        made.setAutoDefault(False)
        made.setIcon(icon("search", "muted"))
        made.clicked.connect(self.searching)
        self._keys = label("", "caption", tone="muted")
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, TIGHT, 0)
        row.addStretch(1)
        row.addWidget(self._keys)
        return made

    def _way(self, entry: Entry) -> Way:
        way = Way(entry, self)
        way.clicked.connect(lambda: self.chosen.emit(entry.key))
        self._group.addButton(way)
        self._ways[entry.key] = way
        return way

    def _fit(self) -> None:
        self.setFixedWidth(QFontMetrics(theme().font()).averageCharWidth() * _LETTERS)  # its own is told later


class _Rail(QScrollArea):
    """Holds the lines; it scrolls where large type makes them higher than the window."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("clear", "side")
        self.setWidgetResizable(True)
        put(self, focusPolicy=NO_FOCUS, horizontalScrollBarPolicy=ALWAYS_OFF)
        inside = QWidget()
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(HAIR)
        self.setWidget(inside)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the keys to the bar, which goes from line to line by them."""
        event.ignore()
