"""A day is picked by the mouse in a calendar behind its line, and lies there as if it was typed."""

from datetime import UTC, date, datetime, time

import pytest
from PySide6.QtCore import QDate
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCalendarWidget

from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.ui.editors import editor_for
from ats_desktop.ui.widgets.application.whenline import WhenLine

pytestmark = pytest.mark.qt_log_ignore("does not support")
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


def calendar_of(line):
    next(one for one in line.findChildren(QAction) if one.text() == "Pick the day").trigger()
    return next(one for one in line.findChildren(QCalendarWidget) if one.isVisible())


def test_a_picked_day_is_typed_and_the_field_is_left(qtbot):
    editor = editor_for(JobOpportunity.noun.by_name["deadline_on"], lambda _table, _words: [])
    qtbot.addWidget(editor)
    editor.put(date(2026, 12, 4))
    editor.show()
    said = []
    editor.changed.connect(lambda: said.append("changed"))
    editor.left.connect(lambda: said.append("left"))

    month = calendar_of(editor._line)
    assert month.selectedDate() == QDate(2026, 12, 4)
    month.clicked.emit(QDate(2026, 12, 9))

    assert editor.read() == date(2026, 12, 9)
    assert said == ["changed", "left"]


@pytest.mark.parametrize(
    ("usual", "typed", "read"),
    [
        (None, "fri 14:00", datetime(2026, 12, 1, 14)),  # noqa: DTZ001 - a wall time
        (None, "", None),  # an hour is still asked for
        (time(23, 59), "", datetime(2026, 12, 1, 23, 59)),  # noqa: DTZ001 - a wall time
    ],
)
def test_a_picked_day_keeps_the_hour_that_was_typed(qtbot, usual, typed, read):
    line = WhenLine("When", usual=usual)
    qtbot.addWidget(line)
    line.begin(NOW, UTC, None)
    line.line.setText(typed)
    line.show()

    calendar_of(line.line).clicked.emit(QDate(2026, 12, 1))

    assert line.read() == read
