"""What is to be done for an application: ticked off, taken up again, added in one line."""

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from ats_desktop.domain.tasks import Task, TaskStatus
from ats_desktop.domain.when import read_day
from ats_desktop.services import tasks as verbs
from ats_desktop.ui.days import day_tone, day_words
from ats_desktop.ui.icons import icon
from ats_desktop.ui.pages.page import Desk
from ats_desktop.ui.theme import HAIR, SNUG, TIGHT, label
from ats_desktop.ui.widgets.application.panel import Panel, View
from ats_desktop.ui.words import tr

_BY = re.compile(r"\s+(?:by|on|until)\s+(?P<day>\S+(?:\s\S+)?)$", re.IGNORECASE)
_OVER = frozenset({TaskStatus.DONE, TaskStatus.CANCELLED})


class Tasks(Panel):
    """The list, and the line that adds to it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("Tasks"))
        self._shown: tuple[Task, ...] = ()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(HAIR)
        self.line = QLineEdit()
        self.line.setAccessibleName(tr("Add a task"))
        self.line.setPlaceholderText(tr("Add a task: Send references by fri"))
        self.line.addAction(icon("add", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.line.returnPressed.connect(self._add)
        self.body.addLayout(self._rows)
        self.body.addWidget(self.line)

    def show_view(self, view: View) -> None:
        before = self.view
        super().show_view(view)
        found = view.dossier.tasks
        self.count(sum(task.status not in _OVER for task in found))
        self.line.setVisible(view.dossier.editable)
        today = view.now.astimezone(view.zone).date()
        if found == self._shown and before and before.now.astimezone(view.zone).date() == today:
            return
        self._shown = found
        held = self._held()
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for task in found:
            self._rows.addWidget(self._row(task, view, hold=task.id == held))

    def _held(self) -> str:
        """Give the task whose box has the keys."""
        boxes = self.findChildren(QCheckBox)
        return next((str(box.property("task")) for box in boxes if box.hasFocus()), "")

    def _row(self, task: Task, view: View, *, hold: bool) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(TIGHT, 0, TIGHT, 0)
        row.setSpacing(SNUG)
        over = task.status in _OVER
        box = QCheckBox()
        box.setChecked(over)
        box.setProperty("task", task.id)
        box.setAccessibleName(task.title)
        box.setEnabled(view.dossier.editable)
        box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        box.setFixedWidth(box.fontMetrics().height() + TIGHT)
        box.clicked.connect(lambda on: self._tick(task, done=on))
        words = label(task.title, tone="muted" if over else "", wrap=True)
        row.addWidget(box, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(words, 1)
        if task.due_on and not over:
            today = view.now.astimezone(view.zone).date()
            said = label(day_words(task.due_on, today), "caption", tone=day_tone(task.due_on, today))
            row.addWidget(said, 0, Qt.AlignmentFlag.AlignVCenter)
        if hold:
            box.setFocus()
        return made

    def _tick(self, task: Task, *, done: bool) -> None:
        verb = verbs.finish if done else verbs.reopen
        if self.desk.do(verb, self.desk.work, task) is not None:
            self.desk.say(tr("Done.") if done else tr("Taken up again."), undo=True)

    def _add(self) -> None:
        if self.view is None:
            return
        typed = self.line.text().strip()
        found = _BY.search(typed)
        day = read_day(found["day"], self.view.now.astimezone(self.view.zone).date()) if found else None
        title = typed[: found.start()] if found and day else typed
        work = self.desk.work
        if typed and self.desk.do(verbs.add, work, title, about=self.view.dossier.about, due_on=day) is not None:
            self.line.clear()
            self.desk.say(tr("Task added."), undo=True)
