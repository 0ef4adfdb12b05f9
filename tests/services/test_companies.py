"""Companies are found by any of their names, looked into with a source, and merged as one step."""

import make
import pytest

from ats_desktop.domain.companies import Company, site_of
from ats_desktop.domain.interviews import Interview
from ats_desktop.domain.jobs import JobOpportunity, PayFact, SalaryData
from ats_desktop.domain.notes import SharedNote
from ats_desktop.domain.people import Contact
from ats_desktop.domain.research import CompanyAlias, CompanyResearch, FactKind
from ats_desktop.domain.schema import Text
from ats_desktop.errors import NotFound, Refused
from ats_desktop.services import companies
from ats_desktop.services.matching import matcher
from ats_desktop.store.reads.companies import around, doubles, keys, lines, named


@pytest.fixture
def work(tmp_path):
    made = make.empty(tmp_path / "one")
    yield made
    made.close()


def firm(work, name, **more):
    with work.change("Company") as change:
        return change.save(Company(name=name, **more))


@pytest.fixture
def pair(work):
    """Two rows of one company, with something of every kind at the second."""
    one, other = (
        firm(work, "Brightwater Labs", industry="Water"),
        firm(work, "Bright Water", website="https://bw.example"),
    )
    with work.change("Around") as change:
        change.save(JobOpportunity(title="Engineer", company_name="Bright Water", company=other.id))
        change.save(Contact(name="Priya Sample", company=other.id, company_name="Bright Water"))
        change.save(SalaryData(company=other.id, fact=PayFact.BENCHMARK))
        change.save(CompanyResearch(company=other.id, value=Text("They ship on Tuesdays."), source="Priya"))
        change.save(SharedNote(about=f"companies:{other.id}", body=Text("Nice people")))
        change.save(CompanyAlias(alias="bw", company=other.id))
    return one, other


def test_everything_goes_to_the_one_that_stays_and_comes_back_by_one_undo(work, pair):
    one, other = pair
    merged = companies.merge(work, one.id, [other.id])

    for kind in (JobOpportunity, Contact, SalaryData, CompanyResearch):
        assert [row.company for row in work.all(kind)] == [one.id], kind
    assert [row.about for row in work.all(SharedNote)] == [f"companies:{one.id}"]
    assert {row.alias: row.company for row in work.all(CompanyAlias)} == {"bw": one.id, "bright water": one.id}
    assert (merged.name, merged.industry, merged.website) == ("Brightwater Labs", "Water", "https://bw.example")
    assert work.count(Company) == 1

    work.undo()

    assert work.count(Company) == 2
    assert work.all(JobOpportunity)[0].company == other.id
    assert work.all(SharedNote)[0].about == f"companies:{other.id}"
    assert {row.alias: row.company for row in work.all(CompanyAlias)} == {"bw": other.id}


def test_what_is_said_of_the_one_is_not_written_over(work):
    one, other = firm(work, "A", industry="Water", rating=5), firm(work, "B", industry="Fire", watch=True)

    merged = companies.merge(work, one.id, [other.id])

    assert (merged.industry, merged.rating, merged.watch) == ("Water", 5, True)


def test_afterwards_it_is_found_by_the_other_name(work, pair):
    one, other = pair
    companies.merge(work, one.id, [other.id])

    assert named(work, "Bright Water GmbH").id == one.id
    recognised = matcher(work, Company.noun, [], {})
    assert recognised({"name": "Bright Water"}) == one.id
    assert companies.keep(work, "bright  water").id == one.id
    assert work.count(Company) == 1


def test_three_are_merged_at_once(work):
    rows = [firm(work, name) for name in ("A", "B", "C")]
    companies.merge(work, rows[0].id, [one.id for one in rows])

    assert [one.name for one in work.all(Company)] == ["A"]
    assert {one.alias for one in work.all(CompanyAlias)} == {"b", "c"}


def test_one_alone_or_one_that_is_gone_cannot_be_merged(work):
    one = firm(work, "A")

    with pytest.raises(Refused, match="nothing to merge"):
        companies.merge(work, one.id, [one.id])
    with pytest.raises(NotFound):
        companies.merge(work, one.id, ["nowhere"])
    assert work.count(Company) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"name": "Polder Maps"}, {"name": "Polder  Maps, Inc."}),
        ({"name": "Polder"}, {"name": "Polder Maps", "domain": "polder.example"}),
        ({"name": "Polder"}, {"name": "PM", "website": "polder.example"}),
    ],
)
def test_doubles_are_found_by_name_and_by_site(work, one, other):
    firm(work, **({"website": "https://www.polder.example/jobs"} | one))
    firm(work, **other)
    firm(work, "Somebody else")

    assert [len(group) for group in doubles(work)] == [2]


def test_a_name_another_is_also_called_is_a_double(work):
    one = firm(work, "Polder Maps")
    with work.change("Alias") as change:
        change.save(CompanyAlias(alias="pm", company=one.id))
    assert doubles(work) == []
    firm(work, "PM")

    assert [{row.name for row in group} for group in doubles(work)] == [{"PM", "Polder Maps"}]


def test_groups_that_share_one_are_one(work):
    firm(work, "A", domain="a.example")
    firm(work, "A", domain="b.example")
    firm(work, "B", domain="b.example")

    assert [len(group) for group in doubles(work)] == [3]


def test_a_fact_needs_its_source(work):
    one = firm(work, "A")
    with pytest.raises(Refused, match="Where does it come from"):
        companies.note_fact(work, one.id, FactKind.NEWS, "They moved", " ")
    with pytest.raises(Refused, match="What is the fact"):
        companies.note_fact(work, one.id, FactKind.NEWS, " ", "Priya")

    made = companies.note_fact(work, one.id, FactKind.NEWS, "They moved", "Priya")

    assert (made.source, str(made.as_of)) == ("Priya", "2026-11-22")


def test_companies_that_only_jobs_speak_of_are_listed_too(work):
    make.application(work, "Engineer", "Quillmark")
    kept = firm(work, "Brightwater Labs")
    make.application(work, "Clerk", "Brightwater Labs, Inc.")
    found = lines(work, keys(work))

    assert [(line.key, line.name, line.jobs) for line in found.values()] == [
        (f"c:{kept.id}", "Brightwater Labs", 1),
        ("n:quillmark", "Quillmark", 1),
    ]
    assert keys(work, "quill") == ["n:quillmark"]
    assert keys(work, "100%") == []


def test_what_is_around_a_company_is_found_by_all_its_names(work, pair):
    one, other = pair
    companies.merge(work, one.id, [other.id])
    make.application(work, "Clerk", "BW Ltd")
    known = around(work, work.get(Company, one.id), one.name, people=True)

    assert {job.title for job in known.jobs} == {"Engineer", "Clerk"}
    assert [person.name for person in known.people] == ["Priya Sample"]
    assert set(known.aliases) == {"BW Ltd", "Bright Water"}
    assert around(work, None, "Nobody", people=False).people is None
    assert work.count(Interview) == 0


@pytest.mark.parametrize(
    ("address", "site"), [("HTTP://WWW.A.example:80/x?y", "a.example"), ("", ""), ("two words.x", "")]
)
def test_a_site_is_its_host(address, site):
    assert site_of(address) == site
