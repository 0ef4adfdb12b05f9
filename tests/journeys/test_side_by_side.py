"""The window open, and other things going on: the command line, a large import, a round of sync."""

import subprocess
import sys
from functools import partial

import pytest

from ats_desktop.app import App
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.services import jobs, transfer
from ats_desktop.ui.running import Running

REPAINTED_MS = 300


@pytest.fixture
def app(profile, monkeypatch):
    monkeypatch.setenv("ATS_KEYRING", "memory")
    opened = App.open(profile)
    opened.warm.result()
    return opened


@pytest.fixture
def running(app, window):
    """A window as the program opens it: with its bell, its beat and its eyes on the file."""
    shown = window(app)
    shown.running = Running(shown.window, app)
    shown.running.start()
    yield shown
    shown.running.close()


def until(qtbot, happened, seconds=60):
    """Let the window live until something happened elsewhere."""
    qtbot.waitUntil(happened, timeout=seconds * 1000)


def ats(qtbot, *words):
    """Run a command in a process of its own while the window lives on."""
    ran = subprocess.Popen([sys.executable, "-m", "ats_desktop", *words], stdout=subprocess.PIPE, text=True)
    until(qtbot, lambda: ran.poll() is not None)
    said = ran.stdout.read()
    ran.stdout.close()
    return ran.returncode, said


def test_a_command_is_seen_in_the_open_window_within_a_second(running, qtbot):
    running.reads("jobs")

    code, _ = ats(qtbot, "jobs", "add", "Clock Keeper", "Halden Robotics")

    assert code == 0
    running.reads("jobs", "Clock Keeper", "Halden Robotics", within_ms=1000)


def test_what_the_window_did_the_command_line_takes_back(running, app, qtbot):
    jobs.add(app.work, "Clock Keeper", "Halden Robotics")
    running.reads("jobs", "Clock Keeper")

    code, said = ats(qtbot, "undo")

    assert (code, said) == (0, "Undid: Add Clock Keeper\n")
    until(qtbot, lambda: app.work.count(JobOpportunity) == 0, seconds=1)


def test_the_window_does_not_stand_still_while_a_large_file_is_imported(running, app, qtbot, watchdog, tmp_path):
    """Five thousand lines on a lane; the watchdog tells the longest moment in which no key was heard."""
    lines = (f"Company {n},Engineer {n},Applied,2026-12-{n % 28 + 1:02}" for n in range(5_000))
    file = tmp_path / "large.csv"
    file.write_text("\n".join(["Company,Job Title,Status,Deadline", *lines]))
    running.reads("today")

    with watchdog:
        importing = app.runner.start("import", lambda: transfer.import_file(app.work, file))
        until(qtbot, importing.done, seconds=110)

    assert app.work.count(JobOpportunity) == 5_000
    assert watchdog.worked < 50, watchdog


def adds_and_sends(app, title):
    jobs.add(app.work, title)
    app.sync()


def test_the_window_does_not_stand_still_while_sync_goes_round(week, window, qtbot, watchdog):
    week.begin()
    week.import_samples()
    week.share()
    hers = window(week.second)
    for page in ("today", "jobs", "board"):
        hers.reads(page)

    for page in ("today", "jobs", "board"):
        hers.window.go(page)
        with watchdog:
            elsewhere = week.ada.runner.start("sync", partial(adds_and_sends, week.ada, f"Seen on {page}"))
            until(qtbot, elsewhere.done)
            until(qtbot, week.second.runner.start("sync", week.second.sync).done)
            qtbot.wait(REPAINTED_MS)
        hers.reads(page, f"Seen on {page}")

    assert watchdog.worked < 50, watchdog
