"""A list of what was found: the words looked for are marked in it, by a ground and a line below them."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetrics, QPainter, QPen

from ats_desktop.domain.seeking import marks
from ats_desktop.ui.theme import theme, tone
from ats_desktop.ui.widgets.lines import Lines, Painted, write

_LINE = 2


class Marked(Lines):
    """Lines with the words of the last question marked."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.words = ""
        self.setItemDelegate(_Marking(self))

    def mark(self, words: str) -> None:
        """Mark these words from now on."""
        self.words = words
        self.viewport().update()


class _Marking(Painted):
    """Draws the marks, then the words over them."""

    def __init__(self, view: Marked) -> None:
        super().__init__(view)
        self._marked = view

    def say(self, painter: QPainter, box: QRect, role: str, ink: str, words: str) -> None:
        metrics = QFontMetrics(theme().font(role))
        high = metrics.height()
        top = box.center().y() - high // 2
        painter.save()
        painter.setPen(QPen(tone("accent"), _LINE))
        for start, end in marks(words, self._marked.words):
            left = box.left() + metrics.horizontalAdvance(words[:start])
            wide = metrics.horizontalAdvance(words[start:end])
            if left + wide <= box.right():
                painter.fillRect(QRect(left, top, wide, high), tone("accent_soft"))
                painter.drawLine(left, top + high, left + wide, top + high)
        painter.restore()
        write(painter, box, role, ink, words)
