"""The menu of a card: a stage is found by the letters its name begins with."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ats_desktop.domain.applications import DEFAULT_STAGES
from ats_desktop.ui.widgets.board_menu import card_menu

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, when a menu opens


@pytest.mark.parametrize("said", ["interv", "phone s", "OFF"])
def test_letters_and_enter_send_a_card_to_the_stage_that_begins_so(qtbot, said):
    menu = card_menu(None, [], DEFAULT_STAGES, "lead", only_stages=True)
    sent = []
    menu.sent.connect(sent.append)
    menu.popup(menu.pos())

    QTest.keyClicks(menu, said)
    QTest.keyClick(menu, Qt.Key.Key_Return)

    named = next(one for one in DEFAULT_STAGES if one.name.casefold().startswith(said.casefold()))
    assert sent == [named.key]
