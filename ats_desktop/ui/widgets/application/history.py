"""What happened, in order of when it happened: events are added for days past, put right, taken back."""

from datetime import datetime, time

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit

from ats_desktop.domain.applications import Actor, ApplicationStage
from ats_desktop.errors import AtsError
from ats_desktop.services import applications
from ats_desktop.ui.days import short_day
from ats_desktop.ui.pages.page import Desk
from ats_desktop.ui.theme import HAIR, SNUG, TIGHT, button, label
from ats_desktop.ui.widgets.application.panel import ListPanel, View, in_view, small_button
from ats_desktop.ui.widgets.application.whenline import WhenLine
from ats_desktop.ui.widgets.box import Box
from ats_desktop.ui.widgets.lines import Line
from ats_desktop.ui.words import tr

_NOON = time(12)


class History(ListPanel):
    """The stages an application went through."""

    def __init__(self, desk: Desk) -> None:
        self._add = small_button(tr("Add a past step"), lambda: self.form.begin(None))
        super().__init__(desk, tr("History"), tr("Nothing has happened yet."), self._add)
        self._all = button("", "link")
        self._all.setCheckable(True)
        self._all.toggled.connect(self._again)
        self._form: EventForm | None = None  # made when it is first asked for
        self.body.addWidget(self._all)
        self.lines.opened.connect(self._open)

    @property
    def form(self) -> "EventForm":
        """The form of one step."""
        if self._form is None:
            self._form = EventForm(self)
            self.body.addWidget(self._form)
        return self._form

    def end(self) -> None:
        """Put the form away."""
        if self._form is not None:
            self._form.end()

    def _again(self) -> None:
        if self.view:
            self.show_view(self.view)

    def show_view(self, view: View) -> None:
        super().show_view(view)
        events = view.dossier.events
        gone = sum(event.retracted for event in events)
        self._all.setVisible(bool(gone))
        self._all.setText(tr("Hide what was taken back") if self._all.isChecked() else tr("{n} taken back", n=gone))
        shown = [event for event in events if self._all.isChecked() or not event.retracted]
        self.show_lines([self._line(event, view) for event in reversed(shown)])
        self._add.setVisible(view.dossier.editable)

    def _line(self, event: ApplicationStage, view: View) -> Line:
        name = view.stage_name(event.to)
        if event.retracted:
            name = tr("{stage} (taken back)", stage=name)
        today = view.now.astimezone(view.zone).date()
        at = event.occurred_at.astimezone(view.zone) if event.occurred_at else None
        said = f"{short_day(at.date(), today)}, {at:%H:%M}" if at else tr("some day")
        note = " · ".join(filter(None, (event.note, actor_words(event.actor))))
        act = tr("Correct") if view.dossier.editable and not event.retracted else ""
        return Line(event.id, name, note, said, "muted", "check", act=act)

    def _open(self, key: str) -> None:
        if self.view and self.view.dossier.editable:
            event = next((one for one in self.view.dossier.events if one.id == key), None)
            if event is not None and not event.retracted:
                self.form.begin(event)


class EventForm(QFrame):
    """A step of the history, new or to be put right."""

    def __init__(self, panel: History) -> None:
        super().__init__()
        self._panel = panel
        self._event: ApplicationStage | None = None
        self._title = label("", "strong")
        self.stage = Box()
        self.stage.setAccessibleName(tr("Stage it came to"))
        self.when = WhenLine(tr("When it happened"), usual=_NOON)
        self.note = QLineEdit()
        self.note.setAccessibleName(tr("Note on it"))
        self.note.setPlaceholderText(tr("A word on it, if you like"))
        self._save = button(tr("Save"), "primary")
        self._back = button(tr("It did not happen"), "danger")
        self._close = button(tr("Close"), "quiet")
        self._save.clicked.connect(self.save)
        self._back.clicked.connect(self._take_back)
        self._close.clicked.connect(self.end)
        for line in (self.when.line, self.note):
            line.returnPressed.connect(self.save)
        self._lay()
        self.hide()

    def _lay(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(TIGHT, SNUG, TIGHT, 0)
        grid.setHorizontalSpacing(SNUG)
        grid.setVerticalSpacing(HAIR)
        grid.addWidget(self._title, 0, 0, 1, 2)
        for at, (said, widget) in enumerate(((tr("Stage"), self.stage), (tr("When"), self.when))):
            named = label(said, "caption", tone="muted")
            named.setBuddy(widget)
            named.setContentsMargins(0, HAIR, 0, 0)
            grid.addWidget(named, 1, at)
            grid.addWidget(widget, 2, at, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.note, 3, 0, 1, 2)
        row = QHBoxLayout()
        row.setContentsMargins(0, TIGHT, 0, 0)
        row.addWidget(self._save)
        row.addWidget(self._close)
        row.addStretch(1)
        row.addWidget(self._back)
        grid.addLayout(row, 4, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)

    def offer(self, view: View) -> None:
        """Offer the stages there are; what is chosen stays so."""
        wanted = [(str(stage), stage.key) for stage in view.stages]
        if wanted != [(self.stage.itemText(at), self.stage.itemData(at)) for at in range(self.stage.count())]:
            self.stage.clear()
            for name, key in wanted:
                self.stage.addItem(name, key)

    def begin(self, event: ApplicationStage | None) -> None:
        """Begin with an event to put right, or with a new one."""
        view = self._panel.view
        if view is None:
            return
        self._event = event
        self.offer(view)
        self._title.setText(tr("Put this step right") if event else tr("What happened, and when?"))
        self._back.setVisible(event is not None)
        self.stage.setCurrentIndex(max(0, self.stage.findData(event.to if event else "applied")))
        self.when.begin(view.now, view.zone, event.occurred_at if event else None)
        self.note.setText(event.note if event else "")
        self.show()
        (self.when if event else self.stage).setFocus()
        in_view(self)

    def save(self) -> None:
        """Write it; what is wrong is said beside the line."""
        view, application = self._panel.view, self._panel.application()
        if view is None or application is None:
            return
        wall = self.when.read()
        if wall is None:
            self.when.says(tr("Which day? Write for example yesterday, mon or 2026-11-05."), wrong=True)
            self.when.setFocus()
            return
        at = self._instant(wall, view)
        stage, note = str(self.stage.currentData()), self.note.text().strip()
        desk = self._panel.desk
        failed: list[AtsError] = []
        if self._event is not None:
            desk.do(applications.correct, desk.work, self._event, to=stage, at=at, note=note, wrong=failed.append)
        else:
            desk.do(applications.move, desk.work, application.id, stage, at=at, note=note, wrong=failed.append)
        if failed:
            self.when.says(str(failed[0]), wrong=True)
            return
        said = tr("Put right.") if self._event else tr("Added to the history.")
        self.end()
        desk.say(said, undo=True)

    def _instant(self, wall: datetime, view: View) -> datetime:
        """Give the moment of a wall time; noon of today, before noon, is now."""
        at = (wall.replace(tzinfo=view.zone) if view.zone else wall).astimezone()
        same_day = at.date() == view.now.astimezone(at.tzinfo).date()
        return min(at, view.now) if same_day and wall.time() == _NOON else at

    def _take_back(self) -> None:
        desk = self._panel.desk
        if self._event is not None:
            failed: list[AtsError] = []
            desk.do(applications.retract, desk.work, self._event, wrong=failed.append)
            if failed:
                desk.tell(failed[0])
                return
            self.end()
            desk.say(tr("Taken back."), undo=True)

    def end(self) -> None:
        """Put the form away."""
        self._event = None
        self._panel.put_away(self)


def actor_words(actor: Actor) -> str:
    """Say who noted a step; nothing, when it was herself."""
    return {
        Actor.COACH: tr("by the coach"),
        Actor.AUTOMATION: tr("by itself"),
        Actor.EMAIL: tr("from mail"),
        Actor.IMPORT: tr("imported"),
    }.get(actor, "")
