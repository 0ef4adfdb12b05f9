"""Tasks and goals on the screen: one line adds, a key ticks, a bar says in words how far a goal is."""

from datetime import timedelta

import make
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from ats_desktop.domain.goals import Goal, GoalKind
from ats_desktop.domain.own_reminders import Reminder, Repeats
from ats_desktop.domain.profile import CandidateProfile
from ats_desktop.domain.tasks import Task, TaskPriority, TaskStatus
from ats_desktop.domain.values import Appointment
from ats_desktop.services import goals, tasks
from ats_desktop.services.reminders import habits_of
from ats_desktop.ui.editors import Editor


@pytest.fixture
def page(desk, settle):
    """The page, with one task."""
    tasks.add(desk.work, "Read their blog")
    desk.go("goals")
    settle()
    return desk.stack.currentWidget()


def listed(panel, column=0):
    model = panel.table.model_
    return [model.data(model.index(row, column)) for row in range(model.rowCount())]


def test_a_line_adds_a_task_with_its_day_and_how_much_it_matters(page, desk, settle):
    QTest.keyClicks(page.panel.line, "Send references by tomorrow !high")
    QTest.keyClick(page.panel.line, Qt.Key.Key_Return)
    settle()

    assert listed(page.panel) == ["Send references", "Read their blog"]
    assert listed(page.panel, 1)[0] == "tomorrow"
    assert desk.work.all(Task, {"title": "Send references"})[0].priority == TaskPriority.HIGH
    assert desk.toast._words.text() == "Added Send references, due tomorrow"


def test_the_space_key_ticks_a_task_and_undo_brings_it_back(page, desk, settle):
    page.panel.table.setFocus()

    QTest.keyClick(page.panel.table, Qt.Key.Key_Space)
    settle()
    assert desk.work.all(Task)[0].status == TaskStatus.DONE
    assert listed(page.panel) == []

    desk.undo()
    settle()
    assert listed(page.panel) == ["Read their blog"]


def test_done_tasks_stand_under_their_chip_and_can_be_taken_up_again(page, desk, settle):
    tasks.finish(desk.work, desk.work.all(Task)[0])
    page.panel._chips.chip("done").click()
    settle()
    assert listed(page.panel) == ["✓ Read their blog"]

    found = [one for one in page.panel.findChildren(QPushButton) if one.text() == "Take it up again"]
    found[0].click()
    settle()

    assert desk.work.all(Task)[0].status == TaskStatus.TODO


def test_the_week_is_said_in_words_and_follows_what_happens(page, desk, settle):
    with desk.work.change("Me") as change:
        change.save(CandidateProfile(first_name="Ada", weekly_application_target=2))
    page.turn_to("goals")
    settle()
    assert page.panel.week.words.text() == "0 of 2 applications · A little behind"

    make.application(desk.work, stage="applied")
    make.application(desk.work, "Another", stage="applied")
    settle()

    assert page.panel.week.words.text() == "2 of 2 applications · Reached"
    assert page.panel.week._bar.value() == 100


def test_a_goal_is_counted_and_one_by_hand_takes_a_number(page, desk, settle):
    goals.add(desk.work, "Interviews", 3, kind=GoalKind.INTERVIEWS)
    mine = goals.add(desk.work, "Books", 4, kind=GoalKind.CUSTOM)
    page.open(f"goals:{mine.id}")
    settle()
    assert sorted(listed(page.panel, 1)) == ["0 of 3", "0 of 4"]

    page.panel._by_hand.setText("2,5")
    page.panel._keep()
    settle()

    assert desk.work.get(Goal, mine.id).reached == 2.5
    assert "2.5 of 4" in page.panel.bar.words.text()


def test_counting_people_is_called_that(page, desk, settle):
    made = goals.add(desk.work, "Meet", 3, kind=GoalKind.CONTACTS)
    page.open(f"goals:{made.id}")
    settle()

    box = page.panel.form._cells["kind"].editor._box
    assert box.currentText() == "Contacts"


def test_with_everything_done_the_list_is_empty_but_not_new(page, desk, settle):
    tasks.finish(desk.work, desk.work.all(Task)[0])
    settle()

    assert listed(page.panel) == []
    assert page.panel._blank.isHidden()


# --- words to oneself -----------------------------------------------------------------------------


def test_a_reminder_of_ones_own_says_when_it_comes_next_and_what_repeats_is_worked_out(desk, settle):
    begun = desk.work.now() - timedelta(days=8, hours=1)
    with desk.work.change("Note") as change:
        change.save(Reminder(title="Ask for news", due=Appointment.at(begun, "UTC"), repeats=Repeats.WEEKLY))
        change.save(Reminder(title="Sent long ago", due=Appointment.at(begun, "UTC"), done_at=desk.work.now()))
        change.save(Reminder(title="Not now", due=Appointment.at(begun, "UTC"), enabled=False))
    desk.go("goals", "reminders:")
    settle()
    panel = desk.stack.currentWidget().panel

    said = dict(zip(listed(panel), zip(listed(panel, 1), listed(panel, 2), strict=True), strict=True))
    coming = (begun + timedelta(days=14)).astimezone(habits_of(desk.work).zone)
    assert said["Sent long ago"] == ("done", "Once")
    assert said["Not now"] == ("off", "Once")
    assert said["Ask for news"][1] == "Every week"
    assert said["Ask for news"][0].endswith(f"{coming:%H:%M}")


def test_with_no_reminders_the_way_to_the_first_is_one_press(desk, settle):
    desk.go("goals", "reminders:")
    settle()
    panel = desk.stack.currentWidget().panel

    panel._blank.pressed.emit()
    settle()

    assert panel._new.isVisible()
    assert {editor.field.name for editor in panel._new.findChildren(Editor)} >= {"title", "due", "repeats", "by_email"}
