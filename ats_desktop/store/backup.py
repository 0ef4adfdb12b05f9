"""Backups: copies that were opened and checked before they count, kept outside the data folder.

Why:    a backup nobody opened is a hope.  Each copy is read back: integrity, counts and
        a digest of every table must agree; one that fails does not count, and thinning
        stops from then on (marker.py), so that good copies are not pushed out.  What was saved
        before a restore or a new beginning is never thinned: it is the only way back.
Shape:  <backups>/<time>-<why>.db beside <same>.json; the files of documents once, in <backups>/files/.
Source: promises P13, P14; experience: Anki's cadence, Zotero's marker.
"""

import hashlib
import json
import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ats_desktop.domain.catalog import BY_TABLE
from ats_desktop.errors import Damaged, NotFound
from ats_desktop.store import marker
from ats_desktop.store.files import digest, sync_file, sync_folder
from ats_desktop.store.opening import Connection, connect, speaking_plainly, touching_files

_TIME = "%Y-%m-%dT%H-%M-%S.%fZ"
_FEWEST = 5  # newest copies that are always kept
_ALL = timedelta(days=2)
BEFORE_RESTORE, BEFORE_RESET = "before restore", "before reset"
_LASTING = frozenset({BEFORE_RESTORE, BEFORE_RESET})
_SLOTS: tuple[tuple[int, Callable[[datetime], object]], ...] = (
    (30, datetime.date),
    (12, lambda at: at.isocalendar()[:2]),
    (25, lambda at: (at.year, at.month)),
)  # so many days, weeks, months that have a copy


@dataclass(frozen=True, slots=True)
class Backup:
    """One copy: when, why, and what its check said."""

    name: str
    at: datetime
    why: str
    rows: int
    size: int  # bytes
    sha: str  # of the copied file
    content: str  # digest of every table
    files: tuple[str, ...]  # SHA-256 of the documents' files
    verified_at: datetime | None
    workspace: str = ""  # whose rows these are
    clock: str = ""  # of stamps, when it was copied: a file that is behind it has lost something
    folder: str = ""  # the name of the workspace folder it was copied from

    @property
    def verified(self) -> bool:
        """Say whether the copy was opened and found whole."""
        return self.verified_at is not None


def create(folder: Path, backups: Path, *, why: str = "by hand", key: str = "", now: datetime | None = None) -> Backup:
    """Copy a workspace, open the copy and check it against the original.

    Raises: Damaged, when the original or the copy is not whole; such a copy is not kept.
    """
    at = now or datetime.now(UTC)
    name = f"{at.strftime(_TIME)}-{why.replace(' ', '-')}"
    part = backups / f".part-{name}.db"
    try:
        with touching_files(), speaking_plainly():
            backups.mkdir(parents=True, exist_ok=True, mode=0o700)
            content, rows, known = _copy(folder / "data.db", part, key)
            kept = _keep_files(folder / "files", backups / "files")
            size, sha = part.stat().st_size, digest(part)
            made = Backup(name, at, why, rows, size, sha, content, kept, at, *known, folder.name)
            _settle(part, backups / f"{name}.db")
            _write(backups, made)
    except Damaged:
        marker.freeze(backups)
        raise
    finally:
        part.unlink(missing_ok=True)
    return made


def verify(backups: Path, name: str, *, key: str = "", now: datetime | None = None, files: bool = True) -> Backup:
    """Open a copy again, and its documents if `files`, and check it against what was noted when it was made.

    Raises: Damaged, when it no longer agrees.
    """
    noted = _noted(backups / f"{name}.json")
    path = backups / f"{name}.db"
    with touching_files(), speaking_plainly():
        if digest(path) != noted.sha:
            raise Damaged("This backup was changed since it was made.", "Use another one; this one is kept as it is.")
        copy = connect(path, key=key, read_only=True)
        try:
            _check(copy, noted.content)
        finally:
            copy.close()
        for sha in noted.files if files else ():
            found = backups / "files" / sha[:2] / sha
            if not found.is_file() or digest(found) != sha:
                raise Damaged("A document in this backup is damaged.", "The rows are whole; that file is not.")
    made = replace(noted, verified_at=now or datetime.now(UTC))
    _write(backups, made)
    return made


def listed(backups: Path) -> list[Backup]:
    """List the copies, newest first; a note that cannot be read hides its own copy and no other."""
    found = []
    for path in backups.glob("*.json"):
        with suppress(Damaged):
            found.append(_noted(path))
    return sorted((one for one in found if (backups / f"{one.name}.db").exists()), key=lambda one: one.at, reverse=True)


def named(backups: Path, name: str) -> Backup:
    """Find a backup by its name.

    Raises: NotFound.
    """
    found = next((one for one in listed(backups) if one.name == name), None)
    if found is None:
        raise NotFound(f"There is no backup “{name}”.", "The list of backups shows those there are.")
    return found


def newest_verified(backups: Path, folder: str = "") -> Backup | None:
    """Find the newest copy that was found whole, of one folder if it is named; reads no more notes than it takes."""
    for path in sorted(backups.glob("*.json"), reverse=True):  # their names begin with their time
        with suppress(Damaged):
            found = _noted(path)
            if found.verified and folder in {"", found.folder} and (backups / f"{found.name}.db").exists():
                return found
    return None


def thin(backups: Path, now: datetime) -> list[str]:
    """Remove the copies that are no longer needed; gives their names. Nothing, after damage was seen."""
    if marker.stands(backups):
        return []
    copies = listed(backups)
    keep = kept((one.at for one in copies), now)
    gone = [one for one in copies if one.at not in keep and one.why not in _LASTING]
    for one in gone:
        (backups / f"{one.name}.json").unlink(missing_ok=True)
        (backups / f"{one.name}.db").unlink(missing_ok=True)
    return [one.name for one in gone]


def kept(times: Iterable[datetime], now: datetime) -> set[datetime]:
    """Choose which copies stay: all of two days, then one a day, a week, a month; the newest five always.

    Why:    days, weeks and months that have a copy are counted, not how long ago they were: a clock that
            is years ahead for a moment, or a laptop that was away for a year, would cost them all.

    >>> day = datetime(2026, 11, 1, tzinfo=UTC)
    >>> len(kept([day + timedelta(hours=h) for h in range(240)], day + timedelta(hours=240)))
    56
    """
    ordered = sorted(set(times), reverse=True)
    stay = {*ordered[:_FEWEST], *(at for at in ordered if now - at <= _ALL)}
    for many, slot in _SLOTS:
        oldest = {slot(at): at for at in ordered}  # of each day, week, month
        stay.update(list(oldest.values())[:many])
    return stay


def _copy(source: Path, target: Path, key: str) -> tuple[str, int, tuple[str, str]]:
    original, copy = connect(source, key=key, read_only=True), connect(target, key=key)
    try:
        original.execute("begin")
        original.execute("select count(*) from sqlite_master").fetchone()  # from here on one state, whoever writes
        copy.execute("pragma journal_mode = delete")
        original.backup(copy)
        copy.execute("pragma journal_mode = delete")  # the pages copied said otherwise: one file, nothing beside it
        content, rows = content_of(original)
        _check(copy, content)
        original.execute("rollback")
        known = dict(copy.execute("select key, value from sync_control").fetchall())
    finally:
        copy.close()
        original.close()
    return content, rows, (known.get("workspace") or "", known.get("clock") or "")


def _check(copy: Connection, content: str) -> None:
    said = copy.execute("pragma integrity_check(1)").fetchone()[0]
    found, _ = content_of(copy)
    if said != "ok" or found != content:
        raise Damaged("This copy is not whole.", "Your data is as it was; make a backup on another disk now.")


def content_of(file: Connection) -> tuple[str, int]:
    """Digest every table, and count the rows that are a person's, not the notes of sync and undo about them."""
    asked = """select name from sqlite_master
     where type = 'table' and name not like 'sqlite_%' and name not like 'search_%' order by 1"""
    total, rows = hashlib.sha256(), 0
    for (table,) in file.execute(asked).fetchall():
        total.update(table.encode())
        for row in file.execute(f'select * from "{table}"'):
            total.update(repr(row).encode())
            rows += table in BY_TABLE
    return total.hexdigest(), rows


def _keep_files(source: Path, target: Path) -> tuple[str, ...]:
    found = sorted(path for path in source.glob("??/*") if path.is_file()) if source.is_dir() else []
    for path in found:
        place = target / path.name[:2] / path.name
        if not place.exists() or (_torn(place, path) and digest(path) == path.name):
            place.parent.mkdir(parents=True, exist_ok=True)
            part = place.with_name(f".part-{path.name}")
            shutil.copyfile(path, part)
            _settle(part, place)
    return tuple(path.name for path in found)


def _torn(place: Path, path: Path) -> bool:
    """Say whether a file kept earlier is not as long as what it is of: a power cut leaves such ones."""
    return place.stat().st_size != path.stat().st_size


def _settle(part: Path, target: Path) -> None:
    sync_file(part)
    part.replace(target)
    sync_folder(target.parent)


def _write(backups: Path, one: Backup) -> None:
    told = {**asdict(one), "at": one.at.isoformat(), "verified_at": one.verified_at and one.verified_at.isoformat()}
    part = backups / f".part-{one.name}.json"
    part.write_text(json.dumps(told, indent=1), encoding="utf-8")
    _settle(part, backups / f"{one.name}.json")


def _noted(path: Path) -> Backup:
    try:
        with touching_files():
            told = json.loads(path.read_text(encoding="utf-8"))
        at, verified = datetime.fromisoformat(told["at"]), told["verified_at"]
        told |= {
            "at": at,
            "verified_at": datetime.fromisoformat(verified) if verified else None,
            "files": tuple(told["files"]),
        }
        return Backup(**told)
    except (ValueError, TypeError, KeyError) as error:
        raise Damaged("The note beside this backup cannot be read.", "Use another one; this one is kept.") from error
