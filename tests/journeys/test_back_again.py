"""The ways back: out of the bin, to a backup, and to a sentence that was being typed when the power went."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time

import make
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from ats_desktop.app import App
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.services import upkeep
from ats_desktop.store import backup, drafts

LATEST = 1.0  # seconds a draft may be behind what was typed

# The real window on a real profile, in which somebody types without a pause; each letter is told.
TYPING = """
import os, sys, time
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["ATS_KEYRING"] = "memory"
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from ats_desktop.app import App
from ats_desktop.ui.theme import Theme
from ats_desktop.ui.widgets.application.talk import Talk
from ats_desktop.ui.window import Window
qt = QApplication(["ats", "-style", "fusion"])
Theme(qt, mode="light").follow()
app = App.open(sys.argv[1])
window = Window()
window.show()
window.arrive(app)
window.go("application", sys.argv[2])
page = window.stack.currentWidget()
box = page.part(Talk).box
QTest.qWait(100)
number = len(box.toPlainText())
while True:
    QTest.keyClicks(box, chr(97 + number % 26))
    number += 1
    print(number, time.time(), flush=True)
    QTest.qWait(4)
"""


@pytest.fixture
def app(tmp_path, blank, monkeypatch):
    """A profile of one's own, open."""
    monkeypatch.setenv("ATS_KEYRING", "memory")
    place = tmp_path / "profile" / "workspaces" / "own"
    place.mkdir(parents=True)
    shutil.copy(blank, place / "data.db")
    (tmp_path / "profile" / "config.toml").write_text('workspace = "own"\nhome = "own"\n', encoding="utf-8")
    opened = App.open(tmp_path / "profile")
    yield opened
    opened.close()


def titles(app):
    return sorted(job.title for job in app.work.all(JobOpportunity))


def pressed(window, name):
    """Press the button that says so, as somebody who reads it."""
    page = window.stack.currentWidget()
    found = [one for one in page.findChildren(QPushButton) if one.text() == name and one.isVisible()]
    assert len(found) == 1, f"{len(found)} buttons say {name!r}"
    assert found[0].isEnabled()
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)


def test_a_backup_is_restored_through_the_window_and_the_way_back_is_there_too(app, window, qtbot):
    make.job(app.work, "Engineer")
    upkeep.back_up(app.work, app.backups)
    make.job(app.work, "A mistake")
    shown = window(app)

    shown.reads("backups", "by hand", "✓ verified")
    pressed(shown.window, "Restore ...")
    shown.reads("backups", "Go back to", "is saved first")
    pressed(shown.window, "Restore")

    qtbot.waitUntil(lambda: titles(app) == ["Engineer"])
    shown.reads("backups", "before a backup was restored", "just restored")
    saved = next(one for one in backup.listed(app.backups) if one.why == backup.BEFORE_RESTORE)
    shown.window.stack.currentWidget().table.select_keys([saved.name], saved.name)
    pressed(shown.window, "Restore ...")
    pressed(shown.window, "Restore")
    qtbot.waitUntil(lambda: titles(app) == ["A mistake", "Engineer"])


def test_killed_while_typing_the_note_is_there_again_but_for_its_last_second(app):
    seed = random.randrange(1 << 32)
    print(f"seed {seed}")
    chance = random.Random(seed)
    own = make.application(app.work, "Engineer")
    app.close()
    name, behind = f"talk applications:{own.id}", []
    for _ in range(3):
        child = subprocess.Popen(
            [sys.executable, "-c", TYPING, str(app.profile), own.id],
            stdout=subprocess.PIPE,
            text=True,
            env=dict(os.environ),
        )
        told = [child.stdout.readline()]
        until = time.monotonic() + chance.uniform(1.2, 2.5)
        while time.monotonic() < until:
            told.append(child.stdout.readline())
        child.send_signal(signal.SIGKILL)
        told += child.stdout.read().splitlines()[:-1]
        child.wait()
        child.stdout.close()

        letters = [(int(number), float(at)) for number, at in (line.split() for line in told)]
        found = drafts.read(app.work.folder, name)["body"]

        assert found == "".join(chr(97 + number % 26) for number in range(len(found)))
        typed, last = letters[-1]
        behind.append(last - next((at for number, at in letters if number > len(found)), last))
        assert len(found) <= typed + 1
        assert behind[-1] <= LATEST, f"{typed - len(found)} letters, {behind[-1]:.2f} s, were lost"
    print(f"lost {max(behind):.2f} s of typing at worst")
