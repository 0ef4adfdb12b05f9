"""The line at the foot of the window: how safe and how shared things are, in a few calm words.

Source: experience.md E35: six states, each a colour, a shape and a text.
"""

from datetime import datetime
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from ats_desktop.ui.days import short_time
from ats_desktop.ui.icons import icon
from ats_desktop.ui.theme import HAIR, SNUG, button, label, restyle
from ats_desktop.ui.words import tr


class Standing(NamedTuple):
    """How the laptop stands with the shared place; `kind` is one of the six."""

    kind: str = "alone"  # alone | synced | syncing | offline | paused | attention
    at: datetime | None = None  # last backup when alone, else last round
    done: int = 0
    total: int = 0
    waiting: int = 0
    detail: str = ""


_LOOKS = {
    "alone": ("laptop", "muted"),
    "synced": ("synced", "good"),
    "syncing": ("syncing", "accent"),
    "offline": ("offline", "warn"),
    "paused": ("paused", "muted"),
    "attention": ("warning", "danger"),
}


def worded(standing: Standing, *, now: datetime) -> str:
    """Say how things stand, calmly.

    >>> from datetime import UTC
    >>> worded(Standing("syncing", done=14, total=200), now=datetime(2026, 11, 22, tzinfo=UTC))
    'Syncing 14/200'
    """
    when = short_time(standing.at, now) if standing.at else ""
    said = {
        "synced": tr("Synced · {when}", when=when) if when else tr("Synced"),
        "syncing": tr("Syncing {done}/{total}", done=standing.done, total=standing.total)
        if standing.total
        else tr("Syncing"),
        "offline": tr("Offline - {waiting}", waiting=_changes(standing.waiting)) if standing.waiting else tr("Offline"),
        "paused": tr("Paused"),
        "attention": " · ".join(filter(None, (tr("Needs attention"), standing.detail))),
    }
    alone = tr("On this laptop · backed up {when}", when=when) if when else tr("On this laptop")
    return said.get(standing.kind, alone)


def _changes(number: int) -> str:
    return tr("1 change waiting") if number == 1 else tr("{n} changes waiting", n=number)


class StatusLine(QFrame):
    """The state at the left, a quiet remark at the right."""

    pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("foot", "yes")
        self._state: QPushButton = button("", "status")
        self._state.clicked.connect(self.pressed)
        self._remark = label("", "caption", tone="muted")
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(SNUG, HAIR, SNUG, HAIR)
        row.addWidget(self._state)
        row.addStretch(1)
        row.addWidget(self._remark)
        self._kind = ""
        self.show_standing(Standing(), now=datetime.now().astimezone())

    def show_standing(self, standing: Standing, *, now: datetime) -> None:
        """Show how things stand."""
        picture, tone = _LOOKS.get(standing.kind, _LOOKS["alone"])
        words = worded(standing, now=now)
        self._state.setText(f" {words}")  # a little room after the icon
        self._state.setAccessibleName(words)
        self._state.setToolTip(standing.detail)
        if self._kind != standing.kind:
            first, self._kind = not self._kind, standing.kind
            self._state.setIcon(icon(picture, tone))
            self._state.setProperty("tone", tone)
            if not first:  # nothing is dressed yet, and asking for the style is dear
                restyle(self._state)

    def add(self, widget: QWidget) -> None:
        """Put something at the right end."""
        self._row.addWidget(widget)

    def remark(self, sentence: str) -> None:
        """Show a quiet line at the right."""
        self._remark.setText(sentence)

    @property
    def words(self) -> str:
        """What the state says now."""
        return self._state.accessibleName()
