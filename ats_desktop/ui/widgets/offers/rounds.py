"""What was asked about an offer, and what was answered: a line each, noted in one line and answered in another."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ats_desktop.domain.negotiation import NegotiationRound, RoundResult
from ats_desktop.domain.offers import OPEN_OFFERS, Offer
from ats_desktop.domain.schema import Id
from ats_desktop.errors import AtsError
from ats_desktop.services import negotiating as verbs
from ats_desktop.services import rows
from ats_desktop.store.reads.offers import rounds_of
from ats_desktop.store.reads.today import setting
from ats_desktop.ui.days import short_day, zone_of
from ats_desktop.ui.editors import word_label
from ats_desktop.ui.pages.page import Desk
from ats_desktop.ui.theme import SNUG, TIGHT, button, label
from ats_desktop.ui.widgets.box import Box
from ats_desktop.ui.widgets.lines import Line, Lines
from ats_desktop.ui.words import explained, tr

_LETTERS = 14  # the width of what stands before a line
_TONES = {RoundResult.ACCEPTED: "good", RoundResult.PENDING: "warn"}


class Rounds(QWidget):
    """The rounds of one offer; the one chosen is answered below."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._offer: Offer | None = None
        self._rows: Sequence[NegotiationRound] = ()
        self._chosen = ""
        self.lines = Lines(tr("What was asked, and what they said"))
        self.lines.opened.connect(self._choose)
        self.asked, self.to = _field(tr("You asked for")), _field(tr("To whom, and how"))
        self.asked.setPlaceholderText(tr("95000, or two more days off"))
        self.to.setPlaceholderText(tr("Ida, by phone"))
        self._ask = button(tr("Note it"))
        self._ask.clicked.connect(self._asking)
        for line in (self.asked, self.to):
            line.returnPressed.connect(self._asking)
        self.answered, self.result = _field(tr("They answered")), Box()
        self.answered.setPlaceholderText(tr("90000, or what they said"))
        self.result.setAccessibleName(tr("What came of it"))
        for result in RoundResult:
            self.result.addItem(word_label(result.value), result.value)
        self._answer, self._over = button(tr("Note their answer")), button(tr("Make it the base pay"))
        self._remove = button(tr("Remove"), "quiet")
        self._answer.clicked.connect(self._answering)
        self.answered.returnPressed.connect(self._answering)
        self._over.clicked.connect(self._taking_over)
        self._remove.clicked.connect(self._removing)
        self._wrong = label("", "caption", tone="danger", wrap=True)
        self._wrong.hide()
        self._lay()

    def _lay(self) -> None:
        asking, self._answers = QWidget(), QWidget()
        for row, widgets in (
            (asking, (self.asked, self.to, self._ask)),
            (self._answers, (self.answered, self.result, self._answer, self._over, self._remove)),
        ):
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(TIGHT)
            named = label(widgets[0].accessibleName(), tone="muted")
            named.setBuddy(widgets[0])
            named.setMinimumWidth(named.fontMetrics().averageCharWidth() * _LETTERS)
            line.addWidget(named)
            for widget in widgets:
                line.addWidget(widget, 1 if isinstance(widget, QLineEdit) else 0)
        self._asking_row = asking
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(SNUG)
        whole.addWidget(label(tr("What was asked, and what they said"), "strong"))
        for part in (self.lines, self._answers, asking, self._wrong):
            whole.addWidget(part)

    def show_offer(self, offer: Offer, zone: tzinfo | None) -> None:
        """Show the rounds of an offer."""
        other = self._offer is None or self._offer.id != offer.id
        self._offer, self._rows = offer, rounds_of(self._desk.work, offer.id)
        waiting = [row.id for row in self._rows if row.result is RoundResult.PENDING]
        if other or self._chosen not in {row.id for row in self._rows}:
            self._chosen = waiting[-1] if waiting else ""
            self._fill()
        if other:
            self.asked.clear()
            self.to.clear()
        self.lines.show_lines([_line(row, zone, chosen=row.id == self._chosen) for row in self._rows])
        self.lines.setVisible(bool(self._rows))
        self._asking_row.setVisible(offer.status in OPEN_OFFERS)
        row = self._row()
        self._answers.setVisible(row is not None)
        agreed = row is not None and row.result is RoundResult.ACCEPTED
        figure = row is not None and bool(row.answered.currency or row.asked.currency)
        taken = row is not None and offer.base in {
            row.answered,
            row.asked if not row.answered.currency else row.answered,
        }
        self._over.setVisible(agreed and figure and not taken)

    def _row(self) -> NegotiationRound | None:
        return next((row for row in self._rows if row.id == self._chosen), None)

    def _choose(self, key: str) -> None:
        self._chosen = key
        self._fill()
        self._again()
        self.answered.setFocus()

    def _fill(self) -> None:
        row = self._row()
        if row is not None:
            self.answered.setText(str(row.answered) or row.answer_words)
            self.result.setCurrentIndex(max(0, self.result.findData(row.result.value)))

    def _again(self) -> None:
        if self._offer is not None:
            offer = self._desk.work.find(Offer, self._offer.id)
            if offer is not None:
                self.show_offer(offer, zone_of(setting(self._desk.work, "zone")))

    def _asking(self) -> None:
        if self._offer is None:
            return
        work, offer = self._desk.work, self._offer
        made = self._desk.do(
            verbs.ask, work, Id(offer.id), self.asked.text(), said_to=self.to.text(), wrong=self._not_so
        )
        if made is not None:
            self._chosen = made.id
            self.asked.clear()
            self.to.clear()
            self._noted()
            self._fill()

    def _answering(self) -> None:
        row = self._row()
        if row is None:
            return
        result = RoundResult(str(self.result.currentData()))
        told = self.answered.text()
        if (
            self._desk.do(verbs.answer, self._desk.work, Id(row.id), result, answered=told, wrong=self._not_so)
            is not None
        ):
            self._noted()
            self._fill()

    def _taking_over(self) -> None:
        row = self._row()
        if (
            row is not None
            and self._desk.do(verbs.take_over, self._desk.work, Id(row.id), wrong=self._not_so) is not None
        ):
            self._noted()

    def _removing(self) -> None:
        row = self._row()
        if row is not None:
            self._desk.do(rows.remove, self._desk.work, row)
            self._desk.say(tr("Removed {what}", what=str(row)), undo=True)
            self._again()

    def _noted(self) -> None:
        self._wrong.hide()
        self._desk.say(tr("Noted."), undo=True)
        self._again()

    def _not_so(self, error: AtsError) -> None:
        self._wrong.setText(explained(error))
        self._wrong.show()


def _field(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    return made


def _line(row: NegotiationRound, zone: tzinfo | None, *, chosen: bool) -> Line:
    """Say one round: what was asked, of whom and when; what they said to it."""
    asked = str(row.asked) or row.asked_words
    said = str(row.answered) or row.answer_words
    words = tr("You: {asked}. They: {said}", asked=asked, said=said) if said else tr("You: {asked}", asked=asked)
    days = [_day(at, zone) for at in (row.at, row.answered_at) if at]
    note = " · ".join(part for part in (row.said_to, " → ".join(dict.fromkeys(days))) if part)
    tone = _TONES.get(row.result, "muted")
    return Line(row.id, words, note, word_label(row.result.value), tone, "offers", chosen)


def _day(at: datetime, zone: tzinfo | None) -> str:
    return short_day(at.astimezone(zone).date())
