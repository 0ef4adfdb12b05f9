"""The top of a page whose words change: its name, a quiet line, what can be done at the right."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from ats_desktop.ui.theme import SNUG, TIGHT, tip
from ats_desktop.ui.widgets.headed import Headed

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_OVERHANG = 2  # some letters reach out to the left
_LEAST_LETTERS = 6
_LETTERS = 32  # of a name and its remark beside what can be done; narrower, that comes below


class Short(QLabel):
    """A line that is cut short with three dots where it does not fit; all of it is its tip."""

    def __init__(self, role: str = "body", *, tone: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setProperty("tone", tone)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        return QSize(size.width() + 2 * _OVERHANG, size.height())

    def minimumSizeHint(self) -> QSize:
        size = super().minimumSizeHint()
        least = self.fontMetrics().averageCharWidth() * _LEAST_LETTERS
        return QSize(min(size.width(), least), size.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        room = self.contentsRect().adjusted(_OVERHANG, 0, 0, 0)
        said = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _LEFT, said)
        painter.end()
        whole = tip(self.text()) if said != self.text() else ""
        if whole != self.toolTip():
            self.setToolTip(whole)


class Top(QWidget):
    """A name with a quiet remark on the same line."""

    def __init__(self, name: str, *actions: QWidget) -> None:
        super().__init__()
        self._name = Short("heading")
        self._name.setText(name)
        self._note = Short(tone="muted")
        words = QWidget()
        row = QHBoxLayout(words)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(TIGHT)
        row.addWidget(self._name)
        row.addSpacing(SNUG)
        row.addWidget(self._note, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Headed(words, *actions, letters=_LETTERS) if actions else words)

    def name(self, words: str) -> None:
        """Show another name."""
        self._name.setText(words)

    def note(self, words: str) -> None:
        """Say something quietly beside the name."""
        self._note.setText(words)
