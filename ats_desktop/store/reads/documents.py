"""What the page of documents shows: every document with its versions, and how often each was sent."""

import json
from dataclasses import dataclass
from datetime import datetime

from ats_desktop.domain.documents import Document, DocumentVersion
from ats_desktop.domain.submissions import Submission
from ats_desktop.store.workspace import Workspace

_MOST = 500


@dataclass(frozen=True, slots=True)
class Shelved:
    """A document in the list."""

    document: Document
    versions: int
    changed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Numbered:
    """A version with its number, the oldest being 1, and how many applications it was sent with."""

    number: int
    version: DocumentVersion
    at: datetime | None
    sent: int


def shelf(work: Workspace) -> list[Shelved]:
    """List the documents: by kind, the usual one of each first, then by name."""
    asked = f"""select d.id, count(v.id), coalesce(max(v.created_at), max(d.created_at)) from documents d
      left join document_versions v on v.document = d.id group by d.id order by d.id limit {_MOST}"""
    heads = {row: (count, at) for row, count, at in work.rows(asked)}
    found = [work.get(Document, row) for row in heads]
    found.sort(key=lambda one: (one.kind.value != "resume", one.kind.value, not one.is_default, one.name.casefold()))
    return [Shelved(one, int(heads[one.id][0]), _moment(heads[one.id][1])) for one in found]


def versions_of(work: Workspace, document: str) -> list[Numbered]:
    """List the versions of a document, the newest first."""
    asked = f"select id, created_at from document_versions where document = ? order by id limit {_MOST}"
    lines = list(enumerate(work.rows(asked, document), 1))
    sent = _sent(work, [row for _, (row, _) in lines])
    return [
        Numbered(number, work.get(DocumentVersion, row), _moment(at), sent.get(row, 0))
        for number, (row, at) in reversed(lines)
    ]


def newest(work: Workspace, document: str) -> DocumentVersion | None:
    """Give the newest version of a document."""
    return next(iter(work.all(DocumentVersion, {"document": document}, order="-id", limit=1)), None)


def sendings(work: Workspace, application: str) -> list[Submission]:
    """List what was sent with an application, the latest first."""
    return work.all(Submission, {"application": application}, order="-id", limit=_MOST)


def _sent(work: Workspace, versions: list[str]) -> dict[str, int]:
    asked = """select v.value, count(distinct s.application) from submissions s, json_each(s.versions) v
      where v.value in (select value from json_each(?)) group by v.value"""
    return {str(row): int(count) for row, count in work.rows(asked, json.dumps(versions))}


def _moment(cell: str | None) -> datetime | None:
    return datetime.fromisoformat(cell) if cell else None
