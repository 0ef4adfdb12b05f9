"""A saved mail (.eml): an invitation in it becomes an interview, anything else is noted as one time of being in touch.

Why:    a mail is the most hostile file people have.  Nothing in it is run, shown or loaded: headers, the plain
        words and calendar files are read, everything else is only named.  Of the words a beginning is kept;
        the mail itself stays where it is.
Source: RFC 5322, RFC 2045, RFC 6047 (invitations by mail); promises.md P41, P51.
"""

import hashlib
import re
from collections.abc import Iterator
from datetime import UTC
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses, parsedate_to_datetime

from ats_desktop.domain.people import InteractionKind
from ats_desktop.domain.schema import moment_cell
from ats_desktop.formats import calendar, envelope
from ats_desktop.formats.markup import as_text
from ats_desktop.formats.problem import Found, ImportProblem, Note, Reading, found
from ats_desktop.formats.same import contact_key

SOURCE = "import:mail"
MOST_BYTES = 25_000_000
MOST_PARTS = 200
SNIPPET = 1_500  # letters
_LONG_PAGE = 200_000
_HEADER = re.compile(
    rb"^(?:From|To|Subject|Date|Received|Delivered-To|Message-ID|MIME-Version):", re.IGNORECASE | re.MULTILINE
)
_NOBODY = re.compile(r"^(?:no.?reply|do.?not.?reply|notifications?|mailer-daemon|jobs?-noreply)", re.IGNORECASE)
_QUOTED = re.compile(r"^(?:>|On .{5,80} wrote:$|Am .{5,80} schrieb|-{2,} ?(?:Original|Forwarded|Ursprüngliche))")


def recognise(name: str, head: bytes) -> int:
    """Say how likely this is a mail: by its headers."""
    known = len({match[0].lower() for match in _HEADER.finditer(head[:8_000])})
    by_name = 40 if name.casefold().endswith(".eml") else 0
    return by_name + (50 if known > 2 else 15 * known)  # noqa: PLR2004 - one header may stand in any text


def parse(data: bytes, how: Reading) -> Iterator[Found | Note]:
    """Read a mail."""
    if len(data) > MOST_BYTES:
        raise ImportProblem(
            "", "a mail of more than 25 MB is not read", "Save what is attached to it, and import that."
        )
    envelope.check(data)
    mail = message_from_bytes(data, policy=policy.compat32.clone(message_factory=EmailMessage))
    if not isinstance(mail, EmailMessage) or not (mail["from"] or mail["subject"]):
        raise ImportProblem("", "it is no mail: it says neither from whom nor what about")
    invited = False
    parts = list(_parts(mail))
    for part, name in parts:
        if part.get_content_type() == "text/calendar" or name.casefold().endswith(".ics"):
            invited = True
            yield from calendar.parse(_bytes_of(part), how)
            break  # the same invitation is often there twice
    others = [name for part, name in parts if name and part.get_content_type() != "text/calendar"]
    if others:
        yield Note("", f"Not taken from the mail: {', '.join(others)[:300]}.")
    if not invited:
        yield from _touch(mail, data, [part for part, name in parts if not name], how)


def _parts(mail: EmailMessage) -> Iterator[tuple[EmailMessage, str]]:
    """Give the parts that hold something, with their file names; an endless nest is refused."""
    for number, part in enumerate(mail.walk()):
        if number > MOST_PARTS:
            raise ImportProblem("", "it is nested too deeply to be an honest mail")
        if isinstance(part, EmailMessage) and not part.is_multipart():
            yield part, _plain(part.get_filename() or "")


def _bytes_of(part: EmailMessage) -> bytes:
    held = part.get_payload(decode=True)
    return held if isinstance(held, bytes) else b""


def _touch(mail: EmailMessage, data: bytes, parts: list[EmailMessage], how: Reading) -> Iterator[Found]:
    """Note that people were in touch: with whom, when, about what."""
    name, address = _people(mail, "from")
    inbound = not how.own or address.casefold() != how.own.casefold()
    if not inbound:
        name, address = _people(mail, "to")
    links: dict[str, tuple[str, ...]] = {}
    if "@" in address and not _NOBODY.match(address):
        key = contact_key(address, "", name, "")
        yield found(
            "contacts", key, "From" if inbound else "To", name=name or address, emails=(address,), came_from=SOURCE
        )
        links["contact"] = ("contacts", *key)
    subject = _plain(_header(mail, "subject")) or "(no subject)"
    sender = "" if links else f"From: {name} <{address}>\n"
    known = _plain(_header(mail, "message-id")) or hashlib.sha256(data).hexdigest()
    yield found(
        "interactions",
        ("mail", known),
        "Mail",
        links,
        kind=InteractionKind.EMAIL,
        at=_sent(mail) or how.now,
        inbound=inbound,
        summary=f"{subject}\n{sender}{_words(parts)}".strip(),
    )


def _header(mail: EmailMessage, name: str) -> str:
    """Read a header, with what is written in it as `=?utf-8?...?=`."""
    from email.header import decode_header, make_header

    return str(make_header(decode_header(str(mail[name] or ""))))


def _people(mail: EmailMessage, name: str) -> tuple[str, str]:
    """Give the first name and address of a header."""
    known = getaddresses([_header(mail, name)])
    called, address = known[0] if known else ("", "")
    return _plain(called)[:200], _plain(address)[:200]


def _sent(mail: EmailMessage) -> str | None:
    """Say when a mail was sent; a time that was never is none."""
    try:
        at = parsedate_to_datetime(str(mail["date"]))
        return moment_cell(at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC))
    except (TypeError, ValueError, OverflowError, IndexError):
        return None


def _words(parts: list[EmailMessage]) -> str:
    """Give how the words of a mail begin, without what it quotes."""
    plain = next((part for part in parts if part.get_content_type() == "text/plain"), None)
    page = next((part for part in parts if part.get_content_type() == "text/html"), None)
    part = plain or page
    if part is None:
        return ""
    text = _decoded(part)[:_LONG_PAGE]
    if part is page:
        text = as_text(text)
    lines: list[str] = []
    for line in text.splitlines():
        if _QUOTED.match(line.strip()):
            break
        lines.append(" ".join(line.split()))
    said = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    return said if len(said) <= SNIPPET else f"{said[:SNIPPET].rstrip()} ..."


def _decoded(part: EmailMessage) -> str:
    try:
        return _bytes_of(part).decode(part.get_content_charset() or "utf-8", "replace")
    except LookupError:  # a charset nobody knows
        return _bytes_of(part).decode("utf-8", "replace")


def _plain(text: str) -> str:
    """Put a header on one line, without letters that cannot be seen."""
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())
