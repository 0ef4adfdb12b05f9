"""Backups: each one was opened, a bad one is named so, and thinning never takes the last good ones.

Source: promises P13, P14.
"""

import random
import shutil
import threading
from datetime import UTC, datetime, timedelta

import pytest

from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.errors import AtsError, Damaged
from ats_desktop.store import backup
from ats_desktop.store.backup import kept
from ats_desktop.store.workspace import Workspace

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def place(tmp_path):
    return tmp_path / "backups"


def add(work, *titles):
    with work.change("Add") as change:
        change.save_all([JobOpportunity(title=title) for title in titles])


def test_a_copy_holds_what_was_saved_and_opens_as_a_workspace(work, place, tmp_path):
    add(work, "Engineer", "Pilot")
    sha = work.files.put(b"a letter")

    made = backup.create(work.folder, place, why="by hand", now=NOW)

    assert (made.verified_at, made.why, made.files) == (NOW, "by hand", (sha,))
    assert [one.name for one in backup.listed(place)] == [made.name]
    back = tmp_path / "back"
    back.mkdir()
    shutil.copy(place / f"{made.name}.db", back / "data.db")
    shutil.copytree(place / "files", back / "files")
    again = Workspace.open(back)
    assert sorted(row.title for row in again.all(JobOpportunity)) == ["Engineer", "Pilot"]
    assert again.files.path(sha).read_bytes() == b"a letter"
    assert again.identity == work.identity
    again.close()


def test_copies_are_listed_newest_first_and_documents_are_kept_once(work, place):
    work.files.put(b"a letter")
    add(work, "Engineer")
    first = backup.create(work.folder, place, now=NOW)
    add(work, "Pilot")
    second = backup.create(work.folder, place, now=NOW + timedelta(hours=1))

    assert [one.name for one in backup.listed(place)] == [second.name, first.name]
    assert second.rows > first.rows
    assert len([path for path in (place / "files").rglob("*") if path.is_file()]) == 1
    assert not list(place.glob(".part*"))


def test_a_document_torn_in_the_backups_is_copied_again_but_never_over_a_whole_one(work, place):
    """A file that was there was never looked at again: a backup said it was whole, and its document was empty."""
    sha = work.files.put(b"a letter")
    own = work.files.path(sha)
    add(work, "Engineer")
    backup.create(work.folder, place, now=NOW)
    kept_file = place / "files" / sha[:2] / sha
    kept_file.write_bytes(b"")

    made = backup.create(work.folder, place, now=NOW + timedelta(hours=1))
    assert backup.verify(place, made.name).verified
    own.chmod(0o600)
    own.write_bytes(b"a le")
    backup.create(work.folder, place, now=NOW + timedelta(hours=2))

    assert kept_file.read_bytes() == b"a letter"


def test_a_copy_made_while_somebody_writes_is_of_one_moment(work, place):
    """Every change adds two jobs; a copy between them would hold an odd number."""
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            add(work, "Engineer", "Pilot")

    add(work, "Engineer", "Pilot")
    writer = threading.Thread(target=write)
    writer.start()
    made = [backup.create(work.folder, place, now=NOW + timedelta(seconds=second)) for second in range(5)]
    stop.set()
    writer.join()

    for one in made:
        assert backup.verify(place, one.name).content == one.content
        copy = backup.connect(place / f"{one.name}.db", read_only=True)
        (jobs,) = copy.execute("select count(*) from job_opportunities").fetchone()
        (marks,) = copy.execute("select count(*) from sync_dirty").fetchone()
        copy.close()
        assert jobs % 2 == 0
        assert jobs == marks


def _flip(path, at):
    with path.open("r+b") as file:
        file.seek(at)
        old = file.read(1)
        file.seek(at)
        file.write(bytes([old[0] ^ 0x40]))


def test_every_planted_fault_in_a_copy_is_flagged(work, place):
    seed = random.randrange(1 << 32)
    print(f"seed {seed}")
    chance = random.Random(seed)
    add(work, *(f"Job {number}" for number in range(300)))
    made = backup.create(work.folder, place, now=NOW)
    path, whole = place / f"{made.name}.db", (place / f"{made.name}.db").read_bytes()
    faults = [lambda: _flip(path, chance.randrange(len(whole))) for _ in range(40)]
    faults += [lambda: path.write_bytes(whole[: len(whole) // 2]), lambda: path.write_bytes(b""), path.unlink]

    for fault in faults:
        fault()
        with pytest.raises(AtsError):
            backup.verify(place, made.name)
        path.write_bytes(whole)

    assert backup.verify(place, made.name, now=NOW + timedelta(days=1)).verified_at == NOW + timedelta(days=1)
    assert backup.listed(place)[0].verified_at == NOW + timedelta(days=1)


def test_a_document_that_changed_in_the_backup_is_flagged(work, place):
    sha = work.files.put(b"a letter")
    made = backup.create(work.folder, place, now=NOW)
    _flip(place / "files" / sha[:2] / sha, 3)

    with pytest.raises(Damaged, match="document"):
        backup.verify(place, made.name)


def test_a_damaged_file_makes_no_copy_that_counts_and_pushes_no_good_one_out(work, place):
    add(work, *(f"Job {number}" for number in range(3_000)))
    for hours in range(9):
        backup.create(work.folder, place, now=NOW - timedelta(days=400, hours=hours))
    work.close()
    with (work.folder / "data.db").open("r+b") as file:
        for page in range(30, 60):
            file.seek(page * 4096 + 8)
            file.write(b"\x55" * 500)
    before = backup.listed(place)

    with pytest.raises(Damaged):
        backup.create(work.folder, place, now=NOW)

    assert backup.listed(place) == before
    assert backup.thin(place, NOW) == []
    assert not list(place.glob(".part*"))


def test_thinning_removes_what_the_rule_does_not_keep(work, place):
    times = [NOW - timedelta(days=day, hours=hour) for day in (0, 9) for hour in range(4)]
    for at in times:
        backup.create(work.folder, place, now=at)

    gone = backup.thin(place, NOW)

    stay = {one.at for one in backup.listed(place)}
    assert stay == kept(times, NOW)
    assert len(gone) + len(stay) == len(times)
    assert len(gone) == 2
    assert {path.suffix for path in place.iterdir()} == {".db", ".json"}
    assert len(list(place.iterdir())) == 2 * len(stay)


def test_a_note_that_cannot_be_read_hides_no_other_copy(work, place):
    made = backup.create(work.folder, place, now=NOW)
    (place / "torn.json").write_text('{"name": "to')
    (place / "torn.db").write_bytes(b"")
    (place / "other.json").write_text("[]")

    assert [one.name for one in backup.listed(place)] == [made.name]
    for name in ("torn", "other", "nothing"):
        with pytest.raises(AtsError):
            backup.verify(place, name)


# --- five years of copies -----------------------------------------------------------------------


def _history(chance):
    """Make the times of copies over five years: busy weeks, quiet months, a clock that jumps now and then."""
    at, until = NOW - timedelta(days=5 * 365), NOW
    while at < until:
        yield at
        gap = chance.choice([timedelta(minutes=30)] * 4 + [timedelta(hours=9)] * 5 + [timedelta(days=3)] * 2)
        if chance.random() < 0.01:
            gap = timedelta(days=chance.randrange(5, 150))
        at += gap * (0.5 + chance.random())


@pytest.mark.parametrize("number", range(2))
def test_over_five_years_each_thinning_leaves_what_was_promised(number):
    seed = random.randrange(1 << 32)
    print(f"seed {seed}")
    stay, made = set(), []
    for now in _history(random.Random(seed)):
        made.append(now)
        stay = kept(stay | {now}, now)

        recent = made[-150:]
        assert set(made[-5:]) <= stay
        assert {at for at in recent if now - at <= timedelta(days=2)} <= stay
        assert len(stay) < 5 + 2 * 24 * 4 + 30 + 12 + 25
        days = {at.date() for at in recent if now - at <= timedelta(days=29)}
        assert days <= {at.date() for at in stay}

    months = [f"{at:%Y-%m}" for at in made]
    newest = list(dict.fromkeys(reversed(months)))[:12]
    assert set(newest) <= {f"{at:%Y-%m}" for at in stay}
    assert kept(stay, made[-1]) == stay
