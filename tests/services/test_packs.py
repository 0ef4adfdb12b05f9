"""The packs that ship: enough of everything, each thing once, every fact with a source, and rows only when used."""

from collections import Counter
from itertools import product

import pytest

from ats_desktop.domain.companies import Company
from ats_desktop.domain.practice import Difficulty, QuestionKind
from ats_desktop.domain.research import CompanyResearch, FactKind
from ats_desktop.errors import NotFound
from ats_desktop.services import packs
from ats_desktop.store import skillpack


def all_names():
    return [name.casefold() for skill in packs.skills() for name in (skill.name, *skill.aliases)]


# --- questions ------------------------------------------------------------------------------------


def test_every_kind_at_every_level_has_its_questions():
    found = Counter((one.kind, one.difficulty) for one in packs.questions().values())

    assert len(packs.questions()) >= 120
    assert min(found[pair] for pair in product(QuestionKind, Difficulty)) >= 5


def test_no_question_is_asked_twice_and_each_says_how_to_answer():
    asked = list(packs.questions().values())

    assert len({one.text for one in asked}) == len(asked)
    assert all(one.text[-1] in "?." and one.category and len(one.framework) > 60 for one in asked)


def test_the_skills_of_questions_are_skills_of_the_pack():
    unknown = {name for one in packs.questions().values() for name in one.skills if packs.skill_named(name) is None}

    assert unknown == set()


# --- skills ---------------------------------------------------------------------------------------


def test_there_are_four_hundred_skills_and_no_name_means_two():
    twice = [name for name, number in Counter(all_names()).items() if number > 1]

    assert len(packs.skills()) >= 400
    assert twice == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Postgres", "PostgreSQL", True),
        ("K8s", "kubernetes", True),
        ("Java", "JavaScript", False),
        ("C", "C++", False),
        ("Beekeeping", " beekeeping ", True),
        ("Beekeeping", "Python", False),
    ],
)
def test_names_of_one_skill_are_told_from_names_of_two(one, other, same):
    assert packs.same_skill(one, other) is same
    assert packs.same_skill(other, one) is same


def test_a_name_is_completed_and_what_begins_with_it_comes_first():
    assert packs.skills_like("post")[0] == "PostgreSQL"
    assert packs.skills_like("k8") == ["Kubernetes"]
    assert "Machine learning" in packs.skills_like("learning")
    assert packs.skills_like("learning")[-1] != "Learning agility"
    assert packs.skills_like(" ") == packs.skills_like("zeppelin") == []
    assert len(packs.skills_like("a", most=5)) == 5


def test_a_posting_names_its_skills_and_a_longer_name_is_not_taken_for_a_shorter():
    text = (
        "You know Python, PostgreSQL (or MySQL) and CI/CD.\nRuby on Rails, C++ and machine learning are a plus; go far."
    )

    assert packs.skills_in(text) == [
        "Python",
        "PostgreSQL",
        "MySQL",
        "CI/CD",
        "Ruby on Rails",
        "C++",
        "Machine learning",
    ]


def test_tools_are_named_as_the_text_has_them_and_virtues_are_no_tools():
    text = "Good communication, experience with Postgres and K8s, 3 years of Python."

    assert skillpack.tools_in(text) == ["Postgres", "K8s", "Python"]


# --- companies ------------------------------------------------------------------------------------


def test_there_are_thirty_companies_and_every_field_has_a_source_and_a_day():
    found = packs.companies()

    assert len(found) >= 30
    assert len({one["domain"] for one in found}) == len({one["name"] for one in found}) == len(found)
    assert all(known.value and known.source and known.as_of for one in found for known in one.fields)
    assert all(one["website"].startswith("https://") and one["domain"] in one["website"] for one in found)


def test_nothing_is_told_that_changes_every_year():
    told = {known.field for one in packs.companies() for known in one.fields}

    assert told == {"name", "domain", "website", "city", "country", "industry", "founded"}


def test_filling_in_twice_adds_nothing_twice(work):
    made = packs.populate_companies(work)

    assert len(made) == work.count(Company) > 20
    assert packs.populate_companies(work) == []
    assert work.count(Company) == len(made)


def test_a_fact_says_where_it_comes_from_and_what_is_not_certain_is_not_there(work):
    made = {one.name: one for one in packs.populate_companies(work)}

    google = work.all(CompanyResearch, {"company": made["Google"].id})
    assert {(one.kind, one.value) for one in google} == {
        (FactKind.HEADQUARTERS, "Mountain View, California, United States"),
        (FactKind.FOUNDED, "1998"),
    }
    assert all(one.source == "Wikidata Q95" and one.as_of for one in google)
    assert work.all(CompanyResearch, {"company": made["GitLab"].id}) == []
    assert made["Oracle"].hq_location == ""


def test_a_company_that_is_here_is_left_as_it_is(work):
    with work.change("Mine") as change:
        mine = change.save(Company(name="GOOGLE, Inc.", industry="Search"))

    packs.populate_companies(work)

    assert work.get(Company, mine.id) == mine
    assert work.count(Company, {"normal_name": "google"}) == 1


def test_filling_in_is_one_step_to_take_back(work):
    packs.populate_companies(work)

    work.undo()

    assert work.count(Company) == work.count(CompanyResearch) == 0


def test_a_pack_that_is_none_is_named(work):
    with pytest.raises(NotFound, match="industry, top-tech"):
        packs.populate_companies(work, pack="giants")
