"""Offers side by side: what each is worth, until when it waits, and what was said about pay to whom.

Why:    an offer is answered once; so two to four stand beside each other, the best of each line marked,
        and what counts how much is the candidate's own word.
"""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from ats_desktop.domain.applications import Application, ApplicationStage
from ats_desktop.domain.jobs import JobOpportunity, SalaryData
from ats_desktop.domain.negotiation import NegotiationRound
from ats_desktop.domain.offers import OPEN_OFFERS, Offer, Weights, compare, read_weights
from ats_desktop.domain.profile import CandidateProfile
from ats_desktop.domain.settings import OFFER_WEIGHTS, Setting
from ats_desktop.services import offers as verbs
from ats_desktop.services.settings import choose
from ats_desktop.store.reads.application import may
from ats_desktop.store.reads.offers import chances, every_offer, told
from ats_desktop.store.reads.today import setting
from ats_desktop.ui.days import zone_of
from ats_desktop.ui.pages.page import Desk, Page
from ats_desktop.ui.theme import ROOM, TIGHT, VAST, WIDE, button, label
from ats_desktop.ui.widgets.blank import Blank
from ats_desktop.ui.widgets.flow import Flow
from ats_desktop.ui.widgets.offers.beside import Beside
from ats_desktop.ui.widgets.offers.sheet import Details, Recording
from ats_desktop.ui.widgets.offers.told import SaidCard
from ats_desktop.ui.widgets.offers.weighing import Weighing
from ats_desktop.ui.widgets.top import Top
from ats_desktop.ui.words import explained, tr

MOST = 4  # beside each other


class OffersPage(Page):
    """Every offer, two to four of them compared."""

    watches = frozenset(
        {Offer, NegotiationRound, SalaryData, Setting, Application, ApplicationStage, JobOpportunity, CandidateProfile}
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._offers: list[Offer] = []
        self._chosen: list[str] | None = None  # None: those that wait
        self._wanted, self._new_for = "", ""
        self._pay = may(desk.work, "salary")
        self._record = button(tr("Record an offer"), "primary")
        self._record.clicked.connect(lambda _=False: self._begin())
        self._top = Top(tr("Offers"), self._record)
        self._which = QWidget()
        self._which.setAccessibleName(tr("Which offers to compare"))
        self._flow = Flow(self._which, TIGHT)
        self._chips: dict[str, QPushButton] = {}
        self.beside = Beside()
        self.beside.asked.connect(self._act)
        self.weighing = Weighing()
        self.weighing.chosen.connect(self._weigh)
        self._remark = label("", "caption", tone="muted", wrap=True)
        self._details: Details | None = None
        self._recording: Recording | None = None
        self.said = SaidCard()
        self.said.opened.connect(lambda row: desk.go("application", row))
        self._blank = Blank(
            "offers",
            tr("No offer yet"),
            tr("When one comes, note it here: what it is worth a year, and until when they wait for an answer."),
            tr("Record an offer"),
            tr("See it with sample data"),
        )
        self._blank.pressed.connect(self._begin)
        self._blank.other.connect(lambda: desk.begin("sample"))
        self._lay()
        desk.actions.add("offers.record", tr("Record an offer"), self._begin, keys="Ctrl+N", page=self)

    def _lay(self) -> None:
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(VAST, 0, VAST, WIDE)
        self._column.setSpacing(ROOM)
        for part in (self._which, self.beside, self.weighing, self._remark, self.said):
            self._column.addWidget(part)
        self._column.addStretch(1)
        scroll = self._scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setProperty("clear", "yes")
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        scroll.setWidget(inside)
        self._forms = QVBoxLayout()
        self._forms.setContentsMargins(VAST, 0, VAST, 0)
        self._views = QStackedWidget()
        self._views.addWidget(scroll)
        self._views.addWidget(self._blank)
        head = QHBoxLayout()
        head.setContentsMargins(VAST, 0, VAST, 0)
        head.addWidget(self._top)
        self.layout_.setContentsMargins(0, WIDE, 0, 0)
        self.layout_.addLayout(head)
        self.layout_.addLayout(self._forms)
        self.layout_.addWidget(self._views, 1)

    # What is shown

    def open(self, row: str) -> None:
        """Show an offer by its id, or begin a new one ("new", "new:<application>")."""
        if row.partition(":")[0] == "new":
            self._new_for = row.partition(":")[2] or "-"
        else:
            self._wanted = row
        self.news()

    def refresh(self) -> None:
        work = self.desk.work
        self._offers = every_offer(work)
        waiting = sum(one.status in OPEN_OFFERS for one in self._offers)
        self._top.note(tr("{n} to answer", n=waiting) if waiting else "")
        self._show_beside()
        now, zone = work.now(), zone_of(setting(work, "zone"))
        self.said.show_told(told(work), now, zone)
        self._views.setCurrentWidget(self._scroll if self._offers else self._blank)
        self._record.setVisible(bool(self._offers))
        self._show_details()
        if self._new_for:
            wanted, self._new_for = self._new_for.strip("-"), ""
            self._begin(wanted)

    def _show_beside(self) -> None:
        work = self.desk.work
        shown = self._compared()
        self._show_chips(shown)
        weights = self._weights()
        self.weighing.show_weights(weights)
        self.weighing.setVisible(self._pay and len(shown) > 1)
        found = compare(shown, weights)
        self.beside.show_offers(found, work.now(), zone_of(setting(work, "zone")), pay=self._pay)
        self.beside.setVisible(bool(shown))
        self._remark.setText(" ".join(_remarks(shown, found) if self._pay else [tr("Pay is not shared with you.")]))
        self._remark.setVisible(bool(self._remark.text()))

    def _compared(self) -> list[Offer]:
        """Choose who stands beside whom: those she picked, else those that wait, else the newest."""
        if self._chosen is not None:
            return [one for one in self._offers if one.id in self._chosen][:MOST]
        waiting = [one for one in self._offers if one.status in OPEN_OFFERS]
        return (waiting or self._offers)[:MOST]

    def _show_chips(self, shown: Sequence[Offer]) -> None:
        if list(self._chips) != [one.id for one in self._offers]:
            for old in self._chips.values():
                old.deleteLater()
            self._chips = {}
            for one in self._offers:
                chip = self._chips[one.id] = button("", "chip", parent=self._which)
                chip.setCheckable(True)
                chip.clicked.connect(partial(self._pick, one.id))
                self._flow.addWidget(chip)
        there = {one.id for one in shown}
        for one in self._offers:
            self._chips[one.id].setText(str(one).replace("&", "&&"))
            self._chips[one.id].setChecked(one.id in there)
        self._which.setVisible(len(self._offers) > len(shown) or self._chosen is not None)

    def _show_details(self) -> None:
        if self._wanted:
            found = next((one for one in self._offers if one.id == self._wanted), None)
            self._wanted = ""
            if found is not None:
                self._open_details(found)
        elif self._details is not None and self._details.shown:
            found = next((one for one in self._offers if one.id == self._details.shown), None)
            if found is None:
                self._details.hide()
            else:
                self._details.open(found)

    # What is asked for

    def _weights(self) -> Weights:
        try:
            return read_weights(setting(self.desk.work, OFFER_WEIGHTS.key))
        except ValueError:  # another laptop may have written what this one cannot read
            return Weights()

    def _weigh(self, numbers: str) -> None:
        self.desk.do(choose, self.desk.work, OFFER_WEIGHTS.key, numbers, wrong=self._not_so)

    def _not_so(self, error: Exception) -> None:
        self._remark.setText(explained(error))
        self._remark.show()

    def _pick(self, row: str) -> None:
        picked = [one.id for one in self._compared()]
        self._chosen = [one for one in picked if one != row] if row in picked else [*picked, row][-MOST:]
        self.news()

    def _act(self, what: str, row: str) -> None:
        offer = next((one for one in self._offers if one.id == row), None)
        if offer is None:
            return
        if what == "edit":
            self._open_details(offer)
            return
        answers: dict[str, tuple[Callable[..., Offer], str]] = {
            "accept": (verbs.accept, tr("Accepted. The application is won.")),
            "decline": (verbs.decline, tr("Declined.")),
            "reopen": (verbs.reopen, tr("Open again.")),
        }
        verb, said = answers[what]
        if self.desk.do(verb, self.desk.work, offer) is not None:
            self.desk.say(said, undo=True)

    def _begin(self, chosen: str = "") -> None:
        if self._recording is None:
            self._recording = Recording(self.desk, pay=self._pay)
            self._recording.made.connect(self._made)
            self._recording.closed.connect(self._recording.hide)
            self._forms.addWidget(self._recording)
        self._recording.show()
        have = {str(one.application) for one in self._offers}
        self._recording.begin(sorted(chances(self.desk.work), key=lambda one: one.id in have), chosen)

    def _made(self, row: str) -> None:
        if self._recording is not None:
            self._recording.hide()
        if self._chosen is not None:
            self._chosen = [*self._chosen, row][-MOST:]
        self.news()
        self.desk.live.soon(self._from_the_top, owner=self)

    def _from_the_top(self) -> None:
        """Show the sheet from its top, with the keys beside it: Qt would give them to a weight at its foot."""
        self._scroll.verticalScrollBar().setValue(0)
        self._record.show()  # it is there as soon as there is an offer
        self._record.setFocus()

    def _open_details(self, offer: Offer) -> None:
        if self._details is None:
            self._details = Details(self.desk, pay=self._pay)
            self._details.closed.connect(self._close_details)
            self._column.insertWidget(2, self._details)
        self._details.show()
        self._details.open(offer)
        details = self._details
        first = details.form.first()
        if first is not None:
            first.setFocus()
        self.desk.live.soon(lambda: self._scroll.ensureWidgetVisible(details, 0, 0), owner=self)

    def _close_details(self) -> None:
        if self._details is not None:
            self._details.hide()


def _remarks(shown: Sequence[Offer], found: Sequence[object]) -> list[str]:
    """Say what keeps two offers from being compared."""
    standings = compare(shown, Weights())
    currencies = sorted({one.worth.currency for one in standings if one.worth.currency})
    said = []
    if len(currencies) > 1:
        said.append(tr("{list}: each is compared within its own currency only.", list=", ".join(currencies)))
    for one in standings:
        if one.worth.left_out:
            names = ", ".join(tr(Offer.noun.by_name[name].label) for name in one.worth.left_out)
            said.append(tr("{offer}: {parts} is in another currency and not in the sum.", offer=one.offer, parts=names))
    if len(found) > 1 and any(one.score is None for one in standings):
        said.append(tr("Judge culture, growth and work and life from 1 to 10 under Details to see them all together."))
    return said
