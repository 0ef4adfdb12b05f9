"""What the page of offers shows: every offer, and what was said about pay for each job it matters to."""

import json
from dataclasses import dataclass

from ats_desktop.domain.applications import CLOSED, Application, Category
from ats_desktop.domain.jobs import JobOpportunity, PayFact, SalaryData
from ats_desktop.domain.negotiation import NegotiationRound, facts_of
from ats_desktop.domain.offers import OPEN_OFFERS, Offer
from ats_desktop.domain.profile import CandidateProfile
from ats_desktop.domain.said import Clash, Figure, clashes, figure_of, figure_of_offer, floor_of
from ats_desktop.store.reads.application import may
from ats_desktop.store.workspace import Workspace

_MOST = 60
_FAR = "9999"


@dataclass(frozen=True, slots=True)
class Told:
    """All that was said about pay for one job, oldest first, and what contradicts itself in it."""

    job: JobOpportunity
    application: str
    figures: tuple[Figure, ...]
    clashes: tuple[Clash, ...]


@dataclass(frozen=True, slots=True)
class Chance:
    """An application that is still open."""

    id: str
    title: str
    company: str


def every_offer(work: Workspace) -> list[Offer]:
    """List the offers: those to be answered first, soonest first, then the others, newest first."""
    found = work.all(Offer, order="-received_at", limit=_MOST)
    waiting = [offer for offer in found if offer.status in OPEN_OFFERS]
    waiting.sort(key=lambda offer: (offer.respond_at is None, str(offer.respond_at or _FAR), offer.id))
    return waiting + [offer for offer in found if offer.status not in OPEN_OFFERS]


def told(work: Workspace) -> list[Told]:
    """List what was said about pay, job by job, the newest first; nothing where pay is not hers to read."""
    if not may(work, "salary"):
        return []
    asked = f"""select job from (select job, observed_at at from salary_data where job is not null union all
      select a.job, o.received_at from offers o join applications a on a.id = o.application)
    group by job order by max(at) desc limit {_MOST}"""
    jobs = [job for (job,) in work.rows(asked)]
    return [one for job in jobs if (one := told_for(work, job)) is not None]


def told_for(work: Workspace, job: str) -> Told | None:
    """Gather what was said about the pay of one job; None where that is not known or not hers to read."""
    found = work.find(JobOpportunity, job) if may(work, "salary") else None
    if found is None:
        return None
    facts = work.all(SalaryData, {"job": job}, order="observed_at", limit=_MOST)
    own = work.all(Application, {"job": job}, order="-id", limit=_MOST)
    named = json.dumps([application.id for application in own])
    wanted = "select id from offers where application in (select value from json_each(?)) order by received_at"
    offered = [work.get(Offer, row) for (row,) in work.rows(wanted, named)]
    rounds = [one for offer in offered for one in rounds_of(work, offer.id)]
    figures = [figure_of(fact) for fact in [*_advertised(found, facts), *facts, *facts_of(rounds)]]
    figures += [figure_of_offer(offer) for offer in offered]
    known = tuple(figure for figure in figures if figure)
    return Told(found, own[0].id if own else "", known, tuple(clashes(known, _floor(work))))


def rounds_of(work: Workspace, offer: str) -> list[NegotiationRound]:
    """List what was asked about an offer, oldest first."""
    return work.all(NegotiationRound, {"offer": offer}, order="at", limit=_MOST)


def chances(work: Workspace) -> list[Chance]:
    """List the applications still open, the furthest first: an offer came for one, or an interview is planned."""
    over = json.dumps(sorted(one.value for one in CLOSED - {Category.NO_RESPONSE}))
    asked = """select a.id, coalesce(j.title, ''), coalesce(j.company_name, '') from applications a
      join job_opportunities j on j.id = a.job
    where coalesce(a.stage, 'lead') not in (select value from json_each(?)) and j.archived_at is null
    order by case coalesce(a.stage, 'lead') when 'offer' then 0 when 'interviewing' then 1 when 'assessment' then 2
      when 'screening' then 3 when 'applied' then 4 else 5 end, a.stage_since desc limit 200"""
    return [Chance(*line) for line in work.rows(asked, over)]


def usual_currency(work: Workspace, application: str = "") -> str:
    """Say in which currency she counts: that of an application's job, else of the newest that says one; "" for none."""
    if not may(work, "salary"):
        return ""
    asked = """select substr(j.pay, instr(j.pay, ' ') + 1, 3) from job_opportunities j
      left join applications a on a.job = j.id and a.id = ?
    where j.pay is not null order by a.id is null, j.id desc limit 1"""
    found = work.rows(asked, application)
    return str(found[0][0]) if found else ""


def _advertised(job: JobOpportunity, facts: list[SalaryData]) -> list[SalaryData]:
    """Take the posting's own figure as said, where nobody noted it apart."""
    noted = any(fact.fact is PayFact.ADVERTISED for fact in facts)
    if noted or not job.pay.currency:
        return []
    return [SalaryData(job=job.id, fact=PayFact.ADVERTISED, pay=job.pay, observed_at=job.found_at)]


def _floor(work: Workspace) -> Figure | None:
    found = work.all(CandidateProfile, limit=1)
    return floor_of(found[0].salary_floor) if found else None
