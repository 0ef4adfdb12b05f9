"""What makes a row of one file the same row in the next file: the keys of what is found.

Why:    a posting's own page names it, whatever else changes; a careers page or no page at all
        does not, so there company, title, day and place do.  The ids of imported rows are made
        from these keys, so two laptops that import the same file make the same rows.
Source: rulings.md 5.
"""

import re
from functools import lru_cache

from ats_desktop.domain.companies import normal_name
from ats_desktop.domain.jobs import canonical_url
from ats_desktop.formats.problem import Key

_LINKEDIN = re.compile(r"linkedin\.com/(?:comm/)?jobs/(?:view/|.*[?&]currentJobId=)(?:[^/?]*?-)?(\d{6,})")
_NUMBERED = re.compile(r"(?<!\d)(?!(?:19|20)\d\d(?!\d))\d{3,}|[0-9a-f]{8}-[0-9a-f]{4}")
_WEB = re.compile(r"https?://[^\s<>\"')\]]+", re.IGNORECASE)
_BARE = re.compile(r"^(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/\S*)?$", re.IGNORECASE)


def page(url: str) -> str:
    """Reduce a posting's address to what stays the same however it was reached.

    >>> page("https://www.linkedin.com/jobs/view/engineer-at-halden-3907654321/?trk=x")
    'linkedin.com/jobs/view/3907654321'
    """
    known = _LINKEDIN.search(url)
    return f"linkedin.com/jobs/view/{known[1]}" if known else canonical_url(url)


def own_page(address: str) -> bool:
    """Say whether an address belongs to one posting, rather than to a list of them.

    >>> own_page("jobs.example/view/48151"), own_page("halden.example/careers"), own_page("a.example/news/2026")
    (True, False, False)
    """
    return bool(_NUMBERED.search(address))


def words(text: str) -> str:
    """Reduce a title or a place to what two spellings of it share."""
    return " ".join(text.casefold().split())


def job_key(url: str, company: str, title: str, day: str, location: str) -> Key:
    """Make the key of a posting, in one piece."""
    address = page(url) if url else ""
    if address and own_page(address):
        return (f"url {address}",)
    return ("\t".join((company_key(company)[0], words(title), day, words(location), address)),)


@lru_cache(maxsize=5_000)
def company_key(name: str) -> Key:
    """Make the key of a company: its name without its legal form."""
    return (normal_name(name),)


def contact_key(email: str, linkedin: str, name: str, company: str) -> Key:
    """Make the key of a person: her address, else her page, else her name and company."""
    if linkedin:
        return ("linkedin", canonical_url(linkedin).casefold())
    if email:
        return ("email", email.casefold())
    return ("name", words(name), normal_name(company))


def address_in(text: str) -> str:
    """Find the web address in a cell: alone, in Notion's "Name (address)", or in markdown.

    >>> address_in("Posting (https://jobs.example/7)"), address_in("jobs.example/7"), address_in("ask Kim")
    ('https://jobs.example/7', 'https://jobs.example/7', '')
    """
    found = _WEB.search(text)
    if found:
        return found[0].rstrip(".,;")
    return f"https://{text}" if _BARE.match(text) else ""
