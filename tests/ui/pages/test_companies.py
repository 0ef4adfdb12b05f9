"""Companies: listed whether kept or only named, looked into with a source, and doubles made one."""

from dataclasses import replace

import make
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton, QRadioButton

from ats_desktop.domain.applications import Stage
from ats_desktop.domain.companies import Company
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.people import Contact
from ats_desktop.domain.research import CompanyAlias, CompanyResearch
from ats_desktop.ui.pages import companies

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
RETURN = Qt.Key.Key_Return


@pytest.fixture
def opened(desk, settle):
    def show(row=""):
        desk.go("companies", row)
        settle()
        return desk.stack.currentWidget()

    return show


def firm(work, name, **more):
    with work.change("Company") as change:
        return change.save(Company(name=name, **more))


def listed(page):
    return [page.table.model_.line(row).name for row in range(len(page.table.model_.keys))]


def labels(widget):
    return " ".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


def test_companies_of_jobs_are_there_without_being_kept(opened, own, desk, qtbot):
    page = opened()

    qtbot.waitUntil(lambda: listed(page) == ["Kestrel Freight"])
    qtbot.waitUntil(lambda: "Only your jobs speak of it" in labels(page.sheet))
    assert [line.text for line in page.sheet.jobs.lines] == ["Data Engineer"]
    assert desk.work.count(Company) == 0


def test_a_job_there_stands_at_the_stage_as_she_calls_it(opened, own, desk):
    with desk.work.change("Rename") as change:
        change.save(replace(change.ensure(Stage(key="applied")), name="Sent off"))

    assert [line.right for line in opened().sheet.jobs.lines] == ["Sent off"]


def test_a_fact_keeps_the_company_and_asks_for_its_source(opened, own, desk, named, settle):
    page = opened()
    QTest.keyClicks(named("Fact", QLineEdit), "They own forty lorries")
    QTest.keyClick(named("Fact", QLineEdit), RETURN)
    settle()
    assert "Where does it come from" in labels(page.sheet)
    assert desk.work.count(CompanyResearch) == 0

    QTest.keyClicks(named("Where it comes from", QLineEdit), "Their site")
    QTest.keyClick(named("Where it comes from", QLineEdit), RETURN)
    settle()

    (fact,) = desk.work.all(CompanyResearch)
    assert (fact.value, fact.source, desk.work.get(Company, fact.company).name) == (
        "They own forty lorries",
        "Their site",
        "Kestrel Freight",
    )
    assert [(line.text, line.note) for line in page.sheet.facts.lines][1] == (
        "They own forty lorries",
        "from Their site",
    )
    assert named("Fact", QLineEdit).text() == ""


def test_one_is_added_rated_and_marked_to_avoid(opened, desk, named, settle, retype):
    firm(desk.work, "Quillmark")
    page = opened()
    QTest.keyClicks(named("Add a company", QLineEdit), "Polder Maps")
    QTest.keyClick(named("Add a company", QLineEdit), RETURN)
    settle()
    assert page.sheet._title.text() == "Polder Maps"

    retype(named("My rating, 1-5", QLineEdit), "4")
    named("Do not apply there", QCheckBox).click()
    retype(named("Why not", QLineEdit), "Too far")
    settle()

    assert "4 of 5 · do not apply there: Too far" in labels(page.sheet)
    assert page.table.as_text() == "Polder Maps\t\t\tavoid, 4 of 5"


def test_the_list_is_narrowed_by_words(opened, desk, named, qtbot):
    for name in ("Quillmark", "Polder Maps"):
        firm(desk.work, name)
    page = opened()

    QTest.keyClicks(named("Search companies", QLineEdit), "pold")

    qtbot.waitUntil(lambda: listed(page) == ["Polder Maps"], timeout=5_000)


def test_doubles_are_told_and_made_one_and_undone(opened, desk, named, settle):
    one, other = firm(desk.work, "Polder Maps"), firm(desk.work, "Polder Maps, Inc.", website="https://polder.example")
    with desk.work.change("Around") as change:
        change.save(JobOpportunity(title="Engineer", company_name="Polder Maps, Inc.", company=other.id))
    page = opened(other.id)
    assert "A company seems to be here twice." in labels(page)

    named("Look at them", QPushButton).click()
    named("Polder Maps stays", QRadioButton)
    named("Merge", QPushButton).click()
    settle()
    assert listed(page) == ["Polder Maps"]
    assert desk.work.all(JobOpportunity)[0].company == one.id
    assert not page._strip.isVisible()

    named("Undo", QPushButton).click()
    settle()

    assert listed(page) == ["Polder Maps", "Polder Maps, Inc."]


def test_any_two_are_merged_and_either_may_stay(opened, desk, named, settle):
    firm(desk.work, "Maps of Polder")
    firm(desk.work, "Polder Maps")
    first = opened()
    named("Merge with ...", QPushButton).click()
    assert named("Merge with", QComboBox).currentText() == "Polder Maps"

    named("Polder Maps stays", QRadioButton).click()
    named("Merge", QPushButton).click()
    settle()

    assert listed(first) == ["Polder Maps"]
    assert [one.alias for one in desk.work.all(CompanyAlias)] == ["maps of polder"]
    assert "Also called Maps of Polder" in labels(first.sheet)


def test_a_name_only_jobs_speak_of_is_merged_too_and_one_alike_is_proposed(opened, desk, named, settle):
    for name in ("Aaa Foods", "Polder Maps GmbH"):
        firm(desk.work, name)
    with desk.work.change("Around") as change:
        change.save(JobOpportunity(title="Engineer", company_name="Polder"))
    page = opened("Polder")
    named("Merge with ...", QPushButton).click()
    assert named("Merge with", QComboBox).currentText() == "Polder Maps GmbH"

    named("Polder Maps GmbH stays", QRadioButton).click()
    named("Merge", QPushButton).click()
    settle()

    assert listed(page) == ["Aaa Foods", "Polder Maps GmbH"]
    assert "Engineer" in [line.text for line in page.sheet.jobs.lines]


def test_no_stranger_is_proposed_for_a_merge(opened, desk, named, settle):
    for name in ("Aaa Foods", "Bbb Tools", "Polder Maps"):
        firm(desk.work, name)
    opened("Polder Maps")

    named("Merge with ...", QPushButton).click()

    assert named("Merge with", QComboBox).currentText() == "Choose the other one"
    assert not named("Merge", QPushButton).isEnabled()


def test_a_company_is_added_by_the_mouse(opened, desk, named, settle):
    firm(desk.work, "Polder Maps")
    page = opened()
    named("Add a company", QLineEdit).setText("Halden Archive")

    named("Add", QPushButton).click()
    settle()

    assert listed(page) == ["Halden Archive", "Polder Maps"]


def test_a_job_and_a_person_are_opened_from_here(opened, own, desk, settle):
    with desk.work.change("Person") as change:
        change.save(Contact(name="Priya Sample", company_name="Kestrel Freight"))
    page = opened()
    assert [line.text for line in page.sheet.people.lines] == ["Priya Sample"]

    page.sheet.jobs.opened.emit(page.sheet.jobs.lines[0].key)
    settle()

    assert desk.stack.currentWidget().facts.facts["title"].editor.read() == "Data Engineer"


def test_very_many_are_asked_for_on_a_lane(opened, own, desk, named, qtbot, monkeypatch):
    monkeypatch.setattr(companies, "AT_ONCE", 0)
    make.application(desk.work, "Clerk", "Quillmark")
    page = opened()
    qtbot.waitUntil(lambda: listed(page) == ["Kestrel Freight", "Quillmark"], timeout=5_000)

    QTest.keyClicks(named("Search companies", QLineEdit), "quill")

    qtbot.waitUntil(lambda: listed(page) == ["Quillmark"], timeout=5_000)


def test_nothing_at_all_says_what_will_be_here(opened):
    page = opened()

    assert page._views.currentWidget() is page._blank


def test_a_company_opens_by_its_name(opened, own, desk):
    make.application(desk.work, "Clerk", "Quillmark")

    assert opened("Quillmark").sheet._title.text() == "Quillmark"
