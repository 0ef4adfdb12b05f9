"""Lines of text: how one list became another, and when two changes are for a person."""

import random

import pytest

from ats_desktop.domain import texts

SEED = 20_261_122


def test_a_text_of_four_thousand_equal_lines_is_compared_at_once():
    old = ["same"] * 4_000
    new = [*old[:1_000], "other", *old[1_000:3_000], *old[3_001:]]

    assert len(texts.hunks(old, new)) <= 3


def test_a_text_changed_everywhere_is_for_a_person():
    base, one, other = ("\n".join(f"{word}{n}" for n in range(1_000)) for word in "abc")

    assert texts.merge_lines(base, one, other) is None


@pytest.mark.parametrize("seed", range(SEED, SEED + 300))
def test_the_changes_found_turn_the_old_lines_into_the_new(seed):
    chance = random.Random(seed)
    old, new = ([chance.choice("abcd") for _ in range(chance.randint(0, 12))] for _ in range(2))
    made, step = list(old), 0
    for first, last, lines in texts.hunks(old, new):
        made[first + step : last + step] = lines
        step += len(lines) - (last - first)

    assert made == new
