"""What is asked of the file itself: is it whole, how large is it, how many rows are in it."""

from dataclasses import dataclass
from pathlib import Path

from ats_desktop.domain.catalog import NOUNS
from ats_desktop.store.opening import speaking_plainly
from ats_desktop.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Size:
    """How large the parts of a workspace are, in bytes, and how many rows each table has."""

    data: int
    log: int  # what SQLite has written ahead
    files: int
    free: int  # inside the data, to be used again
    rows: tuple[tuple[str, int], ...]


def faults(work: Workspace, *, most: int = 20) -> list[str]:
    """Read every page of the file; gives what is wrong with it, nothing for a whole one.

    Raises: Damaged, when it cannot be read at all.
    """
    with speaking_plainly():
        said = [str(line) for (line,) in work.connection().execute(f"pragma integrity_check({most:d})").fetchall()]
    return [] if said == ["ok"] else said


def version(work: Workspace) -> int:
    """Give the version of the file: the number of its newest migration."""
    return int(work.rows("pragma user_version")[0][0])


def size(work: Workspace) -> Size:
    """Measure the file and what lies beside it."""
    pages, page = (int(work.rows(f"pragma {what}")[0][0]) for what in ("freelist_count", "page_size"))
    return Size(
        data=_bytes(work.folder / "data.db"),
        log=_bytes(work.folder / "data.db-wal"),
        files=sum(_bytes(path) for path in (work.folder / "files").rglob("*") if path.is_file()),
        free=pages * page,
        rows=tuple((row.noun.table, work.count(row)) for row in NOUNS),
    )


def _bytes(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
