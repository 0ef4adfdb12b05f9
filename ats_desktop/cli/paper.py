"""`ats resume` and `ats proof`: the profile and the search, on paper."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from ats_desktop.cli import show
from ats_desktop.cli.place import place_of
from ats_desktop.domain.proof import stretches
from ats_desktop.domain.reminders import local_day
from ats_desktop.errors import Refused

PdfFile = Annotated[Path, typer.Argument(metavar="FILE.pdf", help="Where to write it; an older one is replaced")]


def resume(context: typer.Context, file: PdfFile) -> None:
    """Print your profile as a résumé: one column, plain headings, text that machines can read.

    FILE.txt gives the same as plain text, FILE.json as other programs read it (JSON Resume).
    """
    from ats_desktop.services import paper, transfer

    with place_of(context).writing() as work:
        as_text = file.suffix.casefold() == ".txt"
        if as_text or file.suffix.casefold() == ".json":
            written = paper.resume_words(work).text.encode() + b"\n" if as_text else transfer.resume(work)
            paper.keep_as(file, written)
            show.say(f"{file}: {show.size(len(written))}.")
            return
        kept = paper.resume(work)
        paper.keep_as(file, work.files.path(kept.sha256).read_bytes())
    show.say(f"{file}: {show.size(kept.size or 0)}. It is kept among your documents too.")


def proof(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE.pdf", help="Where to write it; FILE.csv gives a list")],
    first: Annotated[
        str, typer.Option("--from", metavar="DAY", help="2026-11-01; the first of this month, if not said")
    ] = "",
    last: Annotated[
        str, typer.Option("--to", metavar="DAY", help="2026-11-30; the last of this month, if not said")
    ] = "",
) -> None:
    """Print what you applied for in a week or a month, as agencies ask: date, employer, position, method, result."""
    from ats_desktop.services import paper
    from ats_desktop.services.reminders import habits_of

    with place_of(context).reading() as work:
        usual = stretches(local_day(work.now(), habits_of(work).zone))["this month"]
        days = (_day(first) or usual[0], _day(last) or usual[1])
        as_list = file.suffix.casefold() == ".csv"
        paper.keep_as(file, (paper.proof_list if as_list else paper.draw_proof)(work, *days))
        lines = len(paper.prove(work, *days))
    many = "1 application" if lines == 1 else f"{lines} applications"
    show.say(f"{file}: {many} from {days[0]} to {days[1]}.")


def _day(text: str) -> date | None:
    """Read a day that was typed.

    Raises: Refused, when it is none.
    """
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise Refused(f"“{text}” is no day.", "Write it like 2026-11-30.") from error


def add_to(top: typer.Typer) -> dict[str, typer.Typer]:
    """Put the commands into the program."""
    for run in (resume, proof):
        top.command(run.__name__, rich_help_panel="Every day")(run)
    return {}
