"""A made-up job search of any size, the same on every run; nobody in it exists.

Why:    ids are as imports make them (UUIDv5, in no order), texts as long as postings are, and most
        fields empty, as in real lists: a bench of short, full rows would flatter us.
"""

import csv
import io
import shutil
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from ats_desktop.domain.applications import Application, ApplicationStage, Method
from ats_desktop.domain.catalog import BY_TABLE
from ats_desktop.domain.interviews import Interview
from ats_desktop.domain.jobs import JobOpportunity, WorkMode
from ats_desktop.domain.schema import Entity, Id, Text, stored
from ats_desktop.domain.tasks import Task
from ats_desktop.domain.values import Appointment, PayRange
from ats_desktop.store import statements
from ats_desktop.store.opening import connect
from ats_desktop.store.workspace import Workspace

NOW = datetime.now(UTC).replace(hour=9, minute=30, second=0, microsecond=0)  # Today must have something to show
COMPANIES = ("Brightwater Labs", "Halden Robotics", "Fernhill Health", "Quillmark", "Tidewell Energy", "Cobalt Orchard")
TITLES = ("Backend Engineer", "Data Engineer", "QA Engineer", "Engineering Manager", "Technical Writer", "Analyst")
PLACES = ("Leeds", "Rotterdam", "Berlin", "Portland", "Dublin", "Toronto", "")
POSTING = "{company} is looking for a {title}. You build and run what {company} stands on, in a team of six. "
WAY = ("applied", "screening", "interviewing", "rejected", "no_response")


def search_of(rows: int) -> list[Entity]:
    """Make a search of so many rows: of ten, four jobs, three applications to them and a stage of each."""
    tens = rows // 10
    jobs = [_job(number) for number in range(tens * 4)]
    applications = [_application(number) for number in range(tens * 3)]
    return [*jobs, *applications, *(_event(number) for number in range(tens * 3))]


def applied(count: int) -> list[Entity]:
    """Make a search of so many applications, one in six not sent yet; and what a week has of tasks and interviews."""
    numbers = range(count)
    events = (_event(number) for number in numbers if number % 6 != 1)
    week = (_interview(number) if number % 3 else _task(number) for number in range(1, 16))
    return [*map(_job, numbers), *map(_application, numbers), *events, *week]


def _id(kind: str, number: int) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"https://example.com/{kind}/{number}"))


def _job(number: int) -> JobOpportunity:
    company, title = COMPANIES[number % 6], TITLES[number % 5]
    return JobOpportunity(
        id=Id(_id("job", number)),
        title=f"{title} {number}",
        company_name=f"{company} {number % 400}",
        location=PLACES[number % 7],
        posting_url=f"https://www.example.com/jobs/view/{number}?utm_source=letter",
        source="Job board",
        deadline_on=NOW.date() + timedelta(days=number % 89 - 20) if number % 3 else None,
        pay=PayRange(5_000_000 + number % 900 * 1_000, 9_000_000, "EUR", "year") if number % 2 else PayRange(),
        description=Text(POSTING.format(company=company, title=title) * (1 + number % 4)),
        work_mode=WorkMode.REMOTE if number % 4 else WorkMode.UNKNOWN,
        came_from="import",
    )


def _application(number: int) -> Application:
    return Application(
        id=Id(_id("application", number)),
        job=Id(_id("job", number)),
        method=Method.ONLINE_FORM,
        notes=Text(f"Sent the second version; asked {COMPANIES[number % 6]} about the team") if number % 5 else Text(),
        came_from="import",
    )


def _event(number: int) -> ApplicationStage:
    at = NOW - timedelta(hours=7 * (number % 2_000))
    return ApplicationStage(
        id=Id(_id("event", number)),
        application=Id(_id("application", number)),
        to=WAY[number % 5],
        occurred_at=at,
        recorded_at=NOW,
    )


def _interview(number: int) -> Interview:
    at = Appointment.at(NOW + timedelta(hours=20 * number), "Europe/Dublin")
    return Interview(id=Id(_id("interview", number)), application=Id(_id("application", number)), starts=at)


def _task(number: int) -> Task:
    day = NOW.date() + timedelta(days=number - 4)
    return Task(id=Id(_id("task", number)), title=f"Write to {COMPANIES[number % 6]}", due_on=day)


def spreadsheet(lines: int) -> bytes:
    """Write a job list as people keep one: a line a job, with where it stands and since when."""
    sheet = io.StringIO()
    writer = csv.writer(sheet)
    writer.writerow(
        ["Job Title", "Company", "Location", "URL", "Status", "Date Applied", "Salary", "Deadline", "Notes"]
    )
    for number in range(lines):
        job, day = _job(number), NOW.date() - timedelta(days=number % 200)
        status = ("Applied", "Interview", "Rejected", "Saved")[number % 4]
        texts = (job.title, job.company_name, job.location, job.posting_url, status, day, "50k - 60k EUR")
        writer.writerow([*texts, NOW.date() + timedelta(days=number % 60), f"Heard of it at meeting {number}"])
    return sheet.getvalue().encode()


# --- files --------------------------------------------------------------------------------------


def blank(folder: Path) -> Path:
    """Make an empty workspace file once, to be copied: the migrations take a second."""
    place = folder / "blank"
    if not place.exists():
        Workspace.open(place).close()
    return place / "data.db"


@contextmanager
def fresh_work(folder: Path) -> Iterator[Workspace]:
    """Open an empty workspace of its own; it is gone afterwards."""
    place = folder / uuid.uuid4().hex
    place.mkdir(parents=True)
    shutil.copy(blank(folder), place / "data.db")
    work = Workspace.open(place)
    try:
        yield work
    finally:
        work.close()
        shutil.rmtree(place)


@contextmanager
def fresh_file(folder: Path) -> Iterator[Any]:
    """Open the same file bare: our driver, our settings, our tables, and nothing of ours above them."""
    place = folder / uuid.uuid4().hex
    place.mkdir(parents=True)
    shutil.copy(blank(folder), place / "data.db")
    connection = connect(place / "data.db")
    try:
        yield connection
    finally:
        connection.close()
        shutil.rmtree(place)


def raw_lines(folder: Path, rows: Sequence[Entity]) -> list[tuple[str, list[tuple[Any, ...]]]]:
    """Give what an importer without any program around it would write: a statement a table, and its lines."""
    with fresh_work(folder) as work:
        with work.change("Import") as change:
            change.save_all(rows)
        return [lines_of(work, table) for table in dict.fromkeys(row.noun.table for row in rows)]


def lines_of(work: Workspace, table: str) -> tuple[str, list[tuple[Any, ...]]]:
    noun = BY_TABLE.get(table)
    if noun is None:
        raise LookupError(table)
    columns = stored(noun)
    names = ", ".join(f'"{name}"' for name in columns)
    return statements.insert_text(table, columns), work.rows(f"select {names} from {table} order by id")


def profile(folder: Path, count: int) -> Path:
    """Make a profile with so many applications, saved and indexed, once for every measure of a run."""
    home = folder / f"profile-{count}"
    if not home.exists():
        part = folder / f"part-{count}"
        work = Workspace.open(part / "workspaces" / "made")
        rows = applied(count)
        with work.change("Import") as change:
            change.save_all(rows)
        while work.index_more():
            pass
        work.close()
        (part / "config.toml").write_text('workspace = "made"\nhome = "made"\n', encoding="utf-8")
        part.rename(home)
    return home
