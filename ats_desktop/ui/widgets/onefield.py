"""One question in a small window: a field, what was understood of it, and Set or Cancel."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ats_desktop.domain.schema import Field
from ats_desktop.errors import Refused
from ats_desktop.ui.editors import CheckEditor, editor_for
from ats_desktop.ui.forms import Cell, labelled
from ats_desktop.ui.theme import ROOM, SNUG, TIGHT, WIDE, button, label, theme
from ats_desktop.ui.words import explained, tr

LETTERS = 46


class OneField(QDialog):
    """Enter sets, Esc leaves everything as it was."""

    given = Signal(object)

    def __init__(self, parent: QWidget, field: Field, what: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(labelled(field))
        self.setAccessibleName(labelled(field))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        theme().dress(self)
        self.cell = Cell(editor_for(field, lambda _table, _words: []))
        self.cell.editor.put(field.default)
        self._set = button(tr("Set"), "primary")
        self._set.setDefault(True)
        self._set.clicked.connect(self._give)
        leave = button(tr("Cancel"))
        leave.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(TIGHT)
        foot.addStretch(1)
        foot.addWidget(leave)
        foot.addWidget(self._set)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, ROOM, WIDE, ROOM)
        column.setSpacing(SNUG)
        if not isinstance(self.cell.editor, CheckEditor):
            column.addWidget(label(what, tone="muted"))
        column.addWidget(self.cell)
        column.addLayout(foot)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * LETTERS)
        self.cell.editor.setFocus()

    def _give(self) -> None:
        try:
            value = self.cell.editor.read()
        except Refused as error:
            self.cell.wrong(explained(error))
            self.cell.editor.setFocus()
            return
        self.accept()
        self.given.emit(value)
