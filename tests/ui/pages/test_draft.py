"""A résumé laid beside the profile: everything found with its line and a tick, accepted by one key."""

import papers
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ats_desktop.domain.profile import CandidateProfile, WorkExperience


@pytest.fixture
def resume(tmp_path):
    path = tmp_path / "mira.pdf"
    path.write_bytes(papers.pdf())
    return path


@pytest.fixture
def opened(desk, qtbot):
    def open_it(path):
        desk.go("draft", str(path))
        page = desk.stack.currentWidget()
        qtbot.waitUntil(lambda: "Reading" not in page._title.text(), timeout=30_000)
        return page

    return open_it


def test_everything_found_has_a_tick_and_its_line(opened, resume, desk):
    page = opened(resume)

    mail = page.ticks["candidate_profiles:email"]
    assert mail.text() == "E-mail: mira.okafor@example.org"
    assert mail.accessibleDescription().startswith("Line 3: ")
    assert all(tick.isChecked() for tick in page.ticks.values())
    assert desk.work.count(CandidateProfile) == 0


def test_no_tick_is_cut_while_the_text_is_large(opened, resume, look, settle):
    look.choose(scale=2.0)
    page = opened(resume)
    settle()

    card = page.ticks["candidate_profiles:email"].parentWidget()
    assert card.maximumWidth() == 2200
    assert max(tick.sizeHint().width() - tick.width() for tick in page.ticks.values()) <= 0


def test_by_keyboard_it_becomes_the_profile_and_one_undo_takes_it_back(opened, resume, desk, settle):
    page = opened(resume)
    assert page.ticks["candidate_profiles:first_name"].hasFocus()

    QTest.keyClick(page.ticks["candidate_profiles:first_name"], Qt.Key.Key_Space)
    page.accept.setFocus()
    QTest.keyClick(page.accept, Qt.Key.Key_Space)
    settle()

    (person,) = desk.work.all(CandidateProfile)
    assert (person.first_name, person.last_name) == ("", "Okafor")
    assert desk._wanted[0] == "profile"
    assert desk.work.count(WorkExperience) == 3
    desk.undo()
    assert desk.work.count(WorkExperience) == 0


def test_hers_is_shown_and_stays_unless_ticked(opened, resume, desk):
    with desk.work.change("Add") as change:
        change.save(CandidateProfile(email="mira@own.example"))

    page = opened(resume)

    assert not page.ticks["candidate_profiles:email"].isChecked()
    page.accept.click()
    assert desk.work.all(CandidateProfile)[0].email == "mira@own.example"


def test_the_button_says_how_much_is_ticked(opened, resume):
    page = opened(resume)

    for tick in page.ticks.values():
        tick.setChecked(False)

    assert (page.accept.text(), page.accept.isEnabled()) == ("Accept", False)
    page.ticks["candidate_profiles:phone"].setChecked(True)
    assert (page.accept.text(), page.accept.isEnabled()) == ("Accept 1", True)


def test_a_second_resume_takes_the_place_of_the_first(opened, resume, tmp_path):
    opened(resume)
    other = tmp_path / "jonas.docx"
    other.write_bytes(papers.document("Jonas Hale\nSkills\nWelding, Python\n"))

    page = opened(other)

    assert [tick.text() for tick in page.ticks.values()] == [
        "First name: Jonas",
        "Last name: Hale",
        "Welding",
        "Python",
    ]


def test_what_is_no_resume_can_be_kept_as_a_posting(opened, tmp_path):
    path = tmp_path / "posting.pdf"
    path.write_bytes(papers.pdf("Engineer wanted at Quillmark\n" + "We build robots by the river. " * 12))

    page = opened(path)

    assert "no résumé was found" in page._title.text()
    assert page.posting.isVisible()
    assert not page.accept.isVisible()


def test_a_damaged_file_is_said(opened, tmp_path):
    path = tmp_path / "cv.pdf"
    path.write_bytes(b"%PDF-1.7\n%%EOF")

    page = opened(path)

    assert "damaged" in page._title.text()
    assert not page.posting.isVisible()
