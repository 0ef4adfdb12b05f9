"""`ats tables`: a look at the tables that matter, a few rows of each.

Source: seed, "Show Important Tables": its flags, its words, its errors.
"""

from typing import Annotated, Any

import typer

from ats_desktop.cli import show, typed
from ats_desktop.cli.place import place_of
from ats_desktop.domain.catalog import BY_CLASS, NOUNS
from ats_desktop.domain.schema import Entity, Noun, stored
from ats_desktop.store.workspace import Workspace

LONGEST = 120  # signs of a value
IMPORTANT = (
    *("CandidateProfile", "Education", "Certification", "Skill", "CandidateSkill", "Project", "Document"),
    *("Application", "Interview", "Company", "JobOpportunity"),
)  # those the program does not know yet are passed over


def tables(
    context: typer.Context,
    limit: Annotated[int, typer.Option(min=0, help="Rows of each table")] = 10,
    order: Annotated[str, typer.Option(help="A field, where a table has it; -created_at for the newest first")] = "",
    all_: Annotated[bool, typer.Option("--all", help="Every table")] = False,
    models: Annotated[list[str], typer.Option(help="Only these: --models CandidateProfile Education")] = [],  # noqa: B006 - typer copies it
    more: Annotated[list[str], typer.Argument(metavar="[NAMES]...", hidden=True)] = [],  # noqa: B006 - what follows the first of --models
    json: show.AsJson = False,
) -> None:
    """Print some rows of the tables that matter."""
    asked = [typed.noun_named(word) for word in (*models, *more)]
    usual = [row.noun for row in NOUNS] if all_ else [BY_CLASS[name] for name in IMPORTANT if name in BY_CLASS]
    with place_of(context).reading() as work:
        found = [(noun, work.count(noun.row), _first(work, noun, order, limit)) for noun in asked or usual]
    if json:
        listed = [
            {"noun": n.table, "count": count, "rows": [show.json_row(row) for row in rows]} for n, count, rows in found
        ]
        show.as_json(tables=listed)
        return
    for noun, count, rows in found:
        show.say(
            f"=== {noun.row.__name__} (count: {count}) ===", *(map(line, rows)), *([] if rows else ["<no rows>"]), ""
        )


def _first(work: Workspace, noun: Noun, order: str, limit: int) -> list[Any]:
    known = order.lstrip("-") in stored(noun)
    return work.all(noun.row, order=order if known else "id", limit=limit)


def line(row: Entity) -> str:
    """Write a row with all that is in it: links as ids, long values cut."""
    cells = ((field.name, field.kind.encode(getattr(row, field.name)), field) for field in row.noun.fields)
    told = (
        f"{name}={_cut(str(field.kind.show(getattr(row, name))))}" for name, cell, field in cells if cell is not None
    )
    return " | ".join([f"id={row.id}", *told])


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def add_to(top: typer.Typer) -> dict[str, typer.Typer]:
    """Put the command into the program."""
    top.command("tables", rich_help_panel="Looking in")(tables)
    return {}
