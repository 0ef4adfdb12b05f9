"""A form saves by itself, only what was touched, and says beside the field what is wrong."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit

from ats_desktop.domain.catalog import NOUNS
from ats_desktop.domain.companies import Company
from ats_desktop.domain.documents import Document
from ats_desktop.domain.goals import Goal
from ats_desktop.domain.jobs import JobOpportunity, WorkMode
from ats_desktop.domain.own_reminders import Reminder
from ats_desktop.domain.people import Contact
from ats_desktop.domain.schema import Id, Text
from ats_desktop.errors import Refused
from ats_desktop.ui.editors import editor_for, section_label, word_label
from ats_desktop.ui.forms import SAVE_MS, Form, shown_fields

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, when a list drops down


@pytest.fixture
def job(window):
    with window.work.change("Add") as change:
        return change.save(JobOpportunity(title="Engineer", company_name="Quillmark", location="Leeds"))


@pytest.fixture
def form(window, job, qtbot):
    made = Form(window, JobOpportunity)
    qtbot.addWidget(made)
    made.open(job)
    made.show()
    return made


def editor(form, name):
    return form._cells[name].editor


def type_in(form, name, words):
    line = editor(form, name).findChild(QLineEdit) or editor(form, name).findChild(QPlainTextEdit)
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, words)
    return line


def below(form, name):
    return form._cells[name]._below.text()


def test_what_is_typed_is_saved_a_moment_later(form, window, job, qtbot):
    with qtbot.waitSignal(form.saved, timeout=SAVE_MS * 5):
        type_in(form, "title", "Analyst")

    assert window.work.get(JobOpportunity, job.id).title == "Analyst"


def test_only_what_was_touched_is_written(form, window, job):
    """Her coach moves the job to Berlin while she corrects the title."""
    with window.work.change("Elsewhere") as change:
        change.save(replace(change.get(JobOpportunity, job.id), location="Berlin"))

    type_in(form, "title", "Analyst")
    form.save()

    kept = window.work.get(JobOpportunity, job.id)
    assert (kept.title, kept.location) == ("Analyst", "Berlin")


def test_typing_what_was_there_writes_nothing(form, window):
    type_in(form, "title", "Engineer")
    form.save()

    assert window.work.undo().title.endswith("Add")


def test_one_saving_is_one_step_of_undo(form, window, job):
    type_in(form, "title", "Analyst")
    type_in(form, "location", "Berlin")
    form.save()

    window.work.undo()

    kept = window.work.get(JobOpportunity, job.id)
    assert (kept.title, kept.location) in {("Engineer", "Leeds"), ("Analyst", "Leeds")}


def test_what_cannot_be_read_is_said_beside_its_field_and_the_rest_is_saved(form, window, job):
    type_in(form, "deadline_on", "the day after")
    type_in(form, "title", "Analyst")

    form.save()

    kept = window.work.get(JobOpportunity, job.id)
    assert (kept.title, kept.deadline_on) == ("Analyst", None)
    assert "“the day after” cannot be read here." in below(form, "deadline_on")
    assert editor(form, "deadline_on").inner.property("wrong") == "yes"


def test_a_field_put_right_loses_its_mark(form, window, job):
    type_in(form, "deadline_on", "soonish")
    form.save()

    type_in(form, "deadline_on", "2026-12-31")
    form.save()

    assert window.work.get(JobOpportunity, job.id).deadline_on == date(2026, 12, 31)
    assert editor(form, "deadline_on").inner.property("wrong") == ""
    assert below(form, "deadline_on") == "Last day to apply"


def test_news_from_elsewhere_leave_what_is_being_typed(form, window, job):
    type_in(form, "title", "Anal")

    form.open(replace(job, title="Elsewhere", location="Berlin"))

    assert editor(form, "title").findChild(QLineEdit).text() == "Anal"
    assert editor(form, "location").findChild(QLineEdit).text() == "Berlin"


def test_opening_another_row_saves_the_one_before(form, window, job):
    with window.work.change("Add") as change:
        other = change.save(JobOpportunity(title="Other"))

    type_in(form, "title", "Analyst")
    form.open(other)

    assert window.work.get(JobOpportunity, job.id).title == "Analyst"
    assert editor(form, "title").findChild(QLineEdit).text() == "Other"


def test_leaving_the_page_saves(form, window, job):
    type_in(form, "title", "Analyst")

    form.hide()

    assert window.work.get(JobOpportunity, job.id).title == "Analyst"


def test_a_word_is_chosen_from_its_list(form, window, job):
    box = editor(form, "work_mode").findChild(QComboBox)

    box.setCurrentIndex(box.findData("remote"))
    box.activated.emit(box.currentIndex())
    form.save()

    assert window.work.get(JobOpportunity, job.id).work_mode is WorkMode.REMOTE


def test_a_word_of_a_newer_version_survives(form, job):
    form.open(replace(job, work_mode=WorkMode("orbital")))

    assert editor(form, "work_mode").read() == "orbital"


def test_a_link_is_found_by_a_part_of_its_name(form, window, job, settle):
    with window.work.change("Add") as change:
        company = change.save(Company(name="Brightwater Labs"))

    type_in(form, "company", "brightw")
    assert editor(form, "company").offered == ["Brightwater Labs"]
    editor(form, "company").take(0)
    form.save()

    assert window.work.get(JobOpportunity, job.id).company == company.id


def test_an_emptied_link_points_nowhere(form, window, job):
    with window.work.change("Add") as change:
        company = change.save(Company(name="Brightwater Labs"))
        linked = change.save(replace(change.get(JobOpportunity, job.id), company=Id(company.id)))
    form.open(linked)

    line = editor(form, "company").findChild(QLineEdit)
    assert line.text() == "Brightwater Labs"
    line.selectAll()
    QTest.keyClick(line, Qt.Key.Key_Delete)
    form.save()

    assert window.work.get(JobOpportunity, job.id).company == ""


def test_a_new_row_is_read_whole_or_refused(window, qtbot):
    form = Form(window, Contact, new=True)
    qtbot.addWidget(form)
    type_in(form, "name", "Ada Example")
    type_in(form, "next_touch_on", "tomorrow")
    assert form.values()["name"] == "Ada Example"
    assert isinstance(form.values()["next_touch_on"], date)

    type_in(form, "strength", "much")

    with pytest.raises(Refused, match="cannot be read"):
        form.values()


def test_who_may_see_a_row_is_chosen_at_birth(window, qtbot):
    existing, new = Form(window, Contact), Form(window, Contact, new=True)
    qtbot.addWidget(existing)
    qtbot.addWidget(new)

    assert not editor(existing, "section").isEnabled()
    assert editor(new, "section").isEnabled()
    box = editor(new, "section").findChild(QComboBox)
    assert [box.itemData(at) for at in range(box.count())] == ["contacts", "private"]


def test_every_noun_has_a_form_whose_values_come_back(window, qtbot):
    """Fields put and read again are what they were: nothing is lost by only looking."""
    for kind in NOUNS:
        form, row = Form(window, kind), kind.noun.read({})
        qtbot.addWidget(form)

        form.open(row)

        shown = {field.name: editor(form, field.name).read() for field in shown_fields(kind.noun)}
        assert shown == {name: getattr(row, name) for name in shown}, kind.__name__


def test_long_text_is_kept_to_the_letter(form, window, job):
    form.open(replace(job, description=Text("one\n  two\n\n<b>three</b>")))

    assert editor(form, "description").read() == "one\n  two\n\n<b>three</b>"


def test_words_are_shown_as_people_read_them():
    assert word_label("full_time") == "Full time"
    assert section_label("private") == "Only me"
    assert word_label("contacts") == "Contacts"
    assert word_label("") == "Not said"


@pytest.mark.parametrize(
    ("kind", "field", "said"),
    [
        (Document, "kind", {"Résumé", "Cover letter"}),
        (Goal, "repeats", {"Once", "Every week", "Every month"}),
        (Reminder, "repeats", {"Once", "Every day", "Every week", "Every month", "Every year"}),
    ],
)
def test_words_of_closed_lists_are_those_people_write(qapp, kind, field, said):
    made = editor_for(kind.noun.by_name[field], lambda *_: [])
    shown = {made.inner.itemText(at) for at in range(made.inner.count())}

    assert shown >= said
    assert not shown & {"Not said", "Resume", "Week"}
    made.deleteLater()
