"""Upkeep: backups that were checked, computed fields of a new version, the index of a large import."""

from collections.abc import Callable
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path

from ats_desktop import __version__
from ats_desktop.store import backup
from ats_desktop.store.backup import Backup
from ats_desktop.store.command import command
from ats_desktop.store.workspace import Workspace

HALF_HOUR = timedelta(minutes=30)


@command("Back up now")
def back_up(work: Workspace, backups: Path, *, why: str = "by hand") -> Backup:
    """Copy the workspace, open the copy, check it, and remove the copies no longer needed.

    Raises: Damaged, when it is not whole; Unavailable, when the disk is full.
    """
    made = backup.create(work.folder, backups, why=why, now=work.now())
    backup.thin(backups, work.now())
    return made


def back_up_if_changed(work: Workspace, backups: Path) -> Backup | None:
    """Back up when something changed since the newest copy, and half an hour has passed."""
    newest = next(iter(backup.listed(backups)), None)
    if newest and (work.now() - newest.at < HALF_HOUR or last_changed(work) <= newest.at):
        return None
    return back_up(work, backups, why="half hour")


def last_changed(work: Workspace) -> datetime:
    """Say when the file was last written to."""
    paths = [work.folder / "data.db", work.folder / "data.db-wal"]
    newest = max(path.stat().st_mtime for path in paths if path.exists())
    return datetime.fromtimestamp(newest, tz=work.now().tzinfo)


def index(work: Workspace, *, going_on: Callable[[], bool] = lambda: True) -> bool:
    """Index what a large import brought, piece by piece, so that nobody waits for it; gives whether all is."""
    while going_on() and work.indexing() and work.index_more():
        pass
    return not work.indexing()


def settle(work: Workspace) -> bool:
    """Work out every computed field again when the program or the zones are newer; gives whether it did."""
    known = f"{__version__} {_zones()}"
    if work.control().get("derived") == known:
        return False
    work.derive_all()
    work.note(derived=known)
    return True


def _zones() -> str:
    return version("tzdata")
