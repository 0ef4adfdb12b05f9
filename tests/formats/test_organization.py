"""Facts of companies as they are told: each row is what one page or item says, and nothing that it does not."""

import json

import pytest

from ats_desktop.formats.organization import candidates, labels, of_item, of_page


def page(thing, more=""):
    return f'<html><head>{more}<script type="application/ld+json">{json.dumps(thing)}</script></head></html>'.encode()


def organization(**told):
    return {"@context": "https://schema.org", "@type": "Organization", "name": "Brightwater Labs", **told}


@pytest.mark.parametrize(
    ("content", "facts"),
    [
        (page(organization(description="We map <b>rivers</b>.")), [["mission", "We map rivers.", ""]]),
        (
            page(organization(), '<meta name="description" content="Maps of rivers">'),
            [["mission", "Maps of rivers", ""]],
        ),
        (page(organization(foundingDate="2011-04-01")), [["founded", "2011", ""]]),
        (page(organization(foundingDate="long ago")), []),
        (
            page(organization(address={"addressLocality": "Leeds", "addressCountry": {"name": "United Kingdom"}})),
            [["headquarters", "Leeds, United Kingdom", ""]],
        ),
        (page(organization(numberOfEmployees={"value": 1200})), [["employee_count", "1,200", ""]]),
        (page(organization(numberOfEmployees="many")), []),
        (page({**organization(foundingDate="1999"), "@type": "Corporation"}), [["founded", "1999", ""]]),
        (page({**organization(foundingDate="1999"), "@type": "Person"}), []),
        (b"", []),
        (b"\xff\x00<<<", []),
    ],
)
def test_a_page_says_this_and_no_more(content, facts):
    assert list(of_page(content, {})) == facts


def claim(value, *, rank="normal", when=""):
    made = {"rank": rank, "mainsnak": {"datavalue": {"value": value}}}
    if when:
        made["qualifiers"] = {"P585": [{"datavalue": {"value": {"time": f"+{when}T00:00:00Z"}}}]}
    return made


def item(**claims):
    told = {"P856": [claim("https://www.brightwater.example/")], **claims}
    return json.dumps({"entities": {"Q7": {"id": "Q7", "claims": told}}}).encode()


ASKED = {"site": "brightwater.example"}


@pytest.mark.parametrize(
    ("content", "facts"),
    [
        (item(P571=[claim({"time": "+2011-00-00T00:00:00Z"})]), [["founded", "2011", ""]]),
        (item(P159=[claim({"id": "Q39121"})]), [["headquarters", "Q39121", ""]]),
        (item(P452=[claim({"id": "Q1"}), claim({"id": "Q2"}, rank="preferred")]), [["industry", "Q2", ""]]),
        (item(P452=[claim({"id": "Q1"}, rank="deprecated")]), []),
        (
            item(P1128=[claim({"amount": "+90"}, when="2019-01-01"), claim({"amount": "+1250"}, when="2024-12-31")]),
            [["employee_count", "1,250", "2024-12-31"]],
        ),
        (item(P856=[claim("https://another.example")], P571=[claim({"time": "+2011"})]), None),
        (b"[]", None),
        (b"{", None),
    ],
)
def test_an_item_counts_only_when_its_website_is_the_companys(content, facts):
    expected = [] if facts is None else [["item", "Q7", ""], *facts]

    assert list(of_item(content, ASKED)) == expected


def test_what_is_no_item_is_no_candidate_and_has_no_name():
    found = {"search": [{"id": "Q7"}, {"id": "L7"}, {"id": "Q7?x=1"}, "Q8"]}
    named = {"entities": {"Q7": {"id": "Q7", "labels": {"en": {"value": "Leeds"}}}, "Q8": {"id": "Q8"}}}

    assert list(candidates(json.dumps(found).encode(), {})) == ["Q7"]
    assert list(labels(json.dumps(named).encode(), {})) == [["Q7", "Leeds"]]
