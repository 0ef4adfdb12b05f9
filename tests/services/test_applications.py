"""Applications move by what happened, never by what is typed into a field."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ats_desktop.domain.applications import ApplicationStage, Category, Stage
from ats_desktop.domain.interviews import Interview
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.settings import Setting
from ats_desktop.errors import Refused
from ats_desktop.services import applications, jobs, rows
from tests import make


def events(work, application):
    return work.all(ApplicationStage, {"application": application.id}, order="occurred_at")


def test_a_stage_is_known_by_key_and_by_name_in_any_case(work):
    application = jobs.add(work, "Engineer")

    assert applications.move(work, application.id, "Phone Screen").stage == "screening"
    assert applications.move(work, application.id, "phone-screen").stage == "screening"
    with pytest.raises(Refused, match="no stage “hired”"):
        applications.move(work, application.id, "hired")


def test_a_stage_of_her_own_has_a_fixed_meaning(work):
    with work.change("Add") as change:
        change.save(Stage(key="take_home", name="Take-home", category=Category.ASSESSMENT, position="dm"))
    application = jobs.add(work, "Engineer")

    assert applications.move(work, application.id, "take-home").stage == "take_home"
    assert [stage.key for stage in applications.stages(work)][2:5] == ["screening", "take_home", "assessment"]


def test_a_default_stage_renamed_keeps_its_place(work):
    lead = applications.DEFAULT_STAGES[0]
    with work.change("Rename") as change:
        change.ensure(replace(lead, name="Wishlist"))

    assert [str(stage) for stage in applications.stages(work)][:2] == ["Wishlist", "Applied"]


def test_a_move_may_be_back_dated_before_the_job_was_added_but_not_planned(work):
    application = jobs.add(work, "Engineer")
    now = datetime.now(UTC)

    moved = applications.move(work, application.id, "applied", at=now - timedelta(days=3))
    assert moved.stage == "applied"  # though it was added to the list only today
    assert moved.applied_at == now - timedelta(days=3)
    with pytest.raises(Refused, match="still to come"):
        applications.move(work, application.id, "offer", at=now + timedelta(days=1))


def test_a_card_taken_back_to_lead_was_not_sent(work):
    own = make.application(work)
    applications.move(work, own.id, "applied")

    assert applications.move(work, own.id, "lead").applied_at is None
    assert applications.move(work, own.id, "screening").applied_at is not None


def test_a_wrong_event_is_crossed_out_and_kept(work):
    application = jobs.add(work, "Engineer")
    applications.move(work, application.id, "offer")
    wrong = events(work, application)[-1]

    applications.correct(work, wrong, to="rejected", at=None)

    assert applications.open_for(work, application.job) is None
    assert [(e.to, e.retracted) for e in events(work, application)] == [
        ("lead", False),
        ("offer", True),
        ("rejected", False),
    ]


def test_one_attempt_at_a_time(work):
    first = jobs.add(work, "Engineer")
    with pytest.raises(Refused, match="still in the running"):
        applications.apply_again(work, first.job)

    applications.move(work, first.id, "rejected")
    second = applications.apply_again(work, first.job)

    assert second.id != first.id
    assert applications.open_for(work, first.job) == second


def test_several_moves_are_one_step_of_undo(work):
    made = [jobs.add(work, f"Engineer {n}") for n in range(3)]
    applications.move_all(work, [one.id for one in made], "applied")
    work.undo()

    assert {one.stage for one in work.all(type(made[0]))} == {"lead"}


def test_a_job_that_may_be_known_already_is_named_not_refused(work):
    jobs.add(work, "Engineer", "Brightwater Labs, Inc.", posting_url="https://www.example.com/7?utm_source=x")

    assert len(jobs.alike(work, "engineer ", "Brightwater labs")) == 1
    assert len(jobs.alike(work, "Other", "", "example.com/7/")) == 1
    assert jobs.alike(work, "Engineer", "Halden Robotics") == []


def test_typed_values_are_read_by_their_kind_or_refused_with_advice(work):
    noun = JobOpportunity.noun

    assert rows.read_values(noun, {"title": "Engineer", "priority": "3", "tags": "a; b"}) == {
        "title": "Engineer",
        "priority": 3,
        "tags": ("a", "b"),
    }
    with pytest.raises(Refused) as refused:
        rows.read_values(noun, {"deadline_on": "soon"})
    assert "Deadline" in refused.value.title
    assert "2026-12-31" in refused.value.advice
    with pytest.raises(Refused, match="worked out"):
        rows.read_values(noun, {"canonical_url": "x"})
    with pytest.raises(Refused, match="no “salary”"):
        rows.read_values(noun, {"salary": "x"})


def test_what_a_row_cannot_be_without_is_asked_for(work):
    with pytest.raises(Refused, match="Title is missing"):
        rows.add(work, JobOpportunity, location="Riga")


def test_a_time_without_a_zone_is_meant_in_her_own(work):
    with work.change("Zone") as change:
        change.ensure(Setting(key="zone", value="Asia/Tokyo"))
    application = jobs.add(work, "Engineer")
    values = rows.read_values(Interview.noun, {"starts": "2026-12-01 14:00", "application": application.id})

    made = rows.add(work, Interview, **values)

    assert str(made.starts) == "2026-12-01 14:00 Asia/Tokyo"
    assert made.starts_at == datetime(2026, 12, 1, 5, tzinfo=UTC)
