"""The one field that takes whatever people have: a link, a posting's text, the name of a job; files are dropped on it.

Why:    it stands on Today and is painted with it, so it knows nothing of jobs; and as the first line to type in
        costs Qt more than all else on the page, a picture of it is painted first, and it takes its place at once.
        What is long is held beside the line: a posting of a thousand words in a single line would be slow
        to lay out and impossible to read.
"""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from ats_desktop.ui.theme import HAIR, SNUG, TIGHT, button, label, restyle, theme
from ats_desktop.ui.words import tr

LONG = 400  # letters; above, a text is held and only its beginning is shown
_BEGINNING = 60


class Intake(QFrame):
    """The line, the button, and a quiet word below."""

    given = Signal(str)  # a link or a text, whole
    choosing = Signal()  # a file, by the desktop's own window

    def __init__(self) -> None:
        super().__init__()
        self._held = ""
        self._line: _Line | None = None
        self._picture = label(tr("Paste a link, a posting, or drop a file ..."), tone="muted")
        self._picture.setProperty("look", "box")
        self.add = button(tr("Add"), "primary")
        self.add.clicked.connect(self.give)
        self.choose = button(tr("Choose a file ..."), "quiet")
        self.choose.clicked.connect(self.choosing)
        self._word = label("", "caption", tone="muted", wrap=True)
        self._word.hide()
        self._row = row = QHBoxLayout()
        row.setSpacing(TIGHT)
        row.addWidget(self._picture, 1)
        row.addWidget(self.add)
        row.addWidget(self.choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HAIR)
        column.addLayout(row)
        column.addWidget(self._word)
        if not theme().early:
            self._place()
        else:
            theme().changed.connect(self._place)

    @property
    def line(self) -> "_Line":
        """The line itself."""
        if self._line is None:
            self._place()
        if self._line is None:
            raise LookupError("the line was not made")
        return self._line

    def _place(self) -> None:
        """Put the line where its picture is."""
        if self._line is not None:
            return
        made = self._line = _Line()
        made.setAccessibleName(tr("Add what you found"))
        made.setPlaceholderText(self._picture.text())
        made.setProperty("look", "box")
        made.pasted.connect(self.fill)
        made.textEdited.connect(self._typed)
        made.returnPressed.connect(self.give)
        self._row.replaceWidget(self._picture, made)
        self._picture.hide()
        QFrame.setTabOrder(made, self.add)

    def fill(self, text: str) -> None:
        """Put something into the line, as if it was pasted; nothing is done with it yet."""
        whole = text.strip()
        long = len(whole) > LONG or "\n" in whole
        self._held = whole if long else ""
        self.line.setText(beginning(whole) if long else whole)
        self.line.setFocus()
        self.say(tr("Press Enter to keep it.") if whole else "")

    def give(self) -> None:
        """Hand over what is in the line; an empty line gets the focus instead."""
        whole = self._held or self.line.text().strip()
        if whole:
            self.given.emit(whole)
        else:
            self.line.setFocus()

    def clear(self) -> None:
        """Empty the line: what was in it is kept elsewhere now."""
        self._held = ""
        self.line.setText("")  # not clear(): Ctrl+Z would bring the text back and leave what was made of it
        self.say("")

    def say(self, words: str, *, wrong: bool = False) -> None:
        """Say something quietly below the line, or why it cannot be kept."""
        restyle(self._word, tone="danger" if wrong else "muted")
        self._word.setText(words)
        self._word.setVisible(bool(words))

    @property
    def said(self) -> str:
        """What stands below the line."""
        return self._word.text()

    def _typed(self, text: str) -> None:
        """Hold what came in by the mouse; else forget what was held: the line is written in by hand now."""
        if len(text) > LONG or "\n" in text:
            self.fill(text)
            return
        self._held = ""
        self.say("")


class _Line(QLineEdit):
    """A line that hands over what is pasted into it when it is empty, with its line breaks."""

    pasted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(False)  # the whole window takes what is dropped
        self.setMinimumWidth(SNUG * 10)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        from PySide6.QtGui import QKeySequence

        if event.matches(QKeySequence.StandardKey.Paste) and self.selectedText() == self.text():
            self.pasted.emit(QApplication.clipboard().text())
        else:
            super().keyPressEvent(event)


def beginning(text: str) -> str:
    r"""Say how a long text begins, and how long it is.

    >>> beginning("Engineer (m/f/d)\nWe build robots.")
    'Engineer (m/f/d) ... · 5 words'
    """
    first = text.split("\n", 1)[0].strip()
    short = first if len(first) <= _BEGINNING else f"{first[:_BEGINNING].rstrip()}"
    return tr("{beginning} ... · {n} words", beginning=short, n=f"{len(text.split()):,}")
