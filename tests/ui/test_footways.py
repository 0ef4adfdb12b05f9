"""At the foot of the window the mouse takes back what was done last, long after it was said, and opens the help."""

import pytest
from PySide6.QtWidgets import QPushButton

from ats_desktop.domain.people import Contact
from ats_desktop.ui.footways import UndoWay


@pytest.fixture
def press(window, settle):
    def pressed(words):
        found = [one for one in window.status.findChildren(QPushButton) if one.text().strip() == words]
        found[0].click()
        settle()

    return pressed


def test_the_last_change_can_be_taken_back_after_its_message_is_gone(window, settle, press):
    way = window.status.findChild(UndoWay)
    assert way.isHidden()
    with window.work.change("Add a person") as change:
        change.save(Contact(name="Ada"))
    settle()
    window.toast.hide()
    assert (way.isVisible(), way.toolTip()) == (True, "Take back: Add a person")

    press("Undo")

    assert window.work.count(Contact) == 0
    assert way.isHidden()


def test_the_help_of_a_page_opens_by_a_click(window, press):
    press("Help")
    assert window.here == "help"


def test_what_is_said_covers_nothing_that_can_be_pressed_on_the_page(window, settle):
    window.say("Moved 3 to Applied.", undo=True)
    settle()

    said = window.toast.geometry()
    page = window.stack.mapTo(window.toast.parentWidget(), window.stack.rect().bottomLeft()).y()
    assert said.top() > page - 24  # the room every page leaves at its foot
    assert window.toast.parentWidget().rect().contains(said)
