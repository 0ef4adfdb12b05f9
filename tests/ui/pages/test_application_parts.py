"""The parts of an application: its history put right, meetings planned, people, notes and pay beside it."""

import json

import make
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from ats_desktop.domain.applications import Application, ApplicationStage
from ats_desktop.domain.interviews import Interview, InterviewStatus
from ats_desktop.domain.jobs import JobOpportunity, SalaryData
from ats_desktop.domain.notes import Comment, SharedNote
from ats_desktop.domain.tasks import Task
from ats_desktop.domain.values import Appointment
from ats_desktop.services import applications, interviews, people
from ats_desktop.ui.widgets.application.history import History
from ats_desktop.ui.widgets.application.meetings import Meetings
from ats_desktop.ui.widgets.application.pay import Pay
from ats_desktop.ui.widgets.application.people import People
from ats_desktop.ui.widgets.application.talk import Talk

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, when something pops up
RETURN = Qt.Key.Key_Return
EIGHT = ("Title", "Company", "Stage", "Applied on", "Link", "Source", "Résumé sent", "Contact")


def again(desk, own):
    return desk.work.get(type(own), own.id)


def job(desk, own):
    return desk.work.get(JobOpportunity, own.job)


def texts(panel):
    return [line.text for line in panel.lines.lines]


# --- history --------------------------------------------------------------------------------------


def test_a_past_step_is_added_and_stands_where_it_belongs(desk, own, page, named, settle):
    applications.move(desk.work, own.id, "offer")
    opened = page(own.id)
    named("Add a past step", QPushButton).click()
    form = opened.part(History).form
    form.stage.setCurrentIndex(form.stage.findData("interviewing"))
    QTest.keyClicks(form.when.line, "yesterday")

    QTest.keyClick(form.when.line, RETURN)
    settle()

    assert texts(opened.part(History)) == ["Offer", "Interview", "Applied"]
    assert again(desk, own).stage == "offer"


def test_a_step_is_put_right_and_the_order_follows(desk, own, page, settle, retype):
    applications.move(desk.work, own.id, "screening")
    opened = page(own.id)
    assert texts(opened.part(History)) == ["Phone screen", "Applied"]
    opened.part(History).lines.opened.emit(opened.part(History).lines.lines[0].key)
    form = opened.part(History).form
    retype(form.when.line, "2026-11-10 9:00")

    QTest.keyClick(form.note, RETURN)
    settle()

    assert texts(opened.part(History)) == ["Applied", "Phone screen"]
    assert again(desk, own).stage == "applied"


def test_a_step_that_did_not_happen_is_taken_back_and_can_be_looked_at(desk, own, page, named, settle):
    applications.move(desk.work, own.id, "rejected")
    opened = page(own.id)
    opened.part(History).lines.opened.emit(opened.part(History).lines.lines[0].key)
    named("It did not happen", QPushButton).click()
    settle()
    assert again(desk, own).stage == "applied"
    assert texts(opened.part(History)) == ["Applied"]

    named("1 taken back", QPushButton).click()
    assert texts(opened.part(History)) == ["Rejected (taken back)", "Applied"]

    named("Undo", QPushButton).click()
    settle()
    assert again(desk, own).stage == "rejected"


@pytest.mark.parametrize(
    ("typed", "said"), [("", "Which day?"), ("someday", "Which day?"), ("tomorrow", "still to come")]
)
def test_a_step_without_a_day_that_was_is_not_written(desk, own, page, named, settle, typed, said):
    opened = page(own.id)
    named("Add a past step", QPushButton).click()
    form = opened.part(History).form
    QTest.keyClicks(form.when.line, typed)
    form.save()
    settle()

    assert said in form.when._means.text()
    assert desk.work.count(ApplicationStage) == 1
    assert form.isVisible()


# --- interviews -----------------------------------------------------------------------------------


def plan(opened, when, zone="Europe/Berlin"):
    opened.part(Meetings).schedule()
    form = opened.part(Meetings).form
    QTest.keyClicks(form.when.line, when)
    form.zone.setCurrentText(zone)
    return form


def test_an_interview_is_planned_by_its_own_clock_and_told_by_hers(desk, own, page, settle):
    opened = page(own.id)
    form = plan(opened, "2026-12-01 14:00", "America/New_York")
    assert "20:00" in form._both.text()
    assert "14:00 in New York" in form._both.text()

    form.save()
    settle()

    made = desk.work.all(Interview)[0]
    assert made.starts == Appointment("2026-12-01T14:00", "America/New_York")
    assert again(desk, own).stage == "interviewing"
    assert "20:00" in opened.part(Meetings).lines.lines[0].note


def test_an_overlap_is_said_and_never_refused(desk, own, page, settle):
    other = make.application(desk.work, "Other Job", "Polder Maps")
    with desk.work.change("Plan") as change:
        change.save(Interview(application=other.id, starts=Appointment("2026-12-01T14:30", "Europe/Berlin")))
    opened = page(own.id)
    form = plan(opened, "2026-12-01 14:00")
    assert "Other Job @ Polder Maps (14:30)" in form._clash.text()
    assert form._clash.isVisible()

    form.save()
    settle()

    assert desk.work.count(Interview) == 2


def test_an_interview_is_moved_and_its_place_changed_in_one_step(desk, own, page, settle, retype):
    opened = page(own.id)
    plan(opened, "2026-12-01 14:00").save()
    settle()
    opened.part(Meetings).lines.opened.emit(opened.part(Meetings).lines.lines[0].key)
    form = opened.part(Meetings).form
    retype(form.when.line, "2026-12-02 15:00")
    QTest.keyClicks(form.place, "Quay 7")
    form.save()
    settle()

    made = desk.work.all(Interview)[0]
    assert (made.starts.wall, made.location, made.status) == ("2026-12-02T15:00", "Quay 7", InterviewStatus.RESCHEDULED)
    desk.undo()
    assert desk.work.all(Interview)[0].starts.wall == "2026-12-01T14:00"


def test_an_interview_is_called_off(desk, own, page, named, settle):
    opened = page(own.id)
    plan(opened, "2026-12-01 14:00").save()
    settle()
    opened.part(Meetings).lines.opened.emit(opened.part(Meetings).lines.lines[0].key)

    named("Call it off", QPushButton).click()
    settle()

    assert opened.part(Meetings).lines.lines[0].right == "called off"


def test_a_time_that_is_none_is_asked_for_again(desk, own, page, retype):
    opened = page(own.id)
    form = plan(opened, "fri")
    form.save()
    assert "Which day, and when?" in form.when._means.text()

    retype(form.when.line, "fri 14:00")
    form.zone.setCurrentText("Atlantis/Center")
    form.save()

    assert "no such clock" in form._both.text()
    assert desk.work.count(Interview) == 0


def test_ctrl_i_plans_an_interview(desk, own, page):
    opened = page(own.id)

    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)

    assert opened.part(Meetings).form.isVisible()


# --- tasks, people, notes, pay --------------------------------------------------------------------


def test_a_task_is_added_with_its_day_and_ticked_off(desk, own, page, named, settle):
    page(own.id)
    line = named("Add a task", QLineEdit)
    QTest.keyClicks(line, "Send two times by 2026-11-25")
    QTest.keyClick(line, RETURN)
    settle()
    made = desk.work.all(Task)[0]
    assert (made.title, str(made.due_on), made.about) == ("Send two times", "2026-11-25", f"applications:{own.id}")

    named("Send two times", QCheckBox).click()
    settle()
    assert desk.work.all(Task)[0].status == "done"

    named("Undo", QPushButton).click()
    settle()
    assert desk.work.all(Task)[0].status == "todo"


def test_what_was_said_is_noted_beside_a_person(desk, own, page, named, settle):
    people.link(desk.work, own.id, "Priya Sample")
    opened = page(own.id)
    line = named("What was said", QLineEdit)

    QTest.keyClicks(line, "Asked for two times")
    QTest.keyClick(line, RETURN)
    settle()

    assert opened.part(People).lines.lines[0].note == "Other · Asked for two times"


def test_notes_are_shared_or_only_hers_and_say_so(desk, own, page, named, settle):
    page(own.id)
    box, kind = named("Write a note or comment", QPlainTextEdit), named("Who may read it", QComboBox)
    for words, at in (("For both", 0), ("For me", 1)):
        kind.setCurrentIndex(at)
        QTest.keyClicks(box, words)
        QTest.keyClick(box, RETURN, Qt.KeyboardModifier.ControlModifier)
        settle()

    assert [(one.body, one.section) for one in desk.work.all(SharedNote)] == [
        ("For both", "notes"),
        ("For me", "private"),
    ]
    assert [one.text() for one in desk.findChildren(QLabel) if one.text().endswith("only for you")]


def test_what_a_coach_says_is_signed_with_her_name(desk, own, page, settle):
    with desk.work.change("From the coach") as change:
        change.save(Comment(id=f"{make.COACH}.7", about=f"applications:{own.id}", body="Why them?"))
    page(own.id)

    desk.work.note(people=json.dumps({make.COACH: "Cleo Example"}))
    desk.stack.currentWidget().news()
    settle()

    assert any(one.text().startswith("Cleo Example · ") for one in desk.findChildren(QLabel))


def test_the_coach_is_answered(desk, own, page, named, settle):
    with desk.work.change("From the coach") as change:
        asked = change.save(Comment(id=f"{make.COACH}.7", about=f"applications:{own.id}", body="Why them?"))
    page(own.id)
    assert any(one.text().startswith("Coach") for one in desk.findChildren(QLabel))
    named("Answer", QPushButton).click()
    box = named("Write a note or comment", QPlainTextEdit)

    QTest.keyClicks(box, "They build ferries.")
    QTest.keyClick(box, RETURN, Qt.KeyboardModifier.ControlModifier)
    settle()

    answer = next(one for one in desk.work.all(Comment) if one.id != asked.id)
    assert (answer.answers, answer.body) == (asked.id, "They build ferries.")


def test_a_note_is_changed_and_removed(desk, own, page, named, settle):
    page(own.id)
    box = named("Write a note or comment", QPlainTextEdit)
    QTest.keyClicks(box, "First")
    QTest.keyClick(box, RETURN, Qt.KeyboardModifier.ControlModifier)
    settle()
    named("Change", QPushButton).click()
    QTest.keyClicks(box, "Better, ")
    named("Save", QPushButton).click()
    settle()
    assert [one.body for one in desk.work.all(SharedNote)] == ["Better, First"]

    named("Remove", QPushButton).click()
    settle()
    assert desk.work.count(SharedNote) == 0


def test_pay_is_a_new_fact_each_time(desk, own, page, named, settle):
    opened = page(own.id)
    line = named("Figure", QLineEdit)
    for typed in ("80000 EUR/year", "lots", "85000 EUR/year"):
        line.clear()
        QTest.keyClicks(line, typed)
        QTest.keyClick(line, RETURN)
        settle()

    assert sorted(texts(opened.part(Pay))) == ["80,000 EUR/year", "85,000 EUR/year"]
    assert desk.work.count(SalaryData) == 2


def test_a_coach_sees_no_pay_and_no_people_and_changes_nothing(desk, own, page, settle):
    people.link(desk.work, own.id, "Priya Sample")
    desk.work.note(levels=json.dumps({"jobs": 2, "notes": 2}))
    opened = page(own.id)

    assert not opened.part(Pay).isVisible()
    assert not opened.part(People).isVisible()
    assert not opened.facts.cells["contact"].isVisible()
    assert opened.facts.facts["title"].editor.inner.isReadOnly()
    assert [opened.part(Talk).kind.itemText(at) for at in range(opened.part(Talk).kind.count())] == ["Comment"]


# --- the page -------------------------------------------------------------------------------------


def test_a_row_that_is_gone_says_so_with_one_way_on(desk, page, named):
    page("gone")

    assert named("This application is not here")
    assert named("Go to the board", QPushButton)


def test_a_job_is_put_away_and_applied_for_again(desk, own, page, named, settle):
    applications.move(desk.work, own.id, "rejected")
    page(own.id)
    named("Archive", QPushButton).click()
    settle()
    assert job(desk, own).archived_at is not None
    named("Bring back", QPushButton).click()
    settle()

    named("Apply again", QPushButton).click()
    settle()

    assert desk.work.count(Application) == 2
    assert any("attempt 2" in one.text() for one in desk.findChildren(QLabel))


def test_markup_in_foreign_words_stays_words(desk, page):
    own = make.application(desk.work, "<h1>Big</h1>", "A & B <img src=x>")
    with desk.work.change("Task") as change:
        change.save(Task(title="<b>bold</b>", about=f"applications:{own.id}"))
    page(own.id)

    shown = [one for one in desk.findChildren(QLabel) if "<" in one.text()]
    assert {one.text() for one in shown} >= {"<h1>Big</h1>", "<b>bold</b>"}
    assert all(one.textFormat() == Qt.TextFormat.PlainText for one in shown)


def test_everything_that_takes_keys_has_a_name(desk, page):
    own = make.search(desk.work)[37]
    opened = page(own.id)
    opened.part(Meetings).form.begin(None)
    opened.part(History).form.begin(None)

    unnamed = [
        f"{type(one).__name__} in {type(one.parentWidget()).__name__}"
        for one in opened.findChildren(QWidget)
        if one.focusPolicy() != Qt.FocusPolicy.NoFocus
        and one.isVisible()
        and not (one.accessibleName() or getattr(one, "text", str)())
    ]
    assert not unnamed


def test_a_planned_interview_leads_to_where_it_is_prepared(desk, own, page, named, settle):
    made = interviews.schedule(desk.work, own.id, Appointment("2026-12-01T14:00", "Europe/Berlin"))
    opened = page(own.id)
    opened.part(Meetings).lines.opened.emit(made.id)

    named("Get ready", QPushButton).click()
    settle()

    assert desk.stack.currentWidget().accessibleName() == "Practice"
    assert named("Make the checklist", QPushButton)
