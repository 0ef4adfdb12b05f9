"""Companies that are there twice: shown side by side, and made one in one step."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QRadioButton, QVBoxLayout

from ats_desktop.domain.companies import Company, normal_name
from ats_desktop.ui.theme import ROOM, SNUG, TIGHT, button, label
from ats_desktop.ui.widgets.box import Box
from ats_desktop.ui.words import tr


class Merging(QFrame):
    """Which of them stays: the others become its other names."""

    chosen = Signal(str, list)  # the one that stays, the others
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", "yes")
        self._companies: Sequence[Company] = ()
        self._group = QButtonGroup(self)
        self._title = label("", "title", wrap=True)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(TIGHT)
        self.other = Box()
        self.other.setAccessibleName(tr("Merge with"))
        self.other.activated.connect(lambda _: self._turn())
        self._others: dict[str, Company] = {}
        self._go, close = button(tr("Merge"), "primary"), button(tr("Close"), "quiet")
        self._go.clicked.connect(self._choose)
        close.clicked.connect(self.closed)
        last = QHBoxLayout()
        last.setSpacing(TIGHT)
        last.addWidget(self._go)
        last.addWidget(close)
        last.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(ROOM, SNUG, ROOM, SNUG)
        column.setSpacing(SNUG)
        note = tr("Jobs, people and facts go to the one that stays; the other name finds it from then on.")
        self._which = label(tr("Which name stays?"), "caption", tone="muted")
        column.addWidget(self._title)
        column.addWidget(self.other)
        column.addWidget(self._which)
        column.addLayout(self._rows)
        column.addWidget(label(note, "caption", tone="muted", wrap=True))
        column.addLayout(last)

    def show_group(self, companies: Sequence[Company]) -> None:
        """Ask which of these, that seem to be one, stays."""
        self._title.setText(tr("These seem to be one. Which name stays?"))
        self.other.hide()
        self._ask(companies)

    def show_choice(self, one: Company, others: Sequence[Company]) -> None:
        """Ask with which other a company is to be merged."""
        self._title.setText(tr("Merge {name} with", name=one.name))
        self._others = {other.id: other for other in others if other.id != one.id}
        self.other.clear()
        alike = [other for other in self._others.values() if _alike(one, other)]
        if not alike and len(self._others) > 1:
            self.other.addItem(tr("Choose the other one"), "")
        for other in sorted(self._others.values(), key=lambda other: other not in alike):
            self.other.addItem(" · ".join(filter(None, (other.name, other.domain or other.website))), other.id)
        self.other.setVisible(bool(self._others))
        self._companies = (one,)
        self._turn()
        self.other.setFocus()

    def _turn(self) -> None:
        other = self._others.get(str(self.other.currentData() or ""))
        self._ask([self._companies[0], other] if other else self._companies[:1])

    def _ask(self, companies: Sequence[Company]) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        self._group.deleteLater()
        self._group = QButtonGroup(self)
        self._companies = companies
        self._which.setVisible(len(companies) > 1)
        for at, one in enumerate(companies):
            told = " · ".join(filter(None, (one.name, one.domain or one.website, one.hq_location)))
            stays = QRadioButton(told.replace("&", "&&"))
            stays.setAccessibleName(tr("{name} stays", name=one.name))
            stays.setChecked(at == 0)
            stays.setVisible(len(companies) > 1)
            self._group.addButton(stays, at)
            self._rows.addWidget(stays)
        self._go.setEnabled(len(companies) > 1)
        self.show()

    def _choose(self) -> None:
        at = max(0, self._group.checkedId())
        stays = self._companies[at]
        self.chosen.emit(stays.id, [one.id for one in self._companies if one.id != stays.id])


def _alike(one: Company, other: Company) -> bool:
    """Say whether two names begin with the same word: who is proposed first may be merged by a careless click.

    >>> _alike(Company(name="Lindenhof"), Company(name="Lindenhof Logistics GmbH"))
    True
    """
    first, second = (normal_name(name).partition(" ")[0] for name in (one.name, other.name))
    return bool(first) and first == second
