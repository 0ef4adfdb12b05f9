"""The top of a page whose quiet line changes: its name, the line, what can be done at the right."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ats_desktop.ui.theme import SNUG, TIGHT, label


class Top(QWidget):
    """A name with a quiet remark on the same line."""

    def __init__(self, name: str, *actions: QWidget) -> None:
        super().__init__()
        self._name = label(name, "heading")
        self._name.setContentsMargins(2, 0, 0, 0)  # some letters reach out to the left
        self._note = label("", tone="muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(TIGHT)
        row.addWidget(self._name, 0, Qt.AlignmentFlag.AlignBaseline)
        row.addSpacing(SNUG)
        row.addWidget(self._note, 1, Qt.AlignmentFlag.AlignBaseline)
        for action in actions:
            row.addWidget(action, 0, Qt.AlignmentFlag.AlignVCenter)

    def name(self, words: str) -> None:
        """Show another name."""
        self._name.setText(words)

    def note(self, words: str) -> None:
        """Say something quietly beside the name."""
        self._note.setText(words)
