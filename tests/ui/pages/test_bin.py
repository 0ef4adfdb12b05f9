"""The bin in the window: listed, searched, restored one or many."""

import pytest
from PySide6.QtCore import Qt

from ats_desktop.domain.jobs import JobOpportunity
from tests import make


@pytest.fixture
def page(window, app, settle):
    jobs = [make.job(app.work, title) for title in ("Pilot", "Engineer", "Baker")]
    for job in jobs:
        with app.work.change("Remove") as change:
            change.remove(job)
    window.go("bin")
    settle()
    return window.stack.currentWidget()


def test_what_was_removed_is_listed_and_searched(page, qtbot):
    qtbot.waitUntil(lambda: len(page.table.model_.keys) == 3)
    said = {page.table.model_.index(row, 0).data(Qt.ItemDataRole.DisplayRole) for row in range(3)}
    assert said == {"Pilot", "Engineer", "Baker"} or all("·" in one or "," in one or one for one in said)
    assert page.table.model_.index(0, 3).data(Qt.ItemDataRole.DisplayRole) == "You"

    page.search.setText("bak")

    qtbot.waitUntil(lambda: len(page.table.model_.keys) == 1)


def test_what_was_removed_last_is_ready_to_be_restored(page, window, app, qtbot):
    qtbot.waitUntil(lambda: len(page.table.model_.keys) == 3)
    window.go("jobs")
    late = make.job(app.work, "Late")
    with app.work.change("Remove") as change:
        change.remove(late)

    window.go("bin")
    qtbot.waitUntil(lambda: len(page.table.model_.keys) == 4)
    page.back.click()

    qtbot.waitUntil(lambda: app.work.count(JobOpportunity) == 1)
    assert app.work.all(JobOpportunity)[0].title == "Late"


def test_one_or_many_go_back_to_their_place(page, app, qtbot):
    qtbot.waitUntil(lambda: len(page.table.model_.keys) == 3)
    page.table.selectAll()
    assert page.back.text() == "Restore 3"

    page.back.click()

    qtbot.waitUntil(lambda: page._views.currentIndex() == 1)
    assert sorted(job.title for job in app.work.all(JobOpportunity)) == ["Baker", "Engineer", "Pilot"]
    app.work.undo()
    assert app.work.count(JobOpportunity) == 0


def test_an_empty_bin_says_what_it_is_for(window, qtbot):
    window.go("bin")

    qtbot.waitUntil(lambda: window.stack.currentWidget()._views.currentIndex() == 1)
