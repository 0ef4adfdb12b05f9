"""A posting as pages tell it to machines: schema.org's JobPosting, in JSON-LD or microdata.

Why:    it is what search engines read, so most careers pages have it, and it names the last day to apply.
Source: schema.org/JobPosting; domain.md A.12 and A.14.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time
from itertools import islice
from typing import Any

from ats_desktop.domain.jobs import EmploymentType, WorkMode
from ats_desktop.domain.schema import Text
from ats_desktop.domain.values import PayRange, parse_pay
from ats_desktop.formats.asked import point_of, points_in
from ats_desktop.formats.dates import read_day, read_moment
from ats_desktop.formats.markup import BULLET, Markup, as_text, one_line
from ats_desktop.formats.pay import read_pay
from ats_desktop.formats.posting import Draft, Point, draft

ORIGIN = "schema.org JobPosting"
_KINDS = {
    "full": EmploymentType.FULL_TIME,
    "part": EmploymentType.PART_TIME,
    "intern": EmploymentType.INTERNSHIP,
    "apprent": EmploymentType.APPRENTICESHIP,
    "contract": EmploymentType.CONTRACT,
    "freelan": EmploymentType.CONTRACT,
    "tempor": EmploymentType.TEMPORARY,
    "per_diem": EmploymentType.TEMPORARY,
    "fixed": EmploymentType.TEMPORARY,
    "volunt": EmploymentType.VOLUNTEER,
}
_PERIODS = {"hour": "hour", "day": "day", "week": "week", "month": "month", "year": "year", "annual": "year"}
_MORE = (
    ("responsibilities", "Responsibilities"),
    ("qualifications", "Qualifications"),
    ("experienceRequirements", "Experience"),
    ("educationRequirements", "Education"),
    ("skills", "Skills"),
    ("jobBenefits", "Benefits"),
)
_MOST_PLACES = 4
_MOST_TOLD = 100  # values of one property
_MOST_POSTINGS = 50  # of one page
_MOST_PAY = 10**12  # in minor units: what is more is no pay


def drafts(page: Markup) -> Iterator[Draft]:
    """Give a draft for each JobPosting of a page."""
    for thing in islice(page.things("JobPosting"), _MOST_POSTINGS):
        yield read(thing)


def read(thing: Mapping[str, Any]) -> Draft:
    """Read one JobPosting."""
    places = _places(thing.get("jobLocation"))
    allowed = _names(thing.get("applicantLocationRequirements"))
    remote = "TELECOMMUTE" in str(thing.get("jobLocationType") or "").upper()
    text = _description(thing)
    return draft(
        ORIGIN,
        _points(thing, text),
        title=_line(thing.get("title") or thing.get("name")),
        company_name=next(_names(thing.get("hiringOrganization")), ""),
        location="; ".join(places[:_MOST_PLACES]) or (", ".join(allowed)[:200] if remote else ""),
        country=_country(thing.get("jobLocation")),
        work_mode=WorkMode.REMOTE if remote else None,
        employment_type=employment(thing.get("employmentType")),
        industry=", ".join(_names(thing.get("industry")))[:200],
        requisition_id=_reference(thing.get("identifier")),
        posted_on=day_of(thing.get("datePosted")),
        pay=_pay(thing),
        description=Text(text),
        **_deadline(thing.get("validThrough")),
    )


def day_of(told: Any) -> Any:
    """Read a day, as it is written."""
    text = read_day(_line(told)[:40]) or read_day(_line(told)[:10])
    return datetime.fromisoformat(text).date() if text else None


def employment(told: Any) -> EmploymentType | None:
    """Read what kind of contract it is.

    >>> employment(["FULL_TIME", "CONTRACTOR"]), employment("Permanent / Part-time")
    (<EmploymentType.FULL_TIME: 'full_time'>, <EmploymentType.PART_TIME: 'part_time'>)
    """
    for one in told if isinstance(told, list) else [told]:
        said = _line(one).casefold()
        if found := next((kind for begins, kind in _KINDS.items() if begins in said), None):
            return found
    return None


def pay_of(low: Any, high: Any, currency: Any, period: Any) -> PayRange | None:
    """Make a pay of two figures; None where they are none, or nobody could be paid so.

    >>> str(pay_of("52,000", 60000.0, "eur", "YEAR")), pay_of(0, 0, "EUR", "YEAR"), pay_of(1, 2, "", "YEAR")
    ('52,000 - 60,000 EUR/year', None, None)
    """
    code, every = _line(currency).upper(), _line(period).casefold()
    figures = [figure for figure in (_figure(low, code), _figure(high, code)) if figure]
    if not figures or not re.fullmatch(r"[A-Z]{3}", code):
        return None
    known = next((word for begins, word in _PERIODS.items() if begins in every), "year" if not every else "")
    return PayRange(min(figures), max(figures), code, known) if known else None


def _figure(told: Any, code: str) -> int:
    text = str(told).strip() if isinstance(told, int | float | str) and not isinstance(told, bool) else ""
    try:
        found = parse_pay(text, currency=code or "XXX").low if text and len(text) < 30 else 0  # noqa: PLR2004 - a figure
    except (ValueError, OverflowError):
        return 0
    return found if 0 < found < _MOST_PAY else 0


def _pay(thing: Mapping[str, Any]) -> PayRange | None:
    for told in _each(thing.get("baseSalary")):
        if isinstance(told, dict):
            inside = next(_each(told.get("value")), None)
            range_ = inside if isinstance(inside, dict) else told
            value = range_.get("value") if isinstance(range_.get("value"), int | float | str) else inside
            low, high = range_.get("minValue", value), range_.get("maxValue", value)
            currency = told.get("currency") or told.get("priceCurrency") or thing.get("salaryCurrency")
            unit = range_.get("unitText") or told.get("unitText") or range_.get("unitCode")
            found = pay_of(low, high, currency or range_.get("currency"), unit)
        else:
            found = read_pay(_line(told)[:80], _line(thing.get("salaryCurrency")).upper())
        if found:
            return found
    return None


def _deadline(told: Any) -> dict[str, Any]:
    """Read the last day to apply; a time that is not just the end of a day comes with its clock.

    >>> _deadline("2026-12-01T17:00:00+01:00")
    {'deadline_on': datetime.date(2026, 12, 1), 'deadline_time': '16:00', 'deadline_zone': 'UTC'}
    """
    day = day_of(told)
    written = read_moment(_line(told)[:40])
    if not day or "T" not in written:
        return {"deadline_on": day}
    moment = datetime.fromisoformat(written)
    if moment.tzinfo is None or moment.time() >= time(23, 45):
        return {"deadline_on": day}
    try:
        exact = moment.astimezone(UTC)
    except OverflowError:
        return {"deadline_on": day}
    return {"deadline_on": exact.date(), "deadline_time": f"{exact:%H:%M}", "deadline_zone": "UTC"}


def _description(thing: Mapping[str, Any]) -> str:
    """Put together what the posting says, in one text."""
    parts = [as_text(str(thing.get("description") or ""))]
    for name, heading in _MORE:
        said = [as_text(one) for one in _each(thing.get(name)) if isinstance(one, str)]
        more = "\n".join(one if "\n" in one or len(said) == 1 else f"{BULLET}{one}" for one in said if one)
        if more and more not in parts[0]:
            parts.append(f"{heading}\n\n{more}")
    return "\n\n".join(filter(None, parts))


def _points(thing: Mapping[str, Any], text: str) -> list[Point]:
    """Gather what is asked for: from the text first, then what is told beside it."""
    found = points_in(text)
    known = " ".join(point.text for point in found).casefold()
    for skill in (
        part
        for one in _each(thing.get("skills"))
        if isinstance(one, str)
        for part in re.split(r"[,;\n•|]", as_text(one))
    ):
        if (name := one_line(skill)) and len(name.split()) <= 5 and name.casefold() not in known:  # noqa: PLR2004 - a name
            found.append(Point(name, "skill", name))
    for told in _each(thing.get("experienceRequirements")):
        months = told.get("monthsOfExperience") if isinstance(told, dict) else None
        if isinstance(months, int | float) and 0 < months < 600 and not any(point.years for point in found):  # noqa: PLR2004 - 50 years
            years = round(months / 12, 1)
            found.append(Point(f"{years:g} years of experience", "experience", "", years))
    for told in _each(thing.get("educationRequirements")):
        named = _line(told.get("credentialCategory")) if isinstance(told, dict) else ""
        point = point_of(named.capitalize(), kind="education") if named and named != "no requirements" else None
        if point and point.kind not in {other.kind for other in found}:
            found.append(point)
    return found


# --- parts ------------------------------------------------------------------------------------------


def _line(told: Any) -> str:
    """Write whatever was told as one line of plain text."""
    return (
        one_line(as_text(str(told)))[:300] if isinstance(told, str | int | float) and not isinstance(told, bool) else ""
    )


def _each(told: Any) -> Iterator[Any]:
    yield from (told[:_MOST_TOLD] if isinstance(told, list) else [] if told is None else [told])


def _names(told: Any) -> Iterator[str]:
    """Give the names of things, or texts that are names."""
    for one in _each(told):
        if name := _line(one.get("name") if isinstance(one, dict) else one):
            yield name


def _places(told: Any) -> list[str]:
    """Write each place as people do: town, region, country."""
    found = []
    for one in _each(told):
        address = one.get("address", one) if isinstance(one, dict) else one
        if isinstance(address, dict):
            names = (_place_part(address.get(name)) for name in ("addressLocality", "addressRegion", "addressCountry"))
            said = ", ".join(dict.fromkeys(filter(None, names))) or _line(one.get("name"))
        else:
            said = _line(address)
        found.append(said)
    return list(dict.fromkeys(filter(None, found)))


def _place_part(told: Any) -> str:
    return next(_names(told), "")


def _country(told: Any) -> str:
    """Name the country, where all places are in one."""
    addresses = (one.get("address", one) for one in _each(told) if isinstance(one, dict))
    found = {_place_part(one.get("addressCountry")) for one in addresses if isinstance(one, dict)}
    return found.pop() if len(found) == 1 else ""


def _reference(told: Any) -> str:
    for one in _each(told):
        if said := _line(one.get("value") if isinstance(one, dict) else one):
            return said if len(said) <= 60 and "://" not in said else ""  # noqa: PLR2004 - a number on a form
    return ""
