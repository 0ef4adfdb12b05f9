"""Submissions: what was sent, frozen at the moment of sending.

Why:    postings vanish and résumés go on changing; what a company holds of her must be seen as it was.
        A submission is never edited; what was sent otherwise is noted as another one, which stands before it.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from ats_desktop.domain.applications import Application, Method
from ats_desktop.domain.documents import Document, DocumentKind, DocumentVersion
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.schema import Id, Text
from ats_desktop.domain.sharing import CLOSED, EDIT
from ats_desktop.domain.submissions import Sent, Submission, write_sent
from ats_desktop.errors import Refused
from ats_desktop.store.command import command
from ats_desktop.store.reads.application import may
from ats_desktop.store.reads.documents import newest
from ats_desktop.store.workspace import Workspace


@command("Note what was sent")
def record(
    work: Workspace,
    application: Id[Application],
    versions: Sequence[Id[DocumentVersion]],
    *,
    channel: str = "",
    answers: str = "",
    note: str = "",
    at: datetime | None = None,
) -> Submission:
    """Freeze what was sent with an application: these versions, the answers, and the posting as it is now.

    Raises: NotFound, when a version is not here; Refused, for a time to come.
    """
    with work.change("Note what was sent") as change:
        if at and at > change.now:
            raise Refused("That time is still to come.", "Note what was sent once it was.")
        own = change.get(Application, application)
        found = [work.get(DocumentVersion, version) for version in versions]
        files = [(work.get(Document, one.document), one) for one in found]
        made = _frozen(work, own, files, at or change.now)
        through = channel.strip() or made.channel
        return change.save(replace(made, answers=Text(answers), note=note.strip(), channel=through))


def freeze(work: Workspace, applications: Sequence[Id[Application]], at: datetime) -> list[Submission]:
    """Freeze what goes with applications that are sent now, once each.

    Why:    what is linked with the application was sent; without a résumé of its own, the usual one was.
    """
    if not may(work, "documents", EDIT):
        return []  # a coach who may not write documents freezes nothing
    with work.change("Freeze what was sent") as change:
        fresh = [one for one in applications if not work.count(Submission, {"application": one})]
        return change.save_all([_frozen(work, work.get(Application, one), _going(work, one), at) for one in fresh])


def _going(work: Workspace, application: Id[Application]) -> list[tuple[Document, DocumentVersion | None]]:
    """Find the documents that go with an application, in their newest version; closed ones were not meant for it."""
    linked = [one for one in work.all(Document, {"application": application}, order="id") if one.section not in CLOSED]
    if not any(one.kind is DocumentKind.RESUME for one in linked):
        usual = work.all(Document, {"kind": DocumentKind.RESUME, "is_default": True})
        linked += [one for one in usual if one.section not in CLOSED][:1]
    return [(one, newest(work, one.id)) for one in linked]


def _frozen(
    work: Workspace, own: Application, files: Sequence[tuple[Document, DocumentVersion | None]], at: datetime
) -> Submission:
    job = work.find(JobOpportunity, own.job)
    return Submission(
        application=own.id,
        submitted_at=at,
        channel=own.channel or ("" if own.method is Method.UNSAID else own.method.label),
        files=tuple(write_sent(_sent(document, version)) for document, version in files),
        versions=tuple(version.id for _, version in files if version),
        job_title=job.title if job else "",
        company_name=job.company_name if job else "",
        posting_url=job.posting_url if job else "",
        posting=job.description if job else Text(),
    )


def _sent(document: Document, version: DocumentVersion | None) -> Sent:
    """Name a file that was sent; of a closed one only its kind, for what was sent is read with the documents."""
    if document.section in CLOSED:
        return Sent(document.kind.value, document.kind.label)
    name = (version.filename if version else "") or document.name
    return Sent(document.kind.value, name, version.sha256 if version else "")
