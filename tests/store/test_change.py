"""The first door: differences, computed fields, the bin, who may write."""

import multiprocessing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ats_desktop.domain.applications import Application, ApplicationStage
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.notes import Comment, SharedNote
from ats_desktop.domain.profile import Skill
from ats_desktop.domain.schema import Text
from ats_desktop.domain.tasks import Tag
from ats_desktop.errors import NotAllowed, NotFound, Refused
from ats_desktop.store.workspace import Workspace


def add(work, row):
    with work.change("Add") as change:
        return change.save(row)


def test_a_form_writes_only_what_it_changed(work):
    opened = add(work, JobOpportunity(title="Engineer", location="Riga"))
    with work.change("Elsewhere") as change:
        change.save(replace(opened, location="Oslo"), was=opened)

    with work.change("The form") as change:
        change.save(replace(opened, title="Senior engineer"), was=opened)

    found = work.get(JobOpportunity, opened.id)
    assert (found.title, found.location) == ("Senior engineer", "Oslo")


def _edit_field(folder, field, value, rounds):
    work = Workspace.open(folder)
    for number in range(rounds):
        opened = work.all(JobOpportunity)[0]
        with work.change("Edit") as change:
            change.save(replace(opened, **{field: f"{value} {number}"}), was=opened)
        with work.change("Count") as change:
            change.save(JobOpportunity(title=f"{value} {number}"))
    work.close()


def test_two_processes_editing_one_row_lose_nothing(work):
    first = add(work, JobOpportunity(title="Engineer"))
    rounds = 60
    start = multiprocessing.get_context("spawn")
    writers = [
        start.Process(target=_edit_field, args=(work.folder, field, value, rounds))
        for field, value in (("location", "place"), ("department", "room"))
    ]

    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    found = work.get(JobOpportunity, first.id)
    assert [writer.exitcode for writer in writers] == [0, 0]
    assert (found.title, found.location, found.department) == (
        "Engineer",
        f"place {rounds - 1}",
        f"room {rounds - 1}",
    )
    assert work.count(JobOpportunity) == 1 + 2 * rounds
    stamps = [stamp for (stamp,) in work.rows("select stamp from sync_dirty where kind = 'new'")]
    assert len(set(stamps)) == len(stamps)


def test_saving_a_row_that_was_never_read_is_refused(work):
    row = add(work, JobOpportunity(title="Engineer"))

    with pytest.raises(Refused, match="already among"), work.change("Edit") as change:
        change.save(replace(row, title="Other"))


def test_a_change_that_fails_leaves_nothing(work):
    def half():
        with work.change("Half") as change:
            change.save(JobOpportunity(title="Engineer"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()

    assert work.count(JobOpportunity) == 0
    assert work.rows("select * from sync_dirty") == []


def test_a_stage_is_what_its_events_say_however_they_are_written(work):
    now = datetime(2026, 11, 22, 9, tzinfo=UTC)
    application = add(work, Application(job=add(work, JobOpportunity(title="Engineer")).id))
    add(work, ApplicationStage(application=application.id, to="interviewing", occurred_at=now))
    sent = add(work, ApplicationStage(application=application.id, to="applied", occurred_at=now - timedelta(days=9)))

    standing = work.get(Application, application.id)
    assert (standing.stage, standing.applied_at) == ("interviewing", now - timedelta(days=9))

    with work.change("Retract") as change:
        change.save(replace(sent, retracted=True), was=sent)
    assert work.get(Application, application.id).applied_at == now


def test_a_stage_cannot_be_edited_as_a_field(work):
    application = add(work, Application(job=add(work, JobOpportunity(title="Engineer")).id))

    with work.change("Edit") as change:
        change.save(replace(application, stage="offer"), was=application)

    assert work.get(Application, application.id).stage == "lead"


def test_a_noun_that_is_its_name_is_one_row_on_every_laptop(new_work):
    one, other = new_work("one"), new_work("other")
    other.note(workspace=one.identity.workspace)

    skills = [add(work, Skill(name=name)) for work, name in ((one, "Python"), (other, "  PYTHON "))]

    assert skills[0].id == skills[1].id
    with one.change("Again") as change:
        assert change.ensure(Skill(name="python")).id == skills[0].id
    with pytest.raises(Refused):
        add(one, Skill(name="Python"))


def test_the_bin_gives_back_what_it_took(work):
    row = add(work, JobOpportunity(title="Engineer", location="Riga"))
    with work.change("Remove") as change:
        change.remove(change.get(JobOpportunity, row.id))
    assert work.find(JobOpportunity, row.id) is None
    assert [(title, found) for _, found, title, _ in work.bin()] == [("Engineer", row.id)]

    work.restore(JobOpportunity, row.id)

    assert work.get(JobOpportunity, row.id) == row
    assert work.bin() == []


def test_adding_a_tag_that_lies_in_the_bin_takes_it_out(work):
    tag = add(work, Tag(name="Remote", color="blue"))
    with work.change("Remove") as change:
        change.remove(tag)

    again = add(work, Tag(name="remote", color="red"))

    assert again.id == tag.id
    assert work.get(Tag, tag.id).color == "red"


def test_editing_a_row_somebody_removed_says_where_it_is(work):
    row = add(work, JobOpportunity(title="Engineer"))
    with work.change("Remove") as change:
        change.remove(row)

    with pytest.raises(NotFound, match="bin"), work.change("Edit") as change:
        change.save(replace(row, title="Other"), was=row)


def test_who_may_see_a_row_is_decided_at_its_birth(work):
    note = add(work, SharedNote(about="", body="Shy", section="private"))

    with pytest.raises(Refused, match="decided"), work.change("Edit") as change:
        change.save(replace(note, section="notes"), was=note)


def test_a_commenter_writes_comments_of_her_own_and_nothing_else(work):
    mine, theirs = work.identity.member, "zzzzzzzzzzzz"
    work.note(levels='{"jobs": 2, "notes": 2, "profile": 2}')
    row = add(work, Comment(about="x", body="Good"))

    assert row.id.startswith(f"{mine}.")
    with pytest.raises(NotAllowed), work.change("Job") as change:
        change.save(JobOpportunity(title="Engineer"))
    with pytest.raises(NotAllowed), work.change("Other") as change:
        change.save(Comment(id=f"{theirs}.1", about="x", body="As if by her"))
    with pytest.raises(NotAllowed), work.change("Private") as change:
        change.save(SharedNote(about="x", body="Hidden", section="private"))
    assert work.count(JobOpportunity) == 0


def test_words_of_a_newer_version_survive_an_edit_of_another_field(work):
    row = add(work, JobOpportunity(title="Engineer"))
    work.connection().execute("update job_opportunities set work_mode = 'orbital' where id = ?", (row.id,))
    opened = work.get(JobOpportunity, row.id)
    with work.change("Edit") as change:
        change.save(replace(opened, title="Pilot"), was=opened)

    assert work.rows("select title, work_mode from job_opportunities") == [("Pilot", "orbital")]
    assert str(opened.work_mode) == "orbital"


def test_news_name_the_rows_and_where_they_come_from(work):
    heard = []
    work.feed.subscribe(heard.append)

    row = add(work, JobOpportunity(title="Engineer"))
    work.undo()

    assert [(news.origin, news.edits) for news in heard] == [
        ("here", frozenset({("job_opportunities", row.id)})),
        ("undo", frozenset({("job_opportunities", row.id)})),
    ]


def test_a_file_of_a_newer_version_is_read_only_and_says_so(work, new_work):
    row = add(work, JobOpportunity(title="Engineer"))
    work.connection().execute("pragma user_version = 99")
    newer = new_work()

    assert newer.get(JobOpportunity, row.id).title == "Engineer"
    assert "newer version" in newer.read_only
    with pytest.raises(Refused, match="newer version"), newer.change("Edit") as change:
        change.save(JobOpportunity(title="Other"))
    with pytest.raises(Refused, match="updated meanwhile"):
        add(work, JobOpportunity(title="Other"))


def test_a_text_that_changed_since_it_was_read_is_joined_never_overwritten(work):
    """The form read it, somebody else wrote, the form saves: her edit says that it saw what it replaces."""
    with work.change("Add") as change:
        read = change.save(JobOpportunity(title="Engineer", description=Text("one\ntwo\nthree")))
    with work.change("Elsewhere") as change:
        change.save(replace(change.get(JobOpportunity, read.id), description=Text("one\ntwo\nTHREE")))

    with work.change("Typed") as change:
        joined = change.save(replace(read, description=Text("ONE\ntwo\nthree")), was=read)
    with work.change("Typed") as change:
        both = change.save(replace(read, description=Text("1\ntwo\nthird")), was=read)

    assert joined.description == "ONE\ntwo\nTHREE"
    assert both.description == "1\ntwo\nthird\n\nONE\ntwo\nTHREE"
