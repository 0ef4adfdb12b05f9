"""The record of a job search for a week or a month, as agencies ask for it: seen, printed, saved, or as a list."""

from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QWidget

from ats_desktop.domain.proof import stretches
from ats_desktop.domain.when import read_day, read_past_day
from ats_desktop.services import paper
from ats_desktop.store.reads.today import setting
from ats_desktop.ui.days import day_in_field, zone_of
from ats_desktop.ui.editors import word_label
from ats_desktop.ui.pages.page import Page
from ats_desktop.ui.theme import ROOM, TIGHT, button, label, theme
from ats_desktop.ui.widgets.box import Box
from ats_desktop.ui.widgets.papersheet import PaperSheet
from ats_desktop.ui.words import tr

_USUAL = "this month"


class ProofSheet(PaperSheet):
    """The paper, with the days it speaks of above it."""

    def __init__(self, page: Page) -> None:
        self._work = page.desk.work
        self._today = self._work.now().astimezone(zone_of(setting(self._work, "zone"))).date()
        self._stretches = stretches(self._today)
        self._drawn: tuple[date, date] | None = None
        super().__init__(page, tr("Record of job search"), "")
        self._choose(_USUAL)

    def more(self) -> tuple[QWidget, ...]:
        made = button(tr("Save as a list ..."))
        made.clicked.connect(self.save_list)
        return (made,)

    def below(self) -> QWidget:
        self._which = Box()
        self._which.setAccessibleName(tr("Period"))
        for name in self._stretches:
            self._which.addItem(word_label(name), name)
        self._which.addItem(tr("Other days"), "")
        self._which.activated.connect(lambda _: self._choose(str(self._which.currentData())))
        self._first, self._last = self._day(tr("From")), self._day(tr("Until"))
        self._wrong = label("", "caption", tone="danger")
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(TIGHT)
        for widget in (self._which, self._first, label("\u2013", tone="muted"), self._last, self._wrong):
            row.addWidget(widget)
        row.addStretch(1)
        return made

    def _day(self, name: str) -> QLineEdit:
        made = QLineEdit()
        made.setAccessibleName(name)
        longest = max(theme().wide(day_in_field(date(2028, month, 28))) for month in range(1, 13))
        made.setFixedWidth(longest + 2 * ROOM)
        made.textEdited.connect(lambda _: self._which.setCurrentIndex(self._which.count() - 1))
        made.editingFinished.connect(self._again)
        return made

    def _choose(self, name: str) -> None:
        if name in self._stretches:
            self._which.setCurrentIndex(self._which.findData(name))
            for line, day in zip((self._first, self._last), self._stretches[name], strict=True):
                line.setText(day_in_field(day))
                line.setCursorPosition(0)
            self._again()
        else:
            self._first.setFocus()

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and the last day; None while one of them is none."""
        first, last = read_past_day(self._first.text(), self._today), read_past_day(self._last.text(), self._today)
        if first and last and last < first:
            last = read_day(self._last.text(), self._today)
        return (first, last) if first and last and first <= last else None

    def _again(self) -> None:
        days = self.days
        self._wrong.setText("" if days else self._what_is_wrong())
        if days is None:
            self._drawn = None
            self._ready(False)
        elif days != self._drawn:
            self._drawn = days
            self._filename = tr("Job search {first} to {last}", first=days[0], last=days[1]) + ".pdf"
            self.draw(partial(paper.draw_proof, self._work, *days))

    def _what_is_wrong(self) -> str:
        for line in (self._first, self._last):
            if read_day(line.text(), self._today) is None:
                return tr("“{text}” is no day. Write for example 2026-11-01.", text=line.text().strip())
        return tr("The first day is after the last one.")

    def _ready(self, ready: bool) -> None:  # noqa: FBT001 - as setEnabled takes it
        super()._ready(ready and self._drawn is not None)  # what is saved is what was asked for

    def save_list(self) -> None:
        """Ask where to, and write the same as a list for a spreadsheet."""
        if self._drawn is None:
            return
        there = str(Path.home() / Path(self._filename).with_suffix(".csv"))
        name, _ = QFileDialog.getSaveFileName(self, tr("Save as"), there, "CSV (*.csv)")
        if name:
            self.keep(Path(name), paper.proof_list(self._work, *self._drawn), ".csv")
