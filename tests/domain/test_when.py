"""A time is told from a day in what people type."""

from datetime import time

import pytest

from ats_desktop.domain.when import part_time


@pytest.mark.parametrize(("typed", "day", "clock"), [
    ("fri 14:00", "fri", time(14)),
    ("tomorrow at 2pm", "tomorrow", time(14)),
    ("tomorrow 12am", "tomorrow", time(0)),
    ("12:30 pm", "", time(12, 30)),
    ("2026-12-01 9.30", "2026-12-01", time(9, 30)),
    ("2026-12-01T09:30", "2026-12-01", time(9, 30)),
    ("2026-12-01, 09:30", "2026-12-01", time(9, 30)),
    ("mon 16h45", "mon", time(16, 45)),
    ("2026-12-01", "2026-12-01", None),
    ("+10", "+10", None),
    ("fri 25:00", "fri 25:00", None),
    ("fri 13pm", "fri 13pm", None),
    ("", "", None),
])  # fmt: skip
def test_day_and_time_are_told_apart(typed, day, clock):
    assert part_time(typed) == (day, clock)
