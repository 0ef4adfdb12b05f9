"""`ats companies`: the seed's populate_companies, and the questions people asked of its shell."""


def test_well_known_companies_are_filled_in_once(ats, home):
    first, second = ats("companies", "populate"), ats("companies", "populate")

    assert first.code == second.code == 0
    assert first.out.startswith("Added 2")
    assert second.out == "They are all here already.\n"


def test_companies_are_listed_and_counted_by_what_they_share(ats, home):
    ats("companies", "populate", "--pack", "industry")

    listed = ats("companies", "list", "--industry", "Automotive", "--json")
    counted = ats("companies", "list", "--count-by", "industry", "--json")

    assert [row["name"] for row in listed.told["rows"]] == ["Volkswagen"]
    assert {"value": "Networking equipment", "count": 2} in counted.told["groups"]
    assert counted.told["count"] == 6


def test_an_unknown_pack_is_refused_with_the_known_ones(ats, home):
    answer = ats("companies", "populate", "--pack", "giants")

    assert answer.code == 1
    assert "industry, top-tech" in answer.err


def test_looking_up_says_first_what_it_would_ask_and_a_dry_run_asks_nobody(ats, home):
    ats("companies", "populate", "--pack", "industry")
    answer = ats("companies", "fetch", "--limit", "1", "--dry-run")

    assert answer.code == 0
    assert "https://www." in answer.out
    assert "wikidata.org/w/api.php?action=wbsearchentities" in answer.out


def test_with_nothing_to_look_up_it_says_so(ats, home):
    answer = ats("companies", "fetch")

    assert answer.code == 0
    assert "Nothing to look up" in answer.out
