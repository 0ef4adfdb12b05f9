"""What an interview asks for next: a word, thanks, patience, a question."""

from datetime import UTC, date, datetime, timedelta

import pytest

from ats_desktop.domain.interviews import Hint, Interview, InterviewStatus, ends_at, hint
from ats_desktop.domain.values import Appointment

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TODAY = date(2026, 11, 22)


def meeting(hours, **more):
    starts = Appointment((NOW + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M"), "UTC")
    return Interview.noun.derive(Interview(application="a", starts=starts, **more))


def test_a_meeting_ends_after_its_minutes():
    assert ends_at(meeting(1, minutes=90)) == NOW + timedelta(hours=2.5)
    assert ends_at(Interview(application="a")) is None


@pytest.mark.parametrize(
    ("hours", "more", "asks"),
    [
        (1, {}, Hint.NOTHING),
        (-0.5, {}, Hint.NOTHING),  # it is going on
        (-2, {}, Hint.SAY_HOW),
        (-2, {"status": InterviewStatus.CANCELLED}, Hint.NOTHING),
        (-2, {"status": InterviewStatus.COMPLETED}, Hint.THANK),
        (-24 * 8, {"status": InterviewStatus.COMPLETED}, Hint.NOTHING),  # thanks would come too late
        (-2, {"status": InterviewStatus.COMPLETED, "thank_you_sent_at": NOW, "result_expected_on": date(2026, 11, 22)}, Hint.WAITING),
        (-2, {"status": InterviewStatus.COMPLETED, "thank_you_sent_at": NOW, "result_expected_on": date(2026, 11, 21)}, Hint.ASK),
        (-2, {"status": InterviewStatus.COMPLETED, "thank_you_sent_at": NOW, "result_expected_on": date(2026, 11, 21), "outcome": "passed"}, Hint.NOTHING),
    ],
)  # fmt: skip
def test_what_is_asked_for_next(hours, more, asks):
    assert hint(meeting(hours, **more), NOW, TODAY) is asks
