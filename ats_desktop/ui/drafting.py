"""Keeps what is being typed, at most half a second old, and puts it back after the power went.

Shape:  self._draft = Draft(desk, lambda: {"body": box.toPlainText()}, parent=self)   {} where nothing is typed
        box.textChanged.connect(self._draft.touch)
        typed = self._draft.begin("talk applications:7")    what was typed there and never saved
        self._draft.drop()                                  it was saved, or thrown away
        column.addWidget(self._draft.line)                  "Your unsaved text was restored · Discard"
"""

from collections.abc import Callable, Mapping
from concurrent.futures import Future, wait
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ats_desktop.errors import AtsError
from ats_desktop.store import drafts
from ats_desktop.ui.pages.page import Desk
from ats_desktop.ui.theme import TIGHT, button, label
from ats_desktop.ui.words import tr

KEEP_MS = 500  # after the first letter that is not kept, however fast the next ones come


class Draft(QObject):
    """What is typed in one place of the window, kept on a lane while it is typed."""

    discarded = Signal()  # the person does not want back what was restored

    def __init__(self, desk: Desk, typed: Callable[[], Mapping[str, str]], *, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._typed, self._name = desk, typed, ""
        self._kept = False  # something may be in the file
        self._waits = False  # something was typed that is not
        self._writing: Future[None] | None = None
        self.line = Restored()
        self.line.discarded.connect(self._discard)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self.keep)

    def begin(self, name: str) -> dict[str, str]:
        """Go on under a name; gives what was typed there and never saved, and says so."""
        self.keep()
        if self._writing is not None:
            wait([self._writing])  # what is kept now may be what is asked for
        self._name = name
        found = drafts.read(self._desk.work.folder, name) if self._desk.ready else {}
        self._kept = bool(found)
        self.line.setVisible(bool(found))
        return found

    def touch(self) -> None:
        """Something was typed: it is kept in a moment."""
        if self._name and not self._waits:
            self._waits = True
            self._clock.start(KEEP_MS)

    def keep(self) -> None:
        """Keep now what waits to be kept."""
        self._clock.stop()
        if self._waits:
            self._waits, self._kept = False, True
            self._write(self._typed())

    def drop(self) -> None:
        """Forget it: what was typed is saved, or is not wanted."""
        self._clock.stop()
        self._waits = False
        self.line.hide()
        if self._kept:
            self._kept = False
            self._write({})

    def _discard(self) -> None:
        self.drop()
        self.discarded.emit()

    def _write(self, typed: Mapping[str, str]) -> None:
        job = partial(drafts.keep, self._desk.work.folder, self._name, dict(typed))
        try:
            self._writing = self._desk.app.runner.start("drafts", job)
        except AtsError:  # the program is closing, and its lanes with it: nobody waits for this line
            job()
            return
        self._desk.live.then(self._writing, lambda _: None, self._desk.tell, owner=self)


class Restored(QWidget):
    """The quiet line that says so, with the way to be rid of it."""

    discarded = Signal()

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(TIGHT)
        row.addWidget(label(tr("Your unsaved text was restored"), "caption", tone="accent"))
        self.away = button(tr("Discard"), "link")
        self.away.clicked.connect(self.discarded)
        row.addWidget(self.away)
        row.addStretch(1)
        self.hide()
