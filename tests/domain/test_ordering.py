"""Cards find room between any two others, and the file orders them as the rule does."""

import random
from dataclasses import replace
from datetime import timedelta

import make
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ats_desktop.domain.ordering import DIGITS, RANK_SQL, between, places, rank


def ranks():
    return st.text(DIGITS, min_size=1, max_size=8).filter(lambda text: not text.endswith("0"))


@given(ranks(), ranks())
def test_there_is_room_between_any_two_ranks(one, other):
    low, high = sorted((one, other))
    if low == high:
        high = ""

    found = between(low, high)

    assert low < found
    assert not high or found < high
    assert not found.endswith("0")


def test_a_thousand_cards_put_anywhere_keep_their_order():
    seed = random.randrange(1_000_000)
    print("seed", seed)
    chance, kept = random.Random(seed), []

    for _ in range(1_000):
        at = chance.randrange(len(kept) + 1)
        kept.insert(at, between(kept[at - 1] if at else "", kept[at] if at < len(kept) else ""))

    assert kept == sorted(kept)
    assert len(set(kept)) == len(kept)


def test_places_come_in_order_and_say_their_column():
    given_out = list(places("applied", "k", "l", 3))

    assert given_out == sorted(given_out)
    assert all(place.startswith("applied k") for place in given_out)


def test_a_card_nobody_placed_stands_by_its_time_newest_first():
    older, newer = make.NOW - timedelta(days=3), make.NOW

    assert rank("lead", newer, "", "b") < rank("lead", older, "", "a")


@pytest.mark.parametrize("position", ["", "applied k4", "offer 3", "applied", "applied  "])
def test_the_file_reckons_a_rank_as_the_rule_does(tmp_path, position):
    work = make.empty(tmp_path)
    card = make.application(work, stage="applied", days=3)
    with work.change("Place") as change:
        card = change.save(replace(card, position=position), was=card)

    found = work.rows(f"select {RANK_SQL} from applications")[0][0]

    assert found == rank(card.stage, card.stage_since, card.position, card.id)
