"""Clocks and ids: no wrong wall clock spoils the order, and ids sort by birth."""

import random
import time
import uuid

from hypothesis import given
from hypothesis import strategies as st

from ats_desktop.domain.stamps import (
    Mint,
    add,
    hear,
    ms_of,
    natural_id,
    reading,
    restamp,
    saw,
    tag_of_device,
    tick,
    within,
)

NOW = 1_795_000_000_000
WORKSPACE = "9f3c01aa-77d1-4a52-9e11-0c5c7ab0de01"
DAY = 86_400_000


@given(st.lists(st.integers(-(2**50), 2**50), min_size=1, max_size=50))
def test_the_clock_only_goes_forward_whatever_the_wall_says(walls):
    last = ""
    for wall in walls:
        now = tick(last, wall)
        assert now > last
        assert len(now) == 16
        last = now


def test_the_clock_follows_the_wall_where_the_wall_is_ahead():
    assert tick(reading(NOW - 5), NOW) == reading(NOW)


def test_the_clock_adds_what_is_known_of_its_error():
    """An hour slow."""
    assert ms_of(tick("", NOW - 3_600_000, 3_600_000)) == NOW


def test_a_full_counter_runs_over_into_the_next_millisecond():
    assert tick(reading(NOW, 0xFFFF), 0) == reading(NOW + 1)


def test_what_is_written_after_hearing_comes_after_what_was_heard():
    assert tick(hear(reading(NOW), reading(NOW + 50, 7)), NOW) > reading(NOW + 50, 7)


def test_a_vector_remembers_the_newest_of_each_device():
    seen = {}
    for stamp in (reading(3) + "000000aa", reading(2) + "000000aa", reading(9) + "000000bb", ""):
        add(seen, stamp)

    assert seen == {"000000aa": reading(3), "000000bb": reading(9)}
    assert saw(seen, reading(3) + "000000aa")
    assert not saw(seen, reading(4) + "000000aa")
    assert not saw(seen, reading(1) + "000000cc")
    assert within({"000000aa": reading(1)}, seen)
    assert not within({"000000cc": reading(1)}, seen)


# --- mending a wrong clock ---------------------------------------------------------------------


def test_a_clock_an_hour_ahead_is_taken_back_by_an_hour():
    pending = {reading(NOW + 3_600_000 - 500): "", reading(NOW + 3_600_000 - 100, 4): ""}

    assert list(restamp(pending, -3_600_000, NOW).values()) == [reading(NOW - 500), reading(NOW - 100, 4)]


def test_a_clock_that_jumped_for_a_while_does_not_send_its_edits_before_what_they_replaced():
    """True at first, then 2040: moving all by 14 years would lose the first edits to their own past."""
    read, jumped = reading(NOW - 2 * DAY), reading(NOW + 5_000 * DAY)
    moved = restamp({reading(NOW - DAY): read, jumped: reading(NOW - DAY)}, -5_000 * DAY, NOW)

    assert read < moved[reading(NOW - DAY)] < moved[jumped] <= reading(NOW)


def test_a_clock_of_1970_lands_today_and_not_in_the_future():
    assert list(restamp({reading(5): "", reading(6): ""}, NOW, NOW + 2).values()) == [
        reading(NOW + 2),
        reading(NOW + 2, 1),
    ]


@given(
    st.dictionaries(st.integers(0, 2**41), st.integers(0, NOW), min_size=1, max_size=30),
    st.integers(-(2**42), 2**42),
    st.integers(0, NOW),
)
def test_restamping_keeps_the_order_and_all_three_bounds(edits, shift, sent):
    pending = {reading(ms): reading(base) for ms, base in edits.items()}
    moved = restamp(pending, shift, NOW, reading(sent))

    assert list(moved) == sorted(pending)
    assert list(moved.values()) == sorted(set(moved.values()))
    assert all(new > pending[old] and new > reading(sent) for old, new in moved.items())
    assert all(ms_of(new) <= NOW for new in moved.values())


# --- ids ---------------------------------------------------------------------------------------


def test_ids_are_version_seven_and_sort_by_birth():
    """Within a change, and from one change of a device to its next."""
    first, second = reading(NOW, 15), reading(NOW, 16)
    early, late = Mint(first), Mint(second)
    ids = [early.one(), *early.many(500), early.one(), *late.many(3)]

    assert ids == sorted(set(ids))
    assert {(uuid.UUID(one).version, uuid.UUID(one).variant) for one in ids} == {(7, uuid.RFC_4122)}
    assert int(ids[0].replace("-", "")[:12], 16) == NOW


def test_two_devices_never_make_the_same_id():
    at = reading(NOW)

    assert not set(Mint(at).many(1_000)) & set(Mint(at).many(1_000))


def test_a_hundred_thousand_ids_are_no_matter_of_a_second():
    started = time.perf_counter()
    Mint(reading(NOW)).many(100_000)

    assert time.perf_counter() - started < 1


def test_a_name_is_the_same_row_on_every_laptop():
    """However it was typed; and it is a version-5 UUID like everybody's."""
    known = natural_id(WORKSPACE, "skills", "straße")

    assert known == natural_id(WORKSPACE, "skills", "  STRASSE ")
    assert known == str(uuid.uuid5(uuid.UUID(WORKSPACE), "skills\x1fstrasse"))
    assert (
        len({known, natural_id(WORKSPACE, "tags", "straße"), natural_id(str(uuid.UUID(int=1)), "skills", "straße")})
        == 3
    )


def test_the_parts_of_a_key_do_not_run_together():
    assert natural_id(WORKSPACE, "taggings", "a", "bc") != natural_id(WORKSPACE, "taggings", "ab", "c")


def test_any_text_makes_a_name():
    """Half a character, the longest, none."""
    chance = random.Random(20_261_122)
    for text in ("", "\ud800", "x" * 100_000, "".join(chr(chance.randrange(0x110000)) for _ in range(200))):
        assert natural_id(WORKSPACE, "skills", text) == natural_id(WORKSPACE, "skills", text)


def test_a_device_is_named_by_the_first_eight_digits_of_its_uuid():
    assert tag_of_device(WORKSPACE.upper()) == "9f3c01aa"
