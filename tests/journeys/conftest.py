"""What journeys look at: windows as a person sees them."""

import pytest
from PySide6.QtCore import QAbstractListModel, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLabel, QLineEdit, QPlainTextEdit, QTextEdit

from ats_desktop.ui.theme import Theme
from ats_desktop.ui.window import Window


def words_on(widget):
    """Every word that can be read on a widget and on what lies in it, where it is visible."""
    said = []
    for one in [widget, *widget.findChildren(object)]:
        if hasattr(one, "isVisible") and not one.isVisible():
            continue
        if isinstance(one, QLabel | QLineEdit | QAbstractButton):
            said.append(one.text())
        elif isinstance(one, QPlainTextEdit | QTextEdit):
            said.append(one.toPlainText())
        elif isinstance(one, QAbstractItemView) and one.model() is not None:
            said += _cells(one.model())
    return "\n".join(said)


def _cells(model):
    for row in range(min(model.rowCount(), 200)):
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount()):
            yield str(model.index(row, column).data(Qt.ItemDataRole.DisplayRole) or "")
            yield str(model.index(row, column).data(Qt.ItemDataRole.AccessibleTextRole) or "")


@pytest.fixture
def window(qapp, qtbot):
    """Open a window on an open program, and read its pages."""
    opened = []
    theme = Theme(qapp)

    class Shown:
        def __init__(self, app):
            self._window = Window()
            self._window.arrive(app)
            self._window.show()
            opened.append(self._window)

        def reads(self, page, *words):
            """Wait until a page shows all these words."""
            self._window.go(page)

            def shows():
                said = words_on(self._window.stack.currentWidget())
                assert all(word in said for word in words), f"{words} are not all among:\n{said}"

            qtbot.waitUntil(shows, timeout=10_000)

    yield Shown
    for one in opened:
        one.live.stop()
        one.close()
        one.deleteLater()
    theme.deleteLater()
