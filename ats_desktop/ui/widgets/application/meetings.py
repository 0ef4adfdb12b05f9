"""The interviews of an application: planned, moved, called off; an overlap is said, never refused."""

from datetime import timedelta

from ats_desktop.domain.interviews import COMING, Interview, InterviewStatus
from ats_desktop.domain.values import Appointment
from ats_desktop.ui.days import both_times, until
from ats_desktop.ui.editors import word_label
from ats_desktop.ui.pages.page import Desk
from ats_desktop.ui.widgets.application.meetingform import MeetingForm
from ats_desktop.ui.widgets.application.panel import ListPanel, View, small_button
from ats_desktop.ui.widgets.lines import Line
from ats_desktop.ui.words import tr

_SOON, _WEEK = timedelta(days=1), timedelta(days=6)
_PICTURES = {"phone": "phone", "recruiter_screen": "phone", "video": "video"}


class Meetings(ListPanel):
    """Soonest first, then what is past."""

    def __init__(self, desk: Desk) -> None:
        self._add = small_button(tr("Schedule"), lambda: self.form.begin(None))
        super().__init__(desk, tr("Interviews"), tr("None is planned."), self._add)
        self._form: MeetingForm | None = None  # made when it is first asked for
        self.lines.opened.connect(self._open)

    def show_view(self, view: View) -> None:
        super().show_view(view)
        self.show_lines([self._line(one, view) for one in view.dossier.interviews])
        self._add.setVisible(view.dossier.editable)
        if self._form is not None:
            self._form.look_again()

    @property
    def form(self) -> MeetingForm:
        """The form of one interview."""
        if self._form is None:
            self._form = MeetingForm(self)
            self.body.addWidget(self._form)
        return self._form

    def end(self) -> None:
        """Put the form away."""
        if self._form is not None:
            self._form.end()

    def schedule(self) -> None:
        """Begin to plan one, or to move the next one."""
        if self.view and self.view.dossier.editable:
            self.form.begin(None)

    def _line(self, one: Interview, view: View) -> Line:
        name = one.name or word_label(one.kind.value)
        place = one.meeting_link or one.location or one.dial_in
        when = both_times(str_cell(one.starts), one.starts_at, view.zone) if one.starts_at else str(one.starts)
        said, tone = self._standing(one, view)
        note = " · ".join(filter(None, (when, place)))
        return Line(one.id, name, note, said, tone, _PICTURES.get(one.kind.value, "calendar"))

    def _standing(self, one: Interview, view: View) -> tuple[str, str]:
        if one.status in COMING and one.starts_at:
            if one.starts_at + timedelta(minutes=one.minutes or 0) < view.now:
                return tr("How did it go?"), "accent"
            left = one.starts_at - view.now
            soon = until(one.starts_at, view.now, view.zone) if left < _WEEK else ""
            return soon, "warn" if left < _SOON else "muted"
        said = {
            InterviewStatus.COMPLETED: one.outcome or tr("took place"),
            InterviewStatus.CANCELLED: tr("called off"),
            InterviewStatus.NO_SHOW: tr("they did not come"),
        }
        return said.get(one.status, word_label(one.status.value)), "muted"

    def _open(self, key: str) -> None:
        if self.view and self.view.dossier.editable:
            found = next((one for one in self.view.dossier.interviews if one.id == key), None)
            if found is not None:
                self.form.begin(found)


def str_cell(starts: Appointment) -> str:
    """Write an appointment as its cell: wall time and zone."""
    return f"{starts.wall} {starts.zone or 'UTC'}"
