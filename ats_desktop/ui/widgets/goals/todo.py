"""Tasks: added in one line, ticked by a key, the one due first on top."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ats_desktop.domain.catalog import BY_TABLE
from ats_desktop.domain.schema import Field
from ats_desktop.domain.taskline import read_task
from ats_desktop.domain.tasks import Task, TaskPriority, TaskStatus
from ats_desktop.services import tasks as verbs
from ats_desktop.store.reads import goals as question
from ats_desktop.store.reads import lists
from ats_desktop.store.reads.today import setting
from ats_desktop.ui.days import day_tone, day_words, zone_of
from ats_desktop.ui.editors import word_label
from ats_desktop.ui.forms import Form
from ats_desktop.ui.icons import icon
from ats_desktop.ui.pages.page import Desk
from ats_desktop.ui.tables import Column
from ats_desktop.ui.theme import ROOM, SNUG, button
from ats_desktop.ui.widgets.blank import Blank
from ats_desktop.ui.widgets.chips import Chips
from ats_desktop.ui.widgets.nounpanel import NounPanel
from ats_desktop.ui.words import tr

_OVER = frozenset({TaskStatus.DONE, TaskStatus.CANCELLED})
_FIELDS = ("title", "due_on", "priority", "status", "body")
_TONES = {TaskPriority.URGENT: "danger", TaskPriority.HIGH: "warn", TaskPriority.LOW: "muted"}


class TaskPanel(NounPanel):
    """What is to be done."""

    adds = False  # the line does it
    at_once = False

    def __init__(self, desk: Desk) -> None:
        self._state = question.OPEN
        self._heaps = dict.fromkeys((question.OPEN, question.LATE, question.DONE, question.ALL), 0)
        self._chips = Chips(tr("Tasks"))
        self.line = QLineEdit()
        super().__init__(desk, Task, one=tr("a task"))
        self._down = False
        self._add.hide()
        self._chips.chosen.connect(self._narrow)
        self.line.setAccessibleName(tr("Add a task"))
        self.line.setPlaceholderText(tr("Add a task: Send references by next fri"))
        self.line.addAction(icon("add", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.line.returnPressed.connect(self._enter)
        self._tick = button("", "primary")
        self._tick.clicked.connect(self.tick)
        pressed = QShortcut(QKeySequence("Space"), self.table, context=Qt.ShortcutContext.WidgetShortcut)
        pressed.activated.connect(self.tick)

    def narrowing(self) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SNUG)
        column.addWidget(self.line)
        column.addWidget(self._chips)
        return made

    def blank(self) -> Blank:
        words = tr("Type one above, with its day: it stands on Today when it is due.")
        return Blank("task", tr("Nothing to do"), words, other=tr("See it with sample data"))

    def narrowed(self) -> bool:
        return bool(self._heaps[question.ALL])

    def columns(self, _names: Sequence[str], *, everything: bool) -> list[Column]:  # noqa: ARG002 - of the list's own
        return [
            Column("title", tr("Task"), _title, 34, tone=lambda row: "muted" if row.status in _OVER else ""),
            Column("due_on", tr("Due"), self._due, 12, tone=self._due_tone),
            Column("priority", tr("Matters"), lambda row: word_label(row.priority), 9, tone=_matters),
            Column("about", tr("For"), self._about, 20, sorts=False),
        ]

    def fields(self) -> list[Field]:
        return [Task.noun.by_name[name] for name in _FIELDS]

    def order(self, words: str) -> Any:
        work, down = self._desk.work, self._down and bool(self._sort)
        self._heaps = question.heaps(work, self.today)
        return question.order(work, self.today, words=words, state=self._state, sort=self._sort, down=down)

    def _show(self, slots: Any) -> None:
        named = (
            (question.OPEN, tr("Open")),
            (question.LATE, tr("Late")),
            (question.DONE, tr("Done")),
            (question.ALL, tr("All")),
        )
        self._chips.show_chips([(key, words, self._heaps[key]) for key, words in named], self._state)
        super()._show(slots)

    def around(self, form: Form) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(ROOM)
        column.addWidget(self._tick, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(form)
        return made

    def opened(self, row: Any) -> None:
        self._tick.setText(tr("Take it up again") if row.status in _OVER else tr("Done"))

    @property
    def today(self) -> date:
        """Which day it is for the candidate."""
        return self._desk.work.now().astimezone(zone_of(setting(self._desk.work, "zone"))).date()

    def tick(self) -> None:
        """Tick the chosen task off, or take it up again."""
        row = self._desk.work.find(Task, self._row) if self._row else None
        if row is None:
            return
        over = row.status in _OVER
        if self._desk.do(verbs.reopen if over else verbs.finish, self._desk.work, row) is not None:
            self._desk.say(tr("Taken up again.") if over else tr("Done: {what}", what=row.title), undo=True)

    def _enter(self) -> None:
        said = read_task(self.line.text(), self.today)
        if not said.title:
            return
        made = self._desk.do(verbs.add, self._desk.work, said.title, due_on=said.due_on, priority=said.priority)
        if made is not None:
            self.line.clear()
            if self._state == question.DONE:
                self._state = question.OPEN
            self.refresh()
            self.table.select_keys([lists.slot_of(self._desk.work, Task.noun, made.id)])
            when = tr(", due {when}", when=day_words(made.due_on, self.today)) if made.due_on else ""
            self._desk.say(tr("Added {what}", what=made.title) + when, undo=True)

    def _narrow(self, chip: str) -> None:
        self._state = chip
        self.refresh()

    def _due(self, row: Task) -> str:
        return day_words(row.due_on, self.today) if row.due_on else ""

    def _due_tone(self, row: Task) -> str:
        return day_tone(row.due_on, self.today) if row.due_on and row.status not in _OVER else "muted"

    def _about(self, row: Task) -> str:
        table, _, name = row.about.partition(":")
        noun = BY_TABLE.get(table)
        found = self._desk.work.find(noun.row, name) if noun and name else None
        job = getattr(found, "job", "")
        job_row = self._desk.work.find(BY_TABLE["job_opportunities"].row, job) if job else None
        return str(job_row or found or "")


def _title(row: Task) -> str:
    mark = "✓ " if row.status in _OVER else ""
    return f"{mark}{row.title}"


def _matters(row: Task) -> str:
    return _TONES.get(row.priority, "")
