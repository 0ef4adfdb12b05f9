"""A sheet of paper on the screen: drawn beside the window, saved and printed as it is seen."""

import io
import json

import pypdf
import pytest
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QFileDialog, QLabel

from ats_desktop.domain.documents import DocumentVersion
from ats_desktop.errors import Refused
from ats_desktop.services import paper, samples
from ats_desktop.ui.pdf import pages
from ats_desktop.ui.widgets.papersheet import PaperSheet, print_pages


@pytest.fixture
def sheet(window, qtbot):
    """The résumé of the sample, on the screen."""
    samples.fill(window.work)
    window.go("profile")
    window.stack.currentWidget().resume()
    found = window.findChild(PaperSheet)
    qtbot.waitUntil(lambda: bool(found.pdf), timeout=10_000)
    return found


def test_the_pages_are_seen_and_the_resume_is_kept(sheet, window):
    pictures = [one for one in sheet.findChildren(QLabel) if one.accessibleName() == "Page 1"]

    assert pictures[0].pixmap().width() >= 600
    assert window.work.count(DocumentVersion, {"generated_by": "profile"}) == 1


def test_saving_writes_the_very_file(sheet, tmp_path, monkeypatch):
    there = tmp_path / "ada.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(there), ""))

    sheet.save()

    assert there.read_bytes() == sheet.pdf


def test_a_place_that_cannot_be_written_to_is_said_and_the_sheet_stays(sheet, tmp_path):
    sheet.keep(tmp_path / "nowhere" / "ada.pdf", sheet.pdf)

    assert "no place for a file" in sheet._said.text()
    assert sheet.isVisible()


def test_printing_shows_first_how_it_will_look(sheet, qtbot):
    sheet.preview()

    qtbot.waitUntil(lambda: sheet.findChild(QPrintPreviewDialog) is not None, timeout=10_000)
    sheet.findChild(QPrintPreviewDialog).reject()


def test_every_page_is_printed(window, tmp_path):
    samples.fill(window.work)
    drawn = pages(paper.draw_resume(window.work), width=400)
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))

    print_pages(printer, [*drawn, *drawn])

    assert len(pypdf.PdfReader(io.BytesIO((tmp_path / "printed.pdf").read_bytes())).pages) == 2


def test_a_picture_of_a_page_has_words_on_it(window):
    samples.fill(window.work)

    picture = pages(paper.draw_resume(window.work), width=300)[0]

    dark = sum(picture.pixelColor(x, y).lightness() < 128 for x in range(300) for y in range(200))
    assert picture.format() in {QImage.Format.Format_RGB888, QImage.Format.Format_RGBX8888}
    assert dark > 60


def test_what_is_no_pdf_is_said_in_a_sentence():
    with pytest.raises(Refused, match="cannot be shown"):
        pages(b"no pdf", width=100)


def test_without_a_name_the_page_says_what_to_do(window, settle):
    window.go("profile")
    window.stack.currentWidget().resume()
    settle()

    assert window.strip.told.title == "A résumé needs your name."


def test_the_resume_is_copied_as_text_and_taken_along_to_other_programs(sheet, tmp_path, monkeypatch):
    there = tmp_path / "ada.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(there), ""))

    sheet.copy()
    sheet.save_open()

    assert QGuiApplication.clipboard().text().startswith("Ada Example\n")
    assert json.loads(there.read_text("utf-8"))["basics"]["name"] == "Ada Example"
