"""Whose a row is: met and never doubled, filled and never written over, left in the bin where she put it."""

from dataclasses import replace
from datetime import date

import pytest
from bringing import NOW, bring, counts, everything, line

from ats_desktop.domain.applications import Application, ApplicationStage
from ats_desktop.domain.companies import Company
from ats_desktop.domain.jobs import JobOpportunity, SalaryData
from ats_desktop.domain.people import Contact
from ats_desktop.domain.profile import CandidateProfile, WorkExperience
from ats_desktop.domain.schema import Text
from ats_desktop.domain.tasks import Task
from ats_desktop.domain.values import Money
from ats_desktop.services import applications, jobs, transfer
from ats_desktop.services.weighing import Fate
from ats_desktop.shipped import shipped


@pytest.fixture
def work(new_work):
    return new_work(now=lambda: NOW)


def test_what_she_changed_or_emptied_is_not_written_over(work):
    bring(work)
    (job,) = work.all(JobOpportunity, {"title": "Engineer"})
    (application,) = work.all(Application, {"job": job.id})
    with work.change("Edit") as change:
        change.save(replace(job, title="Principal Engineer", location=""), was=job)
        change.save(replace(application, notes=Text("Mine")), was=application)

    again = bring(work)

    assert counts(again) == {"same": 8}
    found = work.get(JobOpportunity, job.id)
    assert (found.title, found.location) == ("Principal Engineer", "")
    assert work.get(Application, application.id).notes == "Mine"
    said = {one.reason for one in again.lines if one.reason.startswith("Yours stays")}
    assert said == {"Yours stays: Title, Location.", "Yours stays: Notes."}


def test_a_job_typed_by_hand_is_met_and_its_gaps_are_filled(work):
    typed = jobs.add(work, "engineer ", "Brightwater Labs, Inc.", stage="applied")

    report = bring(work)

    job = work.get(JobOpportunity, typed.job)
    assert work.count(JobOpportunity) == 2
    assert (job.company_name, job.location, job.deadline_on) == ("Brightwater Labs, Inc.", "Oslo", date(2026, 12, 1))
    assert line(report, "job_opportunities", Fate.CHANGED).reason.startswith("Filled: ")
    assert work.get(Application, typed.id).notes == "From the list"
    assert counts(bring(work)) == {"same": 8}


def test_a_job_is_met_by_its_page_however_the_address_is_written(work):
    typed = jobs.add(work, "Eng.", "B. Labs", posting_url="https://www.brightwater.example/jobs/48151/?utm_source=x")

    bring(work)

    assert work.count(JobOpportunity) == 2
    assert work.get(JobOpportunity, typed.job).location == "Oslo"


@pytest.mark.parametrize(
    "other",
    [
        {"posting_url": "https://brightwater.example/jobs/99999"},
        {"location": "Bergen"},
    ],
)
def test_what_contradicts_keeps_two_jobs_apart(work, other):
    jobs.add(work, "Engineer", "Brightwater Labs", **other)

    bring(work)

    assert work.count(JobOpportunity) == 3


def test_one_row_of_hers_is_met_by_one_row_of_the_file(work):
    jobs.add(work, "Engineer", "A")

    bring(work, b"Company,Title,Applied\nA,Engineer,2026-11-01\nA,Engineer,2026-11-20\n")

    assert work.count(JobOpportunity) == 2


def test_applying_again_months_later_is_another_attempt(work):
    lines = "Company,Title,Link,Applied\nA,B,https://a.example/jobs/77123,{}\n"
    bring(work, lines.format("2026-01-05").encode())

    bring(work, lines.format("2026-11-05").encode())

    assert work.count(JobOpportunity) == 1
    assert {one.applied_at.month for one in work.all(Application)} == {1, 11}


def test_a_newer_list_moves_an_application_on_as_of_now(work):
    lines = "Company,Title,Status,Applied\nA,B,{},2026-11-02\n"
    bring(work, lines.format("Applied").encode())

    report = bring(work, lines.format("Offer").encode())

    (application,) = work.all(Application)
    assert (application.stage, application.stage_since) == ("offer", NOW)
    assert line(report, "application_stages", Fate.NEW).title == "to offer"


def test_an_older_list_never_moves_it_back(work):
    typed = jobs.add(work, "B", "A", stage="offer")
    bring(work, b"Company,Title,Status\nA,B,Interview\n")

    assert work.get(Application, typed.id).stage == "offer"
    applications.move(work, typed.id, "withdrawn")
    bring(work, b"Company,Title,Status\nA,B,Screening\n")
    assert work.get(Application, typed.id).stage == "withdrawn"


def test_what_she_removed_stays_in_the_bin_and_says_so(work):
    bring(work)
    (job,) = work.all(JobOpportunity, {"title": "Engineer"})
    with work.change("Remove") as change:
        change.remove(job)

    again = bring(work)

    assert work.find(JobOpportunity, job.id) is None
    assert line(again, "job_opportunities", Fate.SKIPPED).reason == "You removed it; it lies in the bin."
    assert again.count(Fate.SKIPPED, "applications") == 1
    assert again.count(Fate.NEW) == 0


def test_people_and_positions_are_met_too(work):
    with work.change("Type") as change:
        kim = change.save(Contact(name="Kim Sample", company_name="Halden Robotics"))
        job = change.save(WorkExperience(company_name="Silverbirch Analytics", job_title="Senior Data Engineer"))
    archive = shipped("data/samples") / "linkedin-archive.zip"

    transfer.import_file(work, archive)

    assert work.get(Contact, kim.id).emails == ("kim@halden.example",)
    assert work.get(WorkExperience, job.id).start == "2021-03"
    assert (work.count(Contact), work.count(WorkExperience)) == (3, 2)


def test_two_people_of_one_name_stay_two(work):
    with work.change("Type") as change:
        change.save(Contact(name="Kim Sample", company_name="Halden Robotics", emails=("other@kim.example",)))

    transfer.import_file(work, shipped("data/samples") / "linkedin-archive.zip")

    assert work.count(Contact) == 4


def test_pay_without_a_currency_takes_hers(work):
    with work.change("Profile") as change:
        change.save(CandidateProfile(salary_target=Money(100_000_00, "NOK")))

    bring(work, b"Company,Title,Salary\nA,B,700000\n")

    assert work.all(SalaryData)[0].pay.currency == "NOK"


def test_nothing_of_the_closed_parts_lands_in_an_open_row(work):
    bring(work, b"Company,Title,Salary expectation,Recruiter,Recruiter notes\nA,B,canary 90k,canary,canary\n")

    open_tables = {kind.noun.table: kind for kind in (JobOpportunity, Application, ApplicationStage, Company, Task)}
    assert "canary" not in repr([rows for table, rows in everything(work).items() if table in open_tables])
    assert "canary" in repr(work.all(SalaryData)) + repr(work.all(Contact))
