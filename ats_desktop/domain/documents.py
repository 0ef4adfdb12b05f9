"""Documents and their immutable versions: what was written, and what was sent."""

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
