"""JSON Resume: what has a noun becomes rows, what has none comes out again as it went in."""

import json

import pytest

from ats_desktop.domain.portfolio import Achievement, AchievementKind, Fluency, Language
from ats_desktop.domain.profile import CandidateProfile, CandidateSkill, SkillLevel
from ats_desktop.formats.jsonresume_out import write
from ats_desktop.formats.problem import ImportProblem
from ats_desktop.shipped import shipped

PORTFOLIO = ("certifications", "languages", "projects", "achievements")
SAMPLE = shipped("data/samples/ada-example-resume.json").read_bytes()


def profile_of(found):
    fields = {}
    for one in found.found:
        if one.table == "candidate_profiles":
            fields |= one.fields
    return CandidateProfile.noun.read(fields)


def out_again(found):
    skills = {skill.skill_name: skill for skill in reversed(found.rows("candidate_skills"))}
    names = list(dict.fromkeys(skill.skill_name for skill in found.rows("candidate_skills")))
    return json.loads(
        write(
            profile_of(found),
            found.rows("work_experiences"),
            found.rows("educations"),
            [skills[name] for name in names],
            [row for table in PORTFOLIO for row in found.rows(table)],
        )
    )


def test_what_has_a_noun_becomes_rows(read):
    found = read(SAMPLE, "resume.json")
    ada = profile_of(found)

    assert found.kind == "jsonresume"
    assert (ada.first_name, ada.last_name, ada.email, ada.city) == ("Ada", "Example", "ada@example.org", "Cambridge")
    assert ada.linkedin_url == "https://www.linkedin.com/in/ada-example"
    assert ada.address.line == "12 Mill Lane"
    assert [one.company_name for one in found.rows("work_experiences")] == ["Silverbirch Analytics", "Lantern Transit"]
    assert [one.is_current for one in found.rows("work_experiences")] == [True, False]
    assert found.one("educations").gpa_value == 3.7
    assert {one.skill_name: one.level for one in found.rows("candidate_skills")} == {
        "Python": SkillLevel.EXPERT,
        **dict.fromkeys(("Databases", "PostgreSQL", "SQLite", "Query tuning"), SkillLevel.ADVANCED),
        **dict.fromkeys(("Orchestration", "Airflow"), SkillLevel.INTERMEDIATE),
    }
    assert "volunteer" in found.all_notes()


def test_the_sample_comes_out_as_it_went_in(read):
    assert out_again(read(SAMPLE, "resume.json")) == json.loads(SAMPLE)


@pytest.mark.parametrize(
    "document",
    [
        {"basics": {"name": "Ada"}},
        {"basics": {"name": "Ada Example", "x-own": {"deep": [1, {"a": None}]}, "location": "somewhere"}},
        {"work": [{"name": "A", "position": "B", "startDate": "2020", "keywords": ["x"]}, "no entry", {"name": ""}]},
        {"work": [{"company": "old key", "position": "B", "endDate": "Present"}]},
        {"work": [{"name": "A", "startDate": "June 2020", "endDate": "2021-02-28"}], "projects": [{"name": "P"}]},
        {"education": [{"institution": "U", "score": "first class", "courses": [], "gpa": 3}]},
        {"skills": [{"name": "Web", "level": "Master", "keywords": ["HTML", 7]}, {"keywords": ["only words"]}]},
        {"skills": "none", "basics": [], "work": {"name": "not a list"}, "meta": {"theme": "even"}},
        {"awards": [{"title": "A", "x-kind": "patent", "date": "2020"}], "publications": [{"name": "B", "page": 7}, 3]},
        {"languages": [{"language": "Latvian", "fluency": "Nearly C1"}, {"fluency": "no name"}, "none"]},
        {"certificates": [{"name": "C", "date": "last May", "issuer": "I", "url": "u"}, {"name": "C", "issuer": "J"}]},
        {"references": [{"name": "R", "reference": "Kind"}], "interests": [], "$schema": "s"},
    ],
)
def test_odd_documents_lose_nothing(read, document):
    """An old key may come out under its new name; nothing else may differ."""
    found = read(json.dumps(document), "resume.json")

    again = out_again(found)
    text, out = json.dumps(document, sort_keys=True), json.dumps(again, sort_keys=True)
    for word in ("x-own", "deep", "somewhere", "no entry", "old key", "Present", "June 2020", "first class", "Master"):
        assert (word in text) <= (word in out), word
    for section in set(document) - {"basics", "work", "education", "skills"}:
        assert again.get(section, []) == document[section]
    assert out_again(read(json.dumps(again), "again.json")) == again


def test_what_she_changed_since_wins_over_what_came_in(read):
    found = read(json.dumps({"basics": {"name": "Ada"}, "skills": [{"name": "Web", "level": "Master"}]}), "r.json")

    again = json.loads(write(profile_of(found), skills=[CandidateSkill(skill_name="Web", level=SkillLevel.BEGINNER)]))

    assert again["skills"] == [{"name": "Web", "level": "beginner"}]


def test_no_profile_at_all_can_be_written():
    assert json.loads(write(CandidateProfile())) == {}
    assert json.loads(write(CandidateProfile(x_jsonresume="{broken"))) == {}


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"[" * 200_000, "nested too deeply"),
        (b'{"basics":' * 50_000 + b"1" + b"}" * 50_000, "nested too deeply"),
        (b'{"basics":' + b"[" * 400 + b"]" * 400 + b"}", "nested too deeply"),
        (b'{"basics": {"name": "Ada"', "no JSON"),
        (b'{"basics": NaN}', "NaN"),
        (b'{"colour": "red"}', "no résumé"),
        (b'{"basics": "\xff"}', "encoding"),
        (b'["basics"]', "no résumé"),
        (b'{"basics": 1' + b"0" * 10_000 + b"}", "not written as its kind"),
    ],
)
def test_what_is_no_resume_says_why(read, content, why):
    with pytest.raises(ImportProblem, match=why):
        read(content, "resume.json", "jsonresume")


def test_what_stands_beside_work_becomes_rows(read):
    document = {
        "certificates": [{"name": "Ringer", "date": "2020-05", "issuer": "Guild", "url": "https://guild.example/7"}],
        "languages": [{"language": "Latvian", "fluency": "Native speaker"}],
        "projects": [
            {"name": "Dial", "highlights": ["It runs"], "keywords": ["brass"], "startDate": "2019", "roles": []}
        ],
        "awards": [{"title": "Golden Hand", "awarder": "Guild", "date": "2021-02-03", "summary": "For time."}],
        "publications": [{"name": "On Pendulums", "publisher": "Tick", "releaseDate": "2022", "url": "u"}],
    }

    found = read(json.dumps(document), "resume.json")
    award, publication = found.rows("achievements")

    assert found.one("certifications").credential_url == "https://guild.example/7"
    assert found.one("languages").fluency == Fluency.NATIVE
    assert found.one("projects").outcomes == ("It runs",)
    assert (award.kind, award.issuer, award.awarded_on) == (AchievementKind.AWARD, "Guild", "2021-02-03")
    assert (publication.kind, publication.name) == (AchievementKind.PUBLICATION, "On Pendulums")
    assert out_again(found) == document


def test_a_level_she_changed_wins_over_the_words_that_came_in():
    said = [
        Language(name="Latvian", note="Native speaker", fluency=Fluency.B2),
        Language(name="Welsh", note="For songs"),
    ]

    again = json.loads(write(CandidateProfile(), shown=said))

    assert [one["fluency"] for one in again["languages"]] == ["B2", "For songs"]


def test_other_achievements_go_out_and_come_back_as_what_they_are(read):
    talk = Achievement(name="On oil", kind=AchievementKind.SPEAKING)

    found = read(write(CandidateProfile(), shown=[talk]).decode(), "resume.json")

    assert found.one("achievements").kind == AchievementKind.SPEAKING
