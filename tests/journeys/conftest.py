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

from ats_desktop.cli.week import Week
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
def watchdog(qapp, record_property):
    """Measure the longest time in which the window could not have answered; calling it gives milliseconds."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH)  # as the window does at its start
    beats = [time.perf_counter()]
    gaps = [0.0]

    def beat():
        now = time.perf_counter()
        gaps.append(now - beats[-1])
        beats[:] = [now]

    timer = QTimer(interval=1, timerType=Qt.TimerType.PreciseTimer)
    timer.timeout.connect(beat)

    def worst(*, again=False):
        if again:
            beats[:], gaps[:] = [time.perf_counter()], [0.0]
        timer.start()
        return max(gaps) * 1000

    yield worst
    timer.stop()
    sys.setswitchinterval(usual)
    record_property("worst_block_ms", round(max(gaps) * 1000))
    print(f"the window stood still for {max(gaps) * 1000:.0f} ms at worst")
