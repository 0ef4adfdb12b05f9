"""One window for one profile: who holds the lock is open, whatever became of the last one.

Why:    the system lets go of the lock when its holder dies, even by kill -9; a file with a
        process number in it would lie.
"""

import os
import sys
from pathlib import Path
from typing import IO, Self

from ats_desktop.errors import Unavailable

_FAR = 1 << 30  # Windows locks bytes; these are beyond anything written


class Lock:
    """The lock of a profile, held while this object lives."""

    def __init__(self, held: IO[bytes]) -> None:
        self._held = held

    @classmethod
    def take(cls, profile: Path) -> Self | None:
        """Take the lock of a profile; None when another program holds it.

        Raises: Unavailable, when nothing can be written in the folder.
        """
        try:
            profile.mkdir(parents=True, exist_ok=True, mode=0o700)
            file = (profile / "lock").open("ab")
        except OSError as error:
            advice = f"{profile}: {error.strerror}. `ats --profile DIR` opens another one."
            raise Unavailable("The folder of your profile cannot be written in.", advice) from error
        if _hold(file):
            return cls(file)
        file.close()
        return None

    def release(self) -> None:
        """Let go of it."""
        self._held.close()


if sys.platform == "win32":
    import msvcrt

    def _hold(file: IO[bytes]) -> bool:
        os.lseek(file.fileno(), _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _hold(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
