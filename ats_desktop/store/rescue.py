"""A damaged file: kept as it was found, read as far as it can be read, and never in the way of a start.

Why:    the damaged folder is never written to.  A copy of it is written out anew; where that is whole and
        lacks nothing that was backed up, it is opened.  Else the newest verified backup is, and what the
        damaged file still tells that is newer is put on top, as ordinary edits.  Either holds every row
        of the backup.  The mark beside the backups (marker.py) says what was done, until a person looked.
Shape:  <profile>/workspaces/<id>      as it was found, with DAMAGED.txt in it
        <profile>/workspaces/<id>.2    what is open now
Source: promises P8.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ats_desktop.domain.catalog import BY_TABLE, NOUNS
from ats_desktop.domain.schema import Entity, Field, Noun
from ats_desktop.domain.sharing import may_write
from ats_desktop.errors import AtsError
from ats_desktop.store import backup, diagnosis, marker, restoring
from ats_desktop.store.backup import Backup
from ats_desktop.store.files import sync_file, sync_folder
from ats_desktop.store.marker import Told
from ats_desktop.store.opening import Connection, connect, driver, speaking_plainly, touching_files

if TYPE_CHECKING:
    from ats_desktop.store.change import Change
    from ats_desktop.store.workspace import Workspace

Cells = dict[str, Any]
_NOTE = """This workspace was found damaged on {at}: {wrong}
Nothing in this folder was changed. What could be read of it is open in the folder {name}.
"""


@dataclass(slots=True)
class Legible:
    """What could be read of a damaged file: rows by table and id, what lies in the bin, the notes of sync."""

    rows: dict[str, dict[str, Cells]] = field(default_factory=dict)
    binned: list[tuple[str, str, str]] = field(default_factory=list)  # table, id, when
    known: dict[str, str] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)  # tables that broke off

    @property
    def many(self) -> int:
        """How many rows."""
        return sum(map(len, self.rows.values()))


def rescue(folder: Path, backups: Path, target: Path, wrong: str, *, now: Callable[[], datetime]) -> Told:
    """Make of a damaged workspace one that opens, in a folder of its own; gives what was done.

    Raises: Unavailable, when the disk is full: then nothing was changed.
    """
    newest = _newest_whole(backups, folder.name)
    work = target.with_name(f".part-{target.name}-reading")
    with touching_files():
        try:
            shutil.rmtree(work, ignore_errors=True)
            copies = _copies(folder, work)
            told = _written_anew(copies, backups, newest, target) or _put_together(
                copies, folder, backups, newest, target, now
            )
        finally:
            shutil.rmtree(work, ignore_errors=True)
    found = [path.name for path in (*(folder / "files").glob("??/*"), *(backups / "files").glob("??/*"))]
    restoring.bring_files(found, target / "files", [folder / "files", backups / "files"])
    told = _named(told, folder, wrong, newest, now())
    marker.freeze(backups, told)
    with suppress(OSError):
        (folder / "DAMAGED.txt").write_text(_NOTE.format(at=told.at, wrong=wrong, name=target.name), encoding="utf-8")
    return told


def _named(told: Told, folder: Path, wrong: str, newest: Backup | None, at: datetime) -> Told:
    used = (newest.name, newest.at.isoformat()) if newest and told.backup else ("", "")
    return Told(at.isoformat(), str(folder), wrong, *used, told.rows, told.since, told.unread)


def _newest_whole(backups: Path, folder: str) -> Backup | None:
    """Find the newest backup that is whole now: of this folder first, then of those before it."""
    every = [one for one in backup.listed(backups) if one.verified]
    for one in sorted(every, key=lambda one: one.folder == folder, reverse=True):  # stable: newest first in each
        with suppress(AtsError, driver.Error):
            backup.verify(backups, one.name, files=False)
            return one
    return None


def _copies(folder: Path, work: Path) -> list[Path]:
    """Copy the damaged file, with its log and without: the log may be another file's."""
    made = []
    for name, parts in (("with", ("data.db", "data.db-wal")), ("without", ("data.db",))):
        (work / name).mkdir(parents=True)
        for part in parts:
            if (folder / part).is_file():
                shutil.copyfile(folder / part, work / name / part)
        if (work / name / "data.db").exists():
            made.append(work / name / "data.db")
    return made


# --- everything could be read ---------------------------------------------------------------------


def _written_anew(copies: list[Path], backups: Path, newest: Backup | None, target: Path) -> Told | None:
    """Let SQLite write a copy out anew, indexes and all; None where that breaks off or lacks what was backed up."""
    for copy in copies:
        made = target.with_name(f".part-{target.name}") / "data.db"
        shutil.rmtree(made.parent, ignore_errors=True)
        made.parent.mkdir(parents=True)
        try:
            rows = _vacuum(copy, made, backups, newest)
            if rows:
                sync_file(made)
                made.parent.rename(target)
                sync_folder(target.parent)
                _part(target, newest)
                return Told(rows=rows)
        finally:
            shutil.rmtree(made.parent, ignore_errors=True)
    return None


def _part(target: Path, newest: Backup | None) -> None:
    from ats_desktop.store.workspace import Workspace

    work = Workspace.open(target)
    try:
        restoring.part_ways(work, newest.clock if newest else "")
    finally:
        work.close()


def _vacuum(copy: Path, made: Path, backups: Path, newest: Backup | None) -> int:
    """Write a file out anew; gives its rows, 0 where it is not whole or not ours."""
    try:
        with speaking_plainly(), closing(connect(copy)) as file:
            file.execute("vacuum into ?", (str(made),))
        with speaking_plainly(), closing(connect(made, read_only=True)) as file:
            backup.content_of(file)  # every letter can be read
            whole = file.execute("pragma integrity_check(1)").fetchone()[0] == "ok"
            known = dict(file.execute("select key, value from sync_control").fetchall())
            ours = newest is None or (
                known.get("workspace") == newest.workspace and not diagnosis.missing(file, backups, newest)
            )
            return sum(_count(file, row.noun.table) for row in NOUNS) if whole and ours else 0
    except (AtsError, driver.Error):
        return 0


def _count(file: Connection, table: str) -> int:
    with suppress(driver.Error):  # a table this version has not yet
        return int(file.execute(f"select count(*) from {table}").fetchone()[0])
    return 0


# --- the backup, and what the damaged file still tells on top ---------------------------------------


def _put_together(
    copies: list[Path], folder: Path, backups: Path, newest: Backup | None, target: Path, now: Callable[[], datetime]
) -> Told:
    from ats_desktop.store.workspace import Workspace

    if newest:
        restoring.lay_out(backups, newest, target, [folder / "files"])
    work = Workspace.open(target, now=now)
    try:
        read = _best([_legible(copy) for copy in copies], newest)
        if newest is None and len(read.known.get("workspace", "")) == len(work.identity.workspace):
            work.note(workspace=read.known["workspace"])  # names are made of it
        restoring.part_ways(work, max(read.known.get("clock", ""), newest.clock if newest else ""))
        since = _put_on_top(work, read)
        rows = sum(work.count(row) for row in NOUNS)
    finally:
        work.close()
    return Told(backup=newest.name if newest else "", rows=rows, since=since, unread=tuple(read.unread))


def _best(found: list[Legible], newest: Backup | None) -> Legible:
    """Choose the reading that tells most; never that of another workspace."""
    ours = [one for one in found if newest is None or one.known.get("workspace") in {None, newest.workspace}]
    return max(ours, key=lambda one: one.many, default=Legible())


def _legible(path: Path) -> Legible:
    """Read whatever can be read of a file, table by table."""
    read = Legible()
    try:
        file = connect(path)
    except (AtsError, driver.Error):
        read.unread = [row.noun.table for row in NOUNS]
        return read
    with closing(file):
        file.text_factory = lambda raw: raw.decode("utf-8", "replace")
        read.known = {str(cells["key"]): str(cells["value"] or "") for cells in _walk(file, "sync_control", read)}
        for noun in (row.noun for row in NOUNS):
            read.rows[noun.table] = {str(cells["id"]): cells for cells in _walk(file, noun.table, read) if _fits(cells)}
        binned = [cells for cells in _walk(file, "sync_trash", read) if cells.get("noun") in BY_TABLE]
        read.binned = [(str(one["noun"]), str(one["row"]), str(one["at"])) for one in binned]
    return read


def _walk(file: Connection, table: str, read: Legible) -> Iterator[Cells]:
    """Read a table from its beginning and from its end, each until it breaks off."""
    seen: set[Any] = set()
    for order in ("", " order by 1 desc"):
        try:
            asked = file.execute(f'select * from "{table}" not indexed{order}')
            names = [column[0] for column in asked.description]
            for row in asked:
                if row[0] not in seen:
                    seen.add(row[0])
                    yield dict(zip(names, row, strict=True))
        except (driver.Error, UnicodeDecodeError):
            if table not in read.unread:
                read.unread.append(table)
        else:
            return


def _fits(cells: Cells) -> bool:
    """Say whether a row can be one: torn pages give ids and values that are none."""
    row = cells.get("id")
    whole = isinstance(row, str) and len(row) >= _ID and row.isprintable() and "\ufffd" not in row
    return whole and not any(isinstance(cell, bytes) for cell in cells.values())


_ID = 36


def _put_on_top(work: "Workspace", read: Legible) -> int:
    """Write what is newer in the damaged file over the backup; gives how many rows that were.

    Why:    what this person may only read was written by others, and is read from them again.
    """
    since = 0
    with work.change("Read from the damaged file", origin="itself") as change:
        for noun in (row.noun for row in NOUNS):
            since += _put_noun(work, change, noun, read.rows.get(noun.table, {}))
        for table, row, at in read.binned:
            held = work.rows(f"select changed_at from {BY_TABLE[table].table} where id = ?", row)
            if held and at > str(held[0][0] or "") and _hers(work, change.get(BY_TABLE[table].row, row)):
                change.remove_all(BY_TABLE[table], [row])
                since += 1
    return since


def _put_noun(work: "Workspace", change: "Change", noun: Noun, rows: dict[str, Cells]) -> int:
    held = dict(work.rows(f"select id, coalesce(changed_at, '') from {noun.table}"))
    fresh = [made for row, cells in rows.items() if row not in held and _hers(work, made := noun.read(cells))]
    newer = [row for row, cells in rows.items() if row in held and str(cells.get("changed_at") or "") > held[row]]
    differed = 0
    for row in newer:
        theirs = change.get(noun.row, row)
        differed += _put_row(work, change, noun.read(rows[row]), theirs)
    change.save_all(fresh)
    return len(fresh) + differed


def _put_row(work: "Workspace", change: "Change", row: Any, theirs: Any) -> bool:
    from dataclasses import replace

    changed = [f for f, _ in row.noun.changes(row, theirs) if f.name != "section" and _may_write(work, row, f)]
    wanted = {f.name: getattr(row, f.name) for f in changed}
    if wanted:
        change.save(replace(theirs, **wanted), was=theirs)
    return bool(wanted)


def _hers(work: "Workspace", row: Entity) -> bool:
    """Say whether this person may write all that a row says."""
    said = (f for f in row.noun.plain if getattr(row, f.name) != f.default)
    return all(_may_write(work, row, f) for f in (row.noun.plain[0], *said))


def _may_write(work: "Workspace", row: Entity, field: Field) -> bool:
    me = work.identity
    stream = row.noun.stream_of(field, getattr(row, "section", None))
    return me.levels is None or may_write(me.levels, row.noun, stream, row.id, me.member)
