"""A week by the hour, painted: meetings as blocks, those at the same time beside each other, by both clocks."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QLocale, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen

from ats_desktop.ui.theme import HAIR, RADIUS, TIGHT, theme, tone
from ats_desktop.ui.widgets.interviews.calendar import A_STEP, A_WEEK, Calendar, Spot, week_of
from ats_desktop.ui.widgets.lines import write
from ats_desktop.ui.words import tongue, tr

_EARLY, _LATE = 8, 19  # hours shown at least
_LEAST = 30  # minutes a block is painted for at least
_LAST = 24 * 60 - A_STEP  # the last minute of a day something may begin


class Week(Calendar):
    """Seven days."""

    def __init__(self) -> None:
        super().__init__(tr("Week"))

    def stretch(self, day: date) -> tuple[date, date]:
        first = week_of(day)
        return first, first + timedelta(days=A_WEEK)

    def page(self, day: date, step: int) -> date:
        return day + timedelta(days=A_WEEK * step)

    def cell_at(self, where: QPoint) -> date | None:
        first, _ = self.stretch(self.day)
        inside = where.x() - self._left()
        at = int(inside // self._wide()) if inside >= 0 else -1
        return first + timedelta(days=at) if 0 <= at < A_WEEK else None

    def moves(self) -> Mapping[Qt.Key, tuple[int, int]]:
        return {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -A_STEP),
            Qt.Key.Key_Down: (0, A_STEP),
        }

    def landing(self, pressed: QPoint, over: QPoint, spot: Spot) -> tuple[int, int]:
        left, right = self.cell_at(pressed), self.cell_at(over)
        if left is None or right is None or not 0 <= over.y() <= self.height():
            return 0, 0
        early, late = self.hours()
        lines = round((over.y() - pressed.y()) / max(1, self._room()) * (late - early) * 60 / A_STEP)
        begins = spot.starts.hour * 60 + spot.starts.minute
        minutes = max(0, min(_LAST, begins + lines * A_STEP)) - begins
        return (right - left).days, minutes

    def sizeHint(self) -> QSize:
        line = QFontMetrics(theme().font("caption")).height()
        return QSize(line * 30, line * 30)

    def minimumSizeHint(self) -> QSize:
        line = QFontMetrics(theme().font("caption")).height()
        return QSize(line * 16, line * 20)

    def hours(self) -> tuple[int, int]:
        """Give the first hour shown and the one after the last: the usual day, and whatever is outside it."""
        first, end = self.stretch(self.day)
        there = [spot for day in self._spots for spot in self.spots_of(day) if first <= day < end]
        early = min((spot.starts.hour for spot in there), default=_EARLY)
        late = max((_last_hour(spot) for spot in there), default=_LATE)
        return min(_EARLY, early), max(_LATE, late)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._drawn = []
        first, _ = self.stretch(self.day)
        self._ground(painter, first)
        for at in range(A_WEEK):
            day = first + timedelta(days=at)
            for spot, lane, lanes in in_lanes(self.spots_of(day)):
                self._block(painter, self._box(at, spot, lane, lanes), spot)
        if (held := self.carried()) is not None:
            self._block(painter, self._box((held.starts.date() - first).days, held, 0, 1), held, carried=True)
        painter.end()

    def _ground(self, painter: QPainter, first: date) -> None:
        early, late = self.hours()
        line = QFontMetrics(theme().font("caption")).height()
        for hour in range(early, late + 1):
            y = self._y(hour * 60)
            painter.setPen(tone("line"))
            painter.drawLine(self._left(), y, self.width(), y)
            box = QRect(0, y - line // 2, self._left() - TIGHT, line)
            painter.setFont(theme().font("caption"))
            painter.setPen(tone("muted"))
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{hour:02}:00")
        for at in range(A_WEEK):
            day = first + timedelta(days=at)
            left = self._left() + round(at * self._wide())
            if day == self.day:
                painter.setPen(QPen(tone("accent"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
                painter.setBrush(tone("accent_soft"))
                painter.drawRoundedRect(QRect(left + 1, 1, round(self._wide()) - 2, self._head() - 2), RADIUS, RADIUS)
            name = tongue().dayName(day.isoweekday(), QLocale.FormatType.ShortFormat)
            painter.setFont(theme().font("caption", strong=day == self.today))
            painter.setPen(tone("accent") if day == self.today else tone("text"))
            said = f"{name} {day.day}"
            whole = tr("{day} today", day=said)
            if day == self.today and painter.fontMetrics().horizontalAdvance(whole) < self._wide() - TIGHT:
                said = whole
            box = QRect(left, 0, round(self._wide()), self._head())
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, said)

    def _block(self, painter: QPainter, box: QRect, spot: Spot, *, carried: bool = False) -> None:
        if not carried:
            self._drawn.append((box, spot.row))
        ground = "hover" if spot.faint else "warn_soft" if spot.clash else "accent_soft"
        wide = 2 if carried or (spot.row == self.chosen and self._over is None) else 1
        painter.setPen(QPen(tone("line" if spot.faint else "warn" if spot.clash else "accent"), wide))
        painter.setBrush(tone(ground))
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        inside = box.adjusted(HAIR + 2, 2, -HAIR, -2)
        line = QFontMetrics(theme().font("caption")).height()
        room = max(1, inside.height() // line)
        for at, said in enumerate(block_words(spot, room)):
            box = QRect(inside.left(), inside.top() + at * line, inside.width(), line)
            write(painter, box, "caption", "on_soft", said)

    def _box(self, column: int, spot: Spot, lane: int, lanes: int) -> QRect:
        top = self._y(spot.starts.hour * 60 + spot.starts.minute)
        minutes = max(_LEAST, int((spot.ends - spot.starts).total_seconds() // 60))
        bottom = self._y(min(24 * 60, spot.starts.hour * 60 + spot.starts.minute + minutes))
        wide = (self._wide() - HAIR) / lanes
        left = self._left() + round(column * self._wide() + lane * wide)
        return QRect(left + 2, top + 1, round(wide) - 3, max(4, bottom - top - 2))

    def _y(self, minute: int) -> int:
        early, late = self.hours()
        half = QFontMetrics(theme().font("caption")).height()
        return self._head() + half + round(self._room() * (minute - early * 60) / ((late - early) * 60))

    def _room(self) -> int:
        return self.height() - self._head() - 2 * QFontMetrics(theme().font("caption")).height()

    def _left(self) -> int:
        return QFontMetrics(theme().font("caption")).horizontalAdvance("00:00") + 2 * TIGHT

    def _wide(self) -> float:
        return max(1.0, (self.width() - self._left()) / A_WEEK)

    def _head(self) -> int:
        return QFontMetrics(theme().font("caption")).height() + 2 * TIGHT


def block_words(spot: Spot, room: int) -> list[str]:
    """Say a meeting in as many lines as there is room for: its time first, then its name, then their clock.

    >>> from datetime import datetime
    >>> at = datetime(2026, 11, 24, 9)
    >>> block_words(Spot("", at, at, "Quillmark", "04:00 in Lima"), 2)
    ['09:00', 'Quillmark']
    """
    if room == 1:
        return [f"{spot.hour} {spot.name}"]
    lines = [spot.hour, spot.name, spot.theirs] if room > 2 else [spot.hour, spot.name]  # noqa: PLR2004 - time and name
    return [line for line in lines if line]


def in_lanes(spots: Sequence[Spot]) -> list[tuple[Spot, int, int]]:
    """Put meetings at the same time beside each other: the meeting, its lane, how many lanes there are."""
    found: list[tuple[Spot, int, int]] = []
    heap: list[tuple[Spot, int]] = []

    def settle() -> None:
        lanes = max((lane for _, lane in heap), default=0) + 1
        found.extend((spot, lane, lanes) for spot, lane in heap)
        heap.clear()

    for spot in sorted(spots, key=lambda one: one.starts):
        if heap and spot.starts >= max(other.ends for other, _ in heap):
            settle()
        taken = {lane for other, lane in heap if other.ends > spot.starts}
        heap.append((spot, next(lane for lane in range(len(taken) + 1) if lane not in taken)))
    settle()
    return found


def _last_hour(spot: Spot) -> int:
    """Give the hour after a meeting's end; one that goes on past midnight is shown to midnight."""
    if spot.ends.date() != spot.starts.date():
        return 24
    return spot.ends.hour + (spot.ends.minute > 0)
