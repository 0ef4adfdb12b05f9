"""What a person does with a window: she finds things by the names a screen reader says, and uses mouse or keys."""

from PySide6.QtCore import QElapsedTimer, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTabBar, QWidget

PATIENCE_MS = 10_000
RETURN, SPACE, TAB = Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Tab


def called(window, name, kind=QWidget):
    """What is in view under a name, as soon as it is: a page comes a turn or two after it was asked for."""
    waited = QElapsedTimer()
    waited.start()
    while True:
        named = [one for one in window.findChildren(kind) if one.isVisible() and name in names_of(one)]
        if named:
            return named[0]
        assert not waited.hasExpired(PATIENCE_MS), f"nothing in view is called “{name}”"
        QTest.qWait(5)


def names_of(widget):
    text = getattr(widget, "text", None)
    return {widget.accessibleName(), text() if callable(text) else ""} - {""}


def press(widget):
    """Press something where a pointer would."""
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=widget.rect().center())


def click_tab(bar: QTabBar, words):
    at = next(at for at in range(bar.count()) if bar.tabText(at) == words)
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(at).center())


def ask_for(window, words):
    """Have something done by the palette: Ctrl+K, a few words, Enter."""
    QTest.keySequence(window, QKeySequence("Ctrl+K"))
    QTest.keyClicks(QApplication.focusWidget(), words)
    QTest.keyClick(QApplication.focusWidget(), RETURN)


def walk_to(window, name, most=80):
    """Go on by Tab until the thing with a name has the keys."""
    called(window, name)
    for _ in range(most + 1):
        held = QApplication.focusWidget()
        if held is not None and held.window() is window and name in names_of(held):
            return held
        QTest.keyClick(held if held is not None and held.window() is window else window, TAB)
    raise AssertionError(f"Tab does not come to “{name}”")


def type_over(line, words):
    """Type over what stands in a line, and leave it."""
    line.selectAll()
    QTest.keyClicks(line, words)
    QTest.keyClick(line, RETURN)


def listed(table, column=0):
    """Say what stands in a column."""
    model = table.model()
    return [model.index(row, column).data() for row in range(model.rowCount())]
