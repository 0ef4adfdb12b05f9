"""Positions and schools out of the lines of a résumé: what stands together, from when until when, what it is called.

Why:    no two résumés are laid out alike, but a stretch of time stands by nearly every position; so the dates
        are looked for first, and what stands around them is its head, what follows is what was done.
        What cannot be told is left empty for the person to fill, never guessed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ats_desktop.formats.dates import read_partial
from ats_desktop.formats.resume_words import DEGREE, SCHOOL, TITLE, TODAY

_NAMES = (
    "jan|jän|ene|feb|fév|fev|mar|mär|mrz|apr|avr|abr|may|mai|jun|jui|jul|aug|aoû|ago|sep|oct|okt|nov|de[cz]|déc|dic"
)
_MONTH = rf"(?:(?:{_NAMES})[^\W\d_]{{0,8}}\.?,?\s+)?"
_WHEN = rf"(?:{_MONTH}(?:19|20)\d\d|\d{{1,2}}\s?[./]\s?(?:19|20)\d\d|(?:19|20)\d\d-\d\d)"
_UNTIL = rf"(?:{_WHEN}|{'|'.join(sorted(map(re.escape, TODAY), key=len, reverse=True))})"
_RANGE = re.compile(
    rf"[(\[]?\b({_WHEN})\s*(?:-|\u2013|\u2014|\u2010|\u2012|\bto\b|\bbis\b|\buntil\b|\bà\b|\ba\b)\s*({_UNTIL})(?!\w)[)\]]?",
    re.IGNORECASE,
)
_SINCE = re.compile(rf"[(\[]?\b(?:since|seit|depuis|desde)\s+({_WHEN})[)\]]?", re.IGNORECASE)
_ONE = re.compile(rf"[(\[]?\b({_WHEN})(?!\w)[)\]]?")
_BULLET = re.compile(r"^\s*(?:[•‣▪◦●○■□\u2013—*·➢➤✓]|-(?=\s)|o(?=\s))\s*")
_PARTS = re.compile(r"\s*(?:\t|\s{3,}|\s[|·•]\s|\s[\u2013—]\s|\s-\s)\s*")
_AT = re.compile(r"\s+(?:at|@|bei|chez)\s+", re.IGNORECASE)
_LONGEST_HEAD = 110
_MOST_HEAD = 3


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text, and its number."""

    number: int
    text: str

    @property
    def bullet(self) -> bool:
        """Say whether it is one of a list."""
        return bool(_BULLET.match(self.text))

    @property
    def said(self) -> str:
        """Give its words without the mark of a list."""
        return _BULLET.sub("", self.text).strip()


@dataclass(slots=True)
class Entry:
    """One position or school: its head, when it was, what was said about it."""

    line: Line
    start: str = ""
    end: str = ""
    current: bool = False
    head: list[str] = field(default_factory=list)
    bullets: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)


def span(text: str, *, alone: bool = False) -> tuple[str, str, bool, str] | None:
    """Find a stretch of time: from, until, whether it goes on, and the words around it; None where there is none.

    >>> span("Engineer, Quillmark   Mar 2020 - present")
    ('2020-03', '', True, 'Engineer, Quillmark')
    >>> span("B.Sc., 2016", alone=True)
    ('', '2016', False, 'B.Sc.')
    """
    if match := _RANGE.search(text):
        goes_on = match[2].casefold() in TODAY
        found = (read_partial(match[1]), "" if goes_on else read_partial(match[2]), goes_on)
    elif match := _SINCE.search(text):
        found = (read_partial(match[1]), "", True)
    elif alone and (match := _ONE.search(text)):
        found = ("", read_partial(match[1]), False)
    else:
        return None
    if not (found[0] or found[1]):
        return None
    around = f"{text[: match.start()]}\t{text[match.end() :]}".strip(" \t,;|·\u2013—-:")
    return (*found, around)


def entries(lines: Sequence[Line], *, alone: bool = False) -> list[Entry]:
    """Part the lines of a section into entries; `alone` takes a single year for when it ended."""
    made: list[Entry] = []
    waiting: list[Line] = []
    for at, line in enumerate(lines):
        found = None if line.bullet and not _first_of_none(made, line) else span(line.said, alone=alone)
        if found:
            begun = Entry(waiting[0] if waiting else line, found[0], found[1], found[2])
            begun.head = [*(one.said for one in waiting), *filter(None, [found[3]])]
            waiting = []
            made.append(begun)
        elif _heads(lines, at, alone=alone):
            waiting = [*waiting, line][-_MOST_HEAD:]
        elif made:
            _follow(made[-1], line)
    return [entry for entry in made if entry.head]


def _first_of_none(made: list[Entry], line: Line) -> bool:
    """Say whether a bullet is an entry of its own: it has dates, and no entry before it has bullets."""
    return span(line.said) is not None and not any(entry.bullets for entry in made)


def _heads(lines: Sequence[Line], at: int, *, alone: bool) -> bool:
    """Say whether a line belongs to the head of an entry whose dates come in the next lines."""
    line = lines[at]
    if line.bullet or len(line.said) > _LONGEST_HEAD or line.said.endswith((".", ";", ",")):
        return False
    for following in lines[at + 1 : at + _MOST_HEAD]:
        if following.bullet or len(following.said) > _LONGEST_HEAD:
            return False
        if found := span(following.said, alone=alone):
            return not (_whole(found[3]) and _ended(lines, at))
    return False


def _whole(head: str) -> bool:
    """Say whether a head names both what and where by itself."""
    return len(parts(head)) > 1 and bool(TITLE.search(head) or DEGREE.search(head))


def _ended(lines: Sequence[Line], at: int) -> bool:
    """Say whether the line before belongs to an entry that goes on: then this one does too."""
    return at > 0 and not lines[at - 1].bullet and span(lines[at - 1].said) is None


def _follow(entry: Entry, line: Line) -> None:
    """Put a line where it belongs in the entry it follows."""
    if line.bullet:
        entry.bullets.append(line.said)
    elif entry.bullets and line.said[:1].islower():
        entry.bullets[-1] = f"{entry.bullets[-1]} {line.said}"
    elif not (entry.bullets or entry.told) and _still_head(entry, line):
        entry.head.append(line.said)
    elif entry.bullets:
        entry.bullets[-1] = f"{entry.bullets[-1]} {line.said}"
    else:
        entry.told.append(line.said)


def _still_head(entry: Entry, line: Line) -> bool:
    """Say whether a line below the dates still belongs to the head: the company under a title, or the reverse."""
    short = len(line.said) <= _LONGEST_HEAD and not line.said.endswith(".")
    return short and len([part for head in entry.head for part in parts(head)]) < 2  # noqa: PLR2004 - what and where


def parts(head: str) -> list[str]:
    """Take a head apart: at tabs, bars and dashes, else at "at", else at commas.

    >>> parts("Engineer | Quillmark | Oslo"), parts("Engineer at Quillmark"), parts("Engineer, Quillmark, Oslo")
    (['Engineer', 'Quillmark', 'Oslo'], ['Engineer', 'Quillmark'], ['Engineer', 'Quillmark', 'Oslo'])
    """
    pieces = [piece.strip(" ,;:") for piece in _PARTS.split(head)]
    pieces = [piece for piece in pieces if piece]
    if len(pieces) == 1:
        pieces = [piece.strip() for piece in _AT.split(pieces[0], maxsplit=1)]
    if len(pieces) == 1:
        pieces = [piece.strip() for piece in re.split(r",\s+", pieces[0]) if piece.strip()]
    return pieces


def position(entry: Entry) -> tuple[str, str, str]:
    """Tell title, company and place apart."""
    if len(entry.head) == 1:
        pieces = parts(entry.head[0])
    else:
        pieces = [piece for head in entry.head for piece in _lines_parts(head)]
    at = next((n for n, piece in enumerate(pieces) if TITLE.search(piece)), 0)
    title = pieces[at]
    rest = pieces[:at] + pieces[at + 1 :]
    return title, rest[0] if rest else "", ", ".join(rest[1:3])


def _lines_parts(head: str) -> list[str]:
    """Take one line of a longer head apart; a title keeps its commas, a company its place."""
    pieces = [piece.strip(" ,;:") for piece in _PARTS.split(head) if piece.strip(" ,;:")]
    if len(pieces) == 1 and not TITLE.search(pieces[0]):
        return [piece.strip() for piece in re.split(r",\s+", pieces[0]) if piece.strip()]
    return pieces


def school(entry: Entry) -> tuple[str, str, str]:
    """Tell school, degree and field of study apart."""
    pieces = [piece for head in entry.head for piece in parts(head)]
    institution = next((piece for piece in pieces if SCHOOL.search(piece) and not _is_degree(piece)), "")
    degree = next((piece for piece in pieces if DEGREE.search(piece) and piece != institution), "")
    rest = [piece for piece in pieces if piece not in {institution, degree}]
    if not institution and rest:
        institution = rest.pop(0) if degree else rest.pop()
    degree, study = _studied(degree)
    return institution, degree, study or (rest[0] if rest and degree and not SCHOOL.search(rest[0]) else "")


def _is_degree(piece: str) -> bool:
    return bool(DEGREE.match(piece))


def _studied(degree: str) -> tuple[str, str]:
    """Part a degree from what was studied.

    >>> _studied("Master of Science in Physics"), _studied("B.Sc. Computer Science"), _studied("Abitur")
    (('Master of Science', 'Physics'), ('B.Sc.', 'Computer Science'), ('Abitur', ''))
    """
    name, mark, study = degree.partition(" in ")
    if mark:
        return name.strip(), study.strip()
    short = re.match(r"((?:[BM]\.?\s?(?:Sc|A|Eng)|Ph\.?\s?D|MBA|Diplom)\.?)\s+(?!of\b)(.+)", degree)
    return (short[1], short[2].strip(" ,()")) if short else (degree, "")


def chunks(lines: Sequence[Line]) -> Iterator[Line]:
    """Give the items of a section that is only a list: a bullet or a line each, a wrapped one in one piece."""
    held: Line | None = None
    for line in lines:
        if held is not None and held.bullet and not line.bullet and line.said[:1].islower():
            held = Line(held.number, f"{held.text} {line.said}")
            continue
        if held is not None:
            yield held
        held = line
    if held is not None:
        yield held
