"""Settings: how it looks, when it reminds, by which mail, with whom it is shared, and how safe it is."""

from collections.abc import Callable
from zoneinfo import available_timezones

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFontMetrics, QHideEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QCompleter,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ats_desktop.config.zone import system_zone
from ats_desktop.domain.applications import Stage
from ats_desktop.domain.settings import DIGEST, REMINDER_TIME, REMINDER_TO, ZONE, Setting
from ats_desktop.services import mailing
from ats_desktop.services import settings as verbs
from ats_desktop.store.reads.today import setting
from ats_desktop.ui.icons import icon
from ats_desktop.ui.pages.page import Desk, Page
from ats_desktop.ui.theme import ROOM, VAST, WIDE, button, label, theme
from ats_desktop.ui.widgets.backupcard import BackupCard
from ats_desktop.ui.widgets.linkscard import LinksCard
from ats_desktop.ui.widgets.mailcard import MailCard
from ats_desktop.ui.widgets.scrolling import scrolling
from ats_desktop.ui.widgets.settingcards import SettingCard, choice, entry, put_choice
from ats_desktop.ui.widgets.sharingcard import SharingCard
from ats_desktop.ui.widgets.stagescard import StagesCard
from ats_desktop.ui.words import tr

WIDEST_LETTERS = 120
AS_IS = 100
SCALES = (80, 90, 100, 110, 125, 150, 175, 200)


class SettingsPage(Page):
    """All settings on one page, each saying its default."""

    watches = frozenset({Setting, Stage})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.cards: dict[str, Card] = {}
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(VAST, WIDE, VAST, WIDE)
        self._column.setSpacing(ROOM)
        self.sought = QLineEdit()
        self.sought.setPlaceholderText(tr("Find a setting"))
        self.sought.setAccessibleName(tr("Find a setting"))
        self.sought.setClearButtonEnabled(True)
        self.sought.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.sought.textChanged.connect(lambda _: self._narrow())
        desk.actions.add("settings.find", tr("Find a setting"), self.sought.setFocus, keys="Ctrl+F", page=self)
        self._none = label(tr("No setting has these words."), tone="muted")
        self._column.addWidget(self.heading(tr("Settings")))
        self._column.addWidget(self.sought)
        self._column.addWidget(self._none)
        self._none.hide()
        self._column.addStretch(1)
        theme().changed.connect(self._fit)
        self._fit()
        scroll = scrolling(inside, sideways=True)
        self._scroll = scroll
        self._invitation = ""
        self._lands = ""  # join, where an invitation is to be pasted; there, until the keys are elsewhere
        scroll.verticalScrollBar().rangeChanged.connect(self._land)  # a card above it grew
        self.layout_.setContentsMargins(0, 0, 0, 0)
        self.layout_.addWidget(scroll)

    def refresh(self) -> None:
        for shown in self.cards.values():
            shown.refresh()
        self._more()

    def open(self, row: str) -> None:
        """Show a part: "join" is where an invitation is pasted, "join:..." brings one; "find:..." finds a setting."""
        part, _, self._invitation = row.partition(":")
        if part == "find":
            self.sought.setText(self._invitation)
        self._lands = part if part == "join" else ""
        self._land()

    def _more(self) -> None:
        """Make the cards one by one, so that the window answers in between; the rest when the page is seen again."""
        if not self.isVisible():
            self.stale = True
        elif self._add_card():
            QTimer.singleShot(0, self, self._more)
        self._land()

    def _land(self) -> None:
        """Put the sharing card on top of what is in view, and the keys where an invitation is pasted."""
        sharing = self.cards.get("sharing")
        if not (self._lands and isinstance(sharing, SharingCard) and self.isVisible()):
            return
        if self._lands == "join":
            sharing.begin_joining(self._invitation)
        self._lands = "there" if sharing.joining else ""
        if self._lands:
            self._scroll.verticalScrollBar().setValue(max(0, sharing.y() - ROOM))

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._lands = ""

    def _add_card(self) -> bool:
        missing = next((name for name in CARDS if name not in self.cards), "")
        if missing:
            made = self.cards[missing] = CARDS[missing](self.desk)
            self._column.insertWidget(self._column.count() - 1, made)
            self._fit()
            made.refresh()
            self._narrow()
        return bool(missing)

    def _fit(self) -> None:
        """Be as wide as is easy to read, at any size of the text."""
        widest = QFontMetrics(theme().font()).averageCharWidth() * WIDEST_LETTERS
        for one in (self.sought, *self.cards.values()):
            one.setMaximumWidth(widest)

    def _narrow(self) -> None:
        """Show the cards that have all of the words somewhere; the sample's own card stays as it is."""
        words = self.sought.text().casefold().split()
        shown = 0
        for made in self.cards.values():
            fits = all(word in said(made) for word in words)
            made.setVisible(fits)
            shown += fits
        self._none.setVisible(not shown and len(self.cards) == len(CARDS))


class LookCard(SettingCard):
    """Light or dark, and how large."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(tr("Look"), tr("For this computer only."))
        self._desk = desk
        modes = (("system", tr("As the desktop (default)")), ("light", tr("Light")), ("dark", tr("Dark")))
        self._mode = choice(modes, self._choose_mode)
        sizes = [
            (str(percent), tr("{n} % (default)" if percent == AS_IS else "{n} %", n=percent)) for percent in SCALES
        ]
        self._scale = choice(sizes, self._choose_scale)
        self.line(tr("Colours"), self._mode)
        self.line(tr("Size of the text"), self._scale)
        self._tray = QCheckBox(tr("Keep running when the window is closed"))
        self._tray.clicked.connect(lambda on: desk.app.machine.put("window", close_to_tray=bool(on)))
        self.line(
            "",
            self._tray,
            tr("So that reminders come; it stays as an icon in the panel, on desktops that show such icons."),
        )

    def refresh(self) -> None:
        """Show what is chosen."""
        put_choice(self._mode, theme().mode)
        put_choice(self._scale, str(round(theme().scale * 100)))
        self._tray.setChecked(self._desk.app.machine.get("window", "close_to_tray", default=True))

    def _choose_mode(self, mode: str) -> None:
        theme().choose(mode=mode)
        self._desk.app.machine.put("window", theme=mode)

    def _choose_scale(self, percent: str) -> None:
        theme().choose(scale=int(percent) / 100)
        self._desk.app.machine.put("window", font_scale=int(percent) / 100)


class ReminderCard(SettingCard):
    """When, whose clock, to whom."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            tr("Reminders"), tr("Deadlines three days before and on the day; interviews a day and two hours before.")
        )
        self._desk = desk
        self._zone = entry(tr("As this computer (default)"))
        self._desk.live.then(desk.app.runner.start("list", _zones), self._offer, owner=self)
        self._time, self._to, self._many = (
            entry(REMINDER_TIME.default),
            entry(tr("The e-mail of your profile")),
            entry(DIGEST.default),
        )
        lines = (
            (ZONE, tr("Your time zone"), self._zone, ""),
            (REMINDER_TIME, tr("Every day at"), self._time, tr("Your time; 09:00 unless you say otherwise.")),
            (REMINDER_TO, tr("Send them to"), self._to, ""),
            (
                DIGEST,
                tr("One letter for many, from"),
                self._many,
                tr("That many deadlines of one day come in one letter."),
            ),
        )
        self._fields = {}
        for known, name, line, below in lines:
            shown = self.line(name, line, below)
            self._fields[known.key] = (line, shown)
            line.editingFinished.connect(lambda key=known.key: self._keep(key))
        self._here = button(tr("Send them from this laptop"))
        self._here.clicked.connect(self._send_from_here)
        self._sender = self.line(tr("Which laptop sends"), self._here)

    def refresh(self) -> None:
        """Show what is chosen; an empty line means the default."""
        work = self._desk.work
        for key, (line, _) in self._fields.items():
            held = setting(work, key)
            if not line.hasFocus():
                line.setText("" if held == ZONE.default and key == ZONE.key else held)
        self._fields[ZONE.key][1].right(tr("This computer is in {zone}.", zone=system_zone()))
        mailer = mailing.mailer(work)
        here = mailer == work.identity.device
        self._here.setVisible(not here)
        self._sender.right(
            tr("This one does.")
            if here
            else tr("Another one does.")
            if mailer
            else tr("None yet; set a mail account below.")
        )

    def _offer(self, zones: list[str]) -> None:
        offered = QCompleter(zones, self)
        offered.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        offered.setFilterMode(Qt.MatchFlag.MatchContains)
        self._zone.setCompleter(offered)

    def _keep(self, key: str) -> None:
        line, shown = self._fields[key]
        if line.text().strip() == setting(self._desk.work, key):
            return
        if self._desk.do(verbs.choose, self._desk.work, key, line.text(), wrong=shown.wrong) is not None:
            shown.right(tr("Saved."))

    def _send_from_here(self) -> None:
        self._desk.do(mailing.send_from_here, self._desk.work)
        self.refresh()


class SampleCard(SettingCard):
    """The sample: look at it, leave it; it is seen only while there is one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(tr("Sample data"), tr("Made-up people and jobs, kept apart from yours."))
        self._desk = desk
        self._go = button("")
        self._go.clicked.connect(lambda: desk.begin("leave" if desk.app.in_sample else "sample"))
        self.row(self._go)

    def refresh(self) -> None:
        """Say what the button does."""
        inside = self._desk.app.in_sample
        self._go.setText(tr("Remove the sample and go back to yours") if inside else tr("See it with sample data"))


def said(shown: QWidget) -> str:
    """Gather every word of a card: its labels, buttons, choices and the names of its fields."""
    parts = [one.text() for one in shown.findChildren(QLabel)]
    parts += [one.text() for one in shown.findChildren(QAbstractButton)]
    parts += [box.itemText(at) for box in shown.findChildren(QComboBox) for at in range(box.count())]
    parts += [one.accessibleName() for one in shown.findChildren(QWidget)]
    return " ".join(parts).casefold()


CARDS: dict[str, Callable[[Desk], "Card"]] = {
    "look": LookCard,
    "reminders": ReminderCard,
    "mail": MailCard,
    "stages": StagesCard,
    "sharing": SharingCard,
    "backups": BackupCard,
    "links": LinksCard,
    "sample": SampleCard,
}
Card = LinksCard | LookCard | StagesCard | ReminderCard | MailCard | SharingCard | BackupCard | SampleCard


def _zones() -> list[str]:
    """List the zones people choose from; it reads some hundred files, so not in the UI thread."""
    return sorted(name for name in available_timezones() if "/" in name)
