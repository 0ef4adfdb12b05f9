"""Cards of contacts (vCard 2.1, 3.0 and 4.0), in and out: people, where only she sees them.

Why:    address books write what they like; each card is read by itself, so one that is broken is named
        and the others come in all the same.
Source: RFC 6350, RFC 2426; domain.md A.14.
"""

import re
from binascii import Error as NotBase64
from collections.abc import Iterable, Iterator
from typing import Any

from ats_desktop.domain.people import Contact
from ats_desktop.formats.problem import Found, ImportProblem, Note, Reading, found
from ats_desktop.formats.same import contact_key

SOURCE = "import:vcard"
MOST_CARDS = 50_000
MOST_LETTERS = 2_000_000  # in one card, most of it a picture
_LONGEST = 20_000  # letters of a line that goes on and on
_BOUND = re.compile(r"^(BEGIN|END):VCARD[ \t\r]*$", re.IGNORECASE | re.MULTILINE)
_FOLD = re.compile(r"(?<!=)\n[ \t]")
# what stands before a line's colon, each letter in one way only
_HEAD = re.compile(r'([\w-]+\.)?[\w-]+;?(;[\w-]+([=,]("[^"]*"|[^";:,=]*))*)*:', re.ASCII)
_ONE_TEXT = frozenset({"NOTE", "FN", "TITLE", "ROLE"})  # never a list, though the library parts it at commas
_COMMA = re.compile(r"\\.|,", re.DOTALL)
_COMMA_IN_SIGNS = re.compile(r"(=5C|\\)?(=2C|,)", re.IGNORECASE)  # as the cards of old telephones spell it
_BIRTHDAY = re.compile(r"(\d{4}|--)-?(\d{2})-?(\d{2})")


def recognise(_name: str, head: bytes) -> int:
    """Say how likely this is a file of cards: by how it begins."""
    return 95 if head.removeprefix(b"\xef\xbb\xbf").lstrip()[:11].upper() == b"BEGIN:VCARD" else 0


def parse(data: bytes, _how: Reading) -> Iterator[Found | Note]:
    """Read a file of cards."""
    text = _decoded(data)
    pictures, whole = 0, False
    for number, card in enumerate(_cards(text), 1):
        if number > MOST_CARDS:
            raise ImportProblem("", f"it holds more than {MOST_CARDS:,} cards", "Split it into several files.")
        place = f"Card {number}"
        if not card or len(card) > MOST_LETTERS:
            why = "The card is too large." if card else "The card breaks off."
            yield Found("contacts", (), {}, {}, place, why)
            continue
        whole = True
        pictures += "\nPHOTO" in card.upper()
        yield _card(card, place)
    if not whole:
        raise ImportProblem("", "no card of it is complete", "Export it again from where it comes from.")
    if pictures:
        yield Note("", "Pictures of people are left out.")


def _cards(text: str) -> Iterator[str]:
    """Give each card as it is written; nothing for one that another begins within."""
    begun: int | None = None
    for bound in _BOUND.finditer(text):
        begins = bound[1].upper() == "BEGIN"
        if begins and begun is not None:
            yield ""
        if not begins and begun is not None:
            yield text[begun : bound.end()]
        begun = bound.start() if begins else None


def _decoded(data: bytes) -> str:
    """Read the letters: UTF-8, as cards are written now; else as Windows wrote them."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _card(text: str, place: str) -> Found:
    """Read one card; one that cannot be read says so."""
    import vobject

    strange = (vobject.base.ParseError, KeyError, ValueError, AttributeError, IndexError, TypeError, NotBase64)
    try:
        card = vobject.readOne(_untangled(text), ignoreUnreadable=True, allowQP=True)
        return _person({name: list(lines) for name, lines in card.contents.items()}, place)
    except strange:
        return Found("contacts", (), {}, {}, place, "The card cannot be read.")


def _untangled(text: str) -> str:
    """Leave out lines without a right head: each part more of one doubles the time the library takes to give it up."""
    lines = [""]
    for line in _FOLD.sub("", text.replace("\r\n", "\n")).split("\n"):
        if line.startswith((" ", "\t")) or _goes_on(lines[-1]):
            lines[-1] += f"\n{line}"
        else:
            lines.append(line)
    return "\n".join(_whole(line, head) for line in lines if (head := _HEAD.match(line)))


def _whole(line: str, head: re.Match[str]) -> str:
    """Keep what stands behind a comma: many programs do not mask it, and the library reads up to the first."""
    name = re.split("[;:]", head[0].removeprefix(head[1] or ""), maxsplit=1)[0].upper()
    if name not in _ONE_TEXT:
        return line
    text = line[head.end() :]
    if "quoted-printable" in head[0].lower():
        return head[0] + _COMMA_IN_SIGNS.sub(r"\\,", text)
    return head[0] + _COMMA.sub(lambda found: r"\," if found[0] == "," else found[0], text)


def _goes_on(line: str) -> bool:
    """Say whether the next line belongs to this one, as in the cards of old telephones."""
    return line.endswith("=") and len(line) < _LONGEST and "quoted-printable" in line[:200].lower()


def _person(lines: dict[str, list[Any]], place: str) -> Found:
    first, last = _names(lines)
    name = _first(lines, "fn") or f"{first} {last}".strip()
    company, title = _company(lines), _first(lines, "title") or _first(lines, "role")
    mails = tuple(dict.fromkeys(_all(lines, "email")))
    links = [*_all(lines, "url"), *_all(lines, "x-socialprofile"), *_all(lines, "socialprofile")]
    linkedin = next((link for link in links if "linkedin." in link.casefold()), "")
    if not name and not mails:
        return Found("contacts", (), {}, {}, place, "It names nobody.")
    return found(
        "contacts",
        contact_key(mails[0] if mails else "", linkedin, name, company),
        place,
        name=name or mails[0],
        first_name=first,
        last_name=last,
        title=title,
        company_name=company,
        emails=mails,
        phones=tuple(dict.fromkeys(phone.removeprefix("tel:") for phone in _all(lines, "tel"))),
        linkedin_url=linkedin,
        location=_place(lines),
        birthday=_birthday(_first(lines, "bday")),
        notes="\n".join([*_all(lines, "note"), *(link for link in links if link != linkedin)]),
        tags=tuple(word.strip() for text in _all(lines, "categories") for word in text.split(",") if word.strip()),
        came_from=SOURCE,
    )


def _all(lines: dict[str, list[Any]], name: str) -> list[str]:
    """Give the texts of all lines of a name."""
    return [text for line in lines.get(name, ()) if (text := _text(line.value))]


def _first(lines: dict[str, list[Any]], name: str) -> str:
    return next(iter(_all(lines, name)), "")


def _text(value: object) -> str:
    """Give a value as one line; vobject makes lists of what is parted by commas."""
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, map(_text, value)))
    return " ".join(str(value).split()) if isinstance(value, str | int | float) else ""


def _names(lines: dict[str, list[Any]]) -> tuple[str, str]:
    value = next((line.value for line in lines.get("n", ())), None)
    return _text(getattr(value, "given", "")), _text(getattr(value, "family", ""))


def _company(lines: dict[str, list[Any]]) -> str:
    """Give the organisation, without its departments."""
    value = next((line.value for line in lines.get("org", ())), "")
    return _text(value[0]) if isinstance(value, list) and value else _text(value).split(";")[0].strip()


def _place(lines: dict[str, list[Any]]) -> str:
    value = next((line.value for line in lines.get("adr", ())), None)
    return ", ".join(filter(None, (_text(getattr(value, part, "")) for part in ("city", "region", "country"))))


def _birthday(text: str) -> str:
    """Write a birthday as it is kept, also one without its year.

    >>> _birthday("19900304"), _birthday("--0304"), _birthday("soon")
    ('1990-03-04', '--03-04', '')
    """
    match = _BIRTHDAY.match(text)
    if not match:
        return ""
    return f"--{match[2]}-{match[3]}" if match[1] == "--" else "-".join(match.groups())


# --- out ------------------------------------------------------------------------------------------


def write(people: Iterable[Contact]) -> Iterator[str]:
    """Write people as cards of version 4.0, one after the other."""
    for one in people:
        first, last = (one.first_name, one.last_name) if one.first_name or one.last_name else (one.name, "")
        lines = [
            ("FN", _escaped(one.name or one.first_name)),
            ("N", f"{_escaped(last)};{_escaped(first)};;;"),
            ("ORG", _escaped(one.company_name)),
            ("TITLE", _escaped(one.title)),
            *(("EMAIL", _escaped(mail)) for mail in one.emails),
            *(("TEL", _escaped(phone)) for phone in one.phones),
            ("URL", _one_line(one.linkedin_url)),
            ("BDAY", one.birthday.replace("-", "") if one.birthday else ""),
            ("CATEGORIES", ",".join(map(_escaped, one.tags))),
            ("NOTE", _escaped(one.notes)),
            ("UID", f"urn:uuid:{one.id}"),
        ]
        said = "\r\n".join(_folded(f"{name}:{text}") for name, text in lines if text)
        yield f"BEGIN:VCARD\r\nVERSION:4.0\r\n{said}\r\nEND:VCARD\r\n"


def _one_line(text: str) -> str:
    return "".join(letter for letter in text if letter >= " ")


def _escaped(text: str) -> str:
    r"""Write a text so that it stays one value.

    >>> _escaped("Kim; 2nd floor,\nleft")
    'Kim\\; 2nd floor\\,\\nleft'
    """
    plain = text.replace("\\", "\\\\").replace("\r\n", "\n").replace("\n", "\\n")
    return _one_line(plain.replace(";", "\\;").replace(",", "\\,"))


def _folded(line: str) -> str:
    """Break a long line as RFC 6350 asks: 75 bytes, never within a letter."""
    parts, held = [], ""
    for letter in line:
        if len((held + letter).encode()) > 74:  # noqa: PLR2004 - RFC 6350, 3.2
            parts.append(held)
            held = " "
        held += letter
    return "\r\n".join([*parts, held])
