"""The question bank: what may be asked, narrowed by kind, level, topic and posting; Enter begins to practise."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from ats_desktop.domain.practice import Difficulty, InterviewQuestion
from ats_desktop.services import practice
from ats_desktop.store.reads.practice import Tried, tries
from ats_desktop.ui.editors import word_label
from ats_desktop.ui.pages.page import Desk
from ats_desktop.ui.tables import Column, RowsTable
from ats_desktop.ui.theme import SNUG, button, label
from ats_desktop.ui.widgets.practice.answer import AnswerSheet
from ats_desktop.ui.widgets.practice.choices import (
    Choice,
    application_choice,
    kind_choice,
    level_choice,
    offer_applications,
)
from ats_desktop.ui.widgets.practice.newquestion import NewQuestion
from ats_desktop.ui.widgets.practice.rows import Flowing
from ats_desktop.ui.words import tr

_LETTERS, A_TURN_MS = 28, 1
_ORIGINS = {"user": "mine", "asked_in_interview": "asked"}


class Asked(NamedTuple):
    """One question as the table shows it."""

    question: InterviewQuestion
    tried: Tried | None
    shared: Sequence[str]  # skills the posting names too


class QuestionList(QWidget):
    """All questions, narrowed by what is chosen above them."""

    opened = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._all: dict[str, Asked] = {}
        self._sort, self._down = "", False
        self._search = QLineEdit()
        self._search.setPlaceholderText(tr("Search"))
        self._search.setAccessibleName(tr("Search questions"))
        self._search.setClearButtonEnabled(True)
        self._kind, self._level = kind_choice(tr("Any kind")), level_choice(tr("Any level"))
        self._topic = Choice(tr("Topic"), tr("Any topic"))
        self._which = Choice(tr("Which questions"), tr("All questions"))
        self._which.offer([("new", tr("Not tried yet")), ("mine", tr("My own")), ("asked", tr("Asked in interviews"))])
        self._for = application_choice(tr("For any posting"))
        self._for.setMinimumContentsLength(_LETTERS)
        self._told = label("", "caption", tone="muted", wrap=True)  # how many there are, or why there is none
        self.table = RowsTable(tr("Questions"), _columns())
        self.table.opened.connect(self.opened)
        self.table.sort_asked.connect(self._sort_by)
        self._search.textChanged.connect(lambda _: self._show())
        for choice in (self._kind, self._level, self._topic, self._which):
            choice.currentIndexChanged.connect(lambda _: self._show())
        self._for.currentIndexChanged.connect(lambda _: self.refresh())
        self._lay()

    def _lay(self) -> None:
        self.begin = button(tr("Practise"), "primary")
        self.begin.clicked.connect(self._begin)
        self.add = button(tr("Add a question"))
        self._search.setMinimumWidth(self.fontMetrics().averageCharWidth() * _LETTERS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SNUG)
        column.addWidget(Flowing(self._search, self._for, self.begin, self.add))
        column.addWidget(Flowing(self._kind, self._level, self._topic, self._which))
        column.addWidget(self._told)
        column.addWidget(self.table, 1)

    @property
    def application(self) -> str:
        """The application it is practised for, or ""."""
        return self._for.chosen

    def choose_application(self, row: str) -> None:
        """Narrow the questions to those of an application's posting."""
        offer_applications(self._for, self._desk)
        self._for.choose(row)

    def refresh(self) -> None:
        """Ask anew."""
        work = self._desk.work
        offer_applications(self._for, self._desk)
        known, tried = practice.bank(work), tries(work)
        fits: Mapping[str, Sequence[str]] = practice.fitting(work, self.application) if self.application else {}
        chosen = list(fits) if self.application else list(known)
        self._all = {row: Asked(known[row], tried.get(row), fits.get(row, ())) for row in chosen}
        topics = sorted({one.question.category for one in self._all.values() if one.question.category})
        self._topic.offer([(topic, topic) for topic in topics])
        self._show()

    def following(self, row: str) -> str:
        """Give the question after one in the list as it is shown, or ""."""
        if not self._all:
            self.refresh()
        keys = list(self.table.model_.keys)
        at = keys.index(row) + 1 if row in keys else 0
        return str(keys[at % len(keys)]) if keys else ""

    def _show(self) -> None:
        keys = [row for row, one in self._all.items() if self._wanted(one)]
        if self._sort:
            keys.sort(key=lambda row: _rank(self._all[row], self._sort), reverse=self._down)
        self.table.show_keys(keys, lambda wanted: {row: self._all[row] for row in wanted if row in self._all})
        self.table.sorted_by(self._sort, down=self._down)
        if keys and not self.table.selected():
            self.table.selectRow(0)
        self._told.setText(tr("{n} questions", n=len(keys)) if keys else self._why_nothing())
        self.begin.setEnabled(bool(keys))

    def _why_nothing(self) -> str:
        if self.application and not self._all:
            return tr("The posting names no skill that the questions are about. Add its requirements, or its text.")
        return tr("No question is like that. Choose less above, or add one of your own.")

    def _wanted(self, one: Asked) -> bool:
        asked, words = one.question, self._search.text().casefold().split()
        text = f"{asked.text} {asked.category} {' '.join(asked.skills)}".casefold()
        return (
            self._kind.chosen in {"", asked.kind}
            and self._level.chosen in {"", asked.difficulty}
            and self._topic.chosen in {"", asked.category}
            and self._which.chosen in {"", "new" if not one.tried else "", _ORIGINS.get(asked.origin, "")}
            and all(word in text for word in words)
        )

    def _begin(self) -> None:
        chosen = self.table.selected() or list(self.table.model_.keys[:1])
        if chosen:
            self.opened.emit(chosen[0])

    def _sort_by(self, key: str, down: bool) -> None:  # noqa: FBT001 - a signal's
        self._sort, self._down = key, down
        self._show()


class Bank(QWidget):
    """The list of questions, and the sheet of the one being practised."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.questions = QuestionList(desk)
        self.questions.opened.connect(self.practise)
        self.questions.add.clicked.connect(self._begin_new)
        self._sheet: AnswerSheet | None = None
        self._new: NewQuestion | None = None
        self._listing = QWidget()
        column = self._above = QVBoxLayout(self._listing)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SNUG)
        column.addWidget(self.questions, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._listing)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    @property
    def sheet(self) -> AnswerSheet:
        """The sheet on which one answers; made when the first question is opened."""
        if self._sheet is None:
            self._sheet = AnswerSheet(self._desk)
            self._sheet.left.connect(self._back)
            self._sheet.next_asked.connect(self._another)
            self._stack.addWidget(self._sheet)
        return self._sheet

    @property
    def practising(self) -> bool:
        """Say whether a question is open."""
        return self._sheet is not None and self._stack.currentWidget() is self._sheet

    def refresh(self) -> None:
        """Ask anew for what is in view."""
        if self.practising:
            self.sheet.refresh()
        else:
            self.questions.refresh()

    def practise(self, row: str) -> None:
        """Open a question."""
        found = self._desk.do(practice.question, self._desk.work, row)
        if found is not None and self._sheet is None:
            QTimer.singleShot(A_TURN_MS, self, lambda: self.sheet)  # made in one turn, filled in the next
            QTimer.singleShot(2 * A_TURN_MS, self, lambda: self._show(found))
        elif found is not None:
            self._show(found)

    def _show(self, found: InterviewQuestion) -> None:
        self.sheet.open(found, self.questions.application)
        self._stack.setCurrentWidget(self.sheet)
        self.sheet.editor.first().setFocus()

    def for_application(self, row: str) -> None:
        """Show the questions that fit an application."""
        self._stack.setCurrentWidget(self._listing)
        self.questions.choose_application(row)

    def _another(self) -> None:
        now = self.sheet.question
        self.practise(self.questions.following(now.id if now else ""))

    def _back(self) -> None:
        self._stack.setCurrentWidget(self._listing)
        self.questions.refresh()
        self.questions.table.setFocus()

    def _begin_new(self) -> None:
        if self._new is None:
            self._new = NewQuestion(self._desk)
            self._new.made.connect(self.practise)
            self._above.insertWidget(0, self._new)
        self._new.begin()


def _columns() -> list[Column]:
    return [
        Column("question", tr("Question"), lambda one: one.question.text, 64),
        Column("kind", tr("Kind"), lambda one: word_label(one.question.kind), 13),
        Column("level", tr("Level"), lambda one: word_label(one.question.difficulty), 8),
        Column("topic", tr("Topic"), _topic, 18),
        Column("tries", tr("Tries"), lambda one: str(one.tried.times) if one.tried else "", 6, right=True),
        Column("best", tr("Best"), lambda one: str(one.tried.best) if one.tried else "", 6, right=True),
    ]


def _topic(one: Asked) -> str:
    return " · ".join((*one.shared, *((one.question.category,) if one.question.category else ())))


def _rank(one: Asked, column: str) -> Any:
    """Say where a question stands in the order of a column."""
    numbers = {"tries": one.tried.times if one.tried else 0, "best": (one.tried.best or 0) if one.tried else -1}
    level = [Difficulty.ENTRY, Difficulty.MID, Difficulty.SENIOR]
    if column == "level":
        return level.index(one.question.difficulty) if one.question.difficulty in level else len(level)
    words = {"question": one.question.text, "kind": one.question.kind, "topic": _topic(one)}
    return numbers[column] if column in numbers else words[column].casefold()
