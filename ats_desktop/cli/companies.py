"""`ats companies ...`: fill in the well-known ones, list them, count them by what they have in common."""

from typing import Annotated

import typer

from ats_desktop.cli import nouns, show
from ats_desktop.cli.place import place_of
from ats_desktop.domain.companies import Company
from ats_desktop.errors import Refused
from ats_desktop.services import packs


def populate(
    context: typer.Context,
    pack: Annotated[str, typer.Option(help="Which companies: top-tech or industry")] = packs.TOP_TECH,
) -> None:
    """Add well-known companies, each fact with its source; what is here already stays as it is."""
    with place_of(context).writing() as work:
        made = packs.populate_companies(work, pack=pack)
    show.say(f"Added {len(made)} companies." if made else "They are all here already.")


def fetch(
    limit: Annotated[int, typer.Option(min=1, help="At most so many")] = 50,  # noqa: ARG001 - taken as it will be
    provider: Annotated[str, typer.Option(help="github, jsonld, wikidata")] = "",  # noqa: ARG001 - as above
) -> None:
    """Look companies up on the web: comes in a later version.

    Raises: Refused, always: it is not built yet.
    """
    raise Refused(
        "Looking companies up on the web comes in a later version.",
        "`ats companies populate` fills in what ships with the program.",
    )


def list_(
    context: typer.Context,
    industry: Annotated[str, typer.Option(help="Only those of this industry")] = "",
    count_by: Annotated[str, typer.Option(metavar="FIELD", help="Count them by industry, country ...")] = "",
    json: show.AsJson = False,
) -> None:
    """List companies, or count them by one field."""
    where = [f"industry={industry}"] if industry else []
    if count_by:
        nouns.count(context, Company.noun.table, where, by=count_by.replace("-", "_"), json=json)
    else:
        nouns.list_(context, Company.noun.table, where, order="name", json=json)


def add_to(top: typer.Typer) -> dict[str, typer.Typer]:
    """Put the commands into the program."""
    made = typer.Typer(help="Companies.", no_args_is_help=True)
    for name, run in (("populate", populate), ("fetch", fetch), ("list", list_)):
        made.command(name)(run)
    top.add_typer(made, name="companies", rich_help_panel="Verbs")
    return {"companies": made}
