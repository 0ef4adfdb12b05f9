"""Several jobs at once: tagged, a field set, deleted; each one step of undo, however many they are."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ats_desktop.domain.applications import Application, ApplicationStage
from ats_desktop.domain.assessments import Assessment
from ats_desktop.domain.interviews import Interview
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.offers import Offer
from ats_desktop.domain.requirements import JobRequirement
from ats_desktop.domain.schema import Id
from ats_desktop.errors import Refused
from ats_desktop.services.rows import read_values
from ats_desktop.store.command import command
from ats_desktop.store.workspace import Workspace

if TYPE_CHECKING:
    from ats_desktop.store.change import Change  # brings SQLAlchemy

_OF_APPLICATIONS = (ApplicationStage, Interview, Offer, Assessment)
Jobs = Sequence[Id[JobOpportunity]]
SETTABLE = (
    *("deadline_on", "location", "source", "work_mode", "employment_type", "seniority", "industry"),
    *("priority", "excitement"),
)


@command("Tag jobs")
def tag(work: Workspace, jobs: Jobs, tags: Sequence[str]) -> list[JobOpportunity]:
    """Put tags on several jobs; those that have one keep it once.

    Raises: Refused, when no tag was written.
    """
    wanted = [word.strip() for word in tags if word.strip()]
    if not wanted:
        raise Refused("A tag needs a word.", "Write one or more, with a semicolon between them.")
    with work.change("Tag jobs") as change:
        found = [change.get(JobOpportunity, job) for job in jobs]
        return [_kept(change, one, tags=tuple(dict.fromkeys((*one.tags, *wanted)))) for one in found]


@command("Take a tag off jobs")
def untag(work: Workspace, jobs: Jobs, word: str) -> list[JobOpportunity]:
    """Take a tag off several jobs."""
    with work.change("Take a tag off") as change:
        found = [change.get(JobOpportunity, job) for job in jobs]
        return [_kept(change, one, tags=tuple(known for known in one.tags if known != word)) for one in found]


@command("Set a field of jobs")
def set_field(work: Workspace, jobs: Jobs, name: str, value: Any) -> list[JobOpportunity]:
    """Give a field of several jobs the same value.

    Raises: Refused, for a field that is not the same for several jobs, or a text that is none of its kind.
    """
    if name not in SETTABLE:
        raise Refused(f"“{name}” is set job by job.", f"For several at once: {', '.join(SETTABLE)}.")
    given = read_values(JobOpportunity.noun, {name: value}) if isinstance(value, str) else {name: value}
    with work.change(f"Set {JobOpportunity.noun.by_name[name].label.lower()}") as change:
        return [_kept(change, change.get(JobOpportunity, job), **given) for job in jobs]


@command("Delete jobs")
def remove(work: Workspace, jobs: Jobs) -> int:
    """Put several jobs into the bin, with their applications and all that is of these alone; gives how many jobs.

    Why:    an interview or an offer that stayed would still come up on Today, of a job that is nowhere.
    """
    with work.change("Delete jobs") as change:
        attempts = [one.id for job in jobs for one in work.all(Application, {"job": job})]
        for kind in _OF_APPLICATIONS:
            change.remove_all(kind.noun, [one.id for own in attempts for one in work.all(kind, {"application": own})])
        asked = [one.id for job in jobs for one in work.all(JobRequirement, {"job": job})]
        change.remove_all(JobRequirement.noun, asked)
        change.remove_all(Application.noun, attempts)
        change.remove_all(JobOpportunity.noun, list(jobs))
    return len(jobs)


def _kept(change: "Change", row: JobOpportunity, **values: Any) -> JobOpportunity:
    changed = replace(row, **values)
    return row if changed == row else change.save(changed, was=row)
