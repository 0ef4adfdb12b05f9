"""Documents are dropped in, shown page by page, compared line by line, and what was sent is one press away."""

import make
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSizeF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage, QPageSize, QPainter, QPdfWriter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton

from ats_desktop.domain.documents import Document, DocumentKind, DocumentVersion
from ats_desktop.domain.submissions import Submission
from ats_desktop.errors import AtsError
from ats_desktop.services import applications, documents
from ats_desktop.ui.widgets import paperview
from ats_desktop.ui.widgets.application.sent import SentPanel

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def opened(desk, settle):
    def show(row=""):
        desk.go("documents", row)
        settle()
        return desk.stack.currentWidget()

    return show


def pdf(path, *pages, size=None):
    """Write a PDF with a few words a page, by Qt's own hand; `size` is in points."""
    writer = QPdfWriter(str(path))
    unusual = size and QPageSize(size, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch)
    writer.setPageSize(unusual or QPageSize(QPageSize.PageSizeId.A4))
    painter = QPainter(writer)
    for at, words in enumerate(pages):
        if at:
            writer.newPage()
        painter.drawText(1_000, 1_000, words)
    painter.end()
    return path


def drop(page, *paths):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    where, act = QPointF(QPoint(40, 40)), Qt.DropAction.CopyAction
    page.dropEvent(QDropEvent(where, act, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier))


def two_versions(work):
    first = documents.add_file(work, "CV.txt", b"Ada\nRiga\nPython", kind=DocumentKind.RESUME)
    return documents.add_file(work, "CV-2.txt", b"Ada\nOslo\nPython", document=first.document)


def test_a_dropped_pdf_is_kept_and_its_pages_are_shown(opened, desk, tmp_path, qtbot):
    page = opened()
    drop(page, pdf(tmp_path / "Ada_CV.pdf", "Ada Example, engineer, who keeps clocks in time", "Page two"))

    qtbot.waitUntil(lambda: len(page.sheet.paper.pages) == 2, timeout=20_000)

    assert [(one.name, one.kind) for one in desk.work.all(Document)] == [("Ada CV", DocumentKind.RESUME)]
    assert desk.work.all(DocumentVersion)[0].content.split()[:3] == ["Ada", "Example,", "engineer,"]
    picture = page.sheet.paper.pages[0].pixmap().toImage()
    colours = {picture.pixelColor(x, y).name() for x in range(0, picture.width(), 2) for y in range(0, 300, 2)}
    assert "#ffffff" in colours
    assert len(colours) > 1


def test_the_same_name_dropped_again_is_the_next_version(opened, desk, tmp_path, qtbot):
    page = opened()
    for words in ("One", "Two"):
        (tmp_path / "Ada CV.txt").write_text(words, encoding="utf-8")
        drop(page, tmp_path / "Ada CV.txt")
        qtbot.waitUntil(lambda words=words: page.sheet.paper.said.text() == words, timeout=20_000)

    assert (desk.work.count(Document), desk.work.count(DocumentVersion)) == (1, 2)
    assert [line.text for line in page.sheet.lines.lines] == ["Version 2", "Version 1"]


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7 nothing more", b"no pdf at all", b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj"]
)
def test_a_pdf_that_cannot_be_shown_says_so(opened, desk, content, qtbot):
    documents.add_file(desk.work, "CV.pdf", content)
    page = opened()

    qtbot.waitUntil(lambda: "cannot be shown" in page.sheet.paper.said.text(), timeout=10_000)

    assert page.sheet.paper.pages == []


def test_an_empty_file_is_refused_in_a_sentence(opened, desk, tmp_path, qtbot):
    page = opened()
    (tmp_path / "CV.txt").write_bytes(b"")
    drop(page, tmp_path / "CV.txt")

    qtbot.waitUntil(lambda: desk.strip.told is not None, timeout=10_000)

    assert "empty" in desk.strip.told.title
    assert desk.work.count(Document) == 0


def test_two_versions_are_compared_with_signs(opened, desk, named, settle):
    two_versions(desk.work)
    page = opened()
    box = named("Compare with", QComboBox)

    box.setCurrentIndex(1)
    box.activated.emit(1)
    settle()

    assert named("What changed", QPlainTextEdit).toPlainText() == "  Ada\n\u2212 Riga\n+ Oslo\n  Python"
    assert page.sheet.changes.isReadOnly()


def test_an_older_version_is_chosen_by_the_keys(opened, desk, settle):
    two_versions(desk.work)
    page = opened()
    assert page.sheet.paper.said.text() == "Ada\nOslo\nPython"
    page.sheet.lines.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(page.sheet.lines, key)
    settle()

    assert page.sheet.paper.said.text() == "Ada\nRiga\nPython"


def test_one_is_made_the_usual_one_and_undone(opened, desk, named, settle):
    made = two_versions(desk.work)
    page = opened()
    named("Make it the usual one", QPushButton).click()
    settle()
    assert desk.work.get(Document, made.document).is_default
    assert "the usual one" in page.lines.lines[1].note

    named("Undo", QPushButton).click()
    settle()

    assert not desk.work.get(Document, made.document).is_default


def test_a_document_is_renamed_where_it_is_read(opened, desk, named, settle, retype):
    made = two_versions(desk.work)
    page = opened()

    retype(named("Name", QLineEdit), "Platform CV")
    settle()

    assert desk.work.get(Document, made.document).name == "Platform CV"
    assert page.lines.lines[1].text == "Platform CV"


def test_the_empty_page_says_what_it_is_for(opened):
    page = opened()

    assert page._views.currentWidget() is page._blank


def test_a_very_long_pdf_shows_its_first_pages_and_says_how_many_more(qapp, tmp_path):
    path = pdf(tmp_path / "long.pdf", *(f"Page {n}" for n in range(paperview.MOST_PAGES + 2)))

    pictures, number = paperview.draw(path, 400)

    assert (len(pictures), number) == (paperview.MOST_PAGES, paperview.MOST_PAGES + 2)
    assert isinstance(pictures[0], QImage)
    assert pictures[0].width() in {400, 401}  # a page is some fraction wider
    with pytest.raises(AtsError, match="not on this laptop"):
        paperview.draw(tmp_path / "gone.pdf", 400)


def test_a_page_that_is_a_mile_high_is_drawn_small(qapp, tmp_path):
    path = pdf(tmp_path / "tall.pdf", "Tall", size=QSizeF(4, 14_400))

    (picture,), number = paperview.draw(path, 1_000)

    assert number == 1
    assert picture.height() <= 8_001
    assert picture.width() < 10


# --- what was sent ----------------------------------------------------------------------------------


def test_what_did_i_send_is_one_press(desk, page, named, settle):
    own = make.application(desk.work, "Data Engineer", "Kestrel Freight")
    version = two_versions(desk.work)
    documents.make_usual(desk.work, desk.work.get(Document, version.document))
    opened = page(own.id)
    assert not any(one.text() == "What did I send?" and one.isVisible() for one in opened.findChildren(QPushButton))
    applications.move(desk.work, own.id, "applied")
    settle()

    named("What did I send?", QPushButton).click()
    settle()

    panel = opened.part(SentPanel)
    assert [line.note for line in panel.lines.lines] == ["CV-2.txt"]
    assert panel._sheet.isVisible()
    assert "Data Engineer @ Kestrel Freight" in [one.text() for one in panel._sheet.findChildren(QLabel)]
    assert named("Résumé: CV-2.txt", QPushButton).isEnabled()


def test_what_was_really_sent_is_noted_with_its_answers(desk, page, named, settle):
    own = make.application(desk.work, "Data Engineer", "Kestrel Freight", stage="applied")
    version = two_versions(desk.work)
    page(own.id)
    named("Note what was sent", QPushButton).click()

    named("CV · CV-2.txt", QCheckBox).click()
    QTest.keyClicks(named("Through", QLineEdit), "Their form")
    QTest.keyClicks(named("Answers given", QPlainTextEdit), "Clocks.")
    named("Keep", QPushButton).click()
    settle()

    (sent,) = desk.work.all(Submission)
    assert (sent.versions, sent.channel, sent.answers) == ((version.id,), "Their form", "Clocks.")
    assert QApplication.activeModalWidget() is None
