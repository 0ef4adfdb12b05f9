"""Attachments: files kept with any row, where that row is kept."""

from ats_desktop.domain.documents import DocumentVersion
from ats_desktop.domain.schema import Entity, Id, label


class Attachment(
    Entity,
    table="attachments",
    stream="documents",
    sectioned=("documents", "jobs", "profile", "prep", "notes", "salary", "contacts", "private"),
):
    """A file kept with a row, in the section of that row."""

    about: str = label("With", help="Noun and id of the row", default="", indexed=True)
    section: str = label("Section", help="That of its row; fixed at birth", default="documents")
    name: str = label("Caption", default="")
    filename: str = label("File name", default="")
    sha256: str = label("File", default="", indexed=True)
    size: int | None = label("Size in bytes", default=None)
    mime: str = label("File type", default="")
    document_version: Id[DocumentVersion] = label("Version of a document", default=Id(""))
    position: str = label("Order", default="")
