"""A cold start: Today is read before the rest is imported, and whatever is wrong with the file, the window opens."""

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress

import pytest

from ats_desktop.app import App
from ats_desktop.background.lock import Lock
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.services import jobs, upkeep
from ats_desktop.store.opening import connect
from ats_desktop.store.workspace import Workspace
from ats_desktop.ui.main import Opening

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen raises no window
HEAVY = {"sqlalchemy", "alembic", "psycopg", "keyring", "jinja2", "schedule", "tomlkit", "typer", "rich", "icalendar"}
LATE = {"multiprocessing", "concurrent.futures.thread", "orjson", "cryptography", "zstandard", "uuid", "zoneinfo"}
OURS = {
    *("background", "background.lock", "errors", "shipped"),
    *("store", "store.glance", "store.opening", "store.reads", "store.reads.elsewhere", "store.reads.today"),
    *("ui", "ui.colors", "ui.days", "ui.early", "ui.icons", "ui.live", "ui.look", "ui.main", "ui.sidebar", "ui.status"),
    *("ui.theme", "ui.waiting", "ui.window", "ui.words", "ui.widgets", "ui.widgets.intake", "ui.widgets.lines"),
    *("ui.pages", "ui.pages.catalog", "ui.pages.page", "ui.pages.today"),
}
# Enumerations of Qt made before the paint.  The namespace `Qt` alone makes 94 of them; see ui/early.py.
MOST_ENUMERATIONS = 110
FIRST_PAINT = """
import enum, json, sys
made = []
create = enum.EnumMeta._create_
enum.EnumMeta._create_ = lambda *given, **named: made.append(1) or create(*given, **named)
from pathlib import Path
from PySide6.QtWidgets import QApplication
from ats_desktop.ui.main import Opening
opening = Opening(QApplication(["ats", "-style", "fusion"]), Path(sys.argv[1]))
def painted():
    lines = [line.text for line in opening.window._pages["today"]._recent.lines.lines]
    print(json.dumps({"modules": sorted(sys.modules), "enumerations": len(made), "lines": lines}))
    opening._application.quit()
opening._after_paint = painted
opening.run()
"""


@pytest.fixture
def filled(made_profile):
    """A profile with three jobs in it."""
    app = App.open(made_profile)
    for title in ("Engineer", "Analyst", "Designer"):
        jobs.add(app.work, title, "Brightwater Labs")
    app.close()
    return made_profile


def run(code, *given, **surroundings):
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, given)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **surroundings},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    ).stdout


@pytest.fixture
def opened(qapp, qtbot, monkeypatch):
    """Open a window on a profile and wait until the program is there, or has said why not."""
    monkeypatch.setenv("ATS_KEYRING", "memory")
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)  # put back afterwards
    held = []

    def open_it(profile, *, until=lambda one: one.window.ready):
        opening = Opening(qapp, profile)
        held.append(opening)
        opening.show()
        qtbot.waitUntil(lambda: bool(until(opening)), timeout=30_000)
        return opening

    yield open_it
    for opening in held:
        if hasattr(opening, "running"):
            opening.running.close()
        opening.window.live.stop()
        opening.window.close()
        opening.window.deleteLater()
    qapp.setQuitOnLastWindowClosed(True)


def told(opening):
    """What the strip above the pages says."""
    strip = getattr(opening.window, "strip", None)
    return strip.told.title if strip and strip.told else ""


# --- what is imported -----------------------------------------------------------------------------


def test_the_newest_titles_are_read_before_anything_heavy_is_imported(filled):
    seen = json.loads(run(FIRST_PAINT, filled).splitlines()[-1])

    assert seen["lines"] == ["Designer", "Analyst", "Engineer"]
    assert {name.split(".")[0] for name in seen["modules"]} & HEAVY == set()
    assert set(seen["modules"]) & LATE == set()


def test_only_what_today_needs_of_our_own_is_imported_before_the_paint(filled):
    """The list is long on purpose: whoever adds to it reads it, and the bench."""
    seen = json.loads(run(FIRST_PAINT, filled).splitlines()[-1])

    ours = {name.removeprefix("ats_desktop.") for name in seen["modules"] if name.startswith("ats_desktop.")}
    assert ours == OURS


def test_qts_namespace_of_enumerations_is_not_touched_before_the_paint(filled):
    seen = json.loads(run(FIRST_PAINT, filled).splitlines()[-1])

    assert seen["enumerations"] <= MOST_ENUMERATIONS


def test_the_bench_is_told_of_the_first_paint_and_of_the_first_key(filled):
    code = (
        "import sys; from pathlib import Path; from ats_desktop.ui.main import main; sys.exit(main(Path(sys.argv[1])))"
    )
    began = time.monotonic()

    lines = [json.loads(line) for line in run(code, filled, ATS_BENCH="first-paint").splitlines()]

    assert [line["event"] for line in lines] == ["first-paint", "key"]
    assert began < lines[0]["monotonic"] <= lines[1]["monotonic"]


# --- what may be wrong with the file --------------------------------------------------------------


def test_a_fresh_profile_opens_at_once_and_makes_its_file_later(opened, profile):
    opening = opened(profile)

    assert opening.window.work.count(JobOpportunity) == 0
    assert opening.window._pages["today"]._welcome.isVisible()
    assert told(opening) == ""


def test_what_was_there_is_shown_before_and_after(opened, filled, qtbot):
    opening = opened(filled, until=lambda one: one._painted)
    before = [line.text for line in opening.window._pages["today"]._recent.lines.lines]

    qtbot.waitUntil(lambda: opening.window.ready, timeout=30_000)

    assert before == ["Designer", "Analyst", "Engineer"]
    assert [line.text for line in opening.window._pages["today"]._recent.lines.lines] == before


def data_of(profile):
    (found,) = profile.glob("workspaces/*/data.db")
    return found


def test_a_damaged_file_is_named_so_its_backup_is_opened_and_nobody_is_invited_to_begin(opened, filled):
    app = App.open(filled)
    upkeep.back_up(app.work, app.backups)
    app.close()
    data_of(filled).write_bytes(b"this is no database " * 500)

    opening = opened(filled)
    today = opening.window._pages["today"]

    said = opening.running.aftermath._strips["saved"].told
    assert said.title.startswith("Your file was found damaged on")
    assert "The backup of" in said.advice
    assert opening.window.work.count(JobOpportunity) == 3
    assert today._welcome.isHidden()


def test_a_damaged_file_without_a_backup_is_kept_and_nobody_is_invited_to_begin(opened, filled):
    data_of(filled).write_bytes(b"this is no database " * 500)
    found = data_of(filled)

    opening = opened(filled)

    said = opening.running.aftermath._strips["saved"].told
    assert "Nothing of it could be read, and there is no backup" in said.advice
    assert str(found.parent) in said.advice
    assert found.read_bytes() == b"this is no database " * 500
    assert opening.window._pages["today"]._welcome.isHidden()


def test_a_file_from_a_newer_version_is_read_and_not_written(opened, filled):
    file = connect(data_of(filled))
    file.execute("pragma user_version = 9999")
    file.close()

    opening = opened(filled)

    remark = next(iter(opening.window._remarks.values())).told
    assert remark.title == "This file was written by a newer version of the program."
    assert opening.window.do(jobs.add, opening.window.work, "Analyst") is None
    assert told(opening) == remark.title
    assert opening.window.work.count(JobOpportunity) == 3


def test_a_file_somebody_else_holds_is_waited_for_and_said(opened, filled, qtbot):
    """A backup program holds the file: nothing is lost, the change says so."""
    opening = opened(filled)
    holder = connect(data_of(filled))
    holder.execute("begin immediate")
    opening.window.work.connection().execute("pragma busy_timeout = 50")

    opening.window.do(jobs.add, opening.window.work, "Analyst")

    assert told(opening) == "Another program is writing to your file."
    holder.execute("rollback")
    holder.close()
    assert opening.window.do(jobs.add, opening.window.work, "Analyst") is not None


def test_a_settings_file_nobody_can_read_is_said(opened, filled):
    (filled / "config.toml").write_text("theme = [", encoding="utf-8")

    opening = opened(filled, until=told)

    assert told(opening) == "The settings file cannot be read."


def test_a_disk_that_takes_no_more_is_said_and_nothing_is_lost(opened, filled):
    opening = opened(filled)
    jobs.add(opening.window.work, "Analyst")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    previous = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, hard))
    try:
        opening.window.do(jobs.add, opening.window.work, "Designer")
        said = told(opening)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, previous)

    assert said in {"The disk did not answer.", "The disk is full."}
    assert opening.window.work.count(JobOpportunity) == 4


def test_a_full_disk_is_called_so(opened, filled, tmp_path):
    small = tmp_path / "small"
    small.mkdir()
    if (
        not shutil.which("mount")
        or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(small)], capture_output=True, check=False
        ).returncode
    ):
        pytest.skip("A small disk cannot be mounted here.")
    try:
        shutil.copytree(filled, small / "profile")
        opening = opened(small / "profile")
        for number in range(50):  # a copy that had no room is taken away again, and leaves some
            with suppress(OSError):
                (small / f"rest {number}").write_bytes(b"x" * 4_000_000)
            opening.window.do(jobs.add, opening.window.work, "Analyst")
            if told(opening):
                break

        assert told(opening) in {"The disk is full.", "The disk did not answer."}  # as SQLite met it
        for rest in small.glob("rest *"):
            rest.unlink()
        assert opening.window.do(jobs.add, opening.window.work, "Analyst") is not None
        opening.running.close()
        del opening.running
    finally:
        subprocess.run(["umount", "-l", str(small)], check=False)


def test_passwords_that_are_not_kept_are_told_in_settings(opened, filled, settle):
    opening = opened(filled)

    opening.window.go("settings")
    settle(8)

    mail = opening.window._pages["settings"].cards["mail"]
    assert mail._state.text() == opening.running._app.keys.note != ""
    assert mail._password.placeholderText() == ""  # which said that it is kept with the others


def test_another_workspace_is_counted_at_once(opened, filled, qtbot):
    opening = opened(filled)
    line, app = opening.window.side._ways["jobs"], opening.running._app

    def says(words):
        qtbot.waitUntil(lambda: line.accessibleName() == words, timeout=10_000)

    says("Jobs, 3")
    app.enter_sample()
    opening.window.moved()
    says("Jobs")
    app.leave_sample()
    opening.window.moved()
    says("Jobs, 3")


# --- one window -----------------------------------------------------------------------------------

START = (
    "import sys; from pathlib import Path; from ats_desktop.ui.main import main;"
    "sys.exit(main(Path(sys.argv[1]), sys.argv[2]))"
)


def start(profile, link="", **surroundings):
    return subprocess.Popen(
        [sys.executable, "-c", START, str(profile), link],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "ATS_KEYRING": "memory", **surroundings},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def ready(window):
    """Wait until a window has everything."""
    for line in window.stdout:
        if json.loads(line)["event"] == "ready":
            return
    pytest.fail(window.stderr.read())


def test_a_second_start_hands_over_and_ends(filled):
    first = start(filled, ATS_BENCH="idle")
    try:
        ready(first)
        began = time.monotonic()

        second = start(filled)
        second.communicate(timeout=30)

        assert second.returncode == 0
        assert first.poll() is None
        assert time.monotonic() - began < 20
    finally:
        first.kill()
        first.communicate()


def test_after_a_kill_the_next_start_opens(filled):
    first = start(filled, ATS_BENCH="idle")
    ready(first)
    first.send_signal(signal.SIGKILL)
    first.communicate()

    second = start(filled, ATS_BENCH="idle")
    try:
        ready(second)

        assert (filled / "bell").exists()
        assert Workspace.open(data_of(filled).parent).count(JobOpportunity) == 3
    finally:
        second.kill()
        second.communicate()


def test_an_address_handed_to_a_second_start_waits_in_the_line_of_the_first(opened, filled, qtbot):
    lock = Lock.take(filled)
    opening = opened(filled)
    line = opening.window._pages["today"].box.line

    second = start(filled, link="ats://add?url=https://jobs.quillmark.example/7")
    qtbot.waitUntil(lambda: line.text() != "", timeout=20_000)

    second.communicate(timeout=30)
    assert line.text() == "https://jobs.quillmark.example/7"
    assert opening.window.work.count(JobOpportunity) == 3
    lock.release()


def test_a_second_start_raises_the_first(opened, filled, qtbot):
    lock = Lock.take(filled)
    opening = opened(filled)
    opening.window.hide()

    second = start(filled)
    qtbot.waitUntil(opening.window.isVisible, timeout=20_000)

    second.communicate(timeout=30)
    assert second.returncode == 0
    lock.release()
