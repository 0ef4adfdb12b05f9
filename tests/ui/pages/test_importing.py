"""Import by window: nothing is written before she says so, and what was written is one step of undo."""

import pytest

from ats_desktop.domain.jobs import JobOpportunity

LIST = """Title,Company,Deadline
Engineer,Brightwater Labs,2026-12-01
Analyst,Halden Robotics,
"""


@pytest.fixture
def page(desk, settle):
    desk.go("import")
    settle()
    return desk.stack.currentWidget()


@pytest.fixture
def jobs_csv(tmp_path):
    path = tmp_path / "jobs.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def looked(page, path, qtbot):
    page.look(path)
    qtbot.waitUntil(page.choose.isEnabled, timeout=30_000)


def test_what_would_happen_is_said_first(page, desk, jobs_csv, qtbot):
    looked(page, jobs_csv, qtbot)

    assert "new" in page._title.text()
    assert page.go.isVisible()
    assert page.table.model_.rowCount() >= 2
    assert desk.work.count(JobOpportunity) == 0


def test_saying_yes_writes_it_as_one_step_that_can_be_undone(page, desk, jobs_csv, qtbot, settle):
    looked(page, jobs_csv, qtbot)

    page.go.click()
    qtbot.waitUntil(page.choose.isEnabled, timeout=30_000)
    settle()
    assert {job.title for job in desk.work.all(JobOpportunity)} == {"Engineer", "Analyst"}
    assert desk.toast._words.text() == "Imported jobs.csv"

    desk.undo()

    assert desk.work.count(JobOpportunity) == 0


def test_a_second_time_there_is_nothing_to_say_yes_to(page, desk, jobs_csv, qtbot):
    looked(page, jobs_csv, qtbot)
    page.go.click()
    qtbot.waitUntil(page.choose.isEnabled, timeout=30_000)

    looked(page, jobs_csv, qtbot)

    assert "here already" in page._title.text()
    assert not page.go.isVisible()


def test_a_file_that_cannot_be_read_is_said_and_changes_nothing(page, desk, tmp_path, qtbot):
    path = tmp_path / "broken.zip"
    path.write_bytes(b"PK\x03\x04 and then nothing")

    looked(page, path, qtbot)

    assert page._title.text()
    assert not page.go.isVisible()
    assert desk.work.count(JobOpportunity) == 0
