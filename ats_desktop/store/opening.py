"""Open the workspace file on a SQLite that is safe, with the settings that keep promises.

Why:    SQLite 3.7.0 to 3.51.2 can corrupt a WAL file that two connections use, and
        synchronous=NORMAL loses acknowledged commits; so the build is ours and FULL is used.
        An empty key leaves the file plain; the safe build is no choice.
Source: promises P1, P4, P11.
"""

from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as driver

from ats_desktop.errors import AtsError, Borders, Damaged, Refused, Unavailable, border

__all__ = ["Connection", "Locked", "check_place", "connect", "driver", "speaking_plainly", "touching_files"]
Connection = Any  # the driver ships no types
driver.register_adapter(type(None), lambda nothing: nothing)  # or the driver seeks one for each NULL: 2 microseconds
SAFE_FROM = (3, 51, 3)
BUSY_MS = 15_000
_CLOUD = ("onedrive", "dropbox", "google drive", "googledrive", "icloud", "com~apple~clouddocs", "nextcloud", "pcloud")
_NETWORK = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "davfs", "fuse.rclone", "9p", "afs"})

Locked = driver.OperationalError


def _sentences(error: BaseException | None) -> tuple[type[AtsError], str, str]:
    """Find the plain words for what SQLite says."""
    said = str(error).lower()
    return next((line for word, line in _SAID.items() if word in said), _SAID["damaged"])


_SAID: dict[str, tuple[type[AtsError], str, str]] = {
    "disk is full": (Unavailable, "The disk is full.", "Nothing was lost; free some space and save again."),
    "disk i/o": (
        Unavailable,
        "The disk did not answer.",
        "Nothing that was saved is lost; check the disk and try again.",
    ),
    "locked": (
        Unavailable,
        "Another program is writing to your file.",
        "Your change was not saved; try again in a moment.",
    ),
    "readonly": (Refused, "Your file cannot be written to.", "Check the permissions of its folder."),
    "unable to open": (Refused, "Your file cannot be opened.", "Check that the folder exists and belongs to you."),
    "not a database": (
        Damaged,
        "Your file cannot be read.",
        "It is kept as it is; the newest verified backup is the way back.",
    ),
    "decode": (
        Damaged,
        "Letters in your file are damaged.",
        "They are kept as they are; the newest verified backup is the way back.",
    ),
    "malformed": (Damaged, "Your file is damaged.", "It is kept as it is; the newest verified backup is the way back."),
    "damaged": (
        Damaged,
        "Your file contradicts itself.",
        "It is kept as it is; the newest verified backup is the way back.",
    ),
}


class speaking_plainly:  # noqa: N801 - reads as a phrase: with speaking_plainly():
    """Turn what SQLite says into a sentence for a person; a bug in our SQL stays a bug."""

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        """Raise ours from theirs, where a line of the table knows the words."""
        torn = isinstance(error, UnicodeDecodeError)  # what SQLite would have said named a damaged word
        if torn or (isinstance(error, driver.Error) and any(word in str(error).lower() for word in _SAID)):
            ours, title, advice = _sentences(error)
            raise ours(title, advice) from error


def connect(path: Path, *, key: str = "", read_only: bool = False) -> Connection:
    """Open a connection for one thread.

    Raises: Refused, Unavailable or Damaged, as the file or its disk is.
    """
    if driver.sqlite_version_info < SAFE_FROM:
        raise Refused("This SQLite could damage your file.", "Install the program again: it brings a safe one.")
    where = f"file:{_uri(path)}?mode={'ro' if read_only else 'rwc'}"
    with speaking_plainly():
        connection = driver.connect(
            where, uri=True, isolation_level=None, timeout=BUSY_MS / 1000, check_same_thread=False
        )
        if key:
            connection.execute(f"pragma key = \"x'{bytes(key, 'utf-8').hex()}'\"")
        connection.execute("pragma foreign_keys = off")
        if not read_only:
            connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = full")
        connection.execute("pragma temp_store = memory")
        connection.execute("pragma trusted_schema = off")
        connection.execute("pragma cell_size_check = on")
    return connection


def check_place(folder: Path, mounts: str | None = None) -> None:
    """Refuse a folder that is shared by the network or copied by a cloud program.

    Raises: Refused, because SQLite files are torn there.
    """
    lowered = [part.casefold() for part in folder.absolute().parts]
    if any(part.startswith(_CLOUD) for part in lowered):
        raise Refused(
            "This folder is copied by a cloud program.",
            "Choose one that is not: files in use are torn there. Sharing has its own way.",
        )
    if _kind_of_disk(folder, mounts) in _NETWORK:
        raise Refused(
            "This folder is on a network drive.", "Choose one on this computer: files in use are torn over a network."
        )


def _kind_of_disk(folder: Path, mounts: str | None) -> str:
    """Read the kind of file system from the table of mounts, where there is one."""
    table = Path("/proc/mounts")
    text = mounts if mounts is not None else (table.read_text(encoding="utf-8") if table.exists() else "")
    best, kind = "", ""
    for line in text.splitlines():
        _, at, found, *_ = line.split(" ")
        at = at.replace("\\040", " ")
        if folder.absolute().is_relative_to(at) and len(at) >= len(best):
            best, kind = at, found
    return kind


def _uri(path: Path) -> str:
    return str(path.absolute()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")


FILES: Borders = {
    FileNotFoundError: (Refused, "The file is not there.", "{0}"),
    PermissionError: (Refused, "The file may not be read or written.", "{0}"),
    OSError: (Unavailable, "The disk did not answer.", "{0}"),
}


def touching_files() -> Any:
    """Turn what the file system says into a sentence for a person."""
    return border(FILES)
