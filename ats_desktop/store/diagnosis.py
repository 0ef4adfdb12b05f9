"""Look at a workspace file before it is opened for writing: is it whole, is it ours, does it hold what was backed up.

Units:  THOROUGH_BYTES: the indexes of a larger file are read by its backups alone, every half hour of change.
Why:    opening a damaged file for writing may change it, and it is to be kept as it was found.  So this
        reads only.  A log that belongs to another file, or is gone, leaves a file that looks whole:
        it is found out by comparing with the newest backup of the same folder.
Source: promises P7, P8.
"""

from contextlib import closing, suppress
from pathlib import Path

from ats_desktop.domain.catalog import NOUNS
from ats_desktop.errors import AtsError, Refused, Unavailable
from ats_desktop.store import backup, marker
from ats_desktop.store.backup import Backup
from ats_desktop.store.opening import Connection, connect, driver, speaking_plainly

THOROUGH_BYTES = 32_000_000
_OURS = "select count(*) from sqlite_master where type = 'table' and name = 'sync_control'"
_ANY = "select count(*) from sqlite_master where type = 'table'"


def wrong_with(folder: Path, backups: Path, *, doubted: bool = False) -> str:
    """Say what is wrong with the file of a workspace, "" where nothing is; the file is left as it is.

    Shape:  of a file that is `doubted`, or whose copy failed its check, every letter is read.
    Raises: Refused or Unavailable, where its disk or its permissions say no.
    """
    path = folder / "data.db"
    if not path.exists() or not path.stat().st_size:
        lost = backup.newest_verified(backups, folder.name) is not None or (folder / "data.db-wal").exists()
        return "The file is gone." if lost else ""
    failed = marker.read(backups) == marker.Told()
    doubted = doubted or failed
    try:
        with speaking_plainly(), closing(connect(path, read_only=True)) as file:
            thorough = doubted or path.stat().st_size <= THOROUGH_BYTES
            found = _faults(file, thorough=thorough, letters=doubted) or _lacks(file, backups, folder.name)
    except (Refused, Unavailable):
        raise
    except (AtsError, driver.Error) as error:
        found = str(error)
    if failed and not found:
        marker.clear(backups)  # a copy had failed its check; the file itself is whole to the last page
    return found


def _faults(file: Connection, *, thorough: bool, letters: bool) -> str:
    if not file.execute(_OURS).fetchone()[0]:
        return "This is another program's file." if file.execute(_ANY).fetchone()[0] else ""
    (said,) = file.execute(f"pragma {'integrity_check' if thorough else 'quick_check'}(1)").fetchone()
    if letters and said == "ok":
        backup.content_of(file)  # every letter is read
    return "" if said == "ok" else str(said)


def _lacks(file: Connection, backups: Path, folder: str) -> str:
    """Say whether the file is behind the newest backup of its folder, and lacks rows of it."""
    known = dict(file.execute("select key, value from sync_control").fetchall())
    newest = backup.newest_verified(backups, folder)
    if newest is None or not newest.workspace:
        return ""
    if known.get("workspace") != newest.workspace:
        return "These are the rows of another workspace."
    if (known.get("clock") or "") >= newest.clock:
        return ""
    return "Rows that were backed up are missing." if missing(file, backups, newest) else ""


def missing(file: Connection, backups: Path, newest: Backup) -> int:
    """Count the rows of a backup that a file neither has, nor has in its bin, nor knows to be removed."""
    found = 0
    with suppress(AtsError), closing(connect(backups / f"{newest.name}.db", read_only=True)) as copy:
        for table in (row.noun.table for row in NOUNS):
            with suppress(driver.Error):  # a table that one of the two does not have yet
                kept = {row for (row,) in copy.execute(f"select id from {table}")}
                found += len(kept - _known(file, table)) if kept else 0
    return found


def _known(file: Connection, table: str) -> set[str]:
    known = {row for (row,) in file.execute(f"select id from {table} not indexed")}
    known.update(row for (row,) in file.execute("select row from sync_trash where noun = ?", (table,)))
    gone = "select row from sync_row where noun = ? and deletes is not null"
    known.update(row for (row,) in file.execute(gone, (table,)))
    return known
