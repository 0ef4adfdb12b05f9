"""Write what a backup holds into a new workspace folder; nothing that is there is ever written over.

Why:    it is written beside its place and renamed when it is whole, so that no half is ever opened.
        The copy is another laptop from then on: the folder it was copied from may have sent more since.
Source: rulings 16; promises P15.
"""

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from ats_desktop.domain.stamps import hear
from ats_desktop.errors import Damaged
from ats_desktop.store import letters, mending
from ats_desktop.store.backup import Backup
from ats_desktop.store.files import digest, sync_file, sync_folder
from ats_desktop.store.opening import touching_files

if TYPE_CHECKING:
    from ats_desktop.store.workspace import Workspace


def lay_out(backups: Path, one: Backup, target: Path, also: Iterable[Path] = ()) -> tuple[str, ...]:
    """Write a backup out as a workspace folder; gives the documents whose files were found nowhere.

    Shape:  `also`: other folders of files to look in, where the backups' own has one no more.
    Raises: Damaged, when the backup is no longer what was noted; nothing is left behind then.
    """
    part = target.with_name(f".part-{target.name}")
    with touching_files():
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        try:
            shutil.copyfile(backups / f"{one.name}.db", part / "data.db")
            if digest(part / "data.db") != one.sha:
                raise Damaged("This backup was changed since it was made.", "Use another one; nothing was changed.")
            sync_file(part / "data.db")
            missing = bring_files(one.files, part / "files", [backups / "files", *also])
            part.rename(target)
            sync_folder(target.parent)
        finally:
            shutil.rmtree(part, ignore_errors=True)
    return missing


def bring_files(names: Iterable[str], target: Path, sources: Iterable[Path]) -> tuple[str, ...]:
    """Copy documents' files by their content; gives those found nowhere whole."""
    places, missing = list(sources), []
    for sha in names:
        place = target / sha[:2] / sha
        if place.exists():
            continue
        found = next((one for source in places if _whole(one := source / sha[:2] / sha, sha)), None)
        if found is None:
            missing.append(sha)
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        part = place.with_name(f".part-{sha}")
        shutil.copyfile(found, part)
        sync_file(part)
        part.replace(place)
    return tuple(missing)


def _whole(path: Path, sha: str) -> bool:
    return path.is_file() and digest(path) == sha


def part_ways(work: "Workspace", clock: str) -> None:
    """Let a copy be a laptop of its own: other stamps than the folder it was copied from, and later ones.

    Why:    a letter that waited in it may have gone out since; what is due is written anew.
    """
    was = work.identity.device
    mending.unseal(work, 1)
    mending.new_device(work)
    work.note(clock=hear(work.control().get("clock", ""), clock), was_device=was)
    letters.remove(work, letters.unfinished(work))
