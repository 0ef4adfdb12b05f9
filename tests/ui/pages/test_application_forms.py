"""The forms of an application's page: seen whole when they open, and the keys stay where one works."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from ats_desktop.domain.applications import Application
from ats_desktop.services import applications
from ats_desktop.ui.widgets.application.history import History
from ats_desktop.ui.widgets.application.meetings import Meetings

RETURN = Qt.Key.Key_Return


def whole_in_view(page, form):
    viewport = page._scroll.viewport()
    return viewport.rect().contains(form.rect().translated(form.mapTo(viewport, QPoint(0, 0))))


def test_a_step_is_put_right_in_full_view(desk, own, page, named, settle):
    for stage in ("screening", "interviewing", "assessment", "interviewing"):
        applications.move(desk.work, own.id, stage)
    desk.resize(900, 520)
    opened = page(own.id)
    settle()

    named("Add a past step", QPushButton).click()
    settle()
    assert whole_in_view(opened, opened.part(History).form)

    opened._scroll.verticalScrollBar().setValue(0)
    opened.part(History).lines.opened.emit(opened.part(History).lines.lines[0].key)
    settle()
    assert whole_in_view(opened, opened.part(History).form)


def test_an_interview_is_planned_in_full_view(desk, own, page, named, settle):
    desk.resize(900, 560)
    opened = page(own.id)

    named("Schedule", QPushButton).click()
    settle()

    assert whole_in_view(opened, opened.part(Meetings).form)


def test_each_step_says_that_it_can_be_put_right(desk, own, page, settle):
    applications.move(desk.work, own.id, "rejected")
    opened = page(own.id)
    panel = opened.part(History)
    assert {line.act for line in panel.lines.lines} == {"Correct"}

    panel.lines.opened.emit(panel.lines.lines[0].key)
    panel.form._back.click()
    panel._all.click()
    settle()

    assert [line.act for line in panel.lines.lines] == ["", "Correct"]


def test_planning_an_interview_says_where_it_moved_the_application(desk, own, page, settle, named):
    opened = page(own.id)
    opened.part(Meetings).schedule()
    form = opened.part(Meetings).form
    QTest.keyClicks(form.when.line, "2026-12-01 9:30")

    QTest.keyClick(form.when.line, RETURN)
    settle()

    assert desk.toast._words.text() == "Saved. Moved to Interview."
    assert desk.work.get(Application, own.id).stage == "interviewing"

    named("Undo", QPushButton).click()
    settle()
    assert desk.work.get(Application, own.id).stage == "applied"


def test_an_interview_that_moves_nothing_is_just_saved(desk, own, page, settle):
    applications.move(desk.work, own.id, "offer")
    opened = page(own.id)
    opened.part(Meetings).schedule()
    form = opened.part(Meetings).form
    QTest.keyClicks(form.when.line, "2026-12-01 9:30")

    QTest.keyClick(form.when.line, RETURN)
    settle()

    assert desk.toast._words.text() == "Saved."


def test_after_saving_an_interview_the_keys_are_on_its_line(desk, own, page, settle):
    opened = page(own.id)
    panel = opened.part(Meetings)
    for wall in ("2026-12-01T09:30", "2026-12-02T09:30"):
        panel.schedule()
        QTest.keyClicks(panel.form.when.line, wall.replace("T", " "))
        QTest.keyClick(panel.form.when.line, RETURN)
        settle()

        walls = {one.id: one.starts.wall for one in panel.view.dossier.interviews}
        assert panel.lines.hasFocus()
        assert walls[panel.lines.current] == wall


def test_a_form_that_is_closed_gives_the_keys_back(desk, own, page, named, settle):
    opened = page(own.id)
    panel = opened.part(Meetings)
    panel.schedule()

    panel.form._close.click()
    settle()

    assert named("Schedule", QPushButton).hasFocus()
