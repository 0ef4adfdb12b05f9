"""What counts how much when offers are compared; kept for this candidate, on all her laptops."""

from dataclasses import astuple

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QWidget

from ats_desktop.domain.offers import Weights
from ats_desktop.ui.theme import SNUG, TIGHT, label
from ats_desktop.ui.words import tr

_PAUSE_MS = 500  # after the last turn, so that a way from 60 to 70 is one change


class Number(QSpinBox):
    """A whole number from nothing to a hundred, which the wheel passes over."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setRange(0, 100)
        self.setSingleStep(5)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class Weighing(QWidget):
    """Four numbers: the pay's share of all, and how the rest is weighed among itself."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        names = (tr("Pay, of 100"), tr("Culture"), tr("Growth"), tr("Work and life"))
        self.numbers = [Number(tr("{what} counts", what=name)) for name in names]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(TIGHT)
        row.addWidget(label(tr("What counts"), "caption", tone="muted"))
        for name, number in zip(names, self.numbers, strict=True):
            row.addSpacing(SNUG)
            named = label(name, "caption", tone="muted")
            named.setBuddy(number)
            row.addWidget(named)
            row.addWidget(number)
        row.addStretch(1)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self._tell)
        for number in self.numbers:
            number.valueChanged.connect(lambda _: self._clock.start(_PAUSE_MS))
            number.editingFinished.connect(self._leave)

    def show_weights(self, weights: Weights) -> None:
        """Show these, but nothing over what is being turned."""
        if self._clock.isActive():
            return
        for number, value in zip(self.numbers, astuple(weights), strict=True):
            number.blockSignals(True)
            number.setValue(round(value))
            number.blockSignals(False)

    def _leave(self) -> None:
        if self._clock.isActive():
            self._tell()

    def _tell(self) -> None:
        self._clock.stop()
        self.chosen.emit(" ".join(str(number.value()) for number in self.numbers))
