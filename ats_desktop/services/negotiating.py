"""Negotiating: what was asked about an offer and what was answered, in the words and figures it was said in."""

from dataclasses import replace
from datetime import datetime

from ats_desktop.domain.negotiation import NegotiationRound, RoundResult
from ats_desktop.domain.offers import OPEN_OFFERS, Offer, OfferStatus
from ats_desktop.domain.schema import Id
from ats_desktop.domain.values import Money, parse_money
from ats_desktop.errors import Refused
from ats_desktop.store.command import command
from ats_desktop.store.workspace import Workspace


@command("Ask for more")
def ask(
    work: Workspace, offer: Id[Offer], asked: str, *, said_to: str = "", at: datetime | None = None
) -> NegotiationRound:
    """Note what was asked, a figure or words; the offer waits for their answer from then on.

    Raises: Refused, without anything asked, or when the offer was answered.
    """
    with work.change("Ask for more") as change:
        found = change.get(Offer, offer)
        if found.status not in OPEN_OFFERS:
            raise Refused(f"This offer is {found.status.label.lower()}.", "Open it again first.")
        money, words = _read(asked, found.base.currency)
        if not (money.currency or words):
            raise Refused("What was asked for?", "Write a figure, or a few words: two more days off.")
        if found.status is not OfferStatus.COUNTERED:
            change.save(replace(found, status=OfferStatus.COUNTERED))
        return change.save(
            NegotiationRound(offer=offer, at=at or change.now, asked=money, asked_words=words, said_to=said_to.strip())
        )


@command("Note their answer")
def answer(
    work: Workspace,
    step: Id[NegotiationRound],
    result: RoundResult,
    *,
    answered: str = "",
    at: datetime | None = None,
) -> NegotiationRound:
    """Note what they answered, and what came of it; with no other question open, the offer is as it was."""
    with work.change("Note their answer") as change:
        found = change.get(NegotiationRound, step)
        offer = change.find(Offer, found.offer)
        money, words = _read(answered, offer.base.currency if offer else "")
        told_something = result is not RoundResult.PENDING or bool(money.currency or words)
        told = replace(found, result=result, answered=money, answer_words=words)
        saved = change.save(replace(told, answered_at=at or change.now if told_something else None))
        others = change.all(NegotiationRound, {"offer": found.offer, "result": RoundResult.PENDING})
        if offer is not None and offer.status is OfferStatus.COUNTERED and not others:
            change.save(replace(offer, status=OfferStatus.PENDING))
        return saved


@command("Take over what was agreed")
def take_over(work: Workspace, step: Id[NegotiationRound]) -> Offer:
    """Let the figure they agreed to be the base pay of the offer.

    Raises: Refused, where no figure was agreed on.
    """
    with work.change("Take over what was agreed") as change:
        found = change.get(NegotiationRound, step)
        agreed = found.answered if found.answered.currency else found.asked
        if found.result is not RoundResult.ACCEPTED or not agreed.currency:
            raise Refused("No figure was agreed on.", "Note their answer first.")
        return change.save(replace(change.get(Offer, found.offer), base=agreed))


def _read(text: str, currency: str) -> tuple[Money, str]:
    """Read a figure, in the offer's own currency where none is said; whatever is none is kept as words."""
    told = text.strip()
    try:
        money = parse_money(told, currency=currency) if told else Money()
    except ValueError:
        return Money(), told
    return (money, "") if money.currency else (Money(), told)
