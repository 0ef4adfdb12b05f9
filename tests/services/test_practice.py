"""Practising: questions become rows when used, tries and answers are kept, and a posting chooses its questions."""

import make
import pytest

from ats_desktop.domain.interviews import Interview
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.practice import InterviewQuestion, LibraryResponse, QuestionKind, QuestionPractice
from ats_desktop.domain.profile import CandidateSkill
from ats_desktop.domain.requirements import JobRequirement, RequirementKind
from ats_desktop.domain.star import Story
from ats_desktop.domain.values import Appointment
from ats_desktop.errors import NotFound, Refused
from ats_desktop.services import packs, practice
from ats_desktop.store.reads.practice import tries

STORY = Story(
    action="I measured every step and rewrote the slow one.", result="It took 40 minutes instead of six hours."
)


@pytest.fixture
def slow(work):
    """The id of a question of the pack."""
    return packs.question_id(work, "slow-query")


@pytest.fixture
def posting(work):
    """An application whose posting names skills."""
    made = make.application(work, "Data Engineer", "Quillmark")
    with work.change("Posting") as change:
        job = change.get(JobOpportunity, made.job)
        change.save(make.replaced(job, description="You know SQL, Postgres and ETL, and you write it down."), was=job)
    return made


def test_the_bank_holds_the_pack_and_what_is_ones_own_without_a_row_made(work):
    mine = practice.add_question(work, " Why clocks? ", kind=QuestionKind.COMPANY)

    found = practice.bank(work)

    assert len(found) == len(packs.questions()) + 1
    assert next(iter(found.values())) == mine
    assert mine.text == "Why clocks?"
    assert work.count(InterviewQuestion) == 1


def test_a_question_of_the_pack_becomes_one_row_however_often_it_is_practised(work, slow):
    first, second = practice.keep(work, slow, STORY, seconds=95), practice.keep(work, slow, STORY)

    assert work.count(InterviewQuestion) == 1
    assert first.question == second.question == slow
    assert first.asked == practice.question(work, slow).text
    assert first.seconds == 95
    assert tries(work)[slow].times == 2


def test_a_try_keeps_what_the_coach_said(work, slow):
    kept = practice.keep(work, slow, STORY)

    assert 0 < kept.score <= 50  # two parts of four are missing
    assert "Next: Begin with two sentences" in kept.feedback
    assert (kept.action, kept.result) == (STORY.action, STORY.result)


@pytest.mark.parametrize("verb", [practice.keep, practice.keep_answer])
def test_nothing_written_is_refused_and_leaves_no_row(work, slow, verb):
    with pytest.raises(Refused, match="no answer yet"):
        verb(work, slow, Story(situation=" \n"))

    assert work.count(InterviewQuestion) == 0


def test_a_mark_of_ones_own_is_one_to_five(work, slow):
    with pytest.raises(Refused, match="1 to 5"):
        practice.keep(work, slow, STORY, self_score=6)


def test_an_answer_is_kept_once_for_a_question_and_brought_up_to_date(work, slow):
    first = practice.keep_answer(work, slow, STORY)
    again = practice.keep_answer(work, slow, Story(action="Better."), name="The slow night")

    assert work.count(LibraryResponse) == 1
    assert first.name == "I measured every step and rewrote the slow one. It took 40 ..."
    assert (again.name, again.action, again.result) == ("The slow night", "Better.", "")
    assert again.skills == ("SQL", "Performance tuning")


def test_a_question_that_is_nowhere_is_not_found(work):
    with pytest.raises(NotFound):
        practice.keep(work, "nowhere", STORY)


def test_a_question_asked_in_an_interview_says_so(work):
    meeting = interview(work, make.application(work))

    asked = practice.add_question(work, "Why clocks?", asked_in=meeting.id)

    assert (asked.origin, asked.asked_in) == ("asked_in_interview", meeting.id)


def test_an_empty_question_is_refused(work):
    with pytest.raises(Refused):
        practice.add_question(work, "  ")


def interview(work, pursuit):
    with work.change("Plan") as change:
        return change.save(Interview(application=pursuit.id, starts=Appointment("2026-12-01T10:00", "Europe/Berlin")))


def test_a_posting_chooses_the_questions_about_its_skills(work, posting, slow):
    found = practice.fitting(work, posting.id)

    assert found[slow] == ["SQL"]
    assert found[packs.question_id(work, "warehouse-daily")] == ["ETL"]
    assert packs.question_id(work, "umbrellas") not in found
    assert found[packs.question_id(work, "why-us")] == []
    assert next(iter(found.values())), "what is about the company comes at the end"


def test_what_the_company_asked_before_comes_first(work, posting):
    meeting = interview(work, posting)
    asked = practice.add_question(work, "Which clock is slow?", asked_in=meeting.id)

    assert next(iter(practice.fitting(work, posting.id))) == asked.id


def test_requirements_name_skills_by_any_of_their_names_and_what_is_held_is_told(work, posting):
    with work.change("Requirement") as change:
        change.save(JobRequirement(job=posting.job, kind=RequirementKind.SKILL, text="k8s", skill_name="k8s"))
        change.save(CandidateSkill(skill_name="postgresql"))

    wanted = practice.skills_wanted(work, posting.id)

    assert wanted == ["Kubernetes", "SQL", "PostgreSQL", "ETL"]
    assert practice.skills_held(work, wanted) == ["PostgreSQL"]


def test_a_try_is_one_step_to_take_back(work, slow):
    practice.keep(work, slow, STORY)

    work.undo()

    assert work.count(QuestionPractice) == work.count(InterviewQuestion) == 0
