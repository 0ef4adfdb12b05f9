"""The page of people: found by a word of what was said, warm in words, written to again, asked and thanked."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from ats_desktop.domain.people import Contact, Interaction
from ats_desktop.domain.referrals import Permission, Reference, Referral, ReferralStatus
from ats_desktop.services import samples


@pytest.fixture
def page(desk, settle):
    """The people of the sample."""
    samples.fill(desk.work)
    desk.go("people")
    settle()
    return desk.stack.currentWidget()


@pytest.fixture
def mira(page, desk, settle):
    """The one who was asked for a referral, open."""
    row = next(one for one in desk.work.all(Contact) if one.name == "Mira Fathom")
    page.open(f"contacts:{row.id}")
    settle()
    return row


def listed(panel, column=0):
    model = panel.table.model_
    return [model.data(model.index(row, column)) for row in range(model.rowCount())]


def press(panel, words):
    found = [one for one in panel.findChildren(QPushButton) if one.text() == words and not one.isHidden()]
    assert found, words
    found[0].click()


def test_people_stand_by_name_with_their_warmth_in_words(page):
    assert listed(page.panel) == sorted(listed(page.panel))
    assert dict(zip(listed(page.panel), listed(page.panel, 3), strict=True)) == {
        "Ingrid Hale": "Fair",
        "Jonas Recruit": "Warm",
        "Mira Fathom": "Warm",
        "Odalys Brook": "Warm",
        "Pekka Vale": "New",
        "Teodor Lind": "Cool",
    }


def test_a_word_of_what_was_said_finds_the_person(page, qtbot):
    page.panel._search.setText("rota")

    qtbot.waitUntil(lambda: listed(page.panel) == ["Ingrid Hale"])


def test_who_was_shown_goes_while_nobody_has_what_is_looked_for(page, qtbot):
    panel = page.panel
    shown = panel.form.row.id

    panel._search.setText("nowhere")
    qtbot.waitUntil(lambda: not listed(panel))
    assert panel._right.currentIndex() == 0
    assert panel._nothing.text() == "Nothing matches “nowhere”."
    panel._search.clear()

    qtbot.waitUntil(lambda: bool(listed(panel)))
    assert (panel._right.currentIndex(), panel.form.row.id) == (1, shown)


def test_a_chip_narrows_to_those_one_knows_in_that_way(page, settle):
    page.panel._chips.chip("mentor").click()
    settle()

    assert listed(page.panel) == ["Odalys Brook"]


def test_what_was_said_stands_in_order_and_a_line_adds_to_it(page, mira, desk, settle):
    person = page.panel._person
    assert [line.text for line in person.timeline.lines] == [
        "Congratulated her on the new team.",
        "Lunch at the data meetup.",
    ]

    person.said.setFocus()
    QTest.keyClicks(person.said, "Asked about the platform team")
    QTest.keyClick(person.said, Qt.Key.Key_Return)
    settle()

    assert person.timeline.lines[0].text == "Asked about the platform team"
    assert desk.work.get(Contact, mira.id).next_touch_on is None  # it was due today, and is done by this
    desk.undo()
    settle()
    assert len(person.timeline.lines) == 2
    assert desk.work.get(Contact, mira.id).next_touch_on == mira.next_touch_on


def test_write_again_takes_a_day_as_people_say_it(page, mira, desk, settle):
    person = page.panel._person
    person.again.setFocus()
    person.again.selectAll()
    QTest.keyClicks(person.again, "in 2 weeks")
    QTest.keyClick(person.again, Qt.Key.Key_Return)
    settle()

    assert str(desk.work.get(Contact, mira.id).next_touch_on) == "2026-12-06"


def test_a_day_that_cannot_be_read_is_said_and_changes_nothing(page, mira, desk, settle):
    person = page.panel._person
    person.again.setFocus()
    person.again.selectAll()
    QTest.keyClicks(person.again, "someday")
    QTest.keyClick(person.again, Qt.Key.Key_Return)
    settle()

    assert "in 2 weeks" in person._wrong.text()
    assert desk.work.get(Contact, mira.id).next_touch_on == mira.next_touch_on


def test_a_referral_is_opened_from_the_person_and_goes_its_way(page, mira, desk, settle):
    page.panel._person.favours.opened.emit(page.panel._person.favours.lines[0].key)
    settle()
    panel = page.panel
    assert panel._title.text() == "Mira Fathom"

    press(panel, "Said yes")
    settle()
    press(panel, "I said thank you")
    settle()

    row = next(one for one in desk.work.all(Referral) if one.contact == mira.id)
    assert row.status == ReferralStatus.ACCEPTED
    assert row.thanked_at is not None
    assert desk.work.count(Interaction, {"contact": mira.id}) == 3
    assert "I said thank you" not in [one.text() for one in panel._acts.findChildren(QPushButton) if not one.isHidden()]


def test_a_referral_begins_with_the_person(page, mira, desk, settle):
    before = desk.work.count(Referral)

    press(page.panel._person, "Think of a referral")
    settle()

    assert desk.work.count(Referral) == before + 1
    assert "A good day to ask" in page.panel._said.text()


def test_a_reference_agrees_before_she_is_named(page, mira, desk, settle):
    press(page.panel._person, "Ask as a reference")
    settle()
    assert "ask first" in page.panel._said.text()

    press(page.panel, "They agreed")
    settle()
    press(page.panel, "I named them today")
    settle()

    row = next(one for one in desk.work.all(Reference) if one.contact == mira.id)
    assert (row.permission, str(row.last_used_on)) == (Permission.AVAILABLE, "2026-11-22")


def test_whom_to_write_to_stands_on_today_and_leads_here(page, desk, settle):
    desk.go("today")
    settle()
    today = desk.stack.currentWidget()
    line = next(line for line in today._due.lines.lines if "Ask about the referral" in line.note)

    today._due.lines.opened.emit(line.key)
    settle()

    assert desk.stack.currentWidget() is page
    assert page.panel._title.text() == "Mira Fathom"
    assert page._bar.tabText(page._bar.currentIndex()) == "Referrals"


def test_while_there_is_nobody_one_button_begins(desk, settle):
    desk.go("people")
    settle()
    panel = desk.stack.currentWidget().panel
    assert panel._blank.isVisible()
    assert panel.table.isHidden()
    assert panel._right.isHidden()

    press(panel._blank, "Add a person")
    assert panel._right.isVisible()
    panel._cancel()
    assert panel._right.isHidden()

    with desk.work.change("Ada") as change:
        change.save(Contact(name="Ada"))
    settle()
    assert panel._blank.isHidden()
    assert listed(panel) == ["Ada"]


def test_thousands_of_people_are_put_in_order_beside_the_window(desk, qtbot, monkeypatch):
    lanes = []
    monkeypatch.setattr("ats_desktop.store.reads.lists.FEW", 50)
    started = desk.app.runner.start
    monkeypatch.setattr(desk.app.runner, "start", lambda lane, job: (lanes.append(lane), started(lane, job))[1])
    with desk.work.change("Many") as change:
        change.save_all([Contact(name=f"Person {at:03}") for at in range(60)])

    desk.go("people")

    qtbot.waitUntil(lambda: len(listed(desk.stack.currentWidget().panel)) == 60)
    assert "list" in lanes
