"""Archives from outside, read without trusting a word they say.

Why:    an archive may claim a size and unpack to another, put one piece of data under many
        names, or name files that climb out of a folder.  Its list is checked as a whole before
        anything is unpacked; what is unpacked is cut off at what was claimed; and a name is
        only ever compared with names we know, never used as a path.
Source: promises.md P43 (Python 3.11 opened a 3,388 byte archive of overlapping entries to 50 MB).
"""

import io
import stat
import struct
import unicodedata
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

from ats_desktop.formats.problem import MOST_IN_ARCHIVE, ImportProblem

MOST_ENTRIES = 10_000
MOST_CLAIMED = 2_000_000_000
MOST_RATIO = 200
_SMALL = 1_000_000  # below this a high ratio is only a monotonous file
_HEADER = 30
_LENGTHS = 26  # where in a local header the lengths of name and extra stand
_LOCKED = 0x1
_RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})


@dataclass(slots=True)
class Archive:
    """An archive whose list was checked; `names` are its files."""

    _zip: zipfile.ZipFile
    names: Mapping[str, zipfile.ZipInfo]
    _left: int = MOST_IN_ARCHIVE

    def read(self, name: str) -> bytes:
        """Unpack one file, never more than it claimed nor more than is allowed in all.

        Raises: ImportProblem, when it is locked or holds more than it claimed.
        """
        entry = self.names[name]
        if entry.flag_bits & _LOCKED:
            raise ImportProblem(name, "it is locked with a password", "Unlock the archive, and import it then.")
        if entry.file_size > self._left:
            raise ImportProblem(name, "the archive unpacks to more than an import may take")
        with self._zip.open(entry) as packed:
            data = packed.read(entry.file_size + 1)
        if len(data) > entry.file_size:
            raise ImportProblem(name, "it unpacks to more than it claims")
        self._left -= len(data)
        return data


def open_archive(data: bytes) -> Archive:
    """Check an archive's list.

    Raises: ImportProblem, when it is a bomb or a trap; zipfile.BadZipFile, when it is damaged.
    """
    opened = zipfile.ZipFile(io.BytesIO(data))
    entries = opened.infolist()
    if len(entries) > MOST_ENTRIES:
        raise ImportProblem("", f"the archive lists {len(entries):,} files; {MOST_ENTRIES:,} are the most")
    claimed, packed = sum(e.file_size for e in entries), sum(e.compress_size for e in entries)
    if claimed > MOST_CLAIMED or packed > len(data):
        raise ImportProblem("", "the archive claims more than it can hold")
    if any(_bomb(entry.file_size, entry.compress_size) for entry in entries) or _bomb(claimed, len(data)):
        raise ImportProblem("", "the archive is packed like a bomb: a small file that unpacks to an enormous one")
    _check_apart(entries, data)
    names: dict[str, zipfile.ZipInfo] = {}
    folded: set[str] = set()
    for entry in entries:
        if entry.filename.endswith("/"):
            continue
        _check_name(entry)
        same = unicodedata.normalize("NFC", entry.filename).casefold()
        if same in folded:
            raise ImportProblem("", f"the archive holds “{entry.filename[:60]}” twice")
        folded.add(same)
        names[entry.filename] = entry
    return Archive(opened, names)


def _bomb(size: int, packed: int) -> bool:
    return size > _SMALL and size > MOST_RATIO * max(packed, 1)


def _check_apart(entries: list[zipfile.ZipInfo], data: bytes) -> None:
    """Refuse entries that share their bytes: that is how a few kilobytes become gigabytes."""
    last = 0
    for entry in sorted(entries, key=lambda e: e.header_offset):
        start = entry.header_offset
        if start < last or start + _HEADER > len(data):
            raise ImportProblem("", "entries of the archive overlap; no honest program writes such a file")
        name, extra = struct.unpack_from("<HH", data, start + _LENGTHS)
        last = start + _HEADER + name + extra + entry.compress_size
    if last > len(data):
        raise ImportProblem("", "the archive ends before its last file; it was not downloaded completely")


def _check_name(entry: zipfile.ZipInfo) -> None:
    """Refuse names that climb, start at a root, or mean a device; and what is no plain file."""
    parts = entry.orig_filename.replace("\\", "/").split("/")
    climbs = any(part == ".." or part.split(".")[0].casefold() in _RESERVED for part in parts)
    if climbs or parts[0] == "" or ":" in entry.orig_filename or "\0" in entry.orig_filename:
        raise ImportProblem(
            "", f"the archive holds a file named “{entry.orig_filename[:60]!a}”, which leads out of its folder"
        )
    mode = entry.external_attr >> 16
    if mode and not stat.S_ISREG(mode) and stat.S_IFMT(mode):
        raise ImportProblem("", f"“{entry.filename[:60]}” in the archive is a link, not a file")
