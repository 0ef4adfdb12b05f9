"""Takes a posting as people have it, a link or its text: the card is there at once, and fills when the page is read.

Why:    a link is worth keeping before anybody knows what is behind it, with or without a network; and what
        she typed herself is never written over by what a page says.
Source: experience.md 6; promises.md P41, P52, P54.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ats_desktop.domain.applications import Actor, Application, ApplicationStage, Category
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.quick import Quick, name_in, read_line
from ats_desktop.domain.requirements import JobRequirement
from ats_desktop.domain.schema import Id, Words
from ats_desktop.errors import AtsError, Refused, Unavailable
from ats_desktop.formats.posting import Draft
from ats_desktop.services import jobs, lookup
from ats_desktop.services.filling import FROM_LINK, fill
from ats_desktop.services.lookup import Seen
from ats_desktop.store.command import command
from ats_desktop.store.opening import touching_files
from ats_desktop.store.workspace import Workspace

if TYPE_CHECKING:
    from ats_desktop.outside.web import Web  # brings HTTP
    from ats_desktop.store.change import Change  # brings SQLAlchemy

WAITING, DONE = "waiting", "done"
UNNAMED = "A job"  # whose posting does not say what it is called
LONG = 200  # letters from which on a text is a posting rather than a title
MOST_BYTES = 20_000_000
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_INVITATION = re.compile(r"ats-invite:\s*[\w-]{8}")
_QUIET = frozenset({"deadline_time", "deadline_zone", "country"})  # shown with what they belong to


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


# --- taking -----------------------------------------------------------------------------------------


def take(work: Workspace, thing: str, web: "Web") -> Taken:
    """Take whatever was typed, pasted or dropped as text; the card is there before the page is asked for.

    Why:    it waits for the world, up to ten seconds, so it is called on a lane ("web").
    Raises: Refused, when there is nothing in it.
    """
    text = thing.strip()
    if not text:
        raise Refused("There is nothing here yet.", "Paste a link or the text of a posting.")
    if _INVITATION.search(text):
        return Taken(Kind.INVITATION, text=text)
    if _LINK.fullmatch(text):
        return take_link(work, text, web)
    if is_posting(text):
        return take_text(work, text)
    line = read_line(text)
    made = add_line(work, line)
    return _read(work, made, Kind.TYPED, web) if line.link else _taken(work, made, Kind.TYPED)


def take_link(work: Workspace, address: str, web: "Web") -> Taken:
    """Take a link: its card, filled from its page where that can be read now.

    Raises: Refused, when it is no link to the open web.
    """
    address = with_scheme(address)
    known = jobs.alike(work, "", "", address)
    made = add_link(work, address)
    if known and known[0].fetch not in {"", WAITING}:
        return _taken(work, made, Kind.LINK, known=known[0])
    return _read(work, made, Kind.LINK, web, known=known[0] if known else None)


def take_text(work: Workspace, text: str) -> Taken:
    """Take the text of a posting; one that may be there already is kept all the same, with a word about it."""
    return _seen(work, lookup.text(text, _today(work)), address=_link_in(text))


def take_text_for(work: Workspace, application: Id[Application], text: str) -> Taken:
    """Fill the card of a link whose page could not be read with the posting's text, as she was asked to paste it."""
    made, seen = work.get(Application, application), lookup.text(text, _today(work))
    with work.change(f"Read the posting {seen.where}") as change:
        never_read = replace(change.get(JobOpportunity, made.job), fetched_at=None)
        fill(work, change, never_read, seen, fetch=DONE)
    return _taken(work, made, Kind.TEXT)


def is_posting(text: str) -> bool:
    """Say whether a text is a posting rather than a link, a title or an invitation."""
    whole = text.strip()
    told = _INVITATION.search(whole) or _LINK.fullmatch(whole)
    return not told and (len(whole) > LONG or "\n" in whole)


def take_file(work: Workspace, path: Path) -> Taken:
    """Take a page that was saved, or the text of a posting in a file.

    Raises: Refused, when it cannot be read.
    """
    with touching_files(), path.open("rb") as source:
        content = source.read(MOST_BYTES + 1)
    return _seen(work, lookup.page_file(content, path.name, _today(work)))


def _seen(work: Workspace, seen: Seen, *, address: str = "") -> Taken:
    title, company, link = (str(seen.draft.fields.get(name) or "") for name in ("title", "company_name", "posting_url"))
    same = jobs.alike(work, title, company, address or link)
    with work.change(f"Add {title or UNNAMED}") as change:
        job = change.save(JobOpportunity(title="", posting_url=address, found_at=change.now, came_from="text"))
        made = _carded(change, job)
        job = fill(work, change, job, seen)
        change.save(replace(job, title=job.title or UNNAMED))
    return _taken(work, made, Kind.TEXT, same=same[0] if same else None)


def _read(work: Workspace, made: Application, kind: Kind, web: "Web", known: JobOpportunity | None = None) -> Taken:
    """Read the page of a card now, if it can be; else it waits."""
    waiting = ""
    try:
        read_page(work, made.job, web)
    except Unavailable as later:
        waiting = str(later)
    return _taken(work, made, kind, known=known, waiting=waiting)


def _taken(
    work: Workspace,
    made: Application,
    kind: Kind,
    *,
    known: JobOpportunity | None = None,
    same: JobOpportunity | None = None,
    waiting: str = "",
) -> Taken:
    job = work.get(JobOpportunity, made.job)
    why = waiting or (job.fetch if job.fetch not in {"", DONE, WAITING} else "")
    away = "; it was archived" if known and known.archived_at else ""
    warning = f"You have this already: {known}{away}." if known else ""
    warning = warning or (f"You may have this already: {same}." if same else "")
    return Taken(kind, job, Id(made.id), known is not None, warning, why, tuple(parts(work, job)))


def parts(work: Workspace, job: JobOpportunity) -> Iterator[Part]:
    """Give what was read of a job, each field with where it stood."""
    for line in job.origins:
        name, _, origin = line.partition(": ")
        field = JobOpportunity.noun.by_name.get(name)
        if field is None or not origin or name in _QUIET:
            continue
        value = getattr(job, name)
        said = value.label if isinstance(value, Words) else field.kind.show(value)
        if name == "description":
            said = f"{len(said.split()):,} words, kept"
        elif name == "deadline_on":
            said = f"{said} {job.deadline_time}".rstrip()
        elif name == "requirements":
            said = f"{work.count(JobRequirement, {'job': job.id})} points"
        yield Part(name, field.label, said, origin)


# --- cards ------------------------------------------------------------------------------------------


@command("Add from a link")
def add_link(work: Workspace, url: str) -> Application:
    """Make the card of a link at once; a link that is there already gives the card it has.

    Raises: Refused, when it is no link.
    """
    address = with_scheme(url)
    known = jobs.alike(work, "", "", address)
    with work.change(f"Add {name_in(address)}") as change:
        if known:
            return _card_of(change, work, known[0])
        job = change.save(
            JobOpportunity(
                title=name_in(address),
                posting_url=address,
                found_at=change.now,
                fetch=WAITING,
                came_from="link",
                origins=(f"title: {FROM_LINK}",),
            )
        )
        return _carded(change, job)


def add_line(work: Workspace, line: Quick, *, stage: str = Category.LEAD.value) -> Application:
    """Keep a job that was typed in one line; where there is a link in it, its page fills the rest by and by.

    Raises: Refused, without a title.
    """
    with work.change(f"Add {line.title}") as change:
        made = jobs.add(work, line.title, line.company, posting_url=line.link, stage=stage)
        if line.link:
            job = change.get(JobOpportunity, made.job)
            guessed = (f"title: {FROM_LINK}",) if line.title == name_in(line.link) else ()
            change.save(replace(job, fetch=WAITING, came_from="link", origins=guessed))
    return work.get(Application, made.id)


@command("Add from a posting's text")
def add_text(work: Workspace, text: str) -> Application:
    """Keep a posting whose text was copied, with what can be read from it.

    Raises: Refused, when there is nothing in it.
    """
    if not text.strip():
        raise Refused("There is nothing here yet.", "Paste the text of a posting.")
    return work.get(Application, take_text(work, text).application)


@command("Read the page again")
def read_again(work: Workspace, job: Id[JobOpportunity]) -> JobOpportunity:
    """Ask for the page of a job once more; what is filled already stays as it is.

    Raises: Refused, when it has no link.
    """
    with work.change("Read the page again") as change:
        found = change.get(JobOpportunity, job)
        return change.save(replace(found, posting_url=with_scheme(found.posting_url), fetch=WAITING))


def with_scheme(url: str) -> str:
    """Write a link out, with https:// where nothing is said.

    Raises: Refused, when it is no link.

    >>> with_scheme("www.quillmark.example/jobs/7")
    'https://www.quillmark.example/jobs/7'
    """
    address = url.strip()
    if not _LINK.fullmatch(address):
        raise Refused(f"“{address[:80]}” is no link.", "A link begins with https:// and names a page.")
    return address if address.casefold().startswith("http") else f"https://{address}"


def _link_in(text: str) -> str:
    """Find the posting's own link in its text: one that stands alone on a line."""
    return next((line.strip() for line in text.splitlines() if re.fullmatch(r"\s*https?://\S+\s*", line)), "")


def _carded(change: "Change", job: JobOpportunity) -> Application:
    """Put a job on the board, as `jobs.add` does."""
    made = change.save(Application(job=Id(job.id)))
    now = change.now
    change.save(ApplicationStage(application=Id(made.id), occurred_at=now, recorded_at=now, actor=Actor.USER))
    return made


def _card_of(change: "Change", work: Workspace, job: JobOpportunity) -> Application:
    """Give the newest attempt at a job, made where there is none."""
    attempts: Sequence[Application] = work.all(Application, {"job": job.id}, order="-id", limit=1)
    return attempts[0] if attempts else _carded(change, job)


def _today(work: Workspace) -> Any:
    return work.now().astimezone().date()


# --- filling ----------------------------------------------------------------------------------------


def read_page(work: Workspace, job: Id[JobOpportunity], web: "Web", *, origin: str = "here") -> JobOpportunity:
    """Read the page of a job and fill its card; what can never be read is written on the card as a sentence.

    Raises: Unavailable, when it may be read later.
    """
    found = work.get(JobOpportunity, job)
    try:
        seen = lookup.link(found.posting_url, web, _today(work))
    except Unavailable:
        raise
    except AtsError as never:
        return given_up(work, job, str(never), origin=origin)
    return filled(work, job, seen.draft, seen.where, origin=origin)


def filled(
    work: Workspace, job: Id[JobOpportunity], draft: Draft, where: str, *, origin: str = "here"
) -> JobOpportunity:
    """Fill what she has not typed herself, and note where each field came from.

    Shape:  `where` says of which page or text: "on example.com".
    """
    with work.change(f"Read the posting {where}", origin=origin) as change:
        return fill(work, change, change.get(JobOpportunity, job), Seen(draft, where), fetch=DONE)


def given_up(work: Workspace, job: Id[JobOpportunity], why: str, *, origin: str = "here") -> JobOpportunity:
    """Note why the page of a job is not read."""
    with work.change("Note why its page is not read", origin=origin) as change:
        return change.save(replace(change.get(JobOpportunity, job), fetch=why, fetched_at=change.now))
