"""What stands beside the calendar: the application an interview is for, its meetings, and what comes after them."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ats_desktop.domain.interviews import Hint, Interview, InterviewStatus
from ats_desktop.services import interviews as verbs
from ats_desktop.store.reads.interviews import Meeting
from ats_desktop.ui.days import read_day, short_day
from ats_desktop.ui.pages.page import Desk
from ats_desktop.ui.theme import ROOM, SNUG, TIGHT, button, label, restyle
from ats_desktop.ui.widgets.application.meetings import Meetings
from ats_desktop.ui.widgets.application.panel import View
from ats_desktop.ui.widgets.interviews.words import next_words
from ats_desktop.ui.widgets.scrolling import scrolling
from ats_desktop.ui.words import tr


class BesideCalendar(QWidget):
    """One application's meetings, with the form that plans, moves and ends them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._view: View | None = None
        self._title = label("", "title", wrap=True)
        self._open = button(tr("Open the application"))
        self._open.clicked.connect(self._go)
        self.after = After(desk)
        self.meetings = Meetings(desk)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, TIGHT, 0)
        column.setSpacing(ROOM)
        for one in (self.after, self.meetings):
            column.addWidget(one)
        column.addStretch(1)
        scroll = scrolling(inside)
        top = QHBoxLayout()
        top.setSpacing(TIGHT)
        top.addWidget(self._title, 1)
        top.addWidget(self._open, 0, Qt.AlignmentFlag.AlignTop)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(SNUG)
        whole.addLayout(top)
        whole.addWidget(scroll, 1)

    def show_meeting(self, view: View, one: Meeting | None) -> None:
        """Show the meetings of an application; one of them may be chosen."""
        if self._view is None or self._view.dossier.about != view.dossier.about:
            self.meetings.end()
        self._view = view
        self._title.setText(str(view.dossier.job))
        self.meetings.show_view(view)
        self.after.show_meeting(one, view)

    def begin(self, one: Interview | None) -> None:
        """Open the form, for an interview or for a new one."""
        if self._view is not None and self._view.dossier.editable:
            self.meetings.form.begin(one)

    def end(self) -> None:
        """Put the form away."""
        self.meetings.end()

    def _go(self) -> None:
        if self._view is not None and self._view.dossier.application is not None:
            self._desk.go("application", self._view.dossier.application.id)


class After(QFrame):
    """What a meeting that took place asks for: thanks, and patience until the day of their answer."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._one: Meeting | None = None
        self._today = date.min
        self.setProperty("card", "yes")
        self._said = label("", "strong", wrap=True)
        self._thank = button(tr("I thanked them"))
        self._thank.clicked.connect(self._thanked)
        self.day = QLineEdit()
        self.day.setAccessibleName(tr("Answer expected on"))
        self.day.setPlaceholderText(tr("Answer expected on: fri, 2026-12-04"))
        self.day.editingFinished.connect(self._expect)
        row = QHBoxLayout()
        row.setSpacing(TIGHT)
        row.addWidget(self.day, 1)
        row.addWidget(self._thank)
        column = QVBoxLayout(self)
        column.setContentsMargins(ROOM, SNUG, ROOM, SNUG)
        column.setSpacing(TIGHT)
        column.addWidget(self._said)
        column.addLayout(row)

    def show_meeting(self, one: Meeting | None, view: View) -> None:
        """Show what is to be done; nothing, before it took place."""
        self._today = view.now.astimezone(view.zone).date()
        held = one is not None and one.interview.status is InterviewStatus.COMPLETED and view.dossier.editable
        self.setVisible(held)
        if one is None or not held:
            self._one = None
            return
        other = self._one is None or self._one.interview.id != one.interview.id
        self._one = one
        thanked = one.interview.thank_you_sent_at
        said = next_words(one)
        if not said and thanked:
            said = tr("Thanked on {day}", day=short_day(thanked.astimezone(view.zone).date()))
        self._said.setText(said)
        self._said.setVisible(bool(said))
        restyle(self._said, tone="accent" if one.hint in {Hint.THANK, Hint.ASK} else "")
        self._thank.setVisible(thanked is None)
        if other or not self.day.hasFocus():
            self.day.setText(str(one.interview.result_expected_on or ""))

    def _thanked(self) -> None:
        if self._one is not None and self._desk.do(verbs.thank, self._desk.work, self._one.interview) is not None:
            self._desk.say(tr("Noted."), undo=True)

    def _expect(self) -> None:
        if self._one is None:
            return
        typed = self.day.text().strip()
        day = read_day(typed, self._today) if typed else None
        wrong = bool(typed) and day is None
        restyle(self.day, wrong="yes" if wrong else "")
        if wrong or day == self._one.interview.result_expected_on:
            return
        if self._desk.do(verbs.expect, self._desk.work, self._one.interview, day) is not None:
            self._desk.say(tr("Noted."), undo=True)
