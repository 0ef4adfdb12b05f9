"""A calendar behind a line for a day: who uses the mouse picks the day, who uses keys goes on typing it."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, QLocale, QPoint, Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QMenu, QToolButton, QWidget, QWidgetAction

from ats_desktop.ui.icons import icon
from ats_desktop.ui.words import tongue, tr

_WIDE, _HIGH = 42, 34  # letters


def offer_days(line: QLineEdit, read: Callable[[], date | None], picked: Callable[[date], None]) -> None:
    """Put a small calendar at the end of a line; it opens at the day that is typed."""
    way = line.addAction(icon("calendar", "muted"), QLineEdit.ActionPosition.TrailingPosition)
    way.setText(tr("Pick the day"))
    way.setToolTip(tr("Pick the day"))
    way.triggered.connect(lambda: _open(line, read(), picked))


def _open(line: QLineEdit, day: date | None, picked: Callable[[date], None]) -> None:
    menu = QMenu(line)
    menu.setAccessibleName(tr("Pick the day"))
    menu.aboutToHide.connect(menu.deleteLater)
    month = _month()
    if day is not None:
        month.setSelectedDate(QDate(day.year, day.month, day.day))

    def take(chosen: QDate) -> None:
        menu.close()
        picked(date(chosen.year(), chosen.month(), chosen.day()))

    month.clicked.connect(take)
    month.activated.connect(take)
    held = QWidgetAction(menu)
    held.setDefaultWidget(month)
    menu.addAction(held)
    menu.popup(line.mapToGlobal(QPoint(0, line.height())))
    month.setFocus(Qt.FocusReason.PopupFocusReason)


def _month() -> QCalendarWidget:
    """Make the calendar, quiet as all else: no grid, no red, no numbers of weeks."""
    made = QCalendarWidget()
    made.setLocale(tongue())
    made.setFirstDayOfWeek(QLocale().firstDayOfWeek())
    made.setGridVisible(False)
    made.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    made.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
    plain = QTextCharFormat()
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        made.setWeekdayTextFormat(day, plain)
    for name, picture in (("qt_calendar_prevmonth", "left"), ("qt_calendar_nextmonth", "right")):
        if (turn := made.findChild(QToolButton, name)) is not None:
            turn.setIcon(icon(picture, "muted"))
    if (bar := made.findChild(QWidget, "qt_calendar_navigationbar")) is not None:
        bar.setProperty("turns", "yes")
    letter = made.fontMetrics().averageCharWidth()
    made.setMinimumSize(letter * _WIDE, letter * _HIGH)
    return made
