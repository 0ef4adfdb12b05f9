"""What is done every day: search, stage, undo, import, export."""

from contextlib import suppress
from typing import Annotated

import typer

from ats_desktop.cli import show, typed
from ats_desktop.cli.place import place_of
from ats_desktop.domain.applications import Application
from ats_desktop.domain.schema import Id
from ats_desktop.domain.seeking import read
from ats_desktop.errors import AtsError
from ats_desktop.services import upkeep
from ats_desktop.store.reads import search as question


def search(
    context: typer.Context,
    words: Annotated[list[str], typer.Argument(help="Words, and stage: company: tag: kind: due:<7d")],
    limit: Annotated[int, typer.Option(min=1, help="At most so many")] = 50,
    json: show.AsJson = False,
) -> None:
    """Find anything by the words in it, narrowed by stage:applied company:quill due:<7d."""
    with place_of(context).reading() as work:
        with suppress(AtsError):  # a newer file, or one another program writes to just now: what is indexed is searched
            upkeep.index(work)
        asked = read(" ".join(map(_quoted, words)), work.now().astimezone().date())
        found = question.best(work, asked, limit)
        indexing = work.indexing()
    if json:
        told = [{"noun": hit.table, "id": hit.id, "title": hit.title, "snippet": hit.snippet} for hit in found]
        show.as_json(hits=told, indexing=indexing)
        return
    for strange in asked.unread:
        show.hint(f"“{strange}” is no day; try due:today, due:<7d or due:late.")
    if found:
        lines = [[show.tail(hit.id), hit.table, hit.title, hit.snippet or hit.note] for hit in found]
        show.table(["id", "list", "what", "where"], lines)
    else:
        show.say(f"Nothing has “{' '.join(words)}” in it.")
    if indexing:
        show.say("A large import is still being indexed; look again in a moment.")


def _quoted(word: str) -> str:
    """Put the quotes back that the shell took off: company:"Kestrel Freight"."""
    name, sign, value = word.partition(":")
    return f'{name}:"{value}"' if sign and " " in value and '"' not in value else word


def stage(
    context: typer.Context,
    application: Annotated[str, typer.Argument(metavar="APPLICATION", help="Its id, or its beginning or end")],
    stage: Annotated[str, typer.Argument(metavar="STAGE", help="applied, offer, or your own word for it")],
    at: Annotated[str, typer.Option(metavar="WHEN", help="2026-11-20 or 2026-11-20T14:30 by your clock; or now")] = "",
) -> None:
    """Note that an application came to a stage, now or at a time past."""
    from ats_desktop.services import applications
    from ats_desktop.store.reads.found import stage_names

    with place_of(context).writing() as work:
        found = typed.row_named(work, Application.noun, application)
        moved = applications.move(work, Id(found.id), stage, at=typed.moment(work, at))
        name = stage_names(work).get(moved.stage, moved.stage)
        show.say(f"{typed.title_of(work, moved)}: {name}, since {show.local(moved.stage_since)}")


def undo(context: typer.Context) -> None:
    """Take back the newest change, whoever on this laptop made it: window or command line."""
    with place_of(context).writing() as work:
        show.say(work.undo() or "There is nothing to undo.")


def redo(context: typer.Context) -> None:
    """Do again what was taken back last."""
    with place_of(context).writing() as work:
        show.say(work.redo() or "There is nothing to do again.")


def add_to(top: typer.Typer) -> dict[str, typer.Typer]:
    """Put the commands into the program."""
    for run in (search, stage, undo, redo):
        top.command(run.__name__, rich_help_panel="Every day")(run)
    return {}
