"""Notifications: one list, what came meanwhile first; seen once, put away, opened where it belongs."""

from datetime import timedelta

import make
import pytest
from PySide6.QtWidgets import QPushButton

from ats_desktop.domain.deliveries import Notification
from ats_desktop.ui.newsbell import NewsBell


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
