"""Goals: a bar and words for each, counted from what happened; the week's own target above them."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from ats_desktop.domain.goals import Goal, GoalKind
from ats_desktop.domain.progress import Pace, Progress
from ats_desktop.domain.schema import Field
from ats_desktop.services import goals as verbs
from ats_desktop.ui.days import short_day
from ats_desktop.ui.forms import Form
from ats_desktop.ui.pages.page import Desk
from ats_desktop.ui.tables import Column
from ats_desktop.ui.theme import HAIR, ROOM, SNUG, TIGHT, WIDE, button, card, label
from ats_desktop.ui.widgets.blank import Blank
from ats_desktop.ui.widgets.nounpanel import NounPanel
from ats_desktop.ui.words import tr

_FIELDS = ("name", "kind", "target", "repeats", "starts_on", "ends_on", "status", "milestones", "notes")
_PACES = {
    Pace.AHEAD: ("On the way", "accent"),
    Pace.REACHED: ("Reached", "good"),
    Pace.BEHIND: ("A little behind", "warn"),
    Pace.OVER: ("Its time is over", "muted"),
    Pace.UNSAID: ("No number yet", "muted"),
}
_COUNTED = {
    GoalKind.APPLICATIONS: "applications",
    GoalKind.INTERVIEWS: "interviews",
    GoalKind.OFFERS: "offers",
    GoalKind.CONTACTS: "people spoken with",
    GoalKind.PRACTICE: "times practised",
    GoalKind.RESPONSE_RATE: "percent answered",
}
_LETTERS = 10


class GoalPanel(NounPanel):
    """What the candidate means to reach."""

    def __init__(self, desk: Desk) -> None:
        self.week = Bar()
        super().__init__(desk, Goal, one=tr("a goal"))

    def narrowing(self) -> QWidget:
        made = card()
        column = QVBoxLayout(made)
        column.setContentsMargins(WIDE, SNUG, WIDE, SNUG)
        column.setSpacing(HAIR)
        column.addWidget(label(tr("This week"), "strong"))
        column.addWidget(self.week)
        column.addWidget(label(tr("The target is in your profile."), "caption", tone="muted"))
        return made

    def blank(self) -> Blank:
        words = tr("Five applications a week, three interviews a month: what happened counts by itself.")
        return Blank("chart", tr("No goals yet"), words, tr("Add a goal"), tr("See it with sample data"))

    def columns(self, _names: Sequence[str], *, everything: bool) -> list[Column]:  # noqa: ARG002 - of the list's own
        return [
            Column("name", tr("Goal"), str, 26),
            Column("target", tr("So far"), lambda row: figures(self._far(row)), 10, sorts=False),
            Column("status", tr("How it stands"), lambda row: _pace(self._far(row))[0], 14, sorts=False,
                   tone=lambda row: _pace(self._far(row))[1]),
            Column("ends_on", tr("Until"), self._until, 10),
        ]  # fmt: skip

    def fields(self) -> list[Field]:
        return [Goal.noun.by_name[name] for name in _FIELDS]

    def refresh(self) -> None:
        self.week.show_progress(verbs.this_week(self._desk.work), tr("applications"))
        super().refresh()

    def around(self, form: Form) -> QWidget:
        self.bar = Bar()
        self._by_hand = QLineEdit()
        self._by_hand.setAccessibleName(tr("So far"))
        self._by_hand.setMaximumWidth(self.fontMetrics().averageCharWidth() * _LETTERS)
        keep = button(tr("Note it"))
        keep.clicked.connect(self._keep)
        self._by_hand.returnPressed.connect(self._keep)
        self._hand = QWidget()
        row = QHBoxLayout(self._hand)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(TIGHT)
        row.addWidget(label(tr("So far"), "caption", tone="muted"))
        row.addWidget(self._by_hand)
        row.addWidget(keep)
        row.addStretch(1)
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(ROOM)
        for part in (self.bar, self._hand, form):
            column.addWidget(part)
        return made

    def opened(self, row: Any) -> None:
        self.bar.show_progress(self._far(row), tr(_COUNTED.get(row.kind, "")))
        self._hand.setVisible(row.kind == GoalKind.CUSTOM)
        if not self._by_hand.hasFocus():
            self._by_hand.setText(f"{row.reached:g}" if row.reached is not None else "")

    def _far(self, row: Goal) -> Progress:
        return verbs.how_far(self._desk.work, row)

    def _until(self, row: Goal) -> str:
        found = self._far(row)
        return short_day(found.last, self._desk.work.now().date()) if row.repeats or row.ends_on else ""

    def _keep(self) -> None:
        row = self._desk.work.find(Goal, self._row)
        try:
            reached = float(self._by_hand.text().replace(",", ".").strip())
        except ValueError:
            self._by_hand.selectAll()
            return
        if row is not None and self._desk.do(verbs.note, self._desk.work, row, reached) is not None:
            self._desk.say(tr("Noted."), undo=True)


class Bar(QWidget):
    """How far, as a bar and in words."""

    def __init__(self) -> None:
        super().__init__()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(TIGHT)
        self._bar.setRange(0, 100)
        self.words = label("", tone="muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        column.addWidget(self.words)
        column.addWidget(self._bar)

    def show_progress(self, found: Progress, counted: str) -> None:
        """Show how far a goal is."""
        said = f"{figures(found)} {counted}".strip()
        self.words.setText(tr("{said} · {pace}", said=said, pace=_pace(found)[0]))
        self._bar.setValue(found.percent)
        self._bar.setAccessibleName(self.words.text())
        self._bar.setVisible(found.target > 0)


def figures(found: Progress) -> str:
    """Say how many of how many."""
    if found.target <= 0:
        return f"{found.done:g}"
    return tr("{done} of {target}", done=f"{found.done:.3g}", target=f"{found.target:g}")


def _pace(found: Progress) -> tuple[str, str]:
    words, tone = _PACES[found.pace]
    return tr(words), tone
