"""The form of one interview: when by whose clock, what sort, where, with whom; and what came of it."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import available_timezones

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QFrame, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from ats_desktop.config.zone import system_zone
from ats_desktop.domain.applications import Application
from ats_desktop.domain.interviews import COMING, Interview, InterviewKind
from ats_desktop.domain.schema import Id
from ats_desktop.domain.values import Appointment
from ats_desktop.errors import AtsError
from ats_desktop.services import agenda, interviews
from ats_desktop.store.reads.application import clashes, title_of
from ats_desktop.store.reads.today import setting
from ats_desktop.ui.days import both_times
from ats_desktop.ui.drafting import Draft
from ats_desktop.ui.editors import word_label
from ats_desktop.ui.theme import HAIR, SNUG, TIGHT, button, label, restyle
from ats_desktop.ui.widgets.application.panel import in_view
from ats_desktop.ui.widgets.application.whenline import WhenLine
from ats_desktop.ui.widgets.box import Box
from ats_desktop.ui.widgets.flow import Flow
from ats_desktop.ui.words import tr

if TYPE_CHECKING:
    from ats_desktop.ui.widgets.application.meetings import Meetings

_MINUTES = (15, 20, 30, 45, 60, 75, 90, 120, 180, 240)
_USUAL = 60


class MeetingForm(QFrame):
    """An interview, new or to be changed."""

    def __init__(self, panel: "Meetings") -> None:
        super().__init__()
        self._panel = panel
        self._opened: Interview | None = None
        self._title = label("", "strong")
        self.when = WhenLine(tr("Day and time"))
        self.zone = zone_box()
        self.kind = Box()
        for kind in InterviewKind:
            self.kind.addItem(word_label(kind.value), kind.value)
        self.minutes = Box()
        for number in _MINUTES:
            self.minutes.addItem(tr("{n} min", n=number), number)
        self.place, self.name, self.people = QLineEdit(), QLineEdit(), QLineEdit()
        self.place.setPlaceholderText(tr("A link, a number or an address"))
        self.people.setPlaceholderText(tr("One name; another"))
        self._both = label("", "caption", tone="muted", wrap=True)
        self._clash = label("", "caption", tone="warn", wrap=True)
        self._unsaved = Draft(panel.desk, self._typed, parent=self)
        self._unsaved.discarded.connect(lambda: self._fill(self._opened))
        self._buttons()
        self._lay()
        self.when.changed.connect(self.look_again)
        self.zone.currentTextChanged.connect(self.look_again)
        self.minutes.currentIndexChanged.connect(self.look_again)
        for line in (self.when.line, self.place, self.name, self.people):
            line.returnPressed.connect(self.save)
            line.textEdited.connect(self._unsaved.touch)
        for box in (self.zone, self.kind, self.minutes):
            box.activated.connect(self._unsaved.touch)
        self.hide()

    def _buttons(self) -> None:
        self._save = button(tr("Save"), "primary")
        self._save.clicked.connect(self.save)
        self._close = button(tr("Close"), "quiet")
        self._close.clicked.connect(self._drop)
        self._prepare = button(tr("Get ready"), "quiet")
        self._prepare.clicked.connect(self._get_ready)
        self._held = button(tr("It took place"))
        self._held.clicked.connect(lambda: self._finish(interviews.complete, tr("Noted.")))
        self._missed = button(tr("They did not come"))
        self._missed.clicked.connect(lambda: self._finish(interviews.no_show, tr("Noted.")))
        self._off = button(tr("Call it off"), "danger")
        self._off.clicked.connect(lambda: self._finish(interviews.cancel, tr("Called off.")))

    def _lay(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(TIGHT, SNUG, TIGHT, 0)
        grid.setHorizontalSpacing(SNUG)
        grid.setVerticalSpacing(HAIR)
        head = QVBoxLayout()
        head.setSpacing(HAIR)
        head.addWidget(self._title)
        head.addWidget(self._unsaved.line)
        grid.addLayout(head, 0, 0, 1, 2)
        cells: tuple[tuple[str, QWidget, int, int, int], ...] = (
            (tr("Day and time"), self.when, 1, 0, 1),
            (tr("Whose clock"), self.zone, 1, 1, 1),
            (tr("What sort"), self.kind, 5, 0, 1),
            (tr("How long"), self.minutes, 5, 1, 1),
            (tr("Where"), self.place, 7, 0, 2),
            (tr("Title"), self.name, 9, 0, 1),
            (tr("With"), self.people, 9, 1, 1),
        )
        self._labels = {}
        for said, widget, row, column, wide in cells:
            named = self._labels[widget] = label(said, "caption", tone="muted")
            named.setBuddy(widget)
            named.setContentsMargins(0, HAIR, 0, 0)
            widget.setAccessibleName(said)
            grid.addWidget(named, row, column, 1, wide)
            grid.addWidget(widget, row + 1, column, 1, wide, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._both, 3, 0, 1, 2)
        grid.addWidget(self._clash, 4, 0, 1, 2)
        lines = ((self._save, self._close, self._prepare), (self._held, self._missed, self._off))
        for at, several in enumerate(lines, 11):
            foot = QWidget()
            line = Flow(foot, TIGHT)  # beside the calendar there is not always room for all in one line
            foot.setContentsMargins(0, TIGHT, 0, 0)
            for one in several:
                line.addWidget(one)
            grid.addWidget(foot, at, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)

    def _get_ready(self) -> None:
        """Go to where this interview is prepared."""
        if self._opened is not None:
            self._panel.desk.go("practice", f"interview:{self._opened.id}")

    # What is shown

    def begin(self, opened: Interview | None) -> None:
        """Begin with an interview to change, or with a new one."""
        view = self._panel.view
        if view is None:
            return
        self._fill(opened)
        self._type_in(self._unsaved.begin(f"meeting {opened.id if opened else view.dossier.about}"))
        self.show()
        self.when.setFocus()
        self.look_again()
        in_view(self)

    def _fill(self, opened: Interview | None) -> None:
        """Show an interview as it is saved, or an empty form."""
        view = self._panel.view
        if view is None:
            return
        self._opened = opened
        one = opened or Interview(application=Id(""))
        self._title.setText(tr("Change this interview") if opened else tr("Plan an interview"))
        self.when.begin(view.now, view.zone, None)
        self.when.line.setText(one.starts.wall.replace("T", " "))
        if not self.zone.count():
            self.zone.addItems(sorted(name for name in available_timezones() if "/" in name and name[:4] != "Etc/"))
        self.zone.setCurrentText(one.starts.zone or self._her_zone())
        self.kind.setCurrentIndex(max(0, self.kind.findData(one.kind.value)))
        self._choose_minutes(one.minutes or _USUAL)
        self.place.setText(one.meeting_link or one.location or one.dial_in)
        self.name.setText(one.name)
        self.people.setText("; ".join(one.interviewers))
        mine = view.dossier.people is not None
        self.people.setVisible(mine)
        self._labels[self.people].setVisible(mine)
        for came in (self._prepare, self._held, self._missed, self._off):
            came.setVisible(opened is not None and opened.status in COMING)

    def _typed(self) -> dict[str, str]:
        """Give all that is typed and chosen, as it stands there."""
        lines = {"when": self.when.line, "place": self.place, "name": self.name, "people": self.people}
        boxes = {"kind": self.kind, "minutes": self.minutes}
        typed = {name: line.text() for name, line in lines.items()} | {"zone": self.zone.currentText()}
        return typed | {name: str(box.currentData()) for name, box in boxes.items()}

    def _type_in(self, typed: dict[str, str]) -> None:
        """Show again what was typed and never saved."""
        if not typed:
            return
        lines = {"when": self.when.line, "place": self.place, "name": self.name, "people": self.people}
        for name, line in lines.items():
            line.setText(typed.get(name, line.text()))
        self.zone.setCurrentText(typed.get("zone", self.zone.currentText()))
        self.kind.setCurrentIndex(max(0, self.kind.findData(typed.get("kind"))))
        if typed.get("minutes", "").isdecimal():
            self._choose_minutes(int(typed["minutes"]))

    def _choose_minutes(self, number: int) -> None:
        if self.minutes.findData(number) < 0:
            self.minutes.addItem(tr("{n} min", n=number), number)
        self.minutes.setCurrentIndex(self.minutes.findData(number))

    def _her_zone(self) -> str:
        found = setting(self._panel.desk.work, "zone")
        return system_zone() if found in {"", "system"} else found

    def look_again(self) -> None:
        """Say what the time means for her, and what else is planned then."""
        view, starts = self._panel.view, self.starts()
        at = starts.utc if starts else None
        far = bool(view and at and starts and both_differ(starts, at, view.zone))
        self._both.setText(
            both_times(f"{starts.wall} {starts.zone}", at, view.zone) if far and starts and at and view else ""
        )
        self._both.setVisible(far)
        others = clashes(self._panel.desk.work, self._draft()) if at and view else []
        said = tr("At the same time: {others}. You can keep both.", others="; ".join(map(self._told, others)))
        self._clash.setText(said if others else "")
        self._clash.setVisible(bool(others))

    def _told(self, other: Interview) -> str:
        about = title_of(self._panel.desk.work, other.application) or str(other)
        wall = datetime.fromisoformat(other.starts.wall)
        return f"{about} ({wall:%H:%M})"

    # What is written

    def starts(self) -> Appointment | None:
        """Give the appointment as it is typed; None where it is none yet."""
        wall = self.when.read()
        made = Appointment(wall.strftime("%Y-%m-%dT%H:%M"), self.zone.currentText().strip()) if wall else None
        return made if made and made.local else None

    def _draft(self) -> Interview:
        made = Interview(application=Id(""), starts=self.starts() or Appointment(), minutes=self.minutes.currentData())
        draft: Interview = Interview.noun.derive(made, id=self._opened.id if self._opened else "")
        return draft

    def _rest(self) -> dict[str, Any]:
        """Give all that was typed but the time."""
        place = self.place.text().strip()
        link = place if "://" in place or place.startswith("www.") else ""
        people = tuple(part.strip() for part in self.people.text().split(";") if part.strip())
        return {
            "minutes": self.minutes.currentData(),
            "kind": InterviewKind(str(self.kind.currentData())),
            "meeting_link": link,
            "location": "" if link else place,
            "name": self.name.text().strip(),
            "interviewers": people,
        }

    def save(self) -> None:
        """Write it; what is wrong is said beside the line."""
        starts = self.starts()
        if starts is None:
            self._wrong()
            return
        application = self._panel.application()
        if application is None:
            return
        desk, failed = self._panel.desk, list[AtsError]()
        if self._opened is not None:
            kept = desk.do(agenda.change_meeting, desk.work, self._opened, starts, wrong=failed.append, **self._rest())
        else:
            kept = desk.do(interviews.schedule, desk.work, application.id, starts, wrong=failed.append, **self._rest())
        if failed or kept is None:
            self.when.says("".join(map(str, failed)), wrong=True)
            return
        self._panel.take_keys(kept.id)
        self._drop()
        desk.say(self._said(application), undo=True)

    def _said(self, before: Application) -> str:
        """Say that it is saved; and where to, when that moved the application."""
        view, stage = self._panel.view, self._panel.desk.work.get(Application, before.id).stage
        if view is None or stage == before.stage:
            return tr("Saved.")
        return tr("Saved. Moved to {stage}.", stage=view.stage_name(stage))

    def _wrong(self) -> None:
        if self.when.read() is None:
            self.when.says(tr("Which day, and when? Write for example fri 14:00."), wrong=True)
            self.when.setFocus()
        else:
            self._both.setText(tr("There is no such clock. Write for example Europe/Berlin."))
            self._both.show()
            restyle(self._both, tone="danger")
            self.zone.setFocus()

    def _finish(self, verb: Any, said: str) -> None:
        desk = self._panel.desk
        if self._opened is not None and desk.do(verb, desk.work, self._opened) is not None:
            self._drop()
            desk.say(said, undo=True)

    def _drop(self) -> None:
        """Put the form away: what was typed is saved, or is not wanted."""
        self._unsaved.drop()
        self.end()

    def end(self) -> None:
        """Put the form away; what was typed and not saved is there when it is opened again."""
        self._unsaved.keep()
        self._opened = None
        restyle(self._both, tone="muted")
        self._panel.put_away(self)


def zone_box() -> QComboBox:
    """Make a box for a time zone, found by typing a part of its name; filled when it is first needed."""
    box = Box()
    box.setEditable(True)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    box.setMinimumContentsLength(8)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    offered = box.completer()
    if offered is not None:
        offered.setFilterMode(Qt.MatchFlag.MatchContains)
        offered.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
    return box


def both_differ(starts: Appointment, at: datetime, zone: Any) -> bool:
    """Say whether her own clock shows another time than the one agreed on."""
    return at.astimezone(zone).strftime("%Y-%m-%dT%H:%M") != starts.wall
