"""The tests and tasks a company set: what, where, and until when by whose clock."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ats_desktop.domain.assessments import Assessment, AssessmentStatus
from ats_desktop.domain.values import Appointment
from ats_desktop.errors import AtsError
from ats_desktop.services import assessments as verbs
from ats_desktop.services import rows
from ats_desktop.ui.days import both_times, day_tone, until
from ats_desktop.ui.editors import word_label
from ats_desktop.ui.forms import Form
from ats_desktop.ui.pages.page import Desk
from ats_desktop.ui.theme import SNUG, TIGHT, button
from ats_desktop.ui.widgets.application.meetings import str_cell
from ats_desktop.ui.widgets.application.panel import ListPanel, View, small_button
from ats_desktop.ui.widgets.application.whenline import WhenLine
from ats_desktop.ui.widgets.lines import Line
from ats_desktop.ui.words import tr

_OPEN = frozenset({AssessmentStatus.TODO, AssessmentStatus.DOING})
_FIELDS = ("title", "due", "platform", "link", "minutes", "score", "notes")
_MOST = 100


class Assessments(ListPanel):
    """Those still to hand in first, soonest first."""

    def __init__(self, desk: Desk) -> None:
        self._add = small_button(tr("Add"), self.begin)
        super().__init__(desk, tr("Assessments"), tr("No test or task is set."), self._add)
        self._new: New | None = None
        self._sheet: Sheet | None = None
        self.lines.opened.connect(self._open)

    def show_view(self, view: View) -> None:
        super().show_view(view)
        own = view.dossier.application
        found = self.desk.work.all(Assessment, {"application": own.id}, limit=_MOST) if own else []
        found.sort(key=lambda one: (one.status not in _OPEN, one.due_at is None, str(one.due_at), one.id))
        self.show_lines([assessment_line(one, view) for one in found])
        self._add.setVisible(view.dossier.editable)
        if self._sheet is not None and self._sheet.isVisible():
            self._sheet.again(found)

    def begin(self) -> None:
        """Begin to note one."""
        if self.view is None:
            return
        if self._new is None:
            self._new = New(self)
            self.body.addWidget(self._new)
        self._new.begin(self.view)

    def save(self) -> None:
        if self._sheet is not None and self._sheet.isVisible():
            self._sheet.form.save()

    def end(self) -> None:
        for form in (self._new, self._sheet):
            if form is not None:
                form.hide()

    def _open(self, key: str) -> None:
        if self.view is None or not self.view.dossier.editable:
            return
        if self._sheet is None:
            self._sheet = Sheet(self.desk)
            self.body.addWidget(self._sheet)
        self._sheet.open(self.desk.work.get(Assessment, key))


class New(QWidget):
    """A new one: what, and until when."""

    def __init__(self, panel: Assessments) -> None:
        super().__init__()
        self._panel = panel
        self.name, self.until = QLineEdit(), WhenLine(tr("Due"))
        self.name.setAccessibleName(tr("What is to be done"))
        self.name.setPlaceholderText(tr("What is to be done: Coding test"))
        keep, drop = button(tr("Add"), "primary"), button(tr("Close"), "quiet")
        keep.clicked.connect(self._keep)
        drop.clicked.connect(self.hide)
        self.name.returnPressed.connect(self._keep)
        self.until.line.returnPressed.connect(self._keep)
        row = QHBoxLayout()
        row.setSpacing(TIGHT)
        row.addWidget(keep)
        row.addWidget(drop)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(TIGHT, TIGHT, TIGHT, 0)
        column.setSpacing(TIGHT)
        column.addWidget(self.name)
        column.addWidget(self.until)
        column.addLayout(row)

    def begin(self, view: View) -> None:
        """Begin with nothing written."""
        self.name.clear()
        self.until.begin(view.now, view.zone, None)
        self.show()
        self.name.setFocus()

    def _keep(self) -> None:
        wall, typed = self.until.read(), self.until.line.text().strip()
        if typed and wall is None:
            self.until.says(tr("Which day, and when? Write for example fri 14:00."), wrong=True)
            return
        own = self._panel.application()
        if own is None:
            return
        due = Appointment(wall.strftime("%Y-%m-%dT%H:%M")) if wall else None
        desk, wrong = self._panel.desk, list[AtsError]()
        made = desk.do(verbs.add, desk.work, own.id, self.name.text(), due=due, wrong=wrong.append)
        if made is None:
            self.until.says(str(wrong[0]), wrong=True)
            return
        self.hide()
        desk.say(tr("Noted."), undo=True)


class Sheet(QWidget):
    """One of them, open to be changed or handed in."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        named = Assessment.noun.by_name
        self.form = Form(desk, Assessment, [named[name] for name in _FIELDS])
        self._done, self._undone = button(tr("Handed in"), "primary"), button(tr("Still to do"))
        remove, close = button(tr("Remove"), "danger"), button(tr("Close"), "quiet")
        self._done.clicked.connect(lambda: self._turn(verbs.hand_in))
        self._undone.clicked.connect(lambda: self._turn(verbs.reopen))
        remove.clicked.connect(self._remove)
        close.clicked.connect(self._close)
        row = QHBoxLayout()
        row.setSpacing(TIGHT)
        for one in (self._done, self._undone, remove, close):
            row.addWidget(one)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(TIGHT, SNUG, TIGHT, 0)
        column.setSpacing(SNUG)
        column.addWidget(self.form)
        column.addLayout(row)

    def open(self, one: Assessment) -> None:
        """Show one."""
        self.again([one], one.id)
        self.show()
        first = self.form.first()
        if first is not None:
            first.setFocus()

    def again(self, found: list[Assessment], row: str = "") -> None:
        """Show it as it is now; put away when it is gone."""
        wanted = row or (self.form.row.id if self.form.row else "")
        now = next((one for one in found if one.id == wanted), None)
        if now is None:
            self.hide()
            return
        self.form.open(now)
        self._done.setVisible(now.status in _OPEN)
        self._undone.setVisible(now.status not in _OPEN)

    def _turn(self, verb: Any) -> None:
        self.form.save()
        if self.form.row is not None and self._desk.do(verb, self._desk.work, self.form.row) is not None:
            self._desk.say(tr("Noted."), undo=True)

    def _remove(self) -> None:
        row = self.form.row
        if row is not None:
            self._desk.do(rows.remove, self._desk.work, row)
            self._desk.say(tr("Removed {what}", what=str(row)), undo=True)

    def _close(self) -> None:
        self.form.save()
        self.hide()


def assessment_line(one: Assessment, view: View) -> Line:
    """Say one: what, where, until when, how soon."""
    when = both_times(str_cell(one.due), one.due_at, view.zone) if one.due_at else ""
    note = " · ".join(filter(None, (when, one.platform, one.score)))
    if one.status not in _OPEN:
        said = tr("handed in") if one.status is AssessmentStatus.SUBMITTED else word_label(one.status.value)
        return Line(one.id, one.title, note, said, "muted", "check")
    if one.due_at is None:
        return Line(one.id, one.title, note, "", "muted", "edit")
    day, today = one.due_at.astimezone(view.zone).date(), view.now.astimezone(view.zone).date()
    late = one.due_at < view.now
    soon = tr("too late") if late else until(one.due_at, view.now, view.zone)
    return Line(one.id, one.title, note, soon, "danger" if late else day_tone(day, today), "edit")
