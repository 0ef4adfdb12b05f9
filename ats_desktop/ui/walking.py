"""Keys that mean the same wherever the keys are: Tab goes as the eye goes, and nobody is put out of a page.

Why:    Tab went in the order things were made in, so a list came before the buttons drawn above it; a form that
        closed left the keys in the side bar, and what was typed next went there.
Shape:  whatever has the keys is listened to, and nothing else: Tab, Ctrl+Tab, Enter, Ctrl+Enter, Ctrl+Z, Shift+F10.
"""

from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QGridLayout,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QTabBar,
    QWidget,
)
from shiboken6 import isValid

from ats_desktop.ui.reach import focus_chain, hand_keys_to

if TYPE_CHECKING:
    from ats_desktop.ui.window import Window

_FIELDS = (QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox)
_WHOLE = (*_FIELDS, QAbstractItemView, QTabBar, QPushButton)  # what is inside is their own
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_ONWARD = {Qt.Key.Key_Tab, Qt.Key.Key_PageDown}
_BACK = {Qt.Key.Key_Backtab, Qt.Key.Key_PageUp}
_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Walking(QObject):
    """Listens to whatever has the keys."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._moved)
        if (held := window.focusWidget()) is not None:
            held.installEventFilter(self)

    @property
    def _page(self) -> QWidget:
        return self._window.stack.currentWidget() or self._window

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what is ours; everything else goes where it was going."""
        if not isinstance(event, QKeyEvent) or not isinstance(watched, QWidget):
            return super().eventFilter(watched, event)
        if event.type() is QEvent.Type.ShortcutOverride:
            return self._left_to_the_window(watched, event)
        if event.type() is QEvent.Type.KeyPress:
            return self._pressed(watched, event)
        return False

    def _pressed(self, held: QWidget, event: QKeyEvent) -> bool:
        key, with_keys = event.key(), event.modifiers()
        if with_keys & _CTRL and key in _ONWARD | _BACK:
            return self._turn(1 if key in _ONWARD else -1)
        if with_keys & _CTRL and key in _ENTER:
            return self._finish(held)
        if with_keys == _SHIFT and key == Qt.Key.Key_F10:
            return _menu(held)
        if key in _ENTER and isinstance(held, QAbstractButton):
            return _press(held, event)
        if key in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
            as_drawn(self._window.centralWidget() or self._window)
        return False

    def _left_to_the_window(self, held: QWidget, event: QKeyEvent) -> bool:
        """Leave Ctrl+Z to the window where a field has nothing to take back itself."""
        if not event.matches(QKeySequence.StandardKey.Undo) or not _untouched(held):
            return False
        event.ignore()
        return True

    def _turn(self, step: int) -> bool:
        """Go to the next tab of the page, or to the one before."""
        for bar in self._page.findChildren(QTabBar):
            if bar.isVisible():
                bar.setCurrentIndex((bar.currentIndex() + step) % bar.count())
                return True
        return False

    def _finish(self, held: QWidget) -> bool:
        """Press the main button of the form a field stands in; where there are two, nobody guesses."""
        around: QWidget | None = held
        while isinstance(held, _FIELDS) and around is not None and around is not self._window:
            found = [one for one in around.findChildren(QPushButton) if _main(one)]
            if found:
                if len(found) == 1:
                    found[0].click()
                return len(found) == 1
            around = around.parentWidget()
        return False

    # --- nobody is put out of a page ----------------------------------------------------------------

    def _moved(self, old: QWidget | None, new: QWidget | None) -> None:
        """Listen to what has the keys now; look whether they were lost with what had them."""
        if not isValid(self._window.stack):  # the window is being taken down
            return
        if new is not None and new.window() is self._window:
            new.removeEventFilter(self)
            new.installEventFilter(self)
        page = self._page
        if old is not None and old is not page and page.isAncestorOf(old) and _adrift(page, new):
            QTimer.singleShot(0, self, partial(self._bring_back, page, old))

    def _bring_back(self, page: QWidget, old: QWidget) -> None:
        """Give the keys to the page again, when what had them is gone and nobody took them on purpose."""
        lost = not _there(old) and _adrift(page, QApplication.focusWidget())
        if not lost or page is not self._page or not self._window.isActiveWindow():
            return
        hand_keys_to([one for one in drawn(page) if not _harmful(one)], Qt.FocusReason.OtherFocusReason)


def as_drawn(whole: QWidget) -> None:
    """Put what takes keys into the order it is drawn in."""
    wanted = list(drawn(whole))
    places = {one: place for place, one in enumerate([whole, *focus_chain(whole)])}
    if sorted(wanted, key=lambda one: places.get(one, 0)) == wanted:
        return
    for before, after in pairwise(wanted):
        QWidget.setTabOrder(before, after)


def drawn(one: QWidget) -> Iterator[QWidget]:
    """List what can be reached by Tab, as a reader comes by it: down a column, then the next."""
    if not one.isVisible() or not one.isEnabled():
        return
    if (one.focusProxy() or one).focusPolicy() & Qt.FocusPolicy.TabFocus:  # what hands the keys on has a turn too
        yield one
    if isinstance(one, _WHOLE):
        return
    for inner in _inside(one):
        yield from drawn(inner)


def _inside(one: QWidget) -> list[QWidget]:
    """List what stands in a widget: as its layout has it, then what stands beside the layout."""
    if isinstance(one, QScrollArea | QStackedWidget):
        shown = one.widget() if isinstance(one, QScrollArea) else one.currentWidget()
        return [shown] if shown is not None else []
    layout = one.layout()
    placed = list(_laid(layout)) if layout else []
    beside = [child for child in one.children() if isinstance(child, QWidget) and not child.isWindow()]
    return [*placed, *(child for child in beside if child not in placed)]


def _laid(layout: QLayout) -> Iterator[QWidget]:
    """List the widgets of a layout in its order; those of a grid line by line."""
    places = list(range(layout.count()))
    if isinstance(layout, QGridLayout):
        places.sort(key=lambda at: layout.getItemPosition(at)[:2])  # type: ignore[index]
    for item in map(layout.itemAt, places):
        if item is not None and (widget := item.widget()) is not None:
            yield widget
        elif item is not None and (inner := item.layout()) is not None:
            yield from _laid(inner)


def _main(one: QPushButton) -> bool:
    return one.property("look") == "primary" and one.isVisible() and one.isEnabled()


def _harmful(one: QWidget | None) -> bool:
    return one is not None and one.property("look") == "danger"


def _adrift(page: QWidget, new: QWidget | None) -> bool:
    """Say whether the keys are nowhere, outside the page, or on what does harm, where nobody put them."""
    return new is None or not page.isAncestorOf(new) or _harmful(new)


def _there(one: QWidget) -> bool:
    """Say whether a widget can still be seen; Qt may have let go of it."""
    try:
        return one.isVisible()
    except RuntimeError:
        return False


def _untouched(held: QWidget) -> bool:
    """Say whether a field has nothing to take back."""
    if isinstance(held, QLineEdit):
        return not held.isUndoAvailable()
    return isinstance(held, QPlainTextEdit) and not held.document().isUndoAvailable()


def _press(held: QAbstractButton, event: QKeyEvent) -> bool:
    """Press the button Enter was pressed on, which Qt does by the space bar alone.

    Here, and not where keys end that nobody took: Enter in a field may close its form, and the keys stand on
    another button by then.  A key still held down from there presses nothing either.
    """
    if not event.isAutoRepeat():
        held.click()
    return True


def _menu(held: QWidget) -> bool:
    """Open the menu of what has the keys, as the Menu key would: small keyboards have none."""
    at = QRectF(held.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)).center().toPoint()
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, held.mapToGlobal(at))
    return QApplication.sendEvent(held, asked)
