"""The watchdog sees how long the window did not answer, and what held it up."""

import time

from PySide6.QtCore import QTimer

from ats_desktop.ui.watchdog import LATE_MS, Watchdog


def hold_up(seconds):
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        pass


def test_what_holds_the_window_is_named(qapp, settle):
    with Watchdog() as watch:
        QTimer.singleShot(1, lambda: hold_up(0.5))
        settle(8)

    assert watch.stall.worst_ms > 400
    assert "hold_up" in watch.stall.where


def test_a_window_that_answers_is_not_blamed(qapp, settle):
    with Watchdog() as watch:
        settle(10)

    assert watch.stall.worst_ms < 4 * LATE_MS  # a busy machine may be late by itself
    assert watch.stall.worst_ms >= 0


def test_what_holds_it_at_the_very_end_counts(qapp):
    with Watchdog() as watch:
        hold_up(0.12)

    assert watch.stall.worst_ms > 80
