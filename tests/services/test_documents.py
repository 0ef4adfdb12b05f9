"""Files are kept as they are, version after version; what cannot be kept or opened is said in a sentence."""

import make
import pytest

from ats_desktop.domain.differences import AROUND, differences
from ats_desktop.domain.documents import Document, DocumentKind, DocumentVersion, guess_kind, title_of_file
from ats_desktop.errors import Refused
from ats_desktop.services import documents
from ats_desktop.store.reads.documents import shelf, versions_of


@pytest.fixture
def work(tmp_path):
    made = make.empty(tmp_path / "one")
    yield made
    made.close()


def test_a_file_becomes_a_document_with_its_words(work):
    made = documents.add_file(work, "/home/ada/Ada_CV-platform.txt", "Grüße aus Riga".encode())
    document = work.get(Document, made.document)

    assert (document.name, document.kind) == ("Ada CV platform", DocumentKind.RESUME)
    assert (made.filename, made.size, made.mime) == ("Ada_CV-platform.txt", 16, "text/plain")
    assert made.content == "Grüße aus Riga"
    assert work.files.path(made.sha256).read_bytes() == "Grüße aus Riga".encode()


def test_another_version_has_the_next_number(work):
    first = documents.add_file(work, "CV.txt", b"One")
    documents.add_file(work, "CV-2.txt", b"Two", document=first.document)

    found = versions_of(work, first.document)
    assert [(one.number, one.version.content) for one in found] == [(2, "Two"), (1, "One")]
    assert [(one.document.name, one.versions) for one in shelf(work)] == [("CV", 2)]
    work.undo()
    assert work.count(DocumentVersion) == 1


@pytest.mark.parametrize(("content", "said"), [(b"", "empty"), (b"x" * (documents.MOST_BYTES + 1), "50 MB")])
def test_a_file_that_cannot_be_kept_is_refused(work, content, said):
    with pytest.raises(Refused, match=said):
        documents.add_file(work, "CV.pdf", content)

    assert work.count(Document) == 0


def test_the_same_file_is_no_new_version(work):
    first = documents.add_file(work, "CV.txt", b"One")

    with pytest.raises(Refused, match="newest version"):
        documents.add_file(work, "CV.txt", b"One", document=first.document)


def test_a_file_whose_words_cannot_be_read_is_kept_all_the_same(work):
    made = documents.add_file(work, "CV.pdf", b"%PDF-1.7 broken")

    assert made.content == ""
    assert work.files.path(made.sha256).read_bytes() == b"%PDF-1.7 broken"


def test_there_is_one_usual_one_of_a_kind(work):
    first, second, letter = (
        documents.add_file(work, name, name.encode()) for name in ("CV a.txt", "CV b.txt", "Cover.txt")
    )
    for one in (letter, first, second):
        documents.make_usual(work, work.get(Document, one.document))

    usual = {one.name for one in work.all(Document) if one.is_default}
    assert usual == {"CV b", "Cover"}
    work.undo()
    assert {one.name for one in work.all(Document) if one.is_default} == {"CV a", "Cover"}


def test_a_document_goes_to_the_bin_with_its_versions_and_comes_back_with_them(work):
    made = documents.add_file(work, "CV.txt", b"One")
    documents.remove(work, work.get(Document, made.document))
    assert (work.count(Document), work.count(DocumentVersion)) == (0, 0)

    work.undo()

    assert (work.count(Document), work.count(DocumentVersion)) == (1, 1)


def test_a_file_is_lent_under_its_own_name_and_cannot_be_written_over(work):
    made = documents.add_file(work, "../../Ada: CV.txt", b"One")
    lent = documents.lend(work, made.sha256, made.filename)

    assert (lent.name, lent.read_bytes()) == ("Ada CV.txt", b"One")
    assert lent.stat().st_mode & 0o222 == 0


@pytest.mark.parametrize("name", ["CV.exe", "CV.desktop", "CV.pdf.sh", "noending"])
def test_what_might_run_as_a_program_is_not_opened(work, name):
    made = documents.add_file(work, name, b"One")

    with pytest.raises(Refused, match="not opened from here"):
        documents.lend(work, made.sha256, made.filename)


def test_a_copy_is_saved_where_she_wants_it(work, tmp_path):
    made = documents.add_file(work, "CV.exe", b"One")

    assert documents.save_copy(work, made.sha256, tmp_path / "copy.bin").read_bytes() == b"One"


def test_two_versions_differ_line_by_line():
    before = "\n".join(f"line {n}" for n in range(20))
    after = before.replace("line 10", "line ten\nline ten and a half")
    found = [(piece.sign, piece.line) for piece in differences(before, after)]

    assert found[0] == ("…", "")
    assert found[1 + AROUND : 4 + AROUND] == [("-", "line 10"), ("+", "line ten"), ("+", "line ten and a half")]
    assert len(found) == 2 + 2 * AROUND + 3
    assert differences("a\nb", "a\nb") == []


def test_names_say_what_files_are():
    assert guess_kind("Motivation_letter.docx") is DocumentKind.COVER_LETTER
    assert guess_kind("Résumé 2026.pdf") is DocumentKind.RESUME
    assert guess_kind("holiday.png") is DocumentKind.OTHER
    assert title_of_file("C:\\Users\\Ada\\offer_letter.pdf") == "offer letter"
