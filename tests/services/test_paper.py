"""A résumé made from the profile says all that a machine looks for, and is kept once for each state of the profile."""

import io
from datetime import date

import make
import pypdf
import pytest

from ats_desktop.domain.documents import Document, DocumentVersion
from ats_desktop.domain.portfolio import Achievement, AchievementKind, Certification, Fluency, Language, Project
from ats_desktop.domain.profile import CandidateProfile, CandidateSkill, Education, SkillLevel, WorkExperience
from ats_desktop.domain.schema import Text
from ats_desktop.domain.settings import Setting
from ats_desktop.domain.values import PartialDate
from ats_desktop.errors import Refused
from ats_desktop.services import paper

JOBS = (
    ("Halden Robotics", "Clock Keeper", "2021-04", ""),
    ("Osprey & Vale", "Engineer, Office Affairs", "2016-09", "2021-03"),
    ("Fernhill Health", "Intern", "2015", "2016"),
)


@pytest.fixture
def work(tmp_path):
    opened = make.empty(tmp_path / "own")
    yield opened
    opened.close()


@pytest.fixture
def filled(work):
    """A profile with something in every section."""
    rows = [
        CandidateProfile(
            first_name="Zoë",
            last_name="Filling",
            email="zoe@example.org",
            phone="+371 2000 0000",
            city="Riga",
            headline="Keeps clocks",
            summary=Text("Ten years of clocks."),
            portfolio_url="https://zoe.example.org",
        ),
        *(
            WorkExperience(
                company_name=company,
                job_title=title,
                start=PartialDate(start),
                end=PartialDate(end),
                is_current=not end,
                description=Text("Kept the tower clock.\n- Won back six minutes a day"),
                highlights=("Two apprentices taught",),
                reason_left="They painted it green",
            )
            for company, title, start, end in JOBS
        ),
        Education(institution="School of Hours", degree_name="BSc", start=PartialDate("2012"), gpa_value=3.1),
        CandidateSkill(skill_name="Escapements", level=SkillLevel.EXPERT),
        CandidateSkill(skill_name="Oil", level=SkillLevel.BEGINNER),
        Project(name="Tidal dial", role="Lead", url="https://tide.example.org", outcomes=("Runs since 2019",)),
        Certification(name="Licensed Ringer", issuer="Guild of Bells", expires_on=date(2027, 5, 1)),
        Language(name="Latvian", fluency=Fluency.C1),
        Achievement(name="Golden Hand", kind=AchievementKind.AWARD, awarded_on=PartialDate("2020")),
        Achievement(name="On Pendulums", kind=AchievementKind.PUBLICATION),
    ]
    with work.change("Fill in a profile") as change:
        change.save_all(rows)
    return work


def words_in(pdf):
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages).split())


def test_a_machine_finds_all_it_looks_for_in_the_file(filled):
    found = words_in(paper.draw_resume(filled))

    for wanted in ("Zoë Filling", "zoe@example.org", "+371 2000 0000", "Riga"):
        assert wanted in found
    for company, title, _, _ in JOBS:
        assert f"{title} " in found
        assert company in found
    for dates in ("Apr 2021 \u2013 present", "Sep 2016 \u2013 Mar 2021", "2015 \u2013 2016"):
        assert dates in found


def test_headings_are_the_usual_ones_and_in_their_usual_order(filled):
    found = words_in(paper.draw_resume(filled))

    usual = ("Summary", "Experience", "Projects", "Education", "Skills", "Certifications", "Languages", "Awards")
    places = [found.index(f" {heading} ") for heading in (*usual, "Publications")]
    assert places == sorted(places)


def test_the_text_kept_for_searching_says_what_the_page_says(filled):
    kept, found = paper.resume_words(filled).text, words_in(paper.draw_resume(filled))

    for word in kept.replace("|", " ").replace("- ", " ").replace(":", " ").split():
        assert word.rstrip(":") in found


def test_what_is_private_stays_off_the_page(filled):
    found = words_in(paper.draw_resume(filled))

    assert "painted it green" not in found
    assert "3.1" not in found


def test_making_it_twice_keeps_one_version_and_a_change_makes_another(filled):
    first = paper.resume(filled)

    assert paper.resume(filled).id == first.id
    assert filled.files.path(first.sha256).read_bytes().startswith(b"%PDF-")

    with filled.change("Learn") as change:
        change.save(CandidateSkill(skill_name="Brass"))
    second = paper.resume(filled)

    assert second.id != first.id
    assert "Brass" in second.content
    assert filled.count(Document) == 1
    assert filled.count(DocumentVersion) == 2


def test_without_a_name_there_is_no_resume_and_nothing_is_kept(work):
    with pytest.raises(Refused, match="needs your name"):
        paper.resume(work)

    assert work.count(Document) == 0


def test_an_empty_profile_with_a_name_has_no_empty_headings(work):
    with work.change("Begin") as change:
        change.save(CandidateProfile(first_name="Ada"))

    assert words_in(paper.draw_resume(work)) == "Ada"


def test_a_language_whose_level_is_not_known_stands_there_by_its_name_alone(filled):
    with filled.change("Learn") as change:
        change.save(Language(name="Welsh"))

    said = words_in(paper.draw_resume(filled))

    assert "Welsh" in said
    assert "Welsh:" not in said
    assert "Latvian: " in said


def test_a_file_takes_the_place_of_the_older_one_or_nothing_happens(tmp_path):
    there = tmp_path / "resume.pdf"
    there.write_bytes(b"old")

    paper.keep_as(there, b"new")

    assert there.read_bytes() == b"new"
    with pytest.raises(Refused, match="no place for a file"):
        paper.keep_as(tmp_path / "nowhere" / "resume.pdf", b"new")
    assert [one.name for one in tmp_path.iterdir() if one.suffix == ".part"] == []


# --- proof of a search -----------------------------------------------------------------------------


@pytest.fixture
def sought(work):
    """Three applications of November and one of October, with a company that tries to be a formula."""
    with work.change("Me") as change:
        change.save(CandidateProfile(first_name="Ada", last_name="Example"))
        change.save(Setting(key="zone", value="Europe/Berlin"))
    make.application(work, "Clock Keeper", "=HYPERLINK(1)", stage="applied", days=2)
    make.application(work, "Bell Founder", "Halden Robotics", stage="rejected", days=5)
    make.application(work, "Dial Painter", "Quillmark", stage="lead", days=3)
    make.application(work, "Oiler", "Fernhill Health", stage="applied", days=40)
    return work


def test_the_proof_lists_what_was_sent_in_those_days_and_nothing_else(sought):
    lines = paper.prove(sought, date(2026, 11, 1), date(2026, 11, 30))

    assert [(line.day, line.position) for line in lines] == [(date(2026, 11, 20), "Clock Keeper")]


def test_both_days_count_and_a_day_is_hers(sought):
    day = date(2026, 11, 20)

    assert len(paper.prove(sought, day, day)) == 1
    assert paper.prove(sought, date(2026, 11, 21), date(2026, 11, 30)) == []


def test_the_paper_says_what_the_list_says(sought):
    found = words_in(paper.draw_proof(sought, date(2026, 10, 1), date(2026, 11, 30)))

    for wanted in ("Ada Example", "2026-10-01 to 2026-11-30", "=HYPERLINK(1)", "Clock Keeper", "Fernhill Health"):
        assert wanted in found
    assert "Dial Painter" not in found


def test_a_spreadsheet_runs_nothing_of_the_list(sought):
    written = paper.proof_list(sought, date(2026, 11, 1), date(2026, 11, 30)).decode("utf-8-sig")

    assert written.splitlines() == ["Date,Employer,Position,Method,Result", "2026-11-20,'=HYPERLINK(1),Clock Keeper,,"]


def test_days_the_wrong_way_round_are_refused(work):
    with pytest.raises(Refused, match="comes before the first"):
        paper.prove(work, date(2026, 11, 2), date(2026, 11, 1))


def test_a_month_without_applications_says_so_on_paper(work):
    assert "No application was noted" in words_in(paper.draw_proof(work, date(2026, 1, 1), date(2026, 1, 31)))
