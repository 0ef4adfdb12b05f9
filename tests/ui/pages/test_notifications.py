"""Notifications: one list, what came meanwhile first; seen once, put away, opened where it belongs."""

from datetime import timedelta

import make
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from ats_desktop.domain.deliveries import Fate, Notification, ReminderDelivery
from ats_desktop.domain.own_reminders import Reminder
from ats_desktop.domain.values import Appointment
from ats_desktop.services import reminders
from ats_desktop.services.ledger import notify, noting
from ats_desktop.ui.newsbell import NewsBell

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # menus


@pytest.fixture
def raised(desk):
    """Two that are new, one from before the window was open, one that was seen."""
    own = make.application(desk.work, "Data Engineer")
    opened = desk.opened_at
    with desk.work.change("Raise") as change:
        change.save_all(
            [
                Notification(dedupe="a", title="Deadline tomorrow", about=f"applications:{own.id}", raised_at=opened),
                Notification(dedupe="b", title="Interview soon", raised_at=opened + timedelta(minutes=5)),
                Notification(dedupe="c", title="While away", raised_at=opened - timedelta(hours=3)),
                Notification(dedupe="d", title="Old", raised_at=opened - timedelta(days=3), read_at=opened),
                Notification(dedupe="e", title="Gone", raised_at=opened, dismissed_at=opened),
            ]
        )
    return own


@pytest.fixture
def notices(desk, settle, raised):
    """Open the page."""
    desk.go("notifications")
    settle()
    return desk.stack.currentWidget()


def said(page):
    return [line.text for line in page.lines.lines]


def test_what_came_meanwhile_stands_first_then_what_is_new_then_what_was_seen(notices):
    assert said(notices) == [
        *("While you were away", "While away"),
        *("New", "Interview soon", "Deadline tomorrow"),
        *("Seen", "Old"),
    ]


def test_opening_one_marks_it_seen_and_goes_where_it_belongs(desk, notices, raised, settle):
    row = next(line.key for line in notices.lines.lines if line.text == "Deadline tomorrow")

    notices.lines.opened.emit(row)
    settle()

    assert desk.work.get(Notification, row).read_at is not None
    assert desk._wanted == ("application", raised.id)


def test_all_are_seen_at_once_and_that_can_be_taken_back(desk, notices, named, settle):
    named("Mark all as seen", QPushButton).click()
    settle()
    assert said(notices)[0] == "Seen"
    assert not notices._seen.isVisible()

    desk.undo()
    settle()

    assert said(notices)[0] == "While you were away"


def test_those_seen_are_cleared(notices, named, settle):
    named("Clear those seen", QPushButton).click()
    settle()

    assert "Old" not in said(notices)
    assert "Interview soon" in said(notices)


def test_the_bell_is_there_while_something_is_new(desk, raised, settle):
    settle()
    bell = desk.findChild(NewsBell)
    assert bell.isVisible()
    assert bell.accessibleName() == "Notifications: 3 new"

    bell.click()
    settle()
    desk.stack.currentWidget()._see_all()
    settle()

    assert not bell.isVisible()


def test_nothing_to_tell_says_where_they_come_from(desk, settle, named):
    desk.go("notifications")
    settle()

    assert named("Nothing to tell")
    named("Set when they come", QPushButton).click()
    assert desk._wanted[0] == "settings"
    settle()


# --- later, and away ------------------------------------------------------------------------------


@pytest.fixture
def reminded(desk, settle):
    """A word to oneself that was just shown, and a notice that reminds of nothing."""
    now = desk.work.now()
    with desk.work.change("Note") as change:
        row = change.save(Reminder(title="Ring the agency", due=Appointment.at(now - timedelta(minutes=1), "UTC")))
        change.save(Notification(dedupe="mail-hint", title="By e-mail too", raised_at=now - timedelta(hours=1)))
    [one] = reminders.look(desk.work, now).occurrences
    with noting(desk.work) as change:
        notify(change, one.key, "Reminder: Ring the agency", "", now, kind="own", about=f"reminders:{row.id}")
    desk.go("notifications")
    settle()
    return desk.stack.currentWidget()


def acts(menu):
    return [act.text() for act in menu.actions() if act.text()]


def test_the_key_l_offers_when_to_be_told_again_and_it_is_gone_until_then(reminded, desk, settle):
    reminded.lines.setFocus()
    QTest.keyClick(reminded.lines, Qt.Key.Key_L)
    settle()

    assert acts(reminded.menu)[0] == "Again in an hour"
    assert acts(reminded.menu)[-1] == "Put away"
    reminded.menu.actions()[0].trigger()
    settle()

    assert said(reminded) == ["While you were away", "By e-mail too"] or "Reminder: Ring the agency" not in said(
        reminded
    )
    assert [fact.fate for fact in desk.work.all(ReminderDelivery)] == [Fate.SNOOZED]
    assert desk.toast._words.text().startswith("It comes again")
    desk.undo()
    settle()
    assert "Reminder: Ring the agency" in said(reminded)


def test_later_at_the_right_of_a_line_is_a_button_and_the_rest_of_the_line_opens(reminded, desk, settle):
    lines = reminded.lines
    at = next(at for at, line in enumerate(lines.lines) if line.act)
    box = lines.visualRect(lines.model().index(at, 0))

    QTest.mouseClick(lines.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(box.right() - 12, box.center().y()))
    settle()
    assert acts(reminded.menu)[0] == "Again in an hour"
    reminded.menu.close()
    QTest.mouseClick(lines.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(box.left() + 60, box.center().y()))
    settle()

    assert desk._wanted[0] == "goals"


def test_del_puts_away_and_a_notice_that_reminds_of_nothing_is_never_put_off(reminded, desk, settle, named):
    reminded.lines.setFocus()
    row = next(line.key for line in reminded.lines.lines if line.text == "By e-mail too")
    reminded._offer(row, QPoint())
    settle()
    assert acts(reminded.menu) == ["Put away"]
    reminded.menu.close()
    reminded.lines.choose(row)
    QTest.keyClick(reminded.lines, Qt.Key.Key_Delete)
    settle()

    assert "By e-mail too" not in said(reminded)
    assert "Reminder: Ring the agency" in said(reminded)
