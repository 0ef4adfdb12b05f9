"""What is typed into a search: words, and operators that narrow it.

Shape:  stage:offer  company:"Kestrel Freight"  tag:remote  source:linkedin  kind:people (or in:people)  due:<7d
        A comma means "or": stage:applied,offer.  Words and operators stand together in any order;
        what looks like an operator and is none (C++:, 10:30, https://...) is a word.
        due: takes today, tomorrow, late, any, a day, <7d (from today), >2w.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from ats_desktop.domain.when import read_day

OPERATORS = ("stage", "company", "due", "tag", "source", "kind")
_SAME = {"in": "kind", "tags": "tag", "stages": "stage"}
_PART = re.compile(r'(?:(?P<name>[A-Za-z]+):)?(?:"(?P<quoted>[^"]*)"?|(?P<bare>\S+))')
_LETTERS = re.compile(r"[^\W_]+", re.UNICODE)
_FIRST, _LAST = date.min, date.max


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for; an empty part narrows nothing."""

    words: str = ""
    stage: tuple[str, ...] = ()
    company: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    due: tuple[date, date] | None = None  # from and until, both included
    unread: tuple[str, ...] = ()  # operators whose value is none, as typed

    @property
    def narrowed(self) -> bool:
        """Say whether an operator stands in it."""
        return bool(self.stage or self.company or self.tag or self.source or self.kind or self.due)

    def __bool__(self) -> bool:
        return bool(self.words) or self.narrowed


def read(text: str, today: date) -> Asked:
    """Part what was typed into words and operators.

    >>> read('engineer stage:applied,offer company:"Kestrel Freight"', date(2026, 11, 22)).stage
    ('applied', 'offer')
    >>> read("due:<7d", date(2026, 11, 22)).due
    (datetime.date(2026, 11, 22), datetime.date(2026, 11, 29))
    """
    if ":" not in text and '"' not in text:
        return Asked(" ".join(text.split()))
    words: list[str] = []
    found: dict[str, list[str]] = {name: [] for name in OPERATORS}
    unread: list[str] = []
    for part in _PART.finditer(text):
        typed = (part["name"] or "").casefold()
        name, value = _SAME.get(typed, typed), part["quoted"] if part["quoted"] is not None else part["bare"]
        if name not in found:
            words.append(f"{part['name']}:{value}" if part["name"] else value)
        elif name == "due" and span(value, today) is None:
            unread.append(part[0])
        elif pieces := [piece.strip() for piece in value.split(",") if piece.strip()]:
            found[name] += pieces
    due = span(",".join(found.pop("due")), today)
    return Asked(" ".join(words), due=due, unread=tuple(unread), **{name: tuple(have) for name, have in found.items()})


def span(text: str, today: date) -> tuple[date, date] | None:
    """Read what `due:` takes as the first and the last day; None when it is none.

    >>> span("late", date(2026, 11, 22))[1]
    datetime.date(2026, 11, 21)
    """
    word = text.casefold().strip()
    if word in {"late", "overdue"}:
        return _FIRST, today - timedelta(days=1)
    if word in {"any", "yes"}:
        return _FIRST, _LAST
    until, after = word.startswith("<"), word.startswith(">")
    day = _day(word.lstrip("<>="), today)
    if day is None:
        return None
    if until:
        return (_FIRST if day < today else today), day
    return (day + timedelta(days=1), _LAST) if after and day < _LAST else (day, day)


def _day(word: str, today: date) -> date | None:
    """Read a day; a bare number with a unit counts from today: 7d, 2w."""
    return read_day(f"+{word}", today) or read_day(word.replace("_", " "), today)


def marks(text: str, words: str) -> list[tuple[int, int]]:
    """Say where the words stand in a text, so that they can be marked: begin and end of each.

    >>> marks("Résumé of an engineer", "resume eng")
    [(0, 6), (13, 21)]
    """
    sought = [_plain(word) for word in _LETTERS.findall(words)]
    places = ((one.start(), one.end(), _plain(one[0])) for one in _LETTERS.finditer(text))
    last = sought[-1] if sought else ""
    return [(start, end) for start, end, said in places if said in sought or (last and said.startswith(last))]


def holds(words: str) -> Callable[[str], bool]:
    """Make what says of a text whether one of the words stands in it: `marks`, where many texts are asked.

    >>> list(map(holds("data eng"), ["Data Engineer", "Engine", "Database gin", "(Engineer)"]))
    [True, True, False, True]
    """
    sought = [_plain(word) for word in _LETTERS.findall(words)]
    last = f" {sought[-1]}" if sought else ""

    def held(text: str) -> bool:
        if text.isascii() and sought:
            plain = f" {text.lower()}"
            if last in plain:
                return True
            if not any(word in plain for word in sought):
                return False
        return bool(marks(text, words))

    return held


def _plain(word: str) -> str:
    """Write a word as the index does: small, without accents."""
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))
