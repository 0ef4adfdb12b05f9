"""What was said about pay, to whom, and what was offered; nobody but the candidate reads it unless she says so."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from ats_desktop.domain.jobs import PayFact, SalaryData
from ats_desktop.services import rows
from ats_desktop.store.reads.offers import told_for, usual_currency
from ats_desktop.ui.pages.page import Desk
from ats_desktop.ui.theme import TIGHT, label, restyle
from ats_desktop.ui.typed import home_currency, read_figure
from ats_desktop.ui.widgets.application.figures import clash_words, fact_words, figure_line, warning
from ats_desktop.ui.widgets.application.panel import ListPanel, View, small_button
from ats_desktop.ui.widgets.box import Box
from ats_desktop.ui.widgets.lines import Line
from ats_desktop.ui.words import tr

_OFFERED = (PayFact.STATED, PayFact.VERBAL, PayFact.OFFER, PayFact.CONTRACT, PayFact.DESIRED, PayFact.ADVERTISED)


class Pay(ListPanel):
    """A fact is never changed: what is new is a new fact."""

    def __init__(self, desk: Desk) -> None:
        self._offer = small_button(tr("Record an offer"), self._record)
        nothing = tr("Nothing was said yet. Only you see this, unless you share it.")
        super().__init__(desk, tr("Pay"), nothing, self._offer)
        self._warnings = QVBoxLayout()
        self.body.insertLayout(1, self._warnings)
        self.to = QLineEdit()
        self.to.setAccessibleName(tr("Said to"))
        self.to.setPlaceholderText(tr("to or by whom"))
        self.to.returnPressed.connect(self._add)
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
        row.addWidget(self.line, 3)
        row.addWidget(self.to, 2)
        self.body.addLayout(row)
        self.body.addWidget(self._wrong)
        self.lines.opened.connect(self._open)

    def show_view(self, view: View) -> None:
        super().show_view(view)
        self.setVisible(view.dossier.pay is not None)
        self._offer.setVisible(view.dossier.editable and view.dossier.application is not None)
        told = told_for(self.desk.work, view.dossier.job.id) if view.dossier.pay is not None else None
        lines = [figure_line(one, one.row, view.now, view.zone) for one in reversed(told.figures)] if told else []
        unread = [one for one in view.dossier.pay or () if not one.pay.currency]
        lines += [
            Line(f"{one.noun.table}:{one.id}", one.original, fact_words(one.fact), icon="chart") for one in unread
        ]
        self.show_lines(lines)
        while (item := self._warnings.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for clash in told.clashes if told else ():
            said = clash_words(clash)
            self._warnings.addWidget(warning(said[:1].upper() + said[1:]))

    def _open(self, key: str) -> None:
        table, _, row = key.partition(":")
        if row:
            self.desk.open_row(table, row)

    def _record(self) -> None:
        if self.view is not None and self.view.dossier.application is not None:
            self.desk.go("offers", f"new:{self.view.dossier.application.id}")

    def _add(self) -> None:
        typed = self.line.text().strip()
        if self.view is None or not typed:
            return
        try:
            meant = self.view.dossier.job.pay.currency or usual_currency(self.desk.work)
            figure = read_figure(typed, meant or home_currency())
        except ValueError:
            self._say(tr("This is no figure. Write for example 85000 EUR/year or 40 - 45 EUR/hour."))
            return
        self._say("")
        given: dict[str, Any] = {"fact": PayFact(str(self.fact.currentData())), "pay": figure, "original": typed}
        given |= {"job": self.view.dossier.job.id, "observed_at": self.view.now, "said_to": self.to.text().strip()}
        if self.desk.do(rows.add, self.desk.work, SalaryData, **given) is not None:
            self.line.clear()
            self.to.clear()
            self.desk.say(tr("Noted."), undo=True)

    def _say(self, sentence: str) -> None:
        self._wrong.setText(sentence)
        self._wrong.setVisible(bool(sentence))
        restyle(self.line, wrong="yes" if sentence else "")
