"""A posting read from its bare text: by labels, headings and the words around dates and pay, and by nothing else.

Why:    the last way, for pages that tell machines nothing and for texts that were pasted; each field comes with the
        line it stood in, so that she sees at a glance whether it was read rightly.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from ats_desktop.domain.companies import normal_name
from ats_desktop.domain.jobs import WorkMode
from ats_desktop.domain.schema import Text
from ats_desktop.formats.asked import phrases, points_in
from ats_desktop.formats.jobposting import employment
from ats_desktop.formats.markup import MOST_LETTERS, Markup
from ats_desktop.formats.posting import Draft, draft
from ats_desktop.formats.sentence import day_in, pay_in

_SHORT = frozenset({"title", "company_name", "location", "department"})
_BESIDE = frozenset({"deadline_on", "pay", "work_mode", "employment_type"})
_HEAD = 4  # lines, the title among them, that say whose posting it is
_NAME_WORDS = 5
_FEW_WORDS = 3  # of a place
_TOP = 25  # lines in which a posting says what it is
_SHOWN = 90  # letters of a line, where it is quoted
_LONGEST_TITLE = 120
_FEW = 60  # letters: a few words
_LABELS = {
    "title": "(?:job )?title|position|role|stelle|job",
    "company_name": "company|employer|organi[sz]ation|firma|unternehmen|arbeitgeber",
    "location": "(?:job |work |office )?locations?|place|city|(?:stand|arbeits)ort|lieu",
    "employment_type": "(?:employment|job|contract) type|type of (?:employment|contract)|schedule|vertragsart",
    "work_mode": "work ?(?:place|place type|mode|model)|remote",
    "department": "department|team|abteilung",
    "requisition_id": r"(?:job|requisition|req|reference|posting) ?(?:id|no\.?|number|nr\.?|#)|reference|kennziffer",
    "pay": "salary(?: range)?|compensation|pay(?: range)?|base(?: salary)?|gehalt|salaire",
    "deadline_on": "(?:application )?deadline|closing date|apply (?:by|before|until)|applications? close[sd]?|"
    "bewerbungsfrist|bewerbungsschluss|date limite",
    "posted_on": "(?:date )?posted(?: on)?|published(?: on)?|posting date",
}
_LABELLED = {
    name: re.compile(rf"^(?:{one})\s*[:\u2013|]\s*(.{{1,200}})$", re.IGNORECASE) for name, one in _LABELS.items()
}
_BARE_LABEL = {name: re.compile(rf"^(?:{one})\s*:?$", re.IGNORECASE) for name, one in _LABELS.items()}
_DEADLINE = phrases(
    r"""deadline | closing date | clos(?:es|ing) (?:on|date) | close[sd]? on | no later than | open until |
    appl(?:y|ications?) (?:\w+ ){0,5}?(?:by|before|until|till|no later than|close) |
    accept\w* applications (?:until|through) | bew[ei]rb\w* (?:\w+ ){0,4}?bis | bewerbungsfrist | bewerbungsschluss |
    date limite | candidatures? (?:\w+ ){0,3}?avant"""
)
_ABOUT_PAY = phrases(
    r"""salary | salaries | compensation | pay | paid | wage | base | gehalt | vergütung | entgelt | brutto\w* |
    stundenlohn | pro (?:stunde|monat|jahr) | salaire | ote | gross |
    per (?:hour|day|month|year|annum) | annual\w* | hourly | (?:h|hr|yr|hour|day|month|year)"""
)
_WORD = r"[A-ZÀ-Þ][\w.'\u2019-]+"
_PLACE = re.compile(
    rf"^(?:{_WORD}(?: {_WORD}){{0,3}}), (?:[A-Z]{{2}}|[A-ZÀ-Þ][\w .'\u2019-]{{2,30}})(?:, [A-Z][\w .]{{1,30}})?$"
)
_REMOTE = re.compile(
    r"\b(?:fully|100 ?%) remote\b|\bremote[- ](?:first|only|position|role|job|work)\b|^remote\b|\(remote\)|"
    r"\bwork from (?:home|anywhere)\b",
    re.IGNORECASE,
)
_HYBRID = re.compile(r"\bhybrid\b", re.IGNORECASE)
_AT = re.compile(r"^(?P<title>.{3,100}?)\s+(?:@|\bat\b|\bbei\b|\bchez\b)\s+(?P<company>[^|\u2013\u2014]{2,60})$")
_APART = re.compile(r"\s+[|\u2013\u2014·]\s+|\s+-\s+")
_HIRING = re.compile(r"^(?P<company>[A-Z][\w&.' -]{1,50}?) is (?:hiring|looking for|seeking|recruiting)\b")
_ABOUT = re.compile(r"^about (?P<company>(?!us\b|the\b|you\b|this\b|our\b)[A-Z][\w&.' -]{1,50}?):?$", re.IGNORECASE)
_NOT_A_NAME = re.compile(
    r"\b(?:careers?|jobs?|job board|hiring|karriere|stellen\w*|apply(?: now)?|home|vacanc\w+)\b", re.IGNORECASE
)


class _Read(NamedTuple):
    """A value, and the words it was read from."""

    value: object
    origin: str


def read_page(page: Markup, today: date) -> Draft:
    """Read a page that tells machines nothing of a posting but what every page does."""
    text = page.text
    title, title_from = _title_of(page)
    company, company_from = page.told.get("og:site_name", ""), "the page's name"
    named = _split_title(title)
    if named[1]:
        title, company, company_from = named[0], named[1], title_from
    if not company:
        company, company_from = _company_in_titles(page.title, page.told.get("og:title", ""), title), "the page's title"
    told = [("title", title, title_from), ("company_name", _name(company), company_from)]
    return _draft([(name, _Read(value, origin)) for name, value, origin in told if value], text, today)


def read_text(text: str, today: date) -> Draft:
    """Read a text that was pasted: its first line is what it is called, unless a label says otherwise."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    first = lines[0] if lines and len(lines[0]) <= _LONGEST_TITLE else ""
    title, company = _split_title(first)
    told = [("title", title), ("company_name", _name(company))]
    return _draft([(name, _Read(value, "its first line")) for name, value in told if value], text, today)


def beside(told: Draft, today: date) -> Draft:
    """Add to a draft what only the words of its posting say: the last day to apply, the pay, how one works."""
    said = read_text(str(told.fields.get("description") or ""), today)
    fields = {name: cell for name, cell in said.fields.items() if name in _BESIDE}
    return told.or_else(Draft(fields, {name: said.origins[name] for name in fields}))


def _draft(beginnings: Iterable[tuple[str, _Read]], text: str, today: date) -> Draft:
    """Put together what the beginning says and what the lines say; a label counts for more than a guess."""
    text = text.strip()[:MOST_LETTERS]
    lines = [line for raw in text.splitlines() if (line := " ".join(raw.split()).strip(" •"))]
    found: dict[str, _Read] = {}
    for name, read in (*_labelled(lines, today), *beginnings, *_guessed(lines, today)):
        found.setdefault(name, read)
    made = draft("its text", points_in(text), description=Text(text))
    for name, read in found.items():
        value: dict[str, Any] = {name: read.value}
        made = made.or_else(draft(read.origin, **value))
    return made


# --- titles -----------------------------------------------------------------------------------------


def _title_of(page: Markup) -> tuple[str, str]:
    shown = page.told.get("og:title", "")
    for text, origin in ((page.heading, "its heading"), (shown, "the page's title"), (page.title, "the page's title")):
        if text and not (_NOT_A_NAME.fullmatch(text) or len(text) > _LONGEST_TITLE):
            return text, origin
    return "", ""


def _split_title(text: str) -> tuple[str, str]:
    """Part a title from the company behind it.

    >>> _split_title("Night Dispatcher at Kestrel Freight"), _split_title("Baker | Quillmark | Careers")
    (('Night Dispatcher', 'Kestrel Freight'), ('Baker', 'Quillmark'))
    """
    text = re.sub(r"^(?:job application for|apply for|job:)\s+", "", text.strip(), flags=re.IGNORECASE)
    parts = [part for part in _APART.split(text) if part and not _NOT_A_NAME.fullmatch(part.strip())]
    if at := _AT.match(parts[0] if parts else ""):
        return at["title"].strip(), at["company"].strip()
    if len(parts) > 1 and "|" in text:
        return parts[0].strip(), parts[1].strip()
    return (parts[0] if len(parts) == 1 else text).strip(), ""


def _company_in_titles(whole: str, shown: str, title: str) -> str:
    """Find the company in a page's titles, beside what the posting is called."""
    plain = title.casefold()
    for text in (shown, whole):
        called, company = _split_title(text)
        if company and called.casefold() == plain:
            return company
    parts = [part.strip() for part in _APART.split(whole)]
    others = [part for part in parts if part and part.casefold() != plain and not _NOT_A_NAME.fullmatch(part)]
    return others[-1] if plain in map(str.casefold, parts) and others else ""


def _name(text: str) -> str:
    """Take what only says "careers" off a company's name."""
    plain = re.sub(
        rf"(?:\s*[-|:]\s*)?{_NOT_A_NAME.pattern}(?: (?:at|page|site))?\s*$", "", text.strip(), flags=re.IGNORECASE
    )
    return plain.strip(" -|:.")[:80]


# --- lines ------------------------------------------------------------------------------------------


def _labelled(lines: list[str], today: date) -> Iterator[tuple[str, _Read]]:
    """Give what stands behind a label, on its line or on the next."""
    for at, line in enumerate(lines[: 4 * _TOP]):
        for name, pattern in _LABELLED.items():
            if match := pattern.match(line):
                yield from _valued(name, match[1].strip(), line, today)
        following = lines[at + 1] if at + 1 < min(len(lines), _TOP) else ""
        for name, pattern in _BARE_LABEL.items() if following and len(following) <= _LONGEST_TITLE else ():
            if pattern.match(line) and name != "title":
                yield from _valued(name, following, f"{line.rstrip(':')}: {following}", today)


def _valued(name: str, text: str, line: str, today: date) -> Iterator[tuple[str, _Read]]:
    value: object = text[:200]
    if name == "employment_type":
        value = employment(text)
    elif name == "work_mode":
        value = _mode(text)
    elif name == "pay":
        value = pay_in(text)
    elif name in {"deadline_on", "posted_on"}:
        value = day_in(text, today, ahead=name == "deadline_on")
    elif name in {"title", "company_name", "location", "department"} and (
        len(text) > _LONGEST_TITLE or text.endswith(".")
    ):
        value = None
    if value:
        yield name, _Read(value, _quoted(line))
    if name == "location" and (mode := _mode(text)):
        yield "work_mode", _Read(mode, _quoted(line))


def _guessed(lines: list[str], today: date) -> Iterator[tuple[str, _Read]]:
    """Give what a line says without a label."""
    for at, line in enumerate(lines):
        top = at < _TOP
        if 0 < at < _HEAD:
            yield from _headed(line, lines[at + 1] if at + 1 < len(lines) else "")
        said = _DEADLINE.search(line)
        if said and (day := day_in(line[said.start() :], today, ahead=True)):
            yield "deadline_on", _Read(day, _quoted(line))
        if len(line) <= 400 and _ABOUT_PAY.search(line) and (pay := pay_in(line)):  # noqa: PLR2004 - a paragraph
            yield "pay", _Read(pay, _quoted(line))
        if top and at and (place := _PLACE.match(line)):
            yield "location", _Read(place[0], _quoted(line))
        if (top or len(line) <= _LONGEST_TITLE) and (mode := _mode(line, bare=top and len(line) <= _FEW)):
            yield "work_mode", _Read(mode, _quoted(line))
        if top and len(line) <= _FEW and (kind := employment(line)):
            yield "employment_type", _Read(kind, _quoted(line))
        if company := _HIRING.match(line) or (_ABOUT.match(line) if len(line) <= _FEW else None):
            yield "company_name", _Read(_name(company["company"]), _quoted(line))


def _headed(line: str, following: str) -> Iterator[tuple[str, _Read]]:
    """Read the lines right below a title: the company and its town on one line, or one above the other."""
    pieces = [part.strip() for part in re.split(r"\s+[|\u00b7\u2022\u2013\u2014-]\s+", line)]
    place = next((part for part in pieces if _PLACE.match(part)), "")
    if len(pieces) > 1 and place:
        yield "location", _Read(place, _quoted(line))
        if _is_name(pieces[0]):
            yield "company_name", _Read(_name(pieces[0]), _quoted(line))
    elif len(pieces) > 1 and _is_name(pieces[0]) and _has_form(pieces[0]):
        yield "company_name", _Read(_name(pieces[0]), _quoted(line))
    elif (parted := line.split(", "))[1:] and _is_name(parted[0]) and _has_form(parted[0]):
        yield "company_name", _Read(_name(parted[0]), _quoted(line))
        if len(parted[1].split()) <= _FEW_WORDS and parted[1][:1].isupper():
            yield "location", _Read(", ".join(parted[1:])[:_FEW], _quoted(line))
    elif _is_name(line) and (_PLACE.match(following) or _has_form(line)):
        yield "company_name", _Read(_name(line), _quoted(line))


def _has_form(name: str) -> bool:
    """Say whether a name ends with what only companies are: a GmbH, an Ltd."""
    return normal_name(name) != " ".join(name.casefold().split())


def _is_name(text: str) -> bool:
    """Say whether a text may be a company's name: a few words, and not a place, a contract or a label."""
    few = len(text) <= _FEW and len(text.split()) <= _NAME_WORDS and not text.endswith((":", "."))
    return few and text[:1].isupper() and not (_PLACE.match(text) or _mode(text, bare=True) or employment(text))


def _quoted(line: str) -> str:
    return f"“{line if len(line) <= _SHOWN else line[: _SHOWN - 1].rstrip() + '…'}”"


def _mode(text: str, *, bare: bool = False) -> WorkMode | None:
    """Read where the work is done; in a few words at the top, "remote" alone says it."""
    if _HYBRID.search(text):
        return WorkMode.HYBRID
    alone = bare and re.search(r"(?<!no )(?<!not )\bremote\b", text, re.IGNORECASE)
    return WorkMode.REMOTE if alone or _REMOTE.search(text) else None
