"""The sample search: whole, never stale, gone in one step."""

from datetime import UTC, datetime, timedelta

import pytest

from ats_desktop.domain.applications import Application
from ats_desktop.domain.interviews import Interview
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.practice import MockInterview, MockStatus
from ats_desktop.services import samples
from ats_desktop.store.reads.practice import tries


@pytest.mark.parametrize("year", [2026, 2031])
def test_its_days_are_counted_from_today(new_work, year):
    now = datetime(year, 2, 28, 9, tzinfo=UTC)
    work = new_work(now=lambda: now)

    rows = samples.fill(work, "Europe/Riga")

    assert rows > 80
    assert {"lead", "interviewing", "offer", "rejected"} <= {one.stage for one in work.all(Application)}
    assert min(job.deadline_on for job in work.all(JobOpportunity) if job.deadline_on) == now.date()
    assert sum(one.starts_at > now for one in work.all(Interview)) == 4
    assert min(one.starts_at for one in work.all(Interview)) > now - timedelta(days=10)
    assert {one.status for one in work.all(MockInterview)} == {MockStatus.COMPLETED, MockStatus.ABANDONED}
    assert all(one.best > 0 for one in tries(work).values())
    assert len(work.bin()) == 2
    work.undo()
    assert work.count(JobOpportunity) == work.count(MockInterview) == 0
