"""What is typed and not saved is there again after the power went, in forms, notes and interviews."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from ats_desktop.domain.interviews import Interview
from ats_desktop.domain.notes import SharedNote
from ats_desktop.domain.people import Contact
from ats_desktop.domain.schema import Text
from ats_desktop.services import rows
from ats_desktop.store import drafts
from ats_desktop.ui.drafting import KEEP_MS
from ats_desktop.ui.forms import Form
from ats_desktop.ui.widgets.application.facts import Facts
from ats_desktop.ui.widgets.application.meetings import Meetings
from ats_desktop.ui.widgets.application.posting import Posting
from ats_desktop.ui.widgets.application.sent import SentPanel
from ats_desktop.ui.widgets.application.talk import Talk
from tests import make


@pytest.fixture
def kept(app, qtbot):
    """Wait until something is kept under a name; gives it."""

    def wait(name):
        qtbot.waitUntil(lambda: drafts.read(app.work.folder, name) != {}, timeout=KEEP_MS + 2_000)
        return drafts.read(app.work.folder, name)

    return wait


@pytest.fixture
def gone(app, qtbot):
    """Wait until nothing is kept any more."""
    return lambda name: qtbot.waitUntil(lambda: drafts.read(app.work.folder, name) == {}, timeout=2_000)


def shown(window, form):
    """Put a form where it can be seen; gives it back."""
    holder = QWidget(window)
    form.setParent(holder)
    form.show()
    holder.show()
    return form


def editor(form, name):
    return form._cells[name].editor


def type_into(form, name, words):
    QTest.keyClicks(editor(form, name).inner, words)


def test_a_new_row_that_was_never_added_is_there_again(window, kept, gone):
    form = shown(window, Form(window, Contact, new=True))
    form.clear()
    type_into(form, "name", "Priya Sample")
    assert kept("form new contacts") == {"name": "Priya Sample"}

    again = shown(window, Form(window, Contact, new=True))
    again.clear()

    assert again.values()["name"] == "Priya Sample"
    assert again.draft.line.isVisibleTo(again)
    again.draft.line.away.click()
    assert again.values() == {}
    gone("form new contacts")


def test_what_was_added_is_no_draft_any_more(window, app, qtbot, gone):
    window.go("people")
    qtbot.wait(20)
    panel = window.stack.currentWidget().findChildren(QWidget)
    people = next(one for one in panel if hasattr(one, "begin") and hasattr(one, "keep"))
    people.begin()
    type_into(people._new, "name", "Priya Sample")
    people._new.draft.keep()

    people.keep()

    gone("form new contacts")
    assert app.work.count(Contact) == 1
    people.begin()
    assert people._new.values() == {}


def test_letters_that_make_no_value_are_kept_as_they_are(window, app, kept):
    contact = rows.add(app.work, Contact, name="Priya")
    form = shown(window, Form(window, Contact))
    form.open(contact)
    type_into(form, "last_contact_on", "some tues") if "last_contact_on" in form._cells else None
    name = next(n for n, cell in form._cells.items() if cell.editor.field.kind.name in {"date", "moment"})
    editor(form, name).type_in("")
    QTest.keyClicks(editor(form, name).inner, "some tuesday")
    form.save()

    assert kept(f"form contacts:{contact.id}")[name].endswith("some tuesday")
    again = shown(window, Form(window, Contact))
    again.open(contact)
    assert editor(again, name).typed().endswith("some tuesday")


def test_a_form_does_not_write_over_a_text_that_was_changed_elsewhere_while_typing(window, app):
    contact = rows.add(app.work, Contact, name="Priya", notes=Text("one\ntwo\nthree"))
    form = shown(window, Form(window, Contact))
    form.open(contact)
    field = editor(form, "notes")
    QTest.keyClick(field.inner, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    type_into(form, "notes", "ONE ")
    rows.edit(app.work, app.work.get(Contact, contact.id), notes=Text("one\ntwo\nTHREE"))
    form.open(app.work.get(Contact, contact.id))

    form.save()

    assert app.work.get(Contact, contact.id).notes == "ONE one\ntwo\nTHREE"
    assert field.read() == "ONE one\ntwo\nTHREE"


# --- beside an application ------------------------------------------------------------------------------


@pytest.fixture
def page(window, app, qtbot):
    own = make.application(app.work, "Engineer")
    window.go("application", own.id)
    found = window.stack.currentWidget()
    for kind in (Talk, Meetings, Posting, SentPanel):
        found.part(kind)
    qtbot.wait(30)
    return found, own


def fresh(window, own, qtbot):
    """Open the page as the next start does: nothing of the old one is left but what was on the disk."""
    file = window.work.folder / drafts.NAME
    kept = file.read_bytes()
    old = window._pages.pop("application")
    old.hide()
    old.deleteLater()
    window.app.runner.start("drafts", lambda: None).result()
    file.write_bytes(kept)
    for name in [name for name in window.actions._all if name.startswith("application.")]:
        window.actions._all.pop(name)
    window.go("application", own.id)
    found = window.stack.currentWidget()
    for kind in (Talk, Meetings, Posting, SentPanel):
        found.part(kind)
    qtbot.wait(30)
    return found


def test_a_note_that_was_not_sent_is_there_again(window, app, page, kept, gone, qtbot):
    first, own = page
    talk = first.part(Talk)
    talk.kind.setCurrentIndex(1)
    QTest.keyClicks(talk.box, "Ask about the rota")
    assert kept(f"talk applications:{own.id}") == {"body": "Ask about the rota", "note": "", "kind": "private"}

    talk = fresh(window, own, qtbot).part(Talk)

    assert talk.box.toPlainText() == "Ask about the rota"
    assert talk.kind.currentData() == "private"
    assert talk._draft.line.isVisibleTo(talk)
    talk.send()
    gone(f"talk applications:{own.id}")
    assert [note.section for note in app.work.all(SharedNote)] == ["private"]


def test_a_note_that_is_being_changed_is_there_again_as_a_change(window, app, page, kept, qtbot):
    first, own = page
    with app.work.change("Add") as change:
        note = change.save(SharedNote(about=f"applications:{own.id}", body="Ask"))
    qtbot.wait(30)
    talk = first.part(Talk)
    talk._change(note)
    QTest.keyClick(talk.box, Qt.Key.Key_End)
    QTest.keyClicks(talk.box, " about pay")
    assert kept(f"talk applications:{own.id}")["note"] == note.id

    talk = fresh(window, own, qtbot).part(Talk)
    talk.send()

    assert [one.body for one in app.work.all(SharedNote)] == ["Ask about pay"]


def test_an_interview_that_was_not_saved_is_there_again(window, app, page, kept, gone, qtbot):
    first, own = page
    first._schedule()
    form = first.part(Meetings).form
    QTest.keyClicks(form.when.line, "2027-01-12 14:00")
    QTest.keyClicks(form.place, "Room 7")
    assert kept(f"meeting applications:{own.id}")["place"] == "Room 7"

    again = fresh(window, own, qtbot)
    again._schedule()
    form = again.part(Meetings).form

    assert (form.when.line.text(), form.place.text()) == ("2027-01-12 14:00", "Room 7")
    form.save()
    gone(f"meeting applications:{own.id}")
    assert [one.location for one in app.work.all(Interview)] == ["Room 7"]


def test_the_posting_and_the_notes_among_the_facts_are_there_again(window, app, page, kept, qtbot):
    first, own = page
    facts, posting = first.facts, first.part(Posting)
    facts._clock.setInterval(60_000)
    QTest.keyClicks(facts.facts["notes"].editor.inner, "They pay late")
    QTest.keyClicks(posting.text.inner, "We look for")
    assert kept(f"facts applications:{own.id}") == {"notes": "They pay late"}
    assert kept(f"posting {own.job}") == {"text": "We look for"}
    facts._opened.clear()  # as if the power had gone before they were saved
    posting._opened = None
    facts._clock.stop()
    posting._clock.stop()

    again = fresh(window, own, qtbot)

    assert isinstance(again.facts, Facts)
    assert again.facts.facts["notes"].editor.typed() == "They pay late"
    assert again.part(Posting).text.read() == "We look for"
    again.save()
    assert app.work.get(type(own), own.id).notes == "They pay late"


def test_the_answers_given_to_a_form_are_there_again(window, page, kept, qtbot):
    first, own = page
    panel = first.part(SentPanel)
    panel.begin()
    QTest.keyClicks(panel._form.answers, "Five years of Python")
    assert kept(f"sent applications:{own.id}") == {"through": "", "answers": "Five years of Python"}

    panel = fresh(window, own, qtbot).part(SentPanel)
    panel.begin()

    assert panel._form.answers.toPlainText() == "Five years of Python"
    panel._form._draft.line.away.click()
    assert panel._form.answers.toPlainText() == ""
