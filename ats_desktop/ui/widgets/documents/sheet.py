"""One document: its versions, what is in the one that is chosen, and what changed since another."""

from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ats_desktop.domain.differences import differences
from ats_desktop.domain.documents import Document, DocumentVersion
from ats_desktop.errors import AtsError
from ats_desktop.services import documents as verbs
from ats_desktop.store.reads.documents import Numbered, versions_of
from ats_desktop.store.reads.today import setting
from ats_desktop.ui.days import short_day, zone_of
from ats_desktop.ui.editors import word_label
from ats_desktop.ui.forms import Form
from ats_desktop.ui.pages.page import Desk
from ats_desktop.ui.theme import ROOM, SNUG, TIGHT, WIDE, button, label
from ats_desktop.ui.widgets.box import Box
from ats_desktop.ui.widgets.documents.changes import Changes
from ats_desktop.ui.widgets.flow import Flow
from ats_desktop.ui.widgets.lines import Line, Lines
from ats_desktop.ui.widgets.paperview import PaperView
from ats_desktop.ui.words import explained, tr

_KILO = 1024


class DocumentSheet(QFrame):
    """The document that is open."""

    version_asked = Signal(str)  # a file is to be chosen for this document
    gone = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._document: Document | None = None
        self._versions: list[Numbered] = []
        self._chosen = ""
        self.setProperty("card", "yes")
        self._title = label("", "title", wrap=True)
        self._usual = button(tr("Make it the usual one"))
        self._usual.clicked.connect(self._make_usual)
        again = button(tr("Add a version"), "primary")
        again.clicked.connect(self._ask_version)
        remove = button(tr("Remove"), "danger")
        remove.clicked.connect(self._remove)
        named = Document.noun.by_name
        self.form = Form(desk, Document, [named["name"], named["kind"]])
        self.lines = Lines(tr("Versions"))
        self.lines.opened.connect(self._choose)
        self._outside, self._copy = button(tr("Open outside")), button(tr("Save a copy"))
        self._outside.clicked.connect(self._open_outside)
        self._copy.clicked.connect(self._save_copy)
        self.against = Box()
        self.against.setAccessibleName(tr("Compare with"))
        self.against.activated.connect(lambda _: self._show_chosen())
        self._views = QStackedWidget()
        self.paper, self.changes = PaperView(desk), Changes()
        self._views.addWidget(self.paper)
        self._views.addWidget(self.changes)
        self._lay(again, remove)

    def _lay(self, again: QPushButton, remove: QPushButton) -> None:
        head = QFrame()
        flow = Flow(head, TIGHT)
        for one in (again, self._usual, remove):
            flow.addWidget(one)
        tools, compared = QWidget(), QWidget()
        beside = QHBoxLayout(compared)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(TIGHT)
        self._compared = label(tr("Compare with"), "caption", tone="muted")
        self._compared.setBuddy(self.against)
        beside.addWidget(self._compared)
        beside.addWidget(self.against)
        row = Flow(tools, TIGHT)
        for tool in (self._outside, self._copy, compared):
            row.addWidget(tool)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(WIDE, ROOM, WIDE, ROOM)
        whole.setSpacing(SNUG)
        whole.addWidget(self._title)
        whole.addWidget(head)
        whole.addWidget(self.form)
        whole.addWidget(self.lines)
        whole.addWidget(tools)
        whole.addWidget(self._views, 1)

    # What is shown

    def open(self, document: Document, version: str = "") -> None:
        """Show a document; a version of it, or the newest."""
        other = self._document is None or self._document.id != document.id
        self._document = document
        self._title.setText(document.name)
        self.form.open(document)
        self._usual.setVisible(not document.is_default)
        self._versions = versions_of(self._desk.work, document.id)
        known = {one.version.id for one in self._versions}
        fresh = self._versions[0].version.id if self._versions else ""
        grown = not other and self.lines.lines and fresh not in {line.key for line in self.lines.lines}
        if version in known:
            self._chosen = version
        elif other or grown or self._chosen not in known:
            self._chosen = fresh
        self._show_lines()
        self._show_against()
        self._show_chosen()

    def _show_lines(self) -> None:
        work = self._desk.work
        zone = zone_of(setting(work, "zone"))
        today = work.now().astimezone(zone).date()
        lines = []
        for one in self._versions:
            day = short_day(one.at.astimezone(zone).date(), today) if one.at else ""
            lines.append(version_line(one, day, chosen=one.version.id == self._chosen))
        self.lines.show_lines(lines)

    def _show_against(self) -> None:
        wanted = [(tr("Nothing"), "")]
        wanted += [(_number(one), one.version.id) for one in self._versions if one.version.id != self._chosen]
        there = [(self.against.itemText(at), self.against.itemData(at)) for at in range(self.against.count())]
        if wanted != there:
            self.against.clear()
            for words, row in wanted:
                self.against.addItem(words, row)
        for one in (self.against, self._compared):
            one.setVisible(len(wanted) > 1)

    def _show_chosen(self) -> None:
        found = self.version()
        self._outside.setEnabled(bool(found and found.sha256))
        self._copy.setEnabled(bool(found and found.sha256))
        other = next((one for one in self._versions if one.version.id == self.against.currentData()), None)
        if found is None:
            self._views.setCurrentWidget(self.paper)
            self.paper.show_words(tr("Only its name is known. Add the file, and it is kept as it was sent."))
        elif other is not None:
            self._compare(other, found)
        else:
            self._views.setCurrentWidget(self.paper)
            self._preview(found)

    def _compare(self, other: Numbered, found: DocumentVersion) -> None:
        mine = next(one for one in self._versions if one.version.id == found.id)
        old, new = sorted((other, mine), key=lambda one: one.number)
        if not old.version.content or not new.version.content:
            self._views.setCurrentWidget(self.paper)
            self.paper.show_words(tr("The words of one of them cannot be read, so they cannot be compared."))
            return
        pieces = differences(old.version.content, new.version.content)
        if not pieces:
            self._views.setCurrentWidget(self.paper)
            self.paper.show_words(tr("Their words are the same."))
            return
        self._views.setCurrentWidget(self.changes)
        self.changes.show_pieces(pieces)

    def _preview(self, found: DocumentVersion) -> None:
        try:
            path = self._desk.work.files.path(found.sha256) if found.sha256 else None
        except AtsError as error:
            self.paper.show_words(found.content or explained(error))
            return
        if path is not None and found.filename.casefold().endswith(".pdf"):
            self.paper.show_file(path)
        else:
            self.paper.show_words(found.content or tr("No preview of this kind of file. Open it outside."))

    def version(self) -> DocumentVersion | None:
        """Give the version that is chosen."""
        return next((one.version for one in self._versions if one.version.id == self._chosen), None)

    # What is asked for

    def _choose(self, row: str) -> None:
        self._chosen = row
        self._show_lines()
        self._show_against()
        self._show_chosen()

    def _ask_version(self) -> None:
        if self._document is not None:
            self.version_asked.emit(self._document.id)

    def _make_usual(self) -> None:
        if self._document is not None and self._desk.do(verbs.make_usual, self._desk.work, self._document) is not None:
            self._desk.say(tr("This is the usual one now."), undo=True)

    def _remove(self) -> None:
        document = self._document
        if document is not None and self._desk.do(verbs.remove, self._desk.work, document):
            self._document = None
            self._desk.say(tr("Removed {what}", what=document.name), undo=True)
            self.gone.emit()

    def _open_outside(self) -> None:
        if (found := self.version()) is not None:
            open_outside(self._desk, found.sha256, found.filename)

    def _save_copy(self) -> None:
        found = self.version()
        if found is None:
            return
        where, _ = QFileDialog.getSaveFileName(self, tr("Save a copy"), found.filename)
        if where and self._desk.do(verbs.save_copy, self._desk.work, found.sha256, Path(where)) is not None:
            self._desk.say(tr("Saved."))

    def save(self) -> None:
        """Keep what was typed."""
        self.form.save()


def open_outside(desk: Desk, sha256: str, filename: str) -> None:
    """Open a kept file with whatever opens files of its kind."""
    lent = desk.do(verbs.lend, desk.work, sha256, filename)
    if lent is not None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(lent)))


def version_line(one: Numbered, day: str, *, chosen: bool) -> Line:
    """Say one version: its number, its file, how often it was sent."""
    version = one.version
    sent = tr("sent with 1 application") if one.sent == 1 else tr("sent with {n} applications", n=one.sent)
    note = " · ".join(filter(None, (version.filename or version.name, _size(version.size), sent if one.sent else "")))
    return Line(version.id, _number(one), note, day, "muted", "document", chosen)


def kind_words(document: Document) -> str:
    """Say what a document is for."""
    return tr("Résumé") if document.kind.value == "resume" else word_label(document.kind.value)


def _number(one: Numbered) -> str:
    return tr("Version {n}", n=one.number)


def _size(size: int | None) -> str:
    if not size:
        return ""
    return (
        tr("{n} kB", n=max(1, round(size / _KILO)))
        if size < _KILO * _KILO
        else tr("{n} MB", n=f"{size / _KILO / _KILO:.1f}")
    )
