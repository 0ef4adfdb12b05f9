"""One column of the board: its name and count, its cards, a line to add one.

Shape:  the list tells what keys and drops ask for; the page decides what comes of it.
"""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QMenu,
    QToolButton,
    QVBoxLayout,
)

from ats_desktop.domain.applications import Stage
from ats_desktop.store.reads.board import Card
from ats_desktop.ui.icons import icon
from ats_desktop.ui.theme import HAIR, RADIUS_CARD, TIGHT, button, label, theme, tone
from ats_desktop.ui.widgets.board_cards import Cards, Face
from ats_desktop.ui.widgets.board_painting import CardPainter
from ats_desktop.ui.widgets.top import Short
from ats_desktop.ui.words import tr

_LETTERS_LEAST, _LETTERS_MOST = 29, 48  # widths of a column
_ALT = Qt.KeyboardModifier.AltModifier
_PLAIN = Qt.KeyboardModifier.NoModifier
_SELECT = QItemSelectionModel.SelectionFlag.Select


class CardList(QListView):
    """The cards: arrows walk, Shift selects, Alt carries, Enter opens, M asks where to."""

    opened = Signal(str)
    sideways = Signal(int)  # to the column at the left or the right
    carried = Signal(int)  # the cards, one column to the left or the right
    lifted = Signal(int)  # the cards, one place up or down
    asked = Signal(QPoint, str)  # a menu at this place of the screen: "stages" to move to, or "all"
    hovered = Signal()  # something is dragged over it
    focused = Signal()  # the keys came or went

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "cards")
        self._model = Cards(self)
        self._painter = CardPainter(self)
        self.setModel(self._model)
        self.setItemDelegate(self._painter)
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDragEnabled(True)
        self.doubleClicked.connect(lambda index: self.opened.emit(self._model.cards[index.row()].id))
        theme().changed.connect(self.scheduleDelayedItemsLayout)

    @property
    def cards(self) -> Cards:
        """What is shown."""
        return self._model

    def picked(self) -> list[str]:
        """Give the ids of the selected cards, top first; of the current one, when none is selected."""
        rows = sorted({index.row() for index in self.selectedIndexes()})
        if not rows and self.currentIndex().isValid():
            rows = [self.currentIndex().row()]
        return [self._model.cards[row].id for row in rows]

    def current(self) -> str:
        """Give the id of the card that has the keys, or ""."""
        index = self.currentIndex()
        return self._model.cards[index.row()].id if index.isValid() else ""

    def show_cards(self, cards: Sequence[Card], faces: Sequence[Face]) -> None:
        """Show these; what was selected and current stays so, where it is still here."""
        picked, current, at = self.picked(), self.current(), self.currentIndex().row()
        chosen = bool(self.selectedIndexes())
        if not self._model.put(cards, faces):
            return
        row = self._model.row_of(current)
        if row < 0 and current and self._model.cards:
            row = min(at, len(self._model.cards) - 1)
        if row >= 0:
            self.selectionModel().setCurrentIndex(self._model.index(row), QItemSelectionModel.SelectionFlag.NoUpdate)
        if chosen:
            self.pick(picked)

    def pick(self, cards: Sequence[str], *, current: bool = False) -> bool:
        """Select cards by their ids; gives whether any is here."""
        rows = [row for card in cards if (row := self._model.row_of(card)) >= 0]
        chosen = QItemSelection()
        for row in rows:
            chosen.select(self._model.index(row), self._model.index(row))
        if rows and current:
            self.selectionModel().setCurrentIndex(
                self._model.index(rows[0]), QItemSelectionModel.SelectionFlag.NoUpdate
            )
            self.scrollTo(self._model.index(rows[0]))
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        return bool(rows)

    # Keys, mouse, drops

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        across = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(key, 0)
        along = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(key, 0)
        if across and held in {_PLAIN, _ALT}:
            (self.carried if held == _ALT else self.sideways).emit(across)
        elif along and held == _ALT:
            self.lifted.emit(along)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.current():
            self.opened.emit(self.current())
        elif key == Qt.Key.Key_M and held == _PLAIN and self.current():
            self.asked.emit(self._place_of_current(), "stages")
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if by_mouse else self.currentIndex()
        if not index.isValid():
            return
        if not self.selectionModel().isSelected(index):
            self.setCurrentIndex(index)
        self.asked.emit(event.globalPos() if by_mouse else self._place_of_current(), "all")

    def _place_of_current(self) -> QPoint:
        return self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.hovered.emit()
        super().dragEnterEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self.hovered.emit()
        super().dragMoveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand what fell to the model, with its place; Qt's own way loses some drops within one list."""
        row = self._row_at(event.position().toPoint())
        self._model.dropMimeData(event.mimeData(), Qt.DropAction.MoveAction, row, 0, QModelIndex())
        event.accept()
        self.stopAutoScroll()
        self.setState(QAbstractItemView.State.NoState)
        self.viewport().update()

    def _row_at(self, where: QPoint) -> int:
        """Say above which card a place is; -1 below all of them."""
        index = self.indexAt(where)
        if not index.isValid():
            return -1
        return index.row() + (where.y() > self.visualRect(index).center().y())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._model.cards:
            self.selectionModel().setCurrentIndex(self._model.index(0), QItemSelectionModel.SelectionFlag.NoUpdate)
        self.focused.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focused.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._painter.resize(self.viewport().width())
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class BoardColumn(QFrame):
    """One column, with all that belongs to it."""

    added = Signal(str)  # what was typed into its line
    more = Signal()  # more of its cards are wanted
    naming = Signal()  # its name, its place or whether it is shown is to be changed

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self.stage = stage
        name = str(stage)
        self._name = Short("strong")
        self._name.setText(name)
        self._count = label("", tone="muted")
        self._add = QToolButton()
        self._add.setIcon(icon("add", "muted"))
        self._add.setToolTip(tr("Add a job here"))
        self._add.setAccessibleName(tr("Add to {stage}", stage=name))
        self._add.clicked.connect(self._ask)
        self._line = QLineEdit()
        self._line.setPlaceholderText(tr("Title @ Company"))
        self._line.setAccessibleName(tr("New in {stage}", stage=name))
        self._line.returnPressed.connect(self._enter)
        self._line.editingFinished.connect(lambda: self._line.setVisible(bool(self._line.text())))
        self._line.hide()
        self._nothing = label(tr("Nothing here yet."), "caption", tone="muted", wrap=True)
        self.list = CardList()
        self.list.focused.connect(self.update)
        self._more = button("", "quiet")
        self._more.clicked.connect(self.more)
        self._more.hide()
        self._lay()
        self._fit()
        theme().changed.connect(self._fit)

    def _lay(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(HAIR, 0, 0, 0)
        top.setSpacing(TIGHT)
        top.addWidget(self._name)
        top.addWidget(self._count)
        top.addStretch(1)
        top.addWidget(self._add)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(TIGHT, TIGHT, TIGHT, TIGHT)
        whole.setSpacing(TIGHT)
        whole.addLayout(top)
        whole.addWidget(self._line)
        whole.addWidget(self._nothing)
        whole.addWidget(self.list, 1)
        whole.addWidget(self._more, 0, Qt.AlignmentFlag.AlignHCenter)

    def _fit(self) -> None:
        letter = QFontMetrics(theme().font()).averageCharWidth()
        self.setMinimumWidth(letter * _LETTERS_LEAST)
        self.setMaximumWidth(letter * _LETTERS_MOST)

    def show_cards(self, cards: Sequence[Card], faces: Sequence[Face], total: int, *, narrowed: bool = False) -> None:
        """Show the first cards of as many as there are, or as fit."""
        self.list.show_cards(cards, faces)
        self._nothing.setText(tr("Nothing here fits.") if narrowed else tr("Nothing here yet."))
        self._count.setText(f"{total:,}" if total else "")
        said = tr("1 application") if total == 1 else tr("{n} applications", n=total)
        self.list.setAccessibleName(f"{self.stage}, {said}")
        self._nothing.setVisible(not total)
        left = total - len(cards)
        self._more.setVisible(left > 0)
        self._more.setText(tr("Show more ({n})", n=f"{left:,}"))

    def rename(self, stage: Stage) -> None:
        """Take another name or order of the same stage."""
        self.stage = stage
        self._name.setText(str(stage))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click on its head is for its name."""
        if event.position().y() < self.list.y():
            self.naming.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the column itself."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(icon("edit"), tr("Name, order and hide the columns")).triggered.connect(self.naming)
        menu.popup(event.globalPos())

    def _ask(self) -> None:
        self._line.show()
        self._line.setFocus()

    def _enter(self) -> None:
        typed = self._line.text().strip()
        self._line.clear()
        if typed:
            self.added.emit(typed)
        else:
            QTimer.singleShot(0, self.list.setFocus)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.list.hasFocus() and not self.list.cards.rowCount()
        painter.setPen(QPen(tone("accent"), 2) if focused else Qt.PenStyle.NoPen)
        painter.setBrush(tone("side"))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), RADIUS_CARD, RADIUS_CARD)
        painter.end()
