"""The words of a PDF, page by page; no script, form, attachment or picture of it is looked at.

Why:    a résumé is short, so what is long, or unfolds without end, is refused before it costs anything;
        the fence around the process (memory, processor time) is the second wall.
Source: promises.md P41, P45.
"""

import io
import logging
import re
from collections.abc import Iterator

from ats_desktop.formats.problem import ImportProblem

MOST_BYTES = 20_000_000
MOST_PAGES = 40
MOST_LETTERS = 400_000
_SCAN = 40  # letters; a page with fewer is a picture
_SOFT = dict.fromkeys((0xAD, 0x200B, 0xFEFF))
_JOINED = {"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl", "\xa0": " ", "\u202f": " "}


def is_pdf(head: bytes) -> bool:
    """Say whether bytes begin as a PDF does."""
    return b"%PDF-" in head[:1_024]


def text_of(data: bytes) -> str:
    """Read the words of a PDF, in the order they are read in.

    Raises: ImportProblem, when it is locked, too large, or only pictures of pages.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    if len(data) > MOST_BYTES:
        raise ImportProblem("", "it is larger than 20 MB", "Save a smaller PDF of the text alone.")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is odd about a file is none of the log's business
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise ImportProblem("", "it is locked with a password", "Save it without one, and drop that.")
        if len(reader.pages) > MOST_PAGES:
            raise ImportProblem("", f"it has more than {MOST_PAGES} pages", "Save the pages of the résumé alone.")
        text = _clean("\n".join(_pages(reader)))
    except PyPdfError as foreign:
        raise ImportProblem("", "the PDF is damaged", "Save or download it again, and try once more.") from foreign
    if len(text.strip()) < _SCAN:
        raise ImportProblem(
            "", "it holds no words, only pictures of them", "Export it from the program it was written in."
        )
    return text


def _pages(reader: object) -> Iterator[str]:
    """Give the words of each page, until there are more than any résumé has."""
    letters = 0
    for page in reader.pages:  # type: ignore[attr-defined]
        text = page.extract_text()
        letters += len(text)
        if letters > MOST_LETTERS:
            raise ImportProblem("", "it holds more text than any résumé", "Save the pages of the résumé alone.")
        yield text


def _clean(text: str) -> str:
    """Undo what typesetting does to words: letters joined into one, marks that cannot be seen.

    >>> _clean("o\ufb03ce\u00ad r\u00e9sum\u00e9")
    'office résumé'
    """
    plain = text.translate(_SOFT)
    for joined, letters in _JOINED.items():
        plain = plain.replace(joined, letters)
    return re.sub(r"[ \t]+\n", "\n", plain)
