"""The board's question: counts that are right, first cards in order, and meetings to come."""

from dataclasses import replace
from datetime import timedelta

import make
import pytest

from ats_desktop.domain.interviews import Interview, InterviewStatus
from ats_desktop.domain.values import Appointment
from ats_desktop.services import board as verbs
from ats_desktop.services import jobs
from ats_desktop.store.reads import board
from ats_desktop.store.reads.jobs import slot_of


@pytest.fixture
def work(tmp_path):
    opened = make.empty(tmp_path)
    yield opened
    opened.close()


def titles(work, stage, number=board.FIRST):
    return [card.title for card in board.board(work, {stage: number}, now=make.NOW)[stage].cards]


def test_the_newest_comes_first(work):
    make.application(work, "Older", days=3)
    make.application(work, "Newer", days=1)

    assert titles(work, "lead") == ["Newer", "Older"]


def test_a_card_stands_where_it_was_put(work):
    one, two, three = (make.application(work, name, days=days) for days, name in enumerate("abc"))

    verbs.place(work, [three.id], "lead", between=(one.id, two.id))

    assert titles(work, "lead") == ["a", "c", "b"]


def test_several_cards_are_put_down_in_their_order(work):
    one, two, three, four = (make.application(work, name, days=days) for days, name in enumerate("abcd"))

    verbs.place(work, [three.id, four.id], "lead", between=("", one.id))

    assert titles(work, "lead") == ["c", "d", "a", "b"]
    assert two.id


def test_a_place_is_forgotten_in_another_column(work):
    first = make.application(work, "first", stage="applied", days=2)
    second = make.application(work, "second", stage="lead", days=1)
    verbs.place(work, [first.id], "applied", between=("", ""))

    verbs.place(work, [first.id, second.id], "offer")

    assert set(titles(work, "offer")) == {"first", "second"}
    assert titles(work, "applied") == []


def test_placing_a_card_in_another_column_is_one_step_of_undo(work):
    own = make.application(work, stage="lead", days=1)
    verbs.place(work, [own.id], "applied", between=("", ""))

    work.undo()

    assert titles(work, "applied") == []
    assert titles(work, "lead") == ["Engineer"]


def test_a_column_brings_no_more_than_was_asked_for_and_counts_them_all(work):
    for number in range(5):
        make.application(work, str(number), days=number)

    found = board.board(work, {"lead": 2}, now=make.NOW)["lead"]

    assert found.total == 5
    assert [card.title for card in found.cards] == ["0", "1"]


def test_what_was_put_away_is_neither_shown_nor_counted(work):
    own = make.application(work)
    make.application(work, "Stays")

    jobs.archive(work, own.job)

    assert board.totals(work) == {"lead": 1}
    assert titles(work, "lead") == ["Stays"]


def test_a_stage_may_be_counted_without_its_cards(work):
    make.application(work, stage="rejected")
    make.application(work, stage="unheard_of")

    found = board.board(work, {"lead": 9, "rejected": 0}, now=make.NOW)

    assert len(found["unheard_of"].cards) == 1
    assert (found["rejected"].total, found["rejected"].cards) == (1, ())
    assert found["lead"].total == 0


def test_the_next_meeting_stands_on_its_card(work):
    own = make.application(work, stage="interviewing")
    day = make.NOW.date()
    soon, later, past = (Appointment(f"{day + timedelta(days=n)}T14:00", "Europe/Berlin") for n in (1, 5, -3))
    with work.change("Plan") as change:
        change.save_all([Interview(application=own.id, starts=at) for at in (later, past, soon)])
        gone = Interview(application=own.id, starts=Appointment(f"{day}T23:00", "UTC"))
        change.save(replace(gone, status=InterviewStatus.CANCELLED))

    card = board.board(work, {"interviewing": 9}, now=make.NOW)["interviewing"].cards[0]

    assert card.meeting.starts_at == soon.utc


def test_a_sample_search_is_counted_whole(work):
    make.search(work)

    assert sum(board.totals(work).values()) == 60


def test_only_the_cards_of_jobs_that_fit_are_brought_and_counted(work):
    one = make.application(work, "Baker", days=1)
    make.application(work, "Cook", days=2)
    make.application(work, "Smith", stage="applied")
    gone = make.application(work, "Fitting, put away", days=3)
    jobs.archive(work, gone.job)
    wanted = [slot_of(work, each.job) for each in (one, gone)]

    found = board.board(work, {"lead": board.FIRST}, now=make.NOW, fitting=wanted)

    assert {stage: (column.total, [card.title for card in column.cards]) for stage, column in found.items()} == {
        "lead": (1, ["Baker"])
    }
