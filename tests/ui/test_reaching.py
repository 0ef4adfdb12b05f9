"""Whoever uses keys or a screen reader: focus can be seen, roles say what things are, nothing moves by itself."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)
from ui.test_names import KEYS, inner, unnamed

import ats_desktop.ui
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.ui.widgets.onefield import OneField

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
MOVING = re.compile(r"QPropertyAnimation|QVariantAnimation|QTimeLine|QMovie|QParallelAnimation|QSequentialAnimation")
NOTHING_IN_PARTICULAR = {QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Pane}
OF_ONE_ROW = {"application", "draft"}
NOTHING_TO_DO = {"bin"}  # an empty bin asks for nothing


def focusable(root):
    """Give what can be seen and takes the focus by Tab."""
    for widget in root.findChildren(QWidget):
        by_tab = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if by_tab and widget.isVisible() and widget.isEnabled() and not widget.focusProxy() and not inner(widget):
            yield widget


def roleless(root):
    """Name what takes the focus and does not say what it is."""
    found = []
    for widget in focusable(root):
        seen = QAccessible.queryAccessibleInterface(widget)
        if isinstance(widget, QScrollArea) and widget.accessibleName():
            continue  # something to scroll is a pane, and its name says of what
        if seen is None or seen.role() in NOTHING_IN_PARTICULAR:
            found.append(f"{type(widget).__name__} “{widget.accessibleName()}”")
    return found


def unseen_focus(window, page):
    """Name what looks the same with the focus as without, one of each making."""
    found, tried = [], set()
    for widget in list(focusable(page)):
        making = (type(widget).__name__, str(widget.property("look")))
        if making in tried or not widget.visibleRegion().boundingRect().contains(widget.rect()):
            continue
        tried.add(making)
        window.side.setFocus()
        widget.clearFocus()
        without = widget.grab().toImage()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        if widget.hasFocus() and widget.grab().toImage() == without and not _caret(widget):
            found.append(f"{type(widget).__name__} “{widget.accessibleName()}”")
    return found


def _caret(widget):
    """Fields show a caret; a list without a line has nothing to point at."""
    if isinstance(widget, QAbstractItemView):
        return widget.model() is None or widget.model().rowCount() == 0
    return False


@pytest.mark.usefixtures("sample")
def test_roles_say_what_things_are_and_the_focus_can_be_seen(window, walk):
    window.activateWindow()
    seen = {}
    for key in walk(window):
        page = window.stack.currentWidget()
        seen[key] = (roleless(page), unseen_focus(window, page))

    assert seen == dict.fromkeys(KEYS, ([], []))


def test_a_button_whose_focus_cannot_be_seen_is_found(window, settle):
    window.go("jobs")
    settle()
    page = window.stack.currentWidget()
    planted = page._add
    planted.setStyleSheet("QPushButton, QPushButton:focus { border: none; background: red; }")

    assert any("QPushButton" in one for one in unseen_focus(window, page))


def test_a_part_that_says_not_what_it_is_is_found(window):
    planted = QWidget(window)
    planted.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    planted.resize(20, 20)
    planted.show()

    assert roleless(window) == ["QWidget “”"]


def test_dialogs_and_the_palette_name_all_that_takes_the_focus(window, settle):
    window.seek()
    settle()
    assert unnamed(window) == []
    assert roleless(window) == []
    window._palette.leave()
    window.show_keys()
    settle()
    assert unnamed(window) == []
    asked = OneField(window, JobOpportunity.noun.by_name["deadline_on"], "For 2 chosen jobs")
    asked.open()
    settle()

    assert unnamed(window) == []
    assert asked.focusWidget() is asked.cell.editor.inner


def test_every_page_has_a_next_step_when_nothing_is_there(window, walk):
    steps = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView)

    found = {
        key: any(isinstance(one, steps) for one in focusable(window.stack.currentWidget())) for key in walk(window)
    }

    assert {key for key, step in found.items() if not step} <= OF_ONE_ROW | NOTHING_TO_DO


def test_nothing_moves_by_itself():
    """No animation of ours, so nobody has to ask for less of it."""
    found = [
        path.name
        for path in Path(ats_desktop.ui.__file__).parent.rglob("*.py")
        if MOVING.search(path.read_text(encoding="utf-8"))
    ]

    assert found == []
