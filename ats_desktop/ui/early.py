"""Qt's enumerations by number, for what is built before the first paint.

Why:    the first touch of the `Qt` namespace makes 94 Python enumerations, and returning some widget by its
        base class makes 60 more: together a quarter of what an empty window needs to open.  Qt's properties
        and painters take numbers too, so until the paint they get numbers; a test counts the enumerations.
        Code that runs later uses the names.
Source: the headers of Qt 6; the numbers are its binary interface and never change.
"""

from PySide6.QtCore import QObject

PLAIN_TEXT = 0  # Qt.TextFormat
NO_FOCUS, STRONG_FOCUS = 0, 11  # Qt.FocusPolicy
ALWAYS_OFF = 1  # Qt.ScrollBarPolicy
LEFT_MIDDLE, RIGHT_MIDDLE, LEFT_BOTTOM = 0x81, 0x82, 0x41  # Qt.AlignmentFlag
VERY_COARSE = 2  # Qt.TimerType
SHOWN, SAID = 0, 11  # Qt.ItemDataRole: DisplayRole, AccessibleTextRole
ENTER, RETURN, UP, DOWN = 0x01000005, 0x01000004, 0x01000013, 0x01000015  # Qt.Key


def put(thing: QObject, **properties: int) -> None:
    """Set properties of Qt's own by number."""
    for name, number in properties.items():
        thing.setProperty(name, number)
