"""A question of one's own, or one that was asked: typed, and practised at once."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout

from ats_desktop.domain.practice import Difficulty, QuestionKind
from ats_desktop.domain.schema import Id
from ats_desktop.services import practice
from ats_desktop.store.reads.practice import meetings
from ats_desktop.ui.pages.page import Desk
from ats_desktop.ui.theme import ROOM, SNUG, button, label
from ats_desktop.ui.widgets.practice.choices import Choice, kind_choice, level_choice
from ats_desktop.ui.widgets.practice.rows import Flowing
from ats_desktop.ui.words import tr


class NewQuestion(QFrame):
    """A small form above the list; Escape puts it away."""

    made = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setProperty("card", "yes")
        self.text = QLineEdit()
        self.text.setAccessibleName(tr("The question"))
        self.text.setPlaceholderText(tr("As it was asked"))
        self.text.returnPressed.connect(self.keep)
        self._kind, self._level = kind_choice(tr("Behavioral")), level_choice(tr("Mid"))
        self._kind.removeItem(0)
        self._level.removeItem(0)
        self._level.choose(Difficulty.MID)
        self._asked = Choice(tr("Asked in which interview"), tr("Asked nowhere yet"))
        keep, drop = button(tr("Add and practise"), "primary"), button(tr("Cancel"))
        keep.clicked.connect(self.keep)
        drop.clicked.connect(self.hide)
        column = QVBoxLayout(self)
        column.setContentsMargins(ROOM, SNUG, ROOM, SNUG)
        column.setSpacing(SNUG)
        column.addWidget(label(tr("A question of your own"), "title"))
        column.addWidget(self.text)
        column.addWidget(Flowing(self._kind, self._level, self._asked, keep, drop))

    def begin(self) -> None:
        """Show the form, empty."""
        found = meetings(self._desk.work, self._desk.work.now())
        self._asked.offer([(one.id, " · ".join(filter(None, (one.company, one.starts[:10])))) for one in found])
        self.text.clear()
        self.show()
        self.text.setFocus()

    def keep(self) -> None:
        """Add the question, and practise it."""
        kept = self._desk.do(
            practice.add_question,
            self._desk.work,
            self.text.text(),
            kind=QuestionKind(self._kind.chosen),
            difficulty=Difficulty(self._level.chosen),
            asked_in=Id(self._asked.chosen) if self._asked.chosen else None,
        )
        if kept is not None:
            self.hide()
            self._desk.say(tr("Added to your questions."), undo=True)
            self.made.emit(kept.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape puts the form away."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)
