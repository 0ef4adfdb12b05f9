"""Documents: résumés, letters and papers, each with its versions; dropped here, compared, and sent from anywhere.

Why:    a file is kept as it is and never changed, so that what was sent can be read again years later.
"""

from functools import partial
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent, QHideEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from ats_desktop.domain.documents import Document, DocumentVersion, guess_kind
from ats_desktop.domain.schema import Id
from ats_desktop.domain.submissions import Submission
from ats_desktop.errors import Refused
from ats_desktop.services import documents as verbs
from ats_desktop.store.opening import touching_files
from ats_desktop.store.reads.documents import Shelved, newest, shelf
from ats_desktop.store.reads.today import setting
from ats_desktop.store.workspace import Workspace
from ats_desktop.ui.days import short_day, zone_of
from ats_desktop.ui.pages.page import Desk, Page
from ats_desktop.ui.theme import ROOM, TIGHT, VAST, WIDE, button, card
from ats_desktop.ui.widgets.blank import Blank
from ats_desktop.ui.widgets.documents.sheet import DocumentSheet, kind_words
from ats_desktop.ui.widgets.lines import Line, Lines
from ats_desktop.ui.widgets.scrolling import scrolling
from ats_desktop.ui.widgets.top import Top
from ats_desktop.ui.words import tr

LEAST_LINES = 7
NARROW = 100  # letters; below, the document comes below the list
_PLACES = {"resume": "profile", "cover_letter": "mail", "certificate": "check", "offer_letter": "offers"}


class DocumentsPage(Page):
    """All documents at the left, the one that is open at the right."""

    watches = frozenset({Document, DocumentVersion, Submission})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._shelf: list[Shelved] = []
        self._row = ""
        self._version = ""
        self._add = button(tr("Add a file"), "primary")
        self._add.clicked.connect(lambda _=False: self.choose())
        self._top = Top(tr("Documents"), self._add)
        self.lines = Lines(tr("Documents"))
        self.lines.opened.connect(self._turn)
        self.sheet = DocumentSheet(desk)
        self.sheet.version_asked.connect(self.choose)
        self.sheet.gone.connect(self._forget)
        self._blank = Blank(
            "document",
            tr("No document yet"),
            tr("Drop your résumé here, or choose it. Every version you send is kept as it was."),
            tr("Add a file"),
            tr("See it with sample data"),
        )
        self._blank.pressed.connect(self.choose)
        self._blank.other.connect(lambda: desk.begin("sample"))
        self.setAcceptDrops(True)
        self._lay()
        desk.actions.add("documents.add", tr("Add a file"), self.choose, keys="Ctrl+N", page=self)

    def _lay(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.lines)
        column.addStretch(1)
        scroll = scrolling(inside, "card")
        listed = card()
        listed.setMinimumHeight(self.fontMetrics().lineSpacing() * LEAST_LINES)
        around = QVBoxLayout(listed)
        around.setContentsMargins(TIGHT, TIGHT, TIGHT, TIGHT)
        around.addWidget(scroll)
        both = QWidget()
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight, both)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(ROOM)
        self._across.addWidget(listed, 2)
        self._across.addWidget(self.sheet, 3)
        self._both = scrolling(both)  # large type in a low window
        self._views = QStackedWidget()
        self._views.addWidget(self._both)
        self._views.addWidget(self._blank)
        self.layout_.setContentsMargins(VAST, WIDE, VAST, WIDE)
        self.layout_.addWidget(self._top)
        self.layout_.addWidget(self._views, 1)

    # What is shown

    def open(self, row: str) -> None:
        """Show a document by its id, or by that of one of its versions; "new" asks for a file."""
        found = self.desk.work.find(DocumentVersion, row)
        self._row, self._version = (found.document, found.id) if found else (row, "")
        self.news()

    def refresh(self) -> None:
        self._shelf = shelf(self.desk.work)
        there = {one.document.id for one in self._shelf}
        if self._row not in there:
            self._row = self._shelf[0].document.id if self._shelf else ""
        self._views.setCurrentWidget(self._both if self._shelf else self._blank)
        self._add.setVisible(bool(self._shelf))
        self._show_lines()
        found = next((one.document for one in self._shelf if one.document.id == self._row), None)
        if found is not None:
            version, self._version = self._version, ""
            self.sheet.open(found, version)

    def _show_lines(self) -> None:
        work = self.desk.work
        zone = zone_of(setting(work, "zone"))
        today = work.now().astimezone(zone).date()
        lines: list[Line] = []
        kind = ""
        for one in self._shelf:
            said = kind_words(one.document)
            if said != kind:
                lines.append(Line("", said))
                kind = said
            day = short_day(one.changed_at.astimezone(zone).date(), today) if one.changed_at else ""
            lines.append(shelf_line(one, day, chosen=one.document.id == self._row))
        self.lines.show_lines(lines)

    def _turn(self, row: str) -> None:
        self.sheet.save()
        self._row = row
        self.news()

    def _forget(self) -> None:
        self._row = ""
        self.news()

    # What is asked for

    def choose(self, document: str = "") -> None:
        """Ask for files, and keep them; one file may be the next version of a document."""
        if document:
            path, _ = QFileDialog.getOpenFileName(self, tr("Add a version"))
            paths = [path] if path else []
        else:
            paths, _ = QFileDialog.getOpenFileNames(self, tr("Add a file"))
        self.take([Path(path) for path in paths], document)

    def take(self, paths: list[Path], document: str = "") -> None:
        """Keep files; each is read and written on a lane."""
        work = self.desk.work
        for path in paths:
            future = self.desk.app.runner.start("disk", partial(_kept, work, path, document))
            self.desk.live.then(future, self._taken, self.desk.tell, owner=self)

    def _taken(self, made: DocumentVersion) -> None:
        self.open(made.id)
        self.desk.say(tr("{file} is kept.", file=made.filename), undo=True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take files that are dropped here."""
        event.acceptProposedAction()
        self.take([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = event.size().width() >= NARROW * self.fontMetrics().averageCharWidth()
        self._across.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.sheet.save()


def shelf_line(one: Shelved, day: str, *, chosen: bool) -> Line:
    """Say one document: its name, whether it is the usual one, how many versions there are."""
    usual = tr("the usual one") if one.document.is_default else ""
    number = (
        tr("1 version") if one.versions == 1 else tr("{n} versions", n=one.versions) if one.versions else tr("no file")
    )
    picture = _PLACES.get(one.document.kind.value, "document")
    return Line(
        one.document.id, one.document.name, " · ".join(filter(None, (usual, number))), day, "muted", picture, chosen
    )


def _known(work: Workspace, path: Path) -> str:
    """Find the document a file is the next version of: the one of its kind whose newest file has the same name."""
    for one in work.all(Document, {"kind": guess_kind(path.name)}):
        version = newest(work, one.id)
        if version is not None and version.filename == path.name:
            return str(one.id)
    return ""


def _kept(work: Workspace, path: Path, document: str) -> DocumentVersion:
    with touching_files():
        if not path.is_file():
            raise Refused(tr("This is no file."), tr("Drop files here, not folders."))
        if path.stat().st_size > verbs.MOST_BYTES:
            raise Refused(tr("This file is larger than 50 MB."), tr("Save a smaller one, without large pictures."))
        content = path.read_bytes()
    return verbs.add_file(work, path.name, content, document=Id(document or _known(work, path)))
