"""What was said about pay, fact by fact; nobody but the candidate reads it unless she says so."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from ats_desktop.domain.jobs import PayFact, SalaryData
from ats_desktop.domain.values import parse_pay
from ats_desktop.services import rows
from ats_desktop.ui.days import day_month
from ats_desktop.ui.editors import word_label
from ats_desktop.ui.pages.page import Desk
from ats_desktop.ui.theme import TIGHT, label, restyle
from ats_desktop.ui.widgets.application.panel import ListPanel, View
from ats_desktop.ui.widgets.box import Box
from ats_desktop.ui.widgets.lines import Line
from ats_desktop.ui.words import tr

_OFFERED = (PayFact.STATED, PayFact.VERBAL, PayFact.OFFER, PayFact.CONTRACT, PayFact.DESIRED, PayFact.ADVERTISED)


class Pay(ListPanel):
    """A fact is never changed: what is new is a new fact."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("Pay"), tr("Nothing was said yet. Only you see this, unless you share it."))
        self.fact, self.line = Box(), QLineEdit()
        self.fact.setAccessibleName(tr("What the figure is"))
        for fact in _OFFERED:
            self.fact.addItem(fact_words(fact), fact.value)
        self.line.setAccessibleName(tr("Figure"))
        self.line.setPlaceholderText(tr("85000 EUR/year"))
        self.line.returnPressed.connect(self._add)
        self._wrong = label("", "caption", tone="danger", wrap=True)
        self._wrong.hide()
        row = QHBoxLayout()
        row.setSpacing(TIGHT)
        row.addWidget(self.fact)
        row.addWidget(self.line, 1)
        self.body.addLayout(row)
        self.body.addWidget(self._wrong)
        self.lines.opened.connect(lambda key: desk.open_row(SalaryData.noun.table, key))

    def show_view(self, view: View) -> None:
        super().show_view(view)
        self.setVisible(view.dossier.pay is not None)
        today = view.now.astimezone(view.zone).date()
        lines = []
        for one in view.dossier.pay or ():
            at = day_month(one.observed_at.astimezone(view.zone).date(), today) if one.observed_at else ""
            note = " · ".join(filter(None, (fact_words(one.fact), one.said_to and tr("to {name}", name=one.said_to))))
            lines.append(Line(one.id, str(one.pay) or one.original, note, at, "muted", "chart"))
        self.show_lines(lines)

    def _add(self) -> None:
        typed = self.line.text().strip()
        if self.view is None or not typed:
            return
        try:
            figure = parse_pay(typed)
        except ValueError:
            self._say(tr("This is no figure. Write for example 85000 EUR/year or 40 - 45 EUR/hour."))
            return
        self._say("")
        given: dict[str, Any] = {"fact": PayFact(str(self.fact.currentData())), "pay": figure, "original": typed}
        given |= {"job": self.view.dossier.job.id, "observed_at": self.view.now}
        if self.desk.do(rows.add, self.desk.work, SalaryData, **given) is not None:
            self.line.clear()
            self.desk.say(tr("Noted."), undo=True)

    def _say(self, sentence: str) -> None:
        self._wrong.setText(sentence)
        self._wrong.setVisible(bool(sentence))
        restyle(self.line, wrong="yes" if sentence else "")


def fact_words(fact: PayFact) -> str:
    """Say what a figure is."""
    said = {
        PayFact.STATED: tr("I asked for"),
        PayFact.VERBAL: tr("They said"),
        PayFact.OFFER: tr("Offered"),
        PayFact.CONTRACT: tr("In the contract"),
        PayFact.DESIRED: tr("I would like"),
        PayFact.ADVERTISED: tr("Advertised"),
        PayFact.BENCHMARK: tr("Usual elsewhere"),
    }
    return said.get(fact, word_label(fact.value))
