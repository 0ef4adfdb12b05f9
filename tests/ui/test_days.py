"""Days are written in one way through the whole program."""

from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import QLocale

from ats_desktop.ui.days import day_in_field, long_day, month_words, read_day, short_day, short_time

TODAY = date(2026, 11, 22)


@pytest.fixture
def german():
    QLocale.setDefault(QLocale("de_DE"))
    yield
    QLocale.setDefault(QLocale("C"))


def test_a_day_of_this_year_is_said_with_its_weekday_and_another_with_its_year():
    assert short_day(date(2026, 11, 23), TODAY) == "Mon 23 Nov"
    assert short_day(date(2027, 1, 26), TODAY) == "26 Jan 2027"


def test_a_time_of_today_is_said_by_the_clock_alone():
    now = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)

    assert short_time(now - timedelta(hours=3), now) == "15:00"
    assert short_time(now - timedelta(days=2), now) == "Fri 20 Nov, 18:00"


def test_a_day_in_a_field_is_read_again_as_the_same_day():
    days = [TODAY + timedelta(days=ahead) for ahead in range(-400, 800, 13)]

    assert [read_day(day_in_field(day), TODAY) for day in days] == days
    assert day_in_field(TODAY) == "22 Nov 2026"


@pytest.mark.usefixtures("german")
def test_on_a_german_desktop_an_english_window_says_english_days():
    assert long_day(TODAY) == "Sunday, 22 November"
    assert day_in_field(date(2026, 3, 5)) == "5 Mar 2026"


@pytest.mark.usefixtures("german")
def test_where_months_are_called_otherwise_a_field_still_holds_what_can_be_read(monkeypatch):
    monkeypatch.setattr("ats_desktop.ui.words.translated", lambda: True)
    days = [date(2026, month, 5) for month in range(1, 13)]

    assert long_day(TODAY) == "Sonntag, 22 November"
    assert [read_day(day_in_field(day), TODAY) for day in days] == days


@pytest.mark.parametrize(("known", "said"), [("2021", "2021"), ("2021-03", "Mar 2021"), ("2021-03-09", "9 Mar 2021")])
def test_a_date_is_said_as_exactly_as_it_is_known(known, said):
    assert month_words(known) == said
