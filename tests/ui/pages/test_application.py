"""One application: facts that save themselves, a history that can be put right, and words that are never lost."""

from dataclasses import replace
from datetime import datetime, timedelta

import make
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
)

from ats_desktop.domain.applications import Application, ApplicationStage
from ats_desktop.domain.documents import Document
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.notes import Comment
from ats_desktop.domain.people import Contact, Interaction
from ats_desktop.domain.schema import Text
from ats_desktop.store import drafts

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, when something pops up
RETURN = Qt.Key.Key_Return
EIGHT = ("Title", "Company", "Stage", "Applied on", "Link", "Source", "Résumé sent", "Contact")


def again(desk, own):
    return desk.work.get(type(own), own.id)


def job(desk, own):
    return desk.work.get(JobOpportunity, own.job)


def texts(panel):
    return [line.text for line in panel.lines.lines]


# --- the facts ------------------------------------------------------------------------------------


def test_the_eight_facts_and_the_notes_are_one_screen_and_first_in_order_of_keys(desk, own, page):
    opened = page(own.id)
    walked = []
    for _ in range(20):
        walked.append(QApplication.focusWidget().accessibleName())
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)

    assert tuple(walked[:8]) == EIGHT
    assert "Notes" in walked[8:13]
    assert opened.facts.mapTo(desk, opened.facts.rect().bottomLeft()).y() < desk.height()


def test_a_fact_is_saved_when_it_is_left(desk, own, page, named, settle, retype):
    page(own.id)

    retype(named("Title", QLineEdit), "Staff Engineer")
    retype(named("Company", QLineEdit), "Polder Maps")
    settle()

    assert str(job(desk, own)) == "Staff Engineer @ Polder Maps"


def test_enter_saves_a_fact_too(desk, own, page, named):
    page(own.id)
    line = named("Source", QLineEdit)

    QTest.keyClicks(line, "Meetup")
    QTest.keyClick(line, RETURN)

    assert job(desk, own).source == "Meetup"


def test_looking_at_a_page_writes_nothing(desk, own, page, settle):
    before = desk.work.rows("select count(*) from undo_step")
    page(own.id)
    for _ in range(15):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    settle()

    assert desk.work.rows("select count(*) from undo_step") == before


def test_what_cannot_be_read_is_said_beside_it_and_kept(desk, own, page, named, settle, retype):
    opened = page(own.id)
    line = named("Deadline", QLineEdit)

    retype(line, "someday")
    settle()

    assert line.text() == "someday"
    assert "cannot be read" in opened.facts.cells["deadline_on"].findChildren(QLabel)[-1].text()
    retype(line, "2026-12-01")
    assert str(job(desk, own).deadline_on) == "2026-12-01"


def test_the_stage_is_moved_where_it_is_read(desk, own, page, named, settle):
    page(own.id)
    box = named("Stage", QComboBox)
    box.setCurrentIndex(box.findData("offer"))
    box.activated.emit(box.currentIndex())
    settle()
    assert again(desk, own).stage == "offer"

    named("Undo", QPushButton).click()
    settle()

    assert again(desk, own).stage == "applied"
    assert box.currentText() == "Applied"


def test_the_day_of_applying_is_put_right_and_the_history_follows(desk, own, page, named, settle, retype):
    page(own.id)

    retype(named("Applied on", QLineEdit), "2026-11-02")
    settle()

    assert again(desk, own).applied_at.date().isoformat() == "2026-11-02"
    assert desk.work.count(ApplicationStage) == 2


def test_a_day_of_applying_without_its_year_has_been(desk, own, page, named, settle, retype):
    page(own.id)
    lately = datetime.now().astimezone() - timedelta(days=2)

    retype(named("Applied on", QLineEdit), f"{lately:%d.%m.}")
    settle()

    assert again(desk, own).applied_at.astimezone().date() == lately.date()


def test_a_day_to_come_is_no_day_of_applying(desk, own, page, named, settle, retype):
    opened = page(own.id)

    retype(named("Applied on", QLineEdit), "tomorrow")
    settle()

    assert "still to come" in opened.facts.cells["applied_on"].findChildren(QLabel)[-1].text()
    assert desk.work.count(ApplicationStage) == 1


@pytest.mark.parametrize(("typed", "kept"), [
    ("morgen", ""), ("15.12.", ""), ("www.jobs.example/4711", "www.jobs.example/4711"), ("http://127.0.0.1:80/x", "http://127.0.0.1:80/x"),
])  # fmt: skip
def test_what_is_no_link_is_said_to_be_none_beside_its_field(desk, own, page, named, settle, retype, typed, kept):
    opened = page(own.id)

    retype(named("Link", QLineEdit), typed)
    settle()

    said = " ".join(one.text() for one in opened.facts.cells["posting_url"].findChildren(QLabel))
    assert ("is no link" in said) is (not kept)
    assert desk.work.get(JobOpportunity, own.job).posting_url == kept


def test_the_resume_sent_and_the_contact_are_named(desk, own, page, named, settle, retype):
    page(own.id)

    retype(named("Résumé sent", QLineEdit), "Platform, v3")
    retype(named("Contact", QLineEdit), "Priya Sample")
    settle()

    assert [(one.name, one.application) for one in desk.work.all(Document)] == [("Platform, v3", own.id)]
    assert desk.work.all(Contact)[0].company_name == "Kestrel Freight"
    assert desk.work.all(Interaction)[0].application == own.id


def test_known_people_are_offered_while_a_name_is_typed(desk, own, page, named):
    with desk.work.change("Known") as change:
        change.save(Contact(name="Priya Sample"))
    page(own.id)
    line = named("Contact", QLineEdit)
    line.setFocus()

    QTest.keyClicks(line, "Priy")

    assert line.completer().model().stringList() == ["Priya Sample"]
    line.completer().popup().hide()


def test_a_job_nobody_applied_for_becomes_an_application_with_its_first_stage(desk, page, named, settle):
    kept = make.job(desk.work)
    page(kept.id)
    assert desk.work.count(Application) == 0

    box = named("Stage", QComboBox)
    box.setCurrentIndex(box.findData("applied"))
    box.activated.emit(box.currentIndex())
    settle()

    assert [one.stage for one in desk.work.all(Application)] == ["applied"]


# --- typing is not lost ---------------------------------------------------------------------------


def test_what_arrives_is_shown_but_not_over_what_is_being_typed(desk, own, page, named, settle):
    page(own.id)
    line = named("Company", QLineEdit)
    line.setFocus()
    QTest.keyClicks(line, "X")

    with desk.work.change("Elsewhere") as change:
        found = change.get(JobOpportunity, own.job)
        change.save(replace(found, source="Meetup", company_name="Arrived"))
    settle()
    assert named("Source", QLineEdit).text() == "Meetup"
    assert line.text() == "XKestrel Freight"

    QTest.keyClick(line, Qt.Key.Key_Tab)
    settle()
    assert job(desk, own).company_name == "XKestrel Freight"
    assert job(desk, own).source == "Meetup"


def test_notes_typed_by_two_at_once_are_both_there(desk, own, page, named, settle, qtbot):
    with desk.work.change("Notes") as change:
        change.save(replace(own, notes=Text("one\ntwo\nthree")), was=own)
    page(own.id)
    box = named("Notes", QPlainTextEdit)
    box.setFocus()
    box.moveCursor(box.textCursor().MoveOperation.End)
    QTest.keyClicks(box, " and more")

    with desk.work.change("Elsewhere") as change:
        found = change.get(Application, own.id)
        change.save(replace(found, notes=Text("ONE\ntwo\nthree")))
    settle()
    QTest.keyClick(box, Qt.Key.Key_Tab)
    settle()

    assert again(desk, own).notes == "ONE\ntwo\nthree and more"
    assert box.toPlainText() == "ONE\ntwo\nthree and more"


def test_notes_are_saved_a_moment_after_the_last_letter(desk, own, page, named, qtbot):
    page(own.id)
    box = named("Notes", QPlainTextEdit)
    box.setFocus()
    QTest.keyClicks(box, "A thought")

    qtbot.waitUntil(lambda: again(desk, own).notes == "A thought", timeout=3_000)
    QTest.keyClicks(box, " more")

    assert box.toPlainText() == "A thought more"


def test_leaving_the_page_saves_what_was_typed(desk, own, page, named, settle):
    page(own.id)
    line = named("Location", QLineEdit)
    line.setFocus()
    QTest.keyClicks(line, "Leeds")

    desk.go("board")
    settle()

    assert job(desk, own).location == "Leeds"


def test_opening_another_application_saves_to_the_one_it_was_typed_for(desk, own, page, named, settle):
    other = make.application(desk.work, "Other")
    page(own.id)
    line = named("Location", QLineEdit)
    line.setFocus()
    QTest.keyClicks(line, "Leeds")

    page(other.id)

    assert job(desk, own).location == "Leeds"
    assert job(desk, other).location == ""
    assert named("Location", QLineEdit).text() == ""


def test_a_note_being_written_stays_in_its_box_whatever_arrives(desk, own, page, named, settle):
    page(own.id)
    box = named("Write a note or comment", QPlainTextEdit)
    box.setFocus()
    QTest.keyClicks(box, "Half a thou")

    with desk.work.change("From the coach") as change:
        change.save(Comment(id=f"{make.COACH}.7", about=f"applications:{own.id}", body="Well done."))
    settle()

    assert box.toPlainText() == "Half a thou"
    assert named("Well done.", QLabel)


def test_closing_the_window_saves_what_was_typed(desk, own, page, named):
    page(own.id)
    line = named("Location", QLineEdit)
    line.setFocus()
    QTest.keyClicks(line, "Leeds")

    desk.close()

    assert job(desk, own).location == "Leeds"


def test_half_a_note_is_kept_for_the_application_it_was_begun_for(desk, own, page, named, settle):
    other = make.application(desk.work, "Other")
    page(own.id)
    box = named("Write a note or comment", QPlainTextEdit)
    QTest.keyClicks(box, "Half a thou")

    page(other.id)
    assert box.toPlainText() == ""
    QTest.keyClicks(box, "Another")
    page(own.id)

    assert box.toPlainText() == "Half a thou"


def test_half_a_note_outlives_the_power(desk, own, page, named, qtbot):
    page(own.id)
    QTest.keyClicks(named("Write a note or comment", QPlainTextEdit), "Half a thou")

    kept = f"talk applications:{own.id}"
    qtbot.waitUntil(lambda: drafts.read(desk.work.folder, kept).get("body") == "Half a thou", timeout=3_000)
