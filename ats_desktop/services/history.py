"""History put right: when things really happened, and what was sent."""

from dataclasses import replace
from datetime import datetime

from ats_desktop.domain.applications import (
    REACH,
    Application,
    ApplicationStage,
    Category,
    Stage,
    category_of,
    in_order,
)
from ats_desktop.domain.documents import Document, DocumentKind, DocumentVersion
from ats_desktop.domain.schema import Id
from ats_desktop.errors import Refused
from ats_desktop.services import applications
from ats_desktop.store.command import command
from ats_desktop.store.workspace import Workspace


def first_sent(work: Workspace, application: Id[Application]) -> ApplicationStage | None:
    """Find the event by which it was first applied, if it was."""
    own = work.all(Stage)
    events = in_order(work.all(ApplicationStage, {"application": application}))
    return next((event for event in events if REACH.get(category_of(event.to, own), 0) >= 1), None)


@command("Say when it was sent")
def applied_at(work: Workspace, application: Id[Application], at: datetime) -> None:
    """Say when an application was first sent: its event is put right, or made.

    Raises: Refused, for a time to come.
    """
    with work.change("Say when it was sent"):
        found = first_sent(work, application)
        if found is None:
            applications.move(work, application, Category.APPLIED.value, at=at)
        else:
            applications.correct(work, found, to=found.to, at=at)


@command("Say which résumé was sent")
def resume_sent(work: Workspace, application: Id[Application], name: str) -> Document | None:
    """Say which résumé went with an application; no name takes it off again.

    Raises: Refused, when the document has text or a file of its own and would be lost.
    """
    with work.change("Say which résumé was sent") as change:
        sent = change.all(Document, {"application": application, "kind": DocumentKind.RESUME}, order="-id")
        plain = name.strip()
        if sent and plain:
            return change.save(replace(sent[0], name=plain))
        if plain:
            change.get(Application, application)
            return change.save(Document(name=plain, kind=DocumentKind.RESUME, application=application))
        for one in sent:
            if work.count(DocumentVersion, {"document": one.id}):
                raise Refused("This résumé has a file of its own.", "Write another name instead of none.")
            change.remove(one)
        return None
