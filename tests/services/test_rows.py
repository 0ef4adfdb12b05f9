"""Rows are added, edited and removed, and what was done is said in people's words."""

import pytest

from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.tasks import Task
from ats_desktop.services import rows


@pytest.mark.parametrize(("kind", "called"), [(JobOpportunity, "jobs"), (Task, "tasks")])
def test_what_is_taken_back_is_called_as_people_call_it(work, kind, called):
    row = rows.add(work, kind, title="Baker")
    rows.edit(work, row, title="Night Baker")

    assert work.undo().title == f"Undid: Change {called}"
