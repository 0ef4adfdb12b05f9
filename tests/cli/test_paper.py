"""`ats resume`: a PDF of the profile, written where one says."""

import io
import json

import pypdf


def text_of(path):
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(path.read_bytes())).pages)


def test_a_resume_is_written_and_kept(ats, home, tmp_path):
    ats("add", "candidate_profiles", "first_name=Ada", "last_name=Example")

    answer = ats("resume", str(tmp_path / "ada.pdf"))

    assert answer.code == 0
    assert "Ada Example" in text_of(tmp_path / "ada.pdf")
    assert len(ats("list", "document_versions", "--json").told["rows"]) == 1


def test_without_a_name_it_says_what_to_do(ats, home, tmp_path):
    answer = ats("resume", str(tmp_path / "ada.pdf"))

    assert answer.code == 1
    assert "needs your name" in answer.err
    assert not (tmp_path / "ada.pdf").exists()


def test_a_folder_that_is_not_there_is_said_in_a_sentence(ats, home, tmp_path):
    ats("add", "candidate_profiles", "first_name=Ada")

    answer = ats("resume", str(tmp_path / "nowhere" / "ada.pdf"))

    assert answer.code == 1
    assert "no place for a file" in answer.err


def test_the_proof_of_a_month_is_written_as_paper_or_as_a_list(ats, home, tmp_path):
    ats("jobs", "add", "Clock Keeper", "Halden Robotics")
    own = ats("list", "applications", "--json").told["rows"][0]["id"]
    ats("stage", own, "applied", "--at", "2026-11-03")

    paper = ats("proof", "--from", "2026-11-01", "--to", "2026-11-30", str(tmp_path / "november.pdf"))
    listed = ats("proof", "--from", "2026-11-01", "--to", "2026-11-30", str(tmp_path / "november.csv"))

    assert (paper.code, listed.code) == (0, 0)
    assert "1 application from 2026-11-01 to 2026-11-30" in paper.out.replace("\n", " ")
    assert "Halden Robotics" in text_of(tmp_path / "november.pdf")
    assert "2026-11-03,Halden Robotics,Clock Keeper,," in (tmp_path / "november.csv").read_text("utf-8-sig")


def test_a_day_that_is_none_is_refused(ats, home, tmp_path):
    answer = ats("proof", "--from", "november", str(tmp_path / "november.pdf"))

    assert answer.code == 1
    assert "is no day" in answer.err


def test_the_resume_as_text_and_for_other_programs(ats, home, tmp_path):
    ats("add", "candidate_profiles", "first_name=Ada", "last_name=Example", "headline=Keeps clocks")
    ats("add", "languages", "name=Latvian", "fluency=c1")

    ats("resume", str(tmp_path / "ada.txt"))
    ats("resume", str(tmp_path / "ada.json"))

    assert (tmp_path / "ada.txt").read_text("utf-8").splitlines()[:2] == ["Ada Example", "Keeps clocks"]
    assert json.loads((tmp_path / "ada.json").read_text("utf-8"))["languages"] == [
        {"language": "Latvian", "fluency": "C1"}
    ]
    assert ats("list", "document_versions", "--json").told["rows"] == []
