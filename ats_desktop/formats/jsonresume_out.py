"""A profile -> JSON Resume, with what once came in and has no field here back in its place.

Why:    what the candidate has changed since wins over the remainder; a date or a level that was
        written in other words keeps those words as long as it still means the same.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ats_desktop.domain.companies import normal_name
from ats_desktop.domain.profile import CandidateProfile, CandidateSkill, Education, WorkExperience
from ats_desktop.domain.schema import Entity
from ats_desktop.formats import portfolio
from ats_desktop.formats.dates import read_partial
from ats_desktop.formats.jsonresume import LEVEL
from ats_desktop.formats.same import words

_ORDER = ("$schema", "basics", "work", "volunteer", "education", "awards", "certificates", "publications", "skills")
_THEN = ("languages", "interests", "references", "projects", "meta")


def write(
    profile: CandidateProfile,
    work: Sequence[WorkExperience] = (),
    education: Sequence[Education] = (),
    skills: Sequence[CandidateSkill] = (),
    shown: Sequence[Entity] = (),
) -> bytes:
    """Write a profile and its rows as one document, newest positions first.

    Shape:  `shown` is what stands beside work and school: certificates, languages, projects, achievements.
    """
    rest = _remainder(profile.x_jsonresume)
    document = {
        **rest,
        "basics": _basics(profile, rest.get("basics", {})),
        "work": _joined(map(_position, _newest(work)), rest.get("work")),
        "education": _joined(map(_school, _newest(education)), rest.get("education")),
        "skills": _skills(skills, rest.get("skills")),
        **{section: _joined(pairs, rest.get(section)) for section, pairs in portfolio.written(shown).items()},
    }
    order = {name: at for at, name in enumerate((*_ORDER, *_THEN))}
    kept = sorted((name for name in document if document[name]), key=lambda name: order.get(name, len(order)))
    return (json.dumps({name: document[name] for name in kept}, ensure_ascii=False, indent=2) + "\n").encode()


def _remainder(text: str) -> dict[str, Any]:
    try:
        rest = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    return rest if isinstance(rest, dict) else {}


def _newest(rows: Iterable[Any]) -> list[Any]:
    return sorted(rows, key=lambda row: (row.start, row.id), reverse=True)


def _without_empty(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in entry.items() if value not in ("", None, [], {})}


def _basics(profile: CandidateProfile, rest: object) -> dict[str, Any]:
    kept = dict(rest) if isinstance(rest, dict) else {}
    place = kept.get("location") if isinstance(kept.get("location"), dict) else {}
    pages = [entry for entry in kept.get("profiles", []) if isinstance(entry, dict)]
    known = {entry.get("url") for entry in pages}
    if profile.linkedin_url and profile.linkedin_url not in known:
        pages.insert(0, {"network": "LinkedIn", "url": profile.linkedin_url})
    pages += [{"url": url} for url in profile.other_links if url not in known]
    written = {
        "name": f"{profile.first_name} {profile.last_name}".strip(),
        "label": profile.headline,
        "email": profile.email,
        "phone": profile.phone,
        "url": profile.portfolio_url,
        "summary": str(profile.summary),
        "location": _without_empty(
            {
                **(place or {}),
                "address": profile.address.line,
                "postalCode": profile.address.postal_code,
                "city": profile.city,
                "countryCode": profile.country,
                "region": profile.region,
            }
        ),
        "profiles": pages,
    }
    hers = _without_empty(written)
    return {**{key: value for key, value in kept.items() if key not in written or key == "location"}, **hers}


def _joined(rows: Iterable[tuple[list[str], dict[str, Any]]], rest: object) -> list[Any]:
    """Put what was left of each entry back into its row; entries that were no rows follow."""
    left = list(rest) if isinstance(rest, list) else []
    of = {json.dumps(entry["_of"]): entry for entry in left if isinstance(entry, dict) and entry.get("_of")}
    made = []
    for key, row in rows:
        kept = of.get(json.dumps(key), {})
        made.append(
            {**_same_words(kept, row), **{k: value for k, value in row.items() if k not in kept or k not in _WORDED}}
        )
    return made + [entry for entry in left if not (isinstance(entry, dict) and entry.get("_of"))]


_WORDED = portfolio.DATES | {"level"}


def _same_words(kept: Mapping[str, Any], row: Mapping[str, Any]) -> dict[str, Any]:
    """Give what was left of an entry; its own wording of a value only while the value is the same."""
    same = {key: value for key, value in kept.items() if key != "_of"}
    for key in _WORDED & set(same):
        means = read_partial(str(same[key])) if key != "level" else LEVEL.get(str(same[key]).casefold(), "")
        if means and means != row.get(key, ""):
            del same[key]
            if row.get(key):
                same[key] = row[key]
    return same


def _position(row: WorkExperience) -> tuple[list[str], dict[str, Any]]:
    key = [normal_name(row.company_name), words(row.job_title), str(row.start)]
    return key, _without_empty(
        {
            "name": row.company_name,
            "position": row.job_title,
            "location": row.location,
            "startDate": row.start,
            "endDate": row.end,
            "summary": str(row.description),
            "highlights": list(row.highlights),
        }
    )


def _school(row: Education) -> tuple[list[str], dict[str, Any]]:
    key = [words(row.institution), words(row.degree_name), str(row.start)]
    return key, _without_empty(
        {
            "institution": row.institution,
            "area": row.field_of_study,
            "studyType": row.degree_name,
            "startDate": row.start,
            "endDate": row.end,
            "score": "" if row.gpa_value is None else f"{row.gpa_value:g}",
            "courses": list(row.courses),
        }
    )


def _skills(rows: Sequence[CandidateSkill], rest: object) -> list[Any]:
    """Skills, but for those that stand as keywords in a group that came in."""
    groups = [entry for entry in rest if isinstance(entry, dict)] if isinstance(rest, list) else []
    keywords = {words(word) for group in groups for word in group.get("keywords", []) if isinstance(word, str)}
    heads = {group["_of"][0] for group in groups if group.get("_of")}
    said = [row for row in rows if words(row.skill_name) in heads or words(row.skill_name) not in keywords]
    pairs = (
        ([words(row.skill_name)], _without_empty({"name": row.skill_name, "level": row.level.value})) for row in said
    )
    return _joined(pairs, rest)
