"""Whose interview an invitation speaks of: the application whose company and title its words name, else she is asked.

Why:    an invitation knows no applications, and a wrong guess would put a meeting where nobody looks for it; so a
        meeting goes to the one application that is plainly meant, and to none when two are, or none is.
Shape:  a company counts when its name, or the first word of it in an address (@brightwater.example), is there;
        the words of the title decide between several applications at one company.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from ats_desktop.domain.applications import CLOSED, REACH, Application, Category
from ats_desktop.domain.interviews import Interview
from ats_desktop.domain.schema import Cell, moment_cell
from ats_desktop.errors import Refused
from ats_desktop.formats.settled import Row, row_id
from ats_desktop.store.reads import transfer as reads
from ats_desktop.store.workspace import Workspace

ASKED = "No application here is plainly meant; say which."
_SAID = ("name", "logistics", "location", "meeting_link", "interviewers", "summary")
_WORD = re.compile(r"\w+")
_HOSTS = re.compile(r"(?:@|https?://)([\w.-]+)")
_LEAST = 4  # letters of a word that may stand for a company
_COMPANY, _TITLE, _OPEN = 10.0, 5.0, 1.0


@dataclass(frozen=True, slots=True)
class _Pursuit:
    """An application, as far as its words go."""

    id: str
    stage: str
    company: str
    title: str


def settle_whose(work: Workspace, tables: dict[str, list[Row]], chosen: str = "") -> None:
    """Give interviews and mails of a file the application they belong to; `chosen` is the one she named.

    Shape:  the rows in `tables` are changed in place: an interview nobody can place carries a problem that says so;
            one that is placed brings its application to the interviews.
    Raises: Refused, when the application named is not here.
    """
    loose = {name: [row for row in tables.get(name, ()) if _loose(row)] for name in ("interviews", "interactions")}
    if not any(loose.values()):
        return
    if chosen and work.find(Application, chosen) is None:
        raise Refused("This application is not here.", "`ats list applications` shows those that are.")
    pursuits = list(_pursuits(work))
    known = set(reads.present(work, Interview.noun, [row.id for row in loose["interviews"]]))
    mails = _mails(tables)
    for row in loose["interactions"]:
        if target := chosen or whose(_words(row, mails), pursuits):
            row.fields["application"] = target
    rows = tables.get("interviews", [])
    for at, row in enumerate(rows):
        if _loose(row) and row.id not in known:
            target = chosen or whose(_words(row, mails), pursuits)
            if target:
                row.fields["application"] = target
                _move_on(work, tables, row, next((one for one in pursuits if one.id == target), None))
            else:
                rows[at] = row._replace(problem=ASKED)


def open_ones(work: Workspace, most: int = 300) -> list[tuple[str, str]]:
    """List the applications an invitation may belong to, the newest first: their ids, and what they are called."""
    jobs = {job.id: job for job in reads.known_jobs(work)}
    going = (one for one in reads.known_applications(work) if Category(one.stage) not in CLOSED and one.job in jobs)
    return [
        (one.id, " @ ".join(part for part in (jobs[one.job].title, jobs[one.job].company.title()) if part))
        for one in islice(going, most)
    ]


def whose(text: str, pursuits: Iterable[_Pursuit]) -> str:
    """Find the one application a text speaks of; "" when none is named, or two are named alike."""
    words = f" {' '.join(_WORD.findall(text.casefold()))} "
    hosts = {part for host in _HOSTS.findall(text.casefold()) for part in host.split(".")}
    ranked = sorted(((_score(one, words, hosts), one.id) for one in pursuits), reverse=True)
    if not ranked or ranked[0][0] < _COMPANY:
        return ""
    alone = len(ranked) == 1 or ranked[1][0] < ranked[0][0]
    return ranked[0][1] if alone else ""


def _score(one: _Pursuit, words: str, hosts: set[str]) -> float:
    """Say how plainly a text speaks of an application."""
    company = " ".join(_WORD.findall(one.company.casefold()))
    first = company.split(" ", 1)[0]
    told = bool(company) and f" {company} " in words
    hosted = len(first) >= _LEAST and any(part in {first, company.replace(" ", "")} for part in hosts)
    if not (told or hosted):
        return 0.0
    title = set(_WORD.findall(one.title.casefold()))
    shared = len(title & set(words.split())) / len(title) if title else 0.0
    return _COMPANY + _TITLE * shared + _OPEN * (Category(one.stage) not in CLOSED)


def _pursuits(work: Workspace) -> Iterator[_Pursuit]:
    jobs = {job.id: job for job in reads.known_jobs(work)}
    for application in reads.known_applications(work):
        if job := jobs.get(application.job):
            yield _Pursuit(application.id, application.stage, job.company, job.title)


def _loose(row: Row) -> bool:
    return not row.problem and not row.fields.get("application")


def _words(row: Row, mails: Mapping[str, str]) -> str:
    """Gather what a row says, and the address of whom it came from."""
    said = [str(row.fields.get(name) or "") for name in _SAID]
    return "\n".join([*said, mails.get(str(row.fields.get("contact")), "")])


def _mails(tables: Mapping[str, list[Row]]) -> dict[str, str]:
    return {
        row.id: f"{row.fields.get('emails') or ''} {row.fields.get('company_name') or ''}"
        for row in tables.get("contacts", ())
    }


def _move_on(work: Workspace, tables: dict[str, list[Row]], row: Row, pursuit: _Pursuit | None) -> None:
    """Bring the application of a meeting to its interviews, unless it stands there or further."""
    stage = Category(pursuit.stage) if pursuit else Category.LEAD
    if stage in CLOSED - {Category.NO_RESPONSE} or REACH.get(stage, 0) >= REACH[Category.INTERVIEWING]:
        return
    who = work.identity
    fields: dict[str, Cell] = {
        "application": row.fields["application"],
        "to": Category.INTERVIEWING.value,
        "occurred_at": moment_cell(work.now()),
        "actor": "import",
        "note": "Invited to an interview.",
    }
    known = row_id(who.workspace, who.member, "application_stages", ("invited", row.id))
    tables.setdefault("application_stages", []).append(Row("application_stages", known, fields, row.place))
