"""What is counted follows from what happened, and nobody writes it."""

from datetime import UTC, datetime

import pytest

from ats_desktop.domain.figures import PerformanceMetric, UserActivity
from ats_desktop.errors import Refused
from ats_desktop.services import applications, jobs, rows

NOVEMBER = datetime(2026, 11, 3, 9, tzinfo=UTC)
LATER = datetime(2026, 11, 20, 9, tzinfo=UTC)


def applied(work, title, *stages):
    made = jobs.add(work, title, "Brightwater Labs")
    for at, stage in zip((NOVEMBER, LATER), ("applied", *stages), strict=False):
        applications.move(work, made.id, stage, at=at)
    return made


def test_a_month_counts_who_ever_came_so_far(work):
    applied(work, "Engineer", "interviewing")
    applied(work, "Analyst", "rejected")
    jobs.add(work, "Only seen", "Halden Robotics")

    found = {one.name: (one.month, one.value, one.cases) for one in work.all(PerformanceMetric)}
    assert found == {
        "applications_sent": ("2026-11", 2.0, 2),
        "screen_rate": ("2026-11", 50.0, 2),
        "interview_rate": ("2026-11", 50.0, 2),
        "offer_rate": ("2026-11", 0.0, 2),
    }


def test_what_was_done_is_listed_with_where_and_when(work):
    made = applied(work, "Engineer")

    found = [(one.what, one.where, one.about) for one in work.all(UserActivity, order="at")]
    assert ("Came to applied", "stage", f"applications:{made.id}") in found
    assert any(where == "here" for _, where, _ in found)


@pytest.mark.parametrize("kind", [UserActivity, PerformanceMetric])
def test_nobody_writes_what_is_counted(work, kind):
    with pytest.raises(Refused, match="counted from what happened"):
        rows.add(work, kind)
