"""What a posting asks for: noted point by point, and judged by the candidate where the rule is wrong."""

from dataclasses import replace

from ats_desktop.domain.demands import lines_of, read_requirement
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.requirements import JobRequirement
from ats_desktop.domain.schema import Id
from ats_desktop.errors import Refused
from ats_desktop.store.command import command
from ats_desktop.store.reads.fit import known_skills
from ats_desktop.store.workspace import Workspace


@command("Add a requirement")
def add(work: Workspace, job: Id[JobOpportunity], line: str) -> JobRequirement:
    """Note one thing a posting asks for, as it is written.

    Raises: Refused, when nothing was written.
    """
    if not line.strip():
        raise Refused("What do they ask for?", "Write it like “Python, 3 years”.")
    with work.change("Add a requirement") as change:
        change.get(JobOpportunity, job)
        return change.save(read_requirement(line, known_skills(work, line), job))


@command("Take the requirements from the posting")
def take_from_posting(work: Workspace, job: Id[JobOpportunity]) -> list[JobRequirement]:
    """Note every point of the posting that is not noted yet.

    Raises: Refused, when the posting's text names none.
    """
    with work.change("Take the requirements from the posting") as change:
        found = change.get(JobOpportunity, job)
        noted = {one.text for one in work.all(JobRequirement, {"job": job})}
        lines = [line for line in lines_of(found) if " ".join(line.split()) not in noted]
        if not lines:
            raise Refused("The posting names nothing new.", "Write what they ask for, line by line.")
        known = known_skills(work, "\n".join(lines))
        return change.save_all([read_requirement(line, known, job, came_from="posting") for line in lines])


@command("Judge a requirement")
def judge(work: Workspace, requirement: JobRequirement, met: str) -> JobRequirement:
    """Say "yes" or "no" where the rule is wrong; "" leaves it to the rule again.

    Raises: Refused, for any other word.
    """
    if met not in {"yes", "no", ""}:
        raise Refused("Say yes, no or nothing.", "Nothing leaves it to the rule.")
    with work.change("Judge a requirement") as change:
        return change.save(replace(change.get(JobRequirement, requirement.id), met=met))
