"""The page of one application: everything that belongs to it, of one moment, and nothing she may not read."""

import json
from dataclasses import replace
from datetime import timedelta

import make
import pytest

from ats_desktop.domain.applications import Application
from ats_desktop.domain.interviews import Interview, InterviewStatus
from ats_desktop.domain.jobs import SalaryData
from ats_desktop.domain.notes import Comment
from ats_desktop.domain.tasks import Task
from ats_desktop.domain.values import Appointment, PayRange
from ats_desktop.services import applications, notes, people
from ats_desktop.store.reads.application import clashes, dossier, in_threads, title_of


@pytest.fixture
def work(tmp_path):
    opened = make.empty(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def own(work):
    return make.application(work, stage="applied", days=4)


def at(days, clock="14:00", zone="UTC"):
    return Appointment(f"{make.NOW.date() + timedelta(days=days)}T{clock}", zone)


def test_an_application_is_found_by_its_id_and_by_its_job(work, own):
    by_id, by_job = (dossier(work, row, now=make.NOW) for row in (own.id, own.job))

    assert by_id == by_job
    assert by_id.about == f"applications:{own.id}"


def test_a_job_nobody_applied_for_has_a_page(work):
    job = make.job(work)

    found = dossier(work, job.id, now=make.NOW)

    assert found.application is None
    assert found.about == f"job_opportunities:{job.id}"
    assert found.people == ()


def test_what_is_not_here_has_no_page(work):
    assert dossier(work, "gone", now=make.NOW) is None


def test_history_is_in_order_of_what_happened_not_of_what_was_noted(work, own):
    applications.move(work, own.id, "screening")
    applications.move(work, own.id, "lead", at=make.NOW - timedelta(days=9))

    found = dossier(work, own.id, now=make.NOW)

    assert [event.to for event in found.events] == ["lead", "applied", "screening"]
    assert found.application.stage == "screening"


def test_interviews_to_come_stand_before_those_that_are_past(work, own):
    with work.change("Plan") as change:
        for days in (3, -2, 1, -5):
            change.save(Interview(application=own.id, starts=at(days)))
        change.save(Interview(application=own.id, starts=at(2), status=InterviewStatus.CANCELLED))

    found = dossier(work, own.id, now=make.NOW).interviews

    days = [(one.starts_at.date() - make.NOW.date()).days for one in found]
    assert days == [1, 3, 2, -2, -5]


def test_tasks_to_do_stand_before_those_done_soonest_first(work, own):
    about = f"applications:{own.id}"
    day = make.NOW.date()
    with work.change("Tasks") as change:
        change.save(Task(title="done", about=about, status="done"))
        change.save(Task(title="some day", about=about))
        change.save(Task(title="soon", about=f"job_opportunities:{own.job}", due_on=day))

    assert [task.title for task in dossier(work, own.id, now=make.NOW).tasks] == ["soon", "some day", "done"]


def test_an_answer_stands_behind_its_question(work, own):
    about = f"applications:{own.id}"
    first = notes.comment(work, about, "first")
    notes.comment(work, about, "second")
    answer = notes.comment(work, about, "answer", answers=first.id)
    notes.comment(work, about, "answer to the answer", answers=answer.id)

    found = dossier(work, own.id, now=make.NOW).comments

    assert [one.row.body for one in found] == ["first", "answer", "answer to the answer", "second"]


def test_a_ring_of_answers_loses_nothing(work, own):
    first = notes.comment(work, "x:1", "one")
    second = notes.comment(work, "x:1", "two", answers=first.id)
    with work.change("Ring") as change:
        first = change.save(replace(first, answers=second.id), was=first)
    said = [type("Said", (), {"row": one, "answers": one.answers})() for one in (first, second)]

    assert {one.row.body for one in in_threads(said)} == {"one", "two"}


def test_who_wrote_a_comment_is_told_by_its_id(work, own):
    with work.change("From the coach") as change:
        change.save(Comment(id=f"{make.COACH}.7", about=f"applications:{own.id}", body="Well done."))
    notes.write(work, f"applications:{own.id}", "Mine")

    found = dossier(work, own.id, now=make.NOW)

    assert found.comments[0].author == make.COACH
    assert found.notes[0].author == work.identity.member
    assert found.notes[0].at == make.NOW


def test_a_person_stands_with_what_passed_between(work, own):
    known = people.link(work, own.id, "Priya Sample")
    people.note(work, known.id, "Called back.", application=own.id)

    found = dossier(work, own.id, now=make.NOW).people

    assert [(one.contact.name, len(one.touches)) for one in found] == [("Priya Sample", 2)]


def test_linking_a_known_person_makes_no_second_one(work, own):
    one = people.link(work, own.id, "Priya Sample")
    two = people.link(work, own.id, " Priya Sample ")

    assert one.id == two.id


def test_closed_sections_are_left_out_for_those_not_let_in(work, own):
    with work.change("Pay") as change:
        change.save(SalaryData(job=own.job, pay=PayRange(1, 1, "EUR", "year")))
    assert len(dossier(work, own.id, now=make.NOW).pay) == 1

    work.note(levels=json.dumps({"jobs": 1, "notes": 2}))

    found = dossier(work, own.id, now=make.NOW)
    assert (found.pay, found.people, found.editable) == (None, None, False)


def test_a_meeting_clashes_with_what_is_planned_at_the_same_minute(work, own):
    with work.change("Plan") as change:
        kept = change.save(Interview(application=own.id, starts=at(1, "14:30", "Europe/Berlin")))
        change.save(Interview(application=own.id, starts=at(1, "18:00")))
    asked = Interview.noun.derive(Interview(application=own.id, starts=at(1, "13:45")))

    assert clashes(work, asked) == [kept]
    assert clashes(work, kept) == []
    assert clashes(work, Interview(application=own.id)) == []


def test_an_application_is_called_by_its_job(work, own):
    assert title_of(work, own.id) == "Engineer @ Brightwater Labs"
    assert title_of(work, "gone") == ""
    assert isinstance(own, Application)
