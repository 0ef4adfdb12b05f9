"""A name with what can be done beside it; below it, where both do not fit in one line."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from ats_desktop.ui.theme import SNUG, TIGHT

_LETTERS = 18  # that a name has beside its actions, at least
_BESIDE, _BELOW = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class Headed(QWidget):
    """Words at the left, actions at the right or in the next line."""

    def __init__(self, words: QWidget, *actions: QWidget, letters: int = _LETTERS) -> None:
        super().__init__()
        self._letters = letters
        self._parts, self._acts = (words, *actions), QWidget()
        self._among = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._acts)
        self._among.setContentsMargins(0, 0, 0, 0)
        self._among.setSpacing(TIGHT)
        for action in actions:
            self._among.addWidget(action)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(SNUG)
        self._row.addWidget(words, 1)
        self._row.addWidget(self._acts)
        self._lie(_BESIDE, _BESIDE)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the widest part alone: before anything is cut off, they stack."""
        least = super().minimumSizeHint()
        return QSize(max(part.minimumSizeHint().width() for part in self._parts), least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        least, wide, room = self._letters * self.fontMetrics().averageCharWidth(), self._wide(), event.size().width()
        whole, among = (_BESIDE if room >= one else _BELOW for one in (wide + SNUG + least, wide))
        if (whole, among) != (self._row.direction(), self._among.direction()):
            self._lie(whole, among)
            self.updateGeometry()

    def _wide(self) -> int:
        """Say how wide the actions are in one line."""
        shown = [one.sizeHint().width() for one in self._parts[1:] if not one.isHidden()]
        return sum(shown) + TIGHT * max(0, len(shown) - 1)

    def _lie(self, whole: QBoxLayout.Direction, among: QBoxLayout.Direction) -> None:
        self._row.setDirection(whole)
        self._among.setDirection(among)
        side = Qt.AlignmentFlag.AlignTop if whole is _BESIDE else Qt.AlignmentFlag.AlignLeft
        self._row.setAlignment(self._acts, side)
