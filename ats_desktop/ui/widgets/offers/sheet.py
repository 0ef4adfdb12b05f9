"""The sheet of one offer: recorded in a line or two, then filled in as far as one likes."""

from collections.abc import Sequence
from datetime import time
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ats_desktop.domain.offers import Offer
from ats_desktop.domain.schema import Entity, Field, Id
from ats_desktop.domain.values import Appointment, Money
from ats_desktop.errors import AtsError
from ats_desktop.services import offers as verbs
from ats_desktop.store.reads.offers import Chance, usual_currency
from ats_desktop.store.reads.today import setting
from ats_desktop.ui.days import zone_of
from ats_desktop.ui.forms import Form
from ats_desktop.ui.pages.page import Desk
from ats_desktop.ui.theme import HAIR, ROOM, SNUG, TIGHT, WIDE, button, label, restyle
from ats_desktop.ui.typed import home_currency, read_figure
from ats_desktop.ui.widgets.application.whenline import WhenLine
from ats_desktop.ui.widgets.box import Box
from ats_desktop.ui.widgets.offers.rounds import Rounds
from ats_desktop.ui.words import tr

_BY_THE_END = time(23, 59)  # an answer "by Friday" may come on Friday
_NOT_HERE = frozenset({"application", "status", "respond_by", "received_at", "decline_reason"})


class OfferForm(Form):
    """All of an offer but its answer, which is a button."""

    def __init__(self, desk: Desk, *, pay: bool) -> None:
        super().__init__(desk, Offer, _fields(pay=pay))

    def _keep(self, row: Entity, values: dict[str, Any]) -> Entity | None:
        if not isinstance(row, Offer):
            return None
        return self._desk.do(verbs.revise, self._desk.work, row, wrong=self._refused, **values)


def answer_line() -> WhenLine:
    """Make the line for the time to answer."""
    made = WhenLine(tr("Answer by"), usual=_BY_THE_END)
    made.line.setPlaceholderText(tr("fri, fri 14:00, 2026-12-01"))
    return made


def _fields(*, pay: bool) -> Sequence[Field]:
    found = [field for field in Offer.noun.plain if field.name not in _NOT_HERE]
    return [field for field in found if pay or field.stream != "salary"]


class Details(QFrame):
    """One offer, open to be filled in, with the time to answer on top."""

    closed = Signal()

    def __init__(self, desk: Desk, *, pay: bool) -> None:
        super().__init__()
        self._desk = desk
        self.setProperty("card", "yes")
        self._title = label("", "title", wrap=True)
        self.form = OfferForm(desk, pay=pay)
        self.until = answer_line()
        self._more = button(tr("Set the day"))
        self._more.clicked.connect(self._extend)
        self.until.line.returnPressed.connect(self._extend)
        self.rounds = Rounds(desk)
        if not pay:
            self.rounds.hide()
        close = button(tr("Close"))
        close.clicked.connect(self._close)
        remove = button(tr("Remove"), "danger")
        remove.clicked.connect(self._remove)
        top = QHBoxLayout()
        top.setSpacing(TIGHT)
        top.addWidget(self._title, 1)
        top.addWidget(remove)
        top.addWidget(close)
        answer = QHBoxLayout()
        answer.setSpacing(TIGHT)
        named = label(tr("Answer by"), tone="muted")
        named.setBuddy(self.until.line)
        answer.addWidget(named)
        answer.addWidget(self.until, 1)
        answer.addWidget(self._more)
        answer.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(WIDE, ROOM, WIDE, ROOM)
        whole.setSpacing(ROOM)
        whole.addLayout(top)
        whole.addLayout(answer)
        whole.addWidget(self.rounds)
        whole.addWidget(self.form)

    def open(self, offer: Offer) -> None:
        """Show an offer."""
        other = self.form.row is None or self.form.row.id != offer.id
        self._title.setText(str(offer))
        self.form.open(offer)
        if not self.rounds.isHidden():
            self.rounds.show_offer(offer, zone_of(setting(self._desk.work, "zone")))
        if other or not self.until.line.hasFocus():
            work = self._desk.work
            self.until.begin(work.now(), zone_of(setting(work, "zone")), None)
            self.until.line.setText(offer.respond_by.wall.replace("T", " "))

    @property
    def shown(self) -> str:
        """The offer that is open, or ""."""
        return self.form.row.id if self.form.row is not None and self.isVisible() else ""

    def _extend(self) -> None:
        wall, offer = self.until.read(), self.form.row
        if wall is None or not isinstance(offer, Offer):
            self.until.says(tr("Which day? Write for example fri, or fri 17:00."), wrong=True)
            return
        starts = Appointment(wall.strftime("%Y-%m-%dT%H:%M"), offer.respond_by.zone)
        wrong: list[AtsError] = []
        if self._desk.do(verbs.extend, self._desk.work, offer, starts, wrong=wrong.append) is not None:
            self._desk.say(tr("Noted."), undo=True)
        elif wrong:
            self.until.says(str(wrong[0]), wrong=True)

    def _remove(self) -> None:
        offer = self.form.row
        if offer is not None:
            from ats_desktop.services import rows

            self._desk.do(rows.remove, self._desk.work, offer)
            self._desk.say(tr("Removed {what}", what=str(offer)), undo=True)
            self.closed.emit()

    def _close(self) -> None:
        self.form.save()
        self.closed.emit()


class Recording(QFrame):
    """A new offer: from which application, how much, until when."""

    made = Signal(str)
    closed = Signal()

    def __init__(self, desk: Desk, *, pay: bool) -> None:
        super().__init__()
        self._desk = desk
        self.setProperty("card", "yes")
        self.which = Box()
        self.base, self.until = QLineEdit(), answer_line()
        self.base.setPlaceholderText(tr("85000 EUR/year"))
        self._wrong = label("", "caption", tone="danger", wrap=True)
        grid = QGridLayout()
        grid.setHorizontalSpacing(SNUG)
        grid.setVerticalSpacing(HAIR)
        cells: list[tuple[str, QWidget, int]] = [(tr("Application"), self.which, 4), (tr("Answer by"), self.until, 3)]
        if pay:
            cells.insert(1, (tr("Base pay"), self.base, 3))
        for at, (words, widget, stretch) in enumerate(cells):
            named = label(words, "caption", tone="muted")
            named.setBuddy(widget)
            widget.setAccessibleName(words)
            grid.addWidget(named, 0, at)
            grid.addWidget(widget, 1, at, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(at, stretch)
        keep, close = button(tr("Record"), "primary"), button(tr("Cancel"))
        keep.clicked.connect(self._keep)
        close.clicked.connect(self._cancel)
        self.base.returnPressed.connect(self._keep)
        self.until.line.returnPressed.connect(self._keep)
        row = QHBoxLayout()
        row.setSpacing(TIGHT)
        row.addWidget(keep)
        row.addWidget(close)
        row.addWidget(self._wrong, 1)
        row.addStretch()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(WIDE, ROOM, WIDE, ROOM)
        whole.setSpacing(SNUG)
        whole.addWidget(label(tr("A new offer"), "title"))
        whole.addLayout(grid)
        whole.addLayout(row)

    def begin(self, chances: Sequence[Chance], chosen: str = "") -> None:
        """Begin with these applications to choose from; what is being written stays."""
        begun = any(line.text().strip() for line in (self.base, self.until.line))
        chosen = chosen or str((begun and self.which.currentData()) or "")
        self.which.clear()
        for one in chances:
            self.which.addItem(" @ ".join(filter(None, (one.title, one.company))) or tr("Untitled"), one.id)
        self.which.setCurrentIndex(max(0, self.which.findData(chosen)))
        if not begun:
            self._clear()
        self._say("" if chances else tr("There is no open application. Add the job first, then its offer."))
        (self.base if chosen and self.base.isVisibleTo(self) else self.which).setFocus()

    def _clear(self) -> None:
        self.base.clear()
        self.until.begin(self._desk.work.now(), zone_of(setting(self._desk.work, "zone")), None)

    def _cancel(self) -> None:
        self._clear()
        self.closed.emit()

    def _keep(self) -> None:
        given: dict[str, Any] = {}
        if self.base.text().strip():
            base = self._read_base()
            if base is None:
                return
            given["base"] = base
        wall = self.until.read()
        if wall is None and self.until.line.text().strip():
            self.until.says(tr("Which day? Write for example fri, or fri 17:00."), wrong=True)
            return
        if wall is not None:
            given["respond_by"] = Appointment(wall.strftime("%Y-%m-%dT%H:%M"))
        which = str(self.which.currentData() or "")
        if not which:
            return
        wrong: list[AtsError] = []
        made = self._desk.do(verbs.record, self._desk.work, Id(which), wrong=wrong.append, **given)
        if made is None:
            self._say(str(wrong[0]))
            return
        self._clear()
        self.made.emit(made.id)
        self._desk.say(tr("Offer recorded."), undo=True)

    def _read_base(self) -> Money | None:
        try:
            meant = usual_currency(self._desk.work, str(self.which.currentData() or ""))
            found = read_figure(self.base.text(), meant or home_currency())
        except ValueError:
            self._say(tr("This is no figure. Write for example 85000 EUR/year or 45 EUR/hour."))
            restyle(self.base, wrong="yes")
            return None
        self._say("")
        restyle(self.base, wrong="")
        return Money(found.low, found.currency, found.period)

    def _say(self, sentence: str) -> None:
        self._wrong.setText(sentence)
        self._wrong.setVisible(bool(sentence))
