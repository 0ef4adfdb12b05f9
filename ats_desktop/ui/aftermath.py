"""What the window says after something was found damaged or was restored, until a person has dealt with it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ats_desktop.errors import AtsError, Damaged, Refused
from ats_desktop.ui.notices import Strip
from ats_desktop.ui.words import tr

if TYPE_CHECKING:
    from ats_desktop.app import App
    from ats_desktop.ui.window import Window


class Aftermath(QObject):
    """The banners above every page: damage found, what was saved of it, a copy nobody has decided about."""

    def __init__(self, window: "Window", app: "App") -> None:
        super().__init__(window)
        self._window, self._app = window, app
        self._strips: dict[str, Strip] = {}
        window.switched.connect(self.mark)

    def mark(self) -> None:
        """Say what has to be said of the workspace that is open now, and nothing else."""
        self._mark_saved()
        self._mark_apart()
        self._mark_suspect()

    def look(self) -> None:
        """Look whether a backup or a page met something damaged while the window was open."""
        self._mark_suspect()

    def _mark_saved(self) -> None:
        told = self._app.damage
        if told is None:
            self._clear("saved")
            return
        from ats_desktop.services import restoring  # late: it stands on much, and a start needs none of it

        title, *more = restoring.in_words(told)
        self._tell("saved", Damaged(title, " ".join(more)), tr("It is all there"), self._confirm)

    def _mark_apart(self) -> None:
        if "detached" not in self._app.work.control():  # as services/restoring.py notes it
            self._clear("apart")
            return
        error = Refused(
            tr("This restored copy is not connected to the others."),
            tr("Say for whom it is: for everyone, or for this computer only."),
        )
        self._tell("apart", error, tr("Decide ..."), lambda: self._window.go("backups"))

    def _mark_suspect(self) -> None:
        if not self._app.suspect:
            self._clear("suspect")
            return
        error = Damaged(
            tr("Something in your file is damaged."),
            tr("It is kept as it is; the newest verified backup and all that can be read of it will be opened."),
        )
        self._tell("suspect", error, tr("Put it right"), self._put_right)

    def _confirm(self) -> None:
        self._window.do(self._app.confirm)
        self._clear("saved")

    def _put_right(self) -> None:
        self._clear("suspect")
        done = self._app.runner.start("disk", self._app.put_right)
        self._window.live.then(done, lambda _: self._window.moved(), self._window.tell, owner=self)

    def _tell(self, name: str, error: AtsError, act: str, do: Callable[[], object]) -> None:
        strip = self._strips.get(name)
        if strip is None:
            strip = self._strips[name] = self._window.banner()
        if strip.told is None or str(strip.told) != str(error):
            strip.tell(error, act=act, do=do, kind="warn")

    def _clear(self, name: str) -> None:
        strip = self._strips.pop(name, None)
        if strip is not None:
            strip.hide()
            strip.deleteLater()
