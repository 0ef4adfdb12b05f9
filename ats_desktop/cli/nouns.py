"""`ats list|show|add|edit|remove|count WHAT`: any noun, by a plain word, its table's name or its class's."""

from dataclasses import asdict
from typing import Annotated

import typer

from ats_desktop.cli import adding, show, typed
from ats_desktop.cli.place import place_of
from ats_desktop.domain.schema import Entity, Noun
from ats_desktop.services import rows as verbs
from ats_desktop.store.reads import rows as questions
from ats_desktop.store.reads.sharing import names
from ats_desktop.store.workspace import Workspace

NounName = Annotated[str, typer.Argument(metavar="WHAT", help="jobs, applications, contacts, tasks, notes, ...")]
RowId = Annotated[str, typer.Argument(metavar="ID", help="An id, or its beginning or end")]
Pairs = Annotated[
    list[str], typer.Argument(metavar="FIELD=VALUE...", help="title=Engineer company_name='Brightwater Labs'")
]
Where = Annotated[list[str], typer.Option(help="field=value, field~word, field>=value; may be repeated")]


def list_(
    context: typer.Context,
    noun: NounName,
    where: Where = [],  # noqa: B006 - typer copies it
    order: Annotated[str, typer.Option(help="A field; -field for the largest first")] = "",
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many")] = None,
    json: show.AsJson = False,
) -> None:
    """List your jobs, contacts, tasks or anything else."""
    kind = typed.noun_named(noun)
    with place_of(context).reading() as work:
        asked = typed.conditions(work, kind, where)
        found = work.all(kind.row, asked, order, limit)
        titles = typed.titles(work, found)
    if json:
        show.as_json(noun=kind.table, rows=[show.json_row(row) for row in found])
    elif found:
        show.rows_table(kind, found, titles)
    else:
        show.say(f"No {kind.title.lower()} {'like that' if where else 'yet'}.")


def show_(context: typer.Context, noun: NounName, row: RowId, json: show.AsJson = False) -> None:
    """Show one of them, with every field."""
    kind = typed.noun_named(noun)
    with place_of(context).reading() as work:
        found = typed.row_named(work, kind, row)
        _answer(work, found, json=json)


def _answer(work: Workspace, row: Entity, *, json: bool) -> None:
    by = questions.written(work, row.noun, row.id)
    if json:
        show.as_json(noun=row.noun.table, row=show.json_row(row) | asdict(by))
    else:
        show.one_row(
            row,
            typed.titles(work, [row]),
            [
                ("Written", _by(work, by.created_at, by.created_by)),
                ("Changed", _by(work, by.changed_at, by.changed_by)),
            ],
        )


def _by(work: Workspace, at: str, member: str) -> str:
    """Say when and by whom; the id stands behind the name, for who wants to know exactly."""
    mine = member == work.control().get("member")
    who = "you" if mine else names(work).get(member) or "somebody"
    return f"{at} by {who} ({member})" if member else at


def add(
    context: typer.Context,
    noun: Annotated[str, typer.Argument(metavar="LINK|FILE|-|WHAT", help="A posting; or jobs, contacts, tasks, ...")],
    pairs: Annotated[list[str] | None, typer.Argument(metavar="[FIELD=VALUE]...", help="title=Engineer")] = None,
    json: show.AsJson = False,
) -> None:
    """Add a posting by its link, its saved page or its text (-); or one of anything: `ats add tasks title=Write`."""
    if not pairs and adding.is_thing(noun):
        adding.take(place_of(context), noun, json=json)
        return
    kind = typed.noun_named(noun)
    if not pairs:
        raise typer.BadParameter(f"say what it is: ats add {noun} {kind.plain[0].name}=...")
    with place_of(context).writing() as work:
        made = verbs.add(work, kind.row, **typed.values(work, kind, typed.pairs(pairs)))
        _done(made, "Added", json=json)


def edit(context: typer.Context, noun: NounName, row: RowId, pairs: Pairs, json: show.AsJson = False) -> None:
    """Change fields of one; `field=` empties a field."""
    kind = typed.noun_named(noun)
    with place_of(context).writing() as work:
        was = typed.row_named(work, kind, row)
        made = verbs.edit(work, was, **typed.values(work, kind, typed.pairs(pairs)))
        _done(made, "Changed", json=json)


def remove(context: typer.Context, noun: NounName, row: RowId, json: show.AsJson = False) -> None:
    """Put one into the bin, where it stays for 180 days; `ats undo` takes it out again."""
    kind = typed.noun_named(noun)
    with place_of(context).writing() as work:
        found = typed.row_named(work, kind, row)
        verbs.remove(work, found)
        _done(found, "Removed", json=json)


def _done(row: Entity, what: str, *, json: bool) -> None:
    if json:
        show.as_json(noun=row.noun.table, row=show.json_row(row))
    else:
        show.say(f"{what}: {row} ({show.tail(row.id)})")


def count(
    context: typer.Context,
    noun: NounName,
    where: Where = [],  # noqa: B006 - typer copies it
    by: Annotated[str, typer.Option(metavar="FIELD", help="Count each value of this field")] = "",
    json: show.AsJson = False,
) -> None:
    """Count them, also by the values of a field."""
    kind = typed.noun_named(noun)
    with place_of(context).reading() as work:
        asked = typed.conditions(work, kind, where)
        total = work.count(kind.row, asked)
        heaps = questions.counted(work, kind, by, asked) if by else []
    named = [(_heap(kind, by, cell), many) for cell, many in heaps]
    if json:
        groups = {"by": by, "groups": [{"value": value, "count": many} for value, many in named]} if by else {}
        show.as_json(noun=kind.table, count=total, **groups)
    elif by:
        show.table([by, "count"], [[value or "(empty)", str(many)] for value, many in named])
    else:
        show.say(total)


def _heap(noun: Noun, by: str, cell: str | float | None) -> str:
    field = noun.by_name.get(by)
    return typed.shown_cell(field, cell) if field else str(cell or "")


def add_to(top: typer.Typer) -> dict[str, typer.Typer]:
    """Put the commands into the program."""
    panel = "Every list"
    for name, run in (
        ("list", list_),
        ("show", show_),
        ("add", add),
        ("edit", edit),
        ("remove", remove),
        ("count", count),
    ):
        top.command(name, rich_help_panel=panel)(run)
    return {}
