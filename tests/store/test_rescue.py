"""Damaged files: the program starts, the file stays as it was found, and nothing that was backed up is missing.

Source: promises P7, P8.
"""

import hashlib
import random
import shutil
from contextlib import closing
from datetime import UTC, datetime
from itertools import count

import pytest

from ats_desktop.app import App
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.notes import SharedNote
from ats_desktop.domain.people import Contact
from ats_desktop.errors import Damaged
from ats_desktop.services import upkeep
from ats_desktop.store import backup, marker
from ats_desktop.store.diagnosis import wrong_with
from ats_desktop.store.opening import connect
from ats_desktop.store.workspace import Workspace

KINDS = (JobOpportunity, Contact, SharedNote)
WORDS = "Brightwater Labs asked for a few years of Python, a good story and the patience to read logs. " * 6


class Clock:
    """A clock that is a second later each time it is read."""

    def __init__(self):
        self._seconds = count(1_795_000_000)

    def __call__(self):
        return datetime.fromtimestamp(next(self._seconds), UTC)


@pytest.fixture(scope="module")
def town(tmp_path_factory, blank):
    """A profile with a search in it, backed up, written to since, and ended without a clean close."""
    home = tmp_path_factory.mktemp("rescue") / "profile"
    own = home / "workspaces" / "own"
    own.mkdir(parents=True)
    shutil.copy(blank, own / "data.db")
    (home / "config.toml").write_text('workspace = "own"\nhome = "own"\n')
    clock = Clock()
    work = Workspace.open(own, now=clock)
    sha = work.files.put(b"a letter")
    _add(work, "backed up", 60)
    work.close()
    work = Workspace.open(own, now=clock)  # what was added before lies in the file, what comes now in its log
    _add(work, "logged", 15)
    upkeep.back_up(work, home.with_name("profile-backups") / "own")
    _add(work, "since", 15)
    beside = home.with_name("crashed")
    shutil.copytree(home, beside)  # as a power cut leaves it: with its log
    work.close()
    backups = home.with_name("profile-backups")
    with closing(connect(next(backups.glob("own/*.db")), read_only=True)) as copy:
        ids = {kind: {row for (row,) in copy.execute(f"select id from {kind.noun.table}")} for kind in KINDS}
    return beside, backups, sha, ids


def _add(work, what, many):
    for number in range(many):
        with work.change("Add") as change:
            job = change.save(JobOpportunity(title=f"{what} {number}", description=WORDS))
            change.save(Contact(name=f"{what} {number}"))
            change.save(SharedNote(about=f"job_opportunities:{job.id}", body=f"{what} {WORDS}"))


@pytest.fixture
def found(town, tmp_path):
    """Copy the town, to be damaged."""
    home, backups, *_ = town
    shutil.copytree(home, tmp_path / "profile")
    shutil.copytree(backups, tmp_path / "profile-backups")
    return tmp_path / "profile"


# --- damages ----------------------------------------------------------------------------------------


def _bytes(folder, change, name="data.db"):
    path = folder / name
    raw = bytearray(path.read_bytes())
    path.write_bytes(bytes(change(raw)))


def flip(chance, folder):
    def change(raw):
        for _ in range(chance.choice((1, 8, 200))):
            raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
        return raw

    _bytes(folder, change, chance.choice(("data.db", "data.db", "data.db-wal")))


def truncate(chance, folder):
    name = chance.choice(("data.db", "data.db", "data.db-wal"))
    _bytes(folder, lambda raw: raw[: chance.randrange(len(raw))], name)


def zero_pages(chance, folder):
    def change(raw):
        for _ in range(chance.choice((1, 3, 20))):
            at = chance.randrange(len(raw) // 4096) * 4096
            raw[at : at + 4096] = bytes(4096)
        return raw

    _bytes(folder, change)


def header(chance, folder):
    _bytes(folder, lambda raw: chance.randbytes(chance.choice((16, 100, 4096))) + raw[4096:])


def no_log(_chance, folder):
    (folder / "data.db-wal").unlink()


def foreign_log(chance, folder):
    other = folder.parent / "other"
    shutil.copytree(folder, other)
    with closing(connect(other / "data.db")) as file:
        file.execute("update sync_control set value = '00000000-0000-4000-8000-000000000000' where key = 'workspace'")
        file.execute("delete from job_opportunities where slot % ? = 0", (chance.choice((1, 2, 5)),))
        shutil.copy(other / "data.db-wal", folder / "data.db-wal")
    shutil.rmtree(other)


def another_program(chance, folder):
    (folder / "data.db").unlink()
    if chance.random() < 0.5:
        (folder / "data.db-wal").unlink()
    with closing(connect(folder / "data.db")) as file:
        file.execute("pragma journal_mode = delete")
        file.execute("create table cookies (name text)")
        file.execute("insert into cookies values ('sweet')")
        if chance.random() < 0.5:
            file.execute("pragma user_version = 7")


def gone(_chance, folder):
    (folder / "data.db").unlink()


def text(_chance, folder):
    (folder / "data.db").write_text("no database\n" * 500)


def empty(_chance, folder):
    (folder / "data.db").write_bytes(b"")


DAMAGES = (
    flip,
    flip,
    truncate,
    zero_pages,
    zero_pages,
    header,
    no_log,
    foreign_log,
    another_program,
    gone,
    text,
    empty,
)


def _sums(folder):
    """Sum up every file but the one SQLite keeps in common memory, and our own note."""
    names = [path for path in folder.rglob("*") if path.is_file() and path.name not in {"data.db-shm", "DAMAGED.txt"}]
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in names}


def _titles(what, many):
    return {f"{what} {number}" for number in range(many)}


def _try(chance, home, damage, ids):
    """Damage a profile, start on it, and look at all that was promised."""
    own = home / "workspaces" / "own"
    damage(chance, own)
    before = _sums(own)

    app = App.open(home)

    try:
        for kind in KINDS:
            assert {row.id for row in app.work.all(kind)} >= ids[kind], kind.noun.table
            assert all(app.work.find(kind, row) for row in ids[kind]), kind.noun.table
        if app.work.folder.name != "own":
            assert _sums(own).items() >= before.items()
            assert app.damage is not None
            assert app.damage.folder == str(own)
            assert not wrong_with(app.work.folder, app.backups)
            with app.work.change("Go on") as change:
                change.save(JobOpportunity(title="after"))
        titles = {job.title for job in app.work.all(JobOpportunity)}
        return app.work.folder.name != "own", len(titles & _titles("since", 15))
    finally:
        app.close()


def _many(tmp_path, town, seeds):
    home, backups, _, ids = town
    rescued = since = 0
    for number, seed in enumerate(seeds):
        place = tmp_path / f"set{number}"
        shutil.copytree(home, place / "profile")
        shutil.copytree(backups, place / "profile-backups")
        chance = random.Random(seed)
        damage = DAMAGES[number % len(DAMAGES)]
        print(f"seed {seed}: {damage.__name__}")
        was, newer = _try(chance, place / "profile", damage, ids)
        rescued, since = rescued + was, since + newer
        shutil.rmtree(place)
    return rescued, since


def test_damaged_sets_start_keep_what_was_found_and_lack_nothing_that_was_backed_up(tmp_path, town):
    first = random.randrange(1 << 32)

    rescued, since = _many(tmp_path, town, range(first, first + 36))

    assert rescued > 20
    assert since > 36


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_five_hundred_damaged_sets(tmp_path, town):
    first = random.randrange(1 << 32)

    rescued, since = _many(tmp_path, town, range(first, first + 500))

    print(f"{rescued} rescued, {since} rows newer than the backup")
    assert rescued > 300


def test_a_torn_page_costs_only_what_was_on_it(found):
    """The rows written since the backup lie on whole pages: they are read and put on top of the backup."""
    own = found / "workspaces" / "own"
    with closing(connect(own / "data.db")) as file:
        file.execute("pragma wal_checkpoint(truncate)")
        (root,) = file.execute("select rootpage from sqlite_master where name = 'tasks'").fetchone()
    _bytes(own, lambda raw: raw[: (root - 1) * 4096] + b"\x55" * 4096 + raw[root * 4096 :])

    app = App.open(found)

    assert {job.title for job in app.work.all(JobOpportunity)} >= _titles("since", 15)
    assert app.damage.backup
    assert app.damage.since >= 45
    assert app.damage.unread == ("tasks",)
    app.close()


def test_documents_come_along_and_the_next_start_has_nothing_to_do(found, town):
    (found / "workspaces" / "own" / "data.db").write_bytes(b"not a database at all" * 400)

    app = App.open(found)
    name, told = app.work.folder.name, app.damage
    assert app.work.files.path(town[2]).read_bytes() == b"a letter"
    app.close()
    again = App.open(found)

    assert (again.work.folder.name, again.damage) == (name, told)
    assert (found / "workspaces" / "own" / "DAMAGED.txt").read_text().startswith("This workspace was found damaged on")
    again.close()


def test_backups_are_frozen_until_somebody_says_that_all_is_well(found):
    (found / "workspaces" / "own" / "data.db").write_bytes(b"not a database at all" * 400)
    app = App.open(found)
    for hour in range(9):
        backup.create(app.work.folder, app.backups, now=datetime(2025, 1, 1, hour, tzinfo=UTC))

    assert backup.thin(app.backups, datetime(2027, 1, 1, tzinfo=UTC)) == []
    app.confirm()
    assert app.damage is None
    assert backup.thin(app.backups, datetime(2027, 1, 1, tzinfo=UTC))
    app.close()


def test_without_any_backup_what_can_be_read_is_opened(found):
    shutil.rmtree(found.with_name("profile-backups"))
    own = found / "workspaces" / "own"
    with closing(connect(own / "data.db")) as file:
        file.execute("pragma wal_checkpoint(truncate)")
        (workspace,) = file.execute("select value from sync_control where key = 'workspace'").fetchone()
        (root,) = file.execute("select rootpage from sqlite_master where name = 'tasks'").fetchone()
    _bytes(own, lambda raw: raw[: (root - 1) * 4096] + b"\x55" * 4096 + raw[root * 4096 :])

    app = App.open(found)

    assert app.work.count(JobOpportunity) == 90
    assert app.work.identity.workspace == workspace
    assert app.damage.backup == ""
    app.close()


def test_a_failed_copy_of_a_whole_file_is_cleared_by_the_next_start(found):
    """The mark was put up because a copy failed its check; the file itself is read to its last page and is whole."""
    backups = found.with_name("profile-backups") / "own"
    marker.freeze(backups)

    app = App.open(found)

    assert not marker.stands(backups)
    assert app.work.folder.name == "own"
    app.close()


def test_a_file_that_is_not_there_yet_is_not_missed(tmp_path):
    assert wrong_with(tmp_path / "new", tmp_path / "backups") == ""


def test_one_damaged_letter_hides_no_table_and_is_put_right_from_the_backup(found):
    """A flipped bit makes no letter: its row is shown with a sign there; the copy that fails puts the mark up."""
    with closing(connect(found / "workspaces" / "own" / "data.db")) as file:
        file.execute("update job_opportunities set description = cast(? as text) where slot = 5", (b"Br\xffght",))
    app = App.open(found)
    assert app.work.folder.name == "own"

    assert len(app.work.all(JobOpportunity)) == 90
    assert app.work.torn
    with pytest.raises(Damaged):
        upkeep.back_up(app.work, app.backups)
    app.close()
    again = App.open(found)

    assert again.damage is not None
    assert again.work.count(JobOpportunity) == 90
    assert {job.description for job in again.work.all(JobOpportunity)} == {WORDS}
    assert not again.work.torn
    again.close()


def test_who_may_only_read_starts_too_and_what_others_wrote_since_is_read_from_them_again(found):
    """The rows since are of the owner, heard by a coach: writing them again was refused, and nothing started."""
    own, reads = found / "workspaces" / "own", '{"jobs": 1, "contacts": 3, "notes": 1}'
    work = Workspace.open(own)
    work.note(levels=reads)
    upkeep.back_up(work, found.with_name("profile-backups") / "own")
    work.note(levels="")
    _add(work, "heard", 5)
    work.note(levels=reads)
    work.connection().execute("pragma wal_checkpoint(truncate)")
    ((root,),) = work.rows("select rootpage from sqlite_master where name = 'tasks'")
    work.close()
    _bytes(own, lambda raw: raw[: (root - 1) * 4096] + b"\x55" * 4096 + raw[root * 4096 :])

    app = App.open(found)

    assert app.damage.since == 5
    assert {person.name for person in app.work.all(Contact)} >= _titles("heard", 5)
    assert {job.title for job in app.work.all(JobOpportunity)} == _titles("backed up", 60) | _titles(
        "logged", 15
    ) | _titles("since", 15)
    app.close()


def test_a_damaged_letter_is_put_right_also_while_the_damage_before_is_not_confirmed(found):
    """The mark that told of the damage before kept the letters from being read: nothing was put right."""
    own = found / "workspaces" / "own"
    with closing(connect(own / "data.db")) as file:
        file.execute("update job_opportunities set description = cast(? as text) where slot = 5", (b"Br\xffght",))
    before = marker.Told(at="2026-11-01T09:00:00+00:00", folder="before", wrong="torn")
    marker.freeze(found.with_name("profile-backups") / "own", before)
    app = App.open(found)
    assert app.work.folder.name == "own"

    assert app.put_right()

    assert app.work.folder.name == "own.2"
    assert app.damage.folder == str(own)
    app.close()
