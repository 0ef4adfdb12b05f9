"""What is typed into a line is read as people say it, and said back."""

from datetime import datetime, timedelta

import pytest

from ats_desktop.domain.interviews import Interview
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.people import Interaction
from ats_desktop.domain.values import Appointment
from ats_desktop.errors import Refused
from ats_desktop.ui.days import long_day
from ats_desktop.ui.editors import editor_for
from ats_desktop.ui.forms import Cell
from ats_desktop.ui.typed import home_currency, meaning, read_line

DAY, MOMENT = JobOpportunity.noun.by_name["deadline_on"], Interaction.noun.by_name["at"]
TALK = Interview.noun.by_name["starts"]


def coming(days):
    return datetime.now().astimezone().date() + timedelta(days=days)


def test_days_are_read_as_people_say_them_and_said_back():
    assert read_line(DAY, "in 3 days") == coming(3)
    assert meaning(DAY, "in 3 days") == f"{long_day(coming(3))} {coming(3).year}"
    assert read_line(DAY, " ") is None


def test_a_bare_figure_is_in_the_currency_meant():
    pay = JobOpportunity.noun.by_name["pay"]

    assert str(read_line(pay, "38000 - 44000", "EUR")) == "38,000 - 44,000 EUR/year"
    assert str(read_line(pay, "£38000", "EUR")) == "38,000 GBP/year"
    assert read_line(pay, "38000").currency == home_currency()


@pytest.mark.parametrize(("typed", "meant"), [
    ("42.000 Euro", "42,000 EUR/year"), ("42.000-48.500 Euro", "42,000 - 48,500 EUR/year"), ("4000/Monat", "4,000 EUR/month"),
    ("3.500 EUR brutto im Monat", "3,500 EUR/month"), ("16,50 €/Std", "16.50 EUR/hour"), ("45.600,00 €", "45,600 EUR/year"),
])  # fmt: skip
def test_pay_is_read_as_germans_type_it(typed, meant):
    assert str(read_line(JobOpportunity.noun.by_name["pay"], typed, "EUR")) == meant


@pytest.mark.parametrize("typed", ["31.02.2027", "30.2.", "2026-13-01"])
def test_a_day_that_does_not_exist_is_said_not_to(typed):
    with pytest.raises(Refused, match="There is no day"):
        read_line(DAY, typed)


def test_a_word_is_no_figure():
    with pytest.raises(Refused, match="cannot be read here"):
        read_line(JobOpportunity.noun.by_name["pay"], "VB", "EUR")


def test_moments_and_appointments_take_the_same_words():
    tomorrow = coming(1)

    assert read_line(MOMENT, "tomorrow 14:00") == datetime(tomorrow.year, tomorrow.month, tomorrow.day, 14).astimezone()
    assert read_line(TALK, "tomorrow at 2pm Europe/Berlin") == Appointment(f"{tomorrow}T14:00", "Europe/Berlin")
    assert read_line(TALK, "2026-12-01 14:00") == Appointment("2026-12-01T14:00", "")
    assert meaning(TALK, "2026-12-01 14:00 Europe/Berlin") == "Tuesday, 1 December 2026, 14:00, Europe/Berlin"
    assert read_line(TALK, "") == Appointment()


@pytest.mark.parametrize(("field", "typed"), [
    (DAY, "soon"), (MOMENT, "soon"), (TALK, "tomorrow"), (TALK, "tomorrow 14:00 Mars/Base"), (TALK, "soon 14:00"),
])  # fmt: skip
def test_what_cannot_be_read_is_refused_with_an_example_and_said_back_as_nothing(field, typed):
    with pytest.raises(Refused, match="cannot be read here"):
        read_line(field, typed)

    assert meaning(field, typed) == ""


def test_what_is_understood_stands_under_the_field_while_it_is_typed(qtbot):
    cell = Cell(editor_for(DAY, lambda _table, _words: []))
    qtbot.addWidget(cell)
    cell.show()

    qtbot.keyClicks(cell.editor.inner, "in 3 days")
    assert cell._below.text() == f"{long_day(coming(3))} {coming(3).year}"
    assert cell._below.isVisible()
    cell.editor.inner.clear()
    qtbot.keyClicks(cell.editor.inner, "s")
    assert cell._below.text() == DAY.help
