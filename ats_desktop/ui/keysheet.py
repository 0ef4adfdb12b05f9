"""The sheet of keys: everything that can be done by a key, on one page; `?` opens it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ats_desktop.ui.actions import Actions
from ats_desktop.ui.theme import SNUG, WIDE, label, theme
from ats_desktop.ui.widgets.lines import Line, Lines
from ats_desktop.ui.words import tr


class KeySheet(QDialog):
    """Every action that has keys, in the order registered; Enter does it, Esc closes."""

    def __init__(self, window: QWidget, actions: Actions, perform: Callable[[str], None]) -> None:
        super().__init__(window)
        self._perform = perform
        self.setWindowTitle(tr("Keys"))
        self.setAccessibleName(tr("Keys"))
        theme().dress(self)
        self.lines = Lines(tr("Keys"))
        self.lines.opened.connect(self._press)
        self.lines.show_lines([Line(one.id, one.text, right=written(one.keys)) for one in actions.all() if one.keys])
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, WIDE, WIDE, WIDE)
        column.setSpacing(SNUG)
        column.addWidget(label(tr("Keys"), "heading"))
        column.addWidget(self.lines)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 60)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def _press(self, name: str) -> None:
        self.accept()
        self._perform(name)


def written(keys: tuple[str, ...]) -> str:
    """Write keys as this system does."""
    return "   ".join(QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in keys)
