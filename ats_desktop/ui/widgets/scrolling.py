"""A part of a page that scrolls when it is higher than its room."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget


def scrolling(inside: QWidget, ground: str = "yes", *, sideways: bool = False) -> QScrollArea:
    """Let a widget scroll on the ground it lies on ("yes" is the page, "card", "raised"), without taking the keys."""
    made = QScrollArea()
    made.setWidgetResizable(True)
    made.setProperty("clear", ground)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    if not sideways:
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setWidget(inside)
    return made
