"""What was said about pay, to whom: figure by figure, with a warning where two contradict each other."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from ats_desktop.store.reads.offers import Told
from ats_desktop.ui.theme import SNUG, TIGHT, label
from ats_desktop.ui.widgets.application.figures import clash_words, figure_line, warning
from ats_desktop.ui.widgets.lines import Line, Lines
from ats_desktop.ui.words import tr


class SaidCard(QFrame):
    """One heap of figures for each job, the newest first."""

    opened = Signal(str)  # the application

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", "yes")
        self.lines = Lines(tr("What was said to whom"))
        self.lines.opened.connect(lambda key: self.opened.emit(key.partition("|")[0]))
        self._warnings = QVBoxLayout()
        self._warnings.setSpacing(TIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(SNUG, SNUG, SNUG, SNUG)
        column.setSpacing(TIGHT)
        head = label(tr("What was said to whom"), "title")
        head.setContentsMargins(TIGHT, 0, 0, 0)
        column.addWidget(head)
        column.addLayout(self._warnings)
        column.addWidget(self.lines)

    def show_told(self, told: Sequence[Told], now: datetime, zone: tzinfo | None) -> None:
        """Show all of it, what contradicts itself first and in words."""
        while (item := self._warnings.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for one in told:
            for clash in one.clashes:
                self._warnings.addWidget(warning(f"{one.job}: {clash_words(clash)}"))
        lines: list[Line] = []
        for one in told:
            lines.append(Line("", str(one.job)))
            for at, figure in enumerate(one.figures):
                lines.append(figure_line(figure, f"{one.application}|{at}", now, zone))
        self.lines.show_lines(lines)
        self.setVisible(bool(lines))
