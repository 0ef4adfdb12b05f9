"""The beat asks everything, whatever the clocks do and whichever job fails."""

import datetime as dt
import sys
import threading
from concurrent.futures import Future
from datetime import timedelta
from types import SimpleNamespace

import pytest
import schedule

from ats_desktop.background.heart import MINUTE, NO_SCHEDULE, Heart, Job
from ats_desktop.background.runner import Runner
from ats_desktop.errors import Offline


class Clocks:
    """A wall clock and a steady one, moved by hand."""

    def __init__(self):
        self.wall, self.steady = 1_773_000_000.0, 50.0

    def pass_by(self, minutes):
        self.wall += minutes * 60
        self.steady += minutes * 60


class Lanes:
    """Keeps what was started; the test says when it ends."""

    def __init__(self):
        self.started = []

    def start(self, lane, job):
        future = Future()
        self.started.append((lane, job, future))
        return future


@pytest.fixture
def clocks():
    return Clocks()


def heart_of(clocks, *jobs, lanes=None):
    return Heart(jobs, lanes or Lanes(), wall=lambda: clocks.wall, steady=lambda: clocks.steady)


def beat(heart, clocks, times):
    for _ in range(times):
        heart.beat()
        clocks.pass_by(1)


def test_what_is_asked_for_while_it_runs_runs_again_at_once():
    began, go_on, asked = threading.Semaphore(0), threading.Semaphore(0), threading.Semaphore(0)

    def sync():
        began.release()
        assert go_on.acquire(timeout=20)

    runner = Runner()
    heart = Heart([Job("sync", MINUTE, sync, "sync"), Job("asked", timedelta(0), asked.release)], runner)
    heart.start()
    assert began.acquire(timeout=20)
    assert asked.acquire(timeout=20)

    heart.soon("sync")
    assert asked.acquire(timeout=20)  # the beat came while it ran
    go_on.release()

    assert began.acquire(timeout=20)  # a minute would be too late
    go_on.release()
    heart.stop()
    runner.close()


def test_each_job_runs_as_often_as_the_timetable_says(clocks):
    said = []
    jobs = [Job("mail", MINUTE, lambda: said.append("m")), Job("backup", 30 * MINUTE, lambda: said.append("b"))]

    beat(heart_of(clocks, *jobs), clocks, 61)
    assert (said.count("m"), said.count("b")) == (61, 3)


def test_42_a_job_that_raises_starves_nobody_and_is_tried_again(clocks, caplog):
    said, moods = [], iter([ValueError("odd"), Offline("No network."), None])

    def moody():
        if mood := next(moods):
            raise mood

    heart = heart_of(clocks, Job("moody", MINUTE, moody), Job("calm", MINUTE, lambda: said.append(1)))
    beat(heart, clocks, 1)
    assert heart.pulses["moody"].error == "odd"
    beat(heart, clocks, 1)
    assert (heart.pulses["moody"].error, heart.pulses["moody"].failures) == ("No network.", 2)
    beat(heart, clocks, 1)

    assert (heart.pulses["moody"].error, heart.pulses["moody"].failures) == ("", 0)
    assert said == [1, 1, 1]
    assert "The job “moody” failed." in caplog.text


def test_after_sleep_everything_is_asked_at_once(clocks):
    said = []
    heart = heart_of(clocks, Job("hourly", 60 * MINUTE, lambda: said.append(1)))
    beat(heart, clocks, 3)
    assert said == [1]

    clocks.wall += 3 * 24 * 3600  # the steady clock of Linux stands still in sleep
    heart.beat()
    assert said == [1, 1]

    clocks.pass_by(40)  # where the steady clock goes on, the missing beats give it away
    heart.beat()
    assert said == [1, 1, 1]


@pytest.mark.parametrize("hours", [-24, 24])
def test_8_a_clock_set_by_hand_is_noticed_and_warned_of(clocks, caplog, hours):
    said = []
    heart = heart_of(clocks, Job("hourly", 60 * MINUTE, lambda: said.append(1)))
    beat(heart, clocks, 2)
    clocks.wall += hours * 3600
    beat(heart, clocks, 2)

    assert said == [1, 1]
    assert "The clock moved by" in caplog.text


def test_a_job_still_on_its_lane_is_not_started_twice(clocks):
    lanes = Lanes()
    heart = heart_of(clocks, Job("mail", MINUTE, print, "mail"), lanes=lanes)
    beat(heart, clocks, 5)
    assert [lane for lane, _, _ in lanes.started] == ["mail"]

    lanes.started[0][2].set_exception(Offline("No network."))
    beat(heart, clocks, 2)
    assert heart.pulses["mail"].error == "No network."
    assert len(lanes.started) == 2

    lanes.started[1][2].set_result(None)
    beat(heart, clocks, 1)
    assert heart.pulses["mail"].error == ""
    assert len(lanes.started) == 3


def test_asked_to_hurry_it_asks_every_job_again(clocks):
    said = []
    heart = heart_of(clocks, Job("hourly", 60 * MINUTE, lambda: said.append(1)))
    heart.beat()
    heart.soon()
    heart.beat()

    assert said == [1, 1]


def test_it_beats_on_its_own_thread_and_stops_at_once():
    beaten, threads = threading.Event(), []
    runner = Runner()
    heart = Heart([Job("one", MINUTE, lambda: (threads.append(threading.current_thread().name), beaten.set()))], runner)
    heart.start()

    assert beaten.wait(10)
    beaten.clear()
    heart.soon()
    assert beaten.wait(10)
    assert set(threads) == {"heart"}
    assert heart.beat_at is not None
    heart.stop()
    runner.close()
    assert "heart" not in {thread.name for thread in threading.enumerate()}


def test_a_clock_set_back_a_day_does_not_stop_the_beat(clocks, monkeypatch):
    """`schedule` plans by the wall clock: alone it would stand still for a day."""
    shift = [timedelta()]

    class SetByHand(dt.datetime):
        @classmethod
        def now(cls, tz=None):
            return dt.datetime.now(tz) + shift[0]

    monkeypatch.setattr(schedule, "datetime", SimpleNamespace(datetime=SetByHand, timedelta=timedelta))
    beats = threading.Semaphore(0)
    heart = Heart([Job("one", timedelta(0), beats.release)], Lanes(), every=timedelta(seconds=1))
    heart.start()
    assert beats.acquire(timeout=10)
    shift[0] = timedelta(days=-1)

    assert beats.acquire(timeout=10)
    assert beats.acquire(timeout=10)
    heart.stop()


def test_without_schedule_only_the_beat_is_off(monkeypatch, caplog):
    monkeypatch.setitem(sys.modules, "schedule", None)
    heart = Heart([Job("one", MINUTE, print)], Lanes())
    heart.start()

    assert heart.note == NO_SCHEDULE
    heart.stop()
