"""What a posting asks for is noted line by line, and her own word stands."""

import make
import pytest

from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.profile import CandidateSkill, SkillLevel
from ats_desktop.domain.requirements import JobRequirement
from ats_desktop.errors import Refused
from ats_desktop.services import requirements
from ats_desktop.store.reads.fit import fit


@pytest.fixture
def work(tmp_path):
    made = make.empty(tmp_path / "one")
    with made.change("Skill") as change:
        change.save(CandidateSkill(skill_name="Python", level=SkillLevel.ADVANCED, years=6.0))
    yield made
    made.close()


@pytest.fixture
def posting(work):
    text = make.POSTING.format(company="Quillmark", title="Engineer", place="Leeds")
    return make.job(work, "Engineer", "Quillmark", description=text)


def test_a_line_becomes_a_requirement_that_is_checked(work, posting):
    requirements.add(work, posting.id, "Python, 3 years")
    found = fit(work, posting)

    assert [one.met for one in found.checks] == [True]
    assert found.match.total == pytest.approx(0.6 * 100 + 0.4 * 90)


def test_the_posting_is_taken_once_and_undone_at_once(work, posting):
    assert fit(work, posting).unread == 3
    made = requirements.take_from_posting(work, posting.id)

    assert [one.skill_name for one in made][:1] == ["Python"]
    assert fit(work, posting).unread == 0
    with pytest.raises(Refused, match="nothing new"):
        requirements.take_from_posting(work, posting.id)
    work.undo()
    assert work.count(JobRequirement) == 0


def test_must_haves_come_first_and_the_heaviest_of_them(work, posting):
    for line in ("Kafka is a plus", "Rust", "Go"):
        requirements.add(work, posting.id, line)
    first = work.all(JobRequirement, {"skill_name": "Go"})[0]
    with work.change("Weight") as change:
        change.save(make.replaced(first, priority=90), was=first)

    assert [one.requirement.text for one in fit(work, posting).checks] == ["Go", "Rust", "Kafka is a plus"]


def test_her_word_is_kept_and_taken_back(work, posting):
    rust = requirements.add(work, posting.id, "Rust")
    requirements.judge(work, rust, "yes")
    assert fit(work, posting).checks[0].met

    requirements.judge(work, rust, "")

    assert fit(work, posting).checks[0].severity == 100
    with pytest.raises(Refused):
        requirements.judge(work, rust, "perhaps")


def test_nothing_written_is_nothing_noted(work, posting):
    with pytest.raises(Refused):
        requirements.add(work, posting.id, "  ")


def test_a_job_without_requirements_has_no_match(work):
    assert fit(work, JobOpportunity(id="nowhere", title="x")).match.total is None


def test_a_tool_nobody_noted_is_a_gap_by_its_name_and_other_names_of_hers_count(work, posting):
    with work.change("Skill") as change:
        change.save(CandidateSkill(skill_name="Postgres", level=SkillLevel.EXPERT))

    for line in ("Experience with Kubernetes", "PostgreSQL"):
        requirements.add(work, posting.id, line)

    assert {one.requirement.skill_name: one.met for one in fit(work, posting).checks} == {
        "Kubernetes": False,
        "PostgreSQL": True,
    }
