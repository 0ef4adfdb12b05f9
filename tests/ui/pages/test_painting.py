"""A look at a page that is there already paints each part of it once."""

import make
from PySide6.QtCore import QEvent, QObject


class Paints(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget):
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, _widget, event):  # noqa: N802 - Qt's word
        self.count += event.type() is QEvent.Type.Paint
        return False


def test_a_look_at_the_board_paints_its_columns_once(desk, settle):
    """What lies in a scroll area and fills its own ground is painted before the page, and again with it."""
    make.application(desk.work)
    desk.go("board")
    settle()
    column = Paints(desk.stack.currentWidget().column("lead"))
    desk.go("today")
    settle()

    desk.go("board")
    settle()

    assert column.count == 1
