"""Import: choose a file, see row by row what would happen, then let it happen as one step that can be undone."""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout

from ats_desktop.domain.catalog import BY_TABLE
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.errors import AtsError
from ats_desktop.services import transfer
from ats_desktop.services.transfer import Report
from ats_desktop.services.weighing import Fate, Line
from ats_desktop.ui.pages.page import Desk, Page
from ats_desktop.ui.tables import Column, RowsTable
from ats_desktop.ui.theme import HAIR, SNUG, TIGHT, WIDE, button, card, label
from ats_desktop.ui.words import tr

_FILES = "*.zip *.csv *.tsv *.txt *.json"
_TONES = {Fate.NEW: "good", Fate.CHANGED: "accent", Fate.SKIPPED: "warn"}
_FATES = {
    Fate.NEW: "{n} new",
    Fate.CHANGED: "{n} filled in",
    Fate.SAME: "{n} here already",
    Fate.SKIPPED: "{n} left out",
}
_SHOWN_NOTES = 6


class ImportPage(Page):
    """A file, what it would do, and the button that does it."""

    watches: ClassVar[frozenset[type[JobOpportunity] | str]] = frozenset({"imported"})  # nothing: a page for one file

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._file: Path | None = None
        self.report: Report | None = None
        self.setAcceptDrops(True)
        self._title = label(tr("Bring in what you have"), "title")
        self._words = label(
            tr("A LinkedIn data export (zip), a spreadsheet saved as CSV, or JSON Resume. Drop it here, or choose it."),
            tone="muted",
            wrap=True,
        )
        self._notes = label("", "caption", tone="muted", wrap=True)
        self._notes.hide()
        self.choose, self.go = button(tr("Choose a file ...")), button(tr("Import"), "primary")
        self.choose.clicked.connect(self._ask)
        self.go.clicked.connect(self._import)
        self.go.hide()
        self.table = RowsTable(tr("What would happen"), _columns())
        self.table.hide()
        self._lay()

    def _lay(self) -> None:
        top = card()
        words = QVBoxLayout()
        words.setSpacing(HAIR)
        words.addWidget(self._title)
        words.addWidget(self._words)
        words.addWidget(self._notes)
        row = QHBoxLayout(top)
        row.setContentsMargins(WIDE, WIDE, WIDE, WIDE)
        row.setSpacing(SNUG)
        row.addLayout(words, 1)
        row.addWidget(self.choose)
        row.addWidget(self.go)
        self.layout_.addWidget(self.heading(tr("Import")))
        self.layout_.addWidget(top)
        self.layout_.addSpacing(TIGHT)
        self.layout_.addWidget(self.table, 1)
        self.layout_.addStretch(0)

    def open(self, row: str) -> None:
        """Look at a file by its path."""
        if row:
            self.look(Path(row))

    def look(self, path: Path) -> None:
        """Say what importing a file would do; nothing is written."""
        self._file, self.report = path, None
        self._wait(tr("Reading {name} ...", name=path.name))
        work = self.desk.work
        planned = self.desk.app.runner.start("disk", lambda: transfer.plan(work, path))
        self.desk.live.then(planned, self._planned, self._failed, owner=self)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            self.look(files[0])

    def _ask(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, tr("Choose a file"), str(Path.home()), f"{tr('Files')} ({_FILES})")
        if name:
            self.look(Path(name))

    def _import(self) -> None:
        path = self._file
        if path is None:
            return
        self._wait(tr("Importing {name} ...", name=path.name))
        work, backups = self.desk.work, self.desk.app.backups
        done = self.desk.app.runner.start("disk", lambda: transfer.import_file(work, path, backups=backups))
        self.desk.live.then(done, self._imported, self._failed, owner=self)

    def _planned(self, report: Report) -> None:
        self.report = report
        self._title.setText(summed(report))
        self._words.setText(
            tr("{name}, read as {kind}. Nothing is written yet.", name=report.title, kind=report.format or tr("a list"))
        )
        self._show_notes(report)
        self._show_lines(report.lines)
        self.choose.setEnabled(True)
        self.go.setVisible(bool(report.count(Fate.NEW) + report.count(Fate.CHANGED)))
        self.go.setEnabled(True)
        self.go.setFocus()

    def _imported(self, report: Report) -> None:
        self._title.setText(tr("Done: {summed}", summed=summed(report)))
        self._words.setText(tr("Importing the same file again would add nothing."))
        self._show_lines(report.lines)
        self.go.hide()
        self.choose.setEnabled(True)
        self.desk.say(tr("Imported {name}", name=report.title), undo=True)

    def _failed(self, error: AtsError) -> None:
        self._title.setText(error.title)
        self._words.setText(error.advice)
        self._notes.hide()
        self.table.hide()
        self.go.hide()
        self.choose.setEnabled(True)

    def _wait(self, words: str) -> None:
        self._title.setText(words)
        self._words.setText("")
        self.choose.setEnabled(False)
        self.go.setEnabled(False)

    def _show_notes(self, report: Report) -> None:
        said = [" ".join(part for part in (note.place, note.text) if part) for note in report.notes]
        more = [tr("and {n} more remarks", n=len(said) - _SHOWN_NOTES)] if len(said) > _SHOWN_NOTES else []
        self._notes.setText("\n".join(said[:_SHOWN_NOTES] + more))
        self._notes.setVisible(bool(said))

    def _show_lines(self, lines: Sequence[Line]) -> None:
        self.table.show_keys(range(len(lines)), lambda wanted: {at: lines[at] for at in wanted})
        self.table.setVisible(bool(lines))


def summed(report: Report) -> str:
    """Say in one line what becomes of the rows."""
    parts = [tr(words, n=f"{report.count(fate):,}") for fate, words in _FATES.items() if report.count(fate)]
    return " · ".join(parts) or tr("There is nothing in it to import")


def _columns() -> list[Column]:
    return [
        Column("title", tr("What"), lambda line: str(line.title), 34, sorts=False),
        Column(
            "noun",
            tr("Kind"),
            lambda line: BY_TABLE[line.table].title if line.table in BY_TABLE else line.table,
            18,
            sorts=False,
        ),
        Column("fate", tr("Becomes"), _fate, 12, sorts=False, tone=lambda line: _TONES.get(line.fate, "muted")),
        Column("reason", tr("Why"), lambda line: str(line.reason), 40, sorts=False),
        Column("place", tr("Where in the file"), lambda line: str(line.place), 20, sorts=False),
    ]


def _fate(line: Line) -> str:
    return tr({Fate.NEW: "new", Fate.CHANGED: "filled in", Fate.SAME: "here already"}.get(line.fate, "left out"))
