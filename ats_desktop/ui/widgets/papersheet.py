"""A sheet of paper to look at before it is saved or printed.

Why:    what is saved, shown and printed is one and the same file, so none of them surprises.
Shape:  sheet = PaperSheet(page, tr("Résumé"), "Ada Example.pdf")
        sheet.draw(lambda: paper.draw_resume(work))     # on a lane; the pages appear when they are there
        sheet.open()
"""

from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ats_desktop.errors import PARTS, AtsError, border
from ats_desktop.services.paper import keep_as
from ats_desktop.ui.pages.page import Page
from ats_desktop.ui.pdf import pages
from ats_desktop.ui.theme import ROOM, SNUG, TIGHT, WIDE, button, label, theme
from ats_desktop.ui.words import told, tr

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

PAGE_WIDTH, LANE = 720, "paper"  # pixels
PRINTED_WIDTH = 1_654  # pixels: 200 to the inch of A4
_SIZE, _EDGE = (PAGE_WIDTH + 110, 860), 80  # pixels; the edge is left of the screen


class PaperSheet(QDialog):
    """The pages, and what can be done with them."""

    def __init__(self, page: Page, title: str, filename: str) -> None:
        super().__init__(page.window())
        self._desk, self._filename = page.desk, filename
        self.pdf = b""
        self._shown: list[QLabel] = []
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        theme().dress(self)
        self._save, self._print = button(tr("Save as ..."), "primary"), button(tr("Print ..."))
        self._save.clicked.connect(self.save)
        self._print.clicked.connect(self.preview)
        self._said = label(tr("One moment ..."), tone="muted", wrap=True)
        self._lay(title)
        self._ready(False)
        self._fit()

    def _lay(self, title: str) -> None:
        top = QHBoxLayout()
        top.setSpacing(TIGHT)
        top.addWidget(label(title, "title"), 1)
        for widget in (*self.more(), self._print, self._save):
            top.addWidget(widget)
        self._pages = QVBoxLayout()
        self._pages.setSpacing(ROOM)
        self._pages.addWidget(self._said)
        self._pages.addStretch(1)
        inside = QWidget()
        inside.setLayout(self._pages)
        self.paper = QScrollArea()
        self.paper.setWidgetResizable(True)
        self.paper.setAccessibleName(tr("Pages"))
        self.paper.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, WIDE, WIDE, WIDE)
        column.setSpacing(SNUG)
        column.addLayout(top)
        if (below := self.below()) is not None:
            column.addWidget(below)
        column.addWidget(self.paper, 1)

    def more(self) -> tuple[QWidget, ...]:
        """Give what else can be done, beside saving and printing."""
        return ()

    def below(self) -> QWidget | None:
        """Give what stands between the title and the pages."""
        return None

    def _fit(self) -> None:
        """Be as large as a page is, where the screen has room for it."""
        room = self.screen().availableSize()
        self.resize(min(_SIZE[0], room.width() - _EDGE), min(_SIZE[1], room.height() - _EDGE))

    def draw(self, job: Callable[[], bytes]) -> None:
        """Have the paper made on a lane, and show it."""
        self._ready(False)
        width = int(min(PAGE_WIDTH, self.width() - _EDGE) * self.devicePixelRatioF())

        def made() -> tuple[bytes, list[QImage]]:
            pdf = job()
            return pdf, pages(pdf, width=width)

        self._desk.live.then(self._desk.app.runner.start(LANE, made), self._show, self._failed, owner=self)

    def save(self) -> None:
        """Ask where to, and write the file."""
        asked = tr("Save as")
        name, _ = QFileDialog.getSaveFileName(self, asked, str(Path.home() / self._filename), "PDF (*.pdf)")
        if name:
            self.keep(Path(name), self.pdf)

    def keep(self, path: Path, content: bytes, ending: str = ".pdf") -> None:
        """Write a file, and say so or what went wrong; a name without its ending is given it, over no other file."""
        if path.suffix.casefold() != ending:
            path = _free(path.with_name(path.name + ending))
        try:
            keep_as(path, content)
        except AtsError as error:
            self._failed(error)
            return
        self._desk.say(tr("Saved {name}", name=path.name))
        self.accept()

    def preview(self) -> None:
        """Draw the pages sharply on a lane, then show how they will be printed."""
        self._ready(False)
        drawn = self._desk.app.runner.start(LANE, lambda: pages(self.pdf, width=PRINTED_WIDTH))
        self._desk.live.then(drawn, self._preview, self._failed, owner=self)

    def _preview(self, drawn: list[QImage]) -> None:
        self._ready(True)
        try:
            with border(PARTS):
                from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
        except AtsError as error:
            self._failed(error)
            return
        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)  # kept: the preview only borrows it
        self._printer.setDocName(Path(self._filename).stem)
        shown = QPrintPreviewDialog(self._printer, self)
        shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        shown.setWindowTitle(tr("Print"))
        shown.paintRequested.connect(lambda paper: print_pages(paper, drawn))
        for one in shown.findChildren(QToolButton):  # Qt leaves them to the mouse alone
            one.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        shown.open()

    def _show(self, made: tuple[bytes, list[QImage]]) -> None:
        self.pdf, drawn = made
        self._clear()
        for number, picture in enumerate(drawn, 1):
            self._pages.insertWidget(
                self._pages.count() - 1, self._page(picture, number), 0, Qt.AlignmentFlag.AlignHCenter
            )
        self._ready(True)
        self._save.setFocus()

    def _page(self, picture: QImage, number: int) -> QLabel:
        shown = QPixmap.fromImage(picture)
        shown.setDevicePixelRatio(self.devicePixelRatioF())
        made = QLabel()
        made.setPixmap(shown)
        made.setAccessibleName(tr("Page {n}", n=number))
        made.setProperty("paper", "yes")
        return made

    def _clear(self) -> None:
        self._said.hide()
        for page in self._shown:
            page.deleteLater()
        self._shown = []

    def _failed(self, error: AtsError) -> None:
        self._said.setText(f"{told(error.title)}\n{told(error.advice)}")
        self._said.show()
        self.paper.ensureVisible(0, 0)
        self._ready(bool(self.pdf))

    def _ready(self, ready: bool) -> None:  # noqa: FBT001 - as setEnabled takes it
        for one in self.findChildren(QPushButton):
            one.setEnabled(ready)


def _free(path: Path) -> Path:
    """Give this name, or one with a number where there is a file of it: nobody was asked about that one."""
    if not path.exists():
        return path
    return next(one for at in count(2) if not (one := path.with_stem(f"{path.stem} ({at})")).exists())


def print_pages(printer: "QPrinter", drawn: list[QImage]) -> None:
    """Print pictures of pages, a sheet each, as large as the paper lets them be."""
    painter = QPainter(printer)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    for at, picture in enumerate(drawn):
        if at:
            printer.newPage()
        room = painter.viewport()
        size = picture.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        painter.drawImage(QRect(room.topLeft(), size), picture)
    painter.end()
