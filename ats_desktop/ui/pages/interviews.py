"""Interviews: what is to come and what was, as an agenda, a week or a month; planned, moved and ended in place.

Why:    her own clock rules the page, theirs stands beside it; two at the same time are said, never refused.
"""

from datetime import date, datetime, time, tzinfo
from functools import partial

from PySide6.QtCore import QDate, QPoint
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ats_desktop.domain.applications import Application, ApplicationStage, Stage
from ats_desktop.domain.interviews import Interview
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.schema import Id
from ats_desktop.store.reads.application import dossier
from ats_desktop.store.reads.interviews import Meeting, agenda, between, meetings
from ats_desktop.store.reads.offers import chances
from ats_desktop.store.reads.sharing import names
from ats_desktop.store.reads.today import setting
from ats_desktop.ui.days import zone_of
from ats_desktop.ui.pages.page import Desk, Page
from ats_desktop.ui.stages import all_stages
from ats_desktop.ui.theme import ROOM, SNUG, TIGHT, VAST, WIDE, button, card, label
from ats_desktop.ui.widgets.application.panel import View
from ats_desktop.ui.widgets.blank import Blank
from ats_desktop.ui.widgets.box import Box
from ats_desktop.ui.widgets.chips import Chips
from ats_desktop.ui.widgets.interviews.beside import BesideCalendar
from ats_desktop.ui.widgets.interviews.calendar import Calendar
from ats_desktop.ui.widgets.interviews.month import Month
from ats_desktop.ui.widgets.interviews.moving import menu_for, move
from ats_desktop.ui.widgets.interviews.week import Week
from ats_desktop.ui.widgets.interviews.words import agenda_lines, spot_of
from ats_desktop.ui.widgets.lines import Lines
from ats_desktop.ui.widgets.scrolling import scrolling
from ats_desktop.ui.widgets.top import Top
from ats_desktop.ui.words import tongue, tr

AGENDA, WEEK, MONTH = "agenda", "week", "month"
NARROW = 100  # letters; below, what stands beside comes below


class InterviewsPage(Page):
    """Every interview, soonest first."""

    watches = frozenset({Interview, Application, ApplicationStage, JobOpportunity, Stage, "settings"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._way, self._row, self._application = AGENDA, "", ""
        self._day: date | None = None
        self._planning = False
        self._form: tuple[Interview | None] | None = None  # what the form is to be opened with, once it is shown
        self._plan = button(tr("Plan an interview"), "primary")
        self._plan.clicked.connect(lambda _=False: self.plan())
        self._top = Top(tr("Interviews"), self._plan)
        self._chips = Chips(tr("Show as"))
        self._chips.chosen.connect(self._turn)
        self._stretch = label("", "strong")
        self._before, self._after = button(tr("Earlier"), "quiet"), button(tr("Later"), "quiet")
        self._now = button(tr("Today"), "quiet")
        self.lines = Lines(tr("Interviews"))
        self.lines.opened.connect(self._choose)
        self.month, self.week = Month(), Week()
        self.which = Box()
        self.which.setAccessibleName(tr("For which application"))
        self._for = label(tr("For"), "caption", tone="muted")
        self.beside = BesideCalendar(desk)
        self._blank = Blank(
            "calendar",
            tr("No interview yet"),
            tr("When one is agreed on, plan it here: its day and hour by their clock, and you are reminded by yours."),
            tr("Plan an interview"),
            tr("See it with sample data"),
        )
        self._blank.pressed.connect(self.plan)
        self._blank.other.connect(lambda: desk.begin("sample"))
        self._lay()
        self._connect()

    def _lay(self) -> None:
        inside = QWidget()
        listed = QVBoxLayout(inside)
        listed.setContentsMargins(0, 0, 0, 0)
        listed.addWidget(self.lines)
        self._none = label(tr("Nothing planned yet."), "caption", tone="muted")
        self._none.setContentsMargins(TIGHT, TIGHT, TIGHT, TIGHT)
        listed.addWidget(self._none)
        listed.addStretch(1)
        scroll = scrolling(inside, "card")
        self._ways = QStackedWidget()
        self._shown: dict[str, QWidget] = {AGENDA: scroll, WEEK: self.week, MONTH: self.month}
        for way in self._shown.values():
            self._ways.addWidget(way)
        left = card()
        column = QVBoxLayout(left)
        column.setContentsMargins(TIGHT, TIGHT, TIGHT, TIGHT)
        column.addWidget(self._ways)
        right = QWidget()
        planned = QVBoxLayout(right)
        planned.setContentsMargins(0, 0, 0, 0)
        planned.setSpacing(SNUG)
        asked = QHBoxLayout()
        asked.setSpacing(TIGHT)
        asked.addWidget(self._for)
        asked.addWidget(self.which, 1)
        planned.addLayout(asked)
        planned.addWidget(self.beside, 1)
        self._put_together(left, right)

    def _put_together(self, left: QWidget, right: QWidget) -> None:
        """Lay what is listed beside what is planned, and what turns the pages above both."""
        both = QWidget()
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight, both)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(ROOM)
        self._across.addWidget(left, 3)
        self._across.addWidget(right, 2)
        self._both = scrolling(both)  # large type in a low window
        self._views = QStackedWidget()
        self._views.addWidget(self._both)
        self._views.addWidget(self._blank)
        turn = QHBoxLayout()
        turn.setSpacing(TIGHT)
        turn.addWidget(self._chips, 1)
        for one in (self._stretch, self._before, self._now, self._after):
            turn.addWidget(one)
        self._turning = QWidget()
        self._turning.setLayout(turn)
        turn.setContentsMargins(0, 0, 0, 0)
        self.layout_.setContentsMargins(VAST, WIDE, VAST, WIDE)
        self.layout_.setSpacing(SNUG)
        self.layout_.addWidget(self._top)
        self.layout_.addWidget(self._turning)
        self.layout_.addWidget(self._views, 1)

    def _connect(self) -> None:
        self.which.activated.connect(lambda _: self._plan_for(str(self.which.currentData() or "")))
        self._before.clicked.connect(lambda: self._step(-1))
        self._after.clicked.connect(lambda: self._step(1))
        self._now.clicked.connect(lambda: self._go(None))
        for one in (self.month, self.week):
            one.opened.connect(self._choose)
            one.turned.connect(self._go)
            one.moved.connect(self._move)
            one.asked.connect(self._offer)
        add = self.desk.actions.add
        add("interviews.plan", tr("Plan an interview"), self.plan, keys=("Ctrl+N", "Ctrl+I"), page=self)
        add("interviews.agenda", tr("Interviews as an agenda"), lambda: self._turn(AGENDA), keys="Alt+1", page=self)
        add("interviews.week", tr("Interviews by the week"), lambda: self._turn(WEEK), keys="Alt+2", page=self)
        add("interviews.month", tr("Interviews by the month"), lambda: self._turn(MONTH), keys="Alt+3", page=self)

    # What is shown

    def open(self, row: str) -> None:
        """Show an interview by its id; "new" or "new:<application>" begins to plan one."""
        if row.partition(":")[0] == "new":
            self._planning, self._application = True, row.partition(":")[2]
        else:
            self._row = row
        self.news()

    def refresh(self) -> None:
        work = self.desk.work
        now, zone = work.now(), zone_of(setting(work, "zone"))
        today = now.astimezone(zone).date()
        found = agenda(work, now=now, today=today)
        everything = [*found.coming, *found.unsaid, *found.past]
        self._choose_first(everything)
        self.lines.show_lines(agenda_lines(found, now, zone, self._row))
        number = len(found.coming)
        self._none.setHidden(bool(everything))
        self._top.note(tr("{n} to come", n=number) if number else "")
        ways = [(AGENDA, tr("Agenda"), None), (WEEK, tr("Week"), None), (MONTH, tr("Month"), None)]
        self._chips.show_chips(ways, self._way)
        self._ways.setCurrentWidget(self._shown[self._way])
        self._show_calendar(now, zone, today)
        if self._planning:
            self._planning = False
            self._begin()
        planned = bool(everything or self._application)
        self._views.setCurrentWidget(self._both if planned else self._blank)
        self._turning.setVisible(planned)
        self._plan.setVisible(planned)
        self._show_beside(everything, now, zone, today)

    def _choose_first(self, everything: list[Meeting]) -> None:
        """Keep what was chosen; else choose the next one."""
        if self._row and self.desk.work.find(Interview, self._row) is None:
            self._row = ""
        if not self._row and everything and not self._application:
            self._row = everything[0].interview.id

    def _show_calendar(self, now: datetime, zone: tzinfo | None, today: date) -> None:
        calendar = self._calendar()
        for one in (self._before, self._after, self._now, self._stretch):
            one.setVisible(calendar is not None)
        if calendar is None:
            return
        day = self._day or today
        first, end = calendar.stretch(day)
        start, stop = (datetime.combine(one, time(), zone).astimezone(zone) for one in (first, end))
        found = between(self.desk.work, start, stop, now=now, today=today)
        calendar.chosen = self._row
        calendar.show_spots(day, today, [spot for one in found if (spot := spot_of(one, zone)) is not None])
        shape = "MMMM yyyy" if calendar is self.month else "d MMMM yyyy"
        shown = day if calendar is self.month else first
        words = tongue().toString(QDate(shown.year, shown.month, shown.day), shape)
        self._stretch.setText(words if calendar is self.month else tr("Week of {day}", day=words))

    def _show_beside(self, everything: list[Meeting], now: datetime, zone: tzinfo | None, today: date) -> None:
        work = self.desk.work
        chosen = work.find(Interview, self._row) if self._row else None
        wanted = chosen.application if chosen else self._application
        found = dossier(work, wanted, now=now) if wanted else None
        self.beside.setVisible(found is not None)
        for one in (self.which, self._for):
            one.setVisible(bool(self._application))
        if found is None:
            return
        known = next((one for one in everything if one.interview.id == self._row), None)
        if chosen is not None and known is None:
            known = meetings(work, [chosen], now=now, today=today)[0]
        view = View(found, now, zone, tuple(all_stages(work)), work.identity.member, names(work))
        self.beside.show_meeting(view, known)
        if self._form is not None:
            (opened,), self._form = self._form, None
            self.beside.begin(opened)

    def _calendar(self) -> Calendar | None:
        return {WEEK: self.week, MONTH: self.month}.get(self._way)

    # What is asked for

    def plan(self, application: str = "") -> None:
        """Begin to plan an interview, for the application in view or the one that is furthest."""
        self._planning, self._application = True, application
        self.news()

    def _begin(self) -> None:
        """Show which applications there are, and the form for one of them."""
        open_ones = chances(self.desk.work)
        chosen = self.desk.work.find(Interview, self._row) if self._row else None
        wanted = self._application or (chosen.application if chosen else "")
        rows = [one.id for one in open_ones]
        if not rows:
            self._application = ""
            self.desk.say(tr("There is no open application. Add the job first, then its interview."))
            return
        self.which.clear()
        for one in open_ones:
            self.which.addItem(" @ ".join(filter(None, (one.title, one.company))) or tr("Untitled"), one.id)
        self.which.setCurrentIndex(rows.index(wanted) if wanted in rows else 0)
        self._plan_for(str(self.which.currentData()))

    def _plan_for(self, application: str) -> None:
        self._application, self._row, self._form = application, "", (None,)
        self.news()

    def _choose(self, row: str) -> None:
        """Show an interview, with its form; what was typed in another is kept as a draft."""
        found = self.desk.work.find(Interview, row)
        self._row, self._application, self._form = row, "", (found,) if found else None
        self.news()

    def _move(self, row: str, days: int, minutes: int) -> None:
        """Move a meeting, and go with it."""
        work = self.desk.work
        zone = zone_of(setting(work, "zone"))
        if move(self.desk, row, days, minutes, zone):
            self._row, self._form = row, None
            moved = work.get(Interview, Id(row)).starts_at
            self._go(moved.astimezone(zone).date() if moved else self._day)

    def _offer(self, row: str, where: QPoint) -> None:
        self.menu = menu_for(self, partial(self._choose, row), partial(self._move, row))
        self.menu.popup(where)

    def _turn(self, way: str) -> None:
        self._way = way
        self.news()

    def _go(self, day: date | None) -> None:
        self._day = day
        self.news()

    def _step(self, step: int) -> None:
        calendar = self._calendar()
        if calendar is not None:
            self._go(calendar.page(calendar.day, step))

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.beside.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = event.size().width() >= NARROW * self.fontMetrics().averageCharWidth()
        self._across.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
