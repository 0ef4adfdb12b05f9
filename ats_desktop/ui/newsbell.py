"""The bell at the foot of the window: there while something was not seen yet."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton

from ats_desktop.store.reads.notices import unread
from ats_desktop.ui.icons import icon
from ats_desktop.ui.words import tr

if TYPE_CHECKING:
    from ats_desktop.store.feed import Changed
    from ats_desktop.ui.window import Window

TABLE = "notifications"


class NewsBell(QPushButton):
    """Says how many are new; a click opens the list."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self.setProperty("look", "status")
        self.setAutoDefault(False)
        self.setIcon(icon("bell", "accent"))
        self.clicked.connect(partial(window.go, TABLE))
        window.live.changed.connect(self._hear)
        window.switched.connect(self.count)
        self.hide()

    def count(self) -> None:
        """Count anew."""
        new = unread(self._window.work) if self._window.ready else 0
        self.setText(f" {tr('1 new') if new == 1 else tr('{n} new', n=f'{new:,}')}")
        self.setAccessibleName(tr("Notifications: {n} new", n=new))
        self.setVisible(bool(new))

    def _hear(self, news: "Changed") -> None:
        if not news.nouns or TABLE in news.nouns:
            self.count()
