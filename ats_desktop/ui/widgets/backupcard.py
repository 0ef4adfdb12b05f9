"""Backups as a person sees them: when the newest was made and checked, all of them, and one more on request."""

from datetime import datetime

from ats_desktop.errors import AtsError
from ats_desktop.services import upkeep
from ats_desktop.store import backup
from ats_desktop.store.backup import Backup
from ats_desktop.ui.days import short_time
from ats_desktop.ui.pages.page import Desk
from ats_desktop.ui.theme import TIGHT, button, label
from ats_desktop.ui.widgets.lines import Line, Lines
from ats_desktop.ui.widgets.settingcards import SettingCard
from ats_desktop.ui.words import tr

SHOWN = 8
_MEGA = 1_000_000
_WHY = {
    "half hour": "after changes",
    "by hand": "by hand",
    "before-upgrade": "before a new version",
    "before import": "before an import",
    "before-import": "before an import",
    "before restore": "before a backup was restored",
    "before reset": "before starting over",
    "restored": "just restored",
    "begun anew": "a new beginning",
    "rescued": "saved from a damaged file",
}


class BackupCard(SettingCard):
    """The copies, and a button for one more."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(tr("Backups"), tr("Every half hour of change, opened and checked before it counts."))
        self._desk = desk
        self._newest = label("", "strong", wrap=True)
        self._place = label("", "caption", tone="muted", wrap=True)
        self._lines = Lines(tr("Backups"))
        self._now = button(tr("Back up now"))
        self._now.clicked.connect(self._back_up)
        self.column.addWidget(self._newest)
        self.column.addWidget(self._lines)
        self.column.addSpacing(TIGHT)
        self._all = button(tr("All backups, restore, start over"), "link")
        self._all.clicked.connect(lambda: desk.go("backups"))
        self._bin = button(tr("Open the bin"), "link")
        self._bin.clicked.connect(lambda: desk.go("bin"))
        self.row(self._now, self._all, self._bin)
        self.column.addWidget(self._place)

    def refresh(self) -> None:
        """List the copies, on a lane."""
        folder = self._desk.app.backups
        self._place.setText(tr("They are in {folder}.", folder=folder))
        found = self._desk.app.runner.start("count", lambda: backup.listed(folder))
        self._desk.live.then(found, self._show, self._desk.tell, owner=self)

    def _show(self, found: list[Backup]) -> None:
        checked = next((one for one in found if one.verified_at is not None), None)
        self._newest.setText(
            tr("Backed up and verified {when}", when=when(checked.verified_at))
            if checked and checked.verified_at
            else tr("Not backed up yet; it happens by itself half an hour after the first change.")
        )
        self._lines.show_lines([_line(one) for one in found[:SHOWN]])
        self._lines.setVisible(bool(found))

    def _back_up(self) -> None:
        app = self._desk.app
        self._now.setEnabled(False)
        made = app.runner.start("disk", lambda: upkeep.back_up(app.work, app.backups))
        self._desk.live.then(made, lambda _: self._done(), self._failed, owner=self)

    def _done(self) -> None:
        self._now.setEnabled(True)
        self.refresh()

    def _failed(self, error: AtsError) -> None:
        self._now.setEnabled(True)
        self._desk.tell(error)


def when(at: datetime) -> str:
    """Say a time of today by its clock, an older one by its day too."""
    return short_time(at, datetime.now().astimezone())


def why_words(why: str) -> str:
    """Say why a backup was made."""
    return tr(_WHY.get(why, why.replace("-", " ")))


def size_words(size: int) -> str:
    """Say how large a backup is."""
    return tr("{size} MB", size=f"{max(size / _MEGA, 0.1):.1f}")


def _line(one: Backup) -> Line:
    note = " · ".join((why_words(one.why), tr("{n} rows", n=f"{one.rows:,}"), size_words(one.size)))
    said, tone = (tr("verified"), "good") if one.verified else (tr("not whole"), "danger")
    return Line(one.name, when(one.at), note, said, tone, "backup")
