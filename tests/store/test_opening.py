"""Opening a file: where it may lie, what SQLite it needs, and what is said when the disk or the file is not well.

Source: promises P4, P8, P11; issue 2, step 9: a full disk, a locked file, a plain sentence each.
"""

import os
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.errors import Damaged, Refused, Unavailable
from ats_desktop.store import opening
from ats_desktop.store.opening import check_place, connect
from ats_desktop.store.workspace import Workspace

MOUNTS = """\
/dev/vda / ext4 rw 0 0
tmpfs /ram tmpfs rw 0 0
/dev/sdb1 /media/stick vfat rw 0 0
/dev/sdc /mnt/with\\040space btrfs rw 0 0
server:/home /net/home nfs4 rw 0 0
server:/old /net/old nfs rw 0 0
//server/share /net/share cifs rw 0 0
//server/new /net/new smb3 rw 0 0
ada@server: /net/ssh fuse.sshfs rw 0 0
https://dav.example.com /net/dav davfs rw 0 0
drive: /net/drive fuse.rclone rw 0 0
host /net/host 9p rw 0 0
afs /afs afs rw 0 0
//server/spaced /net/with\\040space cifs rw 0 0
/dev/sdd /net/home/local ext4 rw 0 0
"""


@pytest.mark.parametrize(
    "folder",
    [
        "/place/ada/OneDrive/ats",
        "/place/ada/OneDrive - Brightwater Labs/ats",
        "/place/ada/Dropbox/ats",
        "/place/ada/Dropbox (Personal)/ats",
        "/place/ada/Google Drive/ats",
        "/place/ada/GoogleDrive/ats",
        "/place/ada/Library/Mobile Documents/com~apple~CloudDocs/ats",
        "/place/ada/iCloudDrive/ats",
        "/place/ada/Nextcloud/ats",
        "/place/ada/pCloudDrive/ats",
    ],
)
def test_a_folder_that_a_cloud_program_copies_is_refused(folder):
    with pytest.raises(Refused, match="cloud"):
        check_place(Path(folder), MOUNTS)


@pytest.mark.parametrize(
    "folder",
    [
        *("/net/home/ada", "/net/old/x", "/net/share", "/net/new/x", "/net/ssh/x", "/net/dav/x", "/net/drive/x"),
        *("/net/host", "/afs/x", "/net/with space/x"),
    ],
)
def test_a_folder_on_a_network_drive_is_refused(folder):
    with pytest.raises(Refused, match="network"):
        check_place(Path(folder), MOUNTS)


@pytest.mark.parametrize(
    "folder",
    [
        *("/place/ada/ats", "/ram/ats", "/media/stick/ats", "/mnt/with space/ats", "/net/home/local/ats"),
        *("/network/x", "/place/ada/My Dropbox notes/ats", "/net/homes/x"),
    ],
)
def test_any_other_folder_is_welcome(folder):
    check_place(Path(folder), MOUNTS)


def test_a_workspace_is_not_even_made_in_a_folder_that_is_refused(tmp_path):
    with pytest.raises(Refused, match="cloud"):
        Workspace.open(tmp_path / "Dropbox" / "ats")

    assert not (tmp_path / "Dropbox").exists()


def test_an_unsafe_sqlite_is_refused(tmp_path, monkeypatch):
    """From 3.7.0 to 3.51.2 two connections could damage a file."""
    monkeypatch.setattr(opening.driver, "sqlite_version_info", (3, 51, 2))

    with pytest.raises(Refused, match="SQLite"):
        connect(tmp_path / "data.db")

    assert not (tmp_path / "data.db").exists()


def test_what_was_promised_of_a_connection_holds(work):
    asked = ("journal_mode", "synchronous", "foreign_keys", "trusted_schema", "busy_timeout")

    assert [work.connection().execute(f"pragma {one}").fetchone()[0] for one in asked] == ["wal", 2, 0, 0, 15_000]


def test_nothing_at_all_is_kept_as_nothing(work):
    """The driver is told what to make of None; it must stay NULL."""
    file = work.connection()

    assert file.execute("select ?, typeof(?)", (None, None)).fetchone() == (None, "null")


def test_a_folder_with_strange_letters_is_a_folder(tmp_path):
    work = Workspace.open(tmp_path / "100% Zoë's ?ats#1 & 東京")
    with work.change("Add") as change:
        change.save(JobOpportunity(title="Engineer"))
    work.close()

    again = Workspace.open(tmp_path / "100% Zoë's ?ats#1 & 東京")
    assert again.count(JobOpportunity) == 1
    again.close()


# --- files that are not well --------------------------------------------------------------------


def test_what_is_no_database_is_damaged_and_stays_as_it_is(tmp_path):
    folder = tmp_path / "work"
    folder.mkdir()
    (folder / "data.db").write_bytes(b"Dear Halden, this is a letter and no database at all." * 200)
    before = (folder / "data.db").read_bytes()

    with pytest.raises(Damaged, match="cannot be read"):
        Workspace.open(folder)

    assert (folder / "data.db").read_bytes() == before


@pytest.mark.parametrize("harm", ["first page", "middle", "cut"])
def test_a_file_with_holes_is_damaged_in_words_and_stays_as_it_is(work, harm):
    with work.change("Import") as change:
        change.save_all([JobOpportunity(title=f"Job {number}") for number in range(2_000)])
    work.close()
    path = work.folder / "data.db"
    whole = path.read_bytes()
    torn = {
        "first page": whole[:100] + b"\x55" * 900 + whole[1000:],
        "middle": whole[: 40 * 4096] + b"\x55" * (len(whole) - 44 * 4096) + whole[-4 * 4096 :],
        "cut": whole[: len(whole) // 2],
    }[harm]
    path.write_bytes(torn)

    with pytest.raises(Damaged, match=r"damaged|contradicts|cannot be read"):
        _read_everything(work.folder)

    assert path.stat().st_size >= len(torn)


def _read_everything(folder):
    work = Workspace.open(folder)
    try:
        work.all(JobOpportunity)
        work.search("job")
        with work.change("Edit") as change:
            change.save_all([JobOpportunity(title=f"More {number}") for number in range(2_000)])
    finally:
        work.close()


def test_a_locked_file_is_said_in_words_and_the_change_can_be_made_later(blank, new_work, monkeypatch):
    monkeypatch.setattr(opening, "BUSY_MS", 50)
    work = new_work()
    other = connect(work.folder / "data.db")
    other.execute("begin immediate")

    with pytest.raises(Unavailable, match="Another program is writing"), work.change("Add") as change:
        change.save(JobOpportunity(title="Engineer"))

    assert work.count(JobOpportunity) == 0
    other.execute("rollback")
    other.close()
    with work.change("Add") as change:
        change.save(JobOpportunity(title="Engineer"))
    assert work.count(JobOpportunity) == 1


def _fill(work):
    """Import until the disk is full."""
    while True:
        with work.change("Import") as change:
            change.save_all([JobOpportunity(title=f"Job {number} {'x' * 200}") for number in range(500)])


def _fills_up(work, make_room):
    """What was saved before the disk was full is there, and saving works again when there is room."""
    with work.change("Add") as change:
        first = change.save(JobOpportunity(title="Engineer"))

    with pytest.raises(Unavailable, match="The disk is full"):
        _fill(work)

    before = work.count(JobOpportunity)
    assert before % 500 == 1
    make_room()
    with work.change("Edit") as change:
        change.save(replace(change.get(JobOpportunity, first.id), title="Pilot"))
    assert work.get(JobOpportunity, first.id).title == "Pilot"
    assert work.count(JobOpportunity) == before
    assert work.rows("pragma integrity_check") == [("ok",)]


def test_a_file_that_may_not_grow_is_a_full_disk(work):
    (pages,) = work.connection().execute("pragma page_count").fetchone()
    work.connection().execute(f"pragma max_page_count = {pages + 500}")

    _fills_up(work, lambda: work.connection().execute("pragma max_page_count = 1000000"))


@pytest.fixture
def small_disk(tmp_path):
    """A disk of its own with room for four megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    asked = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(asked, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a disk; the test above shows the same in one process")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_real_disk_that_is_full_loses_nothing_that_was_saved(small_disk):
    (small_disk / "ballast").write_bytes(b"x" * 800_000)
    work = Workspace.open(small_disk / "work")

    _fills_up(work, (small_disk / "ballast").unlink)

    work.close()
