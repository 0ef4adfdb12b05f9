"""The wheel over a list to choose from scrolls the page and leaves what is chosen."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

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
