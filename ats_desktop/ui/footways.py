"""At the foot of the window, for who uses the mouse: what was done last is taken back, and the help opens.

Why:    what the window says in passing is gone after seconds, and its "Undo" with it; keys are known to few.
"""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton

from ats_desktop.store.undoing import newest
from ats_desktop.ui.everywhere import help_here
from ats_desktop.ui.icons import icon
from ats_desktop.ui.theme import button
from ats_desktop.ui.words import told, tr

if TYPE_CHECKING:
    from ats_desktop.ui.window import Window


class UndoWay(QPushButton):
    """Takes back what was done last; gone while there is nothing to take back."""

    def __init__(self, window: "Window") -> None:
        super().__init__(f" {tr('Undo')}", window)
        self._window = window
        self.setProperty("look", "status")
        self.setAutoDefault(False)
        self.setIcon(icon("undo", "muted"))
        self.clicked.connect(window.undo)
        window.live.changed.connect(lambda _: self.look())
        window.switched.connect(self.look)
        self.hide()

    def look(self) -> None:
        """Say what would be taken back."""
        title = newest(self._window.work) if self._window.ready else ""
        named = tr("Take back: {title}", title=told(title))
        self.setToolTip(named)
        self.setAccessibleName(named)
        self.setVisible(bool(title))


def foot_ways(window: "Window") -> list[QPushButton]:
    """Make the buttons, in their order."""
    way = button(f" {tr('Help')}", "status")
    way.setAccessibleName(tr("Help with this page"))
    way.setIcon(icon("info", "muted"))
    way.clicked.connect(lambda: help_here(window))
    return [UndoWay(window), way]
