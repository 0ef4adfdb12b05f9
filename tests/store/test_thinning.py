"""Thinning of backups: clocks that jump and laptops that slept do not cost the copies."""

from datetime import UTC, datetime, timedelta

from ats_desktop.store.backup import kept

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
A_YEAR = [NOW - timedelta(days=days) for days in range(400)]


def test_a_clock_ten_years_ahead_for_a_moment_costs_the_oldest_day_week_and_month_at_most():
    jumped = NOW + timedelta(days=3650)

    assert len(kept(A_YEAR, NOW)) > 40
    assert len(kept(A_YEAR, NOW) - kept([*A_YEAR, jumped], jumped)) <= 3


def test_a_laptop_that_slept_for_three_years_keeps_its_copies():
    assert kept(A_YEAR, NOW + timedelta(days=1100)) == kept(A_YEAR, NOW)


def test_thinning_every_day_keeps_as_much_as_thinning_once():
    stay = set()
    for at in reversed(A_YEAR):
        stay = kept({*stay, at}, at)

    assert len({at for at in stay if NOW - at < timedelta(days=29)}) == 29
    assert len({at.strftime("%Y-%m") for at in stay}) == 14
