"""Whoever cannot see the window can use it: everything that takes the focus has a name."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from ats_desktop.services import samples
from ats_desktop.ui.pages.catalog import PAGES


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


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.key)
def test_everything_that_takes_the_focus_has_a_name(window, settle, entry):
    samples.fill(window.work)

    row = window.work.rows("select id from applications limit 1")[0][0] if entry.key == "application" else ""
    window.go(entry.key, row)
    settle()

    assert unnamed(window) == []


def test_a_field_without_a_name_is_found(window):
    planted = QLineEdit(window)
    planted.show()

    assert unnamed(window) == ["QLineEdit in Window"]


def test_a_button_with_a_picture_alone_is_found(window):
    planted = QToolButton(window)
    planted.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    planted.show()

    assert unnamed(window) == ["QToolButton in Window"]
