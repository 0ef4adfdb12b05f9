"""Negotiation: what was asked about an offer, and what was answered, round by round and dated.

Source: seed, "SalaryNegotiationOutcome"; domain.md A.4, "negotiation_round".
"""

from collections.abc import Iterable
from datetime import datetime

from ats_desktop.domain.jobs import PayFact, SalaryData
from ats_desktop.domain.offers import Offer
from ats_desktop.domain.schema import Entity, Id, Text, Words, label
from ats_desktop.domain.values import Money, PayRange


class RoundStage(Words):
    """At which point it was asked."""

    PRE_OFFER = "pre_offer"
    OFFER = "offer"
    COUNTER = "counter"
    FINAL = "final"


class RoundResult(Words):
    """What came of it."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class NegotiationRound(Entity, table="negotiation_rounds", stream="salary"):
    """One question and its answer; a figure each, or words where it was not about money."""

    offer: Id[Offer] = label("Offer", default=Id(""))
    stage: RoundStage = label("At which point", default=RoundStage.COUNTER)
    at: datetime | None = label("Asked on", default=None, indexed=True)
    asked: Money = label("You asked for", default=Money())
    asked_words: str = label("Asked for, in words", default="")
    answered_at: datetime | None = label("Answered on", default=None)
    answered: Money = label("They answered", default=Money())
    answer_words: str = label("Answered, in words", default="")
    result: RoundResult = label("What came of it", default=RoundResult.PENDING)
    said_to: str = label("To whom, and how", default="")
    leverage: str = label("What speaks for it", default="")
    confidence: int | None = label("How sure I am, 1-5", default=None)
    notes: Text = Text()

    def __str__(self) -> str:
        return str(self.asked) or self.asked_words or str(self.answered) or self.answer_words or "Round"


def facts_of(rounds: Iterable[NegotiationRound]) -> list[SalaryData]:
    """Give the figures of rounds as things said about pay: hers to one person, theirs by word of mouth."""
    found = []
    for one in rounds:
        said = ((PayFact.STATED, one.asked, one.at), (PayFact.VERBAL, one.answered, one.answered_at or one.at))
        for fact, money, at in said:
            if money.currency and not (fact is PayFact.STATED and one.result is RoundResult.WITHDRAWN):
                pay = PayRange(money.minor, money.minor, money.currency, money.period)
                found.append(SalaryData(fact=fact, pay=pay, observed_at=at, said_to=one.said_to))
    return found
