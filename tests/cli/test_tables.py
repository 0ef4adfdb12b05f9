"""`ats tables`, as the seed's show_important_tables."""

from ats_desktop.domain.catalog import NOUNS


def headings(answer):
    return [line for line in answer.out.splitlines() if line.startswith("===")]


def test_the_tables_that_matter_are_counted_and_an_empty_one_says_so(ats, home):
    ats("add", "companies", "name=Brightwater Labs")

    answer = ats("tables")

    assert "=== CandidateProfile (count: 0) ===\n<no rows>\n" in answer.out
    assert "=== Company (count: 1) ===\nid=" in answer.out
    assert "=== Setting" not in answer.out


def test_all_prints_every_table(ats, home):
    assert len(headings(ats("tables", "--all"))) == len(NOUNS)


def test_models_chooses_tables_by_their_names(ats, home):
    answer = ats("tables", "--models", "Company", "JobOpportunity", "--limit", "3")

    assert headings(answer) == ["=== Company (count: 0) ===", "=== JobOpportunity (count: 0) ==="]


def test_an_unknown_model_is_an_error(ats, home):
    answer = ats("tables", "--models", "Company", "Unicorn")

    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith("There is no “Unicorn”.\n")


def test_limit_order_cut_values_and_links_as_ids(ats, home):
    for name in ("Quillmark", "Osprey & Vale", "Tidewell Energy"):
        ats("add", "job_opportunities", f"title={name}", f"description={'x' * 200}")
    job = ats("list", "job_opportunities", "--json").told["rows"][0]["id"]
    ats("add", "applications", f"job={job}")

    newest = ats("tables", "--models", "JobOpportunity", "--limit", "1", "--order", "-created_at").out
    linked = ats("tables", "--models", "Application", "--order", "-title").out

    assert "(count: 3)" in newest
    assert "title=Tidewell Energy" in newest
    assert "Quillmark" not in newest
    assert f"description={'x' * 119}…" in newest
    assert f"job={job}" in linked


def test_the_json_of_tables_has_a_version_and_a_stable_frame(ats, home):
    told = ats("tables", "--models", "Company", "--json").told

    assert told == {"version": 1, "tables": [{"noun": "companies", "count": 0, "rows": []}]}
