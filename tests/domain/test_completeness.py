"""A profile's completeness: a hundred percent can be reached, and what is missing is named, the weightiest first."""

from ats_desktop.domain.completeness import STEPS, Shown, completeness
from ats_desktop.domain.profile import CandidateProfile, CandidateSkill, Education, SkillLevel, WorkExperience
from ats_desktop.domain.schema import Text

ADA = CandidateProfile(
    first_name="Ada", last_name="Example", email="ada@example.org", phone="1", headline="h", summary=Text("s"), city="R"
)
FULL = Shown(
    ADA,
    [WorkExperience(company_name="Halden", description=Text("Kept clocks."))],
    [Education(institution="School of Hours")],
    [CandidateSkill(skill_name=name, level=SkillLevel.EXPERT) for name in "abcde"],
    languages=1,
    extras=1,
)


def test_weights_add_up_to_a_hundred():
    assert sum(step.weight for step in STEPS) == 100


def test_a_full_profile_misses_nothing():
    found = completeness(FULL)

    assert (found.percent, found.next) == (100, None)


def test_an_empty_one_begins_with_the_name():
    found = completeness(Shown(CandidateProfile()))

    assert found.percent == 0
    assert found.next.words == "Say your name"


def test_each_step_counts_by_itself():
    found = completeness(Shown(ADA, FULL.work, FULL.education, FULL.skills[:4], 1, 1))

    assert [step.words for step in found.missing] == ["Add your skills, five at least"]
    assert found.percent == 90
