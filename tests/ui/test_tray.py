"""The icon by the clock: there where the desktop has a place for it, and nothing depends on it."""

import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from ats_desktop.app import App
from ats_desktop.domain.deliveries import Notification
from ats_desktop.services import jobs, tasks
from ats_desktop.ui.tray import SIZES, Tray, drawn

PANEL = Path(__file__).with_name("trays.py")
TOOLS = ("Xvfb", "xvfb-run", "dbus-run-session")


@pytest.fixture
def tray(window, app, qapp):
    made = Tray(window, app)
    yield made
    made.close()
    qapp.setQuitOnLastWindowClosed(True)


def test_without_a_place_for_it_closing_closes(tray, window):
    """Offscreen has no tray, and GNOME without its extension has none either."""
    assert not tray.there

    window.close()

    assert not window.isVisible()


def test_the_menu_opens_says_what_is_next_and_quits(tray, window):
    today = datetime.now().astimezone().date()
    tasks.add(window.work, "Write to Ada & Co", due_on=today + timedelta(days=1))
    for number in range(3):
        jobs.add(window.work, f"Engineer {number}", deadline_on=today + timedelta(days=number + 2))
    tasks.add(window.work, "Too late", due_on=today - timedelta(days=1))

    said = [words for words, _ in tray.lines()]

    due = ["Write to Ada && Co: tomorrow", "Engineer 0: in 2 days", "Engineer 1: in 3 days"]
    assert said == ["Open", *due, "Add job from clipboard", "Quit"]


def test_a_line_of_the_menu_opens_its_row(tray, window):
    task = tasks.add(window.work, "Write", due_on=datetime.now().astimezone().date())

    dict(tray.lines())["Write: today"]()

    assert window._wanted == ("goals", f"tasks:{task.id}")


def test_the_menu_takes_a_job_from_the_clipboard(tray, window, settle):
    QApplication.clipboard().setText("Engineer @ Quillmark")

    dict(tray.lines())["Add job from clipboard"]()
    settle()

    assert window.stack.currentWidget().box.line.text() == "Engineer @ Quillmark"


def test_without_a_tray_a_notice_is_shown_in_the_window(tray, window, settle):
    with window.work.change("Remind") as change:
        change.save(
            Notification(
                dedupe="x", title="3 days left", body="Engineer", raised_at=datetime.now(UTC) + timedelta(seconds=1)
            )
        )

    settle()

    assert window.toast._words.text() == "3 days left - Engineer"


def test_a_notice_is_shown_once(tray, window, settle, monkeypatch):
    shown = []
    monkeypatch.setattr(window, "say", lambda words, **_: shown.append(words))
    at = datetime.now(UTC) + timedelta(seconds=1)
    for name in ("one", "two"):
        with window.work.change("Remind") as change:
            change.save(Notification(dedupe=name, title=name, raised_at=at))
        at += timedelta(seconds=1)
        settle()

    assert shown == ["one", "two"]


def test_what_was_raised_before_the_start_is_not_shown_again(tray, window, settle):
    with window.work.change("Remind") as change:
        change.save(Notification(dedupe="x", title="Yesterday's", raised_at=datetime.now(UTC) - timedelta(days=1)))

    settle()

    assert window.toast._words.text() == ""


def test_the_icon_is_a_picture_in_every_size_a_tray_asks_for(look):
    assert {size.width() for size in drawn().availableSizes()} == set(SIZES)


@pytest.mark.skipif(any(shutil.which(tool) is None for tool in TOOLS), reason=f"No desktop here: {', '.join(TOOLS)}.")
def test_a_real_panel_sees_the_icon_its_menu_and_its_messages(made_profile):
    app = App.open(made_profile)
    jobs.add(app.work, "Engineer", deadline_on=datetime.now().astimezone().date() + timedelta(days=2))
    app.close()
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "xcb"}

    done = subprocess.run(
        ["xvfb-run", "-a", "dbus-run-session", "--", sys.executable, str(PANEL), str(made_profile)],
        env=surroundings, capture_output=True, text=True, timeout=100, check=False,
    )  # fmt: skip

    seen = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    told = {one["event"]: one for one in seen}
    assert done.returncode == 0, done.stderr
    assert told["icon"] == {"event": "icon", "title": "ATS Desktop", "category": "ApplicationStatus"}
    assert told["menu"]["entries"] == ["Open", "Engineer: in 2 days", "Add job from clipboard", "Quit"]
    assert told["closed"] == {"event": "closed", "visible": False, "there": True}
    assert told["opened"]["visible"]
    assert told["messages"]["shown"][0][0] == "Still here"
    assert told["messages"]["shown"][1] == ["3 days left", "Engineer @ Quillmark"]
    assert told["ended"]["code"] == 0
