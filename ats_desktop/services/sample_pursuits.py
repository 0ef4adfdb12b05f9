"""What the sample search has beside its jobs: offers, figures that were said, tests, what companies ask for."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from ats_desktop.domain.applications import Application
from ats_desktop.domain.assessments import Assessment
from ats_desktop.domain.companies import Company
from ats_desktop.domain.demands import read_requirement
from ats_desktop.domain.documents import Document, DocumentKind, DocumentVersion
from ats_desktop.domain.interviews import Interview, InterviewKind, InterviewStatus
from ats_desktop.domain.jobs import JobOpportunity, PayFact, SalaryData, WorkMode
from ats_desktop.domain.negotiation import NegotiationRound, RoundResult
from ats_desktop.domain.offers import Offer
from ats_desktop.domain.research import CompanyResearch, FactKind
from ats_desktop.domain.schema import Entity, Text
from ats_desktop.domain.submissions import Sent, Submission, write_sent
from ats_desktop.domain.values import Appointment, Money, parse_money, parse_pay
from ats_desktop.shipped import shipped
from ats_desktop.store.workspace import Workspace

if TYPE_CHECKING:
    from ats_desktop.store.change import Change

_ONCE = ("sign_on", "equity")
_MONEY = ("base", "bonus", "sign_on", "equity", "benefits")


def around(
    cards: Mapping[str, tuple[JobOpportunity, Application]], known: Sequence[str], now: datetime, zone: str
) -> list[Entity]:
    """Make what stands around the sample's applications, by company."""
    told = json.loads(shipped("data/sample_pursuits.json").read_text(encoding="utf-8"))
    return [
        *(_offer(line, *cards[line[0]], now, zone) for line in told["offers"]),
        *(
            read_requirement(said, known, cards[company][0].id, came_from="sample")
            for company, asked in told["asked"]
            for said in asked
        ),
        *(_meeting(line, cards[line[0]][1], now, zone) for line in told["meetings"]),
        *(_assessment(line, cards[line[0]][1], now, zone) for line in told["assessments"]),
        *(_said(line, cards[line[0]][0], now) for line in told["said"]),
    ]


def papers(change: "Change", work: Workspace, cards: Mapping[str, tuple[JobOpportunity, Application]]) -> int:
    """Keep the sample's documents with their files, and freeze what was sent; gives how many rows that makes."""
    told = json.loads(shipped("data/sample_pursuits.json").read_text(encoding="utf-8"))
    sent: dict[str, list[tuple[Document, DocumentVersion]]] = {}
    made = 0
    for name, kind, usual, companies, versions in told["documents"]:
        document = change.save(Document(name=name, kind=DocumentKind(kind), is_default=usual))
        kept = change.save_all([_version(work, document, filename, text) for filename, text in versions])
        made += 1 + len(kept)
        for company in companies:
            sent.setdefault(company, []).append((document, kept[-1]))
    answers = told["answers"]
    rows = [_sending(*cards[name], files, change.now, answers.get(name, "")) for name, files in sent.items()]
    return made + len(change.save_all(rows))


def firms(change: "Change") -> int:
    """Keep the sample's companies with what is known of them; gives how many rows that makes."""
    told = json.loads(shipped("data/sample_pursuits.json").read_text(encoding="utf-8"))
    made = 0
    for name, website, industry, place, rating, watch, facts in told["companies"]:
        firm = change.save(
            Company(name=name, website=website, industry=industry, hq_location=place, rating=rating, watch=watch)
        )
        made += 1 + len(change.save_all([_fact(line, firm, change.now) for line in facts]))
    return made


def _fact(line: Sequence[Any], firm: Company, now: datetime) -> CompanyResearch:
    kind, value, source, days = line
    day = now.date() - timedelta(days=days)
    return CompanyResearch(
        company=firm.id, kind=FactKind(kind), value=Text(value), source=source, as_of=day, came_from="sample"
    )


def asked_for(change: "Change") -> int:
    """Keep what was asked about the offers, which are there by now; gives how many rows that makes."""
    told = json.loads(shipped("data/sample_pursuits.json").read_text(encoding="utf-8"))
    return len(change.save_all([_round(line, change) for line in told["rounds"]]))


def _version(work: Workspace, document: Document, filename: str, text: str) -> DocumentVersion:
    content = text.encode()
    sha = work.files.put(content)
    return DocumentVersion(
        document=document.id, content=Text(text), sha256=sha, size=len(content), mime="text/plain", filename=filename
    )


def _sending(
    job: JobOpportunity,
    application: Application,
    files: Sequence[tuple[Document, DocumentVersion]],
    now: datetime,
    answers: str,
) -> Submission:
    return Submission(
        application=application.id,
        submitted_at=now - timedelta(days=15),
        channel="Their form",
        files=tuple(write_sent(Sent(one.kind.value, version.filename, version.sha256)) for one, version in files),
        versions=tuple(version.id for _, version in files),
        job_title=job.title,
        company_name=job.company_name,
        posting=job.description,
        answers=Text(answers),
    )


def _offer(line: Sequence[Any], job: JobOpportunity, application: Application, now: datetime, zone: str) -> Offer:
    _, given, days, clock = line
    day = now.date() + timedelta(days=days)
    told: dict[str, Any] = {name: _money(name, value) if name in _MONEY else value for name, value in given.items()}
    return Offer(
        application=application.id,
        role_title=job.title,
        company_name=job.company_name,
        location=job.location,
        work_mode=WorkMode(job.work_mode),
        received_at=now - timedelta(days=2),
        respond_by=Appointment(f"{day}T{clock}", zone),
        starts_on=now.date() + timedelta(days=60 + days),
        **told,
    )


def _round(line: Sequence[Any], change: "Change") -> NegotiationRound:
    company, days, asked, to, answered, result = line
    [offer] = change.all(Offer, {"company_name": company})
    at, figure = change.now - timedelta(days=days), _money("base", asked) if asked[0].isdigit() else Money()
    return NegotiationRound(
        offer=offer.id,
        at=at,
        asked=figure,
        asked_words="" if figure.currency else asked,
        said_to=to,
        answer_words=answered,
        answered_at=at + timedelta(hours=20) if answered else None,
        result=RoundResult(result),
    )


def _money(name: str, text: str) -> Money:
    found = parse_money(text)
    return Money(found.minor, found.currency, "once") if name in _ONCE else found


def _assessment(line: Sequence[Any], application: Application, now: datetime, zone: str) -> Assessment:
    _, title, platform, link, days, clock, minutes = line
    return Assessment(
        application=application.id,
        title=title,
        platform=platform,
        link=link,
        received_at=now - timedelta(days=4),
        due=Appointment(f"{now.date() + timedelta(days=days)}T{clock}", zone),
        minutes=minutes,
    )


def _meeting(line: Sequence[Any], application: Application, now: datetime, zone: str) -> Interview:
    _, days, clock, place, kind, minutes, status, name, thanked, expected = line
    return Interview(
        application=application.id,
        starts=Appointment(f"{now.date() + timedelta(days=days)}T{clock}", place or zone),
        kind=InterviewKind(kind),
        minutes=minutes,
        status=InterviewStatus(status),
        name=name,
        thank_you_sent_at=None if thanked is None else now + timedelta(days=thanked),
        result_expected_on=None if expected is None else now.date() + timedelta(days=expected),
    )


def _said(line: Sequence[Any], job: JobOpportunity, now: datetime) -> SalaryData:
    _, fact, pay, to, days = line
    return SalaryData(
        job=job.id,
        fact=PayFact(fact),
        pay=parse_pay(pay),
        original=pay,
        said_to=to,
        observed_at=now - timedelta(days=days),
        came_from="sample",
    )
