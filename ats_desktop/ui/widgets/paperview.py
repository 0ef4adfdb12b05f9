"""A PDF as pictures of its pages, drawn on a lane and shown one below the other.

Why:    a PDF may hold scripts and links; a picture holds nothing but what is seen.
Shape:  view = PaperView(desk); view.show_file(path)
Units:  points of a PDF are 1/72 inch; pictures are as wide as the view, in the screen's own pixels.
"""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from ats_desktop.errors import AtsError, Borders, NotFound, Refused, border
from ats_desktop.ui.pages.page import Desk
from ats_desktop.ui.pdf import first_pages
from ats_desktop.ui.theme import SNUG, TIGHT, label
from ats_desktop.ui.words import explained, tr

MOST_PAGES = 12
MOST_BYTES = 30_000_000
LANE = "paper"
_EDGE = 24


def draw(path: Path, width: int) -> tuple[list[QImage], int]:
    """Draw the first pages of a file, and say how many there are; for a lane.

    Raises: Refused, when it is damaged, locked or too large; NotFound, when there is no such file.
    """
    gone: Borders = {
        OSError: (
            NotFound,
            tr("This file is not on this laptop."),
            tr("It comes with the next sync, or from a backup."),
        )
    }
    with border(gone):
        if path.stat().st_size > MOST_BYTES:
            raise Refused(tr("This PDF is too large to be shown."), tr("Open it outside."))
        content = path.read_bytes()
    return first_pages(content, width=width, most=MOST_PAGES)


class PaperView(QScrollArea):
    """The pages; or a sentence, where they cannot be shown."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._asked = 0  # answers to older questions are dropped
        self._path: Path | None = None
        self._drawn = 0  # the width they were drawn for
        self.setAccessibleName(tr("Preview"))
        self.setWidgetResizable(True)
        self.setProperty("clear", "card")
        self.setProperty("look", "paper")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, TIGHT, 0)
        self._column.setSpacing(SNUG)
        self.setWidget(inside)
        self.pages: list[QLabel] = []
        self.said = label("", tone="muted", wrap=True)
        self._column.addWidget(self.said)
        self._column.addStretch(1)

    def show_file(self, path: Path) -> None:
        """Draw a file, and show it when it is drawn."""
        self._path, self._drawn = path, self.viewport().width()
        self._asked += 1
        asked, width = self._asked, max(200, int((self._drawn - _EDGE) * self.devicePixelRatioF()))
        self._empty(tr("One moment ...") if not self.pages else "")
        future = self._desk.app.runner.start(LANE, lambda: draw(path, width))
        self._desk.live.then(
            future, lambda found: self._show(asked, *found), lambda error: self._fail(asked, error), owner=self
        )

    def show_words(self, words: str) -> None:
        """Show a text instead of pages."""
        self._asked += 1
        self._path = None
        self._empty(words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw anew where the width became another by much."""
        super().resizeEvent(event)
        if self._path is not None and self.pages and abs(self.viewport().width() - self._drawn) > self._drawn // 5:
            self.show_file(self._path)

    def _show(self, asked: int, pictures: list[QImage], number: int) -> None:
        if asked != self._asked:
            return
        more = number - len(pictures)
        self._empty(tr("{n} more pages. Open it outside to see them.", n=more) if more else "")
        for at, picture in enumerate(pictures, 1):
            page = QLabel()
            picture.setDevicePixelRatio(self.devicePixelRatioF())
            page.setPixmap(QPixmap.fromImage(picture))
            page.setAccessibleName(tr("Page {n} of {all}", n=at, all=number))
            self._column.insertWidget(at - 1, page, 0, Qt.AlignmentFlag.AlignHCenter)
            self.pages.append(page)

    def _fail(self, asked: int, error: AtsError) -> None:
        if asked == self._asked:
            self._empty(explained(error))

    def _empty(self, words: str) -> None:
        for page in self.pages:
            page.deleteLater()
        self.pages = []
        self.said.setText(words)
        self.said.setVisible(bool(words))
