"""The words of a Word document (.docx): paragraphs and tables in their order; macros and pictures are not looked at.

Source: promises.md P41, P43, P45; ECMA-376 (WordprocessingML).
"""

import io
from collections.abc import Iterator
from typing import Any

from ats_desktop.formats.problem import ImportProblem
from ats_desktop.formats.zipped import open_archive

MOST_BYTES = 20_000_000
MOST_UNPACKED = 100_000_000
MOST_LETTERS = 400_000
MOST_LINES = 20_000
_INSIDE = b"word/document.xml"


def is_document(head: bytes) -> bool:
    """Say whether bytes are a Word document, by what their archive lists."""
    return head.startswith(b"PK") and (_INSIDE in head or b"word/" in head)


def text_of(data: bytes) -> str:
    """Read the words of a document, a paragraph a line.

    Raises: ImportProblem, when it is no document, too large or a bomb.
    """
    if len(data) > MOST_BYTES:
        raise ImportProblem("", "it is larger than 20 MB", "Save the résumé alone, without its pictures.")
    archive = open_archive(data)
    if sum(entry.file_size for entry in archive.names.values()) > MOST_UNPACKED:
        raise ImportProblem("", "it unpacks to more than an import may take", "Save it as PDF, and drop that.")
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    try:
        document = Document(io.BytesIO(data))
    except (PackageNotFoundError, KeyError, ValueError) as foreign:
        raise ImportProblem(
            "", "the Word document is damaged", "Open it once, save it again, and drop that."
        ) from foreign
    letters, lines = 0, list[str]()
    for line in _lines(document):
        letters += len(line)
        if letters > MOST_LETTERS or len(lines) > MOST_LINES:
            raise ImportProblem("", "it holds more text than any résumé", "Save the pages of the résumé alone.")
        lines.append(line)
    return "\n".join(lines)


def _lines(document: Any) -> Iterator[str]:
    """Walk the headers, then the body as it is read; a row of a table is a line."""
    for section in document.sections[:1]:
        yield from (paragraph.text for paragraph in section.header.paragraphs if paragraph.text.strip())
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            for row in block.rows:  # a wide cell is there once, where the library gives it for each of its columns
                cells = dict.fromkeys("\n".join(p.text for p in cell.p_lst).strip() for cell in row._tr.tc_lst)  # noqa: SLF001 - a cell may say that it is a million wide
                yield from "\t".join(filter(None, cells)).splitlines()
        else:
            yield _listed(block)


def _listed(paragraph: Any) -> str:
    """Give a paragraph; one of a list begins as a line of a list does.

    Why:    the library looks through all styles for the one that a paragraph without any has, and that is no list's.
    """
    marks = paragraph._p  # noqa: SLF001 - python-docx has no public word for what stands in the file
    style = str(getattr(paragraph.style, "name", "") or "") if marks.style else ""
    numbered = style.startswith("List") or (marks.pPr is not None and marks.pPr.numPr is not None)
    return f"• {paragraph.text}" if numbered and paragraph.text.strip() else str(paragraph.text)
