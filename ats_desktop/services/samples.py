"""A made-up search to look at: its days are counted from today, so that it is never stale."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from ats_desktop.domain.applications import Actor, Application, ApplicationStage
from ats_desktop.domain.deliveries import Notification
from ats_desktop.domain.interviews import Interview, InterviewKind
from ats_desktop.domain.jobs import JobOpportunity, WorkMode
from ats_desktop.domain.notes import SharedNote
from ats_desktop.domain.profile import CandidateProfile, CandidateSkill, Education, SkillLevel, WorkExperience
from ats_desktop.domain.schema import Entity, Id, Text
from ats_desktop.domain.tasks import Task, TaskPriority
from ats_desktop.domain.values import Appointment, PartialDate, parse_pay
from ats_desktop.services.sample_practice import practised
from ats_desktop.services.sample_pursuits import around, asked_for, firms, papers
from ats_desktop.services.samples_life import live
from ats_desktop.shipped import shipped
from ats_desktop.store.workspace import Workspace

_WAY = ("lead", "applied", "screening", "assessment", "interviewing", "offer")


def fill(work: Workspace, zone: str = "UTC") -> int:
    """Fill an empty workspace with the sample; gives how many rows it made."""
    told = json.loads(shipped("data/sample.json").read_text(encoding="utf-8"))
    with work.change("See it with sample data") as change:
        rows: list[Entity] = [*_person(told)]
        cards, jobs = {}, {}
        for line in told["jobs"]:
            job = change.save(_job(line, told["ways"], change.now))
            jobs[job.company_name] = job
            cards[job.company_name] = change.save(Application(job=job.id))
            rows += _events(line, cards[job.company_name].id, change.now)
        rows += [_interview(line, cards, change.now, zone) for line in told["interviews"]]
        rows += live(told, change, cards)
        rows += [_task(line, change.now.date()) for line in told["tasks"]]
        rows += [
            SharedNote(about=f"applications:{cards[company].id}", body=Text(said)) for company, said in told["notes"]
        ]
        rows += [_notice(line, cards, change.now) for line in told["notices"]]
        skills = [name for name, *_ in told["skills"]]
        pairs = {name: (job, cards[name]) for name, job in jobs.items()}
        rows += around(pairs, skills, change.now, zone)
        kept = papers(change, work, pairs) + firms(change)
        change.save_all(rows)
        kept += asked_for(change) + practised(change, work, cards)
        thrown_away = change.save_all([Task(title=title) for title in told["removed"]])
        change.remove_all(Task.noun, [one.id for one in thrown_away])
        return kept + len(rows) + 2 * len(cards) + len(told["people"])


def _notice(line: list[Any], cards: dict[str, Application], now: datetime) -> Notification:
    title, body, company, hours, seen = line
    at = now - timedelta(hours=hours)
    about = f"applications:{cards[company].id}"
    dedupe = f"sample {title} {company}"
    return Notification(dedupe=dedupe, title=title, body=body, about=about, raised_at=at, read_at=now if seen else None)


def _person(told: dict[str, Any]) -> list[Entity]:
    me = {**told["profile"], "summary": Text(told["profile"]["summary"])}
    return [
        CandidateProfile(**me),
        *(
            WorkExperience(
                company_name=company,
                job_title=title,
                start=PartialDate(start),
                end=PartialDate(end),
                is_current=not end,
                description=Text(did),
            )
            for company, title, start, end, did in told["experience"]
        ),
        *(
            Education(
                institution=school,
                degree_name=degree,
                field_of_study=subject,
                start=PartialDate(start),
                end=PartialDate(end),
            )
            for school, degree, subject, start, end in told["education"]
        ),
        *(
            CandidateSkill(skill_name=name, level=SkillLevel(level), years=years)
            for name, level, years in told["skills"]
        ),
    ]


def _job(line: Sequence[Any], ways: Mapping[str, list[str]], now: datetime) -> JobOpportunity:
    title, company, location, mode, _, found, _, deadline, pay, excitement = line
    source, *tags = ways.get(company, [""])
    return JobOpportunity(
        title=title,
        company_name=company,
        location=location,
        work_mode=WorkMode(mode),
        found_at=now - timedelta(days=found),
        deadline_on=None if deadline is None else now.date() + timedelta(days=deadline),
        pay=parse_pay(pay),
        excitement=excitement,
        source=source,
        tags=tuple(tags),
        came_from="sample",
    )


def _events(line: Sequence[Any], application: Id[Application], now: datetime) -> list[ApplicationStage]:
    """Let an application go the usual way to where it stands, a few days a step."""
    stage, found, applied = line[4], line[5], line[6]
    way = [*_WAY[: _WAY.index(stage) + 1]] if stage in _WAY else ["lead", "applied", stage]
    days = [found, applied or found, *(max((applied or 0) - 4 * step, 1) for step in range(1, 5))]
    return [
        ApplicationStage(
            application=application,
            to=to,
            occurred_at=now - timedelta(days=days[at], minutes=len(way) - at),
            recorded_at=now,
            actor=Actor.IMPORT,
        )
        for at, to in enumerate(way)
    ]


def _interview(line: Sequence[Any], cards: dict[str, Application], now: datetime, zone: str) -> Interview:
    company, days, clock, kind, link, prep = line
    day = now.date() + timedelta(days=days)
    return Interview(
        application=cards[company].id,
        starts=Appointment(f"{day}T{clock}", zone),
        kind=InterviewKind(kind),
        meeting_link=link,
        prep_notes=Text(prep),
    )


def _task(line: Sequence[Any], today: date) -> Task:
    title, days, priority = line
    return Task(title=title, due_on=today + timedelta(days=days), priority=TaskPriority(priority))
