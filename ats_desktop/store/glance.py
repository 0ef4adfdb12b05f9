"""A first glance at the file: the bare driver, read only, before the rest of the program is there.

Why:    the first paint waits for nothing; SQLAlchemy and the nouns alone cost more than the whole window.
        What cannot be read at a glance (a file of another version, damaged, not there) is left to
        Workspace.open, which says in a sentence what is wrong.
"""

from pathlib import Path
from typing import Any

from ats_desktop.errors import AtsError
from ats_desktop.store.opening import Locked, connect, speaking_plainly


class Glance:
    """Answers the same hand-written questions as a workspace, and nothing else."""

    def __init__(self, folder: Path, key: str = "") -> None:
        self.blind = False  # something could not be read: that nothing is seen does not mean that nothing is there
        self._file = connect(folder / "data.db", key=key, read_only=True)

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Answer a question; nothing, where the file is too strange to be asked."""
        try:
            with speaking_plainly():
                return self._file.execute(sql, values).fetchall()  # type: ignore[no-any-return]
        except (AtsError, Locked):
            self.blind = True
            return []

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


class Blind:
    """A file that is there and cannot be looked at."""

    blind = True

    def rows(self, _sql: str, *_values: object) -> list[tuple[Any, ...]]:
        """Answer nothing."""
        return []

    def close(self) -> None:
        """Nothing is held."""


def glance(folder: Path, key: str = "") -> Glance | Blind | None:
    """Open a file to look at it; None when there is no file."""
    if not (folder / "data.db").is_file():
        return None
    try:
        return Glance(folder, key)
    except AtsError:
        return Blind()
