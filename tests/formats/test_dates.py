"""Dates as people write them."""

import random

import pytest

from ats_desktop.formats.dates import instant, order_of, read_day, read_moment, read_partial

FIFTH_OF_MARCH = [
    "2026-03-05", "2026/3/5", "3/5/2026", "3/5/26", "03/05/2026", "5.3.2026", "05.03.26", "Mar 5, 2026", "March 5 2026",
    "5 Mar 2026", "05-Mar-26", "5. März 2026", "5 mars 2026", "Thu, Mar 5, 2026", "Thursday 5 March 2026", "March 5th, 2026",
    "46086", "2026-03-05T10:20:30Z", "3/5/26, 2:20 PM", "3/5/26, 2:20\u202fPM", "5.3.2026 14:30 Uhr", "Mar 5, 2026 2:00 PM",
]  # fmt: skip


@pytest.mark.parametrize("text", FIFTH_OF_MARCH)
def test_a_day_is_read_however_it_is_written(text):
    assert read_day(text) == "2026-03-05"


@pytest.mark.parametrize(
    "text", ["", "soon", "13/13/2026", "2026-02-30", "5", "12:30", "Q3", "0000-01-01", "1/1/1", "99/99/99"]
)
def test_what_is_no_day_is_not_made_one(text):
    assert read_day(text) == read_moment(text) == ""


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("7/6/23, 2:20 PM", "2023-07-06T14:20"),
        ("2026-03-05T00:00:00.000Z", "2026-03-05"),
        ("7/6/23, 12:05 AM", "2023-07-06T00:05"),
        ("6.7.2023, 14.20 Uhr", "2023-07-06T14:20"),
        ("2026-03-05T10:20:30.123Z", "2026-03-05T10:20+00:00"),
        ("2026-03-05 10:20 +0200", "2026-03-05T10:20+02:00"),
        ("December 2, 2026 2:00 PM", "2026-12-02T14:00"),
        ("2026-03-05", "2026-03-05"),
    ],
)
def test_a_clock_behind_the_day_is_read(text, moment):
    assert read_moment(text) == moment


def test_an_impossible_clock_makes_it_no_moment():
    assert read_moment("3/5/26, 27:99") == ""


def test_one_value_decides_for_its_column():
    assert order_of(["1/2/26", "3/4/26", "13/4/26"]) == "day"
    assert order_of(["1/2/26", "4/13/26"]) == "month"
    assert order_of(["1/2/26", "3/4/26"]) == "either"
    assert order_of(["1/1/26", "2026-03-04", "4.5.2026"]) == ""


def test_day_first_reads_european_dates():
    assert read_day("3/4/2026", day_first=True) == "2026-04-03"
    assert read_day("3/25/2026", day_first=True) == "2026-03-25"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Mar 2026", "2026-03"),
        ("Oktober 2019", "2019-10"),
        ("2019", "2019"),
        ("03/2019", "2019-03"),
        ("2019-3", "2019-03"),
    ],
)
def test_a_date_keeps_the_exactness_it_has(text, date):
    assert read_partial(text) == date


def test_a_bare_day_is_noon_where_the_candidate_lives():
    assert instant("2026-03-05", "Europe/Berlin") == "2026-03-05T11:00:00.000000Z"
    assert instant("2026-07-05", "America/New_York") == "2026-07-05T16:00:00.000000Z"
    assert instant("2026-07-05T09:30+02:00", "America/New_York") == "2026-07-05T07:30:00.000000Z"
    assert instant("2026-07-05", "No/Such_Zone") == "2026-07-05T12:00:00.000000Z"


def test_no_text_makes_reading_dates_raise():
    seed = random.randrange(1 << 30)
    print("seed", seed)
    chance = random.Random(seed)
    letters = "0123456789/.-, :TZAPMamp+JanuarMärz٣²\uff15\u202f"
    for _ in range(20_000):
        text = "".join(chance.choices(letters, k=chance.randrange(14)))
        for reader in (read_day, read_moment, read_partial):
            instant(read_moment(text), "Asia/Kathmandu")
            reader(text, day_first=chance.random() < 0.5)
