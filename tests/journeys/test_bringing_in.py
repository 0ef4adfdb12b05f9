"""What people have comes in by keyboard alone: a strange list becomes jobs, a résumé becomes a profile."""

import papers
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ats_desktop.app import App
from ats_desktop.domain.applications import ApplicationStage
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.portfolio import Language
from ats_desktop.domain.profile import CandidateProfile, WorkExperience

# unknown headings, European dates, semicolons, Windows letters, and a title above them all
STRANGE = """Meine Bewerbungen;;;;
Wo;Was;Wann;Gefühl;Antwort
Brightwater Labs;Ingenieurin für Daten;03.11.2026;gut;
Halden Robotics;Analystin;13.11.2026;"mäßig; sehr weit";Absage am 20.11.
Quillmark;Schriftsetzerin;1.12.2026;prima;
"""
PATIENCE_MS = 30_000


@pytest.fixture
def hers(tmp_path, window, monkeypatch, qapp):
    monkeypatch.setenv("ATS_KEYRING", "memory")
    app = App.open(tmp_path / "hers")
    shown = window(app)
    shown.window.activateWindow()
    QTest.qWait(20)
    yield shown.window
    shown.close()
    app.close()


def focused(window):
    held = window.focusWidget()
    assert held is not None, "nothing has the keys"
    return held


def says(widget):
    text = getattr(widget, "text", None)
    return widget.accessibleName() or (text() if callable(text) else "")


def press(window, key, how=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(focused(window), key, how)
    QTest.qWait(5)


def tab_to(window, name, most=80):
    """Press Tab until what has the keys is called so."""
    for _ in range(most):
        if says(focused(window)).startswith(name):
            return focused(window)
        press(window, Qt.Key.Key_Tab)
    raise AssertionError(f"no Tab leads to “{name}”")


def hand_in(window, path, qtbot):
    """Put a file's address into the line on Today, as a file manager copies it, and press Enter."""
    window.setFocus()
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: says(focused(window)) == "Add what you found", timeout=5_000)
    QApplication.clipboard().setText(path.as_uri())
    press(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    press(window, Qt.Key.Key_Return)


def test_a_strange_list_is_mapped_and_imported_by_keyboard(hers, tmp_path, qtbot):
    path = tmp_path / "bewerbungen.csv"
    path.write_bytes(STRANGE.encode("cp1252"))

    hand_in(hers, path, qtbot)
    qtbot.waitUntil(lambda: says(focused(hers)) == "What “Wo” is", timeout=PATIENCE_MS)
    for heading, choice in (
        ("Wo", "Company"),
        ("Was", "Job"),
        ("Wann", "Applied"),
        ("Gefühl", "Left"),
        ("Antwort", "Kept"),
    ):
        tab_to(hers, f"What “{heading}” is")
        QTest.keyClicks(focused(hers), choice)
    page = hers.stack.currentWidget()
    qtbot.waitUntil(lambda: page.state.title.text() == "3 jobs: 3 new", timeout=PATIENCE_MS)
    assert hers.work.count(JobOpportunity) == 0
    tab_to(hers, "Import")
    while focused(hers) is not page.state.go:  # the side bar has one of that name too
        press(hers, Qt.Key.Key_Tab)
        tab_to(hers, "Import")
    press(hers, Qt.Key.Key_Space)

    qtbot.waitUntil(lambda: page.state.title.text() == "Done: 3 jobs: 3 new", timeout=PATIENCE_MS)
    named = {job.company_name: job.title for job in hers.work.all(JobOpportunity)}
    assert named["Brightwater Labs"] == "Ingenieurin für Daten"
    days = {str(one.occurred_at)[:10] for one in hers.work.all(ApplicationStage) if one.to == "applied"}
    assert days == {"2026-11-03", "2026-11-13", "2026-12-01"}

    press(hers, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert hers.work.count(JobOpportunity) == 0


def test_a_resume_becomes_a_profile_by_keyboard(hers, tmp_path, qtbot):
    path = tmp_path / "mira-okafor.pdf"
    path.write_bytes(papers.pdf())

    hand_in(hers, path, qtbot)
    qtbot.waitUntil(lambda: says(focused(hers)) == "First name: Mira", timeout=PATIENCE_MS)
    assert focused(hers).accessibleDescription() == "Line 1: Mira Okafor"
    assert hers.work.count(CandidateProfile) == 0
    tab_to(hers, "Accept")
    press(hers, Qt.Key.Key_Space)

    (person,) = hers.work.all(CandidateProfile)
    assert (str(person), person.email) == ("Mira Okafor", "mira.okafor@example.org")
    assert [one.company_name for one in hers.work.all(WorkExperience, order="-start")] == [
        "Brightwater Labs",
        "Halden Robotics",
        "Quillmark Press",
    ]
    assert {one.name for one in hers.work.all(Language)} == {"English", "German", "Norwegian"}
