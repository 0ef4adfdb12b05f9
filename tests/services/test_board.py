"""Cards are put into columns in one step, and what is gone or unknown is said."""

import make
import pytest

from ats_desktop.domain.applications import Application
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.errors import NotFound, Refused
from ats_desktop.services import board


@pytest.fixture
def work(tmp_path):
    opened = make.empty(tmp_path)
    yield opened
    opened.close()


def test_an_unknown_column_is_refused_and_named(work):
    own = make.application(work)

    with pytest.raises(Refused, match="no stage “boat”"):
        board.place(work, [own.id], "boat")


def test_a_card_that_is_gone_moves_nothing(work):
    own = make.application(work)

    with pytest.raises(NotFound):
        board.place(work, [own.id, "gone"], "applied")
    assert work.get(Application, own.id).stage == "lead"


def test_a_neighbour_that_left_meanwhile_is_no_bound(work):
    own, other = make.application(work, "own"), make.application(work, "other", stage="offer")

    board.place(work, [own.id], "applied", between=(other.id, "gone"))

    assert work.get(Application, own.id).position.startswith("applied ")


def test_a_card_in_its_own_column_only_changes_its_place(work):
    own = make.application(work)

    board.place(work, [own.id], "lead", between=("", ""))

    assert work.get(Application, own.id).stage_since == own.stage_since


def test_several_jobs_are_put_away_and_taken_out_as_one_step(work):
    cards = [make.application(work, name) for name in "ab"]
    away = board.put_away(work, [card.id for card in cards])
    assert all(job.archived_at for job in away)

    board.take_out(work, [job.id for job in away])
    work.undo()

    assert all(job.archived_at for job in work.all(JobOpportunity))
