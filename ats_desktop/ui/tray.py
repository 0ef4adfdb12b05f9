"""The icon by the clock, where the desktop has such a place: open, what is due next, quit; and it shows notices.

Why:    a tray is not a given (GNOME has none by itself), so nothing depends on it: closing hides the window
        only where the icon is really there, and a notice is shown in the window where it is not.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QCloseEvent, QIcon
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon

from ats_desktop.domain.schema import moment_cell
from ats_desktop.store.reads import notices
from ats_desktop.store.reads import today as question
from ats_desktop.ui.days import day_words, until, zone_of
from ats_desktop.ui.icons import pixmap
from ats_desktop.ui.words import told, tr

if TYPE_CHECKING:
    from ats_desktop.app import App
    from ats_desktop.store.feed import Changed
    from ats_desktop.ui.window import Window

NEXT = 3
SIZES = (16, 22, 24, 32, 48)
_TOLD = "tray_told"
_DUE = frozenset({"job_opportunities", "applications", "tasks", "interviews", "settings"})


class Tray(QObject):
    """The icon, its menu, and what closing the window means."""

    opening = Signal()
    quitting = Signal()

    def __init__(self, window: "Window", app: "App") -> None:
        super().__init__(window)
        self._window, self._app = window, app
        self._since = moment_cell(datetime.now(UTC)) or ""
        self._about = ""
        self.menu = QMenu()
        self.menu.aboutToShow.connect(self._fill)
        self.icon = QSystemTrayIcon(self)
        self.icon.setIcon(drawn())
        self.icon.setToolTip(tr("ATS Desktop"))
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._pressed)
        self.icon.messageClicked.connect(self._open_notice)
        window.closing.connect(self._closing)
        window.live.changed.connect(self._hear)
        self._fill()
        self.icon.setVisible(QSystemTrayIcon.isSystemTrayAvailable())
        QApplication.setQuitOnLastWindowClosed(not self.there)

    @property
    def there(self) -> bool:
        """Say whether the icon can be seen."""
        return self.icon.isVisible() and QSystemTrayIcon.isSystemTrayAvailable()

    def lines(self) -> list[tuple[str, Callable[[], None]]]:
        """Say what the menu offers: open, the next few things due, take the clipboard, quit."""
        due = [(words, partial(self._open_row, key)) for key, words in self._next()]
        add = (tr("Add job from clipboard"), self._add)
        return [(tr("Open"), self.opening.emit), *due, add, (tr("Quit"), self.quitting.emit)]

    def close(self) -> None:
        """Take the icon away."""
        self._window.live.changed.disconnect(self._hear)
        self.icon.hide()

    def _fill(self) -> None:
        self.menu.clear()
        offered = self.lines()
        for at, (words, do) in enumerate(offered):
            if at in {1, len(offered) - 2}:
                self.menu.addSeparator()
            self.menu.addAction(words).triggered.connect(do)
        self.menu.setDefaultAction(self.menu.actions()[0])

    def _next(self) -> list[tuple[str, str]]:
        now = datetime.now(UTC)
        zone = zone_of(question.setting(self._app.work, "zone"))
        day = now.astimezone(zone).date()
        shown = question.today(self._app.work, now=now, day=day, recent=0)
        talks = [
            (one.starts_at, f"interviews:{one.row}", f"{one.title or one.place}: {until(one.starts_at, now, zone)}")
            for one in shown.coming
        ]
        days = [
            (
                datetime.combine(one.day, datetime.max.time(), now.astimezone(zone).tzinfo),
                f"{one.table}:{one.row}",
                f"{one.title}: {day_words(one.day, day)}",
            )
            for one in shown.due
            if one.day >= day
        ]
        return [(key, words.replace("&", "&&")) for _, key, words in sorted(talks + days)[:NEXT]]

    def _add(self) -> None:
        """Take a job from the clipboard, in sight."""
        self.opening.emit()
        self._window.actions.get("clipboard").act.trigger()

    def _open_row(self, key: str) -> None:
        self.opening.emit()
        self._window.open_row(*key.split(":", 1))

    def _pressed(self, why: QSystemTrayIcon.ActivationReason) -> None:
        if why is not QSystemTrayIcon.ActivationReason.Context:
            self.opening.emit()

    def _closing(self, event: QCloseEvent) -> None:
        """Hide where the icon is there; the first time, say so."""
        if not self.there or not self._app.machine.get("window", "close_to_tray", default=True):
            return
        event.ignore()
        self._window.hide()
        if not self._app.machine.get("window", _TOLD, default=False):
            self._app.machine.put("window", **{_TOLD: True})
            self.icon.showMessage(tr("Still here"), tr("Reminders go on. Quit from this icon's menu."), drawn())

    def _hear(self, news: "Changed") -> None:
        if not news.nouns or news.nouns & _DUE:
            self._fill()
        if not news.nouns or "notifications" in news.nouns:
            for notice in notices.fresh(self._app.work, self._since):
                self._since = notice.raised_at
                self._show(notice)

    def _show(self, notice: notices.Notice) -> None:
        self._about = notice.about
        if self.there and self.icon.supportsMessages():
            self.icon.showMessage(told(notice.title), told(notice.body), drawn())
        else:
            self._window.say(" - ".join(part for part in (told(notice.title), told(notice.body)) if part))

    def _open_notice(self) -> None:
        self.opening.emit()
        table, _, row = self._about.partition(":")
        if row:
            self._window.open_row(table, row)


def drawn() -> QIcon:
    """Draw the program's icon in the sizes trays ask for; they take pictures, not strokes."""
    made = QIcon()
    for side in SIZES:
        made.addPixmap(pixmap("app", "accent", side))
    return made
