"""What the sample search has beside its jobs: offers, figures that were said, tests, what companies ask for."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from ats_desktop.domain.applications import Application
from ats_desktop.domain.asking import read_requirement
from ats_desktop.domain.assessments import Assessment
from ats_desktop.domain.jobs import JobOpportunity, PayFact, SalaryData, WorkMode
from ats_desktop.domain.offers import Offer
from ats_desktop.domain.schema import Entity
from ats_desktop.domain.values import Appointment, Money, parse_money, parse_pay
from ats_desktop.shipped import shipped

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
        *(_assessment(line, cards[line[0]][1], now, zone) for line in told["assessments"]),
        *(_said(line, cards[line[0]][0], now) for line in told["said"]),
    ]


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
