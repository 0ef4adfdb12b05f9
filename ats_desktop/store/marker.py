"""The mark beside the backups that says: damage was seen, and nobody has said yet that all is well.

Why:    while it stands no backup is thinned, so that copies of a damaged file never push out good ones.
        It keeps what was found and what was done, for the banner that tells it at every start
        until a person has looked and said that it is all there.
Source: promises P8; experience: Zotero's marker.
"""

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from ats_desktop.store.files import sync_folder
from ats_desktop.store.opening import touching_files

_NAME = "damaged"


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of the damage; all empty where only a copy failed its check."""

    at: str = ""  # when it was found, ISO 8601
    folder: str = ""  # where the damaged file lies, as it was found
    wrong: str = ""  # what SQLite said of it
    backup: str = ""  # the backup that was opened; "" for none
    backup_at: str = ""
    rows: int = 0  # in what is open now
    since: int = 0  # rows newer than the backup that were read out of the damaged file
    unread: tuple[str, ...] = ()  # tables that could not be read to their end


def freeze(backups: Path, told: Told | None = None) -> None:
    """Put the mark up; what it already tells stays, unless there is more to tell."""
    with touching_files():
        backups.mkdir(parents=True, exist_ok=True, mode=0o700)
        if told is None and (backups / _NAME).exists():
            return
        part = backups / f".part-{_NAME}"
        with part.open("w", encoding="utf-8") as sink:
            sink.write(json.dumps(asdict(told)) if told else "")
            sink.flush()
            os.fsync(sink.fileno())
        part.replace(backups / _NAME)
        sync_folder(backups)


def stands(backups: Path) -> bool:
    """Say whether the mark is up."""
    return (backups / _NAME).exists()


def read(backups: Path) -> Told | None:
    """Read the mark; None where there is none."""
    if not stands(backups):
        return None
    with suppress(OSError, ValueError, TypeError):
        told = json.loads((backups / _NAME).read_text(encoding="utf-8"))
        return Told(**{**told, "unread": tuple(told["unread"])})
    return Told()


def clear(backups: Path) -> None:
    """Take the mark down: somebody looked, and all is well."""
    with touching_files():
        (backups / _NAME).unlink(missing_ok=True)
