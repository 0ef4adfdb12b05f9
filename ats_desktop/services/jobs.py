"""Job opportunities: found, kept, put away."""

from dataclasses import replace
from datetime import date

from ats_desktop.domain.applications import Actor, Application, ApplicationStage, Category, Stage, category_of
from ats_desktop.domain.jobs import JobOpportunity, canonical_url
from ats_desktop.domain.requirements import JobRequirement
from ats_desktop.domain.schema import Id
from ats_desktop.errors import Refused
from ats_desktop.services import submissions
from ats_desktop.store.command import command
from ats_desktop.store.workspace import Workspace


@command("Add job", keys="Ctrl+N")
def add(
    work: Workspace,
    title: str,
    company_name: str = "",
    *,
    posting_url: str = "",
    deadline_on: date | None = None,
    location: str = "",
    stage: str = Category.LEAD.value,
) -> Application:
    """Keep a job, with a card on the board for it.

    Raises: Refused, without a title.
    """
    if not title.strip():
        raise Refused("A job needs a title.", "Type what you would call it; you can change it later.")
    with work.change(f"Add {title}") as change:
        job = change.save(
            JobOpportunity(
                title=title.strip(),
                company_name=company_name.strip(),
                posting_url=posting_url.strip(),
                deadline_on=deadline_on,
                location=location.strip(),
                found_at=change.now,
            )
        )
        made = change.save(Application(job=job.id))
        change.save(
            ApplicationStage(
                application=made.id, to=stage, occurred_at=change.now, recorded_at=change.now, actor=Actor.USER
            )
        )
        if category_of(stage, work.all(Stage)) is Category.APPLIED:
            submissions.freeze(work, [made.id], change.now)
    return work.get(Application, made.id)


def alike(work: Workspace, title: str, company_name: str, posting_url: str = "") -> list[JobOpportunity]:
    """Find jobs that may be the same: by link, or by title and company; a warning, never a refusal.

    Why:    a link whose page is never read, LinkedIn's, gives its card a title and no company; the posting's text,
            pasted some other day, may be that job.
    """
    if url := canonical_url(posting_url):
        found = work.all(JobOpportunity, {"canonical_url": url}, limit=5)
        if found:
            return found
    wanted = title.casefold().strip()
    unread = work.all(JobOpportunity, {"company_name": None, "came_from": "link"}, order="-id", limit=200)
    same: list[JobOpportunity] = []
    if company_name.strip():
        sought = JobOpportunity.noun.derive(JobOpportunity(title=title, company_name=company_name))
        same = work.all(JobOpportunity, {"normal_company": sought.normal_company}, limit=200)
    return [job for job in (*same, *unread) if wanted and job.title.casefold().strip() == wanted]


@command("Archive a job")
def archive(work: Workspace, job: Id[JobOpportunity], *, reason: str = "other") -> JobOpportunity:
    """Put a job away: it leaves the board and is reminded of no more."""
    with work.change("Archive") as change:
        found = change.get(JobOpportunity, job)
        return change.save(replace(found, archived_at=change.now, archive_reason=reason))


@command("Bring back from the archive")
def unarchive(work: Workspace, job: Id[JobOpportunity]) -> JobOpportunity:
    """Bring a job that was archived back to the board."""
    with work.change("Bring back") as change:
        found = change.get(JobOpportunity, job)
        return change.save(replace(found, archived_at=None, archive_reason=""))


@command("Take back a job")
def take_back(work: Workspace, application: Id[Application]) -> Application:
    """Put an application just made into the bin, with its job where no other application stands on it."""
    with work.change("Take back a job") as change:
        pursuit = change.get(Application, application)
        events = change.all(ApplicationStage, {"application": application})
        others = [one for one in change.all(Application, {"job": pursuit.job}) if one.id != application]
        change.remove_all(ApplicationStage.noun, [event.id for event in events])
        change.remove(pursuit)
        if not others and change.find(JobOpportunity, pursuit.job) is not None:
            change.remove_all(JobRequirement.noun, [one.id for one in change.all(JobRequirement, {"job": pursuit.job})])
            change.remove_all(JobOpportunity.noun, [pursuit.job])
        return pursuit
