"""Companies: whom the candidate would work for."""

import re

from ats_desktop.domain.schema import Entity, Text, Words, derived, label

_LEGAL = re.compile(
    r"[,.]?\s+(inc|llc|ltd|limited|gmbh|ag|se|plc|corp|corporation|co|company|sa|s\.a|sas|bv|b\.v|nv|oy|ab|as|aps|spa|srl|kg|pty)\.?$"
)


class SizeBand(Words):
    """How many people work there."""

    UNSAID = ""
    STARTUP = "startup"  # 1-50
    SMALL = "small"  # 51-200
    MEDIUM = "medium"  # 201-1000
    LARGE = "large"  # 1001-5000
    ENTERPRISE = "enterprise"  # 5000+


def normal_name(name: str) -> str:
    """Reduce a company's name to what two spellings of it share.

    >>> normal_name("Brightwater  Labs, Inc.")
    'brightwater labs'
    """
    plain = " ".join(name.casefold().split())
    shorter = _LEGAL.sub("", plain)
    return shorter.rstrip(" ,.") or plain


def site_of(address: str) -> str:
    """Reduce a domain or a website to the host two spellings of it share.

    >>> site_of("https://www.Brightwater.example/jobs"), site_of("brightwater.example"), site_of("none")
    ('brightwater.example', 'brightwater.example', '')
    """
    host = address.strip().casefold().partition("://")[2] or address.strip().casefold()
    host = re.split(r"[/?#:]", host, maxsplit=1)[0].removeprefix("www.")
    return host if "." in host and " " not in host else ""


class Company(Entity, table="companies", stream="jobs"):
    """A company; nothing about it is ever made up."""

    name: str = label("Company")
    domain: str = label("Domain", help="example.com; found by its website", default="", indexed=True)
    website: str = ""
    linkedin_url: str = label("LinkedIn", default="")
    careers_url: str = label("Careers page", default="")
    industry: str = label("Industry", default="", indexed=True)
    size_band: SizeBand = label("Size", default=SizeBand.UNSAID)
    hq_location: str = label("Head office", default="")
    country: str = ""
    description: Text = Text()
    watch: bool = label("Keep an eye on it", default=False)
    avoid: bool = label("Do not apply there", default=False, stream="private")
    avoid_reason: str = label("Why not", default="", stream="private")
    rating: int | None = label("My rating, 1-5", default=None)
    source: str = label("Where it came from", default="user", automatic=True)
    normal_name: str = derived(lambda row: normal_name(row.name), default="")
