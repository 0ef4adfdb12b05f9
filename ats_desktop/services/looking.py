"""Looks companies up where they may be: their own page, and Wikidata; politely, and only when asked to.

Why:    nothing is asked of anybody by itself.  A site is asked for its rules first, one page a second at most, and a
        company looked up within a month is passed over, so a run that was broken off goes on where it was.
        A fact comes with its address and its day; what nobody says stays empty, and what is here stays.
Source: experience.md 5; domain.md, "fetch_company_data".
"""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit
from urllib.robotparser import RobotFileParser

from ats_desktop.domain.companies import Company, site_of
from ats_desktop.domain.research import CompanyResearch, FactKind
from ats_desktop.domain.schema import Text
from ats_desktop.errors import Refused, Unavailable
from ats_desktop.outside.parsing import fenced
from ats_desktop.store.workspace import Workspace

if TYPE_CHECKING:
    from ats_desktop.outside.web import Web  # brings HTTP

PROVIDERS = ("jsonld", "wikidata")
PAUSE = 1.0  # seconds between two questions
AGAIN = timedelta(days=30)
WIKIDATA = "https://www.wikidata.org"
US = "ATS-Desktop"
_READ = "ats_desktop.formats.organization"
_NOTE = "looked_up"  # which company when, for this laptop only
_MOST_CANDIDATES = 3
_FILLS = {"headquarters": "hq_location", "industry": "industry"}


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that was told: what about, what, where it stands, and the day it is of."""

    kind: str
    value: str
    source: str
    as_of: date | None = None


def addresses(company: Company, providers: Sequence[str] = PROVIDERS, wikidata: str = WIKIDATA) -> list[str]:
    """Say which addresses would be asked first about a company: what they learn is its name and website."""
    asked = {
        "jsonld": _page_of(company),
        "wikidata": f"{wikidata}/w/api.php?action=wbsearchentities&format=json&language=en&type=item&limit=5&maxlag=5"
        f"&search={quote(company.name)}",
    }
    return [asked[name] for name in providers if asked.get(name)]


def wanted(work: Workspace, limit: int) -> list[Company]:
    """Give the companies to look up next: those with a website, not looked up within a month."""
    known, today = _noted(work), work.now().date()
    fresh = {row for row, day in known.items() if today - date.fromisoformat(day) < AGAIN}
    found = [one for one in work.all(Company, order="name") if _site(one) and one.id not in fresh]
    return found[:limit]


def look_up(
    work: Workspace,
    web: "Web",
    company: Company,
    *,
    providers: Sequence[str] = PROVIDERS,
    pause: Callable[[float], object],
    wikidata: str = WIKIDATA,
) -> tuple[list[CompanyResearch], list[str]]:
    """Look one company up and keep what is new; gives the facts, and a sentence for each place that had none to give.

    Raises: Refused, for a provider there is not; Unavailable, when there is no network at all.
    """
    if strange := set(providers) - set(PROVIDERS):
        raise Refused(f"Nobody is called “{', '.join(sorted(strange))}”.", f"There are: {', '.join(PROVIDERS)}.")
    found: list[Found] = []
    notes: list[str] = []
    reached = False
    ways = {"jsonld": _of_site, "wikidata": _of_wikidata}
    for name in providers:
        try:
            found += ways[name](web, company, pause, wikidata)
            reached = True
        except Refused as error:
            notes.append(f"{company.name}, {name}: {error}")
            reached = True
        except Unavailable as error:
            notes.append(f"{company.name}, {name}: {error}")
    if not reached:
        raise Unavailable(f"Nobody could be asked about {company.name}.", "Try again when there is a network.")
    kept = _keep(work, company, found)
    _note(work, company)
    return kept, notes


# --- asking ---------------------------------------------------------------------------------------


def _of_site(web: "Web", company: Company, pause: Callable[[float], object], _elsewhere: str) -> list[Found]:
    """Read the company's own page, where its rules let programs."""
    address = _page_of(company)
    if not address:
        return []
    if not _may_read(web, address):
        raise Refused("The rules of this site let no programs in.", "Look at it yourself.")
    pause(PAUSE)
    page = web.get(address)
    told = fenced(f"{_READ}:of_page", page.content, {"charset": page.charset})
    return [Found(kind, value, page.url) for kind, value, _ in told]


def _may_read(web: "Web", address: str) -> bool:
    """Ask a site for its rules; one without rules lets everybody in."""
    parts, rules = urlsplit(address), RobotFileParser()
    try:
        told = web.get(f"{parts.scheme}://{parts.netloc}/robots.txt").content
    except Refused:
        return True
    rules.parse(told.decode("utf-8", "replace").splitlines())
    return rules.can_fetch(US, address)


def _of_wikidata(web: "Web", company: Company, pause: Callable[[float], object], wikidata: str) -> list[Found]:
    """Read the item whose official website is the company's; a name alone proves nothing."""
    site = _site(company)
    if not site:
        return []
    [search] = addresses(company, ["wikidata"], wikidata)
    pause(PAUSE)
    items = list(fenced(f"{_READ}:candidates", web.get(search).content, {}))[:_MOST_CANDIDATES]
    for item in items:
        pause(PAUSE)
        page = web.get(f"{wikidata}/wiki/Special:EntityData/{item}.json")
        told = list(fenced(f"{_READ}:of_item", page.content, {"site": site}))
        if told:
            return list(_named(web, told, pause, wikidata))
    return []


def _named(web: "Web", told: list[Any], pause: Callable[[float], object], wikidata: str) -> Iterator[Found]:
    """Give the statements of an item, those that link other items by their names."""
    ids = [value for kind, value, _ in told if kind in _FILLS]
    names: dict[str, str] = {}
    if ids:
        pause(PAUSE)
        asked = f"{wikidata}/w/api.php?action=wbgetentities&format=json&props=labels&languages=en&ids={'|'.join(ids)}"
        names = dict(fenced(f"{_READ}:labels", web.get(asked).content, {}))
    source = next((f"Wikidata {value}" for kind, value, _ in told if kind == "item"), "Wikidata")
    for kind, value, when in told:
        said = names.get(value, "") if kind in _FILLS else value
        if kind != "item" and said:
            yield Found(kind, said, source, _day(when))


# --- keeping --------------------------------------------------------------------------------------


def _keep(work: Workspace, company: Company, found: list[Found]) -> list[CompanyResearch]:
    """Keep the facts that are new, and fill in what the company's own fields left empty."""
    with work.change(f"Look up {company.name}") as change:
        one = change.get(Company, company.id)
        known = {(fact.kind, str(fact.value)) for fact in change.all(CompanyResearch, {"company": one.id})}
        kinds = set(FactKind)
        made: list[CompanyResearch] = []
        for told in found:
            kind = FactKind(told.kind) if told.kind in kinds else FactKind.OTHER
            value = told.value if kind != FactKind.OTHER else f"{told.kind.capitalize()}: {told.value}"
            if (kind, value) not in known:
                known.add((kind, value))
                row = CompanyResearch(
                    company=one.id,
                    kind=kind,
                    value=Text(value),
                    source=told.source,
                    as_of=told.as_of or change.now.date(),
                    came_from="web",
                )
                made.append(change.save(row))
        empty = {_FILLS[told.kind]: told.value for told in reversed(found) if told.kind in _FILLS}
        filled = {name: value for name, value in empty.items() if not getattr(one, name)}
        if filled:
            change.save(replace(one, **filled), was=one)  # type: ignore[arg-type] # texts alone
    return made


def _page_of(company: Company) -> str:
    if company.website.startswith(("http://", "https://")):
        return company.website
    site = _site(company)
    return f"https://{site}/" if site else ""


def _site(company: Company) -> str:
    return site_of(company.website) or site_of(company.domain)


def _day(text: str) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(text)
    with suppress(ValueError):
        return date(int(text[:4]), 1, 1) if text else None
    return None


def _noted(work: Workspace) -> dict[str, str]:
    with suppress(ValueError):
        told = json.loads(work.control().get(_NOTE) or "{}")
        return told if isinstance(told, dict) else {}
    return {}


def _note(work: Workspace, company: Company) -> None:
    work.note(**{_NOTE: json.dumps(_noted(work) | {company.id: work.now().date().isoformat()})})
