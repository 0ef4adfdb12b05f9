"""The slowest frame while one scrolls or drags, against what thirty frames a second leave for one.

Why:    a list that is quick in the mean and stutters once is felt as slow; so the worst of sixty frames counts.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from bench.kit import Measure, Sides, clocked
from bench.screens import painted, shown
from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from ats_desktop.ui.widgets.board_cards import Cards
from ats_desktop.ui.widgets.board_column import CardList
from ats_desktop.ui.window import Window

FRAME = 1 / 30  # seconds
FRAMES = 60
NOTCH = 120  # an eighth of a degree each: what one click of a wheel turns


def worst(step: Callable[[int], object]) -> float:
    """Give the seconds of the slowest of sixty frames."""

    def frame(number: int) -> None:
        step(number)
        painted()

    return max(clocked(partial(frame, number)) for number in range(FRAMES))


@contextmanager
def scrolling(folder: Path, page: str, list_of: Callable[[Window], QAbstractScrollArea]) -> Iterator[Sides]:
    """Turn the wheel over the list of a page, down and up again."""
    with shown(folder, 10_000) as window:
        window.go(page)
        painted()
        listed = list_of(window)
        while not listed.verticalScrollBar().maximum():  # its rows come from a lane
            painted()
        seen = listed.viewport()

        def turn(number: int) -> None:
            way = QPoint(0, -NOTCH if number < FRAMES // 2 else NOTCH)
            at = QPointF(seen.rect().center())
            none = (Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier)
            event = QWheelEvent(at, at, QPoint(), way, *none, Qt.ScrollPhase.NoScrollPhase, False)  # noqa: FBT003 - by its place alone
            QCoreApplication.sendEvent(seen, event)

        yield Sides(lambda: FRAME, lambda: worst(turn))


@contextmanager
def dragging(folder: Path) -> Iterator[Sides]:
    """Drag a card down over the columns of the board."""
    with shown(folder, 10_000) as window:
        window.go("board")
        painted()
        lists = _columns(window)
        carried = lists[0].model().mimeData([lists[0].model().index(0, 0)])
        asked = (Qt.DropAction.MoveAction, carried, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)

        def move(number: int) -> None:
            over = lists[number * len(lists) // FRAMES].viewport()
            at = QPoint(over.width() // 2, 10 + number * 7 % max(1, over.height() - 20))
            if number % (FRAMES // len(lists)) == 0:
                QCoreApplication.sendEvent(over, QDragEnterEvent(at, *asked))
            QCoreApplication.sendEvent(over, QDragMoveEvent(at, *asked))

        yield Sides(lambda: FRAME, lambda: worst(move))


def _columns(window: Window) -> list[QAbstractScrollArea]:
    page: QWidget = window.stack.currentWidget()
    while not any(one.cards.rowCount() for one in page.findChildren(CardList)):  # they come from a lane
        painted()
    return [
        one
        for one in page.findChildren(QAbstractScrollArea)
        if one.isVisible() and isinstance(getattr(one, "model", lambda: None)(), Cards)
    ]


MEASURES = (
    Measure("slowest frame, wheel over a table of 10,000", partial(scrolling, page="jobs", list_of=lambda w: w.stack.currentWidget().table), 1.0),
    Measure("slowest frame, wheel over a column of the board", partial(scrolling, page="board", list_of=lambda w: max(_columns(w), key=lambda one: one.model().rowCount())), 1.0),
    Measure("slowest frame, a card dragged over the board", dragging, 1.0),
)  # fmt: skip
