"""Generated pages: a list with a search and a form; a noun costs nothing more to be seen, added, changed, removed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from ats_desktop.domain.catalog import COUNTED, NOUNS
from ats_desktop.domain.companies import Company
from ats_desktop.domain.people import Contact
from ats_desktop.domain.profile import CandidateProfile
from ats_desktop.services import samples
from ats_desktop.ui.pages.plain import PlainPage, Tab
from ats_desktop.ui.widgets.nounpanel import NounPanel


class PlainPeople(PlainPage):
    """A generated page of two nouns."""

    title = "People"
    tabs = (Tab("Contacts", "a person", Contact, "name company_name"), Tab("Companies", "a company", Company))


@pytest.fixture
def people(desk, settle):
    """The people of the sample, on a generated page."""
    samples.fill(desk.work)
    made = PlainPeople(desk)
    desk._pages["people"] = made
    desk.stack.addWidget(made)
    desk.go("people")
    settle()
    return made


def listed(panel):
    model = panel.table.model_
    return [model.data(model.index(row, 0)) for row in range(model.rowCount())]


def editor(form, name):
    return form._cells[name].editor.findChild(QLineEdit)


def test_the_newest_is_first_and_open(people):
    names = listed(people.panel)

    assert len(names) == 6
    assert people.panel._title.text() == names[0]
    assert people.panel.form.row.name == names[0]


def test_a_heading_puts_the_list_in_order_and_again_the_other_way(people, settle):
    people.panel._sort_by("name", down=False)
    settle()
    rising = listed(people.panel)

    people.panel._sort_by("name", down=True)
    settle()

    assert rising == sorted(rising)
    assert listed(people.panel) == rising[::-1]


def test_a_word_narrows_the_list(people, qtbot):
    one = listed(people.panel)[-1]

    people.panel._search.setText(one.split()[0])

    qtbot.waitUntil(lambda: listed(people.panel) == [one])


def test_nothing_found_is_said(people, qtbot):
    people.panel._search.setText("zeppelin")

    qtbot.waitUntil(lambda: listed(people.panel) == [])
    assert people.panel._nothing.text() == "Nothing matches “zeppelin”."


def test_a_new_person_is_added_chosen_and_can_be_taken_back(people, desk, settle):
    panel = people.panel

    panel.begin()
    QTest.keyClicks(editor(panel._new, "name"), "Ada Example")
    panel.keep()
    settle()
    assert listed(panel)[0] == "Ada Example"
    assert panel._title.text() == "Ada Example"
    assert desk.toast._words.text() == "Added Ada Example"

    desk.undo()
    settle()

    assert "Ada Example" not in listed(panel)


def test_enter_adds_the_new_person_once(people, settle):
    panel = people.panel

    panel.begin()
    QTest.keyClicks(editor(panel._new, "name"), "Ada Example")
    QTest.keyClick(editor(panel._new, "name"), Qt.Key.Key_Return)
    settle()

    assert listed(panel).count("Ada Example") == 1
    assert panel._title.text() == "Ada Example"


def test_what_is_missing_is_said_and_nothing_is_added(people, desk, settle):
    panel = people.panel
    panel.begin()

    panel.keep()
    settle()

    assert "Name is missing." in (desk.strip.told.title if desk.strip.told else panel._new._cells["name"]._below.text())
    assert len(listed(panel)) == 6


def test_news_do_not_take_away_what_is_being_typed(people, desk, settle):
    panel = people.panel
    panel.begin()
    QTest.keyClicks(editor(panel._new, "name"), "Ada Exa")

    with desk.work.change("Elsewhere") as change:
        change.save(Contact(name="Someone"))
    settle()

    assert panel._new.isVisible()
    assert editor(panel._new, "name").text() == "Ada Exa"


def test_what_is_removed_goes_to_the_bin_and_comes_back(people, desk, settle):
    panel, gone = people.panel, people.panel._title.text()

    panel.remove()
    settle()
    assert gone not in listed(panel)
    assert gone in [title for _, _, title, _ in desk.work.bin()]

    desk.undo()
    settle()

    assert gone in listed(panel)


def test_enter_goes_from_the_list_to_the_form(people):
    people.panel.table.setFocus()
    assert people.panel.table.current() is not None

    QTest.keyClick(people.panel.table, Qt.Key.Key_Return)

    assert people.window().focusWidget() is editor(people.panel.form, "name")


def test_a_tab_opens_the_noun_of_a_row(people, desk, settle):
    with desk.work.change("Add") as change:
        company = change.save(Company(name="Quillmark"))

    people.open(f"companies:{company.id}")
    settle()

    assert people.panel._title.text() == "Quillmark"


def test_the_profile_is_a_form_that_exists_once(desk, settle):
    desk.go("profile")
    settle()
    panel = desk.stack.currentWidget().panel
    assert desk.work.count(CandidateProfile) == 0

    QTest.keyClicks(editor(panel._form, "first_name"), "Ada")
    panel._form.save()
    settle()
    QTest.keyClicks(editor(panel._form, "last_name"), "Example")
    panel._form.save()

    (me,) = desk.work.all(CandidateProfile)
    assert str(me) == "Ada Example"


def test_inspect_shows_every_noun_with_all_its_fields(desk, settle):
    samples.fill(desk.work)
    desk.go("inspect")
    settle()
    page = desk.stack.currentWidget()
    counts = {line.key: line.right for line in page._nouns.lines}
    assert counts == {kind.noun.table: f"{desk.work.count(kind):,}" for kind in (*NOUNS, *COUNTED)}

    for kind in (*NOUNS, *COUNTED):
        page.open(kind.noun.table)
        settle()

        panel = page._panels[kind.noun.table]
        assert isinstance(panel, NounPanel)
        assert [column.key for column in panel.table.model_.columns] == [field.name for field in kind.noun.fields]
        assert panel.table.model_.rowCount() == desk.work.count(kind)


def test_inspect_opens_a_row_by_its_name(desk, settle):
    samples.fill(desk.work)
    (first, *_) = desk.work.all(Contact)
    desk.go("inspect", f"contacts:{first.id}")
    settle()

    assert desk.stack.currentWidget()._panels["contacts"].form.row.id == first.id


def test_a_row_that_is_gone_is_no_trouble(desk, settle):
    desk.go("inspect", "contacts:gone")
    settle()

    assert desk.strip.told is None
