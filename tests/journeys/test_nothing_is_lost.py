"""Whatever is done to a laptop, a line or a clock: everybody ends with the same, and nothing acknowledged is gone."""

import random
import shutil
import threading
import time
from datetime import timedelta

import pytest
from rough import Line, start_busy, start_without_room
from town import Town, edit, everything, led_through, remove, save, waiting

from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.notes import Comment, SharedNote
from ats_desktop.domain.schema import Text
from ats_desktop.errors import AtsError
from ats_desktop.services import notes, upkeep
from ats_desktop.store.reads import health
from ats_desktop.sync.address import Address

KILLS, CUTS = 30, 25


@pytest.fixture
def town(tmp_path, postgres, blank, monkeypatch):
    monkeypatch.setenv("ATS_KEYRING", "memory")
    made = Town(tmp_path / "town", postgres, blank)
    yield made
    made.close()


def secrets_of(app):
    return dict(app.keys._kept)


def agree(town):
    """Say whether her laptops have the same, and nothing waits anywhere."""
    reports = town.sync()
    ada, second = everything(town.ada), everything(town.second)
    assert {name for name in ada if ada[name] != second[name]} == set(), reports
    assert [waiting(app) for app in town.everybody] == [0, 0, 0], reports
    return True


def titles(app):
    return {job.title for job in app.work.all(JobOpportunity)}


def test_a_process_killed_at_any_moment_loses_nothing_it_had_saved(town, tmp_path):
    seed = random.randrange(1 << 30)
    print(f"seed {seed}")
    chance, told = random.Random(seed), tmp_path / "told"
    told.touch()
    town.second.close()

    for round_ in range(KILLS):
        process = start_busy(town.second.profile, secrets_of(town.second), f"{seed}-{round_}", told)
        lines = told.read_text().count("\n")
        while process.is_alive() and told.read_text().count("\n") == lines:
            time.sleep(0.005)
        time.sleep(chance.uniform(0, 0.15))
        process.kill()
        process.join()
        if round_ % 5 == 0:
            notes.comment(town.coach.work, "job_opportunities:x", f"{round_}")
            town.coach.sync()
            town.ada.sync()

    town.second = town.laptop("second", town.second.keys)
    acknowledged = set(told.read_text().split())
    assert len(acknowledged) >= KILLS
    assert health.faults(town.second.work) == []
    assert acknowledged <= titles(town.second)
    assert agree(town)
    assert acknowledged <= titles(town.ada)
    assert titles(town.coach) == titles(town.ada)


def test_a_line_cut_in_the_middle_of_a_word_loses_nothing(town):
    """The cut falls into questions, into answers, between the place's yes and our hearing it."""
    seed = random.randrange(1 << 30)
    print(f"seed {seed}")
    chance, broke = random.Random(seed), 0
    port = Address.from_text(town.ada.work.control()["place"]).port

    with Line.to(port) as line, led_through(town.ada, line.port):
        shared = save(town.second, JobOpportunity(title="shared"))
        for round_ in range(CUTS):
            made = save(town.ada, JobOpportunity(title=f"here {round_}", description=Text("word " * 3000)))
            edit(town.second, shared, location=f"{round_}")
            town.second.sync()
            line.bytes_left = int(chance.lognormvariate(8.5, 1.2))
            try:
                town.ada.sync()
            except AtsError:
                broke += 1
            line.bytes_left = 1 << 40
            if chance.random() < 0.3:
                edit(town.ada, made, country="NO")
            if chance.random() < 0.5:
                town.ada.sync()

    assert 3 < broke < CUTS
    assert agree(town)
    assert len(town.coach.work.all(JobOpportunity)) == CUTS + 1


def test_a_full_disk_changes_nothing_that_was_saved(town, tmp_path):
    csv, told = tmp_path / "jobs.csv", tmp_path / "told"
    csv.write_text("Title,Company,Notes\n" + "".join(f"Job {n},Halden,{'x' * 400}\n" for n in range(3000)))
    kept = save(town.second, JobOpportunity(title="kept", location="Oslo"))
    town.sync()
    edit(town.second, kept, location="Bergen")
    save(town.ada, JobOpportunity(title="from elsewhere", description=Text("y" * 300_000)))
    town.ada.sync()
    before = everything(town.second)
    said = []

    for room in (0, 40_000, 200_000):
        process = start_without_room(town.second.profile, secrets_of(town.second), room, csv, told)
        process.join()
        said += told.read_text().splitlines()
        assert health.faults(town.second.work) == []
        assert set(before["job_opportunities"]) <= set(everything(town.second)["job_opportunities"])

    print(said)
    assert [line for line in said if line.startswith("Unavailable")], said
    assert agree(town)
    assert "from elsewhere" in titles(town.second)
    assert len(titles(town.second)) in {2, 3002}
    backups = town.second.backups
    assert not list(backups.glob(".part-*")) if backups.exists() else True
    assert upkeep.back_up(town.second.work, backups).verified


def test_a_clock_that_was_wrong_for_one_edit_stops_nothing(town):
    """Two edits for two streams wait, one of them written in ten years: the clock is right again before they are sent."""
    first = save(town.ada, JobOpportunity(title="in time"))
    town.clocks["ada"].wrong_by = timedelta(days=3650)
    notes.write(town.ada.work, f"job_opportunities:{first.id}", "from the future")
    town.clocks["ada"].wrong_by = timedelta()
    town.ada.sync()
    save(town.ada, JobOpportunity(title="later"))

    assert agree(town)
    assert titles(town.second) == {"in time", "later"}
    assert [note.body for note in town.second.work.all(SharedNote)] == ["from the future"]


def test_a_clock_ten_years_off_keeps_the_order_of_edits(town):
    job = save(town.ada, JobOpportunity(title="job"))
    town.sync()

    for years in (10, -10, 0):
        town.clocks["second"].wrong_by = timedelta(days=365 * years)
        edit(town.second, job, location=f"second {years}", country="NO")
        assert agree(town)
        edit(town.ada, job, location=f"ada {years}")
        assert agree(town)
        assert town.second.work.get(JobOpportunity, job.id).location == f"ada {years}"
        assert town.second.work.rows("select count(*) from sync_outbox where acked_seq is not null")[0][0] > 0


def restore_by_hand(town, backup):
    """Do what the README says."""
    folder, backups, keys = town.ada.work.folder, town.ada.backups, town.ada.keys
    town.ada.close()
    folder.rename(folder.with_name("kept"))
    folder.mkdir()
    shutil.copy(backups / f"{backup.name}.db", folder / "data.db")
    town.ada = town.laptop("ada", keys)


def test_a_backup_put_back_by_hand_goes_on_as_another_laptop(town):
    job, other = (save(town.ada, JobOpportunity(title=name, description=Text("one\ntwo"))) for name in "ab")
    town.sync()
    save(town.ada, JobOpportunity(title="not sent when backed up"))
    backup = upkeep.back_up(town.ada.work, town.ada.backups)
    edit(town.ada, job, location="after", description=Text("one\ntwo\nthree"))
    remove(town.ada, other)
    save(town.ada, JobOpportunity(title="after"))
    town.sync()

    restore_by_hand(town, backup)
    device = town.ada.work.identity.device
    edit(town.ada, job, country="NO", description=Text("zero\none\ntwo"))
    edit(town.ada, other, location="edited once more")
    save(town.ada, JobOpportunity(title="restored"))

    assert agree(town)
    assert town.ada.work.identity.device != device
    assert titles(town.coach) == {"a", "b", "not sent when backed up", "after", "restored"}
    met = town.second.work.get(JobOpportunity, job.id)
    assert (met.location, met.country, met.description) == ("after", "NO", "zero\none\ntwo\nthree")


def test_a_copied_profile_and_its_original_go_on_as_two_laptops(town):
    job = save(town.ada, JobOpportunity(title="job"))
    town.sync()
    shutil.copytree(town.ada.profile, town.folder / "copy")
    copy = town.laptop("copy", town.ada.keys)

    for app, name in ((town.ada, "original"), (copy, "copy")):
        edit(app, job, location=name, **{"country" if app is copy else "seniority": name})
        save(app, JobOpportunity(title=f"of the {name}"))
    for app in (town.ada, copy, town.ada, copy):
        app.sync()

    assert agree(town)
    assert everything(copy) == everything(town.ada)
    assert copy.work.identity.device != town.ada.work.identity.device
    met = town.ada.work.get(JobOpportunity, job.id)
    assert (met.location, met.country, met.seniority) == ("copy", "copy", "original")
    assert titles(town.coach) == {"job", "of the original", "of the copy"}


def test_a_backup_taken_while_somebody_writes_is_whole(town):
    """Else it would be called damaged, and thinning would stop for good."""
    ended = threading.Event()

    def write():
        while not ended.is_set():
            save(town.ada, JobOpportunity(title="job"))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = [upkeep.back_up(town.ada.work, town.ada.backups) for _ in range(8)]
    finally:
        ended.set()
        writer.join()

    assert all(one.verified for one in made)
    assert made[-1].rows > made[0].rows
    assert not (town.ada.backups / "damaged").exists()


def test_undo_after_sync_takes_back_what_can_be_and_says_what_was_left(town):
    """One of two removed rows came back elsewhere; the other comes back by undo, and older steps can be undone too."""
    one, two = (save(town.ada, JobOpportunity(title=name)) for name in ("one", "two"))
    edit(town.ada, one, location="Oslo")
    town.sync()
    remove(town.ada, one, two)
    town.sync()
    town.second.work.restore(JobOpportunity, one.id)
    notes.comment(town.coach.work, f"job_opportunities:{two.id}", "what a pity")
    town.sync()

    undone = town.ada.work.undo()
    assert undone.done == 1
    assert len(undone.left) == 1
    assert agree(town)
    assert titles(town.coach) == {"one", "two"}
    assert [said.body for said in town.ada.work.all(Comment)] == ["what a pity"]
    assert town.ada.work.undo().title == "Undid: Edit"


def test_a_text_too_large_to_be_shared_goes_when_it_was_made_shorter(town):
    """Until then everything about its row stays here, said in a sentence; then all of it travels."""
    chance = random.Random(7)
    large = Text("".join(chr(chance.randrange(33, 50_000)) for _ in range(600_000)))
    born = save(town.ada, JobOpportunity(title="born large", company_name="Halden", description=large))
    known = save(town.ada, JobOpportunity(title="known"))
    town.sync()
    edit(town.ada, known, description=large, location="Oslo")
    told = town.ada.sync()
    assert "too large" in f"{told.troubles[0]}"
    assert titles(town.second) == {"known"}

    for row in (born, known):
        edit(town.ada, row, description=Text("short"), country="NO")

    assert agree(town)
    assert titles(town.coach) == {"born large", "known"}
    assert {job.location for job in town.coach.work.all(JobOpportunity)} == {"", "Oslo"}
    assert town.ada.sync().in_sync


def test_what_a_coach_may_no_longer_write_is_kept_and_shown(town):
    """Her right to comment ends while she writes; what she wrote stays with her, and stops nothing after it."""
    job = save(town.ada, JobOpportunity(title="job"))
    town.sync()
    notes.comment(town.coach.work, f"job_opportunities:{job.id}", "too late")
    with town.owner_place() as place:
        coach = next(member for member in place.members() if member.display == "Cleo Coach")
        place.set_level(coach.member, "viewer", {})
    town.sync()

    refused = town.coach.work.rows("select value, why from sync_rejected where field = 'body'")
    assert refused == [("too late", "You may not change this any more.")]
    with town.owner_place() as place:
        place.set_level(coach.member, "commenter", {})
    town.coach.sync()
    notes.comment(town.coach.work, f"job_opportunities:{job.id}", "in time")
    assert agree(town)
    assert [said.body for said in town.ada.work.all(Comment)] == ["in time"]
