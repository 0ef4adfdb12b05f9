"""Help: short pages of our own, one for each area; and what is new.

Why:    read from files that ship with the program, as Markdown without HTML: nothing is fetched, nothing runs.
"""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QKeyEvent, QTextBlockFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QVBoxLayout

from ats_desktop.shipped import shipped
from ats_desktop.ui.pages.page import Desk, Page
from ats_desktop.ui.theme import ROOM, TIGHT, WIDE, card, theme
from ats_desktop.ui.widgets.lines import Line, Lines
from ats_desktop.ui.widgets.listcards import choosing
from ats_desktop.ui.words import tr

NEWS = "changes"
LETTERS, WIDEST = 32, 92
AIRY = 135  # percent of a line
# The topics, in order of use; the name of each is the first line of its file.
TOPICS = (
    *("today", "board", "jobs", "application", "interviews", "offers", "companies", "people", "documents"),
    *("practice", "goals", "profile", "search", "import", "sharing", "reminders", "backups", "settings", "keys", NEWS),
)
ALSO = {"import": "import", "draft": "profile", "inspect": "search", "notifications": "reminders", "bin": "backups"}


class HelpPage(Page):
    """The topics at the left, one of them beside; a link goes from topic to topic."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.topic = TOPICS[0]
        self.topics = Lines(tr("Topics"))
        self.topics.opened.connect(self.open)
        self.topics.selectionModel().currentChanged.connect(self._walked)
        self.text = _Sheet()
        self.text.setAccessibleName(tr("Help"))
        self.text.anchorClicked.connect(self._follow)
        theme().changed.connect(self.news)
        self._side = choosing(self.topics)
        sheet = card()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(WIDE, ROOM, ROOM, ROOM)
        column.addWidget(self.text)
        across = QHBoxLayout()
        across.setSpacing(ROOM)
        across.addWidget(self._side)
        across.addWidget(sheet, 1)
        self.layout_.addWidget(self.heading(tr("Help")))
        self.layout_.addLayout(across, 1)

    def refresh(self) -> None:
        self._side.setFixedWidth(self.fontMetrics().averageCharWidth() * LETTERS)
        there = [(name, title_of(name)) for name in TOPICS if path_of(name).is_file()]
        self.topics.show_lines([Line(name, title, chosen=name == self.topic) for name, title in there])
        told = path_of(self.topic).read_text(encoding="utf-8") if path_of(self.topic).is_file() else ""
        self.text.show_words(told)

    def open(self, row: str) -> None:
        """Show a topic, or that of a page."""
        name = ALSO.get(row, row)
        self.topic = name if name in TOPICS else TOPICS[0]
        self.topics.choose(self.topic)
        self.news()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes, as it does elsewhere: one is where one was."""
        if event.key() == Qt.Key.Key_Escape:
            self.desk.actions.get("back").act.trigger()
        else:
            super().keyPressEvent(event)

    def _walked(self) -> None:
        """Show what the arrow keys came to."""
        if self.topics.hasFocus() and self.topics.current not in {"", self.topic}:
            self.open(self.topics.current)

    def _follow(self, link: QUrl) -> None:
        if link.toString() in TOPICS:
            self.open(link.toString())


class _Sheet(QTextBrowser):
    """Shows Markdown and loads nothing: no picture, no page, no file."""

    def __init__(self) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setProperty("look", "sheet")

    def show_words(self, told: str) -> None:
        """Show these, in the colours and the size that hold now."""
        document = self.document()
        document.setDefaultFont(theme().font())
        only = QTextDocument.MarkdownFeature.MarkdownNoHTML
        document.setMarkdown(told, QTextDocument.MarkdownFeature.MarkdownDialectGitHub | only)
        airy = QTextBlockFormat()
        airy.setLineHeight(AIRY, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        airy.setBottomMargin(TIGHT)
        cursor = QTextCursor(document)
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(airy)
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.setMaximumWidth(self.fontMetrics().averageCharWidth() * WIDEST)

    def loadResource(self, _kind: int, _name: QUrl | str) -> None:
        return None


def path_of(topic: str) -> Path:
    """Say where the text of a topic is."""
    return shipped(f"help/{topic}.md")


def title_of(topic: str) -> str:
    """Give the first line of a topic, which names it."""
    with path_of(topic).open(encoding="utf-8") as lines:
        return lines.readline().lstrip("# ").strip()
