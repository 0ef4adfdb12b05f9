"""What a person does at the window, and no more: she looks for a name, points at it, presses, types.

Why:    things are found in the tree that a screen reader reads, and pressed where they lie on the screen: what has
        no name, is off, hidden or covered cannot be reached, as in life.
Shape:  hands.click("Plan an interview"), hands.drag("Staff engineer", "Applied, 5"), hands.choose("Period", "Last week")
        hands.press("Ctrl+K"), hands.write("go to offers"), hands.tab_to("Decline"); hands.reads("You can keep both")
"""

import re
import time
from contextlib import contextmanager
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QElapsedTimer, QPoint, QRect, Qt, QThread, QTimer
from PySide6.QtGui import QAccessible, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget
from screen import give_keys

PATIENCE_MS, LOOK_MS = 20_000, 10
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
SHIFT, NONE = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier
NOTCH, MOST_NOTCHES = 120, 80
NAME = QAccessible.Text.Name
PARTS = {QAccessible.Role.ListItem, QAccessible.Role.Cell}


class Thing(NamedTuple):
    """Something with a name, where it lies on the screen, and the widget it is or is part of."""

    names: tuple[str, ...]
    kind: str
    off: bool
    here: bool  # it has the keys, or is the line or entry that has them
    box: QRect
    widget: QWidget | None


class Looking:
    """The time this file spends looking, which is nothing the window does."""

    spent = 0.0  # seconds of the thread

    def __enter__(self):
        self._began = time.thread_time()

    def __exit__(self, *_):
        Looking.spent += time.thread_time() - self._began


# --- looking ----------------------------------------------------------------------------------------


def in_front():
    """The window that would get the next key or click."""
    give_keys()
    return QApplication.activePopupWidget() or QApplication.activeModalWidget() or QApplication.activeWindow()


def things():
    """Everything that has a name in the window in front, as a screen reader goes through it."""
    with Looking():
        front = in_front()
        return list(_below(QAccessible.queryAccessibleInterface(front), front)) if front else []


def _below(seen, widget):
    if seen is None or not seen.isValid():
        return
    state = seen.state()
    if state.invisible and seen.role() not in PARTS:  # the lines of a list out of sight are still to be read
        return
    held = seen.object()
    widget = held if isinstance(held, QWidget) else widget
    said = (seen.text(NAME), widget.accessibleName() if held is widget else "")
    if any(said):
        names = tuple(filter(None, said))
        yield Thing(names, seen.role().name, bool(state.disabled), bool(state.focused), seen.rect(), widget)
    for at in range(seen.childCount()):
        yield from _below(seen.child(at), widget)


def found(name, kind=""):
    """The thing that is called so, or the first whose name begins so; the last opened page comes before the side bar."""
    fitting = [one for one in things() if not kind or one.kind == kind]
    same = [one for one in fitting if name in one.names]
    return next(iter(same or [one for one in fitting if any(said.startswith(name) for said in one.names)]), None)


def _is_on(name, kind=""):
    return (one := found(name, kind)) and not one.off and one


def until(holds, wanted, patience=PATIENCE_MS):
    """Wait for something to hold, and give it."""
    waited = QElapsedTimer()
    waited.start()
    while not (given := holds()):
        assert not waited.hasExpired(patience), f"{wanted}; at last were to be read: {read()[-60:]}"
        QTest.qWait(LOOK_MS)
    return given


def read():
    """Every name in view."""
    return [said for one in things() for said in one.names]


def reads(words):
    """Wait until these words are to be read in the window in front."""
    return until(lambda: next((said for said in read() if words in said), ""), f"“{words}” cannot be read")


# --- the mouse --------------------------------------------------------------------------------------


def click(name, kind="", *, button=LEFT, held=NONE):
    """Point at a thing and press; it is waited for, and scrolled to by the wheel."""
    window, spot = pointed(name, kind)
    QTest.mouseMove(window.windowHandle(), spot)
    QTest.mouseClick(window.windowHandle(), button, held, spot)
    QTest.qWait(0)


def choose(name, item):
    """Choose from a list that drops down."""
    click(name, "ComboBox")
    click(item, "ListItem")


def pointed(name, kind=""):
    """Find a thing that can be pressed, where it has come to rest: its window, and the spot in it."""
    for _ in range(MOST_NOTCHES):
        thing = until(partial(_is_on, name, kind), f"nothing is called “{name}” and on")
        QTest.qWait(LOOK_MS)
        if found(name, kind) != thing:
            continue
        spot = thing.box.center()
        hit = QApplication.widgetAt(spot)
        if hit is not None and (hit is thing.widget or thing.widget.isAncestorOf(hit)):
            return hit.window(), hit.window().mapFromGlobal(spot)
        _scroll_to(thing)
    raise AssertionError(f"“{name}” is covered by {hit and (hit.accessibleName() or hit)}")


def _scroll_to(thing):
    """Turn the wheel by one notch over the innermost thing that scrolls and does not show it."""
    area = thing.widget
    while area is not None and not (isinstance(area, QAbstractScrollArea) and _beyond(area, thing.box)):
        area = area.parentWidget()
    if area is None:
        return
    beyond, view, window = _beyond(area, thing.box), area.viewport(), area.window()
    turn = QPoint(-NOTCH * beyond.x(), -NOTCH * beyond.y())
    QTest.wheelEvent(window.windowHandle(), view.mapTo(window, view.rect().center()), turn)
    QTest.qWait(0)


def _beyond(area, box):
    """Say on which side of what is in view a box lies: -1, 0 or 1 across and down; none where it is in view."""
    view = QRect(area.viewport().mapToGlobal(QPoint()), area.viewport().size())
    spot = box.center()
    across = (spot.x() > view.right()) - (spot.x() < view.left())
    down = (spot.y() > view.bottom()) - (spot.y() < view.top())
    return QPoint(across, down) if across or down else None


def drag(name, onto):
    """Take a thing, carry it over another and let go; Qt waits in the first move until it is let go."""
    window, start = pointed(name)
    _, end = pointed(onto)
    screen = window.windowHandle()
    path = [start + (end - start) * part / 4 for part in (2, 3, 4)]
    steps = [partial(QTest.mouseMove, screen, spot) for spot in path]
    steps.append(partial(QTest.mouseRelease, screen, LEFT, NONE, end))
    before = QThread.currentThread().loopLevel()
    timer = QTimer(interval=LOOK_MS)
    timer.timeout.connect(lambda: QThread.currentThread().loopLevel() > before and steps and steps.pop(0)())
    timer.start()
    QTest.mousePress(screen, LEFT, NONE, start)
    QTest.mouseMove(screen, start + QPoint(2 * QApplication.startDragDistance(), 2))
    timer.stop()
    QTest.qWait(0)
    assert not steps, f"“{name}” cannot be dragged"


# --- the keys ---------------------------------------------------------------------------------------


def press(*keys):
    """Press keys, one after the other: "Ctrl+K", "Tab", "Down"."""
    for key in keys:
        QTest.keySequence(_with_keys(), QKeySequence(key))
        QTest.qWait(0)


def write(words):
    """Type, letter by letter."""
    for letter in words:
        QTest.keyClick(_with_keys(), letter)
        QTest.qWait(0)


def _with_keys():
    return until(lambda: in_front() and QGuiApplication.focusWindow(), "no window has the keys")


def at():
    """What has the keys: its names; with the line of it, where it is a list."""
    with Looking():
        held = QApplication.focusWidget()
        seen = QAccessible.queryAccessibleInterface(held) if held is not None else None
        return (seen.text(NAME), held.accessibleName()) if seen is not None else ()


def has_keys(name):
    """Wait until a thing has the keys that is called so."""
    until(lambda: name in at(), f"“{name}” does not have the keys")


def tab_to(name, most=120):
    """Go on by Tab until a thing has the keys that is called so; it is waited for."""
    until(partial(_is_on, name), f"nothing is called “{name}” and on")
    called = re.compile(rf"{re.escape(name)}(,.*| \d.*)?")  # a number of things may follow
    for _ in range(most):
        if any(called.fullmatch(said) for said in at()):
            return
        press("Tab")
    raise AssertionError(f"Tab does not come to “{name}”, but at last to {at()}")


def walk_to(name, key="Down", most=60):
    """Go on by an arrow to a line or an entry that is called so."""
    for _ in range(most):
        if (one := found(name)) and one.here:
            return
        press(key)
    raise AssertionError(f"{key} does not come to “{name}”; to be read were {read()[-60:]}")


def do(words):
    """Have something done by the palette."""
    press("Ctrl+K")
    has_keys("Do something, or find anything")
    write(words)
    press("Return")


# --- windows of the system's own ----------------------------------------------------------------------


@contextmanager
def in_what_opens(kind, steps):
    """Say what is to be done in the window that the next click or key opens, where Qt waits in it: for files, to print."""
    wrong = []
    timer = QTimer(interval=LOOK_MS)

    def look():
        in_front()
        shown = QApplication.activeModalWidget()
        if not isinstance(shown, kind) or not shown.isActiveWindow():
            return
        timer.stop()
        try:
            steps()
        except AssertionError as error:
            wrong.append(error)
            shown.reject()

    timer.timeout.connect(look)
    timer.start()
    yield
    until(lambda: not timer.isActive(), f"no {kind.__name__} opened")
    for error in wrong:
        raise error
