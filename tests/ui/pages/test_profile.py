"""The profile's page: complete or not, skills moved by keys and by dragging, a picture without its secrets."""

import pytest
from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageReader
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton

from ats_desktop.domain.profile import CandidateProfile, CandidateSkill
from ats_desktop.domain.resume import ordered
from ats_desktop.services import profile, samples
from ats_desktop.ui.widgets.profile.cropping import CropDialog, Cropping, open_picture, written

EXIF = (
    b"\xff\xe1\x00\x22Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00GPS!"
)


@pytest.fixture
def page(desk, settle):
    """The profile of the sample."""
    samples.fill(desk.work)
    desk.go("profile")
    settle()
    return desk.stack.currentWidget()


@pytest.fixture
def photo(tmp_path):
    """A photograph, red at the left and blue at the right, that a camera held on its side."""
    picture = QImage(200, 100, QImage.Format.Format_RGB32)
    picture.fill(QColor("red"))
    for x in range(100, 200):
        for y in range(100):
            picture.setPixelColor(x, y, QColor("blue"))
    path = tmp_path / "photo.jpg"
    picture.save(str(path), "JPEG")
    plain = path.read_bytes()
    path.write_bytes(plain[:2] + EXIF + plain[2:])
    return path


def skills(page):
    page.turn_to("candidate_skills")
    return page.panel


def listed(panel):
    return [row.skill_name for row in ordered(panel._desk.work.all(CandidateSkill))]


def test_the_next_step_leads_to_where_it_is_done(page, desk, settle):
    with desk.work.change("Nothing learnt") as change:
        for row in desk.work.all(CandidateSkill):
            change.remove(row)
    settle()
    assert page.head.next.text() == "Next: Add your skills, five at least"

    page.head.next.click()

    assert page.panel is skills(page)


def test_the_bar_follows_what_is_filled_in(page, desk, settle):
    before = page.head._bar.value()

    with desk.work.change("Phone") as change:
        was = desk.work.all(CandidateProfile)[0]
        change.save(type(was)(**{**vars(was), "phone": "+371 1"}), was=was)
    settle()

    assert page.head._bar.value() > before


def test_skills_are_typed_with_commas(page, settle):
    panel = skills(page)
    panel._line.setText("Brass, Oil")

    QTest.keyClick(panel._line, Qt.Key.Key_Return)
    settle()

    assert listed(panel)[-2:] == ["Brass", "Oil"]
    assert panel.chosen.skill_name == "Brass"


def test_alt_and_an_arrow_move_a_skill_and_the_keys_stay_on_it(page, desk, settle):
    panel = skills(page)
    settle()
    first, second = listed(panel)[:2]
    panel.list.setFocus()

    QTest.keyClick(panel.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    settle()

    assert listed(panel)[:2] == [second, first]
    assert panel.chosen.skill_name == first


def test_dragging_a_skill_keeps_it_where_it_was_let_go(page, settle):
    panel = skills(page)
    settle()
    before = listed(panel)

    panel.list.model().moveRow(QModelIndex(), 0, QModelIndex(), 3)
    settle()

    assert listed(panel) == [before[1], before[2], before[0], *before[3:]]


def test_a_skill_is_removed_by_a_key_and_comes_back_by_undo(page, desk, settle):
    panel = skills(page)
    settle()
    before = listed(panel)
    panel.list.setFocus()

    QTest.keyClick(panel.list, Qt.Key.Key_Delete)
    settle()
    assert listed(panel) == before[1:]

    desk.undo()
    settle()
    assert listed(panel) == before


def test_a_photograph_is_turned_upright_cropped_and_says_nothing_else(page, desk, photo, settle):
    page.head.look(photo)
    dialog = desk.findChild(CropDialog)
    dialog.cropping.move_by(0, -1_000)
    dialog.accept()
    settle()

    kept = desk.work.files.path(profile.of(desk.work).picture).read_bytes()
    picture = QImage.fromData(kept)
    assert picture.size() == QSize(100, 100)
    assert picture.pixelColor(QPoint(50, 50)).red() > 200
    assert b"Exif" not in kept
    assert b"GPS" not in kept
    assert not page.head.picture._picture.isNull()


def test_the_square_stays_within_the_picture(qapp):
    square = Cropping(QImage(300, 200, QImage.Format.Format_RGB32))
    square.resize_to(50)

    square.move_by(10_000, -10_000)

    assert square.rect().contains(square.square)
    assert square.cropped().size() == QSize(100, 100)


def test_the_keys_move_and_size_the_square(qapp):
    square = Cropping(QImage(300, 200, QImage.Format.Format_RGB32))
    before = square.square

    QTest.keyClick(square, Qt.Key.Key_Minus)
    QTest.keyClick(square, Qt.Key.Key_Left)

    assert square.percent == 95
    assert square.square.x() < before.center().x()


def test_what_is_no_picture_is_said_on_the_strip(page, desk, tmp_path):
    words = tmp_path / "words.jpg"
    words.write_text("no picture", encoding="utf-8")

    page.head.look(words)

    assert desk.strip.told.title == "This is no picture."


def test_a_picture_is_written_anew_at_512_at_most(photo):
    large = open_picture(photo).scaled(2_000, 2_000)

    assert QImage.fromData(written(large)).width() == 512
    assert QImageReader.imageFormat(str(photo)) == b"jpeg"


def test_an_empty_profile_offers_to_be_filled_from_a_resume(desk, named, settle, monkeypatch, tmp_path):
    file = tmp_path / "cv.docx"
    file.write_bytes(b"no document")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_given: (str(file), ""))
    desk.go("profile")
    settle()

    named("Fill it from a résumé you have ...", QPushButton).click()
    settle()
    assert desk.here == "draft"

    samples.fill(desk.work)
    desk.go("profile")
    settle()
    assert not desk.stack.currentWidget().head.fill.isVisible()
