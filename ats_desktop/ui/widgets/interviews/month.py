"""A month on one page, painted: six weeks of days, each with its meetings and how many more there are."""

from collections.abc import Mapping
from datetime import date, timedelta

from PySide6.QtCore import QDate, QLocale, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen

from ats_desktop.ui.theme import HAIR, RADIUS, TIGHT, theme, tone
from ats_desktop.ui.widgets.interviews.calendar import A_WEEK, Calendar, Spot, week_of
from ats_desktop.ui.widgets.lines import write
from ats_desktop.ui.words import tongue, tr

WEEKS = 6
_DECEMBER = 12


class Month(Calendar):
    """The weeks a month touches."""

    def __init__(self) -> None:
        super().__init__(tr("Month"))

    def stretch(self, day: date) -> tuple[date, date]:
        first = week_of(day.replace(day=1))
        return first, first + timedelta(days=A_WEEK * WEEKS)

    def page(self, day: date, step: int) -> date:
        months = day.year * _DECEMBER + day.month - 1 + step
        last = QDate(months // _DECEMBER, months % _DECEMBER + 1, 1).daysInMonth()
        return date(months // _DECEMBER, months % _DECEMBER + 1, min(day.day, last))

    def cell_at(self, where: QPoint) -> date | None:
        first, _ = self.stretch(self.day)
        for at in range(A_WEEK * WEEKS):
            if self._cell(at).contains(where):
                return first + timedelta(days=at)
        return None

    def moves(self) -> Mapping[Qt.Key, tuple[int, int]]:
        return {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (-A_WEEK, 0),
            Qt.Key.Key_Down: (A_WEEK, 0),
        }

    def landing(self, pressed: QPoint, over: QPoint, spot: Spot) -> tuple[int, int]:  # noqa: ARG002 - a week's needs it
        left, right = self.cell_at(pressed), self.cell_at(over)
        return ((right - left).days, 0) if left and right else (0, 0)

    def sizeHint(self) -> QSize:
        line = QFontMetrics(theme().font("caption")).height()
        return QSize(line * 30, line * 4 * WEEKS + self._head())

    def minimumSizeHint(self) -> QSize:
        line = QFontMetrics(theme().font("caption")).height()
        return QSize(line * 16, line * 3 * WEEKS + self._head())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._drawn = []
        first, _ = self.stretch(self.day)
        for at in range(A_WEEK):
            name = tongue().dayName((first + timedelta(days=at)).isoweekday(), QLocale.FormatType.ShortFormat)
            box = QRect(self._cell(at).left(), 0, self._cell(at).width(), self._head())
            write(painter, box.adjusted(TIGHT, 0, -TIGHT, 0), "caption", "muted", name)
        for at in range(A_WEEK * WEEKS):
            self._day(painter, self._cell(at), first + timedelta(days=at))
        if (spot := self.carried()) is not None:
            self._carry(painter, self._cell((spot.starts.date() - first).days), spot)
        painter.end()

    def _day(self, painter: QPainter, cell: QRect, day: date) -> None:
        here, mine = day == self.day, day.month == self.day.month
        edge = tone("accent") if here and self.hasFocus() else tone("line")
        painter.setPen(QPen(edge, 2 if here and self.hasFocus() else 1))
        painter.setBrush(tone("accent_soft") if here else tone("surface") if mine else tone("window"))
        painter.drawRoundedRect(cell.adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        line = QFontMetrics(theme().font("caption")).height()
        inside = cell.adjusted(TIGHT, HAIR, -TIGHT, -HAIR)
        painter.setFont(theme().font("caption", strong=day == self.today))
        painter.setPen(tone("accent") if day == self.today else tone("text") if mine else tone("muted"))
        there = self.spots_of(day)
        room = (inside.height() - line) // (line + 2)
        top = QRect(inside.left(), inside.top(), inside.width(), line)
        whole = tr("{n} today", n=day.day)
        fits = day == self.today and painter.fontMetrics().horizontalAdvance(whole) <= top.width()
        painter.drawText(top, Qt.AlignmentFlag.AlignLeft, whole if fits else str(day.day))
        if there and room < 1:  # no room for their names: how many there are
            clash = any(spot.clash for spot in there)
            painter.setPen(tone("warn" if clash else "accent"))
            painter.drawText(top, Qt.AlignmentFlag.AlignRight, f"({len(there)}{' !' * clash})")
            return
        shown = there if len(there) <= room else there[: room - 1]
        for row, spot in enumerate(shown):
            box = QRect(inside.left(), inside.top() + line + row * (line + 2) + 2, inside.width(), line)
            self._spot(painter, box, spot)
        if len(shown) < len(there):
            box = QRect(inside.left(), inside.top() + line + len(shown) * (line + 2) + 2, inside.width(), line)
            write(painter, box, "caption", "muted", tr("{n} more", n=len(there) - len(shown)))

    def _carry(self, painter: QPainter, cell: QRect, spot: Spot) -> None:
        """Paint a meeting over the day it would be moved to."""
        line = QFontMetrics(theme().font("caption")).height()
        box = QRect(cell.left() + HAIR, cell.top() + line + HAIR, cell.width() - 2 * HAIR, line + 2 * HAIR)
        painter.setPen(QPen(tone("accent"), 2))
        painter.setBrush(tone("accent_soft"))
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        inside = box.adjusted(TIGHT, 0, -HAIR, 0)
        write(painter, inside, "caption", "on_soft", f"{spot.starts:%H:%M} {spot.name}")

    def _spot(self, painter: QPainter, box: QRect, spot: Spot) -> None:
        self._drawn.append((box, spot.row))
        ink = "muted" if spot.faint else "warn" if spot.clash else "text"
        write(painter, box, "caption", ink, f"{spot.hour} {spot.name}")

    def _head(self) -> int:
        return QFontMetrics(theme().font("caption")).height() + TIGHT

    def _cell(self, at: int) -> QRect:
        wide, high = self.width() / A_WEEK, (self.height() - self._head()) / WEEKS
        row, column = divmod(at, A_WEEK)
        left, top = round(column * wide), self._head() + round(row * high)
        return QRect(left, top, round((column + 1) * wide) - left, self._head() + round((row + 1) * high) - top)
