"""A row of chips, one of which is chosen: what a list is narrowed to, with how many there are."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from ats_desktop.ui.theme import TIGHT, button
from ats_desktop.ui.widgets.flow import Flow

Chip = tuple[str, str, int | None]  # key, what it says, how many


class Chips(QWidget):
    """Left and right go from chip to chip; Tab goes past all of them."""

    chosen = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._chips: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._row = Flow(self, TIGHT)

    def show_chips(self, chips: Sequence[Chip], chosen: str) -> None:
        """Show these, with one of them chosen."""
        if list(self._chips) != [key for key, _, _ in chips]:
            self._build([key for key, _, _ in chips])
        for key, words, number in chips:
            one = self._chips[key]
            one.setText(words.replace("&", "&&") + (f"  {number:,}" if number is not None else ""))
            one.setAccessibleName(words if number is None else f"{words}, {number}")
            one.setChecked(key == chosen)
            one.setFocusPolicy(Qt.FocusPolicy.StrongFocus if key == chosen else Qt.FocusPolicy.ClickFocus)

    def chip(self, key: str) -> QPushButton:
        """Give a chip by its key."""
        return self._chips[key]

    def _build(self, keys: Sequence[str]) -> None:
        for old in self._chips.values():
            self._group.removeButton(old)
            old.deleteLater()
        self._chips = {}
        for key in keys:
            one = self._chips[key] = button("", "chip", parent=self)
            one.setCheckable(True)
            one.clicked.connect(lambda _=False, key=key: self._choose(key))
            self._group.addButton(one)
            self._row.addWidget(one)

    def _choose(self, key: str) -> None:
        for known, chip in self._chips.items():
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus if known == key else Qt.FocusPolicy.ClickFocus)
        self.chosen.emit(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose the chip beside the one that has the keys."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        chips = list(self._chips.values())
        here = next((at for at, chip in enumerate(chips) if chip.hasFocus()), -1)
        if step and here >= 0:
            beside = chips[(here + step) % len(chips)]
            beside.setFocus(Qt.FocusReason.TabFocusReason)
            beside.click()
        else:
            super().keyPressEvent(event)
