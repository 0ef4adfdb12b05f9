"""Several jobs at once, and cells typed over: by bar, by menu and by keys, each one step taken back."""

from datetime import datetime, timedelta
from functools import partial

import make
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton
from ui.jobtable import select, titles

from ats_desktop.domain.applications import Application
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.services import several
from ats_desktop.ui.widgets import jobs_several
from ats_desktop.ui.widgets.onefield import OneField

TOMORROW = datetime.now().astimezone().date() + timedelta(days=1)
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, when a menu opens


# --- several at once ------------------------------------------------------------------------------


def choose_from(menu, *path):
    """Trigger what a menu offers."""
    found = menu()[path[0]]
    found.trigger()


def test_a_bar_says_how_many_are_chosen_and_goes_when_none_is(desk, jobs, settle):
    for title in "abc":
        make.application(desk.work, title)
    page = jobs()
    assert not page._several.isVisible()

    select(page, 0, 1)
    assert page._several.isVisible()
    assert page._several._many.text() == "2 chosen"
    page._several._none.click()

    assert not page._several.isVisible()


def test_the_bar_moves_all_that_are_chosen_as_one_step_taken_back_from_the_toast(desk, jobs, settle, menu, named):
    for title in "abc":
        make.application(desk.work, title)
    page = jobs()
    select(page, 0, 1, 2)

    page._several._buttons["move"].click()
    choose_from(menu, "Applied")
    settle()
    assert {one.stage for one in desk.work.all(Application)} == {"applied"}
    assert desk.toast.accessibleName() == "Moved 3 to Applied."

    named("Undo", QPushButton).click()
    settle()

    assert {one.stage for one in desk.work.all(Application)} == {"lead"}


def test_tags_are_asked_for_and_put_on_all(desk, jobs, settle):
    for title in "ab":
        make.application(desk.work, title)
    page = jobs()
    select(page, 0, 1)

    page._several._buttons["tag"].click()
    asked = page.findChild(OneField)
    QTest.keyClicks(asked.cell.editor.inner, "remote; part time")
    asked._set.click()
    settle()

    assert {job.tags for job in desk.work.all(JobOpportunity)} == {("remote", "part time")}


def test_a_tag_that_is_there_can_be_taken_off(desk, jobs, settle, menu):
    own = [make.application(desk.work, title).job for title in "ab"]
    several.tag(desk.work, own, ["remote"])
    page = jobs()
    select(page, 0, 1)

    page._several.tag()
    choose_from(menu, "Take “remote” off")
    settle()

    assert {job.tags for job in desk.work.all(JobOpportunity)} == {()}


def test_a_field_is_set_for_all_in_words_people_use(desk, jobs, settle, menu):
    for title in "ab":
        make.application(desk.work, title)
    page = jobs()
    select(page, 0, 1)

    page._several.set_field()
    choose_from(menu, "Deadline")
    asked = page.findChild(OneField)
    QTest.keyClicks(asked.cell.editor.inner, "soonish")
    asked._set.click()
    assert asked.isVisible()  # what cannot be read is said beside the field
    asked.cell.editor.inner.clear()
    QTest.keyClicks(asked.cell.editor.inner, "tomorrow")
    asked._set.click()
    settle()

    assert {job.deadline_on for job in desk.work.all(JobOpportunity)} == {TOMORROW}


def test_chosen_jobs_are_deleted_and_come_back(desk, jobs, settle):
    for title in "abc":
        make.application(desk.work, title)
    page = jobs()
    select(page, 0, 2)

    desk.perform("jobs.delete")
    settle()
    assert titles(page) == ["b"]
    desk.undo()
    settle()

    assert sorted(titles(page)) == ["a", "b", "c"]


def test_very_many_are_changed_beside_the_window(desk, jobs, qtbot, monkeypatch):
    make.many(desk.work, 30)
    monkeypatch.setattr(jobs_several, "AT_ONCE", 10)
    page = jobs()
    page.table.selectAll()

    page._several._run(30, partial(several.tag, desk.work, page._several._ids(), ["x"]), "Tagged 30.")

    qtbot.waitUntil(lambda: {job.tags for job in desk.work.all(JobOpportunity)} == {("x",)}, timeout=5_000)
    qtbot.waitUntil(lambda: desk.toast.accessibleName() == "Tagged 30.", timeout=5_000)


def test_nothing_chosen_is_said(desk, jobs, settle):
    make.application(desk.work)
    page = jobs()
    page.table.setCurrentIndex(page.table.model_.index(-1, 0))
    page.table.clearSelection()

    page._several.move_to()

    assert desk.toast.accessibleName() == "Choose one or more jobs first."


# --- typed over -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("column", "typed", "field", "value"), [
    (0, "Pilot", "title", "Pilot"),
    (1, "Quillmark", "company_name", "Quillmark"),
    (3, "tomorrow", "deadline_on", TOMORROW),
    (5, "Meetup", "source", "Meetup"),
    (7, "remote; night", "tags", ("remote", "night")),
])  # fmt: skip
def test_a_cell_is_typed_over(desk, jobs, settle, column, typed, field, value):
    make.application(desk.work, "Engineer")
    page = jobs()
    table = page.table
    table.setFocus()
    table.setCurrentIndex(table.model_.index(0, column))

    QTest.keyClick(table, Qt.Key.Key_F2)
    line = table.viewport().findChild(QLineEdit)
    line.selectAll()
    QTest.keyClicks(line, typed)
    QTest.keyClick(line, Qt.Key.Key_Return)
    settle()

    assert getattr(desk.work.all(JobOpportunity)[0], field) == value


def test_a_stage_is_chosen_in_its_cell(desk, jobs, settle, menu):
    make.application(desk.work, "Engineer")
    table = jobs().table
    table.setFocus()
    table.setCurrentIndex(table.model_.index(0, 2))

    QTest.keyClick(table, Qt.Key.Key_F2)
    menu()["Applied"].trigger()
    settle()

    assert desk.work.all(Application)[0].stage == "applied"


def test_what_cannot_be_read_in_a_cell_is_said_and_the_cell_stays(desk, jobs, settle):
    make.application(desk.work, "Engineer")
    page = jobs()

    page.table.model_.setData(page.table.model_.index(0, 3), "soonish")
    settle()

    assert desk.strip.told.title == "“soonish” cannot be read here."
    assert desk.work.all(JobOpportunity)[0].deadline_on is None


def test_where_a_job_stands_is_never_cut_short(desk, jobs, settle):
    make.application(desk.work, "Engineer", stage="screening")
    desk.resize(1280, 800)
    page = jobs()
    settle()

    words = page.table.model_.data(page.table.model_.index(0, 2))
    assert words == "Phone screen"
    assert page.table.columnWidth(2) >= page.table.fontMetrics().horizontalAdvance(words) + 22
