"""Lanes keep order within themselves, and do not hold each other up."""

import threading

import pytest

from ats_desktop.background.runner import Runner
from ats_desktop.errors import Offline, Unavailable


def test_a_lane_works_in_order_on_one_thread_and_lanes_do_not_wait_for_each_other():
    runner, gate, done = Runner(), threading.Event(), []
    held = runner.start("mail", gate.wait)
    after = runner.start("mail", lambda: done.append(threading.current_thread().name))

    assert runner.start("disk", lambda: "written").result(10) == "written"
    assert (held.done(), done) == (False, [])
    gate.set()
    after.result(10)
    assert done[0].startswith("mail")
    runner.close()


def test_what_a_job_raised_stays_in_its_future():
    runner = Runner()

    def away():
        raise Offline("No network.")

    future = runner.start("mail", away)
    with pytest.raises(Offline):
        future.result(10)
    assert runner.start("mail", lambda: 1).result(10) == 1
    runner.close()


def test_closing_lets_the_running_job_finish_and_drops_what_waits():
    runner, gate, begun, done = Runner(), threading.Event(), threading.Event(), []

    def slow():
        begun.set()
        gate.wait()
        done.append("slow")

    runner.start("mail", slow)
    waiting = runner.start("mail", lambda: done.append("late"))
    begun.wait(10)
    closing = threading.Thread(target=runner.close)
    closing.start()
    while not waiting.cancelled():
        pass
    gate.set()
    closing.join(10)

    assert done == ["slow"]
    with pytest.raises(Unavailable, match="closing"):
        runner.start("mail", print)
