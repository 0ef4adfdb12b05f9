"""The application's page names gaps with their reasons, what is to hand in, and what was said about pay."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton

from ats_desktop.domain.assessments import Assessment, AssessmentStatus
from ats_desktop.domain.jobs import JobOpportunity, SalaryData
from ats_desktop.domain.offers import Offer
from ats_desktop.domain.profile import CandidateSkill, Education, SkillLevel
from ats_desktop.domain.requirements import JobRequirement
from ats_desktop.domain.schema import Text
from ats_desktop.services import requirements, rows
from ats_desktop.ui.widgets.application.assessments import Assessments
from ats_desktop.ui.widgets.application.fit import Requirements
from ats_desktop.ui.widgets.application.pay import Pay

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
RETURN = Qt.Key.Key_Return


@pytest.fixture
def skilled(desk, own):
    with desk.work.change("Skill") as change:
        change.save(CandidateSkill(skill_name="Python", level=SkillLevel.ADVANCED, years=6.0))
    return own


def said(panel):
    return [(line.text, line.note, line.right) for line in panel.lines.lines]


def labels(panel):
    return " ".join(one.text() for one in panel.findChildren(QLabel) if one.isVisible())


def typed(line, words):
    QTest.keyClicks(line, words)
    QTest.keyClick(line, RETURN)


def test_each_requirement_says_what_she_has_and_what_was_asked(desk, skilled, page, named, settle):
    panel = page(skilled.id).part(Requirements)
    typed(named("Add a requirement", QLineEdit), "Python, 3 years")
    typed(named("Add a requirement", QLineEdit), "Rust")
    settle()

    assert said(panel) == [
        ("Python, 3 years", "you have advanced, 6 years; asked 3 years", "met"),
        ("Rust", "not in your profile; about 2 weeks of learning", "large gap"),
    ]
    assert "Match: 52 of 100" in labels(panel)
    assert "skills 52" in labels(panel)


def test_a_lower_degree_is_said_to_be_one(desk, own, page):
    rows.add(desk.work, Education, institution="Fernhill", degree_type="BSc")
    requirements.add(desk.work, own.job, "MSc in a technical subject")
    panel = page(own.id).part(Requirements)

    assert said(panel) == [("MSc in a technical subject", "the degree in your profile is a lower one", "gap")]


def test_a_skill_that_is_learnt_closes_its_gap_at_once(desk, skilled, page, settle):
    requirements.add(desk.work, skilled.job, "Rust")
    panel = page(skilled.id).part(Requirements)
    assert said(panel)[0][2] == "large gap"

    rows.add(desk.work, CandidateSkill, skill_name="Rust")
    settle()

    assert said(panel)[0][2] == "met"


def test_the_posting_is_taken_by_one_press(desk, skilled, page, named, settle):
    job = desk.work.get(JobOpportunity, skilled.job)
    rows.edit(desk.work, job, description=Text("What we look for\n- Python\n- Patience"))
    panel = page(skilled.id).part(Requirements)

    named("Take from the posting", QPushButton).click()
    settle()

    assert [text for text, *_ in said(panel)] == ["Python", "Patience"]
    assert not panel._take.isVisible()


def test_a_requirement_is_judged_changed_and_removed_in_place(desk, skilled, page, named, settle, retype):
    requirements.add(desk.work, skilled.job, "Rust")
    panel = page(skilled.id).part(Requirements)
    panel.lines.setFocus()
    QTest.keyClick(panel.lines, Qt.Key.Key_Down)
    QTest.keyClick(panel.lines, RETURN)

    named("I do meet it", QPushButton).click()
    settle()
    assert said(panel)[0][1:] == ("your own word", "met")
    named("By the rule", QPushButton).click()
    retype(named("Years, at least", QLineEdit), "4")
    settle()
    assert desk.work.all(JobRequirement)[0].min_years == 4.0
    assert "asked 4 years" in said(panel)[0][1]

    panel._sheet.findChildren(QPushButton)[-2].click()
    settle()

    assert desk.work.count(JobRequirement) == 0
    assert not panel._sheet.isVisible()


def test_a_test_is_noted_handed_in_and_taken_up_again(desk, own, page, named, settle):
    panel = page(own.id).part(Assessments)
    named("Add", QPushButton).click()
    QTest.keyClicks(named("What is to be done", QLineEdit), "Coding test")
    typed(named("Due", QLineEdit), "fri 17:00")
    settle()
    assert said(panel) == [("Coding test", "Fri 27 Nov, 17:00", "in 5 days")]

    panel.lines.opened.emit(desk.work.all(Assessment)[0].id)
    named("Handed in", QPushButton).click()
    settle()

    assert desk.work.all(Assessment)[0].status is AssessmentStatus.SUBMITTED
    assert said(panel)[0][2] == "handed in"


def test_a_due_time_that_cannot_be_read_is_said(desk, own, page, named, settle):
    page(own.id).part(Assessments).begin()
    QTest.keyClicks(named("What is to be done", QLineEdit), "Coding test")
    typed(named("Due", QLineEdit), "some day")
    settle()

    assert desk.work.count(Assessment) == 0
    assert named("Due", QLineEdit).property("wrong") == "yes"


def test_two_figures_for_two_people_are_warned_of(desk, own, page, named, settle):
    panel = page(own.id).part(Pay)
    for figure, who in (("90000 EUR/year", "Priya"), ("80000 EUR/year", "Tomas")):
        QTest.keyClicks(named("Figure", QLineEdit), figure)
        typed(named("Said to", QLineEdit), who)
        settle()

    assert [one.said_to for one in desk.work.all(SalaryData, order="id")] == ["Priya", "Tomas"]
    assert ("80,000 EUR/year", "I asked for · to Tomas") in [line[:2] for line in said(panel)]
    assert "You asked for 90,000 EUR/year from Priya and for 80,000 EUR/year from Tomas." in labels(panel)


def test_an_offer_is_recorded_from_here(desk, own, page, settle, qtbot):
    panel = page(own.id).part(Pay)
    panel._offer.click()
    settle()
    offers = desk.stack.currentWidget()

    assert offers._recording.which.currentData() == own.id
    assert isinstance(offers._recording.which, QComboBox)
    assert desk.work.count(Offer) == 0
