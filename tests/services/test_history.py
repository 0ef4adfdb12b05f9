"""Dates are put right where they were noted, and what was sent is named."""

from datetime import timedelta

import make
import pytest

from ats_desktop.domain.applications import ApplicationStage
from ats_desktop.domain.documents import Document, DocumentVersion
from ats_desktop.errors import Refused
from ats_desktop.services import history


@pytest.fixture
def work(tmp_path):
    opened = make.empty(tmp_path)
    yield opened
    opened.close()


def test_the_day_of_applying_is_put_right(work):
    own = make.application(work, stage="applied", days=2)
    long_ago = make.NOW - timedelta(days=9)

    history.applied_at(work, own.id, long_ago)

    assert work.get(type(own), own.id).applied_at == long_ago
    assert work.get(type(own), own.id).stage == "applied"


def test_saying_when_one_applied_notes_that_one_did(work):
    own = make.application(work, days=20)

    history.applied_at(work, own.id, make.NOW - timedelta(days=3))

    assert work.get(type(own), own.id).stage == "applied"


def test_a_later_stage_stays_when_the_day_of_applying_moves(work):
    own = make.application(work, stage="applied", days=9)
    with work.change("On") as change:
        at = make.NOW - timedelta(days=1)
        change.save(ApplicationStage(application=own.id, to="offer", occurred_at=at, recorded_at=at))

    history.applied_at(work, own.id, make.NOW - timedelta(days=4))

    assert work.get(type(own), own.id).stage == "offer"


def test_nobody_applied_tomorrow(work):
    own = make.application(work)

    with pytest.raises(Refused, match="still to come"):
        history.applied_at(work, own.id, make.NOW + timedelta(days=1))


def test_a_resume_is_named_renamed_and_taken_off(work):
    own = make.application(work)

    history.resume_sent(work, own.id, "Platform, v3")
    history.resume_sent(work, own.id, "Platform, v4")
    assert [one.name for one in work.all(Document)] == ["Platform, v4"]

    history.resume_sent(work, own.id, " ")
    assert work.count(Document) == 0


def test_a_resume_with_a_file_is_not_taken_off_by_an_empty_name(work):
    own = make.application(work)
    sent = history.resume_sent(work, own.id, "Platform, v3")
    with work.change("File") as change:
        change.save(DocumentVersion(document=sent.id, content="..."))

    with pytest.raises(Refused, match="file of its own"):
        history.resume_sent(work, own.id, "")
