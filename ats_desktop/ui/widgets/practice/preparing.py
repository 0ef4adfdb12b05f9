"""One interview being prepared: how ready one is and why, the checklist, the time, the notes."""

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from ats_desktop.domain.interviews import Interview
from ats_desktop.domain.readiness import Ready
from ats_desktop.domain.schema import Id
from ats_desktop.domain.tasks import Task, TaskStatus
from ats_desktop.services import prep, tasks
from ats_desktop.ui.days import day_words
from ats_desktop.ui.forms import SAVE_MS
from ats_desktop.ui.pages.page import Desk
from ats_desktop.ui.theme import HAIR, ROOM, SNUG, TIGHT, WIDE, button, card, label, restyle
from ats_desktop.ui.widgets.box import Box
from ats_desktop.ui.widgets.practice.choices import Number
from ats_desktop.ui.widgets.practice.clock import Clock
from ats_desktop.ui.widgets.practice.meter import Meter, tone_of
from ats_desktop.ui.widgets.practice.outcome import ready_words
from ats_desktop.ui.widgets.practice.rows import Flowing, Sides, scrolled
from ats_desktop.ui.widgets.practice.step import Step
from ats_desktop.ui.words import tr

_MINUTE, _A_DAY, _USUAL = 60, 24 * 60, 30
_SIDE_BY_SIDE = 84  # letters
_LINES = 4


class Preparing(QWidget):
    """The sheet of one interview."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._row = ""
        self._found: prep.Preparation | None = None
        self._name, self._when = label("", "title", wrap=True), label("", tone="muted", wrap=True)
        self._go = button(tr("Open the application"), "quiet")
        self._go.clicked.connect(self._open_application)
        self._fitting = button(tr("Practise its questions"))
        self._fitting.clicked.connect(self._practise)
        self._checks: dict[str, Step] = {}
        self._meters: dict[str, Meter] = {}
        self._lay()

    def _lay(self) -> None:
        inside = QWidget()
        whole = QVBoxLayout(inside)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(ROOM)
        names = QVBoxLayout()
        names.setSpacing(HAIR)
        names.addWidget(self._name)
        names.addWidget(self._when)
        whole.addLayout(names)
        whole.addWidget(Flowing(self._fitting, self._go))
        left, right = _stacked(self._steps(), self._time()), _stacked(self._readiness())
        whole.addWidget(Sides(_SIDE_BY_SIDE, (left, 3), (right, 2)))
        whole.addWidget(self._notes())
        whole.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolled(inside))

    def _readiness(self) -> QFrame:
        made, column = _sheet(tr("How ready"))
        self._score, self._word = label("", "display"), label("", "strong")
        row = QHBoxLayout()
        row.setSpacing(TIGHT)
        for one in (self._score, label(tr("of 100"), tone="muted"), self._word):
            row.addWidget(one)
        row.addStretch(1)
        column.addLayout(row)
        names = {
            "checklist": tr("Checklist"),
            "match": tr("Skills"),
            "research": tr("Research"),
            "practice": tr("Practice"),
            "history": tr("Interviews so far"),
        }
        for name, words in names.items():
            self._meters[name] = Meter(words)
            column.addWidget(self._meters[name])
        note = tr("It counts what was done, and is no promise.")
        column.addWidget(label(note, "caption", tone="muted", wrap=True))
        return made

    def _steps(self) -> QFrame:
        made, self._list = _sheet(tr("Checklist"))
        self._make = button(tr("Make the checklist"), "primary")
        self._make.clicked.connect(self._begin)
        self._list.addWidget(self._make, 0, Qt.AlignmentFlag.AlignLeft)
        return made

    def _time(self) -> QFrame:
        made, column = _sheet(tr("Time and confidence"))
        self._spent = label("", "caption", tone="muted", wrap=True)
        self.clock = Clock()
        self._minutes = Number(tr("Minutes spent"), _A_DAY, _USUAL)
        self._minutes.setSuffix(tr(" min"))
        self.clock.beat.connect(self._follow)
        self._note_time = button(tr("Note the time"))
        self._note_time.clicked.connect(self.spend)
        row = QHBoxLayout()
        row.setSpacing(SNUG)
        row.addWidget(self._minutes)
        row.addWidget(self._note_time)
        row.addStretch(1)
        clock = QHBoxLayout()
        clock.addWidget(self.clock)
        clock.addStretch(1)
        column.addLayout(clock)
        column.addLayout(row)
        column.addWidget(self._spent)
        self._before = self._feeling(column, tr("How sure do you feel?"), "before")
        self._after = self._feeling(column, tr("And afterwards?"), "after")
        return made

    def _feeling(self, column: QVBoxLayout, words: str, which: str) -> Box:
        made = Box()
        made.setAccessibleName(words)
        for value, said in enumerate((tr("Not said"), *(tr("{n} of 5", n=n) for n in range(1, 6)))):
            made.addItem(said, value)
        made.activated.connect(lambda _: self._feel(which, made.currentData()))
        named = label(words, tone="muted", wrap=True)
        named.setBuddy(made)
        row = QHBoxLayout()
        row.addWidget(named, 1)
        row.addWidget(made)
        column.addLayout(row)
        return made

    def _notes(self) -> QFrame:
        made, column = _sheet(tr("Notes"))
        self._prepared, self._ask = _text(tr("What to bring and to tell")), _text(tr("What to ask them, one a line"))
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.save)
        row = QHBoxLayout()
        row.setSpacing(ROOM)
        for field in (self._prepared, self._ask):
            field.textChanged.connect(lambda: self._soon.start(SAVE_MS))
            side = QVBoxLayout()
            side.setSpacing(HAIR)
            side.addWidget(label(field.accessibleName(), "caption", tone="muted"))
            side.addWidget(field)
            row.addLayout(side)
        column.addLayout(row)
        return made

    # What is shown

    def open(self, row: str, when: str) -> None:
        """Show an interview as it is now; what was typed for another is saved first."""
        if row != self._row:
            self.save()
            self.clock.put(0)
        found = prep.preparation(self._desk.work, row)
        was = self._found.interview if self._found is not None and row == self._row else None
        untouched = was is None or (not self._typed() and _notes_of(was) != _notes_of(found.interview))
        self._row, self._found = row, found
        self._name.setText(" @ ".join(filter(None, (found.job.title, found.job.company_name))) or str(found.interview))
        self._when.setText(f"{found.interview} · {when}")
        self._show_steps(found.steps)
        self._show_ready(found.ready)
        self._spent.setText(tr("{n} minutes noted so far.", n=found.minutes) if found.minutes else "")
        self._spent.setVisible(bool(found.minutes))
        self._before.setCurrentIndex(found.interview.confidence_before or 0)
        self._after.setCurrentIndex(found.interview.confidence_after or 0)
        if untouched:
            self._prepared.setPlainText(found.interview.prep_notes)
            self._ask.setPlainText("\n".join(found.interview.questions_to_ask))

    def _show_steps(self, steps: tuple[Task, ...]) -> None:
        today = self._desk.work.now().date()
        self._make.setVisible(not steps)
        if list(self._checks) != [task.id for task in steps]:
            for old in self._checks.values():
                self._list.removeWidget(old)
                old.deleteLater()
            self._checks = {task.id: Step() for task in steps}
            for row, made in self._checks.items():
                made.pressed.connect(partial(self._tick, row))
                self._list.addWidget(made)
        for task in steps:
            done = task.status is TaskStatus.DONE
            due = f" · {day_words(task.due_on, today)}" if task.due_on and not done else ""
            self._checks[task.id].show_step(f"{task.title}{due}", done=done)

    def _show_ready(self, ready: Ready) -> None:
        self._score.setText(str(ready.score))
        restyle(self._score, tone=tone_of(ready.score))
        self._word.setText(ready_words(ready.word))
        shown = {one.name: one for one in ready.shares}
        for name, meter in self._meters.items():
            meter.setVisible(name in shown)
            if name in shown:
                meter.show_score(shown[name].score, shown[name].reason)

    # What is asked for

    def _begin(self) -> None:
        if self._desk.do(prep.begin, self._desk.work, Id(self._row)) is not None:
            self._desk.say(tr("The checklist is among your tasks."), undo=True)

    def _tick(self, row: str) -> None:
        task = self._desk.work.find(Task, row)
        if task is not None:
            self._desk.do(tasks.reopen if task.status is TaskStatus.DONE else tasks.finish, self._desk.work, task)

    def spend(self) -> None:
        """Note the time spent."""
        self.clock.pause()
        noted = self._desk.do(prep.spend, self._desk.work, Id(self._row), self._minutes.value())
        if noted is not None:
            self.clock.put(0)
            self._desk.say(tr("{n} minutes noted.", n=noted.minutes), undo=True)

    def _follow(self, seconds: int) -> None:
        if seconds:
            self._minutes.setValue(max(1, round(seconds / _MINUTE)))

    def _feel(self, which: str, mark: int) -> None:
        if mark:
            self._desk.do(partial(prep.feel, self._desk.work, Id(self._row), **{which: mark}))

    def _typed(self) -> bool:
        if self._found is None:
            return False
        asked = tuple(line.strip() for line in self._ask.toPlainText().splitlines() if line.strip())
        return (self._prepared.toPlainText(), asked) != _notes_of(self._found.interview)

    def save(self) -> None:
        """Save the notes, if they were changed."""
        if self._found is not None and self._typed():
            texts = {"prep_notes": self._prepared.toPlainText(), "questions_to_ask": self._ask.toPlainText()}
            kept = self._desk.do(partial(prep.note, self._desk.work, Id(self._row), **texts))
            if kept is not None:
                self._found = prep.preparation(self._desk.work, self._row)

    def _open_application(self) -> None:
        if self._found is not None:
            self._desk.go("application", self._found.interview.application)

    def _practise(self) -> None:
        if self._found is not None:
            self._desk.go("practice", f"application:{self._found.interview.application}")

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.save()


def _notes_of(meeting: Interview) -> tuple[str, tuple[str, ...]]:
    return meeting.prep_notes, meeting.questions_to_ask


def _stacked(*parts: QWidget) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(ROOM)
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    return made


def _sheet(title: str) -> tuple[QFrame, QVBoxLayout]:
    made = card()
    column = QVBoxLayout(made)
    column.setContentsMargins(WIDE, ROOM, WIDE, ROOM)
    column.setSpacing(SNUG)
    heading: QLabel = label(title, "title")
    column.addWidget(heading)
    return made, column


def _text(name: str) -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setAccessibleName(name)
    made.setTabChangesFocus(True)
    made.setMinimumHeight(made.fontMetrics().lineSpacing() * _LINES + 2 * SNUG)
    return made
