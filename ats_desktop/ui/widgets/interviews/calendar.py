"""What a month and a week have in common: days walked by keys, meetings opened and carried, words for a screen reader.

Why:    a grid of widgets for 42 days costs 42 widgets; painted, a month costs one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from PySide6.QtCore import QEvent, QLocale, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from ats_desktop.ui.days import long_day
from ats_desktop.ui.theme import theme
from ats_desktop.ui.words import tr

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
A_WEEK = 7
A_STEP = 15  # minutes


@dataclass(frozen=True, slots=True)
class Spot:
    """One meeting as a calendar shows it, by her own clock."""

    row: str
    starts: datetime
    ends: datetime
    name: str
    theirs: str = ""  # "15:30 in Berlin", where their clock shows another time
    clash: bool = False
    faint: bool = False  # held already

    @property
    def hour(self) -> str:
        """Its hour as it is painted: over in brackets, a clash with a mark, as not all see colours."""
        at = f"{self.starts:%H:%M}"
        return f"({at})" if self.faint else f"{at} !" if self.clash else at

    @property
    def said(self) -> str:
        """All of it, as a screen reader says it."""
        clash = tr("at the same time as another") if self.clash else ""
        over = tr("over") if self.faint else ""
        parts = (f"{self.starts:%H:%M}", self.theirs, self.name, clash, over)
        return ", ".join(part for part in parts if part)


class Calendar(QWidget):
    """Days in a grid; one has the keys."""

    opened = Signal(str)  # a meeting
    moved = Signal(str, int, int)  # a meeting, by so many days and minutes
    asked = Signal(str, QPoint)  # a menu for a meeting, at this place of the screen
    turned = Signal(object)  # another day is looked at

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.day = date.today()  # noqa: DTZ011 - until the page says what its own today is
        self.today = self.day
        self._spots: Mapping[date, Sequence[Spot]] = {}
        self._drawn: list[tuple[QRect, str]] = []  # where meetings were painted
        self._turn = 0  # which meeting of the day Enter opens next
        self._pressed: tuple[Spot, QPoint] | None = None
        self._over: QPoint | None = None  # where a meeting is being carried
        self.chosen = ""  # the meeting shown beside
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        theme().changed.connect(self.update)

    def show_spots(self, day: date, today: date, spots: Sequence[Spot]) -> None:
        """Show the stretch a day is in, with these meetings."""
        self.day, self.today = day, today
        found: dict[date, list[Spot]] = {}
        for one in sorted(spots, key=lambda spot: (spot.starts, spot.name)):
            found.setdefault(one.starts.date(), []).append(one)
        self._spots = found
        self._tell()
        self.update()

    def spots_of(self, day: date) -> Sequence[Spot]:
        """Give the meetings of a day, in order."""
        return self._spots.get(day, ())

    def stretch(self, day: date) -> tuple[date, date]:
        """Give the first day shown when this day is, and the one after the last."""
        raise NotImplementedError

    def cell_at(self, where: QPoint) -> date | None:
        """Give the day painted at a place."""
        raise NotImplementedError

    def page(self, day: date, step: int) -> date:
        """Give the same day of the next stretch, or of the one before."""
        raise NotImplementedError

    def go(self, day: date) -> None:
        """Turn to a day; one of another stretch is shown when it was asked for."""
        self._turn = 0
        if self.stretch(day) == self.stretch(self.day):
            self.day = day
            self._tell()
            self.update()
        self.turned.emit(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go by days, the page keys by stretches; Enter opens what is on the day, Alt and an arrow moves it."""
        key = Qt.Key(event.key())
        if key is Qt.Key.Key_Escape and self._over is not None:
            self._let_go()
            return
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and key in self.moves():
            if (held := self.held()) is not None:
                self.moved.emit(held.row, *self.moves()[key])
            return
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -A_WEEK, Qt.Key.Key_Down: A_WEEK}
        if key in steps:
            self.go(self.day + timedelta(days=steps[key]))
        elif key in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            self.go(self.page(self.day, 1 if key is Qt.Key.Key_PageDown else -1))
        elif key is Qt.Key.Key_Home:
            self.go(self.today)
        elif key in _ENTER and self.spots_of(self.day):
            there = self.spots_of(self.day)
            self.opened.emit(there[self._turn % len(there)].row)
            self._turn += 1
        else:
            super().keyPressEvent(event)

    def moves(self) -> Mapping[Qt.Key, tuple[int, int]]:
        """Say how far each arrow, with Alt, moves a meeting: days and minutes."""
        raise NotImplementedError

    def landing(self, pressed: QPoint, over: QPoint, spot: Spot) -> tuple[int, int]:
        """Say by how many days and minutes a meeting is carried from one place to another; nothing, beside the days."""
        raise NotImplementedError

    def held(self) -> Spot | None:
        """Give the meeting of the day that the keys move: the one chosen, else the first."""
        there = [spot for spot in self.spots_of(self.day) if not spot.faint]
        return next((spot for spot in there if spot.row == self.chosen), there[0] if there else None)

    def carried(self) -> Spot | None:
        """Give the meeting being carried, as it would be where it is held now."""
        if self._pressed is None or self._over is None:
            return None
        spot, pressed = self._pressed
        days, minutes = self.landing(pressed, self._over, spot)
        by = timedelta(days=days, minutes=minutes)
        return replace(spot, starts=spot.starts + by, ends=spot.ends + by, theirs="", clash=False)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Turn to the day pressed; a meeting there is opened when it is let go, or carried away."""
        super().mousePressEvent(event)
        where = event.position().toPoint()
        spot = self._spot_at(where)
        day = self.cell_at(where)
        if day is not None:
            self.go(day)
        if spot is not None and event.button() is Qt.MouseButton.LeftButton:
            self._pressed = (spot, where)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if self._pressed is None or self._pressed[0].faint:
            return
        where = event.position().toPoint()
        far = (where - self._pressed[1]).manhattanLength() >= QApplication.startDragDistance()
        if far or self._over is not None:
            self._over = where
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self._pressed is None:
            return
        (spot, pressed), over = self._pressed, self._over
        self._let_go()
        by = self.landing(pressed, over, spot) if over is not None else (0, 0)
        if over is None:
            self.opened.emit(spot.row)
        elif by != (0, 0):
            self.moved.emit(spot.row, *by)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the meeting under the pointer, or of the one the keys are on."""
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            spot, where = self._spot_at(event.pos()), event.globalPos()
        else:
            spot, where = self.held(), self.mapToGlobal(self.rect().center())
        if spot is not None:
            self.asked.emit(spot.row, where)

    def _let_go(self) -> None:
        self._pressed = self._over = None
        self.unsetCursor()
        self.update()

    def _spot_at(self, where: QPoint) -> Spot | None:
        row = next((row for box, row in self._drawn if box.contains(where)), "")
        return next((one for there in self._spots.values() for one in there if one.row == row), None)

    def event(self, event: QEvent) -> bool:
        """Show all of a meeting that was cut short."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            spot = self._spot_at(event.pos())
            QToolTip.showText(event.globalPos(), spot.said if spot else "", self)
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _tell(self) -> None:
        """Say the day and what is on it, for who cannot see it."""
        there = "; ".join(one.said for one in self.spots_of(self.day)) or tr("nothing planned")
        self.setAccessibleName(f"{self._name}, {long_day(self.day)}: {there}")


def week_of(day: date) -> date:
    """Give the first day of a week, as the person's language has it."""
    first = QLocale().firstDayOfWeek().value - 1
    return day - timedelta(days=(day.weekday() - first) % A_WEEK)
