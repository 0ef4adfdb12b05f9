"""Import and export on the command line."""

import json

import pytest

LIST = (
    "Company,Job Title,Status,Deadline\nHalden Robotics,Clock Keeper,Wishlist,2026-12-01\nQuillmark,Binder,Applied,\n"
)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "jobs.csv"
    path.write_text(LIST)
    return path


def test_a_dry_run_says_what_would_happen_and_writes_nothing(ats, home, file):
    answer = ats("import", str(file), "--dry-run")

    assert answer.code == 0
    assert "Clock Keeper" in answer.out
    assert "(nothing was written)" in answer.out
    assert ats("count", "job_opportunities").out == "0\n"


def test_an_import_is_one_step_and_brings_nothing_twice(ats, home, file):
    first = ats("import", str(file), "--json").told
    again = ats("import", str(file), "--json").told
    ats("undo")

    assert first["counts"]["new"] > 0
    assert again["counts"] == {"new": 0, "changed": 0, "same": first["counts"]["new"], "skipped": 0}
    assert list(first) == ["version", "file", "format", "dry_run", "counts", "notes", "rows"]
    assert set(first["rows"][0]) == {"place", "noun", "title", "fate", "why"}
    assert ats("count", "job_opportunities").out == "0\n"


def test_a_format_and_columns_may_be_said(ats, home, tmp_path):
    path = tmp_path / "odd.txt"
    path.write_text("Haus;Beruf\nQuillmark;Binder\n")

    ats("import", str(path), "--format", "csv", "--column", "Haus=company", "--column", "Beruf=title")

    (row,) = ats("list", "job_opportunities", "--json").told["rows"]
    assert (row["title"], row["company_name"]) == ("Binder", "Quillmark")


@pytest.mark.parametrize(
    ("content", "words", "says"),
    [
        (b"%PDF-1.7", (), "the PDF is damaged"),
        (b"", (), "there is nothing in it"),
        (LIST.encode(), ("--format", "runes"), "there is no such format"),
        (LIST.encode(), ("--column", "Company"), "gives no field a value"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_and_changes_nothing(ats, home, tmp_path, content, words, says):
    path = tmp_path / "strange"
    path.write_bytes(content)

    answer = ats("import", str(path), *words)

    assert (answer.code, says in answer.err) == (1, True), answer.err
    assert ats("count", "job_opportunities").out == "0\n"


def test_a_file_that_is_not_there_is_refused(ats, home, tmp_path):
    answer = ats("import", str(tmp_path / "nowhere.csv"))

    assert answer.code == 1
    assert answer.err.startswith("The file is not there.")


def test_an_export_writes_everything_and_an_import_of_it_finds_it_all_the_same(ats, home, file, tmp_path):
    ats("import", str(file))
    ats("add", "candidate_profiles", "first_name=Ada")

    made = ats("export", str(tmp_path / "out"))
    again = ats("import", str(tmp_path / "out"), "--json").told

    assert made.code == 0
    assert (tmp_path / "out" / "job_opportunities.csv").exists()
    assert json.loads((tmp_path / "out" / "resume.json").read_text())["basics"]["name"] == "Ada"
    assert again["counts"]["new"] == again["counts"]["changed"] == 0


def test_an_export_leaves_a_folder_with_other_things_alone(ats, home, file):
    answer = ats("export", str(file.parent))

    assert answer.code == 1
    assert answer.err.startswith("This folder holds other things.")
