"""A mock interview being played: one question, the clock, an answer; on to the next."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ats_desktop.domain.phrases import count
from ats_desktop.domain.practice import InterviewQuestion
from ats_desktop.domain.schema import Id
from ats_desktop.domain.star import LONGEST, SHORTEST, Story
from ats_desktop.services import mocks
from ats_desktop.ui.editors import word_label
from ats_desktop.ui.pages.page import Desk
from ats_desktop.ui.theme import ROOM, SNUG, WIDE, button, card, label
from ats_desktop.ui.widgets.practice.clock import Clock
from ats_desktop.ui.widgets.practice.coachcard import length_words
from ats_desktop.ui.widgets.practice.meter import Bar
from ats_desktop.ui.widgets.practice.recording import Recording
from ats_desktop.ui.widgets.practice.rows import Flowing, scrolled
from ats_desktop.ui.widgets.practice.story import StoryEditor
from ats_desktop.ui.words import tr


class Playing(QWidget):
    """One question after another."""

    ended = Signal(str)
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._mock = ""
        self._question: InterviewQuestion | None = None
        self._where = label("", "caption", tone="muted")
        self._far = Bar("accent")
        self._asked = label("", "title", wrap=True)
        self._about = label("", "caption", tone="muted")
        self._length = label("", "caption", tone="muted", wrap=True)
        self.clock = Clock()
        self.clock.beat.connect(self._beat)
        self.editor = StoryEditor(desk)
        self.editor.changed.connect(self._count)
        self._recording = Recording(desk)
        self._next = button("", "primary")
        self._next.clicked.connect(self.answer)
        self._skip = button(tr("Skip"))
        self._skip.clicked.connect(self.skip)
        self._end = button(tr("End it here"), "quiet")
        self._end.clicked.connect(self.end)
        self._leave = button(tr("Leave for later"), "quiet")
        self._leave.clicked.connect(self.leave)
        self._lay()

    def _lay(self) -> None:
        clock = QHBoxLayout()
        clock.setSpacing(SNUG)
        clock.addWidget(self.clock)
        clock.addWidget(self._length, 1)
        clock.addWidget(self._recording)
        sheet = card()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(WIDE, ROOM, WIDE, ROOM)
        column.setSpacing(SNUG)
        for one in (self._where, self._far, self._asked, self._about):
            column.addWidget(one)
        column.addLayout(clock)
        column.addWidget(self.editor, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(SNUG)
        whole.addWidget(Flowing(self._next, self._skip, self._leave, self._end))
        whole.addWidget(scrolled(sheet), 1)
        self.setTabOrder(self.editor.last(), self._skip)
        self.setTabOrder(self._skip, self._next)

    def open(self, mock: str) -> None:
        """Go on with a mock interview from its next question."""
        self._mock = mock
        self._recording.of(mock)
        self._ask()

    def _ask(self) -> None:
        so_far = mocks.played(self._desk.work, self._mock)
        self._question = so_far.next
        if self._question is None:
            self.end()
            return
        number, many = len(so_far.answers) + 1, len(so_far.questions)
        self._where.setText(tr("Question {n} of {many}", n=number, many=many))
        self._far.put(round(100 * (number - 1) / many))
        self._asked.setText(self._question.text)
        parts = (word_label(self._question.kind), self._question.category)
        self._about.setText(" · ".join(filter(None, parts)))
        self._next.setText(tr("Next question") if number < many else tr("End and see"))
        self.editor.ask(self._question.kind)
        self.editor.begin(f"mock {self._mock} {self._question.id}", Story())
        self._count()
        self.clock.put(0)
        self.clock.start()
        self.editor.first().setFocus()

    def _count(self) -> None:
        words, _ = length_words(count(self.editor.story().whole))
        self._length.setText(words)

    def _beat(self, seconds: int) -> None:
        self.clock.paint_tone("warn" if seconds > LONGEST else "good" if seconds >= SHORTEST else "")

    # What is asked for

    def answer(self) -> None:
        """Keep the answer, and go on."""
        self._on(mocks.answer, self.editor.story())

    def skip(self) -> None:
        """Go on without an answer."""
        self._on(mocks.skip)

    def _on(self, verb: object, *given: Story) -> None:
        if self._question is None or not callable(verb):
            return
        seconds = self.clock.seconds
        kept = self._desk.do(verb, self._desk.work, Id(self._mock), Id(self._question.id), *given, seconds=seconds)
        if kept is not None:
            self.editor.settled()
            self._ask()

    def end(self) -> None:
        """End it, and show how it went."""
        self.clock.pause()
        self._recording.stop()
        if self._desk.do(mocks.finish, self._desk.work, Id(self._mock)) is not None:
            self._question = None
            self.ended.emit(self._mock)
        elif self._question is None:
            self.leave()

    def leave(self) -> None:
        """Leave it for later; the answers given are kept, and what is being typed waits here."""
        self.clock.pause()
        self._recording.stop()
        if self._desk.do(mocks.leave, self._desk.work, Id(self._mock)) is not None:
            self._desk.say(tr("It waits among the earlier ones."))
            self.left.emit()
