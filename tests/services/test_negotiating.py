"""Negotiating: each question and its answer as they were said; the offer's state follows, its figures only when asked."""

from dataclasses import replace
from datetime import UTC, datetime

import make
import pytest

from ats_desktop.domain.jobs import PayFact
from ats_desktop.domain.negotiation import NegotiationRound, RoundResult, facts_of
from ats_desktop.domain.offers import Offer, OfferStatus
from ats_desktop.domain.said import ClashKind
from ats_desktop.domain.values import Money
from ats_desktop.errors import Refused
from ats_desktop.services import negotiating, offers
from ats_desktop.store.reads.offers import rounds_of, told_for

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture
def work(new_work):
    return new_work(now=lambda: NOW)


@pytest.fixture
def offer(work):
    own = make.application(work, "Engineer", "Brightwater Labs", stage="interviewing")
    return offers.record(work, own.id, base=Money(8_500_000, "EUR"))


@pytest.mark.parametrize(
    ("typed", "money", "words"),
    [
        ("95000", "95,000 EUR/year", ""),  # in the offer's own currency
        ("95000 USD/year", "95,000 USD/year", ""),
        ("two more days off", "", "two more days off"),
        (" a start in May ", "", "a start in May"),
    ],
)
def test_a_figure_is_kept_as_one_and_words_as_words(work, offer, typed, money, words):
    made = negotiating.ask(work, offer.id, typed, said_to="Ida, by phone")

    assert (str(made.asked), made.asked_words) == (money, words)
    assert (made.at, made.said_to, made.result) == (NOW, "Ida, by phone", RoundResult.PENDING)
    assert work.get(Offer, offer.id).status is OfferStatus.COUNTERED


def test_with_the_last_answer_the_offer_waits_for_her_again(work, offer):
    one, other = negotiating.ask(work, offer.id, "95000"), negotiating.ask(work, offer.id, "two more days off")
    negotiating.answer(work, one.id, RoundResult.DECLINED, answered="90000")
    before = work.get(Offer, offer.id).status
    said = negotiating.answer(work, other.id, RoundResult.ACCEPTED, answered="one day")

    assert before is OfferStatus.COUNTERED
    assert work.get(Offer, offer.id).status is OfferStatus.PENDING
    assert (said.answer_words, said.answered_at) == ("one day", NOW)
    assert [str(row) for row in rounds_of(work, offer.id)] == ["95,000 EUR/year", "two more days off"]


@pytest.mark.parametrize(
    ("answered", "base"), [("90000", "90,000 EUR/year"), ("", "95,000 EUR/year"), ("fine", "95,000 EUR/year")]
)
def test_what_was_agreed_becomes_the_base_pay_when_she_says_so_and_not_before(work, offer, answered, base):
    made = negotiating.ask(work, offer.id, "95000")
    negotiating.answer(work, made.id, RoundResult.ACCEPTED, answered=answered)
    before = str(work.get(Offer, offer.id).base)

    negotiating.take_over(work, made.id)

    assert before == "85,000 EUR/year"
    assert str(work.get(Offer, offer.id).base) == base
    work.undo()
    assert str(work.get(Offer, offer.id).base) == "85,000 EUR/year"


@pytest.mark.parametrize("result", [RoundResult.PENDING, RoundResult.DECLINED, RoundResult.WITHDRAWN])
def test_what_was_not_agreed_is_not_taken_over(work, offer, result):
    made = negotiating.ask(work, offer.id, "95000")
    negotiating.answer(work, made.id, result)

    with pytest.raises(Refused, match="No figure was agreed on"):
        negotiating.take_over(work, made.id)


def test_nothing_asked_and_an_offer_that_was_answered_are_refused(work, offer):
    with pytest.raises(Refused, match="What was asked for"):
        negotiating.ask(work, offer.id, "  ")
    offers.decline(work, offer)
    with pytest.raises(Refused, match="declined"):
        negotiating.ask(work, offer.id, "95000")
    assert work.all(NegotiationRound) == []


def test_what_was_asked_counts_among_what_was_said_and_contradictions_are_found(work, offer):
    negotiating.ask(work, offer.id, "95000", said_to="Ida")
    made = negotiating.ask(work, offer.id, "90000", said_to="Tom")
    negotiating.answer(work, made.id, RoundResult.DECLINED, answered="87000")
    job = work.all(make.JobOpportunity)[0]

    found = told_for(work, job.id)

    said = [(one.fact, one.said, one.to) for one in found.figures]
    assert (PayFact.STATED, "95,000 EUR/year", "Ida") in said
    assert (PayFact.VERBAL, "87,000 EUR/year", "Tom") in said
    assert ClashKind.TWO_ASKS in {clash.kind for clash in found.clashes}


def test_a_question_taken_back_contradicts_nothing(work, offer):
    made = negotiating.ask(work, offer.id, "95000")

    assert facts_of([replace(made, result=RoundResult.WITHDRAWN)]) == []
