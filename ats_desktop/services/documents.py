"""Documents: files kept as they are, version after version, lent out to be read elsewhere."""

import mimetypes
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from ats_desktop.domain.documents import Document, DocumentKind, DocumentVersion, guess_kind, title_of_file
from ats_desktop.domain.schema import Id, Text
from ats_desktop.errors import Refused
from ats_desktop.outside.parsing import fenced
from ats_desktop.store.command import command
from ats_desktop.store.opening import touching_files
from ats_desktop.store.reads.documents import newest
from ats_desktop.store.workspace import Workspace

MOST_BYTES = 50_000_000
# What other programs open without running it.
OPENED = frozenset(["pdf", "docx", "doc", "odt", "rtf", "txt", "md", "tex", "png", "jpg", "jpeg", "gif", "webp"])
_WORDY = frozenset(["pdf", "docx", "txt", "md", "tex"])


@command("Add a document")
def add_file(
    work: Workspace,
    filename: str,
    content: bytes,
    *,
    document: Id[Document] = Id(""),  # noqa: B008 - an id is a text and never changes
    kind: DocumentKind | None = None,
    name: str = "",
) -> DocumentVersion:
    """Keep a file: as the next version of a document, or as a document of its own.

    Why:    the file lies on the disk before a row speaks of it, and its words are read behind the fence,
            so that two versions can be compared; a file whose words cannot be read is kept all the same.
    Raises: Refused, for an empty or very large file, or one that is the newest version already.
    """
    if not content:
        raise Refused("This file is empty.", "Save it once more where it was made.")
    if len(content) > MOST_BYTES:
        raise Refused("This file is larger than 50 MB.", "Save a smaller one, without large pictures.")
    plain = _plain_name(filename)
    known = newest(work, document) if document else None
    sha = work.files.put(content)
    if known is not None and known.sha256 == sha:
        raise Refused("This is the newest version already.", "Nothing was changed.")
    text = words_in(plain, content)
    with work.change("Add a document") as change:
        made = change.get(Document, document) if document else None
        if made is None:
            made = change.save(Document(name=name.strip() or title_of_file(plain), kind=kind or guess_kind(plain)))
        return change.save(
            DocumentVersion(
                document=made.id,
                section=made.section,
                content=Text(text),
                sha256=sha,
                size=len(content),
                mime=mimetypes.guess_type(plain)[0] or "",
                filename=plain,
            )
        )


@command("Make it the usual one")
def make_usual(work: Workspace, document: Document) -> Document:
    """Say that this is the one that is usually sent; the others of its kind are it no more."""
    with work.change("Make it the usual one") as change:
        for other in change.all(Document, {"kind": document.kind}):
            if other.is_default and other.id != document.id:
                change.save(replace(other, is_default=False))
        return change.save(replace(change.get(Document, document.id), is_default=True))


@command("Remove a document")
def remove(work: Workspace, document: Document) -> bool:
    """Put a document and its versions into the bin; their files stay until the bin is emptied."""
    with work.change("Remove a document") as change:
        for version in change.all(DocumentVersion, {"document": document.id}):
            change.remove(version)
        change.remove(document)
    return True


def words_in(filename: str, content: bytes) -> str:
    """Read the words of a file, behind the fence; none where they cannot be read."""
    if _ending(filename) not in _WORDY:
        return ""
    try:
        return "".join(str(item) for item in fenced("ats_desktop.formats.wording:words_of", content, {}))
    except Refused:
        return ""


def lend(work: Workspace, sha256: str, filename: str) -> Path:
    """Lay a copy of a kept file where another program may open it.

    Why:    what is kept has no name, and must not be written over by the program that shows it.
    Raises: NotFound, when the file is not here; Refused, for a kind of file that might run as a program.
    """
    plain = _plain_name(filename)
    if _ending(plain) not in OPENED:
        raise Refused("Files of this kind are not opened from here.", "Save a copy, and open that where you trust it.")
    kept = work.files.path(sha256)
    with touching_files():
        folder = Path(tempfile.mkdtemp(prefix="ats-open-"))
        lent = folder / plain
        shutil.copyfile(kept, lent)
        lent.chmod(0o400)
    return lent


def save_copy(work: Workspace, sha256: str, target: Path) -> Path:
    """Copy a kept file to where she wants it.

    Raises: NotFound, when the file is not here; Unavailable, when it cannot be written there.
    """
    kept = work.files.path(sha256)
    with touching_files():
        shutil.copyfile(kept, target)
    return target


def _plain_name(filename: str) -> str:
    """Take the last part of a name, without what no file system allows."""
    last = filename.replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(sign for sign in last if sign.isprintable() and sign not in '<>:"|?*').strip(" .")
    return plain[-120:] or "document"


def _ending(filename: str) -> str:
    return filename.rpartition(".")[2].casefold()
