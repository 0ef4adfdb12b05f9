"""Backups in the window: listed with what was found, restored after asking, and what was damaged is said."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from ats_desktop.app import App
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.services import restoring, upkeep
from ats_desktop.store import backup, marker
from ats_desktop.ui.aftermath import Aftermath
from ats_desktop.ui.window import Window
from tests import make


@pytest.fixture
def page(window, settle):
    window.go("backups")
    settle()
    return window.stack.currentWidget()


def titles(window):
    return sorted(job.title for job in window.work.all(JobOpportunity))


def listed(page, qtbot, many):
    qtbot.waitUntil(lambda: len(page.table.model_.keys) == many)


def text(page, row, column):
    return page.table.model_.index(row, column).data(Qt.ItemDataRole.DisplayRole)


def test_a_backup_made_here_is_listed_with_why_and_its_check(page, qtbot):
    assert not page.restore.isEnabled()

    page.now.click()

    listed(page, qtbot, 1)
    assert text(page, 0, 1) == "by hand"
    assert text(page, 0, 4).startswith("✓ verified")
    assert page.restore.isEnabled()


def test_a_backup_is_restored_after_a_question_that_names_both_states(window, app, page, qtbot):
    make.job(app.work, "Engineer")
    made = upkeep.back_up(app.work, app.backups)
    make.job(app.work, "Pilot")
    page.news()
    listed(page, qtbot, 1)

    page.restore.click()
    asked = page.asking.accessibleName()
    page.asking.other.click()
    assert page.asking.isHidden()
    page.restore.click()
    page.asking.yes.click()

    qtbot.waitUntil(lambda: titles(window) == ["Engineer"])
    assert asked.startswith("Go back to")
    assert made.rows == 1
    assert asked.endswith(", 1 row?")
    listed(page, qtbot, 3)
    assert {text(page, row, 1) for row in range(3)} == {
        "just restored", "before a backup was restored", "by hand",
    }  # fmt: skip


def test_starting_over_asks_and_the_way_back_is_listed(window, app, page, qtbot):
    make.job(app.work, "Engineer")

    page.over.click()
    page.asking.yes.click()

    qtbot.waitUntil(lambda: titles(window) == [])
    listed(page, qtbot, 2)
    assert [one.why for one in backup.listed(app.backups)] == ["begun anew", "before reset"]


def test_a_backup_that_is_not_whole_is_said_and_nothing_changes(window, app, page, qtbot):
    make.job(app.work, "Engineer")
    made = upkeep.back_up(app.work, app.backups)
    (app.backups / f"{made.name}.db").write_bytes(b"torn")
    page.news()
    listed(page, qtbot, 1)

    page.verify.click()

    qtbot.waitUntil(lambda: window.strip.told is not None)
    assert "changed since it was made" in str(window.strip.told)
    assert page.now.isEnabled()


def test_a_restored_copy_asks_for_whom_it_is(window, app, page, qtbot):
    make.job(app.work, "Engineer")
    app.work.note(place="postgresql://nobody@127.0.0.1/none", login="someone", member=app.work.identity.member)
    made = upkeep.back_up(app.work, app.backups)
    aftermath = Aftermath(window, app)
    app.restore(made.name)
    window.moved()

    qtbot.waitUntil(page.deciding.isVisible)
    assert "apart" in aftermath._strips
    page.deciding.other.click()

    qtbot.waitUntil(page.deciding.isHidden)
    assert not restoring.is_detached(app.work)
    assert aftermath._strips == {}


def test_what_was_saved_of_a_damaged_file_is_said_until_a_person_says_that_it_is_all_there(qapp, made_profile, settle):
    first = App.open(made_profile)
    make.job(first.work, "Engineer")
    upkeep.back_up(first.work, first.backups)
    first.close()
    (made_profile / "workspaces" / "own" / "data.db").write_bytes(b"no database" * 900)
    app = App.open(made_profile)
    window = Window()
    window.show()
    window.arrive(app)
    aftermath = Aftermath(window, app)

    aftermath.mark()

    strip = aftermath._strips["saved"]
    assert strip.isVisible()
    assert strip.told.title.startswith("Your file was found damaged on")
    assert "The backup of" in strip.told.advice
    assert titles(window) == ["Engineer"]
    strip._act.click()
    assert not marker.stands(app.backups)
    assert aftermath._strips == {}
    window.live.stop()
    window.close()
    window.deleteLater()
    settle()
    app.close()


def test_damage_met_while_the_window_is_open_is_put_right_by_a_button(window, app, qtbot):
    make.job(app.work, "Engineer")
    upkeep.back_up(app.work, app.backups)
    aftermath = Aftermath(window, app)
    with app.work.writing() as file:
        file.execute("update job_opportunities set title = cast(? as text)", (b"Eng\xff",))
    assert titles(window) == ["Eng\ufffd"]

    aftermath.look()
    aftermath._strips["suspect"]._act.click()

    qtbot.waitUntil(lambda: app.work.folder.name == "own.2")
    qtbot.waitUntil(lambda: "saved" in aftermath._strips)
    assert titles(window) == ["Engineer"]


def test_everything_is_exported_into_a_folder_of_its_own(app, page, qtbot, tmp_path, monkeypatch):
    make.job(app.work, "Engineer")
    there = tmp_path / "Desk"
    there.mkdir()
    (there / "mine.txt").write_text("stays")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(there))

    page.desk.perform("backups.export")

    qtbot.waitUntil(lambda: page.out.isEnabled() and len(list(there.glob("*/README.txt"))) == 1, timeout=10_000)
    (made,) = (path for path in there.iterdir() if path.is_dir())
    assert "Engineer" in (made / "job_opportunities.csv").read_text("utf-8-sig")
    assert {"README.txt", "resume.json", "contacts.vcf"} <= {path.name for path in made.iterdir()}
