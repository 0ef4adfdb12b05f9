"""While the window is open: news from other programs, the bell, the state line, and a clean end."""

import contextlib
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from ats_desktop.background.bell import Bell
from ats_desktop.background.memory import give_back
from ats_desktop.errors import AtsError, Refused, ToolMissing, Unavailable
from ats_desktop.store.reads import sharing as shared
from ats_desktop.store.reads import standing as question
from ats_desktop.sync.sharing import is_shared
from ats_desktop.ui.aftermath import Aftermath
from ats_desktop.ui.beginnings import Beginnings
from ats_desktop.ui.pages.catalog import BY_KEY
from ats_desktop.ui.status import Standing
from ats_desktop.ui.tray import Tray
from ats_desktop.ui.uris import place_in
from ats_desktop.ui.whatsnew import tell_once
from ats_desktop.ui.words import tr

if TYPE_CHECKING:
    from ats_desktop.app import App
    from ats_desktop.background.heart import Pulse
    from ats_desktop.store.feed import Changed
    from ats_desktop.ui.window import Window

LOOK_MS = 500
STAND_MS = 2_000
AHEAD_MS = 100
REST_MS, AGAIN_MS = 20_000, 600_000  # after the start, when what it takes is done; and from then on
SOON = ("board", "jobs", "application")  # looked at most; with all pages the program held 13 MiB more
LATE = (
    "services.transfer",
    "services.mailing",
    "services.samples",
    "services.settings",
    "sync.sharing",
    "store.backup",
)
BACKUPS_EVERY = 15  # looks at the state line


class Running(QObject):
    """Holds what lives as long as the window, and lets go of it in reverse."""

    def __init__(self, window: "Window", app: "App") -> None:
        super().__init__(window)
        self._window, self._app = window, app
        self._looks = 0
        loads: list[Callable[[], object]] = [BY_KEY[key].load for key in SOON]
        self._loads = iter(loads)
        self._backed_up: datetime | None = None
        self._synced: datetime | None = None
        self._bell: Bell | None = None
        self.tray = Tray(window, app)
        self.beginnings = Beginnings(window, app)
        self.aftermath = Aftermath(window, app)
        self._outside = _timer(self, LOOK_MS, self._look_outside)
        self._state = _timer(self, STAND_MS, self._stand)
        window.seen.connect(self._seen)
        window.live.changed.connect(self._count)
        window.switched.connect(self._anew)

    def start(self) -> None:
        """Hear the bell, let run what runs by itself, look for what others write, show how things stand."""
        try:
            self._bell = Bell(self._app.profile, self._rung)
        except OSError as error:
            self._window.remark(ToolMissing(tr("A second start cannot find this window."), str(error)))
        self._app.begin()
        self._window.status.pressed.connect(self._show_sharing)
        self.tray.opening.connect(self.raise_window)
        self.tray.quitting.connect(self.quit)
        self._seen(self._window.isVisible())
        self._count(None)
        self.beginnings.mark()
        self.aftermath.mark()
        tell_once(self._window, self._app.machine)
        for remark in self.remarks():
            self._window.remark(remark)
        self._window.live.then(self._app.runner.start("count", _fetch), lambda _: self._ahead(), owner=self)
        QTimer.singleShot(AHEAD_MS, self, _name_enumerations)
        QTimer.singleShot(REST_MS, self, self._rest)

    def _rest(self) -> None:
        """Give memory back beside the window, now and then."""
        self._app.runner.start("ahead", give_back)
        QTimer.singleShot(AGAIN_MS, self, self._rest)

    def _ahead(self) -> None:
        """Import the pages one by one on a lane while nobody waits, so that the first look at one does not."""
        load = next(self._loads, None)
        if load is not None:
            loaded = self._app.runner.start("ahead", load)
            self._window.live.then(loaded, lambda _: self._next(), lambda _: self._next(), owner=self)

    def _next(self) -> None:
        QTimer.singleShot(AHEAD_MS, self, self._ahead)

    def remarks(self) -> list[AtsError]:
        """Say what does not work here, each in a sentence."""
        app, found = self._app, list[AtsError]()
        if app.work.read_only:
            found.append(
                Refused(app.work.read_only, tr("You can read everything; install the newest version to write."))
            )
        if app.heart is not None and app.heart.note:
            found.append(ToolMissing(app.heart.note))
        return found

    def _show_sharing(self) -> None:
        self._window.go("settings")

    def raise_window(self) -> None:
        """Show the window in front of all others."""
        window = self._window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()

    def heed(self, link: str) -> None:
        """Open what an `ats://` address asks for, or put it into the line; nothing is ever written."""
        place = place_in(link) if link else None
        if place is not None:
            self._window.go(*place)

    def _open(self, link: str) -> None:
        self.raise_window()
        self.heed(link)

    def quit(self) -> None:
        """End the program; reminders end with it."""
        QApplication.quit()

    def close(self) -> None:
        """Let go of everything, the newest first; the size of the window is kept."""
        size = self._window.size()
        self._app.machine.put("window", width=size.width(), height=size.height())
        self.tray.close()
        self._loads = iter(())
        self._outside.stop()
        self._state.stop()
        if self._bell is not None:
            self._bell.close()
        self._window.live.changed.disconnect(self._count)
        self._window.switched.disconnect(self._anew)
        self._window.leave()
        self._app.close()

    def _rung(self, words: dict[str, str]) -> None:
        """Do what was rung; heard on the bell's own thread."""
        ways: dict[str, Callable[[], None]] = {
            "open": partial(self._open, words.get("link", "")),
            "changed": self._look_outside,
            "moved": self._follow,
        }
        what = ways.get(words.get("say", ""))
        if what is not None:
            self._window.live.soon(what, owner=self)

    def _seen(self, shown: bool) -> None:  # noqa: FBT001 - a signal's
        for timer in (self._outside, self._state):
            if shown:
                timer.start()
            else:
                timer.stop()
        if shown:
            self._look_outside()
            self._stand()
        self._app.watch(looking=shown)

    def _look_outside(self) -> None:
        """Ask the file whether another program wrote to it."""
        self._app.work.look_outside()

    def _follow(self) -> None:
        """Open what a command has moved to: a restored state, or a new beginning."""
        if self._window.do(self._app.follow):
            self._window.moved()
            self._window.go("today")

    def _anew(self) -> None:
        """Count and look up everything of the workspace that is open now."""
        self._looks = 0
        self._count(None)
        self._stand()
        self._app.watch(looking=self._window.isVisible())

    def _count(self, news: "Changed | None") -> None:
        """Count on a lane what the side bar shows."""
        if news is None or not news.nouns or news.nouns & {"job_opportunities", "contacts"}:
            work = self._app.work
            counted = self._app.runner.start("count", lambda: question.counts(work))
            self._window.live.then(counted, self._show_counts, owner=self)

    def _show_counts(self, counted: dict[str, int]) -> None:
        for page, number in counted.items():
            self._window.side.count(page, number)

    def _stand(self) -> None:
        """Show how things stand; the backups are looked up now and then, on their lane."""
        if self._looks % BACKUPS_EVERY == 0:
            from ats_desktop.store import backup

            folder = self._app.backups
            newest = self._app.runner.start("count", lambda: next(iter(backup.listed(folder)), None))
            self._window.live.then(newest, self._note_backup, owner=self)
        self._looks += 1
        self._window.stand(self._standing())

    def _note_backup(self, newest: "object | None") -> None:
        self._backed_up = getattr(newest, "verified_at", None)
        self.aftermath.look()
        self._window.stand(self._standing())

    def _standing(self) -> Standing:
        app = self._app
        if not is_shared(app.work):
            return Standing(at=self._backed_up)
        pulse = app.heart.pulses.get("sync") if app.heart else None
        if pulse is None:
            return Standing("paused")
        return self._sharing(pulse, question.waiting(app.work))

    def _sharing(self, pulse: "Pulse", waiting: int) -> Standing:
        if pulse.running is not None and not pulse.running.done():
            return Standing("syncing")
        error = pulse.running.exception() if pulse.running is not None and not pulse.running.cancelled() else None
        if error is not None or pulse.error:
            calm = isinstance(error, Unavailable) or error is None
            return Standing("offline" if calm else "attention", waiting=waiting, detail=str(error or pulse.error))
        told = shared.standing(self._app.work)
        if not told.well:
            from ats_desktop.ui.widgets.attentioncard import worded

            return Standing("attention", waiting=waiting, detail=worded(told))
        if pulse.running is not None:
            self._synced = datetime.now(UTC)
        return Standing("synced", at=self._synced)


def _fetch() -> None:
    """Import what pages stand on, on a lane; Qt's own modules stay with the UI thread."""
    for name in LATE:
        with contextlib.suppress(ImportError):  # the page that needs it will say so
            import_module(f"ats_desktop.{name}")


def _name_enumerations() -> None:
    """Let Qt's enumerations be made now (see early.py), in the thread that uses them, and not by the first page."""
    from PySide6.QtWidgets import QScrollArea

    _ = Qt.ItemDataRole.DisplayRole, QScrollArea().viewport()


def _timer(owner: QObject, every: int, tick: "object") -> QTimer:
    made = QTimer(owner)
    made.setTimerType(Qt.TimerType.CoarseTimer)
    made.setInterval(every)
    made.timeout.connect(tick)
    return made
