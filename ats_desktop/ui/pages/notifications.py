"""Notifications: all the program wanted seen, in one list; first what came while nobody was there."""

from datetime import datetime

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ats_desktop.domain.deliveries import Notification
from ats_desktop.domain.schema import Id, moment_cell
from ats_desktop.services import notices as verbs
from ats_desktop.services.reminders import habits_of
from ats_desktop.store.reads import notices as question
from ats_desktop.store.reads.today import setting
from ats_desktop.ui.days import day_words, zone_of
from ats_desktop.ui.pages.page import Desk, Page
from ats_desktop.ui.theme import SNUG, button, card
from ats_desktop.ui.widgets.blank import Blank
from ats_desktop.ui.widgets.lines import Line
from ats_desktop.ui.widgets.noticelines import LaterMenu, NoticeLines
from ats_desktop.ui.widgets.scrolling import scrolling
from ats_desktop.ui.widgets.top import Top
from ats_desktop.ui.words import told, tr

PAGE = 100


class NotificationsPage(Page):
    """New ones on top; Enter opens what one is about, and it is no longer new."""

    watches = frozenset({Notification})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._found: list[question.Listed] = []
        self._most = PAGE
        self._seen, self._away = button(tr("Mark all as seen")), button(tr("Clear those seen"))
        self._top = Top(tr("Notifications"), self._away, self._seen)
        self.lines = NoticeLines(tr("Notifications"))
        self._more = button(tr("Show older ones"), "quiet")
        self._blank = Blank(
            "bell",
            tr("Nothing to tell"),
            tr("Reminders of deadlines and interviews come here, also those of hours when the window was closed."),
            tr("Set when they come"),
        )
        self._blank.pressed.connect(lambda: desk.go("settings"))
        self._seen.clicked.connect(self._see_all)
        self._away.clicked.connect(self._clear)
        self._more.clicked.connect(self._go_on)
        self.lines.opened.connect(self._open)
        self.lines.asked.connect(self._offer)
        self._lay()
        desk.actions.add("notices.seen", tr("Mark all notifications as seen"), self._see_all, page=self)
        desk.actions.add("notices.later", tr("Be told later"), self._later, keys="L", page=self)
        desk.actions.add("notices.away", tr("Put a notice away"), self._put_away, keys="Del", page=self)

    def _lay(self) -> None:
        sheet = card()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(SNUG, SNUG, SNUG, SNUG)
        column.addWidget(self.lines)
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(sheet)
        column.addStretch(1)
        scroll = scrolling(inside, sideways=True)
        self._views = QStackedWidget()
        self._views.addWidget(scroll)
        self._views.addWidget(self._blank)
        self.layout_.addWidget(self._top)
        self.layout_.addWidget(self._views, 1)

    def refresh(self) -> None:
        work = self.desk.work
        self._found = question.listed(work, most=self._most + 1)
        new = [one for one in self._found if not one.read]
        self._views.setCurrentIndex(0 if self._found else 1)
        self._seen.setVisible(bool(new))
        self._away.setVisible(len(new) < len(self._found))
        self._more.setVisible(len(self._found) > self._most)
        self._top.note(tr("1 new") if len(new) == 1 else tr("{n} new", n=len(new)) if new else "")
        opened = moment_cell(self.desk.opened_at) or ""
        shown = self._found[: self._most]
        self.lines.show_lines(
            [
                *self._under(tr("While you were away"), [o for o in shown if not o.read and o.raised_at < opened]),
                *self._under(tr("New"), [one for one in shown if not one.read and one.raised_at >= opened]),
                *self._under(tr("Seen"), [one for one in shown if one.read]),
            ]
        )

    def _under(self, heading: str, found: list[question.Listed]) -> list[Line]:
        return [Line("", heading), *map(self._line, found)] if found else []

    def _line(self, one: question.Listed) -> Line:
        picture = "check" if one.read else "bell"
        said = told(one.title) or tr("Notice")
        later = tr("Later") if verbs.occurrence_of(one.dedupe) else ""
        return Line(one.row, said, told(one.body), right=self._when(one.raised_at), icon=picture, act=later)

    def _when(self, raised_at: str) -> str:
        if not raised_at:
            return ""
        work = self.desk.work
        zone = zone_of(setting(work, "zone"))
        at = datetime.fromisoformat(raised_at).astimezone(zone)
        return f"{day_words(at.date(), work.now().astimezone(zone).date())}, {at:%H:%M}"

    def _open(self, row: str) -> None:
        one = next((one for one in self._found if one.row == row), None)
        if one is None:
            return
        if not one.read:
            self.desk.do(verbs.see, self.desk.work, [Id(row)])
        table, _, about = one.about.partition(":")
        if about:
            self.desk.open_row(table, about)

    def _later(self) -> None:
        """Offer when to be told again, for the line the keys are on."""
        if self.lines.current:
            self._offer(self.lines.current, self.lines.spot())

    def _offer(self, row: str, spot: QPoint) -> None:
        one = next((one for one in self._found if one.row == row), None)
        if one is None:
            return
        now, habits = self.desk.work.now(), habits_of(self.desk.work)
        moments = verbs.later(now, habits) if verbs.occurrence_of(one.dedupe) else {}
        self.menu = LaterMenu(self, moments, now, habits.zone)
        self.menu.chosen.connect(lambda name: self._snooze(row, moments[name]))
        self.menu.away.connect(lambda: self._dismiss(row))
        self.menu.popup(spot)

    def _snooze(self, row: str, until: datetime) -> None:
        if self.desk.do(verbs.snooze, self.desk.work, Id(row), until) is not None:
            when = self._when(moment_cell(until) or "")
            self.desk.say(tr("It comes again {when}.", when=when), undo=True)

    def _put_away(self) -> None:
        if self.lines.current:
            self._dismiss(self.lines.current)

    def _dismiss(self, row: str) -> None:
        if self.desk.do(verbs.dismiss, self.desk.work, [Id(row)]):
            self.desk.say(tr("Put away."), undo=True)

    def _see_all(self) -> None:
        new: list[Id[Notification]] = [Id(one.row) for one in self._found if not one.read]
        if new and self.desk.do(verbs.see, self.desk.work, new) is not None:
            self.desk.say(tr("All seen."), undo=True)

    def _clear(self) -> None:
        seen: list[Id[Notification]] = [Id(one.row) for one in self._found if one.read]
        if seen and self.desk.do(verbs.dismiss, self.desk.work, seen) is not None:
            self.desk.say(tr("Cleared {n}.", n=len(seen)), undo=True)

    def _go_on(self) -> None:
        self._most += PAGE
        self.news()
