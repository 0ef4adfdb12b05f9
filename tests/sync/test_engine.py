"""Two laptops and a coach over one place: everything travels, nothing is lost, nothing leaks."""

import json
from dataclasses import replace
from datetime import date, timedelta

from ats_desktop.domain.companies import Company
from ats_desktop.domain.interviews import Interview
from ats_desktop.domain.jobs import JobOpportunity, SalaryData
from ats_desktop.domain.notes import Comment
from ats_desktop.domain.people import Contact
from ats_desktop.domain.profile import CandidateProfile, Skill
from ats_desktop.domain.schema import Id, Text
from ats_desktop.domain.tasks import Task
from ats_desktop.domain.values import Money
from ats_desktop.store import outbox
from ats_desktop.store.reads.sharing import names
from ats_desktop.sync.engine import Report
from ats_desktop.sync.seal import pack


def test_what_one_laptop_writes_the_other_shows(world):
    other = world.join()
    (job,) = world.owner.add(JobOpportunity(title="Engineer", deadline_on=date(2026, 12, 1)))
    world.settle()

    assert other.work.get(JobOpportunity, job.id) == world.owner.work.get(JobOpportunity, job.id)

    other.edit(JobOpportunity, job.id, title="Lead engineer")
    world.settle()

    assert world.owner.value(JobOpportunity, job.id, "title") == "Lead engineer"
    assert all(laptop.sync().in_sync for laptop in world.laptops)


def test_a_round_with_nothing_to_do_writes_nothing(world):
    world.owner.add(Task(title="Call"))
    world.settle()
    before = world.owner.work.rows("select * from sync_cursor"), world.owner.work.control()
    report = world.owner.sync()

    assert (report.pushed, report.pulled, report.rows) == (0, 0, 0)
    assert (world.owner.work.rows("select * from sync_cursor"), world.owner.work.control()) == before


def test_once_acknowledged_a_plain_row_leaves_one_stamp_and_no_mark(world):
    world.owner.add(*(Task(title=f"Task {n}") for n in range(300)))
    world.settle()

    assert world.owner.work.rows("select count(*) from sync_dirty") == [(0,)]
    assert world.owner.work.rows("select count(*), count(stamps), count(deletes) from sync_row") == [(300, 0, 0)]
    assert world.owner.work.rows("select count(*) from sync_version") == [(0,)]


def test_who_takes_part_is_known_by_name_before_what_they_wrote_is_shown(world):
    coach = world.let_in("commenter")
    known = []
    world.owner.work.feed.subscribe(lambda _: known.append(names(world.owner.work)))
    member = coach.work.identity.member
    coach.add(Comment(id=f"{member}.1", about="job_opportunities:7", body=Text("Why them?")))
    coach.sync()

    world.owner.sync()

    assert known[-1][member] == "Commenter"


def test_a_name_is_one_short_line_whatever_the_place_answers(world):
    member = world.let_in("commenter").work.identity.member
    there = world.place.members[member]
    world.place.members[member] = replace(there, display="Cleo\n\t" + "x" * 500)

    world.owner.sync()

    assert names(world.owner.work)[member] == ("Cleo " + "x" * 500)[:80]


def test_two_edits_of_one_field_keep_the_loser(world):
    other = world.join()
    (job,) = world.owner.add(JobOpportunity(title="Engineer"))
    world.settle()
    world.owner.edit(JobOpportunity, job.id, title="Hers")
    other.edit(JobOpportunity, job.id, title="His")
    world.settle()

    for laptop in world.laptops:
        assert laptop.value(JobOpportunity, job.id, "title") == "His"
        assert laptop.work.rows("select field, value from sync_version where kind = 'lost'") == [("title", "Hers")]
    assert world.owner.work.rows("select what from elsewhere order by seq desc limit 1")[0][0].endswith("both are kept")


def test_two_edits_of_two_fields_are_both_there(world):
    other = world.join()
    (job,) = world.owner.add(JobOpportunity(title="Engineer"))
    world.settle()
    world.owner.edit(JobOpportunity, job.id, title="Hers")
    other.edit(JobOpportunity, job.id, location="Oslo")
    world.settle()

    for laptop in world.laptops:
        found = laptop.work.get(JobOpportunity, job.id)
        assert (found.title, found.location) == ("Hers", "Oslo")
    assert world.owner.work.rows("select count(*) from sync_version") == [(0,)]


def test_a_text_edited_in_two_places_is_shown_with_both(world):
    other = world.join()
    (task,) = world.owner.add(Task(title="Prepare", body=Text("one\ntwo\nthree")))
    world.settle()
    world.owner.edit(Task, task.id, body=Text("ONE\ntwo\nthree"))
    other.edit(Task, task.id, body=Text("one\ntwo\nTHREE"))
    world.settle()

    assert [laptop.value(Task, task.id, "body") for laptop in world.laptops] == ["ONE\ntwo\nTHREE"] * 2

    other.edit(Task, task.id, body=Text("ONE\ntwo\nTHREE\nfour"))
    world.settle()

    assert [laptop.value(Task, task.id, "body") for laptop in world.laptops] == ["ONE\ntwo\nTHREE\nfour"] * 2
    heads = "select count(*) from sync_version where kind = 'head'"
    assert [laptop.work.rows(heads) for laptop in world.laptops] == [[(1,)], [(1,)]]


def test_one_line_edited_in_two_places_keeps_two_versions(world):
    other = world.join()
    (task,) = world.owner.add(Task(title="Prepare", body=Text("8 engineers")))
    world.settle()
    world.owner.edit(Task, task.id, body=Text("12 engineers"))
    other.edit(Task, task.id, body=Text("128 engineers"))
    world.settle()

    asked = "select value from sync_version where kind = 'head' order by stamp"
    for laptop in world.laptops:
        assert laptop.value(Task, task.id, "body") == "128 engineers"
        assert laptop.work.rows(asked) == [("12 engineers",), ("128 engineers",)]


def test_the_same_name_made_twice_is_one_row(world):
    other = world.join()
    for laptop in (world.owner, other):
        laptop.add(Skill(name="Python"))
    world.settle()

    ids = [[skill.id for skill in laptop.work.all(Skill)] for laptop in world.laptops]
    assert ids[0] == ids[1]
    assert len(ids[0]) == 1
    assert world.owner.work.rows("select count(*) from sync_version where kind = 'lost'") == [(0,)]


def test_a_removed_row_goes_everywhere_and_can_be_taken_back(world):
    other = world.join()
    (task,) = world.owner.add(Task(title="Call"))
    world.settle()
    world.owner.remove(Task, task.id)
    world.settle()

    assert other.work.find(Task, task.id) is None
    assert [row for _, row, _, _ in other.work.bin()] == [task.id]

    world.pass_time(seconds=1)
    other.work.restore(Task, task.id)
    world.settle()

    assert world.owner.value(Task, task.id, "title") == "Call"
    assert not world.owner.work.bin()


def test_an_edit_the_deleter_had_not_seen_brings_the_row_back(world):
    other = world.join()
    (task,) = world.owner.add(Task(title="Call"))
    world.settle()
    other.edit(Task, task.id, title="Call back")
    world.owner.remove(Task, task.id)
    world.settle()

    assert [laptop.value(Task, task.id, "title") for laptop in world.laptops] == ["Call back"] * 2


def test_a_text_with_two_versions_can_be_removed(world):
    """The deleter has both in view."""
    other = world.join()
    (task,) = world.owner.add(Task(title="Prepare", body=Text("8")))
    world.settle()
    world.owner.edit(Task, task.id, body=Text("12"))
    other.edit(Task, task.id, body=Text("128"))
    world.settle()
    world.owner.remove(Task, task.id)
    world.settle()

    assert [laptop.work.find(Task, task.id) for laptop in world.laptops] == [None, None]


def test_what_was_born_and_removed_before_anybody_saw_it_is_not_told(world):
    (task,) = world.owner.add(Task(title="A slip of the pen"))
    world.owner.remove(Task, task.id)
    world.settle()

    assert not world.place.streams

    world.pass_time(seconds=1)
    world.owner.work.restore(Task, task.id)
    other = world.join()
    world.settle()

    assert other.value(Task, task.id, "title") == "A slip of the pen"


def test_edits_go_on_while_a_batch_is_under_way(world):
    """Sealed, not yet acknowledged, edited again: both arrive, the later one shows."""
    other = world.join()
    (task,) = world.owner.add(Task(title="One"))
    outbox.seal(world.owner.work, pack)
    world.owner.edit(Task, task.id, title="Two")
    outbox.seal(world.owner.work, pack)
    world.owner.edit(Task, task.id, title="Three")
    world.settle()

    assert other.value(Task, task.id, "title") == "Three"
    assert other.work.rows("select count(*) from sync_version") == [(0,)]


def test_an_answer_from_elsewhere_does_not_change_what_was_to_be_sent(world):
    """Hers is older and unsent when his arrives: hers still travels, and is kept as lost on both."""
    other = world.join()
    (task,) = world.owner.add(Task(title="Call"))
    world.settle()
    world.owner.edit(Task, task.id, title="Hers")
    other.edit(Task, task.id, title="His")
    other.sync()
    heads = world.owner.place.heads()
    for stream in heads.streams:
        world.owner.engine._read(stream, heads, Report(), accept_deletes=False)
    assert world.owner.value(Task, task.id, "title") == "His"

    world.settle()

    asked = "select value from sync_version where kind = 'lost'"
    assert [laptop.work.rows(asked) for laptop in world.laptops] == [[("Hers",)], [("Hers",)]]
    assert world.owner.work.rows("select count(*) from sync_version where kind in ('mine', 'read')") == [(0,)]


def test_undo_travels_too(world):
    other = world.join()
    (task,) = world.owner.add(Task(title="Call"))
    world.settle()
    world.owner.edit(Task, task.id, title="Write")
    world.settle()
    world.pass_time(seconds=1)
    world.owner.work.undo()
    world.settle()

    assert other.value(Task, task.id, "title") == "Call"


def test_ten_thousand_rows_arrive_in_many_batches(world):
    other = world.join()
    world.owner.add(*(JobOpportunity(title=f"Job {n}", company_name=f"Company {n % 100}") for n in range(10_000)))
    world.settle()

    assert other.work.count(JobOpportunity) == 10_000
    assert len(world.place.streams["jobs"].batches) >= 2
    assert other.work.rows("select title, what from elsewhere where title like 'Job%'")[0][1].endswith("new or changed")
    while other.work.index_more():
        pass
    assert other.work.search("Job 9999")


# --- streams -------------------------------------------------------------------------------------


def test_a_row_with_cells_in_two_streams_is_whole_again_at_the_owner(world):
    other = world.join()
    (profile,) = world.owner.add(CandidateProfile(first_name="Ada", salary_target=Money(9_000_000, "EUR", "year")))
    (company,) = world.owner.add(Company(name="Halden Robotics", avoid=True, avoid_reason="They never answered"))
    world.settle()

    assert other.work.get(CandidateProfile, profile.id) == world.owner.work.get(CandidateProfile, profile.id)
    assert other.work.get(Company, company.id) == world.owner.work.get(Company, company.id)
    world.owner.edit(CandidateProfile, profile.id, first_name="Ada Maria", salary_target=Money(1, "EUR", "year"))
    world.settle()
    assert other.work.get(CandidateProfile, profile.id) == world.owner.work.get(CandidateProfile, profile.id)
    world.owner.remove(Company, company.id)
    world.settle()
    assert other.work.find(Company, company.id) is None


def test_closed_streams_never_reach_a_commenter(world):
    """Opened raw, her file holds no byte of them."""
    coach = world.let_in("commenter")
    canaries = ("canarysalary", "canarycontact", "canaryprivate", "canarywhy")
    (job,) = world.owner.add(JobOpportunity(title="Engineer"))
    world.owner.add(
        SalaryData(job=job.id, original="canarysalary"),
        Contact(name="canarycontact"),
        Contact(name="canaryprivate", section="private"),
        Company(name="Brightwater Labs", avoid=True, avoid_reason="canarywhy"),
    )
    world.settle()
    shown = coach.work.count(JobOpportunity), [company.name for company in coach.work.all(Company)]
    coach.work.close()

    assert shown == (1, ["Brightwater Labs"])
    raw = b"".join(path.read_bytes() for path in coach.work.folder.glob("data.db*"))
    assert not [word for word in canaries if word.encode() in raw]


def test_a_commenter_comments_and_the_owner_reads_it(world):
    coach = world.let_in("commenter")
    (job,) = world.owner.add(JobOpportunity(title="Engineer"))
    world.settle()
    (comment,) = coach.add(Comment(about=f"job_opportunities:{job.id}", body=Text("Well done")))
    world.settle()

    assert comment.id.startswith(coach.work.identity.member)
    assert world.owner.value(Comment, comment.id, "body") == "Well done"
    assert json.loads(coach.work.control()["levels"])["notes"] == 2


def test_interview_notes_travel_in_their_own_stream(world):
    coach = world.let_in("commenter", prep=0)
    (interview,) = world.owner.add(
        Interview(application=Id("a"), name="First round", prep_notes=Text("Ask about the team"))
    )
    world.settle()

    assert coach.value(Interview, interview.id, "name") == "First round"
    assert coach.value(Interview, interview.id, "prep_notes") == ""


# --- clocks --------------------------------------------------------------------------------------


def test_a_laptop_ten_years_ahead_sends_with_todays_stamps(world):
    other = world.join()
    (task,) = world.owner.add(Task(title="Call"))
    world.settle()
    other.skew = timedelta(days=3_650)
    other.edit(Task, task.id, title="From 2036")
    world.settle()
    world.owner.edit(Task, task.id, title="From today")
    world.settle()

    assert [laptop.value(Task, task.id, "title") for laptop in world.laptops] == ["From today"] * 2
    newest = world.owner.work.rows("select max(max_ms) from sync_outbox")[0][0]
    assert newest < (world.now.timestamp() + 60) * 1000


def test_a_clock_that_jumped_only_while_offline_is_noticed_at_the_push(world):
    """Right again at contact, so nothing is measured; the place refuses, and the stamps are mended."""
    (task,) = world.owner.add(Task(title="Call"))
    world.settle()
    world.owner.skew = timedelta(days=5_000)
    world.owner.edit(Task, task.id, title="From the future")
    world.owner.skew = timedelta()
    other = world.join()
    world.settle()
    other.edit(Task, task.id, title="Afterwards")
    world.settle()

    assert [laptop.value(Task, task.id, "title") for laptop in world.laptops] == ["Afterwards"] * 2


def test_a_laptop_in_1970_keeps_its_edits(world):
    other = world.join()
    other.skew = -(world.now - world.now.replace(year=1970))
    other.add(Task(title="Born in 1970"))
    world.settle()

    (task,) = world.owner.work.all(Task)
    assert task.title == "Born in 1970"
    assert world.owner.work.rows("select substr(created_at, 1, 4) from tasks") == [("2026",)]
