"""What a posting asks for, point by point, read from its text: must or nice to have, of which kind, how many years.

Why:    by rules a person can follow, so that a wrong reading can be understood and mended; nothing is made up:
        a point is always a line of the posting.
"""

import re
from collections.abc import Iterable, Iterator

from ats_desktop.formats.markup import BULLET
from ats_desktop.formats.posting import LONGEST_POINT, MOST_POINTS, Point


def phrases(text: str, after: str = r"\b") -> re.Pattern[str]:
    """Make a pattern of phrases that are parted by strokes, in any case."""
    parts = "|".join(" ".join(part.split()) for part in re.split(r"\s\|\s", text))
    return re.compile(rf"\b(?:{parts}){after}", re.IGNORECASE)


_MUST = phrases(
    r"""requirements? | qualifications? | must[- ]haves? | what you(?:.ll)? (?:bring|need|have|offer us) |
    what we(?:.re| are)? (?:look(?:ing)? for|expect|need from you) | who you are | about you |
    you (?:have|bring|are|should have|will have|may be) | your (?:profile|skills|background|experience|qualifications) |
    (?:required|key|technical|essential|core) (?:skills?|experience|criteria|competenc\w+) | skills | ideal candidate |
    we(?:.re| are) looking for | you might be a (?:good )?fit | anforderungen | (?:dein|ihr) profil |
    qualifikation(?:en)? | das bring(?:st du|en sie) mit | was (?:du mitbringst|sie mitbringen) | votre profil |
    profil recherché | tu perfil | requisitos"""
)
_NICE = phrases(
    r"""nice[- ]to[- ]haves? | good to have | preferred | desirable | desired | bonus(?: points)? | (?:a )?plus(?:es)? |
    would be (?:great|nice|a plus) | even better if | extra credit | von vorteil | wünschenswert | un plus"""
)
_ELSE = phrases(
    r"""responsibilit\w+ | what you(?:.ll| will)(?: be)? (?:do|doing|work|learn|get) | what we (?:offer|do) | we offer |
    benefits | perks | about (?:us|the (?:role|team|company|job|position)) | the (?:role|team) |
    your (?:role|tasks|mission|impact|benefits) | duties | how to apply | application process | our process | salary |
    compensation | pay | equal opportunity | why (?:join|work|us) | who we are | our (?:values|stack|team|offer) |
    day to day | tasks | aufgaben | das bieten wir | wir bieten | unser angebot | über uns | nous offrons | missions"""
)
_SOFTLY = phrases(
    r"""nice to have | a (?:big |huge |strong )?plus | bonus | preferred | preferably | desirable | ideally |
    von vorteil | optional"""
)
_WELL = r"(?:fluen\w+|native|proficien\w+|written and spoken|verhandlungssicher\w*|fließend\w*)"
_TONGUE = r"(?:english|german|french|spanish|dutch|italian|polish|portuguese|deutsch|englisch)\w*"
_KINDS = {
    "authorization": phrases(
        r"""right to work | work authori[sz]ation | authori[sz]ed to work | work permit | visa | citizenship |
        security clearance | arbeitserlaubnis""",
        "",
    ),
    "certification": phrases(r"certifi\w+ | licen[sc]e[ds]? | führerschein | accredit\w+ | zertifi\w+"),
    "education": phrases(
        r"""degrees? | bachelor(?:.s)? | master.s | b\.?sc | m\.?sc | ph\.?d | diploma | university | \w*studium |
        abschluss | ausbildung | diplôme"""
    ),
    "language": phrases(
        rf"""{_WELL}\W+(?:\w+\W+){{0,4}}{_TONGUE} |
        {_TONGUE}\b.{{0,30}}\b(?:fluen\w+|native|[abc][12]|skills?|language) |
        (?:deutsch|englisch|französisch)\w*kenntnisse"""
    ),
}
_LIST = re.compile(r"^\s*(?:[•·▪◦‣●○*\-\u2013\u2014\u25aa\u2043]|\d{1,2}[.)])\s+")
_WORDS_FOR = {
    word: number
    for number, word in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], 1)
}
_YEARS = re.compile(
    r"\b(\d{1,2}(?:\.5)?|"
    + "|".join(_WORDS_FOR)
    + r")\s*(?:\+|plus|or more)?\s*(?:(?:-|\u2013|to|bis)\s*\d{1,2}\s*\+?\s*)?"
    r"(?:years?|yrs?|jahren?|ann\u00e9es?|ans|a\u00f1os)\b",
    re.IGNORECASE,
)
_SKILL = re.compile(
    r"^(?:(?:proven|strong|solid|good|deep|excellent|basic|working|hands-on|practical|professional|some|prior|advanced)\s+)*"
    r"(?:experience|knowledge|proficiency|proficient|expertise|familiarity|familiar|skills?|understanding|command|fluency)\s+"
    r"(?:in|with|of|using)\s+(?:the\s+)?(.+)$",
    re.IGNORECASE,
)
_FEW_WORDS = 4
_HEADING_LETTERS = 80


def points_in(text: str) -> list[Point]:
    r"""Read the points of a posting's text.

    >>> [(p.text, p.required) for p in points_in("Requirements\n• 3+ years of dispatching\nNice to have\n• Polish")]
    [('3+ years of dispatching', True), ('Polish', False)]
    """
    seen: set[str] = set()
    found: list[Point] = []
    told = ((part, required) for line, required in _asked(text.splitlines()) for part in _apart(line))
    for line, required in told:
        point = point_of(line, required=required)
        if point and (name := point.text.casefold()) not in seen and len(found) < MOST_POINTS:
            seen.add(name)
            found.append(point)
    return found


def _asked(lines: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Give the lines that stand under a heading that asks for something, and whether it says "must"."""
    asking, required, listed, loose = False, True, False, list[str]()
    for raw in lines:
        line, bullet = _LIST.sub("", raw).strip(), bool(_LIST.match(raw))
        if not line:
            continue
        if not bullet and _is_heading(line, after_list=listed):
            yield from ((part, required) for one in loose for part in _parted(one))
            must, nice, other = bool(_MUST.search(line)), bool(_NICE.search(line)), bool(_ELSE.search(line))
            asking, required, listed, loose = (
                nice or (must and not _begins_else(line, other=other)),
                not nice,
                False,
                [],
            )
        elif asking and bullet:
            listed, loose = True, []
            yield line, required
        elif asking and not listed:
            loose.append(line)
    yield from ((part, required) for one in loose if asking for part in _parted(one))


def _parted(line: str) -> list[str]:
    """Part a line that only lists: "Fault finding, high voltage"."""
    parts = [part.strip() for part in line.rstrip(".").split(",")]
    return parts if len(parts) > 1 and all(1 <= len(part.split()) <= _FEW_WORDS for part in parts) else [line]


def _begins_else(line: str, *, other: bool) -> bool:
    """Say whether a heading that asks for something speaks of something else first: "Benefits and requirements"."""
    must, beside = _MUST.search(line), _ELSE.search(line)
    return other and bool(must and beside and beside.start() < must.start())


def _is_heading(line: str, *, after_list: bool) -> bool:
    """Say whether a line without a bullet stands above something."""
    if len(line) > _HEADING_LETTERS or (line.endswith((".", ";", ",")) and not line.endswith("...")):
        return False
    if line.endswith((":", "?")) or after_list:
        return True
    few = len(line.split()) <= _FEW_WORDS + 3
    return few and bool(_MUST.search(line) or _NICE.search(line) or _ELSE.search(line))


def _apart(line: str) -> list[str]:
    """Part a line whose one half is a must and the other is not: "Fluent English; German is a plus"."""
    halves = [half.strip() for half in line.split("; ")]
    softly = {bool(_SOFTLY.search(half)) for half in halves}
    return halves if len(softly) > 1 else [line]


def point_of(line: str, *, required: bool = True, kind: str = "") -> Point | None:
    """Read one line as a point; None where it says nothing.

    >>> point_of("Experience with PostgreSQL")
    Point(text='Experience with PostgreSQL', kind='skill', skill='PostgreSQL', years=None, required=True)
    """
    text = " ".join(_LIST.sub("", line).split())[:LONGEST_POINT].rstrip(" ;")
    if len(text) < 2 or not re.search(r"[^\W\d_]", text):  # noqa: PLR2004 - a letter and one more
        return None
    years = years_in(text)
    skill = _skill_in(text) if not kind or kind == "skill" else ""
    found = kind or next((name for name, words in _KINDS.items() if words.search(text)), "")
    if not found:
        experience = years is not None or re.search(r"\bexperience|erfahrung", text, re.IGNORECASE)
        able = skill or re.search(r"\bskills?\b|kenntnisse", text, re.IGNORECASE)
        found = "skill" if able else "experience" if experience else "other"
    return Point(text, found, skill if found == "skill" else "", years, required and not _SOFTLY.search(text))


def years_in(text: str) -> float | None:
    """Read how many years are asked for at least.

    >>> years_in("at least three years of it"), years_in("2-4 years"), years_in("C++")
    (3.0, 2.0, None)
    """
    match = _YEARS.search(text)
    if not match:
        return None
    word = match[1].casefold()
    return float(_WORDS_FOR.get(word, 0) or word)


def _skill_in(text: str) -> str:
    """Name the skill a point is about, where it is about nothing else."""
    match = _SKILL.match(text)
    rest = (match[1] if match else text).strip(" .")
    named = 1 <= len(rest.split()) <= (_FEW_WORDS if match else 2) and not re.search(
        r"[,;:()/]|\band\b|\bor\b|\d+ ?\+", rest
    )
    return rest if named and not _YEARS.search(text) else ""


def bulleted(lines: Iterable[str]) -> str:
    """Write lines as a list."""
    return "\n".join(f"{BULLET}{line}" for line in lines)
