"""Asking for more, on the screen: noted in a line, answered in another, taken over in one press."""

import make
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ats_desktop.domain.negotiation import NegotiationRound, RoundResult
from ats_desktop.domain.offers import Offer, OfferStatus
from ats_desktop.domain.values import Money
from ats_desktop.services import offers


@pytest.fixture
def rounds(desk, settle):
    """The sheet of one offer."""
    own = make.application(desk.work, "Engineer", "Brightwater Labs", stage="interviewing")
    row = offers.record(desk.work, own.id, base=Money(8_500_000, "EUR"))
    desk.go("offers", row.id)
    settle()
    return desk.stack.currentWidget()._details.rounds


def said(rounds):
    return [(line.text, line.right) for line in rounds.lines.lines]


def ask(rounds, text, to, settle):
    rounds.asked.setText(text)
    QTest.keyClicks(rounds.to, to)
    QTest.keyClick(rounds.to, Qt.Key.Key_Return)
    settle()


def test_a_question_is_noted_in_a_line_and_the_answer_goes_into_the_same(rounds, desk, settle):
    assert not rounds._answers.isVisible()
    ask(rounds, "95000", "Ida, by phone", settle)
    assert said(rounds) == [("You: 95,000 EUR/year", "Pending")]
    assert rounds.asked.text() == ""
    assert desk.work.all(Offer)[0].status is OfferStatus.COUNTERED

    QTest.keyClicks(rounds.answered, "90000")
    rounds.result.setCurrentIndex(rounds.result.findData(RoundResult.ACCEPTED.value))
    rounds._answer.click()
    settle()

    assert said(rounds) == [("You: 95,000 EUR/year. They: 90,000 EUR/year", "Accepted")]
    assert "Ida, by phone" in rounds.lines.lines[0].note


def test_what_was_agreed_becomes_the_base_pay_in_one_press_which_then_is_gone(rounds, desk, settle):
    ask(rounds, "95000", "", settle)
    assert not rounds._over.isVisible()
    rounds.result.setCurrentIndex(rounds.result.findData(RoundResult.ACCEPTED.value))
    rounds._answer.click()
    settle()
    assert rounds._over.isVisible()

    rounds._over.click()
    settle()

    assert str(desk.work.all(Offer)[0].base) == "95,000 EUR/year"
    assert not rounds._over.isVisible()
    desk.undo()
    settle()
    assert str(desk.work.all(Offer)[0].base) == "85,000 EUR/year"


def test_nothing_asked_is_said_beside_the_line_and_loses_nothing(rounds, desk, settle):
    ask(rounds, "", "Ida", settle)

    assert rounds._wrong.isVisible()
    assert "What was asked for?" in rounds._wrong.text()
    assert rounds.to.text() == "Ida"
    assert desk.work.all(NegotiationRound) == []


def test_one_is_chosen_among_several_and_removed(rounds, desk, settle):
    ask(rounds, "95000", "", settle)
    ask(rounds, "two more days off", "", settle)
    first = desk.work.all(NegotiationRound, order="id")[0]

    rounds.lines.opened.emit(first.id)
    settle()
    rounds._remove.click()
    settle()

    assert [text for text, _ in said(rounds)] == ["You: two more days off"]


def test_an_offer_that_was_answered_takes_no_more_questions(rounds, desk, settle):
    ask(rounds, "95000", "", settle)
    offers.accept(desk.work, desk.work.all(Offer)[0])
    settle()

    assert not rounds._asking_row.isVisible()
    assert said(rounds) == [("You: 95,000 EUR/year", "Pending")]
