"""One question being practised: the answer in its four parts, the clock, the coach beside it, earlier tries below."""

from itertools import pairwise

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ats_desktop.domain.practice import InterviewQuestion, LibraryResponse, QuestionPractice
from ats_desktop.domain.schema import Id
from ats_desktop.domain.star import Story, coach
from ats_desktop.services import practice
from ats_desktop.ui.days import short_day
from ats_desktop.ui.editors import word_label
from ats_desktop.ui.pages.page import Desk
from ats_desktop.ui.theme import ROOM, SNUG, WIDE, button, card, label, restyle
from ats_desktop.ui.widgets.box import Box
from ats_desktop.ui.widgets.lines import Line, Lines
from ats_desktop.ui.widgets.practice.clock import Clock, minutes
from ats_desktop.ui.widgets.practice.coachcard import CoachCard, length_words
from ats_desktop.ui.widgets.practice.rows import Flowing, Sides, scrolled
from ats_desktop.ui.widgets.practice.story import StoryEditor
from ats_desktop.ui.words import tr

COACH_MS = 200
_SIDE_BY_SIDE = 96  # letters; below, the coach is under the answer
_SHOWN = 20  # earlier tries


class AnswerSheet(QWidget):
    """Where one answers; what is typed stays until it is kept, whatever else is opened meanwhile."""

    left = Signal()
    next_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._question: InterviewQuestion | None = None
        self._application = ""
        self._clocks: dict[str, int] = {}  # seconds so far, of questions that were left
        self._tries: list[QuestionPractice] = []
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._coach)
        self._make(desk)
        self._lay()

    def _make(self, desk: Desk) -> None:
        self._asked = label("", "title", wrap=True)
        self._about = label("", "caption", tone="muted", wrap=True)
        self._how = label("", "caption", wrap=True)
        self.clock = Clock()
        self._length = label("", "caption", tone="muted", wrap=True)
        self.editor = StoryEditor(desk)
        self.editor.changed.connect(lambda: self._soon.start(COACH_MS))
        self.coach = CoachCard()
        self._mark = Box()
        self._mark.setAccessibleName(tr("My own mark"))
        for value, words in ((0, tr("No mark of my own")), *((n, tr("My mark: {n} of 5", n=n)) for n in range(1, 6))):
            self._mark.addItem(words, value)
        self._keep = button(tr("Keep this try"), "primary")
        self._keep.clicked.connect(self.keep)
        self._answer = button(tr("Put into my answers"))
        self._answer.clicked.connect(self.keep_answer)
        self._earlier = Lines(tr("Earlier tries"))
        self._earlier.opened.connect(self._look_at)
        self._heading = label(tr("Earlier tries"), "title")
        self._chart: QWidget | None = None  # made when there is something to draw

    def _lay(self) -> None:
        back = button(tr("All questions"), "quiet")
        back.clicked.connect(self.leave)
        other = button(tr("Another one"), "quiet")
        other.clicked.connect(self.next_asked)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(SNUG)
        whole.addWidget(Flowing(back, other, self._mark, self._answer, self._keep))
        whole.addWidget(scrolled(Sides(_SIDE_BY_SIDE, (self._writing(), 3), (self._beside(), 2))), 1)
        keys = (self.editor.last(), self._mark, self._answer, self._keep, self._earlier)
        for before, behind in pairwise(keys):
            self.setTabOrder(before, behind)

    def _writing(self) -> QWidget:
        sheet = card()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(WIDE, ROOM, WIDE, ROOM)
        column.setSpacing(SNUG)
        for one in (self._asked, self._about, self._how):
            column.addWidget(one)
        clock = QHBoxLayout()
        clock.setSpacing(SNUG)
        clock.addWidget(self.clock)
        clock.addWidget(self._length, 1)
        column.addLayout(clock)
        column.addWidget(self.editor, 1)
        return sheet

    def _beside(self) -> QWidget:
        sheet = card()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(WIDE, ROOM, WIDE, ROOM)
        column.addWidget(self.coach)
        past = self._past = card()
        self._below = QVBoxLayout(past)
        self._below.setContentsMargins(WIDE, ROOM, ROOM, ROOM)
        self._below.setSpacing(SNUG)
        self._below.addWidget(self._heading)
        self._below.addWidget(self._earlier)
        made = QWidget()
        around = QVBoxLayout(made)
        around.setContentsMargins(0, 0, 0, 0)
        around.setSpacing(ROOM)
        around.addWidget(sheet)
        around.addWidget(past)
        around.addStretch(1)
        return made

    # What is shown

    def open(self, question: InterviewQuestion, application: str = "") -> None:
        """Show a question, with what was typed for it before, or the answer kept for it."""
        self._put_aside()
        self._question, self._application = question, application
        kept = next(iter(self._desk.work.all(LibraryResponse, {"question": question.id}, limit=1)), None)
        stored = Story(kept.situation, kept.task, kept.action, kept.result) if kept else Story()
        self._asked.setText(question.text)
        parts = (word_label(question.kind), word_label(question.difficulty), question.category, *question.skills)
        self._about.setText(" · ".join(dict.fromkeys(filter(None, parts))))
        self._how.setText(question.framework)
        self._how.setVisible(bool(question.framework))
        self._mark.setCurrentIndex(0)
        self.clock.put(self._clocks.get(question.id, 0))
        self.editor.ask(question.kind)
        self.editor.begin(f"practice {question.id}", stored)
        self._coach()
        self.refresh()

    @property
    def question(self) -> InterviewQuestion | None:
        """The question that is open."""
        return self._question

    def refresh(self) -> None:
        """Ask for earlier tries anew."""
        if self._question is None:
            return
        found = self._desk.work.all(QuestionPractice, {"question": self._question.id}, order="-at", limit=_SHOWN)
        self._tries = [one for one in found if one.score is not None]
        self._past.setVisible(bool(self._tries))
        self._earlier.show_lines([_line(one) for one in self._tries])
        if self._tries:
            self._draw([one.score or 0 for one in reversed(self._tries)])

    def _draw(self, scores: list[int]) -> None:
        from ats_desktop.ui.widgets.practice.chart import Chart

        if not isinstance(self._chart, Chart):
            self._chart = Chart()
            self._below.insertWidget(1, self._chart)
        self._chart.setVisible(len(scores) > 1)
        self._chart.put(scores)

    def _coach(self) -> None:
        if self._question is None:
            return
        told = coach(self.editor.story(), self._question.text, self._question.skills)
        self.coach.show_coaching(told)
        words, tone = length_words(told.words)
        self._length.setText(words)
        restyle(self._length, tone=tone)

    def _look_at(self, key: str) -> None:
        """Show an earlier try in the fields; what was typed there stays as a try of its own only when kept."""
        found = next((one for one in self._tries if one.id == key), None)
        if found is not None:
            self.editor.put(Story(found.situation, found.task, found.action, found.result))
            self.clock.put(found.seconds)
            self._coach()
            self._desk.say(tr("This is the try of {day}; keep it again when it is better.", day=_day(found)))

    # What is asked for

    def keep(self) -> None:
        """Keep this try, with what the coach says of it."""
        if self._question is None:
            return
        self.clock.pause()
        kept = self._desk.do(
            practice.keep,
            self._desk.work,
            Id(self._question.id),
            self.editor.story(),
            seconds=self.clock.seconds,
            self_score=self._mark.currentData() or None,
            application=Id(self._application) if self._application else None,
        )
        if kept is not None:
            self.editor.settled()
            self.clock.put(0)
            self.refresh()
            self._desk.say(tr("Kept: {score} of 100.", score=kept.score), undo=True)

    def keep_answer(self) -> None:
        """Put the answer into the library."""
        if self._question is None:
            return
        kept = self._desk.do(practice.keep_answer, self._desk.work, Id(self._question.id), self.editor.story())
        if kept is not None:
            self._desk.say(tr("Among your answers: {name}", name=kept.name), undo=True)

    def leave(self) -> None:
        """Go back to all questions; what was typed waits here."""
        self._put_aside()
        self.left.emit()

    def _put_aside(self) -> None:
        if self._question is not None:
            self.clock.pause()
            self._clocks[self._question.id] = self.clock.seconds


def _line(one: QuestionPractice) -> Line:
    clock = minutes(one.seconds) if one.seconds else ""
    mark = tr("my mark {n}", n=one.self_score) if one.self_score else ""
    return Line(one.id, _day(one), " · ".join(filter(None, (clock, mark))), str(one.score))


def _day(one: QuestionPractice) -> str:
    return short_day(one.at.astimezone().date()) if one.at else ""
