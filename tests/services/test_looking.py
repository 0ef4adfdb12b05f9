"""Companies looked up at places of our own making: politely, each fact with its source, nothing made up, nothing lost."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from sites import answer, site

from ats_desktop.domain.companies import Company
from ats_desktop.domain.research import CompanyResearch, FactKind
from ats_desktop.errors import Refused, Unavailable
from ats_desktop.outside.web import Web
from ats_desktop.services import looking

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
THING = {"@type": "Organization", "@context": "https://schema.org", "description": "We map rivers."}
PAGE = answer(f'<script type="application/ld+json">{json.dumps(THING)}</script>')


def told(thing):
    return answer(json.dumps(thing), kind="application/json")


def of(value, **more):
    return [{"rank": "normal", "mainsnak": {"datavalue": {"value": value}}, **more}]


@pytest.fixture
def here():
    item = {
        "P856": of("https://www.brightwater.example"),
        "P571": of({"time": "+2011-01-01T00:00:00Z"}),
        "P159": of({"id": "Q39121"}),
        "P452": of({"id": "Q11661"}),
    }
    search = "/w/api.php?action=wbsearchentities&format=json&language=en&type=item&limit=5&maxlag=5&search=Brightwater%20Labs"
    names = {"Q39121": "Leeds", "Q11661": "information technology"}
    named = {"entities": {row: {"id": row, "labels": {"en": {"value": name}}} for row, name in names.items()}}
    asked = "/w/api.php?action=wbgetentities&format=json&props=labels&languages=en&ids=Q39121%7CQ11661"
    pages = {
        "/": PAGE,
        search: told({"search": [{"id": "Q1"}, {"id": "Q7"}]}),
        "/wiki/Special:EntityData/Q1.json": told(
            {"entities": {"Q1": {"id": "Q1", "claims": {"P856": of("https://river.example")}}}}
        ),
        "/wiki/Special:EntityData/Q7.json": told({"entities": {"Q7": {"id": "Q7", "claims": item}}}),
        asked: told(named),
        asked.replace("%7C", "|"): told(named),
    }
    with site(pages) as made:
        yield made


class Waits(list):
    def __call__(self, seconds):
        self.append(seconds)


@pytest.fixture
def waits():
    return Waits()


@pytest.fixture
def work(new_work):
    return new_work(now=lambda: NOW)


@pytest.fixture
def company(work):
    with work.change("Keep") as change:
        return change.save(Company(name="Brightwater Labs", website="https://www.brightwater.example"))


@pytest.fixture
def look(work, here, waits, company, monkeypatch):
    """Look the company up, every name leading to the site on this machine."""
    monkeypatch.setattr(looking, "_page_of", lambda _: here.url("/"))

    def run(*providers):
        told = providers or looking.PROVIDERS
        return looking.look_up(work, here.web(), company, providers=told, pause=waits, wikidata=here.url(""))

    return run


def kept(work):
    return {(fact.kind, str(fact.value), fact.source) for fact in work.all(CompanyResearch)}


def test_its_own_page_and_the_item_with_its_website_are_read_each_with_its_source(work, look, here, company):
    made, notes = look()

    assert notes == []
    assert kept(work) == {
        (FactKind.MISSION, "We map rivers.", here.url("/")),
        (FactKind.FOUNDED, "2011", "Wikidata Q7"),
        (FactKind.HEADQUARTERS, "Leeds", "Wikidata Q7"),
        (FactKind.OTHER, "Industry: information technology", "Wikidata Q7"),
    }
    assert {fact.as_of for fact in made} == {date(2026, 11, 22)}
    now = work.get(Company, company.id)
    assert (now.hq_location, now.industry) == ("Leeds", "information technology")
    assert work.undo().title == "Undid: Look up Brightwater Labs"
    assert kept(work) == set()


def test_twice_adds_nothing_and_what_she_wrote_stays(work, look, company):
    with work.change("Write") as change:
        change.save(looking.replace(company, hq_location="York"), was=company)
    look()
    made, _ = look()

    assert made == []
    assert work.get(Company, company.id).hq_location == "York"


def test_it_is_polite_rules_first_and_a_pause_before_each_question(look, here, waits):
    look()

    paths = [head.split(" ")[1].split("?")[0] for head in here.asked]
    assert paths[:2] == ["/robots.txt", "/"]
    assert len(waits) >= len(paths) - 1
    assert set(waits) == {looking.PAUSE}


def test_a_site_that_lets_no_programs_in_is_not_read(work, look, here):
    here.pages["/robots.txt"] = answer("User-agent: *\nDisallow: /\n", kind="text/plain")
    made, notes = look("jsonld")

    assert (made, kept(work)) == ([], set())
    assert "let no programs in" in notes[0]
    assert [head.split(" ")[1] for head in here.asked] == ["/robots.txt"]


def test_a_name_alone_proves_nothing(work, look, here):
    for page in [path for path in here.pages if path.startswith("/wiki/")]:
        here.pages[page] = told({"entities": {"Q7": {"id": "Q7", "claims": {"P571": of({"time": "+1848"})}}}})

    assert look("wikidata") == ([], [])


def test_without_a_network_nothing_is_noted_and_it_is_asked_again(work, company, waits):
    web = Web(resolve=lambda *_: [])

    with pytest.raises(Unavailable, match="Brightwater Labs"):
        looking.look_up(work, web, company, pause=waits)
    assert looking.wanted(work, 5) == [company]


def test_a_run_that_was_broken_off_goes_on_with_the_rest_and_comes_back_after_a_month(work, look, company):
    with work.change("Keep") as change:
        other = change.save(Company(name="Halden Robotics", domain="halden.example"))
        change.save(Company(name="No website"))
    assert looking.wanted(work, 1) == [company]
    look()

    assert looking.wanted(work, 5) == [other]
    work.now = lambda: NOW + timedelta(days=31)
    assert [one.id for one in looking.wanted(work, 5)] == [company.id, other.id]


def test_a_stranger_among_the_providers_is_refused(work, company, waits):
    with pytest.raises(Refused, match="github"):
        looking.look_up(work, Web(), company, providers=["github"], pause=waits)
