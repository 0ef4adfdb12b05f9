"""The words of a document, whatever it was written with: PDF, Word or plain text.

Shape:  runs behind the fence (outside/parsing.py) and gives one item, the text.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from ats_desktop.formats import pdf, word
from ats_desktop.formats.problem import Note, Reading, guarded

MOST_LETTERS = 400_000
_HEAD = 4_096


def words_of(content: bytes, _asked: Mapping[str, Any]) -> Iterator[str]:
    """Read the words of a file; one of another kind has none.

    Raises: ImportProblem, when a PDF or a Word document cannot be read, and nothing else.
    """

    def words(content: bytes, _how: Reading) -> Iterator[Note]:
        yield Note("", _read(content))

    for line in guarded(words, content, Reading(now="")):
        if isinstance(line, Note):
            yield line.text


def _read(content: bytes) -> str:
    head = content[:_HEAD]
    if pdf.is_pdf(head):
        return pdf.text_of(content)
    if word.is_document(head) or (head.startswith(b"PK") and word.is_document(head + content[-_HEAD:])):
        return word.text_of(content)
    return plain_text(content)


def plain_text(content: bytes) -> str:
    """Read text as it is usually written down; bytes that are none give nothing.

    >>> plain_text("Grüße".encode("cp1252")), plain_text(bytes(8))
    ('Grüße', '')
    """
    if b"\0" in content[:_HEAD]:
        return ""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)[:MOST_LETTERS]
        except UnicodeDecodeError:
            continue
    return ""
