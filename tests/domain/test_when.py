"""Days and times are read as people type them, and what is none is left alone."""

from datetime import date, time

import pytest

from ats_desktop.domain.when import part_time, read_day, read_moment, read_past_day


@pytest.mark.parametrize(("typed", "day", "clock"), [
    ("fri 14:00", "fri", time(14)),
    ("tomorrow at 2pm", "tomorrow", time(14)),
    ("tomorrow 12am", "tomorrow", time(0)),
    ("12:30 pm", "", time(12, 30)),
    ("2026-12-01 9.30", "2026-12-01", time(9, 30)),
    ("2026-12-01T09:30", "2026-12-01", time(9, 30)),
    ("2026-12-01, 09:30", "2026-12-01", time(9, 30)),
    ("mon 16h45", "mon", time(16, 45)),
    ("3.12.2026 14 Uhr", "3.12.2026", time(14)),
    ("morgen um 14:30 Uhr", "morgen", time(14, 30)),
    ("3.12. 9", "3.12. 9", None),
    ("2026-12-01", "2026-12-01", None),
    ("+10", "+10", None),
    ("fri 25:00", "fri 25:00", None),
    ("fri 13pm", "fri 13pm", None),
    ("", "", None),
])  # fmt: skip
def test_day_and_time_are_told_apart(typed, day, clock):
    assert part_time(typed) == (day, clock)


TODAY = date(2026, 11, 22)  # a Sunday


@pytest.mark.parametrize(("typed", "day"), [
    ("today", "2026-11-22"), ("Tomorrow", "2026-11-23"), ("yesterday", "2026-11-21"),
    ("fri", "2026-11-27"), ("next fri", "2026-11-27"), ("on Tuesday", "2026-11-24"), ("sun", "2026-11-29"),
    ("next week", "2026-11-23"), ("in a week", "2026-11-29"), ("in 3 days", "2026-11-25"), ("in 2 weeks", "2026-12-06"),
    ("+10", "2026-12-02"), ("+2w", "2026-12-06"), ("+ 3 d", "2026-11-25"), ("in a month", "2026-12-22"),
    ("+3m", "2027-02-22"), ("in 1 year", "2027-11-22"), ("3 days ago", "2026-11-19"), ("a week ago", "2026-11-15"),
    ("end of month", "2026-11-30"), ("15 dec", "2026-12-15"), ("Dec 15", "2026-12-15"), ("15th December 2027", "2027-12-15"),
    ("3 jan", "2027-01-03"), ("Mar 3rd, 2026", "2026-03-03"), ("15.12.", "2026-12-15"), ("1.2.2028", "2028-02-01"),
    ("2026-12-31", "2026-12-31"), ("morgen", "2026-11-23"), ("gestern", "2026-11-21"), ("Mi", "2026-11-25"),
    ("am Donnerstag", "2026-11-26"), ("Fr.", "2026-11-27"), ("24. Dezember", "2026-12-24"), ("5 Dez. 2026", "2026-12-05"),
    ("3. März 2027", "2027-03-03"), ("1.10.26", "2026-10-01"), ("in 3 Tagen", "2026-11-25"), ("in einer Woche", "2026-11-29"),
    ("vor 2 Wochen", "2026-11-08"),
])  # fmt: skip
def test_days_are_read_as_people_say_them(typed, day):
    assert str(read_day(typed, TODAY)) == day


@pytest.mark.parametrize(
    "typed",
    ["", "soon", "03/04", "31 feb", "2026-02-30", "in 3 moons", "+9999y", "f", "15 xyz", "+99999", "ago", "\x00"],
)
def test_what_is_no_day_is_never_guessed(typed):
    assert read_day(typed, TODAY) is None


@pytest.mark.parametrize(("typed", "day"), [
    ("20.11.", "2026-11-20"), ("15.12.", "2025-12-15"), ("Nov 23", "2025-11-23"), ("fri", "2026-11-20"), ("sun", "2026-11-22"),
    ("gestern", "2026-11-21"), ("tomorrow", "2026-11-23"), ("15.12.2026", "2026-12-15"), ("1.12.26", "2026-12-01"),
    ("next fri", "2026-11-27"), ("soon", "None"),
])  # fmt: skip
def test_a_day_that_has_been_is_the_last_one_and_never_made_from_one_to_come(typed, day):
    assert str(read_past_day(typed, TODAY)) == day


def test_a_month_from_the_last_day_is_a_last_day():
    assert read_day("in a month", date(2026, 1, 31)) == date(2026, 2, 28)


@pytest.mark.parametrize(("typed", "read"), [
    ("next fri 14:00", (date(2026, 11, 27), time(14))),
    ("tomorrow", (date(2026, 11, 23), None)),
    ("9.30", (TODAY, time(9, 30))),
    ("15 dec at 2pm", (date(2026, 12, 15), time(14))),
    ("soon 14:00", None),
    ("", None),
])  # fmt: skip
def test_a_day_and_a_time_are_read_together(typed, read):
    assert read_moment(typed, TODAY) == read
