"""A coach who works with the candidate: she adds and brings back rows whose closed fields are not hers to write."""

import json

import pytest

from ats_desktop.domain.companies import Company
from ats_desktop.domain.profile import WorkExperience
from ats_desktop.errors import NotAllowed


@pytest.fixture
def work(work):
    _ = work.identity
    work.note(levels=json.dumps({"jobs": 3, "profile": 3, "notes": 3, "documents": 1}))
    return work


def add(work, row):
    with work.change("Add") as change:
        return change.save(row)


def test_what_she_adds_leaves_the_closed_cells_unwritten(work):
    """`avoid` is no by default, and a no would be a cell of the closed part, which the place refuses."""
    made = add(work, Company(name="Halden"))

    assert work.rows("select name, avoid, avoid_reason from companies") == [("Halden", None, None)]
    assert work.get(Company, made.id).avoid is False


def test_a_closed_field_is_not_hers_to_fill(work):
    with pytest.raises(NotAllowed, match="Why I left is not yours to write"):
        add(work, WorkExperience(company_name="Halden", reason_left="a guess"))

    assert work.count(WorkExperience) == 0


def test_what_she_removed_she_can_bring_back(work):
    made = add(work, Company(name="Halden"))
    with work.change("Remove") as change:
        change.remove(made)

    work.undo()

    assert work.rows("select name, avoid from companies") == [("Halden", None)]
