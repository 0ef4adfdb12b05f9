"""Getting ready: the interviews to come, and for one of them its checklist, time, notes and how ready one is."""

from datetime import datetime, tzinfo

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ats_desktop.store.reads.practice import Meeting, meetings
from ats_desktop.store.reads.today import setting
from ats_desktop.ui.days import both_times, until, zone_of
from ats_desktop.ui.editors import word_label
from ats_desktop.ui.pages.page import Desk
from ats_desktop.ui.widgets.blank import Blank
from ats_desktop.ui.widgets.lines import Line, Lines
from ats_desktop.ui.widgets.listcards import titled
from ats_desktop.ui.widgets.practice.preparing import Preparing
from ats_desktop.ui.widgets.practice.rows import Sides, scrolled
from ats_desktop.ui.words import tr

_SIDE_BY_SIDE, A_TURN_MS = 110, 1  # letters; a timer's turn comes after what was typed meanwhile


class GettingReady(QWidget):
    """A list of interviews, and beside it the one that is chosen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._row = ""
        self._lines = Lines(tr("Interviews"))
        self._lines.opened.connect(self.open)
        self._sheet: Preparing | None = None  # made for the first interview
        self._blank = Blank(
            "calendar",
            tr("No interview is planned"),
            tr("Plan one on the page of its application; it is prepared here."),
            tr("Go to the board"),
        )
        self._blank.pressed.connect(lambda: desk.go("board"))
        beside = QWidget()
        self._room = QVBoxLayout(beside)
        self._room.setContentsMargins(0, 0, 0, 0)
        self._both = Sides(_SIDE_BY_SIDE, (self._listed(), 2), (beside, 5))
        self._stack = QStackedWidget()
        self._stack.addWidget(self._both)
        self._stack.addWidget(self._blank)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def _listed(self) -> QWidget:
        inside = QWidget()
        down = QVBoxLayout(inside)
        down.setContentsMargins(0, 0, 0, 0)
        down.addWidget(self._lines)
        down.addStretch(1)
        return titled(tr("Interviews"), filling=scrolled(inside, "card"))

    @property
    def sheet(self) -> Preparing:
        """The sheet of one interview."""
        if self._sheet is None:
            self._sheet = Preparing(self._desk)
            self._room.addWidget(self._sheet)
        return self._sheet

    def open(self, row: str) -> None:
        """Show one interview."""
        self._row = row
        self.refresh()

    def refresh(self) -> None:
        """Ask anew."""
        work = self._desk.work
        now, zone = work.now(), zone_of(setting(work, "zone"))
        found = meetings(work, now)
        self._stack.setCurrentWidget(self._both if found else self._blank)
        if not found:
            return
        if self._row not in {one.id for one in found}:
            self._row = found[0].id
        self._lines.show_lines([_line(one, now, zone, chosen=one.id == self._row) for one in found])
        when = _when(next(one for one in found if one.id == self._row), zone)
        if self._sheet is None:
            QTimer.singleShot(A_TURN_MS, self, lambda: self.sheet)  # made in one turn, filled in the next
            QTimer.singleShot(2 * A_TURN_MS, self, self.refresh)
        else:
            self._sheet.open(self._row, when)


def _line(one: Meeting, now: datetime, zone: tzinfo | None, *, chosen: bool) -> Line:
    coming = one.starts_at is not None and one.starts_at >= now
    right = until(one.starts_at, now, zone) if coming and one.starts_at else tr("past")
    name = one.company or one.title or tr("Interview")
    note = " · ".join(filter(None, (word_label(one.kind), _when(one, zone))))
    return Line(one.id, name, note, right, "accent" if coming else "muted", "", chosen)


def _when(one: Meeting, zone: tzinfo | None) -> str:
    return both_times(one.starts, one.starts_at, zone) if one.starts_at else one.starts
