"""`ats resume`: the profile on paper."""

from pathlib import Path
from typing import Annotated

import typer

from ats_desktop.cli import show
from ats_desktop.cli.place import place_of

PdfFile = Annotated[Path, typer.Argument(metavar="FILE.pdf", help="Where to write it; an older one is replaced")]


def resume(context: typer.Context, file: PdfFile) -> None:
    """Print your profile as a résumé: one column, plain headings, text that machines can read."""
    from ats_desktop.services import paper

    with place_of(context).writing() as work:
        kept = paper.resume(work)
        paper.keep_as(file, work.files.path(kept.sha256).read_bytes())
    show.say(f"{file}: {show.size(kept.size or 0)}. It is kept among your documents too.")


def add_to(top: typer.Typer) -> dict[str, typer.Typer]:
    """Put the commands into the program."""
    top.command("resume", rich_help_panel="Every day")(resume)
    return {}
