"""What another program may ask of the window by an `ats://` address: open something, or put something into the line.

Why:    any page in a browser can follow such an address, so none of them ever writes, and what it brings waits
        in the line until a person says yes.
Shape:  ats://add?url=https://...   ats://application/<id>   ats://offers/<id>, and every other table   ats://today
Source: experience.md E32, promises.md P52.
"""

import re
from urllib.parse import parse_qs, urlsplit

from ats_desktop.ui.pages.catalog import WHERE_ROWS_LIVE

SCHEME = "ats:"
LONGEST = 4_000
_PLACES = {"application": "application"}  # as addresses said it before every table could be named
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def place_in(uri: str) -> tuple[str, str] | None:
    """Give the page an address asks for and what to open it with; None for what is not understood.

    >>> place_in("ats://add?url=https%3A%2F%2Fjobs.example%2F7")
    ('today', 'add:https://jobs.example/7')
    >>> place_in("ats://add?url=file:///etc/passwd"), place_in("ats://wipe")
    (None, None)
    """
    if len(uri) > LONGEST:
        return None
    try:
        parts = urlsplit(uri.strip())
        asked = parse_qs(parts.query, max_num_fields=10)
    except ValueError:
        return None
    what = parts.netloc or parts.path.strip("/")
    if parts.scheme != "ats":
        return None
    if what == "add":
        link = _link(asked.get("url", [""])[0])
        return ("today", f"add:{link}") if link else None
    row = parts.path.strip("/")
    if _ID.fullmatch(row):
        page, named, _ = (_PLACES | WHERE_ROWS_LIVE).get(what, "").partition(":")
        return (page, f"{what}:{row}" if named else row) if page else None
    return ("today", "") if what == "today" else None


def _link(text: str) -> str:
    """Give a web address as it is, when it is one: in one piece, of letters that can be seen."""
    plain = text.strip()
    return plain if re.fullmatch(r"https?://[^\s\x00-\x1f\x7f\"<>]+", plain, re.IGNORECASE) else ""
