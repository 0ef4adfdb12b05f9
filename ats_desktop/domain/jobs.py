"""Job opportunities: what could be applied for, and what it pays."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from ats_desktop.domain.companies import Company, normal_name
from ats_desktop.domain.schema import Entity, Id, Text, Words, derived, label
from ats_desktop.domain.values import PayRange

_PLAIN = re.compile(r"https?://([a-z0-9.-]+)((?:/[\w./~-]*)?)(?:\?([\w.~=&-]*))?(?:#.*)?", re.ASCII | re.IGNORECASE)
_NOISE = ("utm_", "gclid", "fbclid", "ref", "refid", "trk", "trackingid", "src", "source")


class WorkMode(Words):
    """Where the work is done."""

    UNKNOWN = "unknown"
    ONSITE = "onsite"
    HYBRID = "hybrid"
    REMOTE = "remote"


class EmploymentType(Words):
    """What kind of contract it is."""

    UNSAID = ""
    FULL_TIME = "full_time"
    PART_TIME = "part_time"
    CONTRACT = "contract"
    INTERNSHIP = "internship"
    TEMPORARY = "temporary"
    VOLUNTEER = "volunteer"
    APPRENTICESHIP = "apprenticeship"


class PayFact(Words):
    """What a salary figure is: never updated, a correction is a new row."""

    ADVERTISED = "advertised"
    DESIRED = "desired"
    STATED = "stated"
    VERBAL = "verbal"
    OFFER = "offer"
    CONTRACT = "contract"
    BENCHMARK = "benchmark"


def canonical_url(url: str) -> str:
    """Strip a posting's address of what only tracks the reader, so that two copies of it agree.

    >>> canonical_url("https://WWW.Example.com/jobs/7/?utm_source=x&id=3#apply")
    'example.com/jobs/7?id=3'
    """
    if not url.strip():
        return ""
    if plain := _PLAIN.fullmatch(url):  # most are, and an import must not wait for those that are not
        host, path, query = plain.groups("")
        parts = (part.partition("=") for part in query.split("&"))
        asked = "&".join(
            f"{key}={word}" for key, word in _telling((k, w.replace("=", "%3D")) for k, _, w in parts if w)
        )
        return f"{host.lower().removeprefix('www.')}{path.rstrip('/')}{asked and f'?{asked}'}".removeprefix("//")
    try:
        found = urlsplit(url.strip() if "//" in url else f"https://{url.strip()}")
        asked = urlencode(_telling(parse_qsl(found.query)))
        host = (found.hostname or "").removeprefix("www.") + (f":{found.port}" if found.port else "")
    except ValueError:  # not an address at all: kept as typed
        return " ".join(url.casefold().split())
    return urlunsplit(("", host, found.path.rstrip("/"), asked, "")).removeprefix("//")


def _telling(asked: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Keep what an address asks for, in order, without what only tracks the reader."""
    return sorted((key, word) for key, word in asked if not key.casefold().startswith(_NOISE))


class JobOpportunity(Entity, table="job_opportunities", stream="jobs"):
    """A posting as the candidate knows it."""

    title: str = label("Title")
    company_name: str = label("Company", default="", indexed=True)
    company: Id[Company] = label("Company record", default=Id(""))
    location: str = ""
    country: str = ""
    work_mode: WorkMode = label("On site or remote", default=WorkMode.UNKNOWN)
    employment_type: EmploymentType = label("Kind", default=EmploymentType.UNSAID)
    seniority: str = ""
    industry: str = label("Industry", default="", indexed=True)
    department: str = ""
    requisition_id: str = label("Reference", default="")
    posting_url: str = label("Link", default="")
    source: str = label("Source", help="Where it was found", default="")
    posted_on: date | None = None
    found_at: datetime | None = label("Found", default=None, indexed=True)
    deadline_on: date | None = label("Deadline", help="Last day to apply", default=None, indexed=True)
    deadline_time: str = label("Deadline time", help="HH:MM, when a time is given", default="")
    deadline_zone: str = label("Deadline zone", help="Whose clock the time is on", default="")
    pay: PayRange = label("Advertised pay", default=PayRange())
    description: Text = label("Posting", default=Text())
    requirements: tuple[str, ...] = ()
    visa_sponsorship: str = label("Sponsorship", default="")
    is_agency: bool = label("Through an agency", default=False)
    priority: int | None = label("Priority, 1-5", default=None)
    excitement: int | None = label("Excitement, 1-5", default=None)
    tags: tuple[str, ...] = ()
    archived_at: datetime | None = label("Archived", default=None, indexed=True)
    archive_reason: str = ""
    came_from: str = label("Came from", default="user", automatic=True)
    origins: tuple[str, ...] = label("Where each field came from", help="field: source", default=(), automatic=True)
    fetch: str = label("Reading its page", help="waiting, done or why not", default="", automatic=True, indexed=True)
    fetched_at: datetime | None = label("Page read", default=None, automatic=True)
    canonical_url: str = derived(lambda row: canonical_url(row.posting_url), default="")
    normal_company: str = derived(lambda row: normal_name(row.company_name), default="")

    def __str__(self) -> str:
        return called(self.title, self.company_name)


def called(title: str, company: str) -> str:
    """Say what a job is called.

    >>> called("Pilot", "Quillmark"), called("", "Quillmark")
    ('Pilot @ Quillmark', 'Quillmark')
    """
    return f"{title} @ {company}" if title and company else title or company or "Job"


class SalaryData(Entity, table="salary_data", stream="salary"):
    """One dated fact about pay: seen, said or offered; nobody but the candidate reads it."""

    job: Id[JobOpportunity] = label("Job", default=Id(""))
    company: Id[Company] = label("Company", default=Id(""))
    fact: PayFact = label("What it is", default=PayFact.ADVERTISED)
    pay: PayRange = label("Pay", default=PayRange())
    hours_per_week: float | None = None
    payments_per_year: int | None = None
    is_gross: bool = label("Before tax", default=True)
    original: str = label("As written", default="")
    said_to: str = label("Said to", default="")
    observed_at: datetime | None = label("When", default=None)
    came_from: str = label("Came from", default="user", automatic=True)

    def __str__(self) -> str:
        return f"{self.fact.label}: {self.pay or self.original}"
