"""What was said about pay, to whom: figure by figure, with a warning where two contradict each other."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ats_desktop.domain.said import Clash, ClashKind, Figure
from ats_desktop.store.reads.offers import Told
from ats_desktop.ui.days import day_month
from ats_desktop.ui.theme import SNUG, TIGHT, label
from ats_desktop.ui.widgets.application.pay import fact_words
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
        today = now.astimezone(zone).date()
        lines: list[Line] = []
        for one in told:
            lines.append(Line("", str(one.job)))
            for at, figure in enumerate(one.figures):
                day = day_month(figure.at.astimezone(zone).date(), today) if figure.at else ""
                lines.append(figure_line(figure, f"{one.application}|{at}", day))
        self.lines.show_lines(lines)
        self.setVisible(bool(lines))


def figure_line(figure: Figure, key: str, day: str) -> Line:
    """Say one figure: what it is, how much, to whom, when."""
    to = tr("to {name}", name=figure.to) if figure.to else ""
    return Line(key, figure.said, " · ".join(filter(None, (fact_words(figure.fact), to))), day, "muted", "chart")


def clash_words(clash: Clash) -> str:
    """Say in one sentence what contradicts what."""
    one, other = clash.one, clash.other
    if clash.kind is ClashKind.TWO_ASKS:
        return tr(
            "you asked for {one} {whom} and for {other} {who}.",
            one=one.said,
            other=other.said,
            whom=_to(one),
            who=_to(other),
        ).replace("  ", " ")
    told = {
        ClashKind.BELOW_ASK: tr("the offer of {other} is less than the {one} you asked for."),
        ClashKind.BELOW_WORD: tr("the offer of {other} is less than the {one} they spoke of."),
        ClashKind.BELOW_FLOOR: tr("the offer of {other} is less than the {one} you would take."),
    }
    return told.get(clash.kind, "{other} < {one}").format(one=one.said, other=other.said)


def _to(figure: Figure) -> str:
    return tr("from {name}", name=figure.to) if figure.to else ""


def warning(sentence: str) -> QWidget:
    """Make a strip that warns."""
    made = QFrame()
    made.setProperty("strip", "warn")
    column = QVBoxLayout(made)
    column.setContentsMargins(SNUG, TIGHT, SNUG, TIGHT)
    column.addWidget(label(sentence, wrap=True))
    return made
