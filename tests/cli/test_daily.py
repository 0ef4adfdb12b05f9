"""Search, stages, undo and redo on the command line."""

from datetime import datetime

import pytest

from ats_desktop.domain.applications import Application, ApplicationStage
from ats_desktop.domain.jobs import JobOpportunity


@pytest.fixture
def card(work):
    """An application to a made-up job."""
    with work.change("Add") as change:
        job = change.save(JobOpportunity(title="Clock Keeper", company_name="Northgate Museum of Clocks"))
        return change.save(Application(job=job.id))


def test_search_finds_rows_of_any_noun_by_their_words(ats, card):
    ats("add", "tasks", "title=Visit the museum")

    hits = ats("search", "museum", "--json").told["hits"]

    assert {hit["noun"] for hit in hits} == {"job_opportunities", "tasks"}
    assert set(hits[0]) == {"noun", "id", "title", "snippet"}
    assert "Clock Keeper @ Northgate Museum of Clocks" in ats("search", "museum").out


def test_a_search_right_after_a_large_import_finds_what_was_imported(ats, home, tmp_path):
    """No window is open that would index it beside."""
    rows = "\n".join(f"Firm {n},Keeper {n}" for n in range(600))
    (tmp_path / "large.csv").write_text(f"Company,Job Title\n{rows}\n")
    ats("import", str(tmp_path / "large.csv"))

    found = ats("search", "Keeper", "599", "--json").told

    assert "Keeper 599 @ Firm 599" in [hit["title"] for hit in found["hits"]]
    assert found["indexing"] is False


def test_search_understands_operators_as_the_window_does(ats, card):
    def found(*words):
        return [hit["noun"] for hit in ats("search", *words, "--json").told["hits"]]

    assert found("museum", "stage:lead", "company:Northgate Museum") == ["job_opportunities"]
    assert found("stage:offer") == []
    assert "“due:soonish” is no day" in ats("search", "museum", "due:soonish").err


def test_a_search_that_finds_nothing_says_so(ats, home):
    answer = ats("search", "zebra", "crossing")

    assert (answer.code, answer.out) == (0, "Nothing has “zebra crossing” in it.\n")


def test_a_stage_is_noted_at_the_time_it_was_said_to_be(ats, work, card):
    answer = ats("stage", card.id[-8:], "applied", "--at", "2026-11-02T14:30")

    (event,) = work.all(ApplicationStage)
    assert answer.out == "Clock Keeper @ Northgate Museum of Clocks: Applied, since 2026-11-02 14:30\n"
    assert event.occurred_at == datetime(2026, 11, 2, 14, 30).astimezone()
    assert work.get(Application, card.id).stage == "applied"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("nowhere",), "There is no stage “nowhere”."),
        (("applied", "--at", "noon"), "“noon” is no time."),
        (("applied", "--at", "2999-01-01"), "That time is still to come."),
    ],
)
def test_a_stage_that_cannot_be_is_refused(ats, work, card, words, says):
    answer = ats("stage", card.id, *words)

    assert (answer.code, says in answer.err) == (1, True)
    assert work.count(ApplicationStage) == 0


def test_undo_and_redo_go_over_what_the_window_did_too(ats, work, card):
    ats("stage", card.id, "applied")

    undone = ats("undo")
    stage_then = work.get(Application, card.id).stage
    redone = ats("redo")

    assert undone.out == "Undid: Move to Applied\n"
    assert stage_then == "lead"
    assert redone.out == "Did again: Move to Applied\n"
    assert work.get(Application, card.id).stage == "applied"


def test_undo_with_nothing_to_undo_says_so(ats, home):
    assert ats("undo").out == "There is nothing to undo.\n"
    assert ats("redo").out == "There is nothing to do again.\n"
