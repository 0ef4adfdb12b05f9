"""What is new is told once after an update, and never at a first start."""

from ats_desktop.ui.notices import Strip
from ats_desktop.ui.whatsnew import tell_once


def strips(window):
    return [one for one in window.findChildren(Strip) if one.isVisible() and one.told and "version" in one.told.title]


def test_an_update_is_told_once_and_leads_to_the_list(window, app, settle):
    assert not tell_once(window, app.machine, "0.1.0")  # the first start
    assert not tell_once(window, app.machine, "0.1.0")

    assert tell_once(window, app.machine, "0.2.0")
    (strip,) = strips(window)
    assert strip.told.title == "This is version 0.2.0."
    strip._act.click()
    settle()

    assert window._wanted == ("help", "changes")
    assert window.stack.currentWidget().text.toPlainText().startswith("What's new")
    assert strips(window) == []
    assert not tell_once(window, app.machine, "0.2.0")


def test_it_can_be_closed_without_being_read(window, app, settle):
    tell_once(window, app.machine, "0.1.0")
    tell_once(window, app.machine, "0.2.0")
    (strip,) = strips(window)

    assert strip._close.isVisible()
    strip._close.click()

    assert strips(window) == []
