"""Takes a posting as people have it, a link or its text: the card is there at once, and fills when the page is read.

Why:    a link is worth keeping before anybody knows what is behind it, with or without a network; and what
        she typed herself is never written over by what a page says.
Source: experience.md 6; promises.md P41, P52, P54.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from ats_desktop.domain.applications import Actor, Application, ApplicationStage
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.quick import name_in, read_line
from ats_desktop.domain.schema import Id
from ats_desktop.errors import Refused
from ats_desktop.services import jobs
from ats_desktop.store.command import command
from ats_desktop.store.workspace import Workspace

if TYPE_CHECKING:
    from ats_desktop.outside.web import Web  # brings HTTP

WAITING, DONE = "waiting", "done"
FROM_LINK = "the link"
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_INVITATION = "ats-invite:"


class Kind(StrEnum):
    """What a thing was taken for."""

    LINK = "link"
    TEXT = "text"
    TYPED = "typed"  # "Title @ Company"
    INVITATION = "invitation"


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that was read: a field's name and label, what it says, and where it stood."""

    field: str
    label: str
    value: str
    origin: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a thing that was put into the box.

    Shape:  `known` says that the job was there already, `warning` says so in a sentence; `waiting` says why its
            page is not read yet, and is empty when it is, or when there is none; an invitation has only `text`.
    """

    kind: Kind
    job: JobOpportunity | None = None
    application: Id[Application] = Id("")  # noqa: RUF009 - an empty id is a constant
    known: bool = False
    warning: str = ""
    waiting: str = ""
    parts: tuple[Part, ...] = ()
    text: str = ""


def take(work: Workspace, thing: str, web: "Web") -> Taken:
    """Take whatever was typed, pasted or dropped as text; the card is there before the page is asked for.

    Why:    it waits for the world, up to ten seconds, so it is called on a lane ("web").
    Raises: Refused, when there is nothing in it.
    """
    text = thing.strip()
    if not text:
        raise Refused("There is nothing here yet.", "Paste a link or the text of a posting.")
    if _INVITATION in text:
        return Taken(Kind.INVITATION, text=text)
    if _LINK.fullmatch(text):
        return _link(work, text, web)
    line = read_line(text)
    made = jobs.add(work, line.title, line.company, posting_url=line.link)
    return Taken(Kind.TYPED, work.get(JobOpportunity, made.job), Id(made.id))


def _link(work: Workspace, link: str, web: "Web") -> Taken:
    web.check(with_scheme(link))
    known = jobs.alike(work, "", "", with_scheme(link))
    made = add_link(work, link)
    warning = f"You have this already: {known[0]}." if known else ""
    return Taken(Kind.LINK, work.get(JobOpportunity, made.job), Id(made.id), bool(known), warning, WAITING)


@command("Add from a link")
def add_link(work: Workspace, url: str) -> Application:
    """Make the card of a link at once; a link that is there already gives the card it has.

    Raises: Refused, when it is no link.
    """
    link = with_scheme(url)
    known = jobs.alike(work, "", "", link)
    if known:
        return _card_of(work, known[0])
    with work.change(f"Add {name_in(link)}") as change:
        job = change.save(
            JobOpportunity(
                title=name_in(link),
                posting_url=link,
                found_at=change.now,
                fetch=WAITING,
                came_from="link",
                origins=(f"title: {FROM_LINK}",),
            )
        )
        return _carded(work, job)


def with_scheme(url: str) -> str:
    """Write a link out, with https:// where nothing is said.

    Raises: Refused, when it is no link.

    >>> with_scheme("www.quillmark.example/jobs/7")
    'https://www.quillmark.example/jobs/7'
    """
    link = url.strip()
    if not _LINK.fullmatch(link):
        raise Refused(f"“{link[:80]}” is no link.", "A link begins with https:// and names a page.")
    return link if link.casefold().startswith("http") else f"https://{link}"


def _carded(work: Workspace, job: JobOpportunity) -> Application:
    """Put a job on the board, as `jobs.add` does."""
    with work.change("Put on the board") as change:
        made = change.save(Application(job=Id(job.id)))
        now = change.now
        change.save(ApplicationStage(application=Id(made.id), occurred_at=now, recorded_at=now, actor=Actor.USER))
    return made


def _card_of(work: Workspace, job: JobOpportunity) -> Application:
    """Give the newest attempt at a job, made where there is none."""
    attempts: Sequence[Application] = work.all(Application, {"job": job.id}, order="-id", limit=1)
    return attempts[0] if attempts else _carded(work, job)
