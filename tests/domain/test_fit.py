"""Requirements against what a candidate has: the paper's formulas, reckoned by hand."""

from datetime import date

import pytest

from ats_desktop.domain.fit import Held, Match, Why, check, degree_in, held, key_of, match, years_of
from ats_desktop.domain.portfolio import Certification, Fluency, Language
from ats_desktop.domain.profile import CandidateSkill, Education, Skill, SkillLevel, WorkExperience
from ats_desktop.domain.requirements import JobRequirement, RequirementKind
from ats_desktop.domain.values import PartialDate

TODAY = date(2026, 11, 22)
PYTHON = CandidateSkill(skill_name="Python", level=SkillLevel.ADVANCED, years=6.0)


def person(*skills, **more):
    given = {"work": (), "schools": (), "certificates": (), "languages": (), "catalog": ()} | more
    return held(skills, **given, today=TODAY)


def asked(name="Python", **more):
    return JobRequirement(text=name, skill_name=name, **more)


def job(start, end=""):
    return WorkExperience(company_name="Quillmark", start=PartialDate(start), end=PartialDate(end))


def test_enough_is_met():
    found = check(asked(min_years=3.0, min_level=SkillLevel.ADVANCED), person(PYTHON))

    assert (found.met, found.severity, found.have_level, found.have_years) == (True, 0, SkillLevel.ADVANCED, 6.0)


@pytest.mark.parametrize(("required", "priority", "severity"), [(True, 50, 100), (False, 50, 70), (True, 25, 50)])
def test_what_is_missing_weighs_by_how_much_it_is_wanted(required, priority, severity):
    found = check(asked("Rust", is_required=required, priority=priority), person(PYTHON))

    assert (found.why, found.severity, found.met) == (Why.MISSING, severity, False)


@pytest.mark.parametrize(
    ("level", "years", "severity"),
    [
        (SkillLevel.BEGINNER, 0.0, 90),
        (SkillLevel.BEGINNER, 2.0, 80),
        (SkillLevel.ADVANCED, 1.0, 25),
        (SkillLevel.ADVANCED, 9.0, 10),
    ],
)
def test_a_level_short_is_thirty_a_step_less_five_a_year_to_twenty(level, years, severity):
    mine = CandidateSkill(skill_name="Python", level=level, years=years)

    assert check(asked(min_level=SkillLevel.EXPERT), person(mine)).severity == severity


def test_years_short_count_as_levels():
    mine = CandidateSkill(skill_name="Python", level=SkillLevel.EXPERT, years=1.0)

    found = check(asked(min_years=5.0), person(mine))

    assert (found.why, found.severity) == (Why.YEARS, 2 * 30 - 5)


def test_what_nobody_said_is_no_gap():
    silent = CandidateSkill(skill_name="Python")

    assert check(asked(min_level=SkillLevel.EXPERT), person(silent)).met is None
    assert check(asked(min_years=5.0), person(silent)).met is True
    assert check(JobRequirement(kind=RequirementKind.AUTHORIZATION), person()).met is None


def test_her_own_word_wins():
    assert check(asked("Rust", met="yes"), person()).met is True
    assert check(asked(met="no"), person(PYTHON)).severity == 100


def test_a_skill_goes_by_its_other_names_both_ways():
    known = [Skill(name="PostgreSQL", aliases=("Postgres", "PG"))]

    assert check(asked("postgres"), person(CandidateSkill(skill_name="PostgreSQL"), catalog=known)).met
    assert check(asked("PostgreSQL"), person(CandidateSkill(skill_name="Postgres"), catalog=known)).met
    assert check(asked("pg"), person(CandidateSkill(skill_name="Postgres"), catalog=known)).met
    assert not check(asked("MySQL"), person(CandidateSkill(skill_name="Postgres"), catalog=known)).met


def test_years_of_work_that_overlap_count_once():
    assert years_of([job("2020-01", "2021-12"), job("2021-01", "2022-12")], TODAY) == 3.0
    assert years_of([job("2024-12")], TODAY) == 2.0
    assert years_of([job("2020", "2020"), WorkExperience(company_name="No dates")], TODAY) == 1.0


def test_years_of_experience_are_a_share():
    wanted = JobRequirement(kind=RequirementKind.EXPERIENCE, min_years=4.0)
    found = check(wanted, Held(years=3.0, today=TODAY))

    assert (found.why, found.severity, found.have_years) == (Why.YEARS, 25, 3.0)
    assert check(wanted, Held(years=4.0, today=TODAY)).met


@pytest.mark.parametrize(
    ("has", "wants", "severity"),
    [("MSc", "Bachelor's degree", 0), ("BSc", "Master in computer science", 30), ("", "PhD", 100)],
)
def test_degrees_are_a_ladder(has, wants, severity):
    schools = [Education(institution="Fernhill", degree_type=has)] if has else []

    assert (
        check(JobRequirement(kind=RequirementKind.EDUCATION, text=wants), person(schools=schools)).severity == severity
    )


def test_a_degree_still_being_studied_for_is_not_held():
    studying = Education(institution="Fernhill", degree_type="PhD", currently_enrolled=True)

    assert not check(JobRequirement(kind=RequirementKind.EDUCATION, text="PhD"), person(schools=[studying])).met
    assert degree_in("BSc, MSc or PhD") == 2


@pytest.mark.parametrize(
    ("words", "rank"),
    [
        ("Master's degree in physics", 3),
        ("Doctoral degree", 4),
        ("Bachelor's or Master's degree", 2),
        ("A degree in nursing", 2),
        ("BA/BS in English", 2),
        ("M.A., history", 3),
        ("ma ", 3),
    ],
)
def test_the_word_degree_takes_nothing_off_a_higher_one(words, rank):
    """A master's degree was read as a bachelor's: the least of all words that name one."""
    assert degree_in(words) == rank


def test_a_certificate_that_ran_out_is_said_to_have():
    wanted = JobRequirement(kind=RequirementKind.CERTIFICATION, text="Clock Safety certificate")
    mine = Certification(name="Clock Safety", expires_on=date(2026, 1, 1))

    assert check(wanted, person(certificates=[mine])).why is Why.RAN_OUT
    assert check(wanted, person(certificates=[Certification(name="Clock Safety")])).met


@pytest.mark.parametrize(("fluency", "met"), [(Fluency.B2, False), (Fluency.C1, True), (Fluency.UNSAID, None)])
def test_languages_are_held_by_their_own_levels(fluency, met):
    wanted = JobRequirement(kind=RequirementKind.LANGUAGE, skill_name="German", min_level=SkillLevel.ADVANCED)

    assert check(wanted, person(languages=[Language(name="German", fluency=fluency)])).met is met


def test_the_match_is_the_papers_sum():
    """Two skills, one met (band 90), one missing (band 20): .6*50 + .4*55 = 52; work 75; no degree asked."""
    checks = [
        check(asked(), person(PYTHON)),
        check(asked("Rust"), person(PYTHON)),
        check(JobRequirement(kind=RequirementKind.EXPERIENCE, min_years=4.0), Held(years=3.0, today=TODAY)),
    ]
    found = match(checks)

    assert (found.skills, found.experience, found.education) == (pytest.approx(52), 75, None)
    assert found.total == pytest.approx((0.5 * 52 + 0.3 * 75) / 0.8)


def test_what_could_not_be_judged_is_not_in_the_match():
    assert match([check(JobRequirement(kind=RequirementKind.OTHER), person())]) == Match()


def test_names_are_compared_without_case_and_spaces():
    assert key_of("  Apache   Kafka ") == "apache kafka"
