"""Several jobs at once: each verb one step of undo, and nothing done where nothing changes."""

import make
import pytest

from ats_desktop.domain.applications import Application, ApplicationStage
from ats_desktop.domain.assessments import Assessment
from ats_desktop.domain.interviews import Interview
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.offers import Offer
from ats_desktop.domain.requirements import JobRequirement
from ats_desktop.domain.values import Appointment, Money
from ats_desktop.errors import Refused
from ats_desktop.services import bin as bin_verbs
from ats_desktop.services import several
from ats_desktop.store.reads import bin as bin_lines


@pytest.fixture
def jobs(work):
    """Three of them."""
    return [make.application(work, title).job for title in "abc"]


def held(work, name):
    return sorted(getattr(job, name) for job in work.all(JobOpportunity))


def test_tags_are_put_on_all_once_and_taken_off_as_one_step(work, jobs):
    several.tag(work, jobs[:1], ["remote"])
    several.tag(work, jobs, ["remote", " part time ", ""])
    assert held(work, "tags") == [("remote", "part time")] * 3

    several.untag(work, jobs, "remote")
    assert held(work, "tags") == [("part time",)] * 3
    work.undo()
    work.undo()
    assert held(work, "tags") == [(), (), ("remote",)]


def test_a_field_is_set_in_all_of_them_by_a_value_or_by_what_is_typed(work, jobs):
    several.set_field(work, jobs, "location", "Leeds")
    several.set_field(work, jobs[:2], "priority", "4")

    assert held(work, "location") == ["Leeds"] * 3
    assert {job.priority for job in work.all(JobOpportunity)} == {4, None}
    work.undo()
    work.undo()
    assert held(work, "location") == [""] * 3


@pytest.mark.parametrize(
    ("name", "value"), [("title", "x"), ("priority", "high"), ("deadline_on", "soon"), ("id", "x")]
)
def test_what_cannot_be_shared_or_read_is_refused_and_changes_nothing(work, jobs, name, value):
    with pytest.raises(Refused):
        several.set_field(work, jobs, name, value)

    assert held(work, "title") == ["a", "b", "c"]


def test_no_tag_is_refused(work, jobs):
    with pytest.raises(Refused, match="A tag needs a word"):
        several.tag(work, jobs, [" "])


def test_jobs_go_into_the_bin_with_their_applications_and_come_back_together(work, jobs):
    assert several.remove(work, jobs[:2]) == 2
    assert work.count(JobOpportunity) == work.count(Application) == 1

    work.undo()

    assert work.count(JobOpportunity) == work.count(Application) == 3
    assert {one.stage for one in work.all(Application)} == {"lead"}


def test_what_is_of_a_job_alone_goes_with_it_and_one_line_of_the_bin_brings_all_of_it_back(work, jobs):
    """An interview that stayed was announced on Today without a title."""
    (own,) = work.all(Application, {"job": jobs[0]})
    with work.change("Add") as change:
        change.save(Interview(application=own.id, starts=Appointment("2026-11-25T09:00", "UTC")))
        change.save(Offer(application=own.id, base=Money(9_000_000, "EUR", "year")))
        change.save(Assessment(application=own.id, title="Test"))
        change.save(JobRequirement(job=jobs[0], text="Patience"))
    kinds = (JobOpportunity, Application, ApplicationStage, Interview, Offer, Assessment, JobRequirement)
    before = {kind: work.all(kind, order="id") for kind in kinds}

    several.remove(work, jobs[:1])

    assert [work.count(kind) for kind in kinds[3:]] == [0, 0, 0, 0]
    assert bin_lines.names(work, work.now()) == [("job_opportunities", jobs[0])]
    bin_verbs.restore(work, bin_lines.names(work, work.now()))
    assert {kind: work.all(kind, order="id") for kind in kinds} == before
