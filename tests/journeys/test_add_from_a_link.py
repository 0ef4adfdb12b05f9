"""From a link to a card with everything a person would have typed, and the reminder of its last day."""

import json
from contextlib import contextmanager
from datetime import UTC, date, datetime

import postings
import pytest
from reminding import Laptop
from sites import answer, site

from ats_desktop.domain.applications import Application
from ats_desktop.domain.jobs import JobOpportunity, WorkMode
from ats_desktop.domain.requirements import JobRequirement
from ats_desktop.services import capture

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
PLAIN = "https://jobs.quillmark.example/openings/31"
TRAMS = "https://lindholm.example/careers/tram-electrician"


@pytest.fixture
def work(new_work):
    return new_work(now=lambda: NOW)


@contextmanager
def the_web(folder, pages):
    """A web in which these pages are served by one site of this machine, under every name they need."""
    names = {address.split("/")[0] for address in pages}
    with site(pages, folder=folder, names=names) as made:
        yield made


def as_json(told):
    return answer(json.dumps(told), kind="application/json")


PAGES = {
    postings.GREENHOUSE_JSON: as_json(postings.greenhouse),
    postings.LEVER_JSON: as_json(postings.lever),
    postings.ASHBY_JSON: as_json(postings.ashby),
    "lindholm.example/careers/tram-electrician": answer(postings.page_with(postings.job_posting)),
    "jobs.quillmark.example/openings/31": answer(postings.PLAIN),
}


@pytest.fixture
def web(tmp_path):
    with the_web(tmp_path, PAGES) as made:
        yield made.web()


EXPECTED = {
    postings.GREENHOUSE: {
        "title": "Night Dispatcher",
        "company_name": "Kestrel Freight",
        "location": "Riga, Latvia (Hybrid)",
        "work_mode": WorkMode.HYBRID,
        "pay": "30,000 - 36,500 EUR/year",
        "deadline_on": date(2026, 12, 4),
        "department": "Operations",
        "asked": [
            ("3+ years of dispatching", True),
            ("Fluent English and Latvian", True),
            ("Experience with PostgreSQL", False),
        ],
        "origin": "Greenhouse's board on boards.greenhouse.io",
    },
    postings.LEVER: {
        "title": "Bakery Lead",
        "company_name": "Quillmark",
        "location": "Leeds; York",
        "work_mode": WorkMode.ONSITE,
        "pay": "28,000 - 32,500 GBP/year",
        "deadline_on": date(2026, 11, 30),
        "department": "Kitchen",
        "asked": [("Two years in a bakery", True), ("Food hygiene certificate", True)],
        "origin": "Lever's board on jobs.lever.co",
    },
    postings.ASHBY: {
        "title": "Junior Archivist",
        "company_name": "Halden Archive",
        "location": "Oslo; Bergen",
        "work_mode": WorkMode.REMOTE,
        "pay": "480,000 - 520,000 NOK/year",
        "deadline_on": None,
        "department": "Collections",
        "asked": [("Bachelor's degree in history", True), ("Python", True)],
        "origin": "Ashby's board on jobs.ashbyhq.com",
    },
    TRAMS: {
        "title": "Tram Electrician",
        "company_name": "Lindholm Trams",
        "location": "Lindholm, West, Sweden",
        "work_mode": WorkMode.UNKNOWN,
        "pay": "34,000 - 38,500 SEK/month",
        "deadline_on": date(2026, 12, 1),
        "department": "",
        "asked": [
            ("5 years as an electrician", True),
            ("Driving licence", True),
            ("Swedish", False),
            ("Fault finding", True),
            ("High voltage", True),
        ],
        "origin": "schema.org JobPosting on lindholm.example",
    },
    PLAIN: {
        "title": "Bakery Lead",
        "company_name": "Quillmark Bakes",
        "location": "Leeds, UK",
        "work_mode": WorkMode.HYBRID,
        "pay": "28,000 - 32,500 GBP/year",
        "deadline_on": date(2026, 11, 30),
        "department": "",
        "asked": [
            ("At least two years in a bakery", True),
            ("Food hygiene certificate", True),
            ("A driving licence is a plus", False),
        ],
        "origin": "its heading on jobs.quillmark.example",
    },
}


@pytest.mark.parametrize("link", EXPECTED, ids=["greenhouse", "lever", "ashby", "schema.org", "plain page"])
def test_a_link_becomes_a_card_with_everything_on_it(work, web, link):
    taken = capture.take(work, link, web)

    job, expected = taken.job, EXPECTED[link]
    said = {name: getattr(job, name) for name in expected if name not in {"asked", "origin", "pay"}}
    points = work.all(JobRequirement, {"job": job.id}, order="-priority")
    assert said == {name: value for name, value in expected.items() if name in said}
    assert str(job.pay) == expected["pay"]
    assert sorted((point.text, point.is_required) for point in points) == sorted(expected["asked"])
    assert (job.fetch, job.fetched_at, job.posting_url) == ("done", NOW, link)
    assert f"title: {expected['origin']}" in job.origins
    assert work.get(Application, taken.application).stage == "lead"
    assert (taken.waiting, taken.warning) == ("", "")


def test_the_posting_is_kept_for_when_it_vanishes(work, web):
    job = capture.take(work, postings.GREENHOUSE, web).job

    assert job.description == (
        "You keep our lorries moving & on time.\n\nWhat you bring\n\n• 3+ years of dispatching\n• Fluent English and Latvian\n\n"
        "Nice to have\n\n• Experience with PostgreSQL\n\nWhat we offer\n\n• Soup"
    )


@pytest.mark.parametrize(
    ("link", "quiet", "at", "name"),
    [
        (postings.GREENHOUSE, "2026-12-01T07:59", "2026-12-01T08:00", "Night Dispatcher @ Kestrel Freight"),
        (TRAMS, "2026-11-28T07:59", "2026-11-28T08:00", "Tram Electrician @ Lindholm Trams"),
        (PLAIN, "2026-11-27T07:59", "2026-11-27T08:00", "Bakery Lead @ Quillmark Bakes"),
    ],
    ids=["greenhouse", "schema.org", "plain page"],
)
def test_its_last_day_is_reminded_of_by_itself_three_days_before(tmp_path, web, link, quiet, at, name):
    laptop = Laptop(tmp_path / "laptop", now=NOW)
    capture.take(laptop.work, link, web)

    assert laptop.at(quiet).run().lines == ()
    assert f"In the window: 3 days left: {name}" in str(laptop.at(at).run())
    laptop.work.close()


def test_the_hour_of_a_deadline_is_told_by_her_own_clock(tmp_path, web):
    laptop = Laptop(tmp_path / "laptop", now=NOW)

    job = capture.take(laptop.work, TRAMS, web).job

    assert (job.deadline_on, job.deadline_time, job.deadline_zone) == (date(2026, 12, 1), "17:00", "Europe/Berlin")
    laptop.work.close()


def test_offline_the_card_is_there_and_fills_when_the_world_is_back(work, web):
    nowhere = type(web)(resolve=lambda *_: [])
    taken = capture.take(work, TRAMS, nowhere)
    assert (taken.job.title, taken.job.fetch) == ("Tram electrician", "waiting")
    assert "lindholm.example could not be found" in taken.waiting

    again = capture.take(work, TRAMS, web)

    assert (again.known, again.application) == (True, taken.application)
    assert (again.job.title, again.job.company_name, again.job.fetch) == ("Tram Electrician", "Lindholm Trams", "done")
    assert work.count(JobOpportunity) == 1
