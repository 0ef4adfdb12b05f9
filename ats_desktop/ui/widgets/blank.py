"""What stands where there is nothing yet: what it would be, one next step, and a quiet second way."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ats_desktop.ui.icons import LARGE, grown, pixmap
from ats_desktop.ui.theme import HAIR, SNUG, TIGHT, button, label, theme


class Blank(QWidget):
    """A picture, a line, a sentence, a button, a link."""

    pressed = Signal()
    other = Signal()

    def __init__(self, picture: str, title: str, sentence: str, step: str = "", other: str = "") -> None:
        super().__init__()
        self._name = picture
        self._picture = QLabel()
        self._draw()
        theme().changed.connect(self._draw)
        middle = Qt.AlignmentFlag.AlignHCenter
        whole = QVBoxLayout(self)
        whole.setSpacing(HAIR)
        whole.addStretch(2)
        whole.addWidget(self._picture, 0, middle)
        whole.addSpacing(TIGHT)
        whole.addWidget(label(title, "title"), 0, middle)
        words = label(sentence, tone="muted", wrap=True)
        words.setAlignment(middle)
        whole.addWidget(words)
        if step:
            first = button(step, "primary")
            first.clicked.connect(self.pressed)
            whole.addSpacing(SNUG)
            whole.addWidget(first, 0, middle)
        if other:
            second = button(other, "link")
            second.clicked.connect(self.other)
            whole.addWidget(second, 0, middle)
        whole.addStretch(3)

    def _draw(self) -> None:
        self._picture.setPixmap(pixmap(self._name, "accent", grown(LARGE), self.devicePixelRatioF()))
