"""LinkedIn's archive of one's own data: profile, positions, schools, skills, contacts, saved jobs, applications.

Why:    files are known by name and columns by heading, never by position: LinkedIn adds columns,
        puts remarks above the heading, hangs member numbers on names and says "No conversations
        found" where a list should be.  Every file that is not read is named.
Source: domain.md A.14 and experience.md E28; the headings are those of real archives.
"""

import re
from collections.abc import Callable, Iterator, Mapping

from ats_desktop.formats import linkedin_profile as of_me
from ats_desktop.formats.cells import Cells, rows_of
from ats_desktop.formats.dates import read_day
from ats_desktop.formats.joblist import read_line
from ats_desktop.formats.line import Line, Seen
from ats_desktop.formats.problem import Found, ImportProblem, Note, Reading, found
from ats_desktop.formats.same import company_key, contact_key
from ats_desktop.formats.zipped import open_archive

SOURCE = "import:linkedin"
_ZIP = b"PK\x03\x04"
_NUMBER = re.compile(r"_\d+$")  # of the member, or of the second part of a long list
_NOTHING = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*No [\w ]+ found", re.IGNORECASE)
_LATER = {
    "recommendations received": "recommendations come with a later version",
    "recommendations given": "recommendations come with a later version",
    "courses": "courses come with a later version",
    "messages": "messages are not read",
}

Read = Callable[[Cells, Reading, Seen], Iterator[Found]]


def _application(cells: Cells, how: Reading, seen: Seen) -> Iterator[Found]:
    """An application sent through LinkedIn; what was asked there stays with the candidate."""
    line = _line(cells, applied="application date")
    line.values["status"] = "Applied"
    for heading, closed in (("resume name", ""), ("question and answers", "people")):
        if text := cells.text(heading):
            line.spare.append((heading.capitalize(), text, closed))
    yield from read_line(line, how, seen)


def _saved(cells: Cells, how: Reading, seen: Seen) -> Iterator[Found]:
    yield from read_line(_line(cells, saved="saved date"), how, seen)


def _line(cells: Cells, **days: str) -> Line:
    roles = {"company": "company name", "title": "job title", "url": "job url", **days}
    return Line(cells.place, {role: text for role, heading in roles.items() if (text := cells.text(heading))}, roles)


def _connection(cells: Cells, _how: Reading, _seen: Seen) -> Iterator[Found]:
    first, last = cells.text("first name"), cells.text("last name")
    name, company, page = f"{first} {last}".strip(), cells.text("company"), cells.text("url")
    if not name and not page:
        return  # people who left LinkedIn stay as empty lines
    yield found(
        "contacts",
        contact_key(cells.text("email address"), page, name, company),
        cells.place,
        name=name or page,
        first_name=first,
        last_name=last,
        title=cells.text("position"),
        company_name=company,
        emails=(cells.text("email address"),) if cells.text("email address") else (),
        linkedin_url=page,
        connected_on=read_day(cells.text("connected on")),
        came_from=SOURCE,
    )


def _followed(cells: Cells, _how: Reading, _seen: Seen) -> Iterator[Found]:
    name = cells.text("organization")
    if name:
        yield found("companies", company_key(name), cells.place, name=name, watch=True, source=SOURCE)


# what a list is called -> the headings it must have, and how a row of it is read; the order is that of reading
_LISTS: Mapping[str, tuple[frozenset[str], Read]] = {
    name: (frozenset(headings), read)
    for name, headings, read in (
        ("profile", ("first name", "last name"), of_me.profile),
        ("profile summary", ("profile summary",), of_me.summary),
        ("email addresses", ("email address",), of_me.mail),
        ("phonenumbers", ("number",), of_me.phone),
        ("phone numbers", ("number",), of_me.phone),
        ("positions", ("company name", "title"), of_me.position),
        ("education", ("school name",), of_me.school),
        ("skills", ("name",), of_me.skill),
        ("certifications", ("name", "authority"), of_me.certificate),
        ("languages", ("name", "proficiency"), of_me.shown("languages")),
        ("projects", ("title", "started on"), of_me.shown("projects")),
        ("publications", ("name", "published on"), of_me.shown("publications")),
        ("honors", ("title", "issued on"), of_me.shown("honors")),
        ("job applicant saved screening question responses", ("question", "answer"), of_me.answer),
        ("job applicant saved answers", ("question", "answer"), of_me.answer),
        ("job applications", ("company name", "job title"), _application),
        ("saved jobs", ("company name", "job title"), _saved),
        ("connections", ("first name", "last name"), _connection),
        ("company follows", ("organization",), _followed),
    )
}


def recognise(name: str, head: bytes) -> int:
    """Say how likely this is LinkedIn's archive, or one list out of it."""
    if head.startswith(_ZIP):
        inside = sum(
            f"{known}.csv".encode() in head.lower() for known in ("profile", "positions", "connections", "skills")
        )
        return 30 + 15 * inside + 20 * ("linkedin" in name.casefold())
    listed = _LISTS.get(_stem(name))
    if not listed or not name.casefold().endswith(".csv"):
        return 0
    try:
        next(rows_of(head, listed[0], name), None)
    except ImportProblem:
        return 0
    return 80


def parse(data: bytes, how: Reading) -> Iterator[Found | Note]:
    """Read the archive, or one list out of it."""
    if not data.startswith(_ZIP):
        yield from _list(_stem(how.name), data, how.name, how, Seen(SOURCE))
        return
    archive = open_archive(data)
    seen = Seen(SOURCE)
    order = {name: at for at, name in enumerate([*_LISTS, *of_me.KEPT])}
    names = [name for name in archive.names if not name.startswith("__MACOSX/")]
    known = sorted((name for name in names if _stem(name) in order), key=lambda n: (order[_stem(n)], n))
    if not known:
        raise ImportProblem("", "none of its files is one of LinkedIn's lists", "Import the zip as LinkedIn sent it.")
    sections: dict[str, list[dict[str, str]]] = {}
    for name in known:
        data_of = archive.read(name)
        if _stem(name) in of_me.KEPT:
            of_me.gather(sections, _stem(name), data_of, name)
        else:
            yield from _list(_stem(name), data_of, name, how, seen)
    yield from of_me.kept(sections)
    for name in sorted(set(names) - set(known)):
        yield Note(name, f"Not imported: {_LATER.get(_stem(name), 'nothing here has a place for it')}.")


def _list(name: str, data: bytes, place: str, how: Reading, seen: Seen) -> Iterator[Found | Note]:
    """Read one list; one that is empty or not as expected is named, the others are read all the same."""
    if not data.strip() or _NOTHING.match(data):
        yield Note(place, "Nothing in it.")
        return
    headings, read = _LISTS[name]
    try:
        rows = rows_of(data, headings, place)
        for cells in rows:
            yield from read(cells, how, seen)
    except ImportProblem as problem:
        if place == how.name:
            raise
        yield Note(place, f"Not imported: {problem.why}.")


def _stem(name: str) -> str:
    """Reduce a file's name to that of its list.

    >>> _stem("Complete_Export/Jobs/Job Applications_71234.csv"), _stem("Email_Addresses.csv")
    ('job applications', 'email addresses')
    """
    base = name.replace("\\", "/").rsplit("/", 1)[-1]
    stem, _, ending = base.rpartition(".")
    if ending.casefold() != "csv":
        return ""
    return " ".join(_NUMBER.sub("", stem).replace("_", " ").casefold().split())
