"""One application on one page: the facts first, then what happened, what is planned, who is in it, what was said.

Why:    opened from anywhere by the id of the application, or of a job nobody applied for yet.
        What is being typed is never lost: not by what arrives from elsewhere, not by leaving the page.
"""

from typing import Any, TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from ats_desktop.domain.applications import Application, ApplicationStage, Stage
from ats_desktop.domain.assessments import Assessment
from ats_desktop.domain.documents import Document
from ats_desktop.domain.interviews import Interview
from ats_desktop.domain.jobs import JobOpportunity, SalaryData
from ats_desktop.domain.notes import Comment, SharedNote
from ats_desktop.domain.offers import Offer
from ats_desktop.domain.people import Contact, Interaction
from ats_desktop.domain.portfolio import Certification, Language
from ats_desktop.domain.profile import CandidateSkill, Education, Skill, WorkExperience
from ats_desktop.domain.requirements import JobRequirement
from ats_desktop.domain.submissions import Submission
from ats_desktop.domain.tasks import Task
from ats_desktop.services import jobs
from ats_desktop.services.applications import apply_again
from ats_desktop.store.reads.application import Dossier, dossier
from ats_desktop.store.reads.documents import sendings
from ats_desktop.store.reads.sharing import names
from ats_desktop.store.reads.today import setting
from ats_desktop.ui.days import zone_of
from ats_desktop.ui.icons import icon
from ats_desktop.ui.pages.page import Desk, Page
from ats_desktop.ui.stages import all_stages
from ats_desktop.ui.theme import ROOM, VAST, WIDE, button
from ats_desktop.ui.widgets.application.assessments import Assessments
from ats_desktop.ui.widgets.application.editors import open_link
from ats_desktop.ui.widgets.application.facts import Facts
from ats_desktop.ui.widgets.application.fit import Requirements
from ats_desktop.ui.widgets.application.history import History
from ats_desktop.ui.widgets.application.meetings import Meetings
from ats_desktop.ui.widgets.application.panel import Panel, View
from ats_desktop.ui.widgets.application.pay import Pay
from ats_desktop.ui.widgets.application.people import People
from ats_desktop.ui.widgets.application.posting import Posting
from ats_desktop.ui.widgets.application.sent import SentPanel
from ats_desktop.ui.widgets.application.talk import Talk
from ats_desktop.ui.widgets.application.tasks import Tasks
from ats_desktop.ui.widgets.blank import Blank
from ats_desktop.ui.widgets.top import Top
from ats_desktop.ui.words import tr

P = TypeVar("P", bound=Panel)
# The parts in order of keys: the kind, the side it is on, its place there.
_PARTS: tuple[tuple[type[Any], str, int], ...] = (
    (History, "left", 1),
    (Meetings, "right", 0),
    (Tasks, "right", 1),
    (People, "right", 2),
    (Requirements, "left", 2),
    (Assessments, "right", 3),
    (SentPanel, "right", 4),
    (Talk, "right", 5),
    (Posting, "left", 3),
    (Pay, "right", 6),
)
NARROW = 126  # letters; below, one column


class ApplicationPage(Page):
    """The page of whichever application was opened last."""

    watches = frozenset(
        {
            *(Application, ApplicationStage, JobOpportunity, Interview, Stage, Document, Task),
            *(Contact, Interaction, SharedNote, Comment, SalaryData, Offer, Assessment, JobRequirement, Submission),
            *(CandidateSkill, WorkExperience, Education, Certification, Language, Skill),
        }
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._row = ""
        self._fresh = False  # just opened: the keys go to the first fact
        self._found: Dossier | None = None
        self._back = button(tr("Back"), "quiet")
        self._back.setIcon(icon("left", "accent"))
        self._back.clicked.connect(desk.actions.get("back").act.trigger)
        self._link = button(tr("Open the posting"))
        self._again = button(tr("Apply again"))
        self._away = button("")
        self._sent = button(tr("What did I send?"))
        self._sent.hide()
        self._top = Top("", self._sent, self._link, self._again, self._away)
        self.facts = Facts(desk)
        self.parts: dict[type[Panel], Panel] = {}
        self._view: View | None = None
        self._waiting = list(_PARTS)
        self._blank = Blank(
            "application",
            tr("This application is not here"),
            tr("It may be in the bin, or on another laptop."),
            tr("Go to the board"),
        )
        self._lay()
        self._connect()

    def _lay(self) -> None:
        """Lay the page from the outside to the inside: a part is dressed anew each time it is put into another."""
        self._views = QStackedWidget(self)
        self._scroll = QScrollArea(self._views)
        inside = QWidget(self._scroll)
        self.layout_.setContentsMargins(0, 0, 0, 0)
        self.layout_.addWidget(self._views)
        self._views.addWidget(self._scroll)
        self._views.addWidget(self._blank)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.viewport().setAutoFillBackground(False)
        self._scroll.setWidget(inside)
        inside.setAutoFillBackground(False)
        whole = QVBoxLayout(inside)
        whole.setContentsMargins(VAST, WIDE, VAST, WIDE)
        whole.setSpacing(ROOM)
        whole.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        whole.addWidget(self._top)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(ROOM)
        whole.addLayout(self._columns, 1)
        self._sides: dict[str, QVBoxLayout] = {}
        for side, stretch in (("left", 3), ("right", 2)):
            column = self._sides[side] = QVBoxLayout()
            column.setSpacing(ROOM)
            column.addStretch(1)
            self._columns.addLayout(column, stretch)
        self._sides["left"].insertWidget(0, self.facts)

    def _grow(self) -> None:
        """Make the next part, and leave the window its turn before the one after it."""
        if not self._waiting:
            return
        kind, side, place = self._waiting.pop(0)
        made: Panel = kind(self.desk)
        self.parts[kind] = made
        column = self._sides[side]
        column.insertWidget(min(place, column.count() - 1), made)
        if self._view is not None:
            made.show_view(self._view)
        QTimer.singleShot(0, self, self._grow)

    def part(self, kind: type[P]) -> P:
        """Give a part of the page, made now where it waits to be."""
        while kind not in self.parts:
            self._grow()
        found = self.parts[kind]
        if not isinstance(found, kind):
            raise TypeError("a part is filed under its own kind")
        return found

    def _connect(self) -> None:
        self._link.clicked.connect(self._open_posting)
        self._away.clicked.connect(self._put_away)
        self._sent.clicked.connect(self._show_sent)
        self._again.clicked.connect(self._apply_again)
        self._blank.pressed.connect(lambda: self.desk.go("board"))
        add = self.desk.actions.add
        add("application.schedule", tr("Schedule interview"), self._schedule, keys="Ctrl+I", page=self)
        add("application.save", tr("Save now"), self.save, keys="Ctrl+S", page=self)

    # What is shown

    def open(self, row: str) -> None:
        """Show an application by its id, or a job by its own."""
        if row != self._row:
            self.save()
            self.facts.forget()
            self._row, self._fresh = row, True
            for part in self.parts.values():
                part.end()
        self.news()

    def refresh(self) -> None:
        """Ask anew and show it."""
        if not self._row:  # nothing was asked for yet
            self._views.setCurrentWidget(self._blank)
            return
        work = self.desk.work
        now = work.now()
        self._found = found = dossier(work, self._row, now=now)
        self._views.setCurrentWidget(self._scroll if found else self._blank)
        if found is None:
            return
        if found.application:
            self._row = found.application.id
        zone = zone_of(setting(work, "zone"))
        view = self._view = View(found, now, zone, tuple(all_stages(work)), work.identity.member, names(work))
        self.facts.show_view(view)
        for part in self.parts.values():
            part.show_view(view)
        self._show_top(found)
        if self._fresh:
            self._fresh = False
            self._scroll.verticalScrollBar().setValue(0)
            self.facts.first().setFocus()
        if self._waiting:
            QTimer.singleShot(0, self, self._grow)

    def _show_top(self, found: Dossier) -> None:
        self._top.name(found.job.title or tr("Untitled"))
        attempt = tr("attempt {n}", n=found.attempts) if found.attempts > 1 else ""
        away = tr("archived") if found.job.archived_at else ""
        parts = (found.job.company_name, attempt, away)
        self._top.note(" · ".join(part for part in parts if part))
        self._link.setVisible(bool(found.job.posting_url))
        own = found.application
        self._sent.setVisible(own is not None and bool(sendings(self.desk.work, own.id)))
        self._away.setText(tr("Bring back") if found.job.archived_at else tr("Archive"))
        self._away.setVisible(found.editable)
        ended = found.application is not None and found.application.stage in {"rejected", "withdrawn", "closed_other"}
        self._again.setVisible(found.editable and ended)

    # What is asked for

    def save(self) -> None:
        """Save whatever was typed and is not saved yet."""
        self.facts.save()
        for part in self.parts.values():
            part.save()

    def _schedule(self) -> None:
        self.part(Meetings).schedule()

    def _show_sent(self) -> None:
        sent = self.part(SentPanel)
        sent.ask()
        self.desk.live.soon(lambda: self._scroll.ensureWidgetVisible(sent, 0, ROOM), owner=sent)

    def _open_posting(self) -> None:
        if self._found is not None:
            open_link(self._found.job.posting_url)

    def _put_away(self) -> None:
        if self._found is None:
            return
        back = self._found.job.archived_at is not None
        verb = jobs.unarchive if back else jobs.archive
        if self.desk.do(verb, self.desk.work, self._found.job.id) is not None:
            self.desk.say(tr("Back among your jobs.") if back else tr("Archived."), undo=True)

    def _apply_again(self) -> None:
        if self._found is not None:
            made = self.desk.do(apply_again, self.desk.work, self._found.job.id)
            if made is not None:
                self.open(made.id)
                self.desk.say(tr("A new attempt has begun."), undo=True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.save()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = event.size().width() >= NARROW * self.fontMetrics().averageCharWidth()
        self._columns.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
