"""`ats backup`: copies of the workspace, made, listed, opened again and restored; `ats reset`, a new beginning.

Why:    they are looked for when the file itself no longer opens, so only making and restoring one opens it.
"""

from pathlib import Path
from typing import Annotated

import typer

from ats_desktop.cli import show
from ats_desktop.cli.place import Place, place_of
from ats_desktop.errors import Damaged, NotFound, Refused
from ats_desktop.store import backup


def create(context: typer.Context) -> None:
    """Copy the workspace now, open the copy and check it."""
    from ats_desktop.services import restoring, upkeep

    place = place_of(context)
    with place.reading() as work:
        made = upkeep.back_up(work, place.backups(work.folder.name))
    show.say(f"Backed up and verified {restoring.rows_words(made.rows)}, {show.size(made.size)}: {made.name}")


def verify(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="A backup of `ats backup list`; each of them, if not said")] = "",
) -> None:
    """Open backups again, and check them against what was noted when they were made."""
    folder = _folder(place_of(context))
    chosen = [one for one in backup.listed(folder) if name in {"", one.name}]
    if not chosen:
        advice = "`ats backup list` shows those there are; `ats backup create` makes one."
        raise NotFound(f"There is no backup “{name}”." if name else "There is no backup yet.", advice)
    wrong = [error for error in (_verified(folder, one.name) for one in chosen) if error]
    if wrong:
        raise wrong[0]


def _verified(folder: Path, name: str) -> Damaged | None:
    try:
        made = backup.verify(folder, name)
    except Damaged as error:
        show.say(f"Damaged: {name}")
        return error
    show.say(f"Whole: {made.name}, {made.rows} rows")
    return None


def list_(context: typer.Context, json: show.AsJson = False) -> None:
    """List the backups, newest first, and say where they are."""
    folder = _folder(place_of(context))
    known = backup.listed(folder)
    if json:
        show.as_json(folder=str(folder), backups=[_told(one) for one in known])
        return
    if known:
        lines = [
            [one.name, show.local(one.at), one.why, str(one.rows), show.size(one.size), show.local(one.verified_at)]
            for one in known
        ]
        show.table(["name", "made", "why", "rows", "size", "verified"], lines)
        show.say(f"They are in {folder}")
    else:
        show.say("There is no backup yet; `ats backup create` makes one.")


Yes = Annotated[bool, typer.Option("--yes", help="Do not ask")]


def restore(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="A backup of `ats backup list`")],
    yes: Yes = False,
) -> None:
    """Open the state of a backup; what is open now is saved first, and nothing is deleted."""
    from ats_desktop.services import restoring

    place = place_of(context)
    chosen = backup.named(_folder(place), name)
    asked = (
        f"Open the state of {show.local(chosen.at)} ({restoring.rows_words(chosen.rows)}) instead of what is open now?"
    )
    _ask(f"{asked} That is saved first.", yes=yes)
    with place.app() as app:
        told = app.restore(name)
        apart = restoring.is_detached(app.work)
    place.tell_window("moved")
    show.say(told)
    if apart:
        show.say("It is not connected to the others. `ats backup keep --here`, or `--everyone`, says for whom it is.")


def keep(
    context: typer.Context,
    here: Annotated[bool, typer.Option("--here", help="For this computer only")] = False,
    everyone: Annotated[bool, typer.Option("--everyone", help="For everyone the workspace is shared with")] = False,
) -> None:
    """Say for whom a restored copy of a shared workspace is."""
    from ats_desktop.services import restoring

    place = place_of(context)
    if here == everyone:
        raise Refused("For whom is it?", "Say --here or --everyone.")
    with place.app() as app:
        if not restoring.is_detached(app.work):
            raise Refused("What is open is no restored copy.", "There is nothing to decide.")
        if here:
            restoring.keep_here(app.work)
            said = "It stays on this computer, connected to nobody."
        else:
            differed = app.give_to_everyone()
            said = f"{restoring.rows_words(differed)} differed; `ats sync` sends that, `ats undo` takes it back."
    place.tell_window("moved")
    show.say(said)


def damage(
    context: typer.Context,
    confirm: Annotated[bool, typer.Option("--confirm", help="You looked, and it is all there")] = False,
) -> None:
    """Say what was found damaged and what was saved; backups are not thinned until you confirm that it is all there."""
    from ats_desktop.services import restoring
    from ats_desktop.store import marker

    folder = _folder(place_of(context))
    told = marker.read(folder)
    if told is None or not told.at:
        show.say("Nothing was found damaged.")
        return
    show.say(*restoring.in_words(told))
    if confirm:
        marker.clear(folder)
        show.say("Noted. Old backups are thinned again.")


def reset(context: typer.Context, yes: Yes = False) -> None:
    """Begin anew with nothing in it; what is open now is saved first, and nothing is deleted."""
    place = place_of(context)
    _ask("Begin anew with an empty workspace? What is open now is saved first.", yes=yes)
    with place.app() as app:
        before = app.reset()
    place.tell_window("moved")
    show.say(f"Begun anew. What was open before is in {before}; `ats backup restore` goes back to it.")


def _ask(question: str, *, yes: bool) -> None:
    try:
        sure = yes or typer.confirm(question)
    except typer.Abort:
        sure = False  # nobody is there to be asked
    if not sure:
        raise Refused("Nothing was changed.", "--yes does it without asking.")


def _told(one: backup.Backup) -> dict[str, str | int | None]:
    verified = one.verified_at.isoformat() if one.verified_at else None
    told: dict[str, str | int | None] = {"name": one.name, "at": one.at.isoformat(), "why": one.why}
    return told | {"rows": one.rows, "bytes": one.size, "verified_at": verified}


def _folder(place: Place) -> Path:
    return place.backups(place.current() or "none")


def add_to(top: typer.Typer) -> dict[str, typer.Typer]:
    """Put the commands into the program."""
    copies = typer.Typer(help="Backups: copies that were opened before they count.", no_args_is_help=True)
    copies.command()(create)
    copies.command()(verify)
    copies.command("list")(list_)
    copies.command()(restore)
    copies.command()(keep)
    copies.command()(damage)
    top.command("reset", rich_help_panel="The machine")(reset)
    top.add_typer(copies, name="backup", rich_help_panel="The machine")
    return {"backup": copies}
