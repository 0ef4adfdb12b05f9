"""A list to choose from: the wheel leaves what is chosen, and opened, it shows every entry whole."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QVBoxLayout, QWidget

from ats_desktop.ui.widgets.box import Box


def turn(widget):
    """Turn the wheel one notch over a widget, as a mouse does."""
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(
        *(middle, QPointF(widget.mapToGlobal(middle.toPoint())), QPoint(), QPoint(0, -120)),
        *(Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False),
    )
    QApplication.sendEvent(widget, event)


@pytest.mark.parametrize("focused", [False, True])
def test_the_wheel_changes_nothing(qtbot, focused):
    box = Box()
    qtbot.addWidget(box)
    box.addItems(["Applied", "Interview", "Offer"])
    box.show()
    chosen = []
    box.activated.connect(chosen.append)
    if focused:
        box.setFocus()

    turn(box)

    assert (box.currentText(), chosen) == ("Applied", [])
    assert box.focusPolicy() == Qt.FocusPolicy.StrongFocus


@pytest.mark.qt_log_ignore("does not support")  # there is no screen to put an open list on top of
@pytest.mark.parametrize("entries", [1, 2, 11])
def test_an_open_list_shows_its_last_entry_whole_under_the_field(qtbot, look, entries):
    page = QWidget()
    qtbot.addWidget(page)
    box = Box()
    box.addItems([f"Entry {number}" for number in range(entries)])
    QVBoxLayout(page).addWidget(box)
    page.show()
    page.resize(400, 100)
    look.dress(page)

    box.showPopup()

    shown: QAbstractItemView = box.view()
    last = shown.visualRect(shown.model().index(entries - 1, 0))
    assert last.height() > 0
    assert last.bottom() <= shown.viewport().rect().bottom()
    assert shown.mapToGlobal(shown.rect().topLeft()).y() >= box.mapToGlobal(box.rect().bottomLeft()).y()
    box.hidePopup()
