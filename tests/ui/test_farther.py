"""What pages can do is offered before they were ever opened."""

import pytest
from PySide6.QtWidgets import QLineEdit

from ats_desktop.ui.farther import OFFERED


@pytest.mark.parametrize(("page", "name", "words"), [entry[:3] for entry in OFFERED])
def test_asked_for_from_afar_its_page_is_there_and_does_it(window, settle, page, name, words):
    assert page not in window._pages
    done = []

    window.go(page)
    settle()
    own = window.actions.get(name)
    own.act.triggered.disconnect()
    own.act.triggered.connect(lambda: done.append(name))
    window.go("today")
    window.perform(name)

    assert own.page is window._pages[page]
    assert own.text == words
    assert done == [name]
    assert window.stack.currentWidget() is window._pages[page]


def test_a_promise_goes_to_the_page_and_keeps_it(window, settle):
    window.perform("tasks.new")
    settle()

    assert window.stack.currentWidget() is window._pages["goals"]
    assert window.actions.get("tasks.new").page is window._pages["goals"]


def test_a_setting_is_found_from_afar(window, settle):
    window.perform("settings.look")
    settle()
    settle()

    sought = window._pages["settings"].findChild(QLineEdit)
    assert sought.text() == "Dark"
    shown = [name for name, card in window._pages["settings"].cards.items() if card.isVisible()]
    assert shown == ["look"]
