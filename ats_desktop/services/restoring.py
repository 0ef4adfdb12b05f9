"""Go back to a backup, or begin anew; and decide, where the workspace is shared, for whom that was.

Why:    nothing is replaced: a restored copy is a folder of its own, beside the one that was open, and it is
        not connected to the others until somebody says for whom it was restored.  "For everyone" goes on in
        the folder that is still connected: what the restored copy says differently becomes an ordinary edit
        there, which travels, is undone and is merged like any other.  What was made since the backup stays.
Source: rulings 16; promises P15.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ats_desktop.domain.applications import Application, ApplicationStage
from ats_desktop.domain.catalog import BY_TABLE, NOUNS
from ats_desktop.domain.deliveries import ReminderDelivery
from ats_desktop.domain.schema import Entity
from ats_desktop.domain.settings import MAILER, Setting
from ats_desktop.domain.sharing import EDIT
from ats_desktop.errors import Damaged, NotAllowed, Refused
from ats_desktop.services import upkeep
from ats_desktop.services.ledger import noting
from ats_desktop.store import backup, restoring
from ats_desktop.store import rescue as saving
from ats_desktop.store.backup import Backup
from ats_desktop.store.command import command
from ats_desktop.store.marker import Told
from ats_desktop.store.reads.application import may
from ats_desktop.store.workspace import Workspace

if TYPE_CHECKING:
    from ats_desktop.store.change import Change

_PLACE = ("place", "login")  # what connects a file with the others
_FEW = 3  # kinds of rows that are named
_APART = "was_"  # before the name of what a detached file keeps of it


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored, and what there is to know of it."""

    name: str  # of the new workspace folder
    backup: Backup
    saved: Backup | None  # the state before; None where it could not be read whole: its folder is as it was
    missing: int  # documents whose files were found nowhere

    def __str__(self) -> str:
        said = [f"Restored the state of {self.backup.at.astimezone():%Y-%m-%d %H:%M}, {rows_words(self.backup.rows)}."]
        if self.saved:
            said.append(f"What was open before was saved as {self.saved.name}.")
        else:
            said.append("What was open before could not be saved whole; its folder is as it was.")
        if self.missing:
            said.append(f"{self.missing} documents have lost their files.")
        return " ".join(said)


@command("Restore a backup")
def restore(work: Workspace, backups: Path, name: str, target: Path) -> Restored:
    """Write a backup out as a workspace of its own, not connected to the others; what is open is saved first.

    Raises: NotFound, when there is no such backup; Damaged, when it is not whole; nothing is changed then.
    """
    chosen = backup.verify(backups, backup.named(backups, name).name)
    saved = _save(work, backups, backup.BEFORE_RESTORE)
    missing = restoring.lay_out(backups, chosen, target, [work.folder / "files"])
    made = Workspace.open(target, backups=backups, now=work.now)
    try:
        known = _control(work)
        restoring.part_ways(made, known.get("clock", ""))
        detach(made, work.folder.name, known)
        if may(made, ReminderDelivery.noun.stream, EDIT):  # what others wrote there is read from them again
            _keep_what_was_sent(work, made)
            _go_on_mailing(made)
        upkeep.back_up(made, backups, why="restored")
    finally:
        made.close()
    return Restored(target.name, chosen, saved, len(missing))


@command("Start over")
def reset(work: Workspace, backups: Path, target: Path) -> Backup | None:
    """Make a fresh workspace; what is open is saved first and stays where it is. Gives the copy saved."""
    saved = _save(work, backups, backup.BEFORE_RESET)
    made = Workspace.open(target, backups=backups, now=work.now)
    try:
        _ = made.identity
        made.note(clock=_control(work).get("clock", ""))
        upkeep.back_up(made, backups, why="begun anew")
    finally:
        made.close()
    return saved


def rescue(folder: Path, backups: Path, target: Path, wrong: str, *, now: Callable[[], datetime]) -> Told:
    """Make of a damaged workspace one that opens, not connected to the others; the damaged one stays as it is.

    Raises: Unavailable, when the disk is full: then nothing was changed.
    """
    told = saving.rescue(folder, backups, target, wrong, now=now)
    made = Workspace.open(target, now=now)
    try:
        detach(made, folder.name, {})
        if may(made, ReminderDelivery.noun.stream, EDIT):
            _go_on_mailing(made)
        upkeep.back_up(made, backups, why="rescued")
    finally:
        made.close()
    return told


def rows_words(many: int) -> str:
    """Say how many rows.

    >>> rows_words(1), rows_words(1234)
    ('1 row', '1,234 rows')
    """
    return "1 row" if many == 1 else f"{many:,} rows"


def rows_in(work: Workspace) -> int:
    """Count what a workspace holds."""
    return sum(work.count(row) for row in NOUNS)


def in_words(told: Told) -> tuple[str, ...]:
    """Say what was found damaged, what was opened instead, and what to do."""
    found = datetime.fromisoformat(told.at).astimezone()
    if told.backup:
        at = datetime.fromisoformat(told.backup_at).astimezone()
        opened = f"The backup of {at:%Y-%m-%d %H:%M} was opened"
        newer = f", and {told.since} newer were read out of the damaged file" if told.since else ""
    elif told.rows:
        opened, newer = "What could be read of it was saved", ""
    else:
        opened, newer = "Nothing of it could be read, and there is no backup", ""
    unread = [BY_TABLE[table].title.lower() for table in told.unread if table in BY_TABLE]
    of_it = "it" if len(unread) > _FEW else ", ".join(sorted(unread))
    lost = (f"Not everything could be read of {of_it}: what was written there since may be missing.",)
    return (
        f"Your file was found damaged on {found:%Y-%m-%d %H:%M}.",
        f"{opened}{newer}; here now: {rows_words(told.rows)}.",
        *(lost if unread else ()),
        f"The damaged file is kept as it was found, in {told.folder}.",
        "Look whether everything is there; an older backup can be restored. No backup is removed until you say so.",
    )


def _save(work: Workspace, backups: Path, why: str) -> Backup | None:
    """Save the state before; a damaged one lies in its folder as it was, and that is kept too.

    Why:    nothing is thinned here: one more copy may make the very one that is to be restored needless.
    """
    with suppress(Damaged):
        return backup.create(work.folder, backups, why=why, now=work.now())
    return None


def _control(work: Workspace) -> dict[str, str]:
    with suppress(Damaged):
        return work.control()
    return {}


def _keep_what_was_sent(before: Workspace, made: Workspace) -> None:
    """Let no reminder go out twice: what was sent stays sent, whatever else goes back in time."""
    with suppress(Damaged):
        sent = before.all(ReminderDelivery)
        with noting(made) as change:
            for fact in sent:
                known = change.find(ReminderDelivery, fact.id)
                if known is None:
                    change.save(fact)
                elif known != fact:
                    change.save(fact, was=known)


def _go_on_mailing(made: Workspace) -> None:
    """If this laptop sent the mail, its restored copy does."""
    with noting(made) as change:
        known = next(iter(change.all(Setting, {"key": MAILER.key})), None)
        if known is not None and known.value == made.control().get("was_device"):
            change.save(replace(known, value=made.identity.device))


# --- not connected ----------------------------------------------------------------------------------


def detach(work: Workspace, before: str, known: Mapping[str, str]) -> None:
    """Take the copy of a shared workspace off its place, until it is said for whom it is.

    Shape:  `known`: the notes of the folder it came from: a copy may be older than the sharing.
    """
    told = known if "place" in known else work.control()
    if "place" in told:
        kept = {f"{_APART}{key}": told[key] for key in _PLACE if key in told}
        work.note(**kept, **dict.fromkeys(_PLACE, ""), detached=before, member=told["member"])


def is_detached(work: Workspace) -> bool:
    """Say whether it has yet to be decided for whom this copy is."""
    return "detached" in work.control()


def came_from(work: Workspace) -> str:
    """Name the folder that is still connected to the others."""
    return work.control().get("detached", "")


def keep_here(work: Workspace) -> None:
    """Let the copy stay what it is: one's own, connected to nobody."""
    work.note(**{f"{_APART}{key}": "" for key in _PLACE}, detached="")


def reconnect(work: Workspace) -> None:
    """Connect a copy with the others again: what they wrote since is merged into it.

    Raises: Refused, for one that was never taken off.
    """
    known = work.control()
    if not is_detached(work):
        raise Refused("This workspace is not a restored copy.", "There is nothing to decide.")
    back = {key: known.get(f"{_APART}{key}", "") for key in _PLACE}
    work.note(**back, **{f"{_APART}{key}": "" for key in _PLACE}, detached="", taught="")


def give(source: Workspace, target: Workspace) -> int:
    """Write what the restored copy says differently into the connected workspace; gives how many rows differed.

    Raises: NotAllowed, for anybody but the owner.
    """
    if target.identity.levels is not None:
        raise NotAllowed("Only the owner can restore for everyone.", "It stays for this computer.")
    shas = [path.name for path in (source.folder / "files").glob("??/*")]
    restoring.bring_files(shas, target.folder / "files", [source.folder / "files"])
    with target.change("Restore for everyone") as change:
        differed = sum(_give_noun(source, target, change, kind) for kind in NOUNS if kind.noun.scope == "synced")
        return differed + _take_back_steps(source, change)


def _give_noun(source: Workspace, target: Workspace, change: "Change", kind: type[Entity]) -> int:
    """Write the rows of one noun that differ; those in the bin of the copy go into the bin."""
    if kind is ReminderDelivery:
        return 0  # what was sent stays sent
    theirs = {row.id: row for row in change.all(kind)}
    waiting = {row for noun, row, *_ in target.bin() if noun is kind.noun}
    fresh: list[Entity] = []
    differed = 0
    for row in source.all(kind):
        if row.id in waiting:
            change.restore(kind.noun, row.id)
            theirs[row.id] = change.get(kind, row.id)
        if row.id not in theirs:
            fresh.append(row)
        else:
            differed += _give_row(change, row, theirs[row.id]) or row.id in waiting
    change.save_all(fresh)
    gone = [row for noun, row, *_ in source.bin() if noun is kind.noun and row in theirs]
    change.remove_all(kind.noun, gone)
    return differed + len(fresh) + len(gone)


def _give_row(change: "Change", row: Entity, theirs: Entity) -> bool:
    wanted: dict[str, Any] = {f.name: getattr(row, f.name) for f, _ in row.noun.changes(row, theirs)}
    wanted.pop("section", None)  # fixed at birth
    if isinstance(row, Setting) and row.key == MAILER.key:
        return False  # which laptop sends the mail is not of the past
    if wanted:
        change.save(replace(theirs, **wanted), was=theirs)
    return bool(wanted)


def _take_back_steps(source: Workspace, change: "Change") -> int:
    """Put the cards back where they were: steps taken since the backup, of applications it knows, go into the bin."""
    known = {row.id for row in source.all(Application)}
    steps: Sequence[ApplicationStage] = change.all(ApplicationStage)
    kept = {row.id for row in source.all(ApplicationStage)}
    since = [row.id for row in steps if row.application in known and row.id not in kept]
    change.remove_all(ApplicationStage.noun, since)
    return len(since)
