"""Reads a posting that was fetched, saved or pasted, by whichever way knows it best: board, schema.org, bare text.

Shape:  what runs behind the fence is `read_plain`; its draft comes home as plain values.
Raises: ImportProblem, and nothing else.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ats_desktop.formats import boards, envelope, jobposting, pagetext
from ats_desktop.formats.markup import Markup, letters
from ats_desktop.formats.posting import Draft, draft
from ats_desktop.formats.problem import ImportProblem, guarding

_FEWEST = 80  # letters that could be a posting
MOST_BYTES = 20_000_000  # a page saved with its pictures


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What is known of a posting before it is read."""

    today: date
    link: str = ""  # the address she gave, or where the page was found in the end
    kind: str = "text/html"
    charset: str = ""
    name: str = ""  # of a file


def read(data: bytes, how: Reading) -> Draft:
    """Read a posting.

    Raises: ImportProblem, when there is none in it.
    """
    with guarding(how.name or "This page"):
        if len(data) > MOST_BYTES:
            raise ImportProblem("", "it is larger than any posting", "Copy the posting's text, and paste that.")
        posting = boards.posting_at(how.link)
        if posting and "json" in how.kind:
            return pagetext.beside(boards.read(data, posting), how.today)
        if how.kind.startswith("multipart/"):
            return _page(_saved(data), how)
        text = letters(data, how.charset)
        return pagetext.read_text(_sound(text), how.today) if how.kind == "text/plain" else _page(text, how)


def board_within(data: bytes, how: Reading) -> boards.Posting | None:
    """Find the board that stands inside a page."""
    with guarding("This page"):
        return boards.posting_within(Markup(_sound(letters(data, how.charset))).addresses, how.link)


def _page(text: str, how: Reading) -> Draft:
    page = Markup(_sound(text))
    told = next((one for one in jobposting.drafts(page) if "title" in one.fields), Draft())
    address = page.told.get("og:url", "") if not how.link else ""
    own = draft("the page itself", posting_url=address if address.startswith("http") else "")
    told = pagetext.beside(told, how.today) if "description" in told.fields else told
    found = told.or_else(pagetext.read_page(page, how.today)).or_else(own)
    if "title" not in found.fields and len(page.text) < _FEWEST:
        raise ImportProblem("", "there is no posting on this page", "Copy the posting's text, and paste that instead.")
    return found


def _saved(data: bytes) -> str:
    """Take the page out of a web archive (.mhtml), which is written like a letter with attachments."""
    from email import message_from_bytes

    envelope.check(data)
    for part in message_from_bytes(data).walk():
        if part.get_content_type() == "text/html":
            packed = part.get_payload(decode=True)
            return letters(packed, part.get_content_charset("")) if isinstance(packed, bytes) else ""
    raise ImportProblem("", "there is no page in it", "Save the page again, as one file.")


def _sound(text: str) -> str:
    """Leave out what is no letter: control characters, halves of characters."""
    kept = "".join(letter for letter in text if letter >= " " or letter in "\n\t\r")
    return kept.encode("utf-8", "replace").decode()


def read_plain(data: bytes, asked: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Read a posting, and the address of a board that stands inside its page: what a fenced process sends home."""
    told = dict(asked)
    how = Reading(today=date.fromisoformat(str(told.pop("today"))), **told)
    within = board_within(data, how) if "html" in how.kind and "gh_jid" in how.link else None
    yield {"board": within.address, "link": within.link} if within else {"board": "", "link": ""}
    yield read(data, how).to_plain()
