"""What stands in the window for a moment, until the file and the pages are there."""

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ats_desktop.ui.theme import VAST, label
from ats_desktop.ui.words import tr


class Nothing:
    """A file that is not there yet: it answers every question with nothing."""

    def rows(self, _sql: str, *_values: object) -> list[tuple[Any, ...]]:
        return []


class Waiting(QWidget):
    """What stands where a page will be in a moment."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(VAST, VAST, VAST, VAST)
        column.addWidget(label(tr("One moment ..."), tone="muted"))
        column.addStretch(1)
