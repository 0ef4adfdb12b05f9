"""The bench judges by ratios, and a broken limit is red."""

from contextlib import contextmanager

import pytest
from bench.kit import Measure, Sides, bench, clocked, fdatasync_seconds, take


def measure(floors, ours, **limits):
    """A measure whose figures are known beforehand."""

    @contextmanager
    def sides(folder):
        assert folder.is_dir()
        yield Sides(iter(floors).__next__, iter(ours).__next__)

    return Measure("known", sides, rounds=3, **limits)


def test_the_first_round_warms_up_and_the_median_forgets_one_slow_one(tmp_path):
    result = take(measure([9, 1, 2, 9], [9, 4, 6, 99], at_most=4), tmp_path)

    assert (result.floor, result.ours, result.ratio) == (2, 6, 3)


@pytest.mark.parametrize(("at_most", "aim", "verdict"), [(2.9, None, "BROKEN"), (3, 2, "holds"), (4, 3, "aim reached")])
def test_the_verdict_follows_the_ratio(tmp_path, at_most, aim, verdict):
    assert take(measure([1] * 4, [3] * 4, at_most=at_most, aim=aim), tmp_path).verdict == verdict


def test_floor_and_ours_take_turns(tmp_path):
    turns = []

    @contextmanager
    def sides(_folder):
        yield Sides(lambda: turns.append("floor") or 1, lambda: turns.append("ours") or 1)

    take(Measure("turns", sides, at_most=1, rounds=2), tmp_path)
    assert turns == ["floor", "ours"] * 3


def test_a_broken_limit_is_named_and_makes_the_bench_red(tmp_path, capsys):
    code = bench([measure([1] * 4, [5] * 4, at_most=4)], tmp_path)

    said = capsys.readouterr().out
    assert code == 1
    assert said.endswith("BROKEN: known\n")
    assert "known    1,000.00 ms  5,000.00 ms   5.00     4.00  BROKEN" in said


def test_where_all_holds_the_bench_is_green_and_tells_the_disk(tmp_path, capsys):
    code = bench([measure([1] * 4, [3] * 4, at_most=4)], tmp_path)

    assert code == 0
    assert "fdatasync of 4 KiB takes" in capsys.readouterr().out


def test_a_bench_that_measured_nothing_is_not_green(tmp_path):
    assert bench([], tmp_path) == 2


def test_the_clock_and_the_disk_give_seconds(tmp_path):
    assert 0 <= clocked(lambda: None) < 1
    assert 0 < fdatasync_seconds(tmp_path, rounds=3) < 1
