"""A score as a bar with its name and its number: read at a glance, and without seeing colours."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ats_desktop.domain.star import Remark
from ats_desktop.ui.theme import HAIR, SNUG, label, theme, tone
from ats_desktop.ui.words import tr

_HIGH, _GOOD, _FAIR = 6, 70, 50


class Bar(QWidget):
    """How much of a hundred, in a tone of its own or in that of the score."""

    def __init__(self, tone: str = "") -> None:
        super().__init__()
        self._score, self._tone = 0, tone
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.update)

    def put(self, score: int) -> None:
        """Show another score."""
        if score != self._score:
            self._score = score
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, _HIGH)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(tone("line"))
        painter.setBrush(tone("line"))
        whole = QRectF(0, 0, self.width(), _HIGH).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(whole, _HIGH / 2, _HIGH / 2)
        if self._score:
            part = QRectF(whole)
            part.setWidth(max(_HIGH, whole.width() * min(100, self._score) / 100))
            ink = tone(self._tone or tone_of(self._score))
            painter.setPen(ink)
            painter.setBrush(ink)
            painter.drawRoundedRect(part, _HIGH / 2, _HIGH / 2)
        painter.end()


def tone_of(score: int) -> str:
    """Give the tone of a score."""
    return "good" if score >= _GOOD else "warn" if score >= _FAIR else "danger"


def said(remark: Remark) -> str:
    """Say a remark in the person's language."""
    return tr(remark.words, **remark.slots)


class Meter(QWidget):
    """A name, a bar, a number; below it why, and what next."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._bar = Bar()
        self._number = label("", "strong")
        self._why = label("", "caption", tone="muted", wrap=True)
        self._next = label("", "caption", wrap=True)
        top = QHBoxLayout()
        top.setSpacing(SNUG)
        top.addWidget(label(name, "strong"))
        top.addStretch(1)
        top.addWidget(self._number)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HAIR)
        column.addLayout(top)
        column.addWidget(self._bar)
        column.addWidget(self._why)
        column.addWidget(self._next)

    def show_score(self, score: int, why: Remark, step: Remark | None = None) -> None:
        """Show a score, why it is so, and perhaps what to do next."""
        self._bar.put(score)
        self._number.setText(str(score))
        self._why.setText(said(why))
        self._next.setText(said(step) if step else "")
        self._next.setVisible(bool(self._next.text()))
