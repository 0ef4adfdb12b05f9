"""What others did reads like a sentence, opens what it is about, and is never just "new"."""

from datetime import UTC, timedelta, timezone

import pytest

from ats_desktop.store.reads.elsewhere import Elsewhere
from ats_desktop.ui.elsewhere import elsewhere_line

AT = "2026-11-22T09:00:00.000000Z"
JOB = {"about": "applications:3", "job": "Designer", "company": "Brightwater"}


def line(table, title="", what="new", row="7", **more):
    given = {"who": "Cleo"} | more
    return elsewhere_line(Elsewhere(1, AT, table, row, title, what, **given), UTC, {"screening": "Phone screen"})


@pytest.mark.parametrize(
    ("told", "said", "below"),
    [
        (line("comments", "Why them?", **JOB), "Cleo commented on Designer at Brightwater", "Why them?"),
        (line("shared_notes", "Ask", **JOB), "Cleo wrote a note on Designer at Brightwater", "Ask"),
        (line("application_stages", stage="screening", **JOB), "Cleo moved Designer at Brightwater to Phone screen", ""),
        (line("application_stages", stage="k7", stage_name="Talks", **JOB), "Cleo moved Designer at Brightwater to Talks", ""),
        (line("interviews", "Panel", **JOB), "Cleo planned an interview: Designer at Brightwater", ""),
        (line("tasks", "Call", **JOB), "Cleo added a task: Call", ""),
        (line("job_opportunities", "x", **JOB), "Cleo added Designer at Brightwater", ""),
        (line("documents", "Letter"), "Cleo added Letter", ""),
        (line("tasks", "Call", "removed"), "Cleo removed Call", ""),
        (line("tasks", "Call", "back again"), "Cleo took Call out of the bin", ""),
        (line("tasks", "Call", "Title, Due"), "Cleo changed Call", "Title, Due"),
        (line("job_opportunities", "Jobs", "34 new or changed", row=""), "Cleo changed many at once: Jobs", "34 new or changed"),
        (line("tasks", "Call", who=""), "Somebody added a task: Call", ""),
        (line("tasks", "Call", mine=True), "You added a task: Call", "on your other laptop"),
        (line("comments", "Why?"), "Cleo commented on something", "Why?"),
    ],
)  # fmt: skip
def test_a_change_is_a_sentence(told, said, below):
    assert (told.text, told.note) == (said, below)


def test_it_opens_what_it_is_about():
    assert line("comments", "Why?", **JOB).key == "applications:3"
    assert line("documents", "Letter").key == "documents:7"


def test_it_says_when_by_her_own_clock():
    one = Elsewhere(1, AT, "tasks", "7", "Call", "new")

    assert elsewhere_line(one, timezone(timedelta(hours=1)), {}).right == "10:00"
