"""A drafted profile: nothing is written that was not accepted, and hers stays hers."""

import papers
import pytest

from ats_desktop.domain.profile import CandidateProfile, CandidateSkill, Education, WorkExperience
from ats_desktop.domain.resume import ordered
from ats_desktop.domain.schema import Text
from ats_desktop.errors import Refused
from ats_desktop.services import drafting


@pytest.fixture
def pdf():
    return papers.pdf()


def every(drafted):
    return {item.key for item in drafted.items}


def test_a_resume_becomes_a_draft_and_nothing_is_written(work, pdf):
    drafted = drafting.draft(work, pdf, name="cv.pdf")

    assert {item.table for item in drafted.items} == set(drafting.PARTS)
    assert all(item.source.startswith("Line ") and item.value and item.proposed for item in drafted.items)
    assert work.count(CandidateProfile) == 0


def test_what_is_ticked_is_written_as_one_step(work, pdf):
    drafted = drafting.draft(work, pdf, name="cv.pdf")

    taken = drafting.accept(work, drafted, every(drafted))

    (person,) = work.all(CandidateProfile)
    assert (person.first_name, person.email) == ("Mira", "mira.okafor@example.org")
    counted = [work.count(kind) for kind in (WorkExperience, Education, CandidateSkill)]
    assert (counted, taken) == ([3, 2, 7], len(drafted.items))
    work.undo()
    assert [work.count(kind) for kind in (CandidateProfile, WorkExperience, CandidateSkill)] == [0, 0, 0]


def test_skills_keep_the_order_of_the_resume(work, pdf):
    drafted = drafting.draft(work, pdf)

    drafting.accept(work, drafted, every(drafted))

    told = [item.fields["skill_name"] for item in drafted.items if item.table == "candidate_skills"]
    assert [skill.skill_name for skill in ordered(work.all(CandidateSkill))] == told
    assert told != sorted(told, key=str.casefold)


def test_what_is_not_ticked_is_not_written(work, pdf):
    drafted = drafting.draft(work, pdf)

    drafting.accept(work, drafted, {"candidate_profiles:email"})

    (person,) = work.all(CandidateProfile)
    assert (person.email, person.first_name, work.count(WorkExperience)) == ("mira.okafor@example.org", "", 0)


def test_what_the_profile_says_already_stays_unless_ticked(work, pdf):
    with work.change("Add") as change:
        change.save(CandidateProfile(email="mira@own.example", phone="+47 555 01 234", summary=Text("Hers")))

    drafted = drafting.draft(work, pdf)

    items = {item.key: item for item in drafted.items}
    mail, phone = items["candidate_profiles:email"], items["candidate_profiles:phone"]
    assert (mail.mine, mail.proposed) == ("mira@own.example", False)
    assert (phone.here, phone.proposed) == (True, False)
    drafting.accept(work, drafted, {key for key, item in items.items() if item.proposed})
    assert (work.all(CandidateProfile)[0].email, work.all(CandidateProfile)[0].summary) == ("mira@own.example", "Hers")
    drafting.accept(work, drafted, {"candidate_profiles:email"})
    assert work.all(CandidateProfile)[0].email == "mira.okafor@example.org"


def test_a_second_time_everything_is_here(work, pdf):
    first = drafting.draft(work, pdf)
    drafting.accept(work, first, every(first))

    again = drafting.draft(work, pdf)

    assert all(item.here for item in again.items)
    with pytest.raises(Refused, match="Nothing is ticked"):
        drafting.accept(work, again, every(again))


def test_a_position_typed_by_hand_is_recognised(work, pdf):
    with work.change("Add") as change:
        change.save(WorkExperience(company_name="Halden Robotics, Inc.", job_title="Data engineer"))

    drafted = drafting.draft(work, pdf)

    assert [item.here for item in drafted.items if item.table == "work_experiences"] == [False, True, False]


def test_what_was_removed_and_is_ticked_again_comes_back_as_new(work, pdf):
    first = drafting.draft(work, pdf)
    drafting.accept(work, first, every(first))
    with work.change("Remove") as change:
        change.remove(work.all(WorkExperience)[0])

    again = drafting.draft(work, pdf)
    drafting.accept(work, again, every(again))

    assert work.count(WorkExperience) == 3


def test_a_file_that_is_no_resume_is_refused(work):
    with pytest.raises(Refused, match="no résumé was found"):
        drafting.draft(work, papers.pdf("Engineer wanted. We build robots by the river and need somebody to help us."))
