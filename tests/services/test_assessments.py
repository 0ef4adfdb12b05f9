"""Tests set by companies: due on Today until they are handed in."""

from datetime import date

import make
import pytest

from ats_desktop.domain.applications import Application
from ats_desktop.domain.assessments import Assessment, AssessmentStatus
from ats_desktop.domain.values import Appointment
from ats_desktop.errors import Refused
from ats_desktop.services import assessments
from ats_desktop.store.reads.today import today

FRIDAY = Appointment("2026-11-27T17:00", "Europe/Berlin")


@pytest.fixture
def work(tmp_path):
    made = make.empty(tmp_path / "one")
    yield made
    made.close()


def due(work):
    return [
        (one.kind, one.title, one.row, str(one.day)) for one in today(work, now=make.NOW, day=date(2026, 11, 22)).due
    ]


@pytest.mark.parametrize(("stage", "then"), [("applied", "assessment"), ("interviewing", "interviewing")])
def test_it_moves_its_application_forward_never_back(work, stage, then):
    own = make.application(work, stage=stage)
    assessments.add(work, own.id, "Coding test", due=FRIDAY)
    assert work.get(Application, own.id).stage == then

    work.undo()

    assert (work.get(Application, own.id).stage, work.count(Assessment)) == (stage, 0)


def test_it_is_due_on_today_until_it_is_handed_in(work):
    own = make.application(work, stage="applied")
    made = assessments.add(work, own.id, "Coding test", due=FRIDAY)
    assert due(work) == [("assessment", "Coding test", own.id, "2026-11-27")]

    assert assessments.hand_in(work, made).status is AssessmentStatus.SUBMITTED
    assert due(work) == []
    assessments.reopen(work, made)
    assert len(due(work)) == 1


def test_one_without_a_name_or_for_what_ended_is_refused(work):
    own, ended = make.application(work, stage="applied"), make.application(work, stage="rejected")

    with pytest.raises(Refused):
        assessments.add(work, own.id, " ")
    with pytest.raises(Refused, match="ended"):
        assessments.add(work, ended.id, "Coding test")
