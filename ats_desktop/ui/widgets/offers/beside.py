"""Offers beside each other: one column each, the best of every line marked by a word.

Why:    figures of two currencies are shown together, but only those of one are compared; what nobody
        told stays empty, so that a gap is seen as a gap.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ats_desktop.domain.jobs import WorkMode
from ats_desktop.domain.offers import OPEN_OFFERS, Offer, OfferStatus, Standing, winners
from ats_desktop.domain.pay import amount
from ats_desktop.ui.days import both_times, day_tone, short_day, until
from ats_desktop.ui.editors import word_label
from ats_desktop.ui.theme import HAIR, ROOM, SNUG, TIGHT, WIDE, button, label
from ats_desktop.ui.words import tr

_USUAL = 100.0
_ONE = ""  # the group of what any two offers can be compared in


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the comparison."""

    name: str
    said: Callable[[Standing], str]
    value: Callable[[Standing], float | None] = lambda _: None
    apart: bool = True  # compared within one currency only
    strong: bool = False
    help: str = ""


class Beside(QFrame):
    """The table."""

    asked = Signal(str, str)  # what to do (accept, decline, extend, reopen, edit), and the offer

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", "yes")
        self._shown: object = None
        self._inside: QWidget | None = None
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(WIDE, ROOM, WIDE, ROOM)

    def show_offers(self, found: Sequence[Standing], now: datetime, zone: tzinfo | None, *, pay: bool) -> None:
        """Show these, from left to right."""
        wanted = (tuple(found), now.strftime("%Y-%m-%dT%H"), zone, pay)
        if wanted == self._shown:
            return
        self._shown = wanted
        if self._inside is not None:
            self._inside.hide()
            self._inside.deleteLater()
        self._inside = inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(WIDE)
        grid.setVerticalSpacing(TIGHT)
        for at, one in enumerate(found, 1):
            grid.setColumnStretch(at, 1)
            grid.addWidget(self._head(one.offer, now, zone), 0, at)
        row = 1
        for title, lines in _blocks(found, pay=pay):
            row = _block(grid, row, title, lines, found)
        for at, one in enumerate(found, 1):
            grid.addWidget(self._verbs(one.offer), row, at)
        self._whole.addWidget(inside)

    def _head(self, offer: Offer, now: datetime, zone: tzinfo | None) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, TIGHT)
        column.setSpacing(HAIR)
        column.addWidget(label(offer.role_title or tr("Position not said"), "title", wrap=True))
        column.addWidget(label(offer.company_name, tone="muted", wrap=True))
        words, tone, when = answer_by(offer, now, zone)
        column.addWidget(label(words, "strong", tone=tone, wrap=True))
        if when:
            column.addWidget(label(when, "caption", tone="muted", wrap=True))
        column.addStretch(1)
        return made

    def _verbs(self, offer: Offer) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, SNUG, 0, 0)
        row.setSpacing(TIGHT)
        waiting = offer.status in OPEN_OFFERS
        verbs = [("accept", tr("Accept"), "primary"), ("decline", tr("Decline"), "")] if waiting else []
        verbs += [] if waiting else [("reopen", tr("Open again"), "")]
        for key, words, look in (*verbs, ("edit", tr("Details"), "quiet")):
            one = button(words, look)
            one.setAccessibleName(f"{words}: {offer}")
            one.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
            one.clicked.connect(lambda _=False, key=key, row=offer.id: self.asked.emit(key, row))
            row.addWidget(one)
        row.addStretch(1)
        return made


def answer_by(offer: Offer, now: datetime, zone: tzinfo | None) -> tuple[str, str, str]:
    """Say how long they wait still, in which tone, and until when by whose clock."""
    if offer.status not in OPEN_OFFERS:
        tone = "good" if offer.status is OfferStatus.ACCEPTED else "muted"
        return word_label(offer.status.value), tone, ""
    if offer.respond_at is None:
        return tr("No day to answer by"), "muted", ""
    wall = f"{offer.respond_by.wall} {offer.respond_by.zone or 'UTC'}"
    day, today = offer.respond_at.astimezone(zone).date(), now.astimezone(zone).date()
    when = both_times(wall, offer.respond_at, zone)
    if offer.respond_at < now:
        late = (today - day).days
        said = tr("Answer was due {n} days ago", n=late) if late > 1 else tr("Answer was due")
        return said, "danger", when
    ahead = (day - today).days
    said = (
        tr("Answer in {n} days", n=ahead) if ahead > 1 else tr("Answer {soon}", soon=until(offer.respond_at, now, zone))
    )
    return said, day_tone(day, today), when


def _blocks(found: Sequence[Standing], *, pay: bool) -> list[tuple[str, list[Row]]]:
    together = [
        Row(tr("Overall, of 100"), lambda s: _number(s.overall), lambda s: s.overall, strong=True),
        Row(tr("Beside the pay, of 100"), lambda s: _number(s.score), lambda s: s.score, apart=False),
        *(_judged(name, words) for name, words in _scores()),
    ]
    work = [
        Row(tr("Where"), lambda s: " · ".join(filter(None, (s.offer.location, _mode(s.offer))))),
        Row(tr("First day"), lambda s: short_day(s.offer.starts_on) if s.offer.starts_on else ""),
    ]
    blocks = [(tr("A year"), _money(found))] if pay else []
    return [*blocks, (tr("Everything together"), together if pay else together[1:]), (tr("The work"), work)]


def _money(found: Sequence[Standing]) -> list[Row]:
    def of(name: str, words: str, *, strong: bool = False, help: str = "") -> Row:  # noqa: A002 - the word people know
        return Row(
            words,
            lambda s: _amount(getattr(s.worth, name), s.worth.currency),
            lambda s: getattr(s.worth, name),
            strong=strong,
            help=help,
        )

    rows = [
        of("base", tr("Base pay")),
        of("bonus", tr("Bonus")),
        of("equity", tr("Shares, a year's part"), help=tr("The whole grant by the years until it is yours")),
        of("benefits", tr("Benefits")),
        of("total", tr("Every year"), strong=True),
        of("first_year", tr("First year, with sign-on")),
        Row(tr("Paid days off"), _days_off, lambda s: s.offer.days_off, apart=False, help=tr("Not in the sums")),
    ]
    if any(one.worth.index != _USUAL for one in found):
        words = tr("At prices here")
        why = tr("Every year, by what life costs there; 100 is where you live now")
        rows.insert(6, of("adjusted", words, help=why))
    return rows


def _judged(name: str, words: str) -> Row:
    return Row(words, lambda s: _of_ten(getattr(s.offer, name)), lambda s: getattr(s.offer, name), apart=False)


def _scores() -> tuple[tuple[str, str], ...]:
    return ("culture", tr("Culture")), ("growth", tr("Growth")), ("balance", tr("Work and life"))


def _block(grid: QGridLayout, row: int, title: str, lines: Sequence[Row], found: Sequence[Standing]) -> int:
    """Lay a few lines under a title; gives the row after them."""
    head = label(title, "strong", tone="muted")
    head.setContentsMargins(0, SNUG, 0, 0)
    grid.addWidget(head, row, 0)
    for at, line in enumerate(lines, row + 1):
        name = label(line.name, "strong" if line.strong else "body", tone="" if line.strong else "muted")
        name.setToolTip(line.help)
        grid.addWidget(name, at, 0)
        groups = [one.worth.currency if line.apart else _ONE for one in found]
        best = winners([line.value(one) for one in found], groups)
        for column, one in enumerate(found):
            grid.addWidget(_cell(line, line.said(one), best=column in best), at, column + 1)
    return row + len(lines) + 1


def _cell(line: Row, said: str, *, best: bool) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(TIGHT)
    role, tone = "strong" if line.strong or best else "body", "" if said else "muted"
    figure = label(said or "-", role, tone=tone, wrap=not best)
    figure.setAccessibleName(f"{line.name}: {said or tr('not said')}{', ' + tr('best') if best else ''}")
    row.addWidget(figure, 0 if best else 1, Qt.AlignmentFlag.AlignVCenter)
    if best:
        row.addWidget(label(tr("best"), "caption", tone="good"), 1, Qt.AlignmentFlag.AlignVCenter)
    return made


def _amount(minor: int | None, currency: str) -> str:
    return "" if minor is None else amount(minor, currency)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.0f}"


def _of_ten(value: int | None) -> str:
    return "" if value is None else tr("{n} of 10", n=value)


def _days_off(one: Standing) -> str:
    days, worth = one.offer.days_off, one.worth.time_off
    if days is None:
        return ""
    return (
        tr("{n} days, worth {pay}", n=days, pay=amount(worth, one.worth.currency)) if worth else tr("{n} days", n=days)
    )


def _mode(offer: Offer) -> str:
    return "" if offer.work_mode is WorkMode.UNKNOWN else word_label(offer.work_mode.value)
