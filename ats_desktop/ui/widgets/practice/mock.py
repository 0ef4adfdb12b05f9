"""Mock interviews: begun by a few choices, played question by question against the clock, and what came of it."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ats_desktop.domain.practice import Difficulty, MockInterview, MockStatus
from ats_desktop.domain.readiness import readiness
from ats_desktop.domain.schema import Id
from ats_desktop.services import mocks
from ats_desktop.ui.days import short_day
from ats_desktop.ui.editors import word_label
from ats_desktop.ui.pages.page import Desk
from ats_desktop.ui.theme import ROOM, SNUG, WIDE, button, label
from ats_desktop.ui.widgets.blank import Blank
from ats_desktop.ui.widgets.lines import Line, Lines
from ats_desktop.ui.widgets.listcards import titled
from ats_desktop.ui.widgets.practice.choices import (
    Number,
    application_choice,
    kind_choice,
    level_choice,
    offer_applications,
)
from ats_desktop.ui.widgets.practice.outcome import Outcome, ready_words
from ats_desktop.ui.widgets.practice.playing import Playing
from ats_desktop.ui.widgets.practice.rows import Sides, scrolled
from ats_desktop.ui.words import tr

_SHOWN, _SIDE_BY_SIDE, A_TURN_MS = 50, 90, 1
_USUAL, _MINUTES_EACH = 5, 2


class Setup(QFrame):
    """What one chooses before a mock interview."""

    begun = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setProperty("card", "yes")
        self._kind, self._level = kind_choice(tr("Mixed")), level_choice(tr("Mid"))
        self._level.removeItem(0)
        self._level.choose(Difficulty.MID)
        self._number = Number(tr("How many questions"), mocks.MOST, _USUAL)
        self._number.valueChanged.connect(lambda _: self._tell())
        self._for = application_choice(tr("For no posting"))
        self._long = label("", "caption", tone="muted", wrap=True)
        begin = button(tr("Begin"), "primary")
        begin.clicked.connect(self._begin)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, ROOM, WIDE, ROOM)
        column.setSpacing(ROOM)
        column.addWidget(label(tr("Play one through"), "title"))
        column.addLayout(self._grid())
        column.addWidget(self._long)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(begin)
        column.addLayout(row)
        column.addStretch(1)
        self._tell()

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(ROOM)
        grid.setVerticalSpacing(SNUG)
        grid.setColumnStretch(1, 1)
        fields = ((tr("Kind"), self._kind), (tr("Level"), self._level), (tr("Questions"), self._number))
        for row, (words, field) in enumerate((*fields, (tr("For"), self._for))):
            named = label(words, tone="muted")
            named.setBuddy(field)
            grid.addWidget(named, row, 0)
            grid.addWidget(field, row, 1)
        return grid

    def refresh(self) -> None:
        """Offer the applications there are now."""
        offer_applications(self._for, self._desk)

    def _tell(self) -> None:
        minutes = self._number.value() * _MINUTES_EACH
        self._long.setText(tr("About {n} minutes. Say each answer aloud, then note it down in a few words.", n=minutes))

    def _begin(self) -> None:
        made = self._desk.do(
            mocks.begin,
            self._desk.work,
            kind=self._kind.chosen or mocks.MIXED,
            difficulty=Difficulty(self._level.chosen),
            number=self._number.value(),
            application=Id(self._for.chosen) if self._for.chosen else None,
        )
        if made is not None:
            self.begun.emit(made.id)


class Mocks(QWidget):
    """Begin one, go on with one, or look at how one went."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._setup = Setup(desk)
        self._setup.begun.connect(self.play)
        self._earlier = Lines(tr("Earlier mock interviews"))
        self._earlier.opened.connect(self.open)
        self._blank = Blank(
            "clock", tr("Nothing was played yet"), tr("Each one is kept here with its score, and can be gone on with.")
        )
        self._stack = QStackedWidget()
        self._home = self._lay_home()
        self._stack.addWidget(self._home)
        self._playing: Playing | None = None  # made when the first one begins
        self._outcome: Outcome | None = None
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def _lay_home(self) -> QWidget:
        past = titled(tr("Earlier ones"), self._earlier, self._blank)
        return scrolled(Sides(_SIDE_BY_SIDE, (self._setup, 2), (past, 3)))

    def refresh(self) -> None:
        """Ask anew for what is in view."""
        if self._stack.currentWidget() is not self._home:
            return
        self._setup.refresh()
        found = self._desk.work.all(MockInterview, order="-started_at", limit=_SHOWN)
        self._earlier.show_lines([_line(one) for one in found])
        self._earlier.setVisible(bool(found))
        self._blank.setVisible(not found)

    def open(self, row: str) -> None:
        """Look at one that ended, or go on with one that did not."""
        found = self._desk.do(self._desk.work.get, MockInterview, row)
        if found is None:
            return
        if found.status is MockStatus.COMPLETED:
            self._show_outcome(row)
        else:
            self.play(row)

    @property
    def playing(self) -> Playing:
        """The stage on which one is played."""
        if self._playing is None:
            self._playing = Playing(self._desk)
            self._playing.ended.connect(self._show_outcome)
            self._playing.left.connect(self._go_home)
            self._stack.addWidget(self._playing)
        return self._playing

    def play(self, row: str) -> None:
        """Play one from its next question on."""
        if self._desk.do(mocks.resume, self._desk.work, Id(row)) is not None:
            QTimer.singleShot(A_TURN_MS, self, lambda: self.playing)  # made in one turn, filled in the next
            QTimer.singleShot(2 * A_TURN_MS, self, lambda: self._go_on(row))

    def _go_on(self, row: str) -> None:
        self._stack.setCurrentWidget(self.playing)
        self.playing.open(row)

    def _show_outcome(self, row: str) -> None:
        if self._outcome is None:
            self._outcome = Outcome(self._desk)
            self._outcome.left.connect(self._go_home)
            self._stack.addWidget(self._outcome)
        self._outcome.open(row)
        self._stack.setCurrentWidget(self._outcome)

    def _go_home(self) -> None:
        self._stack.setCurrentWidget(self._home)
        self.refresh()


def _line(one: MockInterview) -> Line:
    day = short_day(one.started_at.astimezone().date()) if one.started_at else ""
    kind = tr("Mixed") if one.kind == mocks.MIXED else word_label(one.kind)
    note = " · ".join(filter(None, (day, kind, word_label(one.difficulty), tr("{n} questions", n=len(one.questions)))))
    name = one.name or tr("Mock interview")
    if one.status is not MockStatus.COMPLETED:
        return Line(one.id, name, note, tr("Go on"), "accent", "clock")
    score = one.score or 0
    right = tr("{score} · {ready}", score=score, ready=ready_words(readiness(score)))
    return Line(one.id, name, note, right, "muted", "check")
