"""Whoever cannot see the window can use it: everything that takes the focus has a name."""

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from ats_desktop.ui.pages.catalog import PAGES

KEYS = [entry.key for entry in PAGES]


def unnamed(window):
    """Walk over all that is visible and takes the focus, and list what a screen reader could not name."""
    found = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or widget.focusPolicy() is Qt.FocusPolicy.NoFocus or widget.focusProxy():
            continue
        if inner(widget):
            continue
        seen = QAccessible.queryAccessibleInterface(widget)
        if seen is None or not seen.text(QAccessible.Text.Name).strip():
            found.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    return found


def inner(widget):
    """Say whether a widget is a part of Qt's own, whose outer widget is named: a viewport, a spin box's line."""
    return widget.objectName().startswith("qt_") or type(widget.parent()).__name__ in {"QComboBox", "QTabBar"}


@pytest.mark.usefixtures("sample")
def test_everything_that_takes_the_focus_has_a_name(window, walk):
    assert {key: unnamed(window) for key in walk(window)} == {key: [] for key in KEYS}


class Flashes(QObject):
    """Notes every window that is shown but the one."""

    def __init__(self, window):
        super().__init__()
        self.window, self.seen = window, []

    def eventFilter(self, watched, event):  # noqa: N802 - Qt asks by this name
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen += [] if watched is self.window else [f"{type(watched).__name__} {watched.accessibleName()}"]
        return False


@pytest.mark.usefixtures("sample")
def test_no_part_of_a_page_flashes_as_a_window_of_its_own(qapp, window, walk):
    """A widget that is shown before it lies in a page is a window for a moment, and takes the keys."""
    flashes = Flashes(window)
    qapp.installEventFilter(flashes)

    seen = {key: list(flashes.seen) for key in walk(window)}
    qapp.removeEventFilter(flashes)

    assert seen == {key: [] for key in KEYS}


def test_a_field_without_a_name_is_found(window):
    planted = QLineEdit(window)
    planted.show()

    assert unnamed(window) == ["QLineEdit in Window"]


def test_a_button_with_a_picture_alone_is_found(window):
    planted = QToolButton(window)
    planted.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    planted.show()

    assert unnamed(window) == ["QToolButton in Window"]
