"""What a page is: something to look at, that knows which news concern it and waits until it is seen.

Why:    a change is told to every page, but only the one in view does any work;
        a hidden page notes that it is stale and repaints when it is shown.
Shape:  a page is a QWidget made with its Desk, at the first time it is shown:

            class InterviewsPage(Page):
                watches = frozenset({Interview, Application})     # nouns, or names of their tables

                def __init__(self, desk: Desk) -> None:
                    super().__init__(desk)
                    self.layout_.addWidget(self.heading(tr("Interviews"), note=tr("Soonest first")))
                    self._rows = RowsTable(...)                   # ui/tables.py
                    self.layout_.addWidget(self._rows, 1)

                def refresh(self) -> None:                        # called in the UI thread, only while visible
                    self._rows.show_rows(agenda(self.desk.work))  # a question of store/reads, under 50 ms

                def open(self, row: str) -> None:                 # only where the page shows one row
                    self._row = row; self.news()

        `refresh` is never called by the page itself: it says `self.news()` and is asked once, at the next
        turn of the event loop, however often it was said.  Verbs run by `self.desk.do(jobs.add, work, ...)`:
        an error of ours becomes the strip on top (or comes back, with `wrong=`), success a toast with Undo.
        A page registers its actions in `__init__` by `desk.actions.add(...)` with `page=self`; they hold only
        while it is shown.  It is listed by one line of `catalog.py`.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ats_desktop.errors import AtsError
from ats_desktop.ui.theme import HAIR, ROOM, VAST, WIDE, label, theme

if TYPE_CHECKING:
    from datetime import datetime

    from ats_desktop.app import App
    from ats_desktop.domain.schema import Entity
    from ats_desktop.store.feed import Changed
    from ats_desktop.store.workspace import Workspace
    from ats_desktop.ui.actions import Actions
    from ats_desktop.ui.live import Live

R = TypeVar("R")


class Desk(Protocol):
    """What a page may ask of the window around it."""

    @property
    def app(self) -> "App":
        """Everything that is open: settings, lanes, the world."""

    @property
    def work(self) -> "Workspace":
        """The candidate's rows."""

    @property
    def live(self) -> "Live":
        """The news; and `then`, for what waits."""

    @property
    def actions(self) -> "Actions":
        """Everything that can be done, by its id."""

    @property
    def opened_at(self) -> "datetime":
        """Say since when the window is open."""

    @property
    def ready(self) -> bool:
        """Say whether the whole program is there, so that things can be changed."""

    @property
    def hurt(self) -> bool:
        """Say whether the file was found damaged: then nobody is invited to begin, as if nothing had been there."""

    def go(self, page: str, row: str = "") -> None:
        """Open a page by its key, and a row on it."""

    def begin(self, what: str) -> None:
        """Begin with something: job, sample, import or coach."""

    def open_row(self, table: str, row: str) -> None:
        """Open a row where people look at it: an application on its page, anything else in Inspect."""

    def moved(self) -> None:
        """Read everything anew: another workspace is open, or what one may do has changed."""

    def do(
        self, verb: Callable[..., R], *given: Any, wrong: Callable[[AtsError], None] | None = None, **named: Any
    ) -> R | None:
        """Run a verb; say what went wrong on the strip (or to `wrong`); None when it did not happen."""

    def say(self, sentence: str, *, undo: bool = False) -> None:
        """Say something in passing, with a button that takes the last change back if `undo`."""

    def tell(self, error: AtsError) -> None:
        """Say what happened and what to do about it, on the strip, until it is closed."""


class Page(QWidget):
    """One page of the window; see the top of this file."""

    watches: ClassVar[frozenset["type[Entity] | str"]] = frozenset()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.stale = True
        self._asked = QTimer(self)
        self._asked.setSingleShot(True)
        self._asked.timeout.connect(self._look_again)
        self.layout_ = QVBoxLayout(self)
        self.layout_.setContentsMargins(VAST, WIDE, VAST, WIDE)
        self.layout_.setSpacing(ROOM)

    @classmethod
    def tables(cls) -> frozenset[str]:
        """Name the tables whose news concern this page; none means all."""
        return frozenset(one if isinstance(one, str) else one.noun.table for one in cls.watches)

    def refresh(self) -> None:
        """Show what holds now; asked only while the page is visible."""

    def open(self, row: str) -> None:
        """Show one row, where the page shows one."""

    def arrive(self) -> None:
        """Take note that the whole program is there: only Today is ever shown before."""

    def heading(self, text: str, *, note: str = "", actions: tuple[QWidget, ...] = ()) -> QWidget:
        """Make the top of a page: its name, a quiet line, and what can be done at the right."""
        made = QWidget(self)
        names = QVBoxLayout(made)
        names.setContentsMargins(0, 0, 0, 0)
        names.setSpacing(HAIR)
        names.addWidget(label(text, "heading"))
        if note:
            names.addWidget(label(note, tone="muted", wrap=True))
        if not actions:
            return made
        from ats_desktop.ui.widgets.headed import Headed  # late: the first page has none

        return Headed(made, *actions)

    def hear(self, news: "Changed") -> None:
        """Note what changed; repaint if it concerns what is in view."""
        mine = self.tables()
        if not mine or not news.nouns or mine & news.nouns:
            self.news()

    def news(self) -> None:
        """Note that what is shown no longer holds."""
        self.stale = True
        if self.isVisible():
            self._asked.start(0)

    def showEvent(self, event: QShowEvent) -> None:
        """Repaint what went stale while nobody looked."""
        super().showEvent(event)
        theme().freshen(self)
        if self.stale:
            self._look_again()

    def _look_again(self) -> None:
        if self.stale and self.isVisible():
            self.stale = False
            try:
                self.refresh()
            except AtsError as error:
                self.desk.tell(error)
