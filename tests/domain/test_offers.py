"""Offers are weighed as the paper says: by hand-reckoned figures, and never across currencies."""

import pytest

from ats_desktop.domain.offers import Offer, Weights, compare, read_weights, score_of, winners, worth_of
from ats_desktop.domain.values import Money


def eur(amount, period="year"):
    return Money(amount * 100, "EUR", period)


RICH = Offer(
    base=eur(80_000),
    bonus=eur(8_000),
    equity=eur(40_000, "once"),
    vesting_years=4.0,
    benefits=eur(2_000),
    sign_on=eur(5_000, "once"),
    days_off=26,
)


def test_a_year_is_base_bonus_a_years_shares_and_benefits():
    worth = worth_of(RICH)

    assert worth.total == 100_000_00
    assert worth.first_year == 105_000_00
    assert worth.time_off == 8_000_00


def test_what_is_not_known_stays_empty():
    worth = worth_of(Offer(bonus=eur(3_000)))

    assert (worth.base, worth.bonus, worth.total, worth.first_year, worth.time_off) == (None,) * 5
    assert worth_of(Offer(base=eur(50_000))).equity is None


@pytest.mark.parametrize(
    ("base", "more", "a_year"),
    [
        (eur(50, "hour"), {}, 104_000_00),
        (eur(50, "hour"), {"hours_per_week": 20.0}, 52_000_00),
        (eur(4_000, "month"), {"payments_per_year": 14}, 56_000_00),
        (eur(400, "day"), {}, 104_000_00),
    ],
)
def test_base_pay_is_reckoned_by_the_year(base, more, a_year):
    assert worth_of(Offer(base=base, **more)).base == a_year


def test_a_bonus_in_per_cent_is_of_the_base():
    assert worth_of(Offer(base=eur(60_000), bonus_percent=10.0)).bonus == 6_000_00
    assert worth_of(Offer(base=eur(60_000), bonus_percent=10.0, bonus=eur(9_000))).bonus == 9_000_00


def test_a_part_in_another_currency_is_left_out_and_named():
    worth = worth_of(Offer(base=eur(60_000), equity=Money(100_000_00, "USD", "once"), bonus_percent=None))

    assert worth.total == 60_000_00
    assert worth.left_out == ("equity",)


def test_the_cost_of_living_divides_the_total():
    assert worth_of(Offer(base=eur(120_000), cost_of_living=150.0)).adjusted == 80_000_00


def test_overall_is_three_fifths_money_and_two_fifths_judgement():
    """80/100 * 60 = 48; culture 8, growth 6, balance 4 of 10: (8*40 + 6*35 + 4*25)/10 = 63, * .4 = 25.2."""
    best = Offer(base=eur(100_000), culture=5, growth=5, balance=5)
    other = Offer(base=eur(80_000), culture=8, growth=6, balance=4)
    first, second = compare([best, other], Weights())

    assert second.score == pytest.approx(63)
    assert second.overall == pytest.approx(73.2)
    assert first.overall == pytest.approx(60 + 0.4 * 50)


def test_weights_are_normalised_and_hers():
    offer = Offer(culture=10, growth=0, balance=0)

    assert score_of(offer, Weights(60, 1, 1, 0)) == pytest.approx(50)
    assert score_of(Offer(culture=10), Weights(60, 40, 35, 25)) is None
    assert score_of(Offer(culture=10), Weights(60, 40, 0, 0)) == pytest.approx(100)


def test_two_currencies_are_never_put_in_one_order():
    euros = [Offer(base=eur(a), culture=5, growth=5, balance=5) for a in (50_000, 60_000)]
    dollars = Offer(base=Money(300_000_00, "USD", "year"), culture=9, growth=9, balance=9)
    found = compare([*euros, dollars], Weights())

    assert found[1].overall == pytest.approx(60 + 20)
    assert found[2].overall is None


def test_a_tie_has_no_winner_and_nobody_wins_alone():
    assert winners([5, 5], ["EUR", "EUR"]) == frozenset()
    assert winners([5, None], ["EUR", "EUR"]) == frozenset()
    assert winners([5, 6, 9], ["EUR", "EUR", "USD"]) == {1}


@pytest.mark.parametrize("text", ["1 2 3", "a b c d", "60 0 0 0", "160 1 1 1", "60 -1 1 1", "nan 1 1 1"])
def test_weights_nobody_could_weigh_by_are_refused(text):
    with pytest.raises(ValueError, match=r"weights|could not convert"):
        read_weights(text)


def test_weights_come_back_as_they_were_written():
    assert read_weights(str(Weights(50, 20, 30, 12.5))) == Weights(50, 20, 30, 12.5)
    assert read_weights("") == Weights()
