"""Fills a job's card with what its posting says, and never a field that she typed herself.

Why:    a field is open while it is empty, or holds only the name that was guessed from the link.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.quick import name_in
from ats_desktop.domain.requirements import JobRequirement, RequirementKind
from ats_desktop.domain.schema import Id
from ats_desktop.domain.stamps import natural_id
from ats_desktop.formats.posting import Point
from ats_desktop.services.lookup import Seen
from ats_desktop.store.workspace import Workspace

if TYPE_CHECKING:
    from ats_desktop.store.change import Change  # brings SQLAlchemy

FROM_LINK = "the link"
_TOGETHER = (("deadline_on", "deadline_time", "deadline_zone"), ("location", "country"))


def fill(work: Workspace, change: "Change", was: JobOpportunity, seen: Seen, *, fetch: str = "") -> JobOpportunity:
    """Fill what is open of a job with what a posting says, and note where each field stood."""
    named = JobOpportunity.noun.by_name
    open_ = {name for name in seen.draft.fields if _is_open(was, name)}
    for group in _TOGETHER:  # a deadline and its hour, a place and its country, come from one hand
        if any(not _is_open(was, name) for name in group):
            open_ -= set(group)
    values = _by_her_clock(work, {name: named[name].decode(seen.draft.fields[name]) for name in open_})
    first = was.fetched_at is None and bool(seen.draft.points)
    told = {name: seen.draft.origins[name] for name in named if name in open_}
    told |= {"requirements": told.get("description", "its text")} if first else {}
    kept = [line for line in was.origins if line.partition(": ")[0] not in told and line.partition(": ")[2]]
    lines = [*kept, *(f"{name}: {origin} {seen.where}" for name, origin in told.items())]
    if first:
        _keep_points(work, change, was, seen.draft.points)
    return change.save(
        replace(was, **values, origins=tuple(lines), fetch=fetch, fetched_at=change.now if fetch else was.fetched_at)
    )


def _by_her_clock(work: Workspace, values: dict[str, Any]) -> dict[str, Any]:
    """Write the hour of a deadline as her own clock will show it, so that nobody has to count."""
    day, clock = values.get("deadline_on"), values.get("deadline_time")
    if not day or not clock or values.get("deadline_zone") != "UTC":
        return values
    from ats_desktop.services.reminders import habits_of

    zone = habits_of(work).zone
    here = datetime.combine(day, time.fromisoformat(clock), UTC).astimezone(zone)
    return values | {"deadline_on": here.date(), "deadline_time": f"{here:%H:%M}", "deadline_zone": zone.key}


def _is_open(job: JobOpportunity, name: str) -> bool:
    """Say whether a field is still empty, or holds only what the program guessed itself."""
    value, field = getattr(job, name), JobOpportunity.noun.by_name[name]
    guessed = name == "title" and f"title: {FROM_LINK}" in job.origins and value == name_in(job.posting_url)
    return bool(guessed or value == field.default)


def _keep_points(work: Workspace, change: "Change", job: JobOpportunity, points: Sequence[Point]) -> None:
    """Keep what is asked for, the first points weighing a little more; two laptops that read one page agree."""
    for at, point in enumerate(points):
        weight = 60 if point.required else 40
        row = JobRequirement(
            id=Id(natural_id(work.identity.workspace, "job_requirements", job.id, point.text)),
            job=Id(job.id),
            kind=RequirementKind(point.kind),
            text=point.text,
            skill_name=point.skill,
            min_years=point.years,
            is_required=point.required,
            priority=weight - min(at, 10),
            came_from="posting",
        )
        if change.find(JobRequirement, row.id) is None:
            change.save(row)
