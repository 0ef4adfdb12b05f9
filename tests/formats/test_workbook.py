"""Workbooks: the sheet that is a job list is read as CSV is, and nothing unfolds without end."""

import io
import zipfile
from datetime import UTC, date, datetime

import papers
import pytest

from ats_desktop.formats import workbook
from ats_desktop.formats.problem import ImportProblem, Reading

HOW = Reading(now="2026-11-22T12:00:00.000000Z")
HEADINGS = ["Company", "Title", "Status", "Applied", "Deadline", "Salary"]


def test_a_sheet_becomes_the_jobs_a_csv_would(read):
    at = datetime.fromisoformat("2026-11-05T14:30")
    data = papers.workbook(
        {
            "Read me": [["How to use this list"], [None], ["Fill in a row a job"]],
            "Jobs 2026": [
                HEADINGS,
                ["Halden Robotics", "Engineer", "Interview", date(2026, 11, 3), date(2026, 11, 30), "$90k - $110k"],
                ["Quillmark", "Analyst", "Applied", at, None, 64000.0],
            ],
        }
    )

    found = read(data, "jobs.xlsx")

    assert found.kind == "workbook"
    first, second = sorted(found.rows("job_opportunities"), key=lambda job: job.title, reverse=True)
    assert (first.title, first.company_name, first.deadline_on) == ("Engineer", "Halden Robotics", date(2026, 11, 30))
    assert second.company_name == "Quillmark"
    applied = sorted(event.occurred_at for event in found.rows("application_stages") if event.to == "applied")
    assert applied[1] == datetime(2026, 11, 5, 13, 30, tzinfo=UTC)
    assert "Only the sheet “Jobs 2026” is read" in found.all_notes()


def test_a_column_can_be_given_by_hand(read):
    data = papers.workbook({"Liste": [["Wo", "Was"], ["Quillmark", "Analystin"]]})

    found = read(data, "liste.xlsx", mapping={"Wo": "company", "Was": "title"})

    job = found.one("job_opportunities")
    assert (job.company_name, job.title) == ("Quillmark", "Analystin")


def test_rows_keep_the_numbers_they_have_in_the_sheet(read):
    found = read(papers.workbook({"A": [HEADINGS, [None], ["", "", "Applied"]]}), "jobs.xlsx")

    assert [one.place for one in found.found] == ["Row 3"]


def test_a_sheet_with_nothing_in_it_is_said():
    with pytest.raises(ImportProblem, match="No sheet of it holds anything"):
        workbook.unfold(papers.workbook({"A": []}), HOW)


def test_a_sheet_that_is_formatted_far_down_is_read_at_once(read):
    rows = [HEADINGS, ["Quillmark", "Analyst", "Applied", None, None, None]]
    found = read(papers.workbook({"A": rows + [[None]] * 5_000 + [["Far", "below"]]}), "jobs.xlsx")

    assert [job.title for job in found.rows("job_opportunities")] == ["Analyst"]


def test_a_long_sheet_is_read(read):
    rows = [HEADINGS, *([f"Company {n}", f"Engineer {n}", "Applied", None, None, 64000 + n] for n in range(12_000))]

    found = read(papers.workbook({"A": rows}), "jobs.xlsx")

    assert len(found.rows("job_opportunities")) == 12_000


def test_a_workbook_that_unfolds_without_end_is_refused_before_it_is_unfolded():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)

    with pytest.raises(ImportProblem, match="bomb"):
        workbook.unfold(made.getvalue(), HOW)


def test_a_locked_workbook_is_said(read):
    with pytest.raises(ImportProblem, match="old Excel"):
        read(b"\xd0\xcf\x11\xe0" + b"\0" * 500, "jobs.xlsx")
