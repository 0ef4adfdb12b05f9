"""The board: cards put into a column, and in their place in it."""

from collections.abc import Sequence
from dataclasses import replace

from ats_desktop.domain.applications import Application
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.ordering import places, rank
from ats_desktop.domain.schema import Id
from ats_desktop.services import jobs
from ats_desktop.services.applications import find_stage, move_all
from ats_desktop.store.command import command
from ats_desktop.store.workspace import Workspace


@command("Move cards")
def place(
    work: Workspace, cards: Sequence[Id[Application]], stage: str, *, between: tuple[str, str] | None = None
) -> list[Application]:
    """Put cards into a column; those that are there already only change their place.

    Shape:  `between` holds the ids of the cards above and below, "" at the ends; None leaves the place to time.
    Raises: Refused, for an unknown stage; NotFound, when a card is gone.
    """
    target = find_stage(work, stage)
    with work.change(f"Move to {target}") as change:
        found = [change.get(Application, card) for card in cards]
        arriving = [card.id for card in found if card.stage != target.key]
        if arriving:
            move_all(work, arriving, target.key)
        if between is not None:
            above, below = (_rank(work, neighbour, target.key) for neighbour in between)
            for card, position in zip(found, places(target.key, above, below, len(found)), strict=True):
                change.save(replace(card, position=position), was=card)
    return [work.get(Application, card) for card in cards]


@command("Put cards away")
def put_away(work: Workspace, cards: Sequence[Id[Application]]) -> list[JobOpportunity]:
    """Put the jobs of several cards away, as one step of undo."""
    with work.change("Archive") as change:
        return [jobs.archive(work, change.get(Application, card).job) for card in cards]


@command("Put jobs away")
def put_jobs_away(work: Workspace, found: Sequence[Id[JobOpportunity]]) -> list[JobOpportunity]:
    """Put several jobs away, as one step of undo."""
    with work.change("Archive"):
        return [jobs.archive(work, job) for job in found]


@command("Take jobs out again")
def take_out(work: Workspace, found: Sequence[Id[JobOpportunity]]) -> list[JobOpportunity]:
    """Bring several jobs that were archived back, as one step of undo."""
    with work.change("Bring back"):
        return [jobs.unarchive(work, job) for job in found]


def _rank(work: Workspace, card: str, stage: str) -> str:
    """Give the rank of a neighbour; one that left the column meanwhile is no bound."""
    found = work.find(Application, card) if card else None
    if found is None or found.stage != stage:
        return ""
    return rank(found.stage, found.stage_since, found.position, found.id)
