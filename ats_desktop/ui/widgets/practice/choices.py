"""What one chooses practice by: the kind, the level, the application it is for."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QSpinBox

from ats_desktop.domain.practice import Difficulty, QuestionKind
from ats_desktop.store.reads.practice import applications
from ats_desktop.ui.editors import word_label
from ats_desktop.ui.pages.page import Desk
from ats_desktop.ui.theme import TIGHT
from ats_desktop.ui.widgets.box import Box
from ats_desktop.ui.words import tr

_LETTERS = 13  # a long title must not push the others away


class Choice(Box):
    """A list to choose one from, the first of which means any."""

    def __init__(self, name: str, anything: str) -> None:
        super().__init__()
        self._anything = anything
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(Box.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_LETTERS)
        self.addItem(anything, "")

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer these, each a key and its words; the one chosen stays chosen where it is still there."""
        if choices == [(self.itemData(at), self.itemText(at)) for at in range(1, self.count())]:
            return
        held = self.chosen
        self.blockSignals(True)
        self.clear()
        self.addItem(self._anything, "")
        for key, words in choices:
            self.addItem(words, key)
        self.blockSignals(False)
        self.choose(held)

    @property
    def chosen(self) -> str:
        """The key chosen, or "" for any."""
        return str(self.currentData() or "")

    def choose(self, key: str) -> None:
        """Choose by a key; one that is not there means any."""
        self.setCurrentIndex(max(0, self.findData(key)))


class Number(QSpinBox):
    """A number to set; by keys and its arrows, never by the wheel."""

    def __init__(self, name: str, most: int, value: int) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setRange(1, most)
        self.setValue(value)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.lineEdit().setTextMargins(TIGHT, 0, 0, 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


def kind_choice(anything: str) -> Choice:
    """Offer the kinds of questions."""
    made = Choice(tr("Kind"), anything)
    made.offer([(kind.value, word_label(kind.value)) for kind in QuestionKind])
    return made


def level_choice(anything: str) -> Choice:
    """Offer the levels, from the first job on."""
    made = Choice(tr("Level"), anything)
    made.offer([(one.value, word_label(one.value)) for one in (Difficulty.ENTRY, Difficulty.MID, Difficulty.SENIOR)])
    return made


def application_choice(anything: str) -> Choice:
    """Offer the applications; `offer_applications` fills it."""
    return Choice(tr("For which application"), anything)


def offer_applications(choice: Choice, desk: Desk) -> None:
    """Offer the applications there are now."""
    choice.offer(applications(desk.work))
