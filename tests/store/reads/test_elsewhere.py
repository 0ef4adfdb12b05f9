"""What others changed: by whom, on what, and the words of it; found as it is read from a real round of sync."""

import json

import make

from ats_desktop.domain.applications import Application, ApplicationStage, Stage
from ats_desktop.domain.interviews import Interview
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.notes import Comment
from ats_desktop.domain.tasks import Task
from ats_desktop.store.reads.elsewhere import elsewhere

AT = "2026-11-22T09:00:00.000000Z"


def told(work, noun, row, what="new", member=make.COACH, title="as it was"):
    with work.writing() as file:
        file.execute(
            "insert into elsewhere (at, member, noun, row, title, what) values (?, ?, ?, ?, ?, ?)",
            (AT, member, noun, row, title, what),
        )
    return elsewhere(work, 0)[0]


def put(work, *rows):
    with work.change("Add") as change:
        return [change.save(row) for row in rows]


def wanted(work):
    """A job and its application."""
    (job,) = put(work, JobOpportunity(title="Designer", company_name="Brightwater"))
    (application,) = put(work, Application(job=job.id))
    return job, application


def test_it_is_signed_with_the_name_that_sync_left_here(work):
    assert told(work, "tasks", "7").who == ""

    work.note(people=json.dumps({make.COACH: "Cleo"}))

    assert elsewhere(work, 0)[0].who == "Cleo"


def test_ones_own_other_laptop_is_oneself(work):
    assert told(work, "tasks", "7", member=work.identity.member).mine
    assert not told(work, "tasks", "7").mine


def test_whatever_hangs_on_a_job_names_it(work):
    job, application = wanted(work)
    on_job, on_application = f"job_opportunities:{job.id}", f"applications:{application.id}"
    event, talk, said, task = put(
        work,
        ApplicationStage(application=application.id, to="interviewing"),
        Interview(application=application.id),
        Comment(about=on_job, body="Why them?"),
        Task(about=on_application, title="Call"),
    )

    lines = [told(work, row.noun.table, row.id) for row in (event, talk, said, task, job, application)]

    assert {(one.job, one.company) for one in lines} == {("Designer", "Brightwater")}
    assert [one.about for one in lines] == [on_application] * 2 + [on_job, on_application, on_job, on_application]


def test_a_move_says_to_which_stage_by_her_own_word(work):
    _, application = wanted(work)
    put(work, Stage(key="interviewing", name="Talks"))
    (event,) = put(work, ApplicationStage(application=application.id, to="interviewing"))

    found = told(work, "application_stages", event.id)

    assert (found.stage, found.stage_name) == ("interviewing", "Talks")


def test_what_is_not_here_any_more_is_told_as_it_was_noted(work):
    found = told(work, "comments", "gone", "removed")

    assert (found.title, found.about, found.job) == ("as it was", "", "")
