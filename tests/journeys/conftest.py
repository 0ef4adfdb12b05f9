"""What journeys look at: windows as a person sees them, and whether they ever stood still."""

import sys
import time

import pytest
from PySide6.QtCore import QAbstractListModel, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from ats_desktop.app import App
from ats_desktop.cli.week import Week
from ats_desktop.services import samples, settings
from ats_desktop.ui.main import SWITCH
from ats_desktop.ui.theme import Theme
from ats_desktop.ui.window import Window

PATIENCE_MS = 10_000


@pytest.fixture
def week(tmp_path, postgres, smtp, monkeypatch):
    """The story of `ats demo`, not yet begun."""
    monkeypatch.setenv("ATS_KEYRING", "memory")
    story = Week(tmp_path / "week", postgres, smtp)
    story.folder.mkdir()
    yield story
    story.close()


def words_on(widget):
    """Every word that can be read on a widget and on what lies in it, where it is visible."""
    said = []
    for one in [widget, *widget.findChildren(QWidget)]:
        if not one.isVisible():
            continue
        if isinstance(one, QLabel | QLineEdit | QAbstractButton):
            said.append(one.text())
        elif isinstance(one, QPlainTextEdit | QTextEdit):
            said.append(one.toPlainText())
        elif isinstance(one, QAbstractItemView) and one.model() is not None:
            said += _cells(one.model())
        said.append(one.accessibleName())
    return "\n".join(said)


def _cells(model):
    for row in range(min(model.rowCount(), 300)):
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount()):
            yield str(model.index(row, column).data(Qt.ItemDataRole.DisplayRole) or "")
            yield str(model.index(row, column).data(Qt.ItemDataRole.AccessibleTextRole) or "")


class Shown:
    """A window on an open program."""

    def __init__(self, qtbot, app):
        self._qtbot = qtbot
        self.window = Window()
        self.window.resize(1280, 800)
        self.window.show()
        self.window.arrive(app)

    def reads(self, page, *words, row="", within_ms=PATIENCE_MS):
        """Wait until a page shows all these words."""
        self.window.go(page, row)

        def shows():
            said = words_on(self.window.stack.currentWidget())
            missing = [word for word in words if word not in said]
            assert not missing, f"{missing} cannot be read on {page}:\n{said}"

        self._qtbot.waitUntil(shows, timeout=within_ms)

    def close(self):
        if isValid(self.window):
            self.window.live.stop()
            self.window.close()
            self.window.deleteLater()
            QTest.qWait(0)


@pytest.fixture
def window(qapp, qtbot):
    """Open windows on open programs."""
    if not qapp.findChild(Theme, "theme"):
        Theme(qapp, mode="light").follow()
    opened = []

    def show(app):
        opened.append(Shown(qtbot, app))
        return opened[-1]

    yield show
    for one in opened:
        one.close()


@pytest.fixture
def shown(profile, monkeypatch, window):
    """The window on the sample search, in a zone of its own."""
    monkeypatch.setenv("ATS_KEYRING", "memory")
    app = App.open(profile)
    app.warm.result()
    samples.fill(app.work, "Europe/Riga")
    settings.choose(app.work, "zone", "Europe/Riga")
    opened = window(app)
    opened.reads("today")
    yield opened.window
    opened.close()
    app.close()


class Watchdog:
    """Measures how long the window could not have answered, and how much of that was work of its own.

    Why:    on a busy machine a window waits for its neighbours; its own work on its own thread tells what is ours.
    """

    def __init__(self):
        self.waited, self.worked = 0.0, 0.0  # the longest turns, in milliseconds
        self._last = None
        self._timer = QTimer(interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def __enter__(self):
        self._last = None
        self._timer.start()

    def __exit__(self, *_):
        self._timer.stop()

    def _beat(self):
        now = time.perf_counter(), time.thread_time()
        if self._last is not None:
            self.waited = max(self.waited, 1000 * (now[0] - self._last[0]))
            self.worked = max(self.worked, 1000 * (now[1] - self._last[1]))
        self._last = now

    def __str__(self):
        return (
            f"the window stood still for {self.waited:.0f} ms at worst; its own longest work was {self.worked:.0f} ms"
        )


@pytest.fixture
def watchdog(qapp, record_property):
    """A watchdog over the window's thread; what it saw is printed and kept in the report."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH)  # as the window does at its start
    dog = Watchdog()
    yield dog
    sys.setswitchinterval(usual)
    record_property("watchdog", str(dog))
    print(dog)
