"""The parts Settings is made of: a card with a title, and lines of a name, an editor and a word of help."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QBoxLayout, QComboBox, QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from ats_desktop.errors import AtsError
from ats_desktop.ui.theme import HAIR, ROOM, SNUG, TIGHT, WIDE, label, restyle, theme
from ats_desktop.ui.widgets.box import Box
from ats_desktop.ui.widgets.flow import Flow
from ats_desktop.ui.words import explained

NAME_LETTERS, EDITOR_LETTERS = 26, 56
LARGE = 1.3


class SettingCard(QFrame):
    """One group of settings."""

    def __init__(self, title: str, note: str = "") -> None:
        super().__init__()
        self.setProperty("card", "yes")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(WIDE, ROOM, WIDE, WIDE)
        self.column.setSpacing(SNUG)
        self.column.addWidget(label(title, "title"))
        if note:
            self.column.addWidget(label(note, tone="muted", wrap=True))

    def line(self, name: str, editor: QWidget, below: str = "") -> "SettingLine":
        """Add a line: a name, an editor, a word of help."""
        made = SettingLine(name, editor, below)
        self.column.addWidget(made)
        return made

    def row(self, *widgets: QWidget) -> None:
        """Add a few things side by side, and in the next line where that is full."""
        across = QWidget()
        flow = Flow(across, TIGHT)
        for widget in widgets:
            flow.addWidget(widget)
        self.column.addWidget(across)


class SettingLine(QWidget):
    """A name, an editor, and below it help or what is wrong."""

    def __init__(self, name: str, editor: QWidget, below: str) -> None:
        super().__init__()
        self._editor, self._help = editor, below
        self._named = named = label(name, wrap=True)
        named.setBuddy(editor)
        if not editor.accessibleName():
            editor.setAccessibleName(name)
        self._below = label(below, "caption", tone="muted", wrap=True)
        right = QVBoxLayout()
        right.setSpacing(HAIR)
        wide = QHBoxLayout()
        wide.addWidget(editor, 100 if isinstance(editor, QLineEdit | QComboBox) else 0)
        wide.addStretch(1)
        right.addLayout(wide)
        right.addWidget(self._below)
        if not below:  # never shown by hand before it lies in the card: it would be a window for a moment
            self._below.hide()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._across = across = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        across.setContentsMargins(0, 0, 0, 0)
        first = QVBoxLayout()
        first.setContentsMargins(0, TIGHT, 0, 0)
        first.addWidget(named)
        first.addStretch(1)
        across.addLayout(first)
        across.addLayout(right, 1)
        theme().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        """Give name and editor the width of so many letters, at any size of the text."""
        letter = QFontMetrics(theme().font()).averageCharWidth()
        large = theme().scale > LARGE  # no room for names in a column of their own
        self._named.setMinimumWidth(0 if large else letter * NAME_LETTERS)
        self._named.setMaximumWidth(letter * (EDITOR_LETTERS if large else NAME_LETTERS))
        self._named.setVisible(not large or bool(self._named.text()))
        self._across.setDirection(QBoxLayout.Direction.TopToBottom if large else QBoxLayout.Direction.LeftToRight)
        self._across.setSpacing(HAIR if large else ROOM)
        if isinstance(self._editor, QLineEdit | QComboBox):
            self._editor.setMaximumWidth(letter * EDITOR_LETTERS)
            self._editor.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def wrong(self, error: AtsError) -> None:
        """Say beside the editor why a value was not taken."""
        restyle(self._editor, wrong="yes")
        self.say(explained(error), "danger")

    def right(self, said: str = "") -> None:
        """Say that all is well again."""
        restyle(self._editor, wrong="")
        self.say(said or self._help, "muted")

    def say(self, sentence: str, tone: str) -> None:
        """Put a sentence below the editor."""
        self._below.setText(sentence)
        restyle(self._below, tone=tone)
        self._below.setVisible(bool(sentence))


def choice(offered: Sequence[tuple[str, str]], picked: Callable[[str], object]) -> QComboBox:
    """Make a list to choose from: (value, words); `picked` hears the value."""
    made = Box()
    for value, words in offered:
        made.addItem(words, value)
    made.activated.connect(lambda at: picked(str(made.itemData(at))))
    return made


def put_choice(box: QComboBox, value: str) -> None:
    """Show a value; one that is not offered is added as it is."""
    at = box.findData(value)
    if at < 0:
        box.addItem(value, value)
        at = box.count() - 1
    box.setCurrentIndex(at)


def entry(hint: str = "", *, secret: bool = False) -> QLineEdit:
    """Make a line to type in."""
    made = QLineEdit()
    made.setPlaceholderText(hint)
    if secret:
        made.setEchoMode(QLineEdit.EchoMode.Password)
    return made
