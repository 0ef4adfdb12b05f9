"""Backups: all of them, what each was found to be, and the ways back: restore one, or start over."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ats_desktop.errors import AtsError
from ats_desktop.services import restoring, transfer, upkeep
from ats_desktop.store import backup
from ats_desktop.store.backup import Backup
from ats_desktop.ui.pages.page import Desk, Page
from ats_desktop.ui.tables import Column, RowsTable
from ats_desktop.ui.theme import ROOM, SNUG, TIGHT, WIDE, button, label
from ats_desktop.ui.widgets.backupcard import size_words, when, why_words
from ats_desktop.ui.widgets.blank import Blank
from ats_desktop.ui.words import tr

R = TypeVar("R")


class BackupsPage(Page):
    """The list, and above it what is being asked: before anything goes back in time, a person says yes."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._found: dict[str, Backup] = {}
        self._newest = label("", tone="muted", wrap=True)
        self.now, self.verify = button(tr("Back up now"), "primary"), button(tr("Verify now"))
        self.restore, self.over = button(tr("Restore ...")), button(tr("Start over ..."), "danger")
        self.folder, self.out = button(tr("Open folder")), button(tr("Export ..."))
        self.out.setToolTip(tr("Everything as spreadsheets, to take elsewhere"))
        self.asking, self.deciding = Asking(), Asking()
        self.table = RowsTable(tr("Backups"), _columns())
        self._blank = Blank(
            "backup",
            tr("Not backed up yet"),
            tr("It happens by itself half an hour after the first change, and before anything large."),
            tr("Back up now"),
        )
        self._blank.pressed.connect(self._back_up)
        self._place = label("", "caption", tone="muted", wrap=True)
        self._lay()
        self._connect()

    def _lay(self) -> None:
        note = tr("Made by themselves after every half hour of change; each is opened and checked before it counts.")
        self.layout_.addWidget(
            self.heading(tr("Backups"), note=note, actions=(self.out, self.folder, self.over, self.now))
        )
        self.layout_.addWidget(self.deciding)
        self.layout_.addWidget(self.asking)
        self._listed = QWidget()
        row = QHBoxLayout(self._listed)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(TIGHT)
        row.addWidget(self._newest, 1)
        row.addWidget(self.verify)
        row.addWidget(self.restore)
        self.layout_.addWidget(self._listed)
        self.layout_.addWidget(self.table, 1)
        self.layout_.addWidget(self._blank, 1)
        self._blank.hide()
        self.layout_.addWidget(self._place)

    def _connect(self) -> None:
        self.now.clicked.connect(self._back_up)
        self.verify.clicked.connect(self._verify)
        self.restore.clicked.connect(self._ask_to_restore)
        self.over.clicked.connect(self._ask_to_start_over)
        self.folder.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.desk.app.backups))))
        self.out.clicked.connect(self.export)
        words = tr("Export everything")
        self.desk.actions.add("backups.export", words, self.export, icon_name="export", page=self)
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(lambda _: self._ask_to_restore())

    def refresh(self) -> None:
        folder = self.desk.app.backups
        self._place.setText(tr("They are in {folder}.", folder=folder))
        listed = self.desk.app.runner.start("count", lambda: backup.listed(folder))
        self.desk.live.then(listed, self._show, self.desk.tell, owner=self)
        self._decide()

    def _show(self, found: Sequence[Backup]) -> None:
        self._found = {one.name: one for one in found}
        checked = next((one.verified_at for one in found if one.verified_at), None)
        self._blank.setVisible(not found)
        for part in (self._listed, self.table, self.now, self._place):
            part.setVisible(bool(found))
        self._newest.setText(
            tr("Backed up and verified {when}", when=when(checked))
            if checked
            else tr("Not backed up yet; it happens by itself half an hour after the first change.")
        )
        self.table.show_keys(list(self._found), lambda names: {name: self._found.get(name) for name in names})
        if found and not self.table.selected():
            self.table.select_keys([found[0].name], found[0].name)
        self._choose()

    def _choose(self) -> None:
        one = self._chosen()
        self.verify.setEnabled(one is not None)
        self.restore.setEnabled(one is not None)

    def _chosen(self) -> Backup | None:
        names = self.table.selected()
        return self._found.get(names[0]) if len(names) == 1 else None

    # --- what is done ---

    def _run(self, job: Callable[[], R], done: Callable[[R], object]) -> None:
        """Do what takes long on its lane; meanwhile nothing else is begun."""
        self._busy(busy=True)
        self.desk.live.then(self.desk.app.runner.start("disk", job), done, self._failed, owner=self)

    def _busy(self, *, busy: bool) -> None:
        for one in (self.now, self.verify, self.restore, self.over, self.out):
            one.setEnabled(not busy)

    def _failed(self, error: AtsError) -> None:
        self._busy(busy=False)
        self.desk.tell(error)
        self.news()

    def _done(self, said: str) -> None:
        self._busy(busy=False)
        self.desk.say(said)
        self.news()

    def _back_up(self) -> None:
        app = self.desk.app
        self._run(lambda: upkeep.back_up(app.work, app.backups), lambda _: self._done(tr("Backed up and verified.")))

    def _verify(self) -> None:
        one, folder = self._chosen(), self.desk.app.backups
        if one is not None:
            self._run(lambda: backup.verify(folder, one.name), lambda _: self._done(tr("It is whole.")))

    def export(self) -> None:
        """Ask where to, and write everything into a folder of its own there."""
        chosen = QFileDialog.getExistingDirectory(self, tr("Where the folder with everything is put"), str(Path.home()))
        if not chosen:
            return
        work = self.desk.app.work
        folder = Path(chosen) / f"ATS Desktop {work.now().astimezone():%Y-%m-%d}"
        self._run(partial(transfer.export, work, folder), self._exported)

    def _exported(self, made: transfer.Exported) -> None:
        rows = _rows(made.rows)
        self._done(tr("{rows} in {n} files: {folder}", rows=rows, n=len(made.files), folder=str(made.folder)))

    def _ask_to_restore(self) -> None:
        one = self._chosen()
        if one is None:
            return
        work = self.desk.work
        told = tr(
            "Now: last changed {now}, {rows}. That is saved first and stays on this computer; nothing is deleted.",
            now=when(upkeep.last_changed(work)),
            rows=_rows(restoring.rows_in(work)),
        )
        title = tr("Go back to {when}, {rows}?", when=when(one.at), rows=_rows(one.rows))
        self.asking.ask(title, told, (tr("Restore"), lambda: self._restore(one.name)), (tr("Cancel"), self.asking.hide))

    def _ask_to_start_over(self) -> None:
        told = tr("What you have now is saved first and stays on this computer; you can restore it here at any time.")
        start = (tr("Start over"), self._start_over)
        self.asking.ask(tr("Start over with nothing in it?"), told, start, (tr("Cancel"), self.asking.hide))

    def _restore(self, name: str) -> None:
        self.asking.hide()
        app = self.desk.app
        self._run(lambda: app.restore(name), lambda _: self._moved(tr("Restored. What was open before is saved too.")))

    def _start_over(self) -> None:
        self.asking.hide()
        said = tr("Begun anew. What was here before is saved: it is listed here.")
        self._run(self.desk.app.reset, lambda _: self._moved(said))

    def _moved(self, said: str) -> None:
        self._busy(busy=False)
        self.desk.moved()
        self.desk.say(said)

    # --- for whom ---

    def _decide(self) -> None:
        """Ask for whom a restored copy of a shared workspace is, until that is said."""
        if not restoring.is_detached(self.desk.work):
            self.deciding.hide()
            return
        damaged = self.desk.app.damage is not None  # the file that was connected is gone: the copy takes its place
        self.deciding.ask(
            tr("This restored copy is not connected to the others. For whom is it?"),
            tr("For everyone: it is connected again, and what the others wrote since is merged into it.")
            if damaged
            else tr("For everyone: what it says differently is written for all; what was made since stays."),
            (tr("For everyone"), self._for_everyone),
            (tr("For this computer only"), self._for_here),
        )

    def _for_everyone(self) -> None:
        def given(differed: int) -> None:
            self._moved(tr("{rows} differed; on the way to the others.", rows=_rows(differed)))

        self._run(self.desk.app.give_to_everyone, given)

    def _for_here(self) -> None:
        self.desk.do(restoring.keep_here, self.desk.work)
        self._moved(tr("It stays on this computer, connected to nobody."))


class Asking(QFrame):
    """A question in a card: a sentence, a second one, and two answers."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", "yes")
        self._title, self._told = label("", "strong", wrap=True), label("", tone="muted", wrap=True)
        self.yes, self.other = button("", "primary"), button("")
        self._answers: tuple[Callable[[], object], Callable[[], object]] = (self.hide, self.hide)
        self.yes.clicked.connect(lambda: self._answer(0))
        self.other.clicked.connect(lambda: self._answer(1))
        row = QHBoxLayout()
        row.setSpacing(TIGHT)
        row.addWidget(self.yes)
        row.addWidget(self.other)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, ROOM, WIDE, ROOM)
        column.setSpacing(SNUG)
        for made in (self._title, self._told):
            column.addWidget(made)
        column.addLayout(row)
        self.hide()

    def ask(
        self, title: str, told: str, yes: tuple[str, Callable[[], object]], other: tuple[str, Callable[[], object]]
    ) -> None:
        """Ask; the first answer has the focus."""
        self._title.setText(title)
        self._told.setText(told)
        self.yes.setText(yes[0])
        self.other.setText(other[0])
        self._answers = (yes[1], other[1])
        self.setAccessibleName(title)
        self.show()
        self.yes.setFocus()

    def _answer(self, which: int) -> None:
        self._answers[which]()


def _rows(many: int) -> str:
    return tr("1 row") if many == 1 else tr("{n} rows", n=f"{many:,}")


def _columns() -> list[Column]:
    return [
        Column("at", tr("When"), lambda one: when(one.at), 18, sorts=False),
        Column("why", tr("Why"), lambda one: why_words(one.why), 28, sorts=False),
        Column("rows", tr("Rows"), lambda one: f"{one.rows:,}", 10, sorts=False, right=True),
        Column("size", tr("Size"), lambda one: size_words(one.size), 10, sorts=False, right=True),
        Column("verified", tr("Checked"), _checked, 24, sorts=False, tone=_tone),
    ]


def _checked(one: Backup) -> str:
    at: datetime | None = one.verified_at
    return tr("✓ verified {when}", when=when(at)) if at else tr("not whole")


def _tone(one: Backup) -> str:
    return "good" if one.verified else "danger"
