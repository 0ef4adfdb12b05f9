"""Figures that contradict each other are found; figures that only differ are left in peace."""

from ats_desktop.domain.jobs import PayFact, SalaryData
from ats_desktop.domain.offers import Offer
from ats_desktop.domain.said import ClashKind, clashes, figure_of, figure_of_offer, floor_of
from ats_desktop.domain.values import Money, parse_pay


def said(fact, pay, to=""):
    return figure_of(SalaryData(fact=fact, pay=parse_pay(pay), said_to=to))


def kinds(*figures, floor=None):
    return [one.kind for one in clashes(figures, floor)]


def test_ninety_to_one_and_eighty_to_another_contradict_each_other():
    one = said(PayFact.STATED, "80000 EUR/year", "Priya")
    other = said(PayFact.STATED, "90000 EUR/year", "Tomas")
    (clash,) = clashes([one, other])

    assert (clash.kind, clash.one.to, clash.other.to) == (ClashKind.TWO_ASKS, "Tomas", "Priya")


def test_ranges_that_meet_do_not():
    assert kinds(said(PayFact.STATED, "80000 - 90000 EUR/year"), said(PayFact.STATED, "85000 EUR/year")) == []


def test_a_month_is_compared_as_a_year():
    assert kinds(said(PayFact.STATED, "7000 EUR/month"), said(PayFact.STATED, "84000 EUR/year")) == []
    assert kinds(said(PayFact.STATED, "6000 EUR/month"), said(PayFact.STATED, "84000 EUR/year")) == [ClashKind.TWO_ASKS]


def test_an_offer_below_what_was_asked_said_or_needed_is_seen():
    offer = figure_of_offer(Offer(base=Money(78_000_00, "EUR", "year")))

    assert kinds(said(PayFact.STATED, "85000 EUR/year"), offer) == [ClashKind.BELOW_ASK]
    assert kinds(said(PayFact.VERBAL, "80000 EUR/year"), offer) == [ClashKind.BELOW_WORD]
    assert kinds(offer, floor=floor_of(Money(80_000_00, "EUR", "year"))) == [ClashKind.BELOW_FLOOR]
    assert kinds(said(PayFact.STATED, "78000 EUR/year"), offer) == []


def test_the_lowest_of_several_figures_is_the_floor():
    offer = figure_of_offer(Offer(base=Money(82_000_00, "EUR", "year")))

    assert kinds(said(PayFact.STATED, "80000 EUR/year"), said(PayFact.STATED, "90000 EUR/year"), offer) == [
        ClashKind.TWO_ASKS
    ]


def test_other_currencies_contradict_nothing():
    assert kinds(said(PayFact.STATED, "90000 USD/year"), said(PayFact.STATED, "50000 EUR/year")) == []


def test_what_has_no_figure_is_no_figure():
    assert figure_of(SalaryData(fact=PayFact.STATED, original="more than now")) is None
    assert figure_of_offer(Offer()) is None
    assert floor_of(Money()) is None
