"""What an agency reads of a search: days of her calendar, methods and results in words, and blanks where nothing is known."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from ats_desktop.domain.applications import DEFAULT_STAGES, Category, Stage
from ats_desktop.domain.proof import Sent, prove, stretches

BERLIN = ZoneInfo("Europe/Berlin")
LATE = datetime(2026, 11, 3, 23, 30, tzinfo=UTC)


def line(**said):
    return prove([Sent(**{"at": LATE, "stage": "applied"} | said)], DEFAULT_STAGES, BERLIN)[0]


def test_the_day_is_that_of_her_calendar():
    assert line().day == date(2026, 11, 4)


def test_what_was_never_noted_stays_blank():
    assert line().cells == ("2026-11-04", "", "", "", "")


def test_the_method_says_how_and_through_what_and_nothing_twice():
    assert line(method="online_form", channel="LinkedIn", confirmation="77").method == "Online form, LinkedIn, no. 77"
    assert line(method="referral", channel="Referral").method == "Referral"
    assert line(method="by pigeon").method == ""


def test_nobody_answered_is_no_result_and_an_answer_has_its_day():
    assert line(stage="applied", since=LATE).result == ""
    assert line(stage="rejected", since=LATE).result == "Rejected, 2026-11-04"


def test_her_own_word_for_a_stage_is_used():
    own = Stage(key="trial", name="Trial day", category=Category.ASSESSMENT)

    assert prove([Sent(at=LATE, stage="trial")], [*DEFAULT_STAGES, own], BERLIN)[0].result == "Trial day"


def test_stretches_begin_and_end_where_weeks_and_months_do():
    found = stretches(date(2026, 3, 1))

    assert found["this week"] == (date(2026, 2, 23), date(2026, 3, 1))
    assert found["last month"] == (date(2026, 2, 1), date(2026, 2, 28))
    assert found["this month"][1] == date(2026, 3, 31)
