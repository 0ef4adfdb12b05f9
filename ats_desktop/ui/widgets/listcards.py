"""Cards that hold a list: under a title, or at the side of a page as what to choose from."""

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ats_desktop.ui.theme import HAIR, ROOM, SNUG, TIGHT, card, label
from ats_desktop.ui.widgets.scrolling import scrolling


def titled(title: str, *inside: QWidget, filling: QWidget | None = None) -> QFrame:
    """Make a card whose title stands where the words of its lines begin.

    The widgets lie below it from the top; one may fill what room is left.
    """
    made = card()
    column = QVBoxLayout(made)
    column.setContentsMargins(SNUG, ROOM, SNUG, ROOM)
    column.setSpacing(SNUG)
    heading = label(title, "title")
    heading.setContentsMargins(TIGHT, 0, 0, 0)
    column.addWidget(heading)
    for widget in inside:
        column.addWidget(widget)
    if filling is None:
        column.addStretch(1)
    else:
        column.addWidget(filling, 1)
    return made


def choosing(lines: QWidget) -> QFrame:
    """Make a card that is all list, and scrolls when it is longer than the page."""
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(HAIR, HAIR, HAIR, HAIR)
    column.addWidget(lines)
    column.addStretch(1)
    made = card()
    around = QVBoxLayout(made)
    around.setContentsMargins(HAIR, HAIR, HAIR, HAIR)
    around.addWidget(scrolling(inside, "card", sideways=True))
    return made
