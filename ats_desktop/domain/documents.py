"""Documents and their immutable versions: what was written, and what was sent."""

import re
from typing import TYPE_CHECKING

from ats_desktop.domain.schema import Entity, Id, Text, Words, label

if TYPE_CHECKING:
    from ats_desktop.domain.applications import Application


class DocumentKind(Words):
    """What a document is for."""

    RESUME = "resume"
    COVER_LETTER = "cover_letter"
    PORTFOLIO = "portfolio"
    CERTIFICATE = "certificate"
    TRANSCRIPT = "transcript"
    REFERENCE_LETTER = "reference_letter"
    POSTING_SNAPSHOT = "posting_snapshot"
    OFFER_LETTER = "offer_letter"
    WORK_SAMPLE = "work_sample"
    OTHER = "other"


class Document(Entity, table="documents", stream="documents", sectioned=("documents", "salary", "private")):
    """A document, whose section was chosen at birth and decides who may see it."""

    name: str = label("Name")
    section: str = label("Section", help="documents, salary or private; fixed at birth", default="documents")
    kind: DocumentKind = DocumentKind.RESUME
    description: Text = Text()
    application: Id["Application"] = label("Sent with", default=Id(""))
    is_default: bool = label("The usual one", default=False)
    tags: tuple[str, ...] = ()


class DocumentVersion(
    Entity, table="document_versions", stream="documents", sectioned=("documents", "salary", "private")
):
    """One state of a document, never changed; its number is its place in order of id."""

    document: Id[Document] = label("Document")
    section: str = label("Section", help="That of its document", default="documents")
    name: str = label("Label", default="")
    content: Text = label("Text", default=Text())
    sha256: str = label("File", default="", indexed=True)
    size: int | None = label("Size in bytes", default=None)
    mime: str = label("File type", default="")
    filename: str = ""
    generated_by: str = "user"
    change_summary: str = label("What changed", default="")


_SIGNS = (
    (DocumentKind.COVER_LETTER, r"cover|motivation|anschreiben"),
    (DocumentKind.REFERENCE_LETTER, r"referen|recommendation"),
    (DocumentKind.OFFER_LETTER, r"offer|contract"),
    (DocumentKind.TRANSCRIPT, r"transcript|grades|marks"),
    (DocumentKind.CERTIFICATE, r"certificat|diploma|licen[cs]e"),
    (DocumentKind.PORTFOLIO, r"portfolio"),
    (DocumentKind.RESUME, r"resum|r\u00e9sum|\bcv\b|curriculum|lebenslauf"),
)


def guess_kind(filename: str) -> DocumentKind:
    """Guess what a file is for by its name.

    >>> guess_kind("Ada_CV_2026.pdf").value, guess_kind("scan0001.pdf").value
    ('resume', 'other')
    """
    plain = re.sub(r"[_\-.0-9]+", " ", filename.casefold())
    return next((kind for kind, sign in _SIGNS if re.search(sign, plain)), DocumentKind.OTHER)


def title_of_file(filename: str) -> str:
    """Make a title of a file's name.

    >>> title_of_file("Ada_CV-platform.final.pdf")
    'Ada CV platform.final'
    """
    stem = filename.rsplit("/", 1)[-1].rsplit("\\", 1)[-1]
    stem = stem.rpartition(".")[0] or stem
    return " ".join(re.sub(r"[_\-]+", " ", stem).split()) or "Document"
