"""One step of a checklist: a box to tick beside words that go on in the next line."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QSizePolicy, QWidget

from ats_desktop.ui.theme import HAIR, label


class Step(QWidget):
    """Qt's own box cuts its words off where there is no room; these are pressed like the box."""

    pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._box = QCheckBox()
        self._box.clicked.connect(self.pressed)
        self._words: QLabel = label("", wrap=True)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(HAIR)
        row.addWidget(self._box, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)

    def show_step(self, words: str, *, done: bool) -> None:
        """Show what is to be done, and whether it is."""
        self._words.setText(words)
        self._box.setAccessibleName(words)
        self._box.setChecked(done)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The words are pressed as well as the box."""
        if self.rect().contains(event.position().toPoint()):
            self._box.click()
