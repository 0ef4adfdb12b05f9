"""`ats import` and `ats export`: files in and out."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from ats_desktop.cli import show, typed
from ats_desktop.cli.place import place_of

_SHOWN = 40  # rows of a dry run


def import_(
    context: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="LinkedIn's zip, CSV, XLSX, JSON Resume, PDF, DOCX, ICS, EML, VCF, or a folder of `ats export`",
        ),
    ],
    format_: Annotated[
        str, typer.Option("--format", metavar="F", help="csv, workbook, linkedin, resume ...; found out, if not said")
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would happen; write nothing")] = False,
    day_first: Annotated[
        bool, typer.Option("--day-first", help="3/4 is the third of April, where nothing else decides")
    ] = False,
    column: Annotated[
        list[str], typer.Option(metavar="HEADING=ROLE", help="What a column is, where its heading does not say")
    ] = [],  # noqa: B006 - typer copies it
    application: Annotated[
        str, typer.Option(metavar="ID", help="Whose interview an invitation is, where its words do not say")
    ] = "",
    json: show.AsJson = False,
) -> None:
    """Bring in a file; what is there already is not brought twice, and one `ats undo` takes it all back."""
    from ats_desktop.services import transfer

    place = place_of(context)
    with place.writing() as work:
        made = transfer.import_file(
            work,
            file,
            format=format_,
            mapping=typed.pairs(column),
            day_first=day_first,
            application=application,
            dry_run=dry_run,
            backups=place.backups(work.folder.name),
        )
    if json:
        show.as_json(**_told(made))
        return
    show.say(*(f"{note.place}: {note.text}" if note.place else note.text for note in made.notes))
    if dry_run:
        _lines(made.lines)
    show.say(made)


def _lines(lines: Sequence[Any]) -> None:
    """Print what would become of the first rows."""
    show.table(
        ["where", "noun", "what", "", "why"],
        [[one.place, one.table, one.title, one.fate.value, one.reason] for one in lines[:_SHOWN]],
    )
    if len(lines) > _SHOWN:
        show.say(f"... and {len(lines) - _SHOWN} more")


def _told(made: Any) -> dict[str, Any]:
    from ats_desktop.services.weighing import Fate

    return {
        "file": made.title,
        "format": made.format,
        "dry_run": made.dry_run,
        "counts": {fate.value: made.count(fate) for fate in Fate},
        "notes": [{"place": note.place, "text": note.text} for note in made.notes],
        "rows": [
            {"place": one.place, "noun": one.table, "title": one.title, "fate": one.fate.value, "why": one.reason}
            for one in made.lines
        ],
    }


def export(
    context: typer.Context, folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder")]
) -> None:
    """Write everything into a folder: a CSV file for each list, your profile as JSON Resume."""
    from ats_desktop.services import transfer

    with place_of(context).reading() as work:
        made = transfer.export(work, folder)
    show.say(f"{made.rows:,} rows in {len(made.files)} files: {made.folder}")


def add_to(top: typer.Typer) -> dict[str, typer.Typer]:
    """Put the commands into the program."""
    top.command("import", rich_help_panel="Every day")(import_)
    top.command("export", rich_help_panel="Every day")(export)
    return {}
