"""Offers beside each other: recorded in a line, compared, answered, and contradictions said in words."""

import make
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton

from ats_desktop.domain.applications import Application
from ats_desktop.domain.jobs import JobOpportunity, PayFact, SalaryData
from ats_desktop.domain.offers import Offer, OfferStatus
from ats_desktop.domain.settings import OFFER_WEIGHTS
from ats_desktop.domain.values import Appointment, Money, parse_pay
from ats_desktop.services import offers, rows
from ats_desktop.services.settings import value_of
from ats_desktop.ui.widgets.offers.weighing import Number

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def eur(amount, period="year"):
    return Money(amount * 100, "EUR", period)


@pytest.fixture
def two(desk):
    """Two offers in one currency: the first pays more, the second is judged better."""
    made = []
    for company, base, judged in (("Kestrel Freight", 90_000, 4), ("Polder Maps", 80_000, 9)):
        own = make.application(desk.work, "Engineer", company, stage="interviewing", days=2)
        until = Appointment(f"2026-11-{25 + len(made)}T17:00", "Europe/Berlin")
        more = {"base": eur(base), "culture": judged, "growth": judged, "balance": judged}
        made.append(offers.record(desk.work, own.id, respond_by=until, **more))
    return made


@pytest.fixture
def opened(desk, settle):
    def show(row=""):
        desk.go("offers", row)
        settle()
        return desk.stack.currentWidget()

    return show


def cells(page):
    found = [one for one in page.beside.findChildren(QLabel) if one.isVisible() and one.accessibleName()]
    return [one.accessibleName() for one in found]


def test_an_empty_page_says_what_it_is_and_begins(opened, named, desk):
    page = opened()

    assert page._views.currentWidget() is page._blank
    named("Record an offer", QPushButton).click()
    assert "no open application" in page._recording._wrong.text()


def test_an_offer_is_recorded_in_three_fields(opened, named, desk, own, settle):
    opened()
    named("Record an offer", QPushButton).click()
    box = named("Application", QComboBox)
    assert box.currentText() == "Data Engineer @ Kestrel Freight"

    QTest.keyClicks(named("Base pay", QLineEdit), "85000 EUR/year")
    QTest.keyClicks(named("Answer by", QLineEdit), "fri 17:00")
    named("Record", QPushButton).click()
    settle()

    (made,) = desk.work.all(Offer)
    assert (made.base, str(made.respond_by)) == (eur(85_000), "2026-11-27 17:00 Europe/Berlin")
    assert desk.work.get(Application, own.id).stage == "offer"


def test_a_bare_figure_is_in_the_currency_of_its_job_and_a_bare_day_lasts_to_its_end(opened, named, desk, own, settle):
    job = desk.work.get(JobOpportunity, desk.work.get(Application, own.id).job)
    rows.edit(desk.work, job, pay=parse_pay("80000 EUR/year"))
    opened("new")

    QTest.keyClicks(named("Base pay", QLineEdit), "85000")
    QTest.keyClicks(named("Answer by", QLineEdit), "friday")
    named("Record", QPushButton).click()
    settle()

    (made,) = desk.work.all(Offer)
    assert (made.base, made.respond_by.wall) == (eur(85_000), "2026-11-27T23:59")


def test_an_offer_half_written_is_not_begun_anew(opened, named, own, settle):
    page = opened()
    named("Record an offer", QPushButton).click()
    named("Base pay", QLineEdit).setText("45.600 brutto")

    page._begin()
    settle()

    assert named("Base pay", QLineEdit).text() == "45.600 brutto"

    named("Cancel", QPushButton).click()
    page._begin()
    assert named("Base pay", QLineEdit).text() == ""


def test_what_was_put_right_is_complained_of_no_more(opened, named, own, settle):
    page = opened("new")
    pay, until = named("Base pay", QLineEdit), named("Answer by", QLineEdit)
    pay.setText("a lot")
    named("Record", QPushButton).click()
    pay.setText("85000 EUR")
    until.setText("some day")
    named("Record", QPushButton).click()
    settle()

    assert not page._recording._wrong.isVisible()
    assert (pay.property("wrong"), until.property("wrong")) == ("", "yes")
    assert {line.mapTo(page, line.rect().topLeft()).y() for line in (pay, until)} == {
        pay.mapTo(page, pay.rect().topLeft()).y()
    }
    assert named("Record", QPushButton).width() < page.width() // 4


def test_the_next_offer_is_proposed_for_an_application_that_has_none(opened, named, two, desk, settle):
    other = make.application(desk.work, "Clerk", "Third House")
    page = opened()
    named("Record an offer", QPushButton).click()
    assert page._recording.which.currentData() == other.id

    named("Record", QPushButton).click()
    settle()

    assert page._details is None
    assert page._scroll.verticalScrollBar().value() == 0
    assert page.beside.isVisible()


@pytest.mark.parametrize(("name", "typed"), [("Base pay", "a lot"), ("Answer by", "some day")])
def test_what_cannot_be_read_is_said_and_kept(opened, named, desk, own, settle, name, typed):
    opened("new")
    line = named(name, QLineEdit)

    QTest.keyClicks(line, typed)
    QTest.keyClick(line, Qt.Key.Key_Return)
    settle()

    assert desk.work.count(Offer) == 0
    assert line.text() == typed
    assert line.property("wrong") == "yes"


def test_the_best_of_each_line_is_marked_by_a_word(opened, two):
    said = cells(opened())

    assert "Base pay: 90,000 EUR, best" in said
    assert "Culture: 9 of 10, best" in said
    assert "Overall, of 100: 76" in said
    assert "Overall, of 100: 89, best" in said
    assert "Bonus: not said" in said


def test_two_currencies_stand_beside_each_other_uncompared(opened, two, desk):
    offers.revise(desk.work, two[1], base=Money(300_000_00, "USD", "year"))
    page = opened()

    assert not any("Base pay" in said and "best" in said for said in cells(page))
    assert "each is compared within its own currency only" in page._remark.text()


def test_the_days_left_are_counted_down(opened, two):
    page = opened()

    said = [one.text() for one in page.beside.findChildren(QLabel)]
    assert "Answer in 3 days" in said
    assert "Answer in 4 days" in said


def test_accepting_is_one_press_and_undone_by_one(opened, named, two, desk, settle):
    opened()
    named(f"Accept: {two[0]}", QPushButton).click()
    settle()
    assert desk.work.get(Offer, two[0].id).status is OfferStatus.ACCEPTED
    assert desk.work.get(Application, two[0].application).stage == "won"

    named("Undo", QPushButton).click()
    settle()

    assert desk.work.get(Offer, two[0].id).status is OfferStatus.PENDING
    assert desk.work.get(Application, two[0].application).stage == "offer"


def test_more_time_is_given_under_details(opened, named, two, desk, settle, retype):
    page = opened(two[0].id)
    line = page._details.until.line
    assert line.text() == "2026-11-25 17:00"

    retype(line, "2026-12-04 12:00")
    named("Set the day", QPushButton).click()
    settle()

    assert str(desk.work.get(Offer, two[0].id).respond_by) == "2026-12-04 12:00 Europe/Berlin"


def test_a_figure_is_filled_in_and_counted(opened, named, two, desk, settle, retype):
    page = opened(two[1].id)

    retype(named("Sign-on, once", QLineEdit), "20000 EUR")
    settle()

    assert str(desk.work.get(Offer, two[1].id).sign_on) == "20,000 EUR"
    assert "First year, with sign-on: 100,000 EUR, best" in cells(page)


def test_a_judgement_beyond_ten_is_refused_beside_its_field(opened, named, two, desk, settle, retype):
    opened(two[1].id)

    retype(named("Culture, 1-10", QLineEdit), "11")
    settle()

    assert desk.work.get(Offer, two[1].id).culture == 9
    assert named("Culture, 1-10", QLineEdit).property("wrong") == "yes"


def test_what_counts_is_hers_and_kept(opened, named, two, desk, qtbot):
    page = opened()
    number = named("Pay, of 100 counts", Number)

    number.setValue(100)
    qtbot.waitUntil(lambda: "Overall, of 100: 100, best" in cells(page), timeout=5_000)

    assert value_of(desk.work, OFFER_WEIGHTS.key) == "100 40 35 25"


def test_a_contradiction_is_said_in_words(opened, two, desk):
    own = desk.work.get(Application, two[0].application)
    with desk.work.change("Said") as change:
        for name, pay in (("Priya", "95000 EUR/year"), ("Tomas", "99000 EUR/year")):
            fact = SalaryData(job=own.job, fact=PayFact.STATED, pay=parse_pay(pay), said_to=name, observed_at=make.NOW)
            change.save(fact)
    page = opened()

    said = " ".join(one.text() for one in page.said.findChildren(QLabel))
    assert "you asked for 99,000 EUR/year from Tomas and for 95,000 EUR/year from Priya" in said
    assert "the offer of 90,000 EUR/year is less than the 95,000 EUR/year you asked for" in said


def test_who_may_not_see_pay_sees_no_figure(opened, two, desk):
    levels = dict.fromkeys(("profile", "jobs", "documents", "prep", "notes"), 3)
    object.__setattr__(desk.work.identity, "levels", levels)

    page = opened()

    assert not any("EUR" in said for said in cells(page))
    assert "not shared" in page._remark.text()


def test_a_figure_added_under_details_is_in_the_currency_of_the_offer(opened, named, two, desk, settle, retype):
    opened(two[0].id)

    retype(named("Bonus, a year", QLineEdit), "5000")
    settle()

    assert desk.work.get(Offer, two[0].id).bonus == eur(5_000)
