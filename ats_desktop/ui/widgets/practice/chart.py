"""The scores of earlier tries as a line, drawn small: whether practising helps."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ats_desktop.ui.theme import TIGHT, theme, tone
from ats_desktop.ui.words import tr

_LINES_HIGH, _DOT = 5, 3.5
_GRID = (0, 50, 100)


class Chart(QWidget):
    """Scores from left to right, the newest at the right."""

    def __init__(self) -> None:
        super().__init__()
        self._scores: Sequence[int] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def put(self, scores: Sequence[int]) -> None:
        """Show these scores, the oldest first."""
        self._scores = tuple(scores)
        self.setAccessibleName(tr("Scores so far: {scores}", scores=", ".join(map(str, scores))))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, QFontMetrics(theme().font("caption")).height() * _LINES_HIGH)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = theme().font("caption")
        painter.setFont(font)
        metrics = QFontMetrics(font)
        left = metrics.horizontalAdvance("100") + TIGHT
        room = QRectF(left, metrics.height() / 2, self.width() - left - _DOT - 1, self.height() - metrics.height())
        for score in _GRID:
            y = room.bottom() - room.height() * score / 100
            painter.setPen(tone("line"))
            painter.drawLine(QPointF(room.left(), y), QPointF(room.right(), y))
            painter.setPen(tone("muted"))
            spot = QRectF(0, y - metrics.height() / 2, left - TIGHT, metrics.height())
            painter.drawText(spot, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(score))
        self._line(painter, room)
        painter.end()

    def _line(self, painter: QPainter, room: QRectF) -> None:
        if not self._scores:
            return
        step = room.width() / max(1, len(self._scores) - 1)
        start = room.left() if len(self._scores) > 1 else room.center().x()
        spots = [
            QPointF(start + at * step, room.bottom() - room.height() * score / 100)
            for at, score in enumerate(self._scores)
        ]
        painter.setPen(QPen(tone("accent"), 2))
        painter.drawPolyline(QPolygonF(spots))
        painter.setBrush(tone("accent"))
        for spot in spots:
            painter.drawEllipse(spot, _DOT, _DOT)
