"""`ats companies ...`: fill in the well-known ones, look them up, list them, count them by what they share."""

import time
from typing import Annotated

import typer

from ats_desktop.cli import nouns, show
from ats_desktop.cli.place import place_of
from ats_desktop.domain.companies import Company
from ats_desktop.services import looking, packs


def populate(
    context: typer.Context,
    pack: Annotated[str, typer.Option(help="Which companies: top-tech or industry")] = packs.TOP_TECH,
) -> None:
    """Add well-known companies, each fact with its source; what is here already stays as it is."""
    with place_of(context).writing() as work:
        made = packs.populate_companies(work, pack=pack)
    show.say(f"Added {len(made)} companies." if made else "They are all here already.")


def fetch(
    context: typer.Context,
    limit: Annotated[int, typer.Option(min=1, help="At most so many; the next run goes on with the rest")] = 50,
    provider: Annotated[str, typer.Option(help="jsonld (their own page), wikidata; both, if not said")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be asked; ask nobody")] = False,
) -> None:
    """Look companies up on their own pages and Wikidata: facts with their source, one question a second."""
    providers = tuple(filter(None, provider.replace(" ", "").split(","))) or looking.PROVIDERS
    place = place_of(context)
    with place.writing() as work:
        wanted = looking.wanted(work, limit)
        if not wanted:
            show.say("Nothing to look up: no company with a website that was not looked up within a month.")
        for company in wanted:
            if dry_run:
                show.say("\n".join(f"{company.name}: {one}" for one in looking.addresses(company, providers)))
                continue
            made, notes = looking.look_up(work, place.open_web(), company, providers=providers, pause=time.sleep)
            show.say(
                "\n".join([f"{company.name}: {len(made)} new facts", *(f"  {one.kind.label}: {one}" for one in made)])
            )
            for note in notes:
                show.hint(note)


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
