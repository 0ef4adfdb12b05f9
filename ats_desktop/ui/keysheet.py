"""The sheet of keys: everything that can be done by a key, on one page; `?` opens it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ats_desktop.ui.actions import Actions
from ats_desktop.ui.theme import ROOM, SNUG, WIDE, label, theme
from ats_desktop.ui.widgets.lines import Line, Lines
from ats_desktop.ui.widgets.scrolling import scrolling
from ats_desktop.ui.words import tr

LETTERS, TALLEST = 64, 0.8  # of the window's height
# What lists and fields do with keys by themselves: (heading, ((keys, what they do), ...)).
KINDS = (
    ("In every list", (("Up, Down", "Go from line to line"), ("Enter", "Open"), ("Ctrl+C", "Copy the chosen lines"))),
    ("In every form", (("Ctrl+Enter", "Press its main button"), ("Enter, Space", "Press the button with the frame"))),
    ("On pages with tabs", (("Ctrl+Tab, Ctrl+Shift+Tab", "Go to the next tab, or the one before"),)),
    ("In tables", (("Shift+Down", "Choose several"), ("Ctrl+A", "Choose all"), ("F2", "Type over a cell"))),
    (
        "In the table of jobs",
        (("Del", "Archive the chosen jobs"), ("Menu, Shift+F10", "All that can be done with them")),
    ),
    (
        "On the board",
        (
            ("Left, Right", "Go to the next column"),
            ("Alt+Left, Alt+Right", "Carry the card to the next column"),
            ("Alt+Up, Alt+Down", "Move the card among the others"),
            ("M", "Choose a stage for the card"),
        ),
    ),
    (
        "In a week or a month of interviews",
        (
            ("Alt+Left, Alt+Right", "Move the interview by a day"),
            ("Alt+Up, Alt+Down", "Move it by a quarter of an hour, or a week"),
        ),
    ),
    ("In the search", (("Enter", "Go into what was found"), ("Esc", "Go back to the field"))),
)


class KeySheet(QDialog):
    """First what has keys everywhere or on a page, then what lists do; Enter does the first, Esc closes."""

    def __init__(self, window: QWidget, actions: Actions, perform: Callable[[str], None]) -> None:
        super().__init__(window)
        self._perform = perform
        self.setWindowTitle(tr("Keys"))
        self.setAccessibleName(tr("Keys"))
        theme().dress(self)
        self.lines = Lines(tr("Keys"))
        self.lines.opened.connect(self._press)
        self.lines.show_lines([*_actions(actions), *_others()])
        inside = QWidget()
        within = QVBoxLayout(inside)
        within.setContentsMargins(0, 0, ROOM, 0)
        within.addWidget(self.lines)
        within.addStretch(1)
        scroll = scrolling(inside, "card", sideways=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, WIDE, WIDE, WIDE)
        column.setSpacing(SNUG)
        column.addWidget(label(tr("Keys"), "heading"))
        column.addWidget(scroll, 1)
        wide = self.fontMetrics().averageCharWidth() * LETTERS
        self.setMinimumWidth(wide)
        self.resize(wide, min(self.lines.height() + WIDE * 4, int(window.height() * TALLEST)))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def _press(self, name: str) -> None:
        if not name.startswith("-"):
            self.accept()
            self._perform(name)


def _actions(actions: Actions) -> list[Line]:
    """List what has keys: everywhere, and then on a page."""
    keyed = [one for one in actions.all() if one.keys]
    everywhere = [Line(one.id, one.text, right=written(one.keys)) for one in keyed if one.page is None]
    here = [Line(one.id, one.text, right=written(one.keys)) for one in keyed if one.page is not None]
    return [
        Line("", tr("Everywhere")),
        *everywhere,
        *([Line("", tr("On pages you have opened")), *here] if here else []),
    ]


def _others() -> list[Line]:
    """List what lists and fields do by themselves; each line is read, and opens nothing."""
    found: list[Line] = []
    for at, (heading, keys) in enumerate(KINDS):
        found.append(Line("", tr(heading)))
        found += [Line(f"-{at}.{number}", tr(does), right=tr(key)) for number, (key, does) in enumerate(keys)]
    return found


def written(keys: tuple[str, ...]) -> str:
    """Write keys as this system does."""
    return "   ".join(QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in keys)
