"""Ways to begin: the sample in a workspace of its own, a file, somebody's invitation."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ats_desktop.config.zone import system_zone
from ats_desktop.errors import Refused
from ats_desktop.services import samples
from ats_desktop.store.reads import today as question
from ats_desktop.ui.notices import Strip
from ats_desktop.ui.words import tr

if TYPE_CHECKING:
    from ats_desktop.app import App
    from ats_desktop.ui.window import Window


class Beginnings(QObject):
    """What the quiet line of the first start does."""

    def __init__(self, window: "Window", app: "App") -> None:
        super().__init__(window)
        self._window, self._app = window, app
        self._mark: Strip | None = None
        window.beginning.connect(self._begin)
        window.switched.connect(self.mark)

    def mark(self) -> None:
        """Say above every page that this is the sample, with the way out."""
        if self._app.in_sample and self._mark is None:
            self._mark = self._window.banner()
            told = Refused(tr("This is sample data."), tr("Change what you like: your own is kept apart."))
            self._mark.tell(told, act=tr("Remove it"), do=self._leave, kind="info")
        elif not self._app.in_sample and self._mark is not None:
            self._mark.deleteLater()
            self._mark = None

    def _begin(self, what: str) -> None:
        ways: dict[str, Callable[[], None]] = {
            "sample": self._sample,
            "leave": self._leave,
            "import": lambda: self._window.go("import"),
            "coach": lambda: self._window.go("settings", "join"),
        }
        way = ways.get(what)
        if way is not None and self._window.ready:
            way()

    def _sample(self) -> None:
        """Open the sample, filled the first time."""
        self._window.do(self._app.enter_sample)
        work = self._app.work
        if question.is_empty(work):
            self._window.do(samples.fill, work, system_zone())
            work.note(sample="yes")  # its reminders are shown, never mailed
        self._window.moved()
        self._window.go("today")

    def _leave(self) -> None:
        self._window.do(self._app.leave_sample)
        self._window.moved()
        self._window.go("today")
