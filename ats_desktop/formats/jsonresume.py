"""JSON Resume: profile, positions, schools, skills and portfolio; the rest is kept and written out again.

Why:    what has no place in our nouns (volunteering, interests, a position's web page, keys of
        other programs) stays in the profile as the remainder of the document, in the
        document's own shape, so that what came in goes out.
Shape:  in the remainder, an entry of a section that became a row carries
        `_of`, the row's key, beside what the row could not hold.
Source: the JSON Resume schema, draft-07; domain.md A.14.
"""

import json
from collections.abc import Iterator
from typing import Any

from ats_desktop.domain.companies import normal_name
from ats_desktop.domain.profile import SkillLevel
from ats_desktop.domain.values import Address
from ats_desktop.formats import portfolio
from ats_desktop.formats.problem import Found, ImportProblem, Note, Reading, found
from ats_desktop.formats.same import words
from ats_desktop.formats.taking import entries, take, take_date, take_texts, walk

SECTIONS = frozenset({"basics", "work", "education", "skills", "volunteer", "awards", "certificates", "publications"})
_MORE = frozenset({"languages", "interests", "references", "projects", "meta"})
_ROWS = frozenset({"basics", "work", "education", "skills", *(part.section for part in portfolio.PARTS)})
_MOST = 20_000_000
_DEEP = 100
_LEVELS = {
    SkillLevel.BEGINNER: ("beginner", "novice", "basic", "elementary", "entry"),
    SkillLevel.INTERMEDIATE: ("intermediate", "proficient", "competent", "working"),
    SkillLevel.ADVANCED: ("advanced", "senior", "professional"),
    SkillLevel.EXPERT: ("expert", "master", "native"),
}
LEVEL = {word: level for level, said in _LEVELS.items() for word in said}


def recognise(name: str, head: bytes) -> int:
    """Say how likely this is a JSON Resume: by its sections, wherever they are named in the head."""
    if not head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        return 0
    named = sum(f'"{section}"'.encode() in head for section in SECTIONS | _MORE)
    return 30 + 15 * min(named, 4) if named else 5 + 10 * name.casefold().endswith(".json")


def parse(data: bytes, _how: Reading) -> Iterator[Found | Note]:
    """Read a résumé."""
    document = _load(data)
    rest = dict(document)
    notes: list[Note] = []
    people = list(_basics(rest))
    rows = [*_work(rest, notes), *_education(rest, notes), *_skills(rest), *portfolio.read(rest, notes)]
    yield from people
    remainder = json.dumps(rest, ensure_ascii=False) if rest else ""
    if remainder:
        yield found("candidate_profiles", (), "what has no field here", x_jsonresume=remainder)
    yield from rows
    yield from notes
    kept = sorted(key for key in rest if key not in {*_ROWS, "$schema", "meta"})
    if kept:
        yield Note("", f"Kept with your profile, and written out again: {', '.join(kept)[:300]}.")


def _load(data: bytes) -> dict[str, Any]:
    """Read the document.

    Raises: ImportProblem, when it is no JSON, no résumé, or too deep.
    """
    if len(data) > _MOST:
        raise ImportProblem("", "a résumé of more than 20 MB is none")
    try:
        document = json.loads(data.decode("utf-8-sig"), parse_constant=_no_number)
    except json.JSONDecodeError as wrong:
        advice = "Nothing was changed. Export it again from where it comes from."
        raise ImportProblem(f"Line {wrong.lineno}", f"it is no JSON ({wrong.msg})", advice) from wrong
    if not isinstance(document, dict) or not (SECTIONS | _MORE) & set(document):
        raise ImportProblem(
            "", "it is JSON, but no résumé: it has none of the sections basics, work, education, skills"
        )
    if _depth(document) > _DEEP:
        raise ImportProblem("", "it is nested too deeply to be an honest file")
    return document


def _no_number(word: str) -> None:
    raise ImportProblem("", f"it holds {word}, which is no number")


def _depth(value: object) -> int:
    """Measure how deep a document goes, level by level."""
    level, depth = [value], 0
    while level and depth <= _DEEP:
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
        depth += 1
    return depth


def _basics(rest: dict[str, Any]) -> Iterator[Found]:
    """The person; her remainder stays under `basics`."""
    if not isinstance(rest.get("basics"), dict):
        return
    basics = rest["basics"] = dict(rest["basics"])
    place = dict(basics["location"]) if isinstance(basics.get("location"), dict) else {}
    first, _, last = take(basics, "name").strip().rpartition(" ")
    links, linkedin = [], ""
    for entry in entries(basics.get("profiles", [])):
        url = str(entry.get("url") or "")
        if "linkedin." in url.casefold() and not linkedin:
            linkedin = url
        elif url:
            links.append(url)
    yield found(
        "candidate_profiles",
        (),
        "basics",
        first_name=first or last,
        last_name=last if first else "",
        headline=take(basics, "label"),
        email=take(basics, "email"),
        phone=take(basics, "phone"),
        portfolio_url=take(basics, "url"),
        summary=take(basics, "summary"),
        address=Address(line=take(place, "address"), postal_code=take(place, "postalCode")),
        city=take(place, "city"),
        region=take(place, "region"),
        country=take(place, "countryCode"),
        linkedin_url=linkedin,
        other_links=tuple(links),
    )
    if place:
        basics["location"] = place
    elif isinstance(basics.get("location"), dict):
        del basics["location"]
    if not basics:
        del rest["basics"]


def _work(rest: dict[str, Any], notes: list[Note]) -> Iterator[Found]:
    for place, entry in walk(rest, "work"):
        company, title = take(entry, "name") or take(entry, "company"), take(entry, "position")
        start, end = take_date(entry, "startDate", place, notes), take_date(entry, "endDate", place, notes)
        key = (normal_name(company), words(title), start)
        if not company and not title:
            continue
        yield found(
            "work_experiences",
            key,
            place,
            company_name=company,
            job_title=title,
            location=take(entry, "location"),
            start=start,
            end=end,
            is_current=True if start and not end and "endDate" not in entry else None,
            description=take(entry, "summary"),
            highlights=take_texts(entry, "highlights"),
        )
        entry["_of"] = list(key)


def _education(rest: dict[str, Any], notes: list[Note]) -> Iterator[Found]:
    for place, entry in walk(rest, "education"):
        school, degree = take(entry, "institution"), take(entry, "studyType")
        start, end = take_date(entry, "startDate", place, notes), take_date(entry, "endDate", place, notes)
        key = (words(school), words(degree), start)
        if not school:
            continue
        yield found(
            "educations",
            key,
            place,
            institution=school,
            degree_name=degree,
            field_of_study=take(entry, "area"),
            start=start,
            end=end,
            gpa_value=_take_grade(entry),
            courses=take_texts(entry, "courses"),
        )
        entry["_of"] = list(key)


def _take_grade(entry: dict[str, Any]) -> float | None:
    text = entry.get("score")
    try:
        grade = float(text) if isinstance(text, str) else None
    except ValueError:
        return None
    if grade is None or text != f"{grade:g}":
        return None
    del entry["score"]
    return grade


def _skills(rest: dict[str, Any]) -> Iterator[Found]:
    """Skills by name; the keywords of a group are skills too."""
    for place, entry in walk(rest, "skills"):
        name = take(entry, "name")
        level = entry.get("level")
        known = LEVEL.get(level.casefold()) if isinstance(level, str) else None
        if name:
            yield found("candidate_skills", (), place, skill_name=name, level=known)
            entry["_of"] = [words(name)]
        keywords = entry.get("keywords")
        for keyword in keywords if isinstance(keywords, list) else []:
            if isinstance(keyword, str) and keyword.strip():
                yield found("candidate_skills", (), place, skill_name=keyword.strip(), level=known)
