"""Résumés: what stands in one is found, says where it stands, and nothing is made up."""

import papers
import pytest

from ats_desktop.domain.portfolio import Fluency
from ats_desktop.domain.profile import SkillLevel
from ats_desktop.formats import resume
from ats_desktop.formats.problem import ImportProblem

MADE = {"text": papers.RESUME.encode, "pdf": papers.pdf, "docx": papers.document}


@pytest.fixture(params=["pdf", "docx"])
def found(request, read):
    return read(MADE[request.param](), f"cv.{request.param}")


def test_the_person_is_found(found):
    facts = {
        name: text for one in found.found if one.table == "candidate_profiles" for name, text in one.fields.items()
    }

    assert facts == {
        "first_name": "Mira",
        "last_name": "Okafor",
        "headline": "Data engineer who likes quiet pipelines",
        "email": "mira.okafor@example.org",
        "phone": "+47 555 01 234",
        "linkedin_url": "https://linkedin.com/in/mira-okafor-example",
        "portfolio_url": "https://mira.example",
        "summary": "Seven years of moving data from where it is made to where it is needed.",
    }


def test_positions_are_found_however_their_heads_are_laid_out(found):
    told = [
        (one.job_title, one.company_name, one.location, one.start, one.end, one.is_current)
        for one in found.rows("work_experiences")
    ]

    assert told == [
        ("Senior Data Engineer", "Brightwater Labs", "Oslo", "2021-03", "", True),
        ("Data Engineer", "Halden Robotics", "", "2017-06", "2021-02", False),
        ("Junior Analyst", "Quillmark Press", "", "2015", "2017", False),
    ]


def test_what_was_done_stays_with_its_position(found):
    first, second, third = found.rows("work_experiences")

    assert first.highlights == (
        "Built a pipeline for 40 river gauges that reports within a minute",
        "Halved the nightly run",
    )
    assert second.highlights == ("Wrote the telemetry store",)
    assert third.description == "Counted books, and asked why."


def test_schools_skills_languages_and_certificates_are_found(found):
    schools = [(one.institution, one.degree_name, one.field_of_study, one.start) for one in found.rows("educations")]
    assert schools == [
        ("University of Nordhavn", "M.Sc.", "Computer Science", "2013"),
        ("Nordhavn College", "Bachelor of Science", "Physics", "2010"),
    ]
    skills = {one.skill_name: one.level for one in found.rows("candidate_skills")}
    assert list(skills) == ["Python", "SQL", "C", "Airflow", "dbt", "Docker", "Linux"]
    assert (skills["Airflow"], skills["Python"]) == (SkillLevel.EXPERT, SkillLevel.UNSAID)
    spoken = [(one.name, one.fluency, one.note) for one in found.rows("languages")]
    assert spoken == [
        ("English", Fluency.NATIVE, ""),
        ("German", Fluency.B2, ""),
        ("Norwegian", Fluency.UNSAID, "fluent"),
    ]
    paper = found.one("certifications")
    assert (paper.name, paper.issuer, paper.issued_on) == ("Cloud Practitioner", "Fictional Cloud Institute", "2022")


def test_everything_says_on_which_line_it_stands(found):
    lines = dict(enumerate(resume.text_of(papers.RESUME.encode()).splitlines(), 1))

    assert all(one.place.startswith("Line ") for one in found.found)
    mail = next(one for one in found.found if "email" in one.fields)
    assert "mira.okafor@example.org" in mail.place
    assert len(lines) > 20


def test_what_is_not_read_is_said(found):
    assert "Projects" in found.all_notes()


GERMAN = """Lebenslauf
Jonas Hale
Telefon: 0555 / 123 456 7
jonas@halden.example
Berufserfahrung
06/2019 \u2013 heute    Softwareentwickler bei Halden Robotics
- Steuerung für Greifarme
Ausbildung
2014 \u2013 2019    Diplom Informatik, Technische Universität Nordhavn
Kenntnisse
C++, Python
Sprachen
Deutsch (Muttersprache), Englisch (C1)
"""


def test_a_german_resume_with_dates_in_front_is_read():
    found = {}
    for one in resume.draft(GERMAN):
        found.setdefault(one.table, []).append(one.fields)

    person = {name: text for fields in found["candidate_profiles"] for name, text in fields.items()}
    assert (person["first_name"], person["phone"]) == ("Jonas", "0555 / 123 456 7")
    (work,) = found["work_experiences"]
    assert (work["job_title"], work["company_name"], work["start"]) == (
        "Softwareentwickler",
        "Halden Robotics",
        "2019-06",
    )
    (study,) = found["educations"]
    assert study["institution"] == "Technische Universität Nordhavn"
    assert [one["name"] for one in found["languages"]] == ["Deutsch", "Englisch"]


def test_a_text_that_is_no_resume_is_said():
    with pytest.raises(ImportProblem, match="No résumé was found"):
        list(resume.draft("Engineer wanted\nWe build robots.\n"))


def test_a_pdf_of_pictures_is_said(read):
    with pytest.raises(ImportProblem, match="only pictures"):
        read(papers.pdf(""), "scan.pdf")


def test_a_pdf_of_many_pages_is_refused(read):
    import typst

    many = typst.compile(b"#for i in range(60) [Page #i #pagebreak()]")

    with pytest.raises(ImportProblem, match="more than 40 pages"):
        read(many, "book.pdf")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Bremen, Germany | ines@example.org | +49 151 5550123", {"city": "Bremen", "country": "Germany"}),
        ("ines@example.org · Austin, TX", {"city": "Austin", "region": "TX"}),
        ("ines@example.org | Office, travel and events", {}),
    ],
)
def test_the_town_beside_an_address_is_where_she_lives(line, told):
    text = f"Ines Example\n{line}\n\nExperience\n\nClerk, Quillmark Press, Oslo\n03/2020 - 01/2024\n"

    facts = {}
    for one in resume.draft(text):
        facts |= one.fields if getattr(one, "table", "") == "candidate_profiles" else {}

    assert {name: facts[name] for name in ("city", "region", "country") if name in facts} == told
