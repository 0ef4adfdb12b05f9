"""What LinkedIn's archive says about the candidate herself: profile, positions, schools, skills, portfolio, answers.

Why:    volunteering has no noun; it is kept with the profile in the shape of JSON Resume, so that nothing
        is lost and its export carries it.  Projects, honors and their like are read by that format's table.
"""

import json
import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from ats_desktop.domain.companies import normal_name
from ats_desktop.domain.schema import Cell
from ats_desktop.domain.values import Address
from ats_desktop.formats import portfolio
from ats_desktop.formats.cells import Cells, rows_of
from ats_desktop.formats.dates import read_partial
from ats_desktop.formats.line import Seen
from ats_desktop.formats.problem import Found, ImportProblem, Reading, found
from ats_desktop.formats.same import words

_LINK = re.compile(r"(?:([A-Z_]+):)?(https?://[^,\]\s]+)")
# list -> section of JSON Resume, and {key there: heading here}
SECTIONS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "languages": ("languages", {"language": "name", "fluency": "proficiency"}),
    "projects": (
        "projects",
        {
            "name": "title",
            "description": "description",
            "url": "url",
            "startDate": "started on",
            "endDate": "finished on",
        },
    ),
    "publications": (
        "publications",
        {
            "name": "name",
            "publisher": "publisher",
            "releaseDate": "published on",
            "summary": "description",
            "url": "url",
        },
    ),
    "honors": ("awards", {"title": "title", "date": "issued on", "summary": "description"}),
}
# what has no noun
_KEPT: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "volunteering": (
        "volunteer",
        {
            "organization": "company name",
            "position": "role",
            "summary": "description",
            "startDate": "started on",
            "endDate": "finished on",
        },
    ),
}
KEPT = frozenset(_KEPT)
_PART = {part.section: part for part in portfolio.PARTS}


def profile(cells: Cells, _how: Reading, _seen: Seen) -> Iterator[Found]:
    """The person: name, headline, place, links."""
    city, region, country = _place(cells.text("geo location"))
    links = _LINK.findall(cells.text("websites"))
    portfolio = next((url for kind, url in links if kind == "PORTFOLIO"), links[0][1] if links else "")
    handles = [handle.strip() for handle in cells.text("twitter handles").strip("[]").split(",") if handle.strip()]
    yield found(
        "candidate_profiles",
        (),
        cells.place,
        first_name=cells.text("first name"),
        last_name=cells.text("last name"),
        headline=cells.text("headline"),
        summary=cells.text("summary"),
        industry=cells.text("industry"),
        address=Address(line=cells.text("address"), postal_code=cells.text("zip code")),
        city=city,
        region=region,
        country=country,
        portfolio_url=portfolio,
        other_links=(*(url for _, url in links if url != portfolio), *(f"@{handle}" for handle in handles)),
    )


def _place(text: str) -> tuple[str, str, str]:
    """Take apart "City, Region, Country"; fewer parts leave the middle out."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if not parts:
        return "", "", ""
    return parts[0], ", ".join(parts[1:-1]), parts[-1] if len(parts) > 1 else ""


def summary(cells: Cells, _how: Reading, _seen: Seen) -> Iterator[Found]:
    """The summary, where it has a list of its own."""
    yield found("candidate_profiles", (), cells.place, summary=cells.text("profile summary"))


def mail(cells: Cells, _how: Reading, _seen: Seen) -> Iterator[Found]:
    """The address to write to: the one marked as primary."""
    if cells.text("primary").casefold() in {"yes", "true", ""}:
        yield found("candidate_profiles", (), cells.place, email=cells.text("email address"))


def phone(cells: Cells, _how: Reading, _seen: Seen) -> Iterator[Found]:
    """The number to call."""
    number = cells.text("number")
    if number:
        yield found("candidate_profiles", (), cells.place, phone=f"{cells.text('extension')} {number}".strip())


def position(cells: Cells, _how: Reading, _seen: Seen) -> Iterator[Found]:
    """A job held."""
    company, title, start = cells.text("company name"), cells.text("title"), read_partial(cells.text("started on"))
    end = read_partial(cells.text("finished on"))
    if not company and not title:
        return
    yield found(
        "work_experiences",
        (normal_name(company), words(title), start),
        cells.place,
        company_name=company,
        job_title=title,
        description=cells.text("description"),
        location=cells.text("location"),
        start=start,
        end=end,
        is_current=True if start and not end else None,
    )


def school(cells: Cells, _how: Reading, _seen: Seen) -> Iterator[Found]:
    """A school or a degree."""
    name, degree, start = cells.text("school name"), cells.text("degree name"), read_partial(cells.text("start date"))
    activities = cells.text("activities")
    about = "\n".join(part for part in (cells.text("notes"), f"Activities: {activities}" if activities else "") if part)
    if name:
        yield found(
            "educations",
            (words(name), words(degree), start),
            cells.place,
            institution=name,
            degree_name=degree,
            start=start,
            end=read_partial(cells.text("end date")),
            description=about,
        )


def skill(cells: Cells, _how: Reading, _seen: Seen) -> Iterator[Found]:
    """A skill held."""
    if name := cells.text("name"):
        yield found("candidate_skills", (), cells.place, skill_name=name)


def answer(cells: Cells, _how: Reading, _seen: Seen) -> Iterator[Found]:
    """An answer to a question that forms ask again and again; it may say anything, so only she reads it."""
    question, said = cells.text("question"), cells.text("answer")
    if question and said:
        fields: dict[str, Cell] = {"section": "private", "body": f"{question}\n{said}"}
        yield Found(
            "shared_notes", ("answer", words(question)), fields, {"about": ("candidate_profiles",)}, cells.place
        )


def certificate(cells: Cells, _how: Reading, _seen: Seen) -> Iterator[Found]:
    """A certificate or licence, which may run out."""
    name, issuer, issued = cells.text("name"), cells.text("authority"), read_partial(cells.text("started on"))
    if not name:
        return
    yield found(
        "certifications",
        _PART["certificates"].key({"name": name, "issuer": issuer, "issued_on": issued}),
        cells.place,
        name=name,
        issuer=issuer,
        issued_on=issued,
        expires_on=_last_day(read_partial(cells.text("finished on"))),
        credential_id=cells.text("license number"),
        credential_url=cells.text("url"),
    )


def _last_day(day: str) -> date | None:
    """Give the last day a partial date still covers; a year alone is too little to say.

    >>> _last_day("2027-02"), _last_day("2027")
    (datetime.date(2027, 2, 28), None)
    """
    try:
        if len(day) == len("2027-02"):
            year, month = map(int, day.split("-"))
            return date(year, month, monthrange(year, month)[1])
        return date.fromisoformat(day)
    except ValueError:
        return None


def shown(list_name: str) -> Callable[[Cells, Reading, Seen], Iterator[Found]]:
    """Read a list of what stands beside work and school by the table of JSON Resume's sections."""
    section, keys = SECTIONS[list_name]

    def read(cells: Cells, _how: Reading, _seen: Seen) -> Iterator[Found]:
        entry = {key: _iso(key, cells.text(heading)) for key, heading in keys.items() if cells.text(heading)}
        yield from portfolio.read_entry(_PART[section], entry, cells.place, [])

    return read


def gather(sections: dict[str, list[dict[str, str]]], name: str, data: bytes, place: str) -> None:
    """Collect a list that has no noun, in the shape of JSON Resume."""
    section, keys = _KEPT[name]
    try:
        for cells in rows_of(data, {next(iter(keys.values()))}, place):
            texts = {key: _iso(key, cells.text(heading)) for key, heading in keys.items()}
            if any(texts.values()):
                sections.setdefault(section, []).append({key: text for key, text in texts.items() if text})
    except ImportProblem:
        return  # an empty list, or "No ... found"


def _iso(key: str, text: str) -> str:
    return (read_partial(text) or text) if key.casefold().endswith("date") else text


def kept(sections: Mapping[str, list[dict[str, str]]]) -> Iterator[Found]:
    """Give what was collected, as the part of the profile that JSON Resume is written from."""
    if sections:
        text = json.dumps(sections, ensure_ascii=False, sort_keys=True)
        yield found("candidate_profiles", (), "Volunteering", x_jsonresume=text)
