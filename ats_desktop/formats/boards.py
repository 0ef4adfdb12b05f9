"""Boards that tell their postings to anybody as JSON: Greenhouse, Lever and Ashby; their addresses, and what they say.

Why:    most postings of young companies stand on one of the three, and their JSON is complete where their pages are
        not: it needs no key, and no page is picked apart.
Source: experience.md 6; the boards' own public documentation.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from ats_desktop.domain.jobs import WorkMode
from ats_desktop.domain.schema import Text
from ats_desktop.formats.asked import points_in
from ats_desktop.formats.jobposting import day_of, employment, pay_of
from ats_desktop.formats.markup import as_text, one_line
from ats_desktop.formats.posting import Draft, draft
from ats_desktop.formats.problem import ImportProblem

_ID = r"[A-Za-z0-9_-]{1,80}"
_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_MODES = {"remote": WorkMode.REMOTE, "hybrid": WorkMode.HYBRID, "onsite": WorkMode.ONSITE, "inoffice": WorkMode.ONSITE}
_SITES = {"Greenhouse": "boards.greenhouse.io", "Lever": "jobs.lever.co", "Ashby": "jobs.ashbyhq.com"}
_MOST_PLACES = 4


@dataclass(frozen=True, slots=True)
class Posting:
    """One posting of a board: where its JSON is, whose board it is, and which of its postings is meant."""

    board: str
    address: str
    company: str  # the name in the link: "kestrel-freight"
    job: str

    @property
    def link(self) -> str:
        """A link for people that `posting_at` recognises as this posting."""
        return f"https://{_SITES[self.board]}/{self.company}/{'jobs/' * (self.board == 'Greenhouse')}{self.job}"


def posting_at(link: str) -> Posting | None:
    """Recognise a link to a posting of a board.

    >>> posting_at("https://jobs.lever.co/kestrel/0c5c7ab0-77d1-4a52-9e11-9f3c01aade01/apply").address
    'https://api.lever.co/v0/postings/kestrel/0c5c7ab0-77d1-4a52-9e11-9f3c01aade01?mode=json'
    """
    try:
        parts = urlsplit(link if "//" in link else f"https://{link}")
        host = (parts.hostname or "").casefold().removeprefix("www.")
    except ValueError:
        return None
    for pattern, make in _HOSTS:
        if found := re.fullmatch(pattern, host):
            return make(found, parts.path.strip("/"), parse_qs(parts.query))
    return None


def posting_within(addresses: tuple[str, ...], link: str) -> Posting | None:
    """Recognise a board that stands inside a company's own page: Greenhouse says which posting in the link."""
    job = _one(parse_qs(urlsplit(link).query), "gh_jid")
    for address in addresses if job else ():
        found = re.search(rf"boards\.(eu\.)?greenhouse\.io/embed/job_(?:board|app)\S*?[?&]for=({_ID})", address)
        if found:
            return _greenhouse_address(found[1] or "", found[2], job)
    return None


Asked = Mapping[str, list[str]]


def _one(asked: Asked, name: str) -> str:
    found = (asked.get(name) or [""])[0]
    return found if re.fullmatch(_ID, found) else ""


def _greenhouse(host: "re.Match[str]", path: str, asked: Asked) -> Posting | None:
    named = re.match(rf"({_ID})/jobs/(\d+)", path)
    company, job = (named[1], named[2]) if named else (_one(asked, "for"), _one(asked, "token"))
    return _greenhouse_address(host[1] or "", company, job) if company and job and company != "embed" else None


def _greenhouse_address(region: str, company: str, job: str) -> Posting:
    address = f"https://boards-api.{region}greenhouse.io/v1/boards/{company}/jobs/{job}?pay_transparency=true"
    return Posting("Greenhouse", address, company, job)


def _lever(host: "re.Match[str]", path: str, _asked: Asked) -> Posting | None:
    named = re.match(rf"({_ID})/({_UUID})", path)
    if not named:
        return None
    return Posting(
        "Lever", f"https://api.{host[1] or ''}lever.co/v0/postings/{named[1]}/{named[2]}?mode=json", named[1], named[2]
    )


def _ashby(_host: "re.Match[str]", path: str, _asked: Asked) -> Posting | None:
    named = re.match(rf"([^/]{{1,80}})/({_UUID})", path)
    if not named:
        return None
    company = quote(re.sub(r"%20|\+", " ", named[1]))
    address = f"https://api.ashbyhq.com/posting-api/job-board/{company}?includeCompensation=true"
    return Posting("Ashby", address, named[1], named[2])


_HOSTS: tuple[tuple[str, Callable[["re.Match[str]", str, Asked], Posting | None]], ...] = (
    (r"(?:boards|job-boards)\.(eu\.)?greenhouse\.io", _greenhouse),
    (r"jobs\.(eu\.)?lever\.co", _lever),
    (r"jobs\.ashbyhq\.com", _ashby),
)


# --- what they say ----------------------------------------------------------------------------------


def read(data: bytes, posting: Posting) -> Draft:
    """Read the JSON of a posting.

    Raises: ImportProblem, when the posting is not in it.
    """
    told = json.loads(data.decode("utf-8-sig"))
    found = _READ[posting.board](told, posting) if isinstance(told, dict) else None
    if found is None:
        raise ImportProblem("", "this posting is not on the board any more", "If you still have its text, paste that.")
    return found


def _read_greenhouse(told: dict[str, Any], posting: Posting) -> Draft | None:
    if not told.get("title"):
        return None
    text = as_text(_long(told, "content"))
    pays = [one for one in _list(told, "pay_input_ranges") if isinstance(one, dict)]
    pay = next((p for one in pays if (p := _cents(one))), None)
    place = _text(_map(told, "location"), "name")
    return draft(
        "Greenhouse's board",
        points_in(text),
        title=_text(told, "title"),
        company_name=_text(told, "company_name") or _spelled(posting.company),
        location=place,
        work_mode=_mode(place),
        department=_first_name(told, "departments"),
        requisition_id=_text(told, "requisition_id"),
        posted_on=day_of(told.get("first_published")),
        deadline_on=day_of(told.get("application_deadline")),
        pay=pay,
        description=Text(text),
    )


def _cents(told: Mapping[str, Any]) -> Any:
    """Read a range in hundredths; what is paid an hour is named so."""
    low, high = told.get("min_cents"), told.get("max_cents")
    if not (isinstance(low, int) and isinstance(high, int) and 0 < max(low, high) < 10**12):
        return None
    every = "hour" if re.search(r"hour", f"{told.get('title')} {told.get('blurb')}", re.IGNORECASE) else "year"
    return pay_of(f"{low / 100:.2f}", f"{high / 100:.2f}", told.get("currency_type"), every)


def _read_lever(told: dict[str, Any], posting: Posting) -> Draft | None:
    if not told.get("text"):
        return None
    categories, pay = _map(told, "categories"), _map(told, "salaryRange")
    places = [one for one in _list(categories, "allLocations") if isinstance(one, str)]
    parts = [as_text(_long(told, "description")) or _long(told, "descriptionPlain")]
    lists = (one for one in _list(told, "lists") if isinstance(one, dict))
    parts.extend(f"{_text(one, 'text')}\n\n{as_text(_long(one, 'content'))}" for one in lists)
    parts.append(as_text(_long(told, "additional")) or _long(told, "additionalPlain"))
    text = "\n\n".join(filter(None, parts))
    since = told.get("createdAt")
    return draft(
        "Lever's board",
        points_in(text),
        title=_text(told, "text"),
        company_name=_spelled(posting.company),
        location="; ".join(dict.fromkeys(places[:_MOST_PLACES])) or _text(categories, "location"),
        country=_text(told, "country"),
        work_mode=_mode(_text(told, "workplaceType")),
        employment_type=employment(_text(categories, "commitment")),
        department=_text(categories, "department") or _text(categories, "team"),
        posted_on=_day_of_milliseconds(since),
        pay=pay_of(pay.get("min"), pay.get("max"), pay.get("currency"), _interval(_text(pay, "interval"))),
        description=Text(text),
    )


def _interval(told: str) -> str:
    """Name a period that is one; every other week is none of ours, and such a pay is left in the text."""
    found = re.search(r"(?:^|per[- ])(hour|day|week|month|year)", told.casefold())
    return found[1] if found else told and "other"


def _day_of_milliseconds(told: Any) -> Any:
    if not isinstance(told, int | float) or not 0 < told < 10**13:
        return None
    return datetime.fromtimestamp(told / 1000, UTC).date()


def _read_ashby(told: dict[str, Any], posting: Posting) -> Draft | None:
    listed = (one for one in _list(told, "jobs") if isinstance(one, dict))
    job = next((one for one in listed if str(one.get("id")).casefold() == posting.job.casefold()), None)
    if job is None or not job.get("title"):
        return None
    text = as_text(_long(job, "descriptionHtml")) or _long(job, "descriptionPlain")
    secondary = [_text(one, "location") for one in _list(job, "secondaryLocations") if isinstance(one, dict)]
    places = list(dict.fromkeys(filter(None, [_text(job, "location"), *secondary])))
    mode = _mode(_text(job, "workplaceType")) or (WorkMode.REMOTE if job.get("isRemote") is True else None)
    return draft(
        "Ashby's board",
        points_in(text),
        title=_text(job, "title"),
        company_name=_spelled(posting.company),
        location="; ".join(places[:_MOST_PLACES]),
        country=_text(_map(_map(job, "address"), "postalAddress"), "addressCountry"),
        work_mode=mode,
        employment_type=employment(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", _text(job, "employmentType"))),
        department=_text(job, "department") or _text(job, "team"),
        posted_on=day_of(job.get("publishedAt")),
        deadline_on=day_of(job.get("applicationDeadline")),
        pay=_ashby_pay(_map(job, "compensation")),
        description=Text(text),
    )


def _ashby_pay(told: Mapping[str, Any]) -> Any:
    parts = [one for one in _list(told, "summaryComponents") if isinstance(one, dict)]
    for tier in (one for one in _list(told, "compensationTiers") if isinstance(one, dict)):
        parts += [one for one in _list(tier, "components") if isinstance(one, dict)]
    for one in parts:
        if one.get("compensationType") == "Salary":
            period = re.fullmatch(r"1 (\w+)", _text(one, "interval"))
            every = period[1] if period else "other"
            if found := pay_of(one.get("minValue"), one.get("maxValue"), one.get("currencyCode"), every):
                return found
    return None


_READ: dict[str, Callable[[dict[str, Any], Posting], Draft | None]] = {
    "Greenhouse": _read_greenhouse,
    "Lever": _read_lever,
    "Ashby": _read_ashby,
}


# --- parts ------------------------------------------------------------------------------------------


def _text(told: Mapping[str, Any], name: str) -> str:
    """Give a short text, in one line."""
    return one_line(_long(told, name)[:1_000])


def _long(told: Mapping[str, Any], name: str) -> str:
    """Give a text as it is."""
    found = told.get(name)
    return found if isinstance(found, str) else ""


def _map(told: Mapping[str, Any], name: str) -> dict[str, Any]:
    found = told.get(name)
    return found if isinstance(found, dict) else {}


def _list(told: Mapping[str, Any], name: str) -> list[Any]:
    found = told.get(name)
    return found if isinstance(found, list) else []


def _first_name(told: Mapping[str, Any], name: str) -> str:
    return next((said for one in _list(told, name) if isinstance(one, dict) and (said := _text(one, "name"))), "")


def _mode(told: str) -> WorkMode | None:
    said = re.sub(r"[^a-z]", "", told.casefold())
    return next((mode for word, mode in _MODES.items() if word in said), None)


def _spelled(company: str) -> str:
    """Write a company's name as well as its link allows.

    >>> _spelled("kestrel-freight"), _spelled("Quillmark")
    ('Kestrel Freight', 'Quillmark')
    """
    plain = re.sub(r"[-_+]|%20", " ", company).strip()
    return plain.title() if plain == plain.casefold() else plain
