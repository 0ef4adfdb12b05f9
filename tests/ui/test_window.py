"""The window: keys work everywhere, what is said can be taken back, what is wrong is a plain sentence."""

import sys
import threading
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from ats_desktop.domain.applications import Application
from ats_desktop.domain.people import Contact
from ats_desktop.domain.tasks import Task
from ats_desktop.errors import Offline, Refused
from ats_desktop.services import jobs
from ats_desktop.ui.actions import Actions
from ats_desktop.ui.errors import tell_uncaught
from ats_desktop.ui.keysheet import KeySheet
from ats_desktop.ui.pages.catalog import PAGES, Entry
from ats_desktop.ui.status import Standing, worded
from ats_desktop.ui.window import Window

NOW = datetime(2026, 11, 22, 12, 30, tzinfo=UTC)
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def undo_button(window):
    return next(one for one in window.toast.findChildren(QPushButton) if one.text() == "Undo")


# --- where one can go -----------------------------------------------------------------------------


@pytest.mark.parametrize("number", range(1, 10))
def test_control_and_a_number_open_a_page(window, qtbot, number):
    entry = [entry for entry in PAGES if entry.place][number - 1]

    QTest.keyClick(window, Qt.Key(Qt.Key.Key_0 + number), CTRL)

    qtbot.waitUntil(lambda: window.stack.currentWidget() is window._pages.get(entry.key))
    assert window.side._ways[entry.key].isChecked()


def test_a_page_that_is_chosen_is_marked_at_once_and_made_and_shown_at_the_next_turns(window, qtbot):
    window.side._ways["board"].click()

    assert window.side._ways["board"].isChecked()
    assert "board" not in window._pages
    qtbot.waitUntil(lambda: window.stack.currentWidget() is window._pages.get("board"))


def test_who_chooses_another_page_meanwhile_sees_that_one(window, qtbot):
    window.side._ways["board"].click()
    window.side._ways["people"].click()

    qtbot.waitUntil(lambda: window.stack.currentWidget() is window._pages.get("people"))
    assert "board" not in window._pages


def test_up_and_down_walk_through_the_side_bar(window):
    ways = list(window.side._ways.values())
    ways[0].setFocus()

    QTest.keyClick(ways[0], Qt.Key.Key_Down)
    assert ways[1].hasFocus()

    QTest.keyClick(ways[1], Qt.Key.Key_Up)
    assert ways[0].hasFocus()


def test_the_side_bar_says_how_much_waits(window):
    window.side.count("jobs", 1240)

    assert window.side._ways["jobs"].accessibleName() == "Jobs, 1240"
    window.side.count("jobs", 0)
    assert window.side._ways["jobs"].accessibleName() == "Jobs"


def test_a_row_opens_where_people_look_at_it(window, settle):
    with window.work.change("Add") as change:
        person, task = change.save(Contact(name="Ada Example")), change.save(Task(title="Write"))

    window.open_row("contacts", person.id)
    assert window._wanted == ("people", person.id)
    window.open_row("tasks", task.id)
    assert window._wanted == ("goals", f"tasks:{task.id}")
    settle()


# --- before the program is there ------------------------------------------------------------------


def test_a_key_pressed_before_anything_can_be_done_is_done_later(qapp, qtbot, app, settle):
    window = Window()
    qtbot.addWidget(window)
    window.show()

    QTest.keyClick(window, Qt.Key.Key_2, CTRL)
    window.wake()
    assert window._wanted == ("board", "")
    window.arrive(app)
    settle()

    assert window.stack.currentWidget() is window._pages["board"]
    window.live.stop()


def test_a_page_asked_for_early_is_shown_when_it_can_be(qapp, qtbot, app, settle):
    window = Window()
    qtbot.addWidget(window)
    window.show()
    window.go("people")
    assert window.stack.currentWidget() is window._waiting

    window.arrive(app)
    settle()

    assert window.stack.currentWidget() is window._pages["people"]
    window.live.stop()


def test_only_today_is_made_before_the_program_is_there(qapp, qtbot):
    window = Window()
    qtbot.addWidget(window)

    window.read_by(None)

    assert list(window._pages) == ["today"]


# --- what it says ---------------------------------------------------------------------------------


def test_what_was_done_can_be_taken_back_from_where_it_is_said(window, settle):
    jobs.add(window.work, "Engineer")
    window.say("Added Engineer", undo=True)
    settle()
    assert window.toast.isVisible()

    undo_button(window).click()
    settle()

    assert window.work.count(Application) == 0
    assert "Undid" in window.toast._words.text()


def test_a_newer_change_takes_the_button_away(window, settle):
    """Undo takes the last change back; a sentence about an older one must not promise that."""
    jobs.add(window.work, "Engineer")
    window.say("Added Engineer", undo=True)
    settle()

    jobs.add(window.work, "Analyst")
    settle()

    assert not window.toast.isVisible()


def test_undo_and_redo_by_keys(window, settle):
    jobs.add(window.work, "Engineer")

    QTest.keyClick(window, Qt.Key.Key_Z, CTRL)
    settle()
    assert window.work.count(Application) == 0

    QTest.keyClick(window, Qt.Key.Key_Z, CTRL | SHIFT)
    settle()
    assert window.work.count(Application) == 1


def test_nothing_to_undo_is_said(window, settle):
    QTest.keyClick(window, Qt.Key.Key_Z, CTRL)
    settle()

    assert window.toast._words.text() == "Nothing to undo."


def test_what_the_rules_refuse_is_told_on_the_strip(window):
    answer = window.do(jobs.add, window.work, "  ")

    assert answer is None
    assert window.strip._title.text() == "A job needs a title."
    assert window.strip._advice.text() == "Type what you would call it; you can change it later."
    assert window.strip.property("strip") == "danger"


def test_the_world_not_being_ready_is_a_calmer_strip(window):
    window.tell(Offline("The server is away.", "It is tried again by itself."))

    assert window.strip.property("strip") == "warn"


def test_the_strip_goes_when_the_next_thing_works(window):
    window.do(jobs.add, window.work, "  ")

    window.do(jobs.add, window.work, "Engineer")

    assert not window.strip.isVisible()


def test_a_page_may_say_what_is_wrong_itself(window):
    told = []

    window.do(jobs.add, window.work, " ", wrong=told.append)

    assert [error.title for error in told] == ["A job needs a title."]
    assert not window.strip.isVisible()


def test_what_stays_true_is_said_once(window):
    for _ in range(3):
        window.remark(Refused("This file was written by a newer version of the program."))

    assert len(window._remarks) == 1


def test_a_bug_is_no_business_of_do(window):
    """A bug goes to the one place that catches bugs, not to a strip that hides it."""
    with pytest.raises(ZeroDivisionError):
        window.do(lambda: 1 // 0)


# --- how things stand -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("standing", "said"),
    [
        (Standing(), "On this laptop"),
        (Standing(at=NOW - timedelta(minutes=27)), "On this laptop · backed up 12:03"),
        (Standing("synced", at=NOW - timedelta(minutes=27)), "Synced · 12:03"),
        (Standing("synced", at=NOW - timedelta(days=2)), "Synced · Fri 20 Nov, 12:30"),
        (Standing("syncing", done=14, total=200), "Syncing 14/200"),
        (Standing("offline", waiting=7), "Offline - 7 changes waiting"),
        (Standing("offline", waiting=1), "Offline - 1 change waiting"),
        (Standing("offline"), "Offline"),
        (Standing("paused"), "Paused"),
        (Standing("attention", detail="Sign in again"), "Needs attention · Sign in again"),
    ],
)
def test_how_things_stand_is_said_calmly(standing, said):
    assert worded(standing, now=NOW) == said


def test_the_state_is_said_to_a_screen_reader_too(window):
    window.stand(Standing("offline", waiting=7, detail="The server is away."))

    assert window.status._state.accessibleName() == "Offline - 7 changes waiting"
    assert window.status._state.toolTip() == "The server is away."


# --- actions --------------------------------------------------------------------------------------


def test_an_action_is_registered_once(window):
    with pytest.raises(ValueError, match="twice"):
        window.actions.add("undo", "Undo", window.undo)


def test_keys_are_given_once(window):
    keys = [key for action in window.actions.all() for key in action.keys]

    assert len(keys) == len(set(keys))


def test_an_action_that_cannot_be_done_now_is_not_done(window):
    did = []
    act = window.actions.add("x", "X", lambda: did.append(1), when=lambda: False)

    act.trigger()

    assert did == []


def test_actions_are_listed_in_the_order_they_came(qapp, window):
    listed = [action.id for action in window.actions.all()]

    assert listed[0] == "go.today"
    assert isinstance(window.actions, Actions)
    assert listed.index("undo") < listed.index("redo")


# --- other programs -------------------------------------------------------------------------------


def test_what_another_window_wrote_is_seen(window, app, settle, new_work):
    """The command line writes by a connection of its own; within a second the page shows it."""
    from ats_desktop.store.workspace import Workspace

    page = window.stack.currentWidget()
    app.work.look_outside()
    other = Workspace.open(app.work.folder)
    job = jobs.add(other, "Engineer at once")
    other.close()

    app.work.look_outside()
    settle()

    assert any(line.text == "Engineer at once" for line in page._recent.lines.lines)
    assert replace(job, notes=job.notes) == job


# --- the sheet of keys ----------------------------------------------------------------------------


def test_a_question_mark_shows_all_keys_and_enter_does_one(window, settle):
    QTest.keyClick(window, Qt.Key.Key_Question)
    (sheet,) = window.findChildren(KeySheet)
    assert {one.text for one in window.actions.all() if one.keys} <= {line.text for line in sheet.lines.lines}

    sheet.lines.opened.emit("go.people")
    settle()

    assert window._wanted == ("people", "")
    assert window.findChildren(KeySheet) == []


def test_the_state_leads_to_where_it_is_settled(window, settle):
    window.status.pressed.emit()

    assert window._wanted == ("settings", "")


# --- the first change after a start ---------------------------------------------------------------


def test_the_first_change_waits_for_its_imports_while_the_window_goes_on(window, app, settle):
    """Keys are kept for afterwards; what can be painted is painted."""
    app.warm, painted = Future(), []
    QTimer.singleShot(20, lambda: painted.append(window.isVisible()))
    QTimer.singleShot(40, lambda: app.warm.set_result(None))

    made = window.do(jobs.add, window.work, "Engineer")

    assert painted == [True]
    assert made is not None


# --- what nobody caught ---------------------------------------------------------------------------


def test_what_nobody_caught_is_told_and_a_bug_is_logged(window, monkeypatch, caplog):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    tell_uncaught(window.tell)

    sys.excepthook(Refused, Refused("The rules say no.", "Mend it."), None)
    assert window.strip.told.title == "The rules say no."
    sys.excepthook(ZeroDivisionError, ZeroDivisionError("x"), None)

    assert window.strip.told.title == "Something went wrong here."
    assert "ZeroDivisionError" in caplog.text


def test_the_enter_key_presses_the_button_that_has_the_keys(window, qtbot):
    window.side._ways["jobs"].setFocus()

    QTest.keyClick(window.side._ways["jobs"], Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: window.stack.currentWidget() is window._pages.get("jobs"))


def test_a_page_somebody_chose_is_imported_beside_the_window(window, qtbot, monkeypatch):
    load, by_the_window = Entry.load, []

    def noted(entry):
        by_the_window.append(threading.current_thread() is threading.main_thread())
        return load(entry)

    monkeypatch.setattr(Entry, "load", noted)
    window.side.chosen.emit("offers")
    qtbot.waitUntil(lambda: window.stack.currentWidget() is window._pages.get("offers"), timeout=5_000)

    assert by_the_window[0] is False
