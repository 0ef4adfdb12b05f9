"""Looks up what a link, a page or a text says of a job: fetched safely, read behind the fence, nothing written yet.

Why:    a known board's JSON is complete, so it is asked first; then the page itself, by what it tells machines and
        then by its text.
Source: experience.md 6; promises.md P41, P54.
"""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ats_desktop.errors import Offline, Refused, Unavailable
from ats_desktop.formats.posting import Draft
from ats_desktop.outside.parsing import fenced

if TYPE_CHECKING:
    from ats_desktop.outside.web import Page, Web  # brings HTTP

_READ = "ats_desktop.formats.posted:read_plain"
_SOURCE = re.compile(r"\s*<(?:!doctype\s+html|html|head|body|main|article|section|div|h[1-6]|p)\b", re.IGNORECASE)
_KINDS = {".mht": "multipart/related", ".mhtml": "multipart/related", ".txt": "text/plain", ".md": "text/plain"}


@dataclass(frozen=True, slots=True)
class Seen:
    """What was read, and where: "on example.com", "as it was pasted"."""

    draft: Draft
    where: str


def link(address: str, web: "Web", today: date) -> Seen:
    """Look up a link.

    Raises: Refused, when it cannot be read at all; Offline or Unavailable, when it may be read later.
    """
    from ats_desktop.formats.boards import posting_at

    posting = posting_at(address)
    if posting:
        try:
            return _board(posting.address, address, web, today)
        except Offline:
            raise
        except (Refused, Unavailable):  # the page of the posting may say it all the same
            return _page(web.get(address), address, web, today)
    return _page(web.get(address), address, web, today)


def _board(address: str, link: str, web: "Web", today: date) -> Seen:
    page = web.get(address)
    found = _behind_the_fence(page.content, {"link": link, "kind": "application/json", "name": "This posting"}, today)
    return Seen(Draft.from_plain(found[1]), f"on {site(link)}")


def _page(page: "Page", link: str, web: "Web", today: date) -> Seen:
    """Read a page; where a board stands inside it, what the board says comes first."""
    told = {"link": page.url, "kind": page.kind, "charset": page.charset}
    within, found = _behind_the_fence(page.content, told, today)
    seen = Seen(Draft.from_plain(found), f"on {site(link)}")
    if within["board"]:
        try:
            board = web.get(within["board"])
            told = {"link": within["link"], "kind": "application/json"}
            return Seen(
                Draft.from_plain(_behind_the_fence(board.content, told, today)[1]).or_else(seen.draft), seen.where
            )
        except (Refused, Unavailable):
            return seen
    return seen


def text(pasted: str, today: date) -> Seen:
    """Look up a text that was pasted; the source of a page is read as the page."""
    content, told = pasted.encode("utf-8", "replace"), {"charset": "utf-8", "name": "This text"}
    if _SOURCE.match(pasted):
        with suppress(Refused):  # no posting on that page: kept as the text it is
            found = _behind_the_fence(content, told | {"kind": "text/html"}, today)
            return Seen(Draft.from_plain(found[1]), "as it was pasted")
    found = _behind_the_fence(content, told | {"kind": "text/plain"}, today)
    return Seen(Draft.from_plain(found[1]), "as it was pasted")


def page_file(content: bytes, name: str, today: date) -> Seen:
    """Look up a page that was saved, or a text file.

    Raises: Refused, when it cannot be read.
    """
    ending = f".{name.rpartition('.')[2].casefold()}"
    found = _behind_the_fence(content, {"kind": _KINDS.get(ending, "text/html"), "name": name}, today)
    return Seen(Draft.from_plain(found[1]), f"in {name}")


def site(address: str) -> str:
    """Name the site of an address.

    >>> site("https://www.quillmark.example/jobs/7")
    'quillmark.example'
    """
    return (urlsplit(address).hostname or "").removeprefix("www.")


def _behind_the_fence(content: bytes, told: Mapping[str, Any], today: date) -> list[Any]:
    return list(fenced(_READ, content, {**told, "today": today.isoformat()}))
