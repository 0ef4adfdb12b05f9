"""Files by their content: named by SHA-256, written whole or not at all.

Why:    a torn file would be sent to an employer.  So: a temporary name, fsync, rename,
        fsync of the folder; a name is never written twice.
Source: promises P9.
"""

import hashlib
import os
import shutil
import tempfile
from pathlib import Path

from ats_desktop.errors import NotFound
from ats_desktop.store.opening import touching_files

_BLOCK = 1 << 20


class Files:
    """The files that rows of this workspace speak of."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, content: bytes | Path) -> str:
        """Keep a file; gives its name, the SHA-256 of its bytes in hex."""
        with touching_files():
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._folder, prefix=".part-")
            part = Path(name)
            try:
                with os.fdopen(handle, "wb") as sink:
                    if isinstance(content, Path):
                        with content.open("rb") as source:
                            shutil.copyfileobj(source, sink, _BLOCK)
                    else:
                        sink.write(content)
                    sink.flush()
                    os.fsync(sink.fileno())
                sha = digest(part)
                self._keep(part, self._place(sha))
            finally:
                part.unlink(missing_ok=True)
        return sha

    def path(self, sha: str) -> Path:
        """Say where a kept file is.

        Raises: NotFound, when it is not on this laptop.
        """
        found = self._place(sha)
        if not sha.isalnum() or not found.is_file():
            raise NotFound("This file is not on this laptop.", "It comes with the next sync, or from a backup.")
        return found

    def _place(self, sha: str) -> Path:
        return self._folder / sha[:2] / sha

    def _keep(self, part: Path, target: Path) -> None:
        if target.exists():
            return
        target.parent.mkdir(exist_ok=True)
        part.replace(target)
        for folder in (target.parent, self._folder):
            sync_folder(folder)


def digest(path: Path) -> str:
    """Give the SHA-256 of a file in hex."""
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def sync_file(path: Path) -> None:
    """Make the bytes of a file outlast a power cut."""
    with path.open("rb+") as written:
        os.fsync(written.fileno())


def sync_folder(folder: Path) -> None:
    """Make a rename in a folder outlast a power cut, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
