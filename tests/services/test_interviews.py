"""Interviews move their application, and say when they were last agreed on."""

from datetime import timedelta

import make
import pytest

from ats_desktop.domain.applications import Application
from ats_desktop.domain.interviews import Interview, InterviewKind, InterviewStatus
from ats_desktop.domain.values import Appointment
from ats_desktop.errors import Refused
from ats_desktop.services import interviews

BERLIN = Appointment("2026-12-01T14:00", "Europe/Berlin")


@pytest.fixture
def work(tmp_path):
    made = make.empty(tmp_path / "one")
    yield made
    made.close()


def booked(work, stage="applied", **more):
    pursuit = make.application(work, stage=stage, days=3)
    return interviews.schedule(work, pursuit.id, BERLIN, **more)


@pytest.mark.parametrize(
    ("stage", "kind", "then"),
    [
        ("lead", InterviewKind.VIDEO, "interviewing"),
        ("applied", InterviewKind.PHONE, "screening"),
        ("applied", InterviewKind.ASSESSMENT, "assessment"),
        ("offer", InterviewKind.VIDEO, "offer"),
        ("lead", InterviewKind.INFORMATIONAL, "lead"),
        ("no_response", InterviewKind.VIDEO, "interviewing"),
    ],
)
def test_an_interview_moves_its_application_forward_never_back(work, stage, kind, then):
    made = booked(work, stage, kind=kind)

    assert work.get(Application, made.application).stage == then
    assert (made.set_at, made.ics_sequence, made.status) == (work.now(), 0, InterviewStatus.SCHEDULED)


def test_booking_is_one_step_of_undo(work):
    made = booked(work)
    work.undo()

    assert work.find(Interview, made.id) is None
    assert work.get(Application, made.application).stage == "applied"


@pytest.mark.parametrize("stage", ["rejected", "withdrawn", "won"])
def test_an_application_that_ended_takes_no_interview(work, stage):
    with pytest.raises(Refused, match="has ended"):
        booked(work, stage)


@pytest.mark.parametrize(
    "starts", [Appointment(), Appointment("2026-12-01T14:00", "Mars/Olympus"), Appointment("soon", "UTC")]
)
def test_nobody_can_book_what_has_no_time(work, starts):
    pursuit = make.application(work)

    with pytest.raises(Refused):
        interviews.schedule(work, pursuit.id, starts)


def test_18_a_moved_interview_has_a_new_time_and_a_higher_number(work):
    made = booked(work)
    work.now = lambda: make.NOW + timedelta(hours=1)
    moved = interviews.reschedule(work, made, Appointment("2026-12-02T09:00", "Europe/Berlin"))
    same = interviews.reschedule(work, moved, moved.starts)

    assert (moved.status, moved.ics_sequence, moved.set_at) == (InterviewStatus.RESCHEDULED, 1, work.now())
    assert same == moved


def test_what_is_over_cannot_be_moved_and_who_did_not_come_can(work):
    held = interviews.complete(work, booked(work), outcome="good")
    with pytest.raises(Refused, match="is over"):
        interviews.reschedule(work, held, BERLIN)

    waited = interviews.no_show(work, booked(work))
    assert interviews.reschedule(work, waited, BERLIN).status == InterviewStatus.RESCHEDULED


def test_22_calling_off_twice_is_calling_off_once(work):
    made = booked(work)
    off = interviews.cancel(work, interviews.cancel(work, made))

    assert (off.status, off.ics_sequence) == (InterviewStatus.CANCELLED, 1)
