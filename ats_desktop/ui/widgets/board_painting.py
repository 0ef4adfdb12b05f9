"""How a card of the board is drawn: nothing of the style's own, so that it looks the same everywhere."""

from PySide6.QtCore import QModelIndex as Index
from PySide6.QtCore import QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ats_desktop.ui.icons import SMALL, grown, pixmap
from ats_desktop.ui.theme import HAIR, RADIUS, SNUG, TIGHT, theme, tone
from ats_desktop.ui.widgets.board_cards import FACE, Face

GAP = TIGHT  # between cards
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_SELECTED, _FOCUSED = QStyle.StateFlag.State_Selected.value, QStyle.StateFlag.State_HasFocus.value
_UNDER = QStyle.StateFlag.State_MouseOver.value
_SHOWN = _SELECTED | _FOCUSED | _UNDER  # as numbers: an enumeration would be made anew for every question
_TITLE_LINES = 2
_HELD = 64  # pictures of one column: more than it shows at once


class CardPainter(QStyledItemDelegate):
    """Draws cards; the heights it worked out are kept until width or font change."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._width = 0
        self._heights: dict[Face, int] = {}
        self._drawn: dict[tuple[Face, int, int, int], QPixmap] = {}
        self._measure()
        theme().changed.connect(self._measure)

    def _measure(self) -> None:
        self._title, self._small = theme().font(strong=True), theme().font("caption")
        self._title_metrics, self._small_metrics = QFontMetrics(self._title), QFontMetrics(self._small)
        self._heights.clear()
        self._drawn.clear()

    def resize(self, width: int) -> None:
        """Take another width of the column."""
        if width != self._width:
            self._width = width
            self._heights.clear()
            self._drawn.clear()

    # What Qt asks

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index | QPersistentModelIndex) -> QSize:
        said: Face = index.data(FACE)
        if said not in self._heights:
            self._heights[said] = self._height(said)
        return QSize(0, self._heights[said])

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index | QPersistentModelIndex) -> None:
        said: Face = index.data(FACE)
        state, box = option.state.value & _SHOWN, option.rect
        key = (said, state, box.width(), box.height())
        if key not in self._drawn:
            if len(self._drawn) >= _HELD:
                self._drawn.pop(next(iter(self._drawn)))  # the one drawn longest ago
            self._drawn[key] = self._picture(said, state, box.size(), painter.device().devicePixelRatioF())
        painter.drawPixmap(box.topLeft(), self._drawn[key])

    def _picture(self, said: Face, state: int, size: QSize, ratio: float) -> QPixmap:
        """Draw a card once; a look at the board, a scroll or a drag then only lays pictures out."""
        made = QPixmap(size * ratio)
        made.setDevicePixelRatio(ratio)
        made.fill(tone("side"))  # the ground of a column: what is opaque is laid out several times as fast
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRect(QPoint(0, 0), size).adjusted(0, 0, 0, -GAP)
        self._sheet(painter, box, state)
        self._words(painter, box.adjusted(SNUG, SNUG, -SNUG, -SNUG), said)
        painter.end()
        return made

    # The parts

    def _inner(self) -> int:
        return self._width - 2 * SNUG

    def _height(self, said: Face) -> int:
        line = self._small_metrics.height()
        rows = bool(said.note) + self._foot_rows(said)
        return 2 * SNUG + GAP + self._title_height(said) + rows * (line + HAIR)

    def _title_height(self, said: Face) -> int:
        """Give the height of one line, or of two: how a text breaks is found out only for what is painted."""
        one = self._title_metrics.horizontalAdvance(said.title) <= self._inner()
        return (1 if one else _TITLE_LINES) * self._title_metrics.height()

    def _foot_rows(self, said: Face) -> int:
        """Say how many lines what comes next and how long it stood here take."""
        if not said.next or not said.age:
            return int(bool(said.next or said.age))
        wide = self._small_metrics.horizontalAdvance(said.next) + self._small_metrics.horizontalAdvance(said.age)
        return 1 if wide + grown(SMALL) + HAIR + SNUG <= self._inner() else 2

    def _sheet(self, painter: QPainter, box: QRect, held: int) -> None:
        selected, focused, under = held & _SELECTED, held & _FOCUSED, held & _UNDER
        edge = tone("accent") if selected or focused else tone("edge" if under else "line")
        painter.setPen(QPen(edge, 2 if focused else 1))
        painter.setBrush(tone("accent_soft" if selected else "surface"))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), RADIUS, RADIUS)

    def _words(self, painter: QPainter, box: QRect, said: Face) -> None:
        painter.setFont(self._title)
        painter.setPen(tone("text"))
        high, one = self._title_height(said), self._title_metrics.height()
        room = QRect(box.left(), box.top(), box.width(), one)
        for part in self._two_lines(said.title, box.width()) if high > one else (said.title,):
            painter.drawText(room, _LEFT, part)
            room.translate(0, one)
        painter.setFont(self._small)
        line = self._small_metrics.height()
        row = QRect(box.left(), box.top() + high + HAIR, box.width(), line)
        if said.note:
            painter.setPen(tone("muted"))
            painter.drawText(row, _LEFT, self._small_metrics.elidedText(said.note, _CUT, row.width()))
            row.translate(0, line + HAIR)
        self._foot(painter, row, said)

    def _foot(self, painter: QPainter, row: QRect, said: Face) -> None:
        alone = self._foot_rows(said) == 1 and not said.next
        if said.next:
            self._mark(painter, row, said.next_icon, said.next_tone)
            words = row.adjusted(grown(SMALL) + HAIR, 0, 0, 0)
            painter.setPen(tone(said.next_tone))
            painter.drawText(words, _LEFT, self._small_metrics.elidedText(said.next, _CUT, words.width()))
            if self._foot_rows(said) > 1:
                row = row.translated(0, row.height() + HAIR)
                alone = True
        if said.age:
            painter.setPen(tone(said.age_tone))
            painter.drawText(row, _LEFT if alone else _RIGHT, said.age)

    def _mark(self, painter: QPainter, row: QRect, icon: str, ink: str) -> None:
        if icon:
            side = grown(SMALL)
            spot = QRect(row.left(), row.top() + (row.height() - side) // 2, side, side)
            painter.drawPixmap(spot, pixmap(icon, ink, side, painter.device().devicePixelRatioF()))

    def _two_lines(self, title: str, width: int) -> list[str]:
        """Cut a title that would need a third line: each line takes what words it can."""
        room_for, lines, words = self._title_metrics.horizontalAdvance, [""], title.split()
        for at, word in enumerate(words):
            longer = f"{lines[-1]} {word}".strip()
            if not lines[-1] or room_for(longer) <= width:
                lines[-1] = longer
            elif len(lines) < _TITLE_LINES:
                lines.append(word)
            else:
                rest = " ".join((lines[-1], *words[at:]))
                lines[-1] = self._title_metrics.elidedText(rest, _CUT, width)
                break
        return [self._title_metrics.elidedText(line, _CUT, width) for line in lines]


_CUT = Qt.TextElideMode.ElideRight
