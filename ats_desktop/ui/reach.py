"""Where the keys are: a page that was asked for by keys takes them, and F6 goes between the side bar and the page.

Why:    whoever opens Jobs by Ctrl+3 wants to walk through the jobs, and not by Tab through the side bar first.
"""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QAbstractItemView, QWidget

if TYPE_CHECKING:
    from ats_desktop.ui.window import Window

A_TURN_MS = 1  # what a page has just made is shown by then


class Reach(QObject):
    """Puts the keys into pages."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self._asked = ""
        window.stack.currentChanged.connect(self._shown)

    def go(self, page: str) -> None:
        """Open a page by its key, and have it take the keys as soon as it is shown."""
        in_view, self._asked = self._window.here == page, page
        if self._held():
            self._window.side.setFocus()  # else Qt gives them to the first button of the next page
        self._window.visit(page)
        if in_view:
            self._shown()

    def across(self) -> None:
        """Go from the side bar into the page, or back to the page's line in the side bar."""
        if self._held():
            self._window.side.take_keys(self._window.here)
        else:
            self._take()

    def _shown(self) -> None:
        if self._asked and self._asked == self._window.here:
            QTimer.singleShot(A_TURN_MS, self, partial(self._give, self._asked))

    def _give(self, asked: str) -> None:
        """Give the keys to the page that was asked for, unless it took them itself or another is in view by now."""
        if asked == self._asked == self._window.here:
            self._asked = ""
            if not self._held():
                self._take()

    def _held(self) -> bool:
        """Say whether the keys are on the page."""
        page, held = self._window.stack.currentWidget(), self._window.focusWidget()
        return page is not None and held is not None and page.isAncestorOf(held)

    def _take(self) -> None:
        if (page := self._window.stack.currentWidget()) is not None:
            take_keys(page)


def take_keys(page: QWidget) -> None:
    """Give the keys to what had them on a page before; else to its first list, or the first thing that takes keys."""
    if (before := page.focusWidget()) is not None and before.isVisible():
        before.setFocus(Qt.FocusReason.TabFocusReason)
        return
    hand_keys_to([one for one in focus_chain(page) if page.isAncestorOf(one) and _takes(one)])


def hand_keys_to(known: Sequence[QWidget], why: Qt.FocusReason = Qt.FocusReason.TabFocusReason) -> None:
    """Give the keys to the first list of these; where there is none, to the first."""
    lists = [one for one in known if isinstance(one, QAbstractItemView)]
    for one in (lists or known)[:1]:
        one.setFocus(why)


def focus_chain(whole: QWidget) -> list[QWidget]:
    """List what Tab goes through now, behind the one it begins with."""
    found, one = [], whole.nextInFocusChain()
    while one is not None and one is not whole:
        found.append(one)
        one = one.nextInFocusChain()
    return found


def _takes(one: QWidget) -> bool:
    by_tab = bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return by_tab and one.isVisible() and one.isEnabled() and one.focusProxy() is None
