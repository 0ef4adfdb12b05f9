"""A line for a day and a time as people say them, with what was understood below it."""

from datetime import date, datetime, time, tzinfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ats_desktop.domain.when import part_time, read_day
from ats_desktop.ui.days import long_day
from ats_desktop.ui.theme import HAIR, label, restyle
from ats_desktop.ui.widgets.daypick import offer_days
from ats_desktop.ui.words import tr


class WhenLine(QWidget):
    """What is typed and what it means; `usual` is the time of day where none was typed, None asks for one."""

    changed = Signal()

    def __init__(self, name: str, *, usual: time | None = None) -> None:
        super().__init__()
        self._usual = usual
        self._today = date.today  # replaced by the page's own clock
        self.line = QLineEdit()
        self.line.setAccessibleName(name)
        example = tr("yesterday, 2026-11-05, mon") if usual else tr("fri 14:00, 1 Dec 9:30")
        self.line.setPlaceholderText(example)
        self._means = label("", "caption", tone="muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HAIR)
        column.addWidget(self.line)
        column.addWidget(self._means)
        self.setFocusProxy(self.line)
        offer_days(self.line, self._day, self._take)
        self.line.textChanged.connect(self._say)

    def begin(self, now: datetime, zone: tzinfo | None, at: datetime | None) -> None:
        """Begin with a moment, or with nothing; days are reckoned from `now`."""
        today = now.astimezone(zone).date()
        self._today = lambda: today
        local = at.astimezone(zone) if at else None
        self.line.setText(f"{local:%Y-%m-%d %H:%M}" if local else "")
        self._say()

    def read(self) -> datetime | None:
        """Give the wall time that was typed; None where it is none."""
        words, clock = part_time(self.line.text())
        day = read_day(words, self._today()) if words else self._today() if clock else None
        clock = clock or self._usual
        return datetime.combine(day, clock) if day and clock else None

    def _day(self) -> date | None:
        return read_day(part_time(self.line.text())[0], self._today())

    def _take(self, day: date) -> None:
        """Put a day that was picked before the hour, which is still asked for where none is usual."""
        clock = part_time(self.line.text())[1]
        self.line.setText(f"{day.isoformat()} {clock:%H:%M}" if clock else f"{day.isoformat()} ")
        self.line.setFocus()

    def says(self, words: str, *, wrong: bool = False) -> None:
        """Say what it means, or what is missing."""
        self._means.setText(words)
        restyle(self._means, tone="danger" if wrong else "muted")
        restyle(self.line, wrong="yes" if wrong else "")

    def _say(self) -> None:
        found = self.read()
        asked = tr("Which day, and when?") if self.line.text().strip() else ""
        self.says(f"{long_day(found.date())}, {found:%H:%M}" if found else asked)
        self.changed.emit()
