"""The bin: what was removed is listed for 180 days, and comes back to its place with what it belongs to."""

from datetime import UTC, datetime, timedelta

import pytest

from ats_desktop.domain.applications import Application, ApplicationStage
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.notes import SharedNote
from ats_desktop.domain.tasks import Task
from ats_desktop.errors import NotFound
from ats_desktop.services import applications, several
from ats_desktop.services import bin as verbs
from ats_desktop.store.reads import bin as question
from tests import make
from tests.laptops import World

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


def removed(work, *rows):
    with work.change("Remove") as change:
        for row in rows:
            change.remove(change.get(type(row), row.id))


def names(work, words=""):
    return question.names(work, work.now(), words)


def test_what_was_removed_is_listed_newest_first_and_found_by_its_words(work):
    pilot, engineer = make.job(work, "Pilot"), make.job(work, "Engineer 100%")
    removed(work, pilot)
    removed(work, engineer)

    found = question.lines(work, names(work))

    assert [found[name].title for name in names(work)] == [str(engineer), str(pilot)]
    assert {one.whose for one in found.values()} == {"here"}
    assert names(work, "100%") == [("job_opportunities", engineer.id)]
    assert names(work, "0_0") == []


def test_after_180_days_it_is_listed_no_more(work):
    removed(work, make.job(work))

    assert len(names(work)) == 1
    assert question.names(work, work.now() + timedelta(days=181)) == []


def test_a_row_comes_back_with_what_it_belongs_to_and_one_undo_takes_both_away(work):
    own = make.application(work)
    with work.change("Add") as change:
        note = change.save(SharedNote(about=f"applications:{own.id}", body="Ask about releases"))
    job = work.get(JobOpportunity, own.job)
    removed(work, note)
    removed(work, own)
    removed(work, job)

    back = verbs.restore(work, [("shared_notes", note.id)])

    assert back == 3
    assert work.get(SharedNote, note.id).body == "Ask about releases"
    assert work.get(Application, own.id).job == work.get(JobOpportunity, job.id).id
    assert names(work) == []
    work.undo()
    assert names(work) == [("job_opportunities", job.id)]  # they went together now, so they have one line
    assert verbs.restore(work, names(work)) == 3


def test_a_row_comes_back_though_what_it_belongs_to_is_nowhere(work):
    with work.change("Add") as change:
        task = change.save(Task(title="Write", about="applications:019a0000-0000-7000-8000-000000000001"))
    removed(work, task)

    assert verbs.restore(work, [("tasks", task.id)]) == 1
    assert work.get(Task, task.id).title == "Write"
    with pytest.raises(NotFound):
        verbs.restore(work, [("tasks", task.id)])


def test_who_removed_it_elsewhere_is_said(tmp_path, blank):
    world = World(tmp_path / "world", blank)
    ada, coach = world.owner, world.let_in("editor")
    (job,) = ada.add(JobOpportunity(title="Engineer"))
    world.settle()
    coach.remove(JobOpportunity, job.id)
    world.settle()

    (found,) = question.lines(ada.work, names(ada.work)).values()

    assert found.whose == coach.work.identity.member
    world.close()


def test_after_180_days_it_is_gone_from_the_file_where_nobody_else_can_have_written_to_it(new_work):
    now = [NOW]
    work = new_work(now=lambda: now[0])
    old = make.job(work, "Pilot")
    removed(work, old)
    now[0] += timedelta(days=100)
    young = make.job(work, "Engineer")
    removed(work, young)
    now[0] += timedelta(days=81)
    work.note(incarnation="1")
    assert verbs.empty(work) == 0
    work.note(incarnation="")

    assert verbs.empty(work) == 1

    assert [name for _, name in question.names(work, now[0])] == [young.id]
    assert [row for _, row, *_ in work.bin()] == [young.id]
    assert verbs.empty(work) == 0


def test_what_is_gone_from_the_bin_is_nobodys_when_it_is_shared_later(tmp_path, blank):
    world = World(tmp_path / "world", blank)
    ada = world.owner
    (gone,) = ada.add(JobOpportunity(title="Pilot"))
    (kept,) = ada.add(JobOpportunity(title="Engineer"))
    ada.edit(JobOpportunity, gone.id, location="Leeds")
    ada.remove(JobOpportunity, gone.id)
    world.pass_time(days=181)
    assert verbs.empty(ada.work) == 1

    second = world.join()
    world.settle()

    assert [job.id for job in second.work.all(JobOpportunity)] == [kept.id]
    assert [job.id for job in ada.work.all(JobOpportunity)] == [kept.id]
    assert ada.sync().in_sync
    world.close()


def test_what_went_with_a_job_has_no_line_of_its_own_and_comes_back_with_it(work):
    own, other = make.application(work, "Pilot"), make.application(work, "Engineer")
    applications.move(work, own.id, "applied")
    way = [one.to for one in work.all(ApplicationStage) if one.application == own.id]
    several.remove(work, [own.job, other.job])

    assert {table for table, _ in names(work)} == {"job_opportunities"}
    verbs.restore(work, [("job_opportunities", own.job)])

    assert work.get(Application, own.id).stage == "applied"
    assert [one.id for one in work.all(Application)] == [own.id]
    assert [one.to for one in work.all(ApplicationStage) if one.application == own.id] == way
    assert [row for _, row in names(work)] == [other.job]


def test_what_an_undo_took_away_is_not_in_the_bin_and_can_be_done_again(work):
    job = make.job(work, "Pilot")
    work.undo()

    assert names(work) == []
    work.redo()
    assert work.get(JobOpportunity, job.id).title == "Pilot"


def test_a_removal_done_again_lies_in_the_bin(work):
    removed(work, make.job(work, "Pilot"))
    work.undo()
    work.redo()

    assert len(names(work)) == 1


@pytest.mark.timeout(20)
def test_a_removal_of_many_is_listed_by_looking_each_row_up(work):
    """All of one removal share a stamp: found by that, each row was compared with every other, for minutes."""
    with work.change("Add") as change:
        kept = change.save_all([JobOpportunity(title=f"Job {number}") for number in range(800)])
        change.save_all([Application(job=job.id) for job in kept])
    several.remove(work, [job.id for job in kept])

    assert len(names(work)) == 800
    assert verbs.restore(work, names(work)) == 1_600
