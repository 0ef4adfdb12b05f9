"""Warm or cool, and when to ask: by the rules of the paper, to the day."""

from datetime import UTC, datetime, timedelta

import pytest

from ats_desktop.domain.referrals import ReferralStatus
from ats_desktop.domain.referring import STEPS, ask_again_on, ask_on
from ats_desktop.domain.warmth import Warmth, standing

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
TODAY = NOW.date()


@pytest.mark.parametrize(
    ("strength", "days", "health", "word"),
    [
        (10, 0, 100, Warmth.WARM),
        (5, 29, 85, Warmth.WARM),
        (5, 30, 75, Warmth.FAIR),
        (3, 89, 60, Warmth.FAIR),
        (3, 90, 50, Warmth.COOL),
        (0, 400, 30, Warmth.COOL),
        (None, 10, 70, Warmth.FAIR),
    ],
)
def test_warmth_follows_closeness_and_time(strength, days, health, word):
    found = standing(strength, NOW - timedelta(days=days), NOW)

    assert (found.health, found.warmth, found.days) == (health, word, days)


def test_somebody_never_spoken_to_is_new_and_a_favour_owed_counts():
    assert standing(9, None, NOW).warmth == Warmth.NEW
    assert standing(9, NOW, NOW, owed=2).health == 90


@pytest.mark.parametrize(
    ("touched", "deadline", "wait"),
    [
        (0, None, 0), (6, None, 0), (7, None, 1), (29, None, 1), (30, None, 3), (89, None, 3), (90, None, 7),
        (None, None, 7), (None, 2, 0), (None, 6, 1), (60, 6, 1), (None, 8, 5), (2, 30, 0), (None, -3, 7),
    ],
)  # fmt: skip
def test_the_day_to_ask_is_that_of_the_rule_and_never_after_the_deadline(touched, deadline, wait):
    due = None if deadline is None else TODAY + timedelta(days=deadline)

    assert ask_on(touched, due, TODAY) == TODAY + timedelta(days=wait)


def test_asking_again_waits_longer_for_looser_contacts():
    assert [(ask_again_on(TODAY, close) - TODAY).days for close in (8, 5, 4, None)] == [5, 7, 10, 10]


def test_every_status_has_its_steps_and_every_step_is_a_status():
    assert set(STEPS) == set(ReferralStatus)
    assert {to for steps in STEPS.values() for to in steps} <= set(ReferralStatus)
