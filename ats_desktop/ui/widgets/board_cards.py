"""The cards of one column of the board: what they say, and how they are drawn.

Why:    painted by one delegate instead of made of widgets, so that hundreds appear at once; what a card
        says is worked out once, as words and tones, and is what a screen reader reads too.
Units:  sizes in device-independent pixels.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from ats_desktop.domain.ageing import days_still, stillness
from ats_desktop.domain.applications import Category
from ats_desktop.store.reads.board import Card
from ats_desktop.ui.days import day_tone, day_words, short_day
from ats_desktop.ui.theme import tip
from ats_desktop.ui.words import tr

MIME = "application/x-ats-cards"
FACE = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
_AGES = {"fresh": "muted", "slow": "warn", "stuck": "danger"}
_A_WEEK = 7
_CARD = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled


@dataclass(frozen=True, slots=True)
class Face:
    """What a card says: a title, a quieter line, what comes next, how long it has stood here."""

    title: str
    note: str
    next: str
    next_tone: str
    next_icon: str
    age: str
    age_tone: str

    @property
    def whole(self) -> str:
        """All of it, as a screen reader says it."""
        return ", ".join(part for part in (self.title, self.note, self.next, self.age) if part)


def face(card: Card, category: Category, now: datetime, zone: tzinfo | None) -> Face:
    """Say a card as seen now, by the clock of a zone."""
    coming, tone, icon = _next(card, category, now, zone)
    days = days_still(card.since, now)
    still = "fresh" if card.meeting else stillness(category, days)
    return Face(
        card.title or tr("Untitled"),
        " · ".join(part for part in (card.company, card.location) if part),
        *(coming, tone, icon),
        _age(days, still) if card.since else "",
        _AGES[still],
    )


def _next(card: Card, category: Category, now: datetime, zone: tzinfo | None) -> tuple[str, str, str]:
    """Say what comes next: a meeting, a step noted, a day to apply by."""
    today = now.astimezone(zone).date()
    if card.meeting:
        mine = card.meeting.starts_at.astimezone(zone)
        ahead = (mine.date() - today).days
        day = day_words(mine.date(), today) if ahead in {0, 1} else short_day(mine.date())
        return f"{day[:1].upper()}{day[1:]}, {mine:%H:%M}", "warn" if ahead <= 1 else "accent", "calendar"
    if card.deadline and category is Category.LEAD:
        ahead = (card.deadline - today).days
        said = day_words(card.deadline, today)
        words = (
            tr("Deadline {day}", day=said)
            if ahead < 0
            else tr("Apply {day}", day=said)
            if ahead < _A_WEEK
            else tr("Apply by {day}", day=said)
        )
        return words, day_tone(card.deadline, today), "clock"
    return (card.next_action, "muted", "task") if card.next_action else ("", "muted", "")


def _age(days: int, still: str) -> str:
    if not days:
        return tr("new today")
    said = tr("1 day") if days == 1 else tr("{n} days", n=days)
    return {"slow": tr("quiet {days}", days=said), "stuck": tr("stuck {days}", days=said)}.get(still, said)


class Cards(QAbstractListModel):
    """The cards of one column, as Qt asks for them; it tells what was dropped on it and moves nothing itself."""

    dropped = Signal(list, str, str)  # ids of the cards, and of the ones above and below the place ("" at an end)
    fell = Signal(list)  # ids of the cards, let fall on the column as a whole

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.cards: Sequence[Card] = ()
        self._faces: Sequence[Face] = ()

    def put(self, cards: Sequence[Card], faces: Sequence[Face]) -> bool:
        """Show these; gives whether anything differs from what was shown."""
        if list(cards) == list(self.cards) and list(faces) == list(self._faces):
            return False
        self.beginResetModel()
        self.cards, self._faces = cards, faces
        self.endResetModel()
        return True

    def row_of(self, card: str) -> int:
        """Find a card's row; -1 when it is not here."""
        return next((row for row, one in enumerate(self.cards) if one.id == card), -1)

    # What Qt asks

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent and parent.isValid() else len(self.cards)

    def data(self, index: Index, role: int = 0) -> Any:
        said = self._faces[index.row()]
        if role == FACE:
            return said
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return said.whole
        return tip(said.title) if role == Qt.ItemDataRole.ToolTipRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return _CARD if index.isValid() else Qt.ItemFlag.ItemIsDropEnabled

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        carried = QMimeData()
        ids = [self.cards[row].id for row in sorted({index.row() for index in indexes})]
        carried.setData(MIME, "\n".join(ids).encode())
        carried.setText("\n".join(f"{one.title}, {one.company}" for one in self.cards if one.id in ids))
        return carried

    def dropMimeData(self, carried: QMimeData, action: Qt.DropAction, row: int, _column: int, parent: Index) -> bool:
        """Tell what was let fall here; the rows follow once it is written."""
        if action is not Qt.DropAction.MoveAction or not carried.hasFormat(MIME):
            return False
        ids = bytes(carried.data(MIME).data()).decode().split("\n")
        if row < 0 and not parent.isValid():
            self.fell.emit(ids)
        else:
            self._tell_place(ids, parent.row() if row < 0 else row)
        return False  # nothing is taken from where it came from: what was written shows

    def _tell_place(self, ids: list[str], row: int) -> None:
        """Name the cards that stay above and below the place."""
        above = next((card.id for card in reversed(self.cards[:row]) if card.id not in ids), "")
        below = next((card.id for card in self.cards[row:] if card.id not in ids), "")
        if (above, below) != self._around(ids):
            self.dropped.emit(ids, above, below)

    def _around(self, ids: list[str]) -> tuple[str, str] | None:
        """Name the cards above and below these; None where they do not stand together here."""
        rows = sorted(self.row_of(card) for card in ids)
        if not rows or rows[0] < 0 or rows[-1] - rows[0] != len(rows) - 1:
            return None
        first, last = rows[0], rows[-1] + 1
        return self.cards[first - 1].id if first else "", self.cards[last].id if last < len(self.cards) else ""
