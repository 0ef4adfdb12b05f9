"""Which version a workspace file has, and what to do about it; the heavy part only when needed.

Shape:  the version is the number of the newest migration, kept in the file's own header.
"""

import re
from functools import cache
from pathlib import Path

from ats_desktop.errors import PARTS, border
from ats_desktop.shipped import shipped
from ats_desktop.store.opening import connect, speaking_plainly

NEWER = "This file was written by a newer version of the program."


@cache
def newest() -> int:
    """Give the number of the newest migration that ships with this program."""
    names = (path.name for path in shipped("local/versions", root="migrations").iterdir())
    return max(int(name[:4]) for name in names if re.match(r"\d{4}_", name))


def version_of(path: Path, key: str = "") -> int:
    """Read the version of a file; 0 for one that is not there or empty."""
    if not path.exists() or not path.stat().st_size:
        return 0
    with speaking_plainly():
        connection = connect(path, key=key, read_only=True)
        try:
            return int(connection.execute("pragma user_version").fetchone()[0])
        finally:
            connection.close()


def bring_up_to_date(folder: Path, key: str, backups: Path | None) -> str:
    """Make or upgrade the file in a folder; gives the sentence why it may only be read, or "".

    Raises: Damaged or Unavailable, as the file or the disk is.
    """
    path = folder / "data.db"
    found = version_of(path, key)
    if found == newest():
        return ""
    if found > newest():
        return NEWER
    with speaking_plainly():
        if found and backups:
            from ats_desktop.store.backup import create

            create(folder, backups, why="before-upgrade", key=key)
        with border(PARTS):
            from ats_desktop.store.migrate import migrate_file

        migrate_file(path, key, newest())
    return ""
