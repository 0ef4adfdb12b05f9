"""Jobs: kept, and taken back as if they had not been."""

from ats_desktop.domain.applications import Application, ApplicationStage
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.services import applications, jobs


def test_a_job_taken_back_lies_in_the_bin_and_undo_brings_all_of_it(work):
    made = jobs.add(work, "Engineer", "Quillmark")

    jobs.take_back(work, made.id)
    assert [work.count(kind) for kind in (Application, ApplicationStage, JobOpportunity)] == [0, 0, 0]

    work.undo()
    assert [work.count(kind) for kind in (Application, ApplicationStage, JobOpportunity)] == [1, 1, 1]


def test_a_job_with_another_attempt_stays(work):
    first = jobs.add(work, "Engineer", "Quillmark")
    applications.move(work, first.id, "rejected")
    second = applications.apply_again(work, first.job)

    jobs.take_back(work, second.id)

    assert [one.id for one in work.all(Application)] == [first.id]
    assert work.count(JobOpportunity) == 1
