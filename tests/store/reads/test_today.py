"""What Today shows: due and overdue by day, interviews by time, news since the last look; at any size."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from ats_desktop.domain.applications import DEFAULT_STAGES, Application, ApplicationStage, Category, Stage
from ats_desktop.domain.interviews import Interview, InterviewStatus
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.schema import Id
from ats_desktop.domain.tasks import Task, TaskStatus
from ats_desktop.domain.values import Appointment
from ats_desktop.services import board, jobs
from ats_desktop.services import settings as verbs
from ats_desktop.store.glance import glance
from ats_desktop.store.reads import today as question

DAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def shown(work, **asked):
    return question.today(work, now=NOW, day=DAY, **asked)


def talk(starts, zone="UTC", **more):
    return Interview(application=Id("a"), starts=Appointment(starts, zone), **more)


def put(work, *rows):
    with work.change("Add") as change:
        return [change.save(row) for row in rows]


def due(work):
    return [(one.title, (one.day - DAY).days) for one in shown(work).due]


def job(title, days, **more):
    return JobOpportunity(title=title, deadline_on=DAY + timedelta(days=days), **more)


def test_an_empty_workspace_says_so(work):
    assert shown(work) == question.Today()
    assert question.is_empty(work)


def test_what_is_overdue_comes_nearest_first_then_what_is_due_soonest_first(work):
    put(work, job("late", -3), job("later", -9), job("now", 0), job("soon", 2), Task(title="write", due_on=DAY))

    assert due(work) == [("late", -3), ("later", -9), ("now", 0), ("write", 0), ("soon", 2)]


def test_what_is_far_away_is_not_shown(work):
    put(work, job("past", -15), job("far", 15), Task(title="far", due_on=DAY + timedelta(days=15)))

    assert due(work) == []


def test_a_deadline_is_no_matter_once_she_applied(work):
    applied, lead = put(work, job("applied", 1), job("lead", 1))
    one, other = put(work, Application(job=applied.id), Application(job=lead.id))
    put(work, ApplicationStage(application=one.id, to="applied", occurred_at=NOW, recorded_at=NOW))
    put(work, ApplicationStage(application=other.id, to="lead", occurred_at=NOW, recorded_at=NOW))

    assert due(work) == [("lead", 1)]


def test_what_was_put_away_or_done_is_not_due(work):
    put(work, job("away", 1, archived_at=NOW), Task(title="done", due_on=DAY, status=TaskStatus.DONE))

    assert due(work) == []


def test_interviews_come_by_the_instant_they_start(work):
    """Ten in Berlin is before nine in New York."""
    (offer,) = put(work, job("Engineer", 5, company_name="Quillmark"))
    (pursuit,) = put(work, Application(job=offer.id))
    put(
        work,
        Interview(application=pursuit.id, starts=Appointment("2026-11-24T09:00", "America/New_York")),
        Interview(application=pursuit.id, starts=Appointment("2026-11-24T10:00", "Europe/Berlin"), name="Panel"),
    )

    found = shown(work).coming

    assert [(one.title, one.place, one.starts_at.hour) for one in found] == [
        ("Panel", "Quillmark", 9),
        ("Engineer", "Quillmark", 14),
    ]
    assert found[0].starts == "2026-11-24T10:00 Europe/Berlin"


def test_an_interview_that_began_within_the_hour_is_still_shown(work):
    put(
        work,
        talk("2026-11-22T09:00"),
        talk("2026-11-22T08:00"),
    )

    assert [one.starts_at.hour for one in shown(work).coming] == [9]


@pytest.mark.parametrize("status", [InterviewStatus.CANCELLED, InterviewStatus.COMPLETED, InterviewStatus.NO_SHOW])
def test_an_interview_that_will_not_be_is_not_shown(work, status):
    put(work, talk("2026-11-24T10:00", status=status))

    assert shown(work).coming == ()


def test_the_newest_applications_come_first_whatever_their_ids(work):
    for title in ("one", "two", "three"):
        jobs.add(work, title)

    assert [one.title for one in shown(work, recent=2).recent] == ["three", "two"]


def test_what_was_archived_is_among_the_newest_no_more_and_the_next_takes_its_place(work):
    for title in ("one", "two", "three"):
        jobs.add(work, title)
    board.put_jobs_away(work, [one.id for one in work.all(JobOpportunity) if one.title == "three"])

    assert [one.title for one in shown(work, recent=2).recent] == ["two", "one"]


def test_her_own_word_for_a_stage_is_used(work):
    (pursuit,) = put(work, Application(job=Id("j")))
    put(work, ApplicationStage(application=pursuit.id, to="lead", occurred_at=NOW, recorded_at=NOW))
    with work.change("Rename") as change:
        stage = change.ensure(Stage(key="lead"))
        change.save(replace(stage, name="Dream"))

    assert [(one.stage, one.stage_name) for one in shown(work).recent] == [("lead", "Dream")]


def test_the_page_calls_stages_what_the_board_calls_them():
    from ats_desktop.ui.pages.today import STAGES

    called = {category.value: STAGES.get(category.value, category.label) for category in Category}

    assert called == {stage.key: stage.name for stage in DEFAULT_STAGES}


def test_news_are_shown_until_they_were_looked_at(work):
    with work.writing() as file:
        for title in ("old", "new"):
            file.execute("insert into elsewhere (at, title) values ('2026-11-22T09:00:00.000000Z', ?)", (title,))
    work.note(today_seen="1")

    assert [(one.seq, one.title) for one in shown(work).elsewhere] == [(2, "new")]
    assert shown(work).newest_seen == 2


def test_a_setting_is_read_by_its_key(work):
    assert question.setting(work, "zone") == ""

    verbs.choose(work, "zone", "Europe/Berlin")

    assert question.setting(work, "zone") == "Europe/Berlin"


def test_a_glance_answers_as_the_workspace_does(work):
    put(work, job("Engineer", 2), talk("2026-11-24T10:00", "Europe/Berlin"))
    look = glance(work.folder)

    assert shown(look) == shown(work)
    look.close()


def test_there_is_nothing_to_glance_at_where_no_file_is(tmp_path):
    assert glance(tmp_path) is None


def test_a_file_that_is_none_is_left_to_others(tmp_path):
    (tmp_path / "data.db").write_bytes(b"no database at all " * 300)

    look = glance(tmp_path)

    assert look is None or (shown(look) == question.Today(), look.close())[0]


def test_ten_times_the_rows_cost_no_more_steps(new_work):
    """Steps of SQLite's machine are counted, not seconds: they are the same on every computer."""
    small, large = filled(new_work("small"), 6_000), filled(new_work("large"), 60_000)

    assert steps(large) < 1.15 * steps(small)


def filled(work, number):
    """Fill in jobs with a card each, half of them applied for, their deadlines spread over half a year."""
    days = [str(DAY + timedelta(days=at % 180 - 90)) for at in range(number)]
    with work.writing() as file:
        file.executemany(
            "insert into job_opportunities (id, title, deadline_on) values (?, 'Engineer', ?)",
            [(f"j{at}", day) for at, day in enumerate(days)],
        )
        file.executemany(
            "insert into applications (id, job, stage) values (?, ?, ?)",
            [(f"a{at}", f"j{at}", "applied" if at // 180 % 2 else "lead") for at in range(number)],
        )
    return work


def steps(work):
    """Count, in tens, the steps of all questions of Today."""
    counted = []
    file = work.connection()
    file.set_progress_handler(lambda: counted.append(1), 10)
    question.today(work, now=NOW, day=DAY)
    file.set_progress_handler(None, 0)
    return len(counted)
