"""What sharing wants looked at is said where sharing is, and can be taken away."""

import pytest
from PySide6.QtGui import QGuiApplication

from ats_desktop.store.reads import sharing as question
from ats_desktop.ui.widgets.attentioncard import AttentionCard, worded


class Desk:
    """The little a card asks for."""

    def __init__(self, work):
        self.work, self.said = work, []

    def say(self, sentence):
        self.said.append(sentence)


@pytest.fixture
def card(work, qtbot):
    made = AttentionCard(Desk(work), lambda: None)
    qtbot.addWidget(made)
    made.refresh()
    return made


def test_it_is_not_there_as_long_as_all_is_well(card):
    assert card.isHidden()


def test_what_was_not_accepted_is_listed_and_can_be_copied(card, work):
    work.connection().execute(
        "insert into sync_rejected (value, noun, row, field, why, at, title)"
        " values ('Lead engineer', 'job_opportunities', 'x', 'title', 'you may look, not change', '', 'Engineer')"
    )
    card.refresh()

    assert not card.isHidden()
    assert worded(question.standing(work)) == "1 change was not accepted"
    card._copy.click()
    assert "Title: Lead engineer" in QGuiApplication.clipboard().text()


def test_what_was_removed_elsewhere_waits_for_a_yes(card, work):
    work.note(asks="30", troubles='[["30 rows were removed elsewhere.", "Look at the list."]]')
    card.refresh()

    assert card._accept.isVisibleTo(card)
    assert not card._copy.isVisibleTo(card)
    assert worded(question.standing(work)) == "30 rows were removed elsewhere"
