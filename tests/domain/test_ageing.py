"""Standing still means more the longer it lasts, and nothing once an application has ended."""

from datetime import timedelta

import make
import pytest

from ats_desktop.domain.ageing import PATIENCE, days_still, stillness
from ats_desktop.domain.applications import CLOSED, Category


@pytest.mark.parametrize(("category", "patience"), PATIENCE.items())
def test_an_open_stage_goes_from_fresh_to_slow_to_stuck(category, patience):
    said = [stillness(category, days) for days in (patience - 1, patience, 2 * patience)]

    assert said == ["fresh", "slow", "stuck"]


@pytest.mark.parametrize("category", sorted(CLOSED))
def test_what_has_ended_never_ages(category):
    assert stillness(category, 1_000) == "fresh"


def test_an_unknown_stage_never_ages():
    assert stillness(Category("on a boat"), 1_000) == "fresh"


def test_days_are_whole_and_never_negative():
    assert days_still(make.NOW - timedelta(hours=47), make.NOW) == 1
    assert days_still(make.NOW + timedelta(days=2), make.NOW) == 0
    assert days_still(None, make.NOW) == 0
