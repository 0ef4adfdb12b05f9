"""LinkedIn's archive: by heading and never by position, with every oddity real archives have."""

import io
import json
import zipfile
from datetime import date

import pytest

from ats_desktop.domain.portfolio import Fluency
from ats_desktop.formats.problem import ImportProblem
from ats_desktop.shipped import shipped

ARCHIVE = shipped("data/samples/linkedin-archive.zip")


def zipped(**files):
    """Make an archive; names are written with _ for spaces and __ for folders."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in files.items():
            archive.writestr(name.replace("__", "/").replace("_", " ") + ".csv", text)
    return made.getvalue()


@pytest.fixture
def archive(read):
    return read(ARCHIVE.read_bytes(), "linkedin-archive.zip")


def test_the_profile_comes_from_several_lists(archive):
    fields = {}
    for one in archive.found:
        if one.table == "candidate_profiles":
            fields |= one.fields
    assert fields["first_name"] == "Ada"
    assert fields["email"] == "ada@example.org"
    assert fields["city"] == "Cambridge"
    assert fields["country"] == "United States"
    assert fields["portfolio_url"] == "https://ada.example.org"
    assert json.loads(fields["address"])[0] == "12 Mill Lane"


def test_what_stands_beside_work_becomes_rows(archive):
    english = next(one for one in archive.rows("languages") if one.name == "English")

    assert (english.fluency, english.note) == (Fluency.NATIVE, "Native or bilingual proficiency")
    assert archive.rows("certifications")[0].issued_on == "2022-05"


def test_positions_and_schools_keep_dates_as_exact_as_they_are(archive):
    first, second = archive.rows("work_experiences")

    assert (first.start, first.end, first.is_current) == ("2021-03", "", True)
    assert (second.start, second.end, second.is_current) == ("2016-09", "2021-02", False)
    assert archive.one("educations").start == "2012"


def test_remarks_above_the_contacts_are_passed_over(archive):
    people = archive.rows("contacts")

    assert [one.name for one in people] == ["Kim Sample", "Noor Placeholder", "Luis Specimen"]
    assert people[0].connected_on == date(2024, 3, 5)
    assert people[0].emails == ("kim@halden.example",)


def test_applications_and_saved_jobs_become_jobs(archive):
    jobs = {job.title: job for job in archive.rows("job_opportunities")}

    assert len(jobs) == 5
    assert [event.to for event in archive.rows("application_stages")].count("applied") == 3
    assert "expect" not in repr([one for one in archive.found if one.table != "shared_notes"])
    assert {one.section for one in archive.rows("shared_notes")} == {"private"}


def test_american_dates_with_a_clock_are_read(archive):
    moments = sorted(
        event.occurred_at.isoformat() for event in archive.rows("application_stages") if event.to == "applied"
    )

    assert moments[1] == "2026-10-06T12:20:00+00:00"


def test_every_list_that_is_not_read_is_named(archive):
    assert {note.place for note in archive.notes} == {"messages.csv", "Ad_Targeting.csv"}


def test_a_posting_has_one_key_however_linkedin_writes_its_address(read):
    found = read(
        zipped(
            Saved_Jobs="Saved Date,Job Url,Job Title,Company Name\n"
            '"1/1/26, 9:00 AM",https://www.linkedin.com/jobs/view/engineer-at-halden-4100000099,Engineer,Halden\n',
            Job_Applications="Application Date,Company Name,Job Title,Job Url\n"
            '"1/2/26, 9:00 AM",Halden,Engineer,http://www.linkedin.com/jobs/view/4100000099/?trk=x\n',
        ),
        "archive.zip",
    )

    assert len({one.key for one in found.found if one.table == "job_opportunities"}) == 1
    assert len({one.key for one in found.found if one.table == "applications"}) == 1


def test_columns_may_stand_anywhere_be_new_or_stand_twice(read):
    found = read(
        zipped(
            Positions="New Thing,Title,Started On,Company Name,Title\nx,Engineer,Mar 2026,Halden,\n,,2020,Second,Lead\n"
        ),
        "archive.zip",
    )

    assert [(one.company_name, one.job_title) for one in found.rows("work_experiences")] == [
        ("Halden", "Engineer"),
        ("Second", "Lead"),
    ]


def test_member_numbers_and_folders_do_not_hide_a_list(read):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("Complete_Export_11-22-2026/Skills_71234567.csv", "Name\nPython\n")
        archive.writestr("Complete_Export_11-22-2026/Email_Addresses.csv", "Email Address\na@x.example\n")
        archive.writestr("__MACOSX/._Skills.csv", b"\0\1\2")

    found = read(made.getvalue(), "archive.zip")

    assert found.one("candidate_skills").skill_name == "Python"
    assert found.one("candidate_profiles").email == "a@x.example"
    assert found.notes == []


def test_empty_lists_are_named_and_the_others_read(read):
    found = read(
        zipped(
            Connections="No connections found", Positions="", Education="Something,Else\n1,2\n", Skills="Name\nGo\n"
        ),
        "a.zip",
    )

    assert found.one("candidate_skills").skill_name == "Go"
    assert {note.place for note in found.notes} == {"Connections.csv", "Positions.csv", "Education.csv"}


def test_one_list_out_of_the_archive_may_be_given_alone(read):
    found = read("First Name,Last Name,URL,Company\nKim,Sample,,Halden\n", "Connections.csv")

    assert found.kind == "linkedin"
    assert found.one("contacts").name == "Kim Sample"


def test_an_archive_of_something_else_is_said_to_be_so(read):
    with pytest.raises(ImportProblem, match="none of its files"):
        read(zipped(Holiday="a,b\n1,2\n"), "linkedin.zip")
