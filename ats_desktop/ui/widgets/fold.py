"""Something most people never need, folded away behind a line that opens it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ats_desktop.ui.icons import icon
from ats_desktop.ui.theme import SNUG, button


class Fold(QWidget):
    """The line says what is behind it; a click or the space bar opens and closes it."""

    def __init__(self, words: str, *inside: QWidget) -> None:
        super().__init__()
        self.line = button(words, "quiet")
        self.line.setCheckable(True)
        self.line.toggled.connect(self.unfold)
        self.inside = QWidget()
        self.inside.setProperty("advanced", "yes")
        within = QVBoxLayout(self.inside)
        within.setContentsMargins(0, 0, 0, 0)
        within.setSpacing(SNUG)
        for widget in inside:
            within.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SNUG)
        column.addWidget(self.line, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.inside)
        self.unfold(shown=False)

    def unfold(self, shown: bool = True) -> None:  # noqa: FBT001, FBT002 - a slot of Qt's
        """Show what is behind it, or fold it away again."""
        self.line.setChecked(shown)
        self.line.setIcon(icon("down" if shown else "right", "accent"))
        self.inside.setHidden(not shown)
