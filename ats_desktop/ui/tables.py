"""A table that holds only keys, and fetches the lines in view: a hundred thousand rows open like ten.

Why:    a model full of items took 3.7 s and 628 MiB for 100,000 rows; keys with pages of lines 39 ms and 74 MiB.
Shape:  table = RowsTable(tr("People"), columns)
        table.show_keys(order(work, ...), lambda keys: lines(work, keys))   # keys: any sequence; lines: key -> line
        table.opened.connect(...)   Enter or a double click, with the key
        table.sort_asked.connect(...)  (column's key, largest first), when a heading is pressed
        table.selected()   the keys of the selected lines
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyle,
    QTableView,
)

from ats_desktop.ui.theme import SNUG, theme, tone
from ats_desktop.ui.widths import Want, shared

Index = QModelIndex | QPersistentModelIndex
Key = Any  # an id or a number; hashable
Fetch = Callable[[Sequence[Key]], Mapping[Key, Any]]
PAGE, PAGES_HELD = 64, 32
ASIDE = 11  # pixels left and right of the words, as in the headings
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_SELECTED, _FOCUSED = QStyle.StateFlag.State_Selected.value, QStyle.StateFlag.State_HasFocus.value
_READ = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_TYPED = _READ | Qt.ItemFlag.ItemIsEditable
ARROW = 16  # that shows the order, beside a heading
SHORT = 12  # letters of a word or a date that is never cut
LOOKED_AT = 48  # lines in view, at most, from which the columns take their widths


def plain_tone(_line: Any) -> str:
    """Give no tone."""
    return ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it is called, what it says of a line, and how."""

    key: str
    title: str
    text: Callable[[Any], str]
    letters: int = 14  # how wide it is meant to be
    sorts: bool = True
    right: bool = False
    tone: Callable[[Any], str] = plain_tone
    edit: Callable[[Any], str] | None = None  # what F2 puts into the cell to be typed over; None: it is not typed


class KeysModel(QAbstractTableModel):
    """Keys in order; their lines come a page at a time, the last few pages are held."""

    typed = Signal(object, str, str)  # over a cell: the line's key, the column's, the words

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.keys: Sequence[Key] = ()
        self._fetch: Fetch = lambda _: {}
        self._pages: OrderedDict[int, Mapping[Key, Any]] = OrderedDict()

    def put(self, keys: Sequence[Key], fetch: Fetch) -> None:
        """Show other keys."""
        self.beginResetModel()
        self.keys, self._fetch = keys, fetch
        self._pages.clear()
        self.endResetModel()

    def again(self, fetch: Fetch) -> None:
        """Fetch the same lines anew: their order holds, their contents may not."""
        self._fetch = fetch
        self._pages.clear()
        if self.keys:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.keys) - 1, len(self.columns) - 1))

    def line(self, row: int) -> Any:
        """Give the line of a row; None when it is gone meanwhile."""
        page = row // PAGE
        if page not in self._pages:
            self._pages[page] = self._fetch(self.keys[page * PAGE : (page + 1) * PAGE])
            while len(self._pages) > PAGES_HELD:
                self._pages.popitem(last=False)
        self._pages.move_to_end(page)
        return self._pages[page].get(self.keys[row])

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.keys)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.EditRole and column.edit:
            held = self.line(index.row())
            return column.edit(held) if held is not None else ""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.right else _LEFT
        shown = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ForegroundRole}
        line = self.line(index.row()) if role in shown else None
        if line is None:
            return None
        if role == Qt.ItemDataRole.ForegroundRole:
            named = column.tone(line)
            return tone(named) if named else None
        said = column.text(line)
        return f"{column.title}: {said}" if role == Qt.ItemDataRole.AccessibleTextRole else said.replace("\n", " ")

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _READ if self.columns[index.column()].edit is None else _TYPED

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tell what was typed over a cell; whoever shows the table writes it, or says why not."""
        column = self.columns[index.column()]
        said = str(value).strip()
        if role == Qt.ItemDataRole.EditRole and column.edit and said != self.data(index, role):
            self.typed.emit(self.keys[index.row()], column.key, said)
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:  # figures stand under their heading
            return _RIGHT if self.columns[section].right else _LEFT
        return None


def _write(painter: QPainter, column: Column, line: Any, left: int, base: int, room: int, usual: str) -> None:
    """Write what a line says in a column, cut short with three dots where it does not fit."""
    words, look = column.text(line).replace("\n", " "), theme()
    if not words:
        return
    if look.wide(words) > room:
        words = QFontMetrics(look.font()).elidedText(words, Qt.TextElideMode.ElideRight, room)
    painter.setPen(look.ink(column.tone(line) or usual))
    aside = room - look.wide(words) if column.right else 0
    look.say(painter, left + aside, base, words)


class RowsTable(QTableView):
    """The table itself: whole lines are chosen, Enter opens, Ctrl+C copies, a heading sorts."""

    opened = Signal(object)
    sort_asked = Signal(str, bool)
    chosen = Signal()  # other lines are selected

    def __init__(self, name: str, columns: Sequence[Column]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._sized = False  # by hand
        self._fitted = theme().font()  # the type the widths were taken for
        self._held: list[int] = []  # how long the longest words seen in each column are
        self.model_ = KeysModel(columns, self)
        self.setModel(self.model_)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self._head()
        self.doubleClicked.connect(lambda index: self.opened.emit(self.model_.keys[index.row()]))
        self.selectionModel().selectionChanged.connect(self.chosen)
        theme().changed.connect(self._fit)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw all the cells in one go: asked for one by one, and each role by role, they take three times as long."""
        self.executeDelayedItemsLayout()
        area = event.rect()
        first, last = self.rowAt(area.top()), self.rowAt(area.bottom())
        cells = [
            (self.columnViewportPosition(at), wide, column)
            for at, column in enumerate(self.model_.columns)
            if (wide := self.columnWidth(at))
        ]
        seen = [cell for cell in cells if cell[0] <= area.right() and cell[0] + cell[1] > area.left()]
        rows = range(first, last + 1 if last >= 0 else len(self.model_.keys)) if first >= 0 and seen else ()
        painter = QPainter(self.viewport())
        for row in rows:
            self._draw(painter, row, seen)
        painter.end()

    def _draw(self, painter: QPainter, row: int, cells: Sequence[tuple[int, int, Column]]) -> None:
        """Draw the cells of a line: from where, how wide, what."""
        line, box = self.model_.line(row), QRect(0, self.rowViewportPosition(row), 0, self.rowHeight(row))
        selected = self.selectionModel().isSelected(self.model_.index(row, 0))
        if selected:
            for left, wide, _ in cells:
                painter.fillRect(left, box.top(), wide, box.height(), tone("accent_soft"))
        elif self.hasFocus() and self.currentIndex().row() == row:
            painter.setPen(tone("accent"))
            painter.drawRect(self.visualRect(self.currentIndex()).adjusted(0, 0, -1, -1))
        if line is not None:
            base, usual = theme().base(box), "on_soft" if selected else "text"
            for left, wide, column in cells:
                _write(painter, column, line, left + ASIDE, base, wide - 2 * ASIDE, usual)

    def show_keys(self, keys: Sequence[Key], fetch: Fetch) -> None:
        """Show these lines; what was selected stays so, where it is still there."""
        if list(keys) == list(self.model_.keys):
            self.model_.again(fetch)
            return
        held, now = self.selected(), self.current()
        at = self.verticalScrollBar().value()
        self.model_.put(keys, fetch)
        self.select_keys(held, now)
        if held and not self.selected():
            self.chosen.emit()  # a model that begins anew takes its choice away without a word
        self.verticalScrollBar().setValue(at)
        if not self._sized and self._longer():
            self._fit()

    def selected(self) -> list[Key]:
        """Give the keys of the selected lines, from top to bottom."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self.model_.keys[row] for row in rows]

    def current(self) -> Key | None:
        """Give the key of the line that has the focus."""
        index = self.currentIndex()
        return self.model_.keys[index.row()] if index.isValid() else None

    def select_keys(self, keys: Iterable[Key], current: Key | None = None) -> None:
        """Select lines by their keys, and give one of them the focus."""
        wanted = set(keys)
        if not wanted and current is None:
            return
        places = {key: row for row, key in enumerate(self.model_.keys) if key in wanted or key == current}
        chosen = QItemSelection()
        for key in wanted & places.keys():
            chosen.select(self.model_.index(places[key], 0), self.model_.index(places[key], 0))
        if current in places:
            self.selectionModel().setCurrentIndex(
                self.model_.index(places[current], 0), QItemSelectionModel.SelectionFlag.NoUpdate
            )
        kinds = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(chosen, kinds.ClearAndSelect | kinds.Rows)

    def sorted_by(self, key: str, *, down: bool) -> None:
        """Show which column the lines are sorted by."""
        at = next((at for at, column in enumerate(self.model_.columns) if column.key == key), -1)
        way = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().blockSignals(True)
        self.horizontalHeader().setSortIndicator(at, way)
        self.horizontalHeader().blockSignals(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; Ctrl+C copies the lines as a spreadsheet takes them."""
        editing = self.state() is QAbstractItemView.State.EditingState
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.current() is not None and not editing:
            self.opened.emit(self.current())
        elif event.matches(QKeySequence.StandardKey.Copy):
            QApplication.clipboard().setText(self.as_text())
        else:
            super().keyPressEvent(event)

    def as_text(self) -> str:
        """Write the selected lines with tabs between their columns."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        lines = (self.model_.line(row) for row in rows)
        return "\n".join(
            "\t".join(c.text(line).replace("\n", " ") for c in self.model_.columns) for line in lines if line
        )

    def _head(self) -> None:
        head = self.horizontalHeader()
        head.setSectionsMovable(True)
        head.setHighlightSections(False)
        head.setStretchLastSection(True)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setSortIndicatorShown(True)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        head.setSectionsClickable(True)
        head.sectionResized.connect(self._resized)
        head.sortIndicatorChanged.connect(self._ask_to_sort)

    def _ask_to_sort(self, section: int, way: Qt.SortOrder) -> None:
        if 0 <= section < len(self.model_.columns) and self.model_.columns[section].sorts:
            self.sort_asked.emit(self.model_.columns[section].key, way is Qt.SortOrder.DescendingOrder)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._sized:
            self._fit()

    def _fit(self) -> None:
        """Give rows and columns the size of the font and of what they hold."""
        if theme().font() != self._fitted:
            self._fitted, self._held = theme().font(), []
        metrics = QFontMetrics(theme().font())
        self.verticalHeader().setDefaultSectionSize(metrics.height() + SNUG)
        self._longer()
        room = self.viewport().width()
        wants = self._wants(ARROW)
        if sum(want.all for want in wants) > room:  # no column is cut for an arrow that may come
            wants = self._wants(0)
        for at, width in enumerate(shared(wants, room)):
            self.setColumnWidth(at, width)
        self._sized = False

    def _wants(self, arrow: int) -> list[Want]:
        """Say what each column would like, with room for the arrow that shows the order beside its heading."""
        heads = QFontMetrics(theme().font("caption", strong=True))
        letter = QFontMetrics(theme().font()).averageCharWidth()
        short = letter * SHORT + 2 * ASIDE
        return [
            Want(heads.horizontalAdvance(column.title) + 2 * ASIDE + arrow, held, letter * (column.letters + 2), short)
            for column, held in zip(self.model_.columns, self._held, strict=True)
        ]

    def _longer(self) -> bool:
        """Measure the lines in view; say whether a column holds more than was ever seen in it."""
        model = self.model_
        first = max(0, self.rowAt(0))
        lines = [model.line(row) for row in range(first, min(first + LOOKED_AT, len(model.keys)))]
        before = self._held or [0] * len(model.columns)
        self._held = [max(known, _length(column, lines)) for column, known in zip(model.columns, before, strict=True)]
        return self._held != before

    def _resized(self, _section: int, _old: int, _new: int) -> None:
        """Leave the columns as the person drew them."""
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._sized = True


def _length(column: Column, lines: Sequence[Any]) -> int:
    """Say how much room the longest words of a column take, with what stands aside; 0 when it is empty."""
    said = {column.text(line).replace("\n", " ") for line in lines if line is not None} - {""}
    return max((theme().wide(words) for words in said), default=-2 * ASIDE) + 2 * ASIDE
