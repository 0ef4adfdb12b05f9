"""Links of ours on the web and in mails: whether the desktop hands them to this program."""

from collections.abc import Callable

from ats_desktop.errors import AtsError
from ats_desktop.outside import links
from ats_desktop.ui.pages.page import Desk
from ats_desktop.ui.theme import button, label, restyle
from ats_desktop.ui.widgets.settingcards import SettingCard
from ats_desktop.ui.words import explained, told, tr


class LinksCard(SettingCard):
    """One button: on, or off again."""

    def __init__(self, desk: Desk) -> None:
        note = tr(
            "Links that begin with ats:// open a job or an interview here, from a mail or a page. They only open."
        )
        super().__init__(tr("Links to this program"), note)
        self._desk = desk
        self._go = button("")
        self._go.clicked.connect(self._turn)
        self._state = label("", tone="muted", wrap=True)
        self.row(self._go)
        self.column.addWidget(self._state)

    def refresh(self) -> None:
        """Say how it stands."""
        on, possible = links.registered(), links.possible()
        self._go.setText(tr("Open them here no longer") if on else tr("Open them here"))
        self._go.setVisible(possible)
        if not possible:
            self._say(tr("On this system an installer does that; it is still to come."))
        elif not self._state.text() or on:
            self._say(tr("They open here.") if on else "")

    def _turn(self) -> None:
        """Tell the desktop, beside the window: its tools may take a while."""
        work: Callable[[], str | None] = links.forget if links.registered() else links.register
        self._go.setEnabled(False)
        self._desk.live.then(self._desk.app.runner.start("disk", work), self._done, self._wrong, owner=self)

    def _done(self, more: object) -> None:
        self._go.setEnabled(True)
        self._say("")
        self.refresh()
        if isinstance(more, str) and more:
            self._say(f"{tr('They open here.')} {told(more)}")

    def _wrong(self, error: AtsError) -> None:
        self._go.setEnabled(True)
        self.refresh()
        self._say(explained(error), "danger")

    def _say(self, words: str, tone: str = "muted") -> None:
        restyle(self._state, tone=tone)
        self._state.setText(words)
        self._state.setVisible(bool(words))
