"""`ats bin`: what was removed, for 180 days, and the way back."""

from typing import Annotated

import typer

from ats_desktop.cli import show
from ats_desktop.cli.place import place_of
from ats_desktop.errors import NotFound, Refused
from ats_desktop.store.reads import bin as question
from ats_desktop.store.workspace import Workspace

MOST = 200


def list_(
    context: typer.Context,
    words: Annotated[str, typer.Argument(help="Words of what you look for")] = "",
    json: show.AsJson = False,
) -> None:
    """List what was removed, the newest first."""
    with place_of(context).reading() as work:
        names = question.names(work, work.now(), words)
        found = question.lines(work, names[:MOST])
        mine = work.identity.member if names else ""
    shown = [found[name] for name in names if name in found]
    if json:
        told = [{"noun": one.table, "id": one.row, "title": one.title, "at": one.at.isoformat()} for one in shown]
        show.as_json(bin=told, more=max(0, len(names) - len(shown)))
        return
    if not shown:
        show.say("Nothing with these words is in the bin." if words else "The bin is empty.")
        return
    lines = [[show.tail(one.row), one.kind, one.title, show.local(one.at), _whose(one.whose, mine)] for one in shown]
    show.table(["id", "what", "title", "removed", "by"], lines)
    if len(names) > len(shown):
        show.hint(f"And {len(names) - len(shown)} more; say some of their words.")


def _whose(whose: str, mine: str) -> str:
    return "you" if whose in {"here", mine} else "somebody you share with" if whose else ""


def restore(
    context: typer.Context,
    ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Ids of `ats bin list`, or their ends")],
) -> None:
    """Take rows out of the bin, back to their place."""
    from ats_desktop.services import bin as verbs

    with place_of(context).writing() as work:
        back = verbs.restore(work, [_named(work, one) for one in ids])
    show.say(f"{back} back in their places; `ats undo` takes that back." if back > 1 else "Back in its place.")


def _named(work: Workspace, tail: str) -> question.Name:
    found = [name for name in question.names(work, work.now()) if name[1].endswith(tail)]
    if len(found) != 1:
        kind, advice = (Refused, "Give more of its id.") if found else (NotFound, "`ats bin list` shows what is there.")
        raise kind(
            f"{'Several rows' if found else 'No row'} in the bin {'end' if found else 'ends'} in “{tail}”.", advice
        )
    return found[0]


def add_to(top: typer.Typer) -> dict[str, typer.Typer]:
    """Put the commands into the program."""
    made = typer.Typer(help="The bin: what was removed, for 180 days.", no_args_is_help=True)
    made.command("list")(list_)
    made.command()(restore)
    top.add_typer(made, name="bin", rich_help_panel="Looking in")
    return {"bin": made}
