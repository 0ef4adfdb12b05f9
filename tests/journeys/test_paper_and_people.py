"""Three of a person's errands, by mouse and by keys: somebody half remembered, a résumé, the record of a search."""

import io

import pypdf
import pytest
from hands import RETURN, SPACE, ask_for, called, listed, press, type_over, walk_to
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPushButton

from ats_desktop.app import App
from ats_desktop.domain.documents import DocumentVersion
from ats_desktop.services import samples
from ats_desktop.shipped import shipped
from ats_desktop.ui.tables import RowsTable
from ats_desktop.ui.widgets.papersheet import PaperSheet

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, when a dialog opens


@pytest.fixture
def app(profile, monkeypatch):
    """The program, on a profile of its own."""
    monkeypatch.setenv("ATS_KEYRING", "memory")
    made = App.open(profile)
    made.warm.result()
    yield made
    made.close()


@pytest.fixture
def shown(app, window):
    """The window on an empty search."""
    opened = window(app)
    opened.reads("today")
    return opened.window


@pytest.fixture
def lived_in(app, window):
    """The window on the sample search."""
    samples.fill(app.work, "Europe/Riga")
    opened = window(app)
    opened.reads("today")
    return opened.window


@pytest.fixture
def saved(tmp_path, monkeypatch):
    """Answer the system's own dialog for files: this one to open, that one to write."""
    there = tmp_path / "printed.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(there), ""))
    return there


def text_of(path):
    pages = pypdf.PdfReader(io.BytesIO(path.read_bytes())).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def sheet_of(window, qtbot):
    """The sheet of paper that opened, once its pages are drawn."""
    qtbot.waitUntil(lambda: window.findChild(PaperSheet) is not None, timeout=10_000)
    sheet = window.findChild(PaperSheet)
    qtbot.waitUntil(lambda: bool(sheet.pdf), timeout=20_000)
    return sheet


# --- somebody half remembered -----------------------------------------------------------------------


def test_somebody_is_found_by_a_word_of_what_was_said_with_the_mouse(lived_in, qtbot):
    press(called(lived_in, "People", QPushButton))
    table = called(lived_in, "People", RowsTable)
    press(called(lived_in, "Search People", QLineEdit))
    QTest.keyClicks(called(lived_in, "Search People", QLineEdit), "rota")
    qtbot.waitUntil(lambda: listed(table) == ["Ingrid Hale"])

    spot = table.visualRect(table.model().index(0, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)

    qtbot.waitUntil(lambda: "Ingrid Hale" in [one.text() for one in lived_in.findChildren(QLabel) if one.isVisible()])
    assert called(lived_in, "What was said").lines[0].text.startswith("Talked about the on-call rota")


def test_somebody_is_found_and_spoken_of_with_keys_alone(lived_in, qtbot):
    ask_for(lived_in, "go to people")
    QTest.keyClicks(walk_to(lived_in, "Search People"), "rota")
    table = called(lived_in, "People", RowsTable)
    qtbot.waitUntil(lambda: listed(table) == ["Ingrid Hale"])

    line = walk_to(lived_in, "Note what was said")
    QTest.keyClicks(line, "Sent her the plan")
    QTest.keyClick(line, RETURN)

    qtbot.waitUntil(lambda: called(lived_in, "What was said").lines[0].text == "Sent her the plan")


# --- a résumé from an imported profile ----------------------------------------------------------------


def imported(window, qtbot, app):
    """Bring in LinkedIn's archive, as the page for it does."""
    window.go("import", str(shipped("data/samples/linkedin-archive.zip")))
    qtbot.waitUntil(lambda: called(window, "Import", QPushButton) is not None, timeout=10_000)
    page = window.stack.currentWidget()
    go = [one for one in page.findChildren(QPushButton) if one.text() == "Import"]
    qtbot.waitUntil(lambda: go[0].isVisible() and go[0].isEnabled(), timeout=20_000)
    press(go[0])
    qtbot.waitUntil(lambda: app.work.rows("select count(*) from work_experiences")[0][0] > 0, timeout=20_000)


@pytest.mark.parametrize("by", ["mouse", "keys"])
def test_a_resume_is_made_from_an_imported_profile(shown, app, qtbot, saved, by):
    imported(shown, qtbot, app)

    if by == "mouse":
        press(called(shown, "Profile", QPushButton))
        press(called(shown, "Résumé as PDF", QPushButton))
        press(called(sheet_of(shown, qtbot), "Save as ...", QPushButton))
    else:
        ask_for(shown, "go to profile")
        QTest.keyClick(walk_to(shown, "Résumé as PDF"), SPACE)
        sheet = sheet_of(shown, qtbot)
        QTest.keyClick(walk_to(sheet, "Save as ..."), SPACE)

    qtbot.waitUntil(saved.exists)
    found = text_of(saved)
    for wanted in (
        "Ada Example",
        "ada@example.org",
        "Silverbirch Analytics",
        "Lantern Transit",
        "Mar 2021",
        "Languages",
    ):
        assert wanted in found
    assert app.work.count(DocumentVersion) == 1


# --- the record of the search --------------------------------------------------------------------------


@pytest.mark.parametrize("by", ["mouse", "keys"])
def test_the_record_of_the_search_is_printed_for_days_of_ones_own(lived_in, qtbot, saved, by):
    sent = lived_in.work.rows("select min(applied_at), count(*) from applications where applied_at is not null")[0]
    if by == "mouse":
        press(called(lived_in, "Jobs", QPushButton))
        press(called(lived_in, "Record of job search", QPushButton))
    else:
        ask_for(lived_in, "go to jobs")
        QTest.keyClick(walk_to(lived_in, "Record of job search"), SPACE)
    sheet = sheet_of(lived_in, qtbot)
    before = sheet.pdf

    type_over(walk_to(sheet, "From") if by == "keys" else called(sheet, "From", QLineEdit), sent[0][:10])
    qtbot.waitUntil(lambda: sheet.pdf != before, timeout=20_000)
    qtbot.waitUntil(lambda: called(sheet, "Save as ...", QPushButton).isEnabled(), timeout=20_000)
    if by == "mouse":
        press(called(sheet, "Save as ...", QPushButton))
    else:
        QTest.keyClick(walk_to(sheet, "Save as ..."), SPACE)

    qtbot.waitUntil(saved.exists)
    found = text_of(saved)
    assert f"Applications {sent[1]}" in found
    assert "Brightwater Labs" in found
