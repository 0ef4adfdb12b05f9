"""What can be done with cards of the board, as a menu: the same as by drag and by keys."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from ats_desktop.domain.applications import Stage
from ats_desktop.store.reads.board import Card
from ats_desktop.ui.icons import icon
from ats_desktop.ui.words import tr

PAUSE_MS = 1500  # after the last letter a name begins anew


class CardMenu(QMenu):
    """It tells what was chosen, and is gone; letters go to the line that begins with them."""

    sent = Signal(str)  # to a stage
    opened = Signal()
    away = Signal()
    deleting = Signal()
    _typed, _typed_at = "", 0

    def offer_stages(self, stages: Sequence[Stage], here: str) -> None:
        """Offer every stage but the one the cards stand in."""
        for stage in stages:
            act = self.addAction(str(stage))
            act.setEnabled(stage.key != here)
            act.triggered.connect(lambda _=False, key=stage.key: self.sent.emit(key))

    def begin_behind(self) -> None:
        """Begin at the stage behind the one the cards stand in: from the top, Enter would send them back."""
        acts = self.actions()
        here = next((at for at, act in enumerate(acts) if not act.isEnabled()), -1)
        for act in acts[here + 1 : here + 2]:
            self.setActiveAction(act)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.timestamp() - self._typed_at > PAUSE_MS:
            self._typed = ""
        said = (self._typed + event.text()).casefold().lstrip()
        if not (event.text().isprintable() and said):
            super().keyPressEvent(event)
            return
        self._typed, self._typed_at = said, event.timestamp()
        fits = (act for act in self.actions() if act.isEnabled() and act.text().casefold().startswith(said))
        self.setActiveAction(next(fits, self.activeAction()))


def card_menu(
    parent: QWidget, cards: Sequence[Card], stages: Sequence[Stage], here: str, *, only_stages: bool = False
) -> CardMenu:
    """Make the menu for these cards; `only_stages` is what the key M asks for."""
    menu = CardMenu(parent)
    menu.aboutToHide.connect(menu.deleteLater)
    if only_stages:
        menu.setAccessibleName(tr("Move to"))
        menu.offer_stages(stages, here)
        QTimer.singleShot(0, menu, menu.begin_behind)  # once it is open: opening forgets it
        return menu
    menu.setAccessibleName(tr("Card"))
    menu.addAction(icon("application"), tr("Open")).triggered.connect(menu.opened)
    link = cards[0].link
    if link.startswith(("http://", "https://")):
        show = menu.addAction(icon("link"), tr("Open the posting"))
        show.triggered.connect(lambda: QDesktopServices.openUrl(QUrl(link)))
    inner = CardMenu(tr("Move to"), menu)
    inner.setIcon(icon("board"))
    inner.offer_stages(stages, here)
    inner.sent.connect(menu.sent)
    menu.addMenu(inner)
    menu.addSeparator()
    menu.addAction(icon("backup"), tr("Archive")).triggered.connect(menu.away)
    menu.addAction(icon("trash"), tr("Delete")).triggered.connect(menu.deleting)
    return menu
