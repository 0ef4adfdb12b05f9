"""What is told of a company by itself and by Wikidata: facts as they stand there, none guessed, none joined.

Why:    the seed's command made figures up.  Here a fact is what schema.org's Organization on the company's own page
        says, or a statement of the Wikidata item whose official website is the company's; else there is none.
Shape:  each function is run behind the fence on what was sent, and yields [kind, value, as of] or ids.
Source: schema.org/Organization; Wikidata: P856 website, P571 inception, P159 place, P452 industry, P1128 employees.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from ats_desktop.domain.companies import site_of
from ats_desktop.formats.markup import Markup, as_text, letters, one_line

Told = list[str]
_KINDS = ("Organization", "Corporation", "LocalBusiness", "NGO", "EducationalOrganization", "GovernmentOrganization")
_WEBSITE, _INCEPTION, _PLACE, _INDUSTRY, _EMPLOYEES, _WHEN = "P856", "P571", "P159", "P452", "P1128", "P585"
_LINKED = {_PLACE: "headquarters", _INDUSTRY: "industry"}
_LONGEST = 600
_YEAR = re.compile(r"[+]?(\d{4})")
_ITEM = re.compile(r"Q\d{1,12}")


def of_page(content: bytes, asked: Mapping[str, Any]) -> Iterator[Told]:
    """Read what a company's own page tells machines about it."""
    page = Markup(letters(content, str(asked.get("charset", ""))))
    thing = next((found for kind in _KINDS for found in page.things(kind)), {})
    if said := _line(thing.get("description")) or page.told.get("description", ""):
        yield ["mission", said[:_LONGEST], ""]
    if year := _YEAR.match(_line(thing.get("foundingDate"))):
        yield ["founded", year[1], ""]
    if place := _place(thing.get("address")):
        yield ["headquarters", place, ""]
    many = thing.get("numberOfEmployees")
    if number := _number(many.get("value") if isinstance(many, dict) else many):
        yield ["employee_count", number, ""]


def candidates(content: bytes, _asked: Mapping[str, Any]) -> Iterator[str]:
    """Give the items Wikidata finds under a name."""
    for one in _dict(content).get("search") or ():
        if isinstance(one, dict) and _ITEM.fullmatch(str(one.get("id"))):
            yield str(one["id"])


def of_item(content: bytes, asked: Mapping[str, Any]) -> Iterator[Told]:
    """Read the statements of the one item whose website is `asked["site"]`; what links an item is told by its id."""
    entities = _dict(content).get("entities")
    for item in entities.values() if isinstance(entities, dict) else ():
        claims = item.get("claims") if isinstance(item, dict) else None
        if not isinstance(claims, dict):
            continue
        if asked["site"] not in {site_of(str(value)) for value, _ in _values(claims, _WEBSITE)}:
            continue
        yield ["item", str(item.get("id", "")), ""]
        for value, _ in _values(claims, _INCEPTION)[:1]:
            if isinstance(value, dict) and (year := _YEAR.match(str(value.get("time")))):
                yield ["founded", year[1], ""]
        for held, kind in _LINKED.items():
            for value, _ in _values(claims, held)[:1]:
                if isinstance(value, dict) and _ITEM.fullmatch(str(value.get("id"))):
                    yield [kind, str(value["id"]), ""]
        newest = max(((when, _number(_amount(value))) for value, when in _values(claims, _EMPLOYEES)), default=("", ""))
        if newest[1]:
            yield ["employee_count", newest[1], newest[0]]
        return


def labels(content: bytes, _asked: Mapping[str, Any]) -> Iterator[Told]:
    """Give the English names of items: [id, name]."""
    entities = _dict(content).get("entities")
    for item in entities.values() if isinstance(entities, dict) else ():
        told = item.get("labels", {}).get("en", {}) if isinstance(item, dict) else {}
        if isinstance(told, dict) and (name := _line(told.get("value"))):
            yield [str(item.get("id", "")), name]


def _values(claims: Mapping[str, Any], held: str) -> list[tuple[Any, str]]:
    """Give the values of a statement that was not called wrong, the preferred first, each with the day it is of."""
    found = []
    for claim in claims.get(held) or ():
        if isinstance(claim, dict) and claim.get("rank") != "deprecated":
            value = _dig(claim, "mainsnak", "datavalue", "value")
            whens = _dig(claim, "qualifiers", _WHEN) or [{}]
            when = str(_dig(whens[0], "datavalue", "value", "time") or "").lstrip("+")[:10]
            if value is not None:
                found.append((claim.get("rank") != "preferred", value, when))
    return [(value, when) for _, value, when in sorted(found, key=lambda one: one[0])]


def _dig(told: Any, *names: str) -> Any:
    for name in names:
        told = told.get(name) if isinstance(told, dict) else None
    return told


def _amount(value: Any) -> Any:
    return value.get("amount") if isinstance(value, dict) else None


def _dict(content: bytes) -> dict[str, Any]:
    try:
        told = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _line(told: Any) -> str:
    return one_line(as_text(told)) if isinstance(told, str) else ""


def _number(told: Any) -> str:
    """Read how many: a whole number of people, or nothing.

    >>> _number("+12500"), _number(80), _number("many"), _number("-3")
    ('12,500', '80', '', '')
    """
    text = str(told).strip().lstrip("+")
    return f"{int(text):,}" if text.isascii() and text.isdigit() and len(text) < 9 and int(text) else ""  # noqa: PLR2004 - people


def _place(told: Any) -> str:
    address = told[0] if isinstance(told, list) and told else told
    if not isinstance(address, dict):
        return _line(address)[:200]
    country = address.get("addressCountry")
    parts = (address.get("addressLocality"), address.get("addressRegion"), _dig(country, "name") or country)
    return ", ".join(dict.fromkeys(filter(None, map(_line, parts))))[:200]
