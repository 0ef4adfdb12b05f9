"""The words of a document, whatever it was written with; what cannot be read says so in one sentence."""

import papers
import pytest

from ats_desktop.errors import Refused
from ats_desktop.formats.problem import ImportProblem
from ats_desktop.formats.wording import words_of
from ats_desktop.services import transfer

TEXT = "Engineer (m/f/d) at Quillmark\nWe set type by hand, and need somebody who likes it.\n"


@pytest.mark.parametrize(
    "content", [papers.pdf(TEXT), papers.document(TEXT), TEXT.encode()], ids=["pdf", "docx", "txt"]
)
def test_the_words_are_read_whatever_it_was_written_with(content):
    (words,) = words_of(content, {})

    assert [line.strip() for line in words.strip().splitlines()] == TEXT.strip().splitlines()


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7\nand nothing", papers.document(TEXT)[:-200], b"PK\x03\x04word/document.xml"]
)
def test_a_damaged_file_says_so(content):
    with pytest.raises(ImportProblem):
        list(words_of(content, {}))


def test_the_sentence_comes_through_the_fence():
    with pytest.raises(Refused, match="damaged"):
        transfer.words_in(b"%PDF-1.7\nand nothing")
