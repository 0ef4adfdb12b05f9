"""Practice: questions to answer, answers worth keeping, interviews played through, and getting ready for real ones.

Shape:  desk.go("practice", "interview:<id>")     getting ready for an interview
        desk.go("practice", "application:<id>")   the questions that fit a posting
        desk.go("practice", "question:<id>" | "answer:<id>" | "mock:<id>"), or the id of one of them alone
"""

from typing import TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget

from ats_desktop.domain.applications import Application
from ats_desktop.domain.interviews import Interview
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.practice import (
    InterviewPrepSession,
    InterviewQuestion,
    LibraryResponse,
    MockInterview,
    QuestionPractice,
)
from ats_desktop.domain.tasks import Task
from ats_desktop.ui.pages.page import Desk, Page
from ats_desktop.ui.widgets.nounpanel import NounPanel
from ats_desktop.ui.widgets.practice.bank import Bank
from ats_desktop.ui.widgets.practice.mock import Mocks
from ats_desktop.ui.widgets.practice.ready import GettingReady
from ats_desktop.ui.words import tr

P = TypeVar("P", bound=QWidget)
A_TURN_MS = 1  # a timer's turn comes after whatever was typed or clicked meanwhile
_ROWS = (InterviewQuestion, LibraryResponse, MockInterview)
_TABLES = {"interview_questions": "question", "library_responses": "answer", "mock_interviews": "mock"}


class PracticePage(Page):
    """Four parts behind tabs, each made when it is first shown."""

    watches = frozenset(
        {
            *(InterviewQuestion, LibraryResponse, QuestionPractice, MockInterview, InterviewPrepSession),
            *(Interview, Application, JobOpportunity, Task),
        }
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.layout_.addWidget(self.heading(tr("Practice"), note=tr("Tell it until it is short, true and yours.")))
        self._parts: dict[int, QWidget] = {}
        self._bar = QTabBar()
        self._bar.setAccessibleName(tr("Practice"))
        self._bar.setDrawBase(False)
        self._bar.setExpanding(False)
        for words in (tr("Questions"), tr("My answers"), tr("Mock interview"), tr("Get ready")):
            self._bar.addTab(words)
        self._stack = QStackedWidget()
        self._bar.currentChanged.connect(self._turn)
        self.layout_.addWidget(self._bar)
        self.layout_.addWidget(self._stack, 1)
        add = desk.actions.add
        add("practice.keep", tr("Keep this try"), self._keep, keys="Ctrl+Return", when=self._writing, page=self)
        add("practice.clock", tr("Start or pause the clock"), self._turn_clock, keys="Ctrl+T", page=self)
        self._turn(0)

    def refresh(self) -> None:
        part = self._stack.currentWidget()
        if isinstance(part, Bank | NounPanel | Mocks | GettingReady):
            part.refresh()

    def open(self, row: str) -> None:
        """Show what is asked for; see the top of this file."""
        what, _, name = row.rpartition(":")
        if not what:
            what = next((one.noun.table for one in _ROWS if self.desk.work.find(one, name)), "")
        what = _TABLES.get(what, what)
        if what == "interview":
            self._part(3, GettingReady).open(name)
        elif what == "mock":
            self._part(2, Mocks).open(name)
        elif what == "answer":
            self._part(1, NounPanel).select(name)
        elif what == "application":
            self._part(0, Bank).for_application(name)
        else:
            self._part(0, Bank).practise(name)

    def _part(self, at: int, kind: type[P]) -> P:
        self._bar.setCurrentIndex(at)
        self._grow(at)
        found = self._parts[at]
        if not isinstance(found, kind):
            raise TypeError("a part is filed under its own kind")
        return found

    def _turn(self, at: int) -> None:
        """Show a part; one that is not made yet comes a turn later, so that the tab answers at once."""
        if at in self._parts:
            self._grow(at)
        else:
            QTimer.singleShot(A_TURN_MS, self, lambda: self._grow(self._bar.currentIndex()))

    def _grow(self, at: int) -> None:
        if at not in self._parts:
            made = self._parts[at] = self._made(at)
            self._stack.addWidget(made)
        if self._stack.currentWidget() is not self._parts[at]:
            self._stack.setCurrentWidget(self._parts[at])
        self.news()

    def _made(self, at: int) -> QWidget:
        if at == 1:
            return NounPanel(self.desk, LibraryResponse, ("name", "question", "used_for"), one=tr("an answer"))
        return (Bank, None, Mocks, GettingReady)[at](self.desk)  # type: ignore[misc]  # 1 is above

    def _writing(self) -> bool:
        return self._stack.currentWidget() is self._parts.get(0) and self._part(0, Bank).practising

    def _keep(self) -> None:
        self._part(0, Bank).sheet.keep()

    def _turn_clock(self) -> None:
        if self._writing():
            self._part(0, Bank).sheet.clock.turn()
