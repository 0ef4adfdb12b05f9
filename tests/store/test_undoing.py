"""Undo and redo, one step after the other, and what somebody else changed since."""

from dataclasses import replace

from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.stamps import natural_id
from ats_desktop.services import applications, jobs


def test_every_step_goes_back_and_forth(work):
    made = jobs.add(work, "Engineer", "Brightwater Labs")
    job = work.get(JobOpportunity, made.job)
    with work.change("Rename") as change:
        change.save(replace(job, title="Architect"), was=job)
    applications.move(work, made.id, "applied")

    titles = [work.undo().title for _ in range(3)]

    assert titles == ["Undid: Move to Applied", "Undid: Rename", "Undid: Add Engineer"]
    assert work.count(JobOpportunity) == 0
    assert work.undo() is None
    assert [work.redo().title for _ in range(3)] == [
        "Did again: Add Engineer",
        "Did again: Rename",
        "Did again: Move to Applied",
    ]
    assert work.redo() is None
    assert work.get(JobOpportunity, made.job).title == "Architect"
    assert applications.open_for(work, made.job).stage == "applied"


def test_a_new_change_ends_what_could_be_done_again(work):
    jobs.add(work, "Engineer")
    work.undo()
    jobs.add(work, "Pilot")

    assert work.redo() is None
    assert [job.title for job in work.all(JobOpportunity)] == ["Pilot"]


def test_undo_leaves_what_somebody_else_changed_since_and_says_so(work):
    job = work.get(JobOpportunity, jobs.add(work, "Engineer").job)
    with work.change("Two fields") as change:
        change.save(replace(job, title="Architect", location="Oslo"), was=job)
    work.connection().execute(
        "update sync_dirty set stamp = substr(stamp, 1, 16) || 'ffffffff' where field = 'location'"
    )

    undone = work.undo()

    found = work.get(JobOpportunity, job.id)
    assert (found.title, found.location) == ("Engineer", "Oslo")
    assert undone.left == ("Location",)
    assert "1 of 2" in str(undone)


def test_a_bulk_import_is_one_step(work):
    with work.change("Import 3,000 jobs") as change:
        change.save_all([JobOpportunity(title=f"Job {number}") for number in range(3_000)])

    assert work.undo().done == 3_000
    assert work.count(JobOpportunity) == 0
    work.redo()
    assert work.count(JobOpportunity) == 3_000


def test_undo_of_a_new_row_is_a_tombstone_not_empty_cells(work):
    row = jobs.add(work, "Engineer")
    work.undo()

    kinds = {kind for (kind,) in work.rows("select kind from sync_dirty where row = ?", row.id)}
    assert kinds == {"new", "del"}


def test_undo_reaches_across_a_restart(work, new_work):
    jobs.add(work, "Engineer")
    work.close()

    again = new_work()

    assert again.undo().title == "Undid: Add Engineer"
    assert natural_id(again.identity.workspace, "x", "y") == natural_id(again.identity.workspace, "x", "Y")
