"""Back in time: a new folder each time, the present saved first, other stamps, and nothing told to others unasked.

Source: promises P15; rulings 16.
"""

import random
import shutil
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ats_desktop.app import App
from ats_desktop.domain.applications import Application
from ats_desktop.domain.deliveries import Channel, Fate, ReminderDelivery
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.notes import SharedNote
from ats_desktop.domain.settings import MAILER, Setting
from ats_desktop.errors import Damaged, NotFound, Refused
from ats_desktop.services import applications, jobs, ledger, mailing, restoring, upkeep
from ats_desktop.store import backup
from ats_desktop.store.opening import connect
from ats_desktop.sync.engine import Engine
from ats_desktop.sync.sharing import is_shared
from tests.laptops import World


def titles(work):
    return sorted(job.title for job in work.all(JobOpportunity))


def test_a_restored_state_is_a_folder_of_its_own_and_the_one_before_stays(app):
    jobs.add(app.work, "Engineer")
    sha = app.work.files.put(b"a letter")
    made = upkeep.back_up(app.work, app.backups)
    jobs.add(app.work, "Pilot")
    before = app.work.folder

    told = app.restore(made.name)

    assert (titles(app.work), app.work.folder.name) == (["Engineer"], "own.2")
    assert app.work.files.path(sha).read_bytes() == b"a letter"
    assert told.saved is not None
    assert told.saved.why == backup.BEFORE_RESTORE
    assert app.machine.get("", "home") == "own.2"
    assert (before / "data.db").exists()
    app.restore(told.saved.name)
    assert (titles(app.work), app.work.folder.name) == (["Engineer", "Pilot"], "own.3")


def test_the_next_start_opens_what_was_restored_and_lists_the_same_backups(app):
    jobs.add(app.work, "Engineer")
    made = upkeep.back_up(app.work, app.backups)
    app.restore(made.name)
    names = [one.name for one in backup.listed(app.backups)]

    again = App.open(app.profile)

    assert again.work.folder.name == "own.2"
    assert [one.name for one in backup.listed(again.backups)] == names
    assert made.name in names
    again.close()


def test_a_backup_that_is_not_whole_or_not_there_changes_nothing(app):
    jobs.add(app.work, "Engineer")
    made = upkeep.back_up(app.work, app.backups)
    path = app.backups / f"{made.name}.db"
    path.write_bytes(path.read_bytes()[:-4096])

    with pytest.raises(Damaged):
        app.restore(made.name)
    with pytest.raises(NotFound):
        app.restore("yesterday")

    assert app.work.folder.name == "own"
    assert [one.name for one in app.work.folder.parent.iterdir()] == ["own"]
    assert titles(app.work) == ["Engineer"]


def test_a_copy_writes_under_another_name_and_later_than_the_folder_it_came_from(app):
    jobs.add(app.work, "Engineer")
    made = upkeep.back_up(app.work, app.backups)
    jobs.add(app.work, "Pilot")
    device, clock = app.work.identity.device, app.work.control()["clock"]

    app.restore(made.name)

    assert app.work.identity.device != device
    assert app.work.control()["clock"] >= clock
    stamps = {stamp for (stamp,) in app.work.rows("select stamp from sync_dirty")}
    assert stamps
    assert {stamp[16:] for stamp in stamps} == {app.work.identity.tag}


def test_what_was_saved_before_a_restore_is_never_thinned(app):
    jobs.add(app.work, "Engineer")
    made = upkeep.back_up(app.work, app.backups)
    told = app.restore(made.name)
    for hour in range(12):
        backup.create(app.work.folder, app.backups, now=datetime.now(UTC) + timedelta(days=400, hours=hour))

    gone = backup.thin(app.backups, datetime.now(UTC) + timedelta(days=500))

    assert gone
    assert told.saved.name in {one.name for one in backup.listed(app.backups)}


def test_a_reminder_sent_since_the_backup_is_not_sent_again_and_the_mail_still_goes_from_here(app):
    jobs.add(app.work, "Engineer")
    mailing.send_from_here(app.work)
    made = upkeep.back_up(app.work, app.backups)
    with ledger.noting(app.work) as change:
        ledger.settle(change, "deadline:1", Channel.EMAIL, Fate.SENT, change.now, to="ada@example.com")

    app.restore(made.name)

    assert [one.occurrence for one in app.work.all(ReminderDelivery)] == ["deadline:1"]
    assert mailing.mailer(app.work) == app.work.identity.device
    assert app.work.count(Setting, {"key": MAILER.key}) == 1


def test_starting_over_leaves_the_old_folder_and_a_verified_copy_of_it(app):
    jobs.add(app.work, "Engineer")

    before = app.reset()

    assert (before.name, app.work.folder.name) == ("own", "own.2")
    assert titles(app.work) == []
    saved = next(one for one in backup.listed(app.backups) if one.why == backup.BEFORE_RESET)
    assert saved.verified
    app.restore(saved.name)
    assert titles(app.work) == ["Engineer"]


def test_the_sample_is_neither_restored_nor_begun_anew(app):
    app.enter_sample()

    with pytest.raises(Refused, match="sample"):
        app.reset()


def test_a_command_beside_the_window_moves_it_too(app):
    jobs.add(app.work, "Engineer")
    made = upkeep.back_up(app.work, app.backups)
    beside = App.open(app.profile)
    beside.restore(made.name)
    beside.close()

    assert app.follow()
    assert app.work.folder.name == "own.2"
    assert not app.follow()


# --- shared -----------------------------------------------------------------------------------------


@pytest.fixture
def world(tmp_path, blank):
    made = World(tmp_path / "world", blank)
    yield made
    made.close()


def restored(laptop, name):
    """Restore a backup of a laptop of the world; gives the copy, open."""
    work = laptop.work
    work.note(place="postgresql://nobody@127.0.0.1/none", login="someone")
    target = work.folder.with_name(f"{work.folder.name}.2")
    restoring.restore(work, work.folder.parent / "backups", name, target)
    return type(work).open(target, now=work.now)


def backed_up(laptop):
    laptop.world.pass_time(seconds=1)
    return upkeep.back_up(laptop.work, laptop.work.folder.parent / "backups").name


def test_a_restored_copy_of_a_shared_workspace_is_connected_to_nobody_until_it_is_said(world):
    ada = world.owner
    ada.add(JobOpportunity(title="Engineer"))
    copy = restored(ada, backed_up(ada))

    assert is_shared(ada.work)
    assert not is_shared(copy)
    assert restoring.is_detached(copy)
    assert restoring.came_from(copy) == ada.work.folder.name
    restoring.keep_here(copy)
    assert not restoring.is_detached(copy)
    assert not is_shared(copy)
    copy.close()


def test_for_everyone_means_new_edits_and_what_was_made_since_stays(world):
    ada, second = world.owner, world.join()
    (job,) = ada.add(JobOpportunity(title="Engineer", location="Leeds"))
    (note,) = ada.add(SharedNote(about=f"job_opportunities:{job.id}", body="Ask about releases"))
    world.settle()
    name = backed_up(ada)
    ada.edit(JobOpportunity, job.id, location="Berlin")
    second.add(JobOpportunity(title="Made since"))
    ada.remove(SharedNote, note.id)
    world.settle()
    copy = restored(ada, name)

    differed = restoring.give(copy, ada.work)
    world.settle()

    assert differed == 2
    for laptop in world.laptops:
        assert titles(laptop.work) == ["Engineer", "Made since"]
        assert laptop.value(JobOpportunity, job.id, "location") == "Leeds"
        assert laptop.value(SharedNote, note.id, "body") == "Ask about releases"
    ada.work.undo()
    world.settle()
    assert second.value(JobOpportunity, job.id, "location") == "Berlin"
    copy.close()


def test_for_everyone_puts_a_card_back_where_it_was(world):
    ada, second = world.owner, world.join()
    (job,) = ada.add(JobOpportunity(title="Engineer"))
    (own,) = ada.add(Application(job=job.id))
    applications.move(ada.work, own.id, "applied")
    name = backed_up(ada)
    world.pass_time(seconds=60)
    applications.move(ada.work, own.id, "rejected")
    world.settle()
    copy = restored(ada, name)

    restoring.give(copy, ada.work)
    world.settle()

    assert [laptop.value(Application, own.id, "stage") for laptop in (ada, second)] == ["applied", "applied"]
    copy.close()


def test_reconnected_a_copy_merges_what_the_others_wrote_since(world):
    ada, second = world.owner, world.join()
    (job,) = ada.add(JobOpportunity(title="Engineer", location="Leeds"))
    world.settle()
    name = backed_up(ada)
    second.edit(JobOpportunity, job.id, location="Berlin")
    world.settle()
    copy = restored(ada, name)
    with copy.change("Edit") as change:
        change.save(replace(change.get(JobOpportunity, job.id), title="Senior Engineer"))

    restoring.reconnect(copy)
    engine = Engine(copy, world.place.login(copy.identity.member))
    world.pass_time(seconds=1)
    report = engine.round()
    world.settle()

    assert report.in_sync, str(report)
    for work in (copy, second.work, ada.work):
        found = work.get(JobOpportunity, job.id)
        assert (found.title, found.location) == ("Senior Engineer", "Berlin")
    copy.close()


# --- at random points, three laptops ------------------------------------------------------------------


class Life:
    """Three laptops that write, sync and go back in time; what was ever acknowledged is remembered."""

    def __init__(self, world, chance):
        self.world, self.chance = world, chance
        self.hers = world.owner
        world.join()
        world.join()
        self.copies, self.given, self.step = [], 0, 0
        (self.job,) = self.hers.add(JobOpportunity(title="0"))
        self.sent, self.unsent, self.backups = set(), {self.job.id}, []
        self.sync()
        self.back_up()

    def run(self, steps):
        ways = [self.edit, self.edit, self.edit, self.add, self.add, self.sync, self.sync, self.back_up]
        for self.step in range(steps):
            self.chance.choice([*ways, self.give, self.reconnect])()
        self.sync()

    def edit(self):
        name = self.chance.choice(("location", "source", "description"))
        laptop = self.chance.choice(self.world.laptops)
        laptop.edit(JobOpportunity, self.job.id, **{name: f"line\nvalue {self.step}"})

    def add(self):
        self.unsent.update(row.id for row in self.chance.choice(self.world.laptops).add(JobOpportunity(title="more")))

    def sync(self):
        self.world.settle()
        self.sent |= self.unsent
        self.unsent = set()

    def back_up(self):
        self.backups.append(backed_up(self.hers))

    def _restored(self):
        self.world.pass_time(seconds=1)
        work = self.hers.work
        work.note(place="postgresql://nobody@127.0.0.1/none", login="someone")
        target = work.folder.with_name(f"copy{self.step}")
        restoring.restore(work, work.folder.parent / "backups", self.chance.choice(self.backups), target)
        copy = type(work).open(target, now=work.now)
        copy.now = lambda: self.world.now
        self.copies.append(copy)
        return copy

    def give(self):
        """Restore for everyone: the connected folder goes on."""
        self.given += 1
        restoring.give(self._restored(), self.hers.work)

    def reconnect(self):
        """Go on with the copy, as after damage: what the lost file had not sent is in the backup made before."""
        copy = self._restored()
        saved = [one for one in backup.listed(copy.folder.parent / "backups") if one.why == backup.BEFORE_RESTORE]
        with closing(connect(copy.folder.parent / "backups" / f"{saved[0].name}.db", read_only=True)) as file:
            self.kept = {row for (row,) in file.execute("select id from job_opportunities")}
        here = {row.id for row in self.hers.work.all(JobOpportunity)}
        assert here <= self.kept
        self.unsent -= here - {row.id for row in copy.all(JobOpportunity)}  # they are in that backup, and nowhere else
        restoring.reconnect(copy)
        self.world.laptops.remove(self.hers)
        self.copies.append(self.hers.work)
        self.hers = self.world._open(copy, self.world.place.login(copy.identity.member))


def _live(tmp_path, blank, seed, steps):
    print(f"seed {seed}")
    world = World(tmp_path, blank)
    life = Life(world, random.Random(seed))
    try:
        life.run(steps)
        told = [{row.id: row for row in laptop.work.all(JobOpportunity)} for laptop in world.laptops]
        for rows in told:
            assert life.sent <= rows.keys()
            assert rows.keys() == told[0].keys()
            for name in ("location", "source", "description"):
                assert {row: getattr(one, name) for row, one in rows.items()} == {
                    row: getattr(one, name) for row, one in told[0].items()
                }
        devices = [laptop.work.identity.device for laptop in world.laptops]
        assert len(set(devices)) == len(devices)
    finally:
        world.close()
        for copy in life.copies:
            copy.close()


@pytest.mark.parametrize("number", range(3))
def test_wherever_a_laptop_goes_back_no_row_that_was_sent_is_lost_and_all_end_the_same(tmp_path, blank, number):
    _live(tmp_path / "world", blank, random.randrange(1 << 32), 30)


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_two_hundred_lives_of_going_back(tmp_path, blank):
    first = random.randrange(1 << 32)
    for number in range(200):
        _live(tmp_path / f"world{number}", blank, first + number, 40)
        shutil.rmtree(tmp_path / f"world{number}")
