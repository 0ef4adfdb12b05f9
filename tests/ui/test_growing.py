"""The size of the text changes while the window is open: everything grows and shrinks with it, at once."""

import pytest
from PySide6.QtTest import QTest
from ui.texts import clipped

from ats_desktop.services import samples
from ats_desktop.ui.theme import theme

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.mark.parametrize("key", ["today", "settings"])
def test_nothing_is_cut_short_when_the_size_of_the_text_changes_in_an_open_window(app, window, key, qtbot):
    samples.fill(app.work)
    window.go(key)
    QTest.qWait(100)

    for scale in (2.0, 0.8, 1.5):
        theme().choose(scale=scale)
        qtbot.waitUntil(lambda: clipped(window) == [], timeout=10_000)
