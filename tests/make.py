"""Made-up people, companies and jobs for tests and screenshots; nobody here exists.

Shape:  make.empty(folder)   a workspace with nothing in it
        make.search(work)    a job search of sixty jobs over every stage, as of make.NOW
        make.many(work, n)   as many plain jobs as asked for
"""

import random
import shutil
import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import Any

from ats_desktop.domain.applications import Application, ApplicationStage, Method
from ats_desktop.domain.documents import Document, DocumentKind
from ats_desktop.domain.interviews import Interview, InterviewKind, InterviewStatus
from ats_desktop.domain.jobs import JobOpportunity, PayFact, SalaryData, WorkMode
from ats_desktop.domain.notes import Comment, CommentKind, SharedNote
from ats_desktop.domain.people import Contact, Interaction, InteractionKind, Relationship
from ats_desktop.domain.tasks import Task, TaskPriority, TaskStatus
from ats_desktop.domain.values import Appointment, PayRange
from ats_desktop.store.workspace import Workspace

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
COACH = "c0achexample"  # twelve characters, as members have

COMPANIES = (
    *("Brightwater Labs", "Halden Robotics", "Fernhill Health", "Quillmark", "Osprey & Vale", "Tidewell Energy"),
    *("Cobalt Orchard", "Larkspur Transit", "Pennywhistle Games", "Mossgate Bank", "Saltmarsh Analytics"),
    *("Thistle & Crane Architects", "Windrow Foods", "Polder Maps", "Emberline Studios", "Hollybank Library Trust"),
    *("Kestrel Freight", "Juniper Loom", "Northgate Museum of Clocks", "Plover Insurance"),
)
TITLES = (
    *("Senior Software Engineer", "Backend Engineer", "Platform Engineer", "Data Engineer", "Python Developer"),
    *("Engineering Manager, Payments and Identity", "Site Reliability Engineer", "Machine Learning Engineer"),
    *("Full-Stack Developer", "Staff Engineer", "Developer Advocate", "Technical Lead, Routing", "QA Engineer"),
    *("Software Engineer, Developer Experience and Internal Tooling",),
)
PLACES = ("Leeds", "Remote", "Rotterdam", "Berlin", "Portland, Oregon", "Dublin", "Toronto", "Remote (Europe)")
SOURCES = ("LinkedIn", "Company website", "Referral", "Recruiter", "Job board", "Meetup")
POSTING = """{company} is looking for a {title} in {place}.

What you will do
- Build and run the services that {company} stands on
- Work in a team of six, with one release a day
- Look after what you build, in hours and on a fair rota

What we look for
- Five years of Python, or a good story
- PostgreSQL, queues, and the patience to read logs
- Plain writing

What we offer
- 28 days of leave, a training budget, hardware of your choice
- Two interviews and a small task, an answer within a week
"""

# stage reached, how many, and the way there: (stage, days before now) with `at` days for the last one
_WAYS: tuple[tuple[str, int, tuple[str, ...]], ...] = (
    ("lead", 12, ("lead",)),
    ("applied", 14, ("lead", "applied")),
    ("screening", 5, ("lead", "applied", "screening")),
    ("assessment", 3, ("lead", "applied", "assessment")),
    ("interviewing", 5, ("lead", "applied", "screening", "interviewing")),
    ("offer", 2, ("lead", "applied", "screening", "interviewing", "offer")),
    ("won", 1, ("lead", "applied", "interviewing", "offer", "won")),
    ("rejected", 9, ("lead", "applied", "rejected")),
    ("withdrawn", 2, ("lead", "applied", "screening", "withdrawn")),
    ("no_response", 7, ("lead", "applied", "no_response")),
)


@cache
def _template() -> Path:
    """Make one empty file and keep it: a copy takes a millisecond, the migrations a second."""
    folder = Path(tempfile.mkdtemp(prefix="ats-empty-"))
    Workspace.open(folder).close()
    return folder


def empty(folder: Path, *, now: datetime = NOW) -> Workspace:
    """Open a workspace with nothing in it."""
    shutil.copytree(_template(), folder, dirs_exist_ok=True)
    return Workspace.open(folder, now=lambda: now)


def replaced(row: Any, **values: object) -> Any:
    """Copy a row with some fields changed."""
    return replace(row, **values)


def job(work: Workspace, title: str = "Engineer", company: str = "Brightwater Labs", **more: object) -> JobOpportunity:
    """Keep one job without a card."""
    with work.change("Add a job") as change:
        return change.save(JobOpportunity(title=title, company_name=company, **more))  # type: ignore[arg-type]


def application(
    work: Workspace, title: str = "Engineer", company: str = "Brightwater Labs", *, stage: str = "lead", days: int = 0
) -> Application:
    """Keep one job with a card in a stage, there since some days."""
    with work.change("Add a job") as change:
        kept = change.save(JobOpportunity(title=title, company_name=company))
        made = change.save(Application(job=kept.id))
        at = work.now() - timedelta(days=days)
        change.save(ApplicationStage(application=made.id, to=stage, occurred_at=at, recorded_at=at))
    return work.get(Application, made.id)


def search(work: Workspace, *, seed: int = 7) -> list[Application]:
    """Fill in a search of sixty jobs: stages, interviews, people, notes, tasks, pay."""
    chance = random.Random(seed)
    ways = [(stage, way) for stage, many, way in _WAYS for _ in range(many)]
    companies, titles, places, sources = map(cycle, (COMPANIES, TITLES, PLACES, SOURCES))
    with work.change("Sample data") as change:
        jobs = [
            _job(chance, next(titles), next(companies), next(places), next(sources), stage, at)
            for at, (stage, _) in enumerate(ways)
        ]
        kept = change.save_all(jobs)
        made = change.save_all(
            [Application(job=one.id, method=chance.choice(list(Method)[1:4]), channel=one.source) for one in kept]
        )
        change.save_all(
            [event for own, (_, way) in zip(made, ways, strict=True) for event in _events(chance, own, way)]
        )
    _meetings(work, made, ways)
    _around(work, made[37], kept[37])
    return work.all(Application)


def _job(
    chance: random.Random, title: str, company: str, place: str, source: str, stage: str, at: int
) -> JobOpportunity:
    low = chance.randrange(48, 96) * 100_000
    ahead = (at * 5) % 19 - 2 if stage == "lead" else -chance.randrange(5, 40)
    return JobOpportunity(
        title=title,
        company_name=company,
        location=place,
        work_mode=WorkMode.REMOTE if place.startswith("Remote") else WorkMode.HYBRID,
        posting_url=f"https://jobs.example/{company.split(maxsplit=1)[0].casefold()}/{at + 100}",
        source=source,
        found_at=NOW - timedelta(days=50 - at / 2),
        deadline_on=NOW.date() + timedelta(days=ahead) if at % 3 else None,
        pay=PayRange(low, low + 1_500_000, "EUR", "year") if at % 4 else PayRange(),
        description=POSTING.format(company=company, title=title, place=place),
        tags=(("python",), ("python", "remote"), (), ("dream job",))[at % 4],
        excitement=at % 5 + 1,
    )


def _events(chance: random.Random, own: Application, way: tuple[str, ...]) -> list[ApplicationStage]:
    at = NOW - timedelta(days=chance.choice((0, 1, 2, 4, 6, 9, 12, 17, 25, 41)), hours=chance.randrange(20))
    found = []
    for stage in reversed(way):
        found.append(ApplicationStage(application=own.id, to=stage, occurred_at=at, recorded_at=at))
        at -= timedelta(days=chance.randrange(2, 9), hours=chance.randrange(6))
    return found[::-1]


def _meetings(work: Workspace, made: list[Application], ways: list[tuple[str, tuple[str, ...]]]) -> None:
    kinds = cycle((InterviewKind.VIDEO, InterviewKind.PHONE, InterviewKind.PANEL, InterviewKind.TECHNICAL))
    zones = cycle(("Europe/Berlin", "Europe/London", "America/New_York"))
    asked = [own for own, (stage, _) in zip(made, ways, strict=True) if stage in {"screening", "interviewing"}]
    with work.change("Sample interviews") as change:
        change.save_all(
            [
                Interview(
                    application=own.id,
                    starts=Appointment(f"{NOW.date() + timedelta(days=at):%Y-%m-%d}T{10 + at % 6}:00", next(zones)),
                    kind=next(kinds),
                    minutes=45,
                    meeting_link="https://meet.example/room-7",
                    status=InterviewStatus.SCHEDULED,
                )
                for at, own in enumerate(asked)
            ]
        )


def _around(work: Workspace, own: Application, kept: JobOpportunity) -> None:
    """Put beside one application whatever a page of it can show."""
    about = f"applications:{own.id}"
    with work.change("Sample notes") as change:
        people = change.save_all(
            [
                Contact(name="Priya Sample", title="Recruiter", company_name=kept.company_name,
                        relationship=Relationship.RECRUITER, emails=("priya@brightwater.example",)),
                Contact(name="Tomas Placeholder", title="Head of Platform", company_name=kept.company_name,
                        relationship=Relationship.HIRING_MANAGER),
            ]
        )  # fmt: skip
        change.save_all(
            [
                Interaction(contact=people[0].id, application=own.id, kind=InteractionKind.EMAIL, inbound=True,
                            at=NOW - timedelta(days=6), summary="Asked for times next week."),
                Interaction(contact=people[1].id, application=own.id, kind=InteractionKind.MEETING,
                            at=NOW - timedelta(days=2), summary="Talked about the on-call rota."),
            ]
        )  # fmt: skip
        change.save_all(
            [
                SharedNote(about=about, body="Ask how releases work.\nMention the migration project."),
                SharedNote(about=about, section="private", body="The commute is too long for five days a week."),
                Comment(id=f"{COACH}.019a0000-0000-7000-8000-000000000001", about=about, kind=CommentKind.SUGGESTION,
                        body="Lead with the on-call story: it is what they ask about."),
            ]
        )  # fmt: skip
        change.save_all(
            [
                Task(title="Send two times for the call", about=about, due_on=date(2026, 11, 23)),
                Task(title="Read their engineering blog", about=about, priority=TaskPriority.LOW),
                Task(title="Thank Priya", about=about, status=TaskStatus.DONE, completed_at=NOW),
            ]
        )
        change.save_all(
            [
                SalaryData(job=kept.id, fact=PayFact.ADVERTISED, pay=kept.pay, observed_at=NOW - timedelta(days=20)),
                SalaryData(job=kept.id, fact=PayFact.STATED, pay=PayRange(8_000_000, 8_000_000, "EUR", "year"),
                           said_to="Priya Sample", observed_at=NOW - timedelta(days=6)),
            ]
        )  # fmt: skip
        change.save(Document(name="Résumé, platform", kind=DocumentKind.RESUME, application=own.id))
        change.save(Document(name="Résumé, general", kind=DocumentKind.RESUME, is_default=True))


def many(work: Workspace, number: int, *, seed: int = 7) -> None:
    """Fill in as many plain jobs as asked for, each with a card."""
    chance = random.Random(seed)
    stages = [stage for stage, share, _ in _WAYS for _ in range(share)]
    with work.change("Many jobs") as change:
        kept = change.save_all(
            [
                JobOpportunity(
                    title=f"{chance.choice(TITLES)} {at}",
                    company_name=chance.choice(COMPANIES),
                    location=chance.choice(PLACES),
                    source=chance.choice(SOURCES),
                    deadline_on=NOW.date() + timedelta(days=chance.randrange(-60, 60)) if at % 2 else None,
                    pay=PayRange(at * 100, at * 100 + 5_000_000, "EUR", "year") if at % 3 else PayRange(),
                    description=POSTING.format(company="A company", title="person", place="town"),
                )
                for at in range(number)
            ]
        )
        made = change.save_all([Application(job=one.id) for one in kept])
        change.save_all(
            [
                ApplicationStage(
                    application=own.id,
                    to=chance.choice(stages),
                    occurred_at=(at := NOW - timedelta(minutes=chance.randrange(90_000))),
                    recorded_at=at,
                )
                for own in made
            ]
        )
