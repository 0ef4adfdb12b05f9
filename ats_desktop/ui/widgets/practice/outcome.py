"""How a mock interview went: a score in words, what was strong, what to work on, and each answer."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ats_desktop.domain.practice import QuestionPractice
from ats_desktop.domain.readiness import readiness
from ats_desktop.services import mocks
from ats_desktop.ui.pages.page import Desk
from ats_desktop.ui.theme import ROOM, SNUG, TIGHT, WIDE, button, card, label, restyle
from ats_desktop.ui.widgets.lines import Line, Lines
from ats_desktop.ui.widgets.listcards import titled
from ats_desktop.ui.widgets.practice.clock import minutes
from ats_desktop.ui.widgets.practice.meter import tone_of
from ats_desktop.ui.widgets.practice.recording import Recording
from ats_desktop.ui.widgets.practice.rows import Flowing, Sides, scrolled
from ats_desktop.ui.words import tr

_SIDE_BY_SIDE = 100  # letters


def ready_words(word: str) -> str:
    """Say how ready one is."""
    said = {
        "ready": tr("ready"),
        "nearly": tr("nearly ready"),
        "needs_practice": tr("needs practice"),
        "not_ready": tr("not ready yet"),
    }
    return said[word]


def _mark_words(name: str) -> str:
    said = {
        "relevance": tr("You answer what is asked."),
        "specificity": tr("You are specific: figures, names, deeds of your own."),
        "impact": tr("Your results can be seen."),
        "clarity": tr("You are easy to follow."),
    }
    return said.get(name, name)


class Outcome(QWidget):
    """One that ended."""

    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._mock = ""
        self._name = label("", "title", wrap=True)
        self._score = label("", "display")
        self._ready = label("", "strong")
        self._long = label("", "caption", tone="muted")
        self._strong, self._work = label("", wrap=True), label("", wrap=True)
        self._answers = Lines(tr("Answers"))
        self._answers.opened.connect(lambda row: desk.go("practice", f"question:{row.partition(' ')[2]}"))
        self._recording = Recording(desk)
        self._lay()

    def _lay(self) -> None:
        back = button(tr("All mock interviews"), "quiet")
        back.clicked.connect(self.left)
        summary = card()
        column = QVBoxLayout(summary)
        column.setContentsMargins(WIDE, ROOM, WIDE, ROOM)
        column.setSpacing(SNUG)
        score = QHBoxLayout()
        score.setSpacing(TIGHT)
        for one in (self._score, label(tr("of 100"), tone="muted"), self._ready):
            score.addWidget(one)
        score.addStretch(1)
        column.addWidget(self._name)
        column.addLayout(score)
        column.addWidget(self._long)
        column.addSpacing(SNUG)
        for words, field in ((tr("Strong"), self._strong), (tr("To work on"), self._work)):
            column.addWidget(label(words, "strong"))
            column.addWidget(field)
        note = tr("A score counts what was told, and is no promise.")
        column.addWidget(label(note, "caption", tone="muted", wrap=True))
        column.addStretch(1)
        answers = titled(tr("Answers"), self._answers)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(SNUG)
        whole.addWidget(Flowing(back, self._recording))
        whole.addWidget(scrolled(Sides(_SIDE_BY_SIDE, (summary, 2), (answers, 3))), 1)

    def open(self, mock: str) -> None:
        """Show how one went."""
        self._mock = mock
        told = mocks.played(self._desk.work, mock)
        score = told.mock.score or 0
        self._recording.of(mock)
        self._name.setText(told.mock.name or tr("Mock interview"))
        self._score.setText(str(score))
        restyle(self._score, tone=tone_of(score))
        self._ready.setText(ready_words(readiness(score)))
        many = sum(one.score is not None for one in told.answers)
        clock = minutes(told.seconds)
        self._long.setText(tr("{n} of {many} answered, in {time} min", n=many, many=len(told.questions), time=clock))
        nothing = tr("Nothing stands out yet.")
        self._strong.setText("\n".join(map(_mark_words, told.mock.strengths)) or nothing)
        self._work.setText("\n".join(f"· {tr(step)}" for step in told.mock.improvements) or nothing)
        self._answers.show_lines([_line(one) for one in told.answers])


def _line(one: QuestionPractice) -> Line:
    said = str(one.score) if one.score is not None else tr("skipped")
    tone = tone_of(one.score) if one.score is not None else "muted"
    return Line(f"{one.id} {one.question}", one.asked, minutes(one.seconds), said, tone)
