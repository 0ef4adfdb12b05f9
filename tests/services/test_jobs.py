"""Jobs: kept, and taken back as if they had not been."""

import pytest

from ats_desktop.domain.applications import Application, ApplicationStage
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.submissions import Submission
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


@pytest.mark.parametrize(("stage", "frozen"), [("lead", 0), ("applied", 1), ("screening", 0)])
def test_a_card_made_where_the_sent_ones_stand_freezes_what_was_sent_as_moving_it_there_does(work, stage, frozen):
    made = jobs.add(work, "Engineer", "Quillmark", stage=stage)

    assert work.count(Submission, {"application": made.id}) == frozen
    work.undo()
    assert [work.count(kind) for kind in (Submission, Application)] == [0, 0]
