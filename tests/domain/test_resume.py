"""What stands on a résumé: in the order people expect, and only what was written."""

from ats_desktop.domain.profile import CandidateProfile, CandidateSkill, SkillCategory, SkillLevel, WorkExperience
from ats_desktop.domain.resume import compose, newest, ordered
from ats_desktop.domain.schema import Text
from ats_desktop.domain.values import PartialDate


def job(company, start="", end="", *, current=False):
    return WorkExperience(company_name=company, start=PartialDate(start), end=PartialDate(end), is_current=current)


def test_what_goes_on_comes_first_then_what_ended_last():
    rows = [job("old", "2001", "2005"), job("now", "2019", current=True), job("between", "2006-01", "2018-12")]

    assert [row.company_name for row in newest(rows)] == ["now", "between", "old"]


def test_a_position_with_no_end_is_not_said_to_go_on():
    made = compose(CandidateProfile(first_name="Ada"), [job("Halden", "2019-05")])

    assert made.sections[0].entries[0].dates == "May 2019"


def test_lines_that_were_written_as_points_become_points():
    row = WorkExperience(company_name="Halden", description=Text("I kept clocks.\n- one\n• two\n3) three"))

    entry = compose(CandidateProfile(), [row]).sections[0].entries[0]

    assert entry.lines == ("I kept clocks.",)
    assert entry.points == ("one", "two", "three")


def test_skills_stand_in_her_order_and_the_rest_by_strength():
    rows = [
        CandidateSkill(skill_name="weak", level=SkillLevel.BEGINNER),
        CandidateSkill(skill_name="strong", level=SkillLevel.EXPERT),
        CandidateSkill(skill_name="second", position="c"),
        CandidateSkill(skill_name="first", position="b"),
    ]

    assert [row.skill_name for row in ordered(rows)] == ["first", "second", "strong", "weak"]


def test_one_group_of_skills_needs_no_name_and_two_have_theirs():
    python = CandidateSkill(skill_name="Python")
    patience = CandidateSkill(skill_name="Patience", category=SkillCategory.SOFT)

    alone = compose(CandidateProfile(), skills=[python]).sections[0].facts
    both = compose(CandidateProfile(), skills=[python, patience]).sections[0].facts

    assert [one.name for one in alone] == [""]
    assert [one.name for one in both] == ["Technical", "Working with people"]


def test_paper_is_that_of_the_country():
    assert compose(CandidateProfile(country="Canada")).paper == "us-letter"
    assert compose(CandidateProfile(country="Latvia")).paper == "a4"
