"""A part of an application's page: a card with a title, what can be done with it, and what is in it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ats_desktop.domain.applications import Application, Stage
from ats_desktop.services.applications import apply_again
from ats_desktop.store.reads.application import Dossier
from ats_desktop.ui.editors import word_label
from ats_desktop.ui.pages.page import Desk
from ats_desktop.ui.theme import ROOM, SNUG, TIGHT, button, label
from ats_desktop.ui.widgets.lines import Line, Lines

A_TURN_MS = 1  # a timer's turn comes when everything is laid out; a call at once (0) would come before


@dataclass(frozen=True, slots=True)
class View:
    """What is shown, and from where one looks at it."""

    dossier: Dossier
    now: datetime
    zone: tzinfo | None
    stages: tuple[Stage, ...]
    me: str  # the member who looks
    names: Mapping[str, str] = field(default_factory=dict)  # of those who take part

    def stage_name(self, key: str) -> str:
        """Say what a stage is called here."""
        return next((str(stage) for stage in self.stages if stage.key == key), word_label(key))


class Panel(QFrame):
    """One part; it shows what a view holds and writes by the desk."""

    def __init__(self, desk: Desk, title: str, *actions: QWidget) -> None:
        super().__init__()
        self.desk = desk
        self.view: View | None = None
        self.setProperty("card", "yes")
        self._count = label("", tone="muted")
        self._head = QHBoxLayout()
        self._head.setContentsMargins(TIGHT, 0, 0, 0)
        self._head.addStrut(self.fontMetrics().height() + SNUG)  # heads are alike, with a button and without
        self._head.setSpacing(TIGHT)
        self._head.addWidget(label(title, "title"))
        self._head.addWidget(self._count)
        self._head.addStretch(1)
        for action in actions:
            self._head.addWidget(action)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(SNUG, SNUG, SNUG, SNUG)
        self.body.setSpacing(TIGHT)
        self.body.addLayout(self._head)

    def show_view(self, view: View) -> None:
        """Show what holds now."""
        self.view = view

    def save(self) -> None:
        """Keep what was typed and is not kept yet."""

    def end(self) -> None:
        """Another application is opened: put forms away."""

    def count(self, number: int) -> None:
        """Say how many there are."""
        self._count.setText(str(number) if number else "")

    def application(self) -> Application | None:
        """Give the application, begun now where the job had none yet."""
        if self.view is None:
            return None
        dossier = self.view.dossier
        return dossier.application or self.desk.do(apply_again, self.desk.work, dossier.job.id)


class ListPanel(Panel):
    """A part that is a list of lines, or a sentence where there are none."""

    def __init__(self, desk: Desk, title: str, nothing: str, *actions: QWidget) -> None:
        super().__init__(desk, title, *actions)
        self._actions = actions
        self._held = ""  # the row that gets the keys once it is shown
        self.lines = Lines(title)
        self._nothing = label(nothing, "caption", tone="muted", wrap=True)
        self._nothing.setContentsMargins(TIGHT, 0, TIGHT, 0)
        self.body.addWidget(self._nothing)
        self.body.addWidget(self.lines)

    def show_lines(self, lines: list[Line]) -> None:
        """Show these, or the sentence."""
        self.lines.show_lines(lines)
        self.lines.setVisible(bool(lines))
        self._nothing.setVisible(not lines)
        self.count(sum(bool(line.key) for line in lines))
        if self._held and self.lines.choose(self._held):
            self._held = ""
            self.lines.setFocus()

    def take_keys(self, row: str = "") -> None:
        """Take the keys back from a form: they are on the line of a row as soon as that is among the lines."""
        self._held = row
        taker = self.lines if self.lines.isVisible() else next(iter(self._actions), None)
        if taker is not None:
            taker.setFocus()

    def put_away(self, form: QWidget) -> None:
        """Hide a form; first take its keys, which Qt would give to whatever comes next."""
        holds = form.window().focusWidget()
        if holds is not None and form.isAncestorOf(holds):
            self.take_keys()
        form.hide()


def small_button(text: str, do: Callable[[], object], look: str = "quiet") -> QWidget:
    """Make a quiet button for the head of a part."""
    made = button(text, look)
    made.clicked.connect(lambda _=False: do())
    return made


def in_view(form: QWidget) -> None:
    """Scroll the page so that all of a form can be seen that was just opened on it."""
    above = form.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    if isinstance(above, QScrollArea):
        area = above
        QTimer.singleShot(A_TURN_MS, form, lambda: area.ensureWidgetVisible(form, ROOM, ROOM))


def done(desk: Desk, answer: object, sentence: str) -> bool:
    """Say that something was done and can be taken back; gives whether it was."""
    if answer is None:
        return False
    desk.say(sentence, undo=True)
    return True
