"""Any noun on the command line: listed, shown, added, changed, removed, counted."""

import json

import pytest

from ats_desktop.cli import show
from ats_desktop.domain.catalog import ALSO_CALLED, BY_TABLE, NOUNS, find_noun
from ats_desktop.domain.figures import PerformanceMetric
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.settings import ZONE

JOB = ("title=Engineer", "company_name=Brightwater Labs", "deadline_on=2026-12-01", "pay=90k-100k EUR")


def test_a_row_added_is_listed_shown_and_counted(ats, home):
    made = ats("add", "job_opportunities", *JOB, "--json").row

    assert [row["id"] for row in ats("list", "job_opportunities", "--json").told["rows"]] == [made["id"]]
    assert ats("show", "job_opportunities", made["id"], "--json").row["title"] == "Engineer"
    assert ats("count", "job_opportunities").out == "1\n"


def test_a_noun_goes_by_its_table_or_its_class_in_any_case(ats, home):
    ats("add", "JobOpportunity", *JOB)

    for name in ("job_opportunities", "JobOpportunity", "jobopportunity", "job-opportunities"):
        assert ats("count", name).out == "1\n"


def test_a_share_is_shown_with_as_many_figures_as_one_reads():
    value = PerformanceMetric.noun.by_name["value"]

    assert [show.shown(value, share) for share in (100 / 3, 50.0, 0.0, 100.0)] == ["33.33", "50", "0", "100"]


def test_an_unknown_noun_names_those_that_are_near(ats, home):
    answer = ats("list", "opportunities")

    assert answer.code == 1
    assert answer.err == "There is no “opportunities”.\nThere are: job_opportunities.\n"


def test_a_noun_goes_by_the_plain_word_for_it(ats, home):
    ats("add", "jobs", *JOB)
    ats("add", "people", "name=Cleo Example")

    assert ats("count", "jobs").out == ats("count", "job").out == "1\n"
    assert [row["name"] for row in ats("list", "contacts", "--json").told["rows"]] == ["Cleo Example"]


def test_every_plain_word_means_a_noun_and_hides_none():
    assert {find_noun(word).table for word in ALSO_CALLED} == set(ALSO_CALLED.values())
    assert not set(ALSO_CALLED) & set(BY_TABLE)


def test_a_time_is_read_and_shown_by_her_own_clock_wherever_the_machine_stands(ats, home):
    ats("add", "settings", f"key={ZONE.key}", "value=Asia/Tokyo")
    ats("jobs", "add", "Clock Keeper")
    (card,) = ats("list", "applications", "--json").told["rows"]

    ats("stage", card["id"], "applied", "--at", "2026-11-20T09:30")
    touched = ats("add", "interactions", "at=2026-11-20T09:30", "--json").row

    (step,) = ats("list", "steps", "--where", "to=applied", "--json").told["rows"]
    assert step["occurred_at"] == touched["at"] == "2026-11-20T00:30:00.000000Z"
    assert "2026-11-20 09:30" in ats("list", "steps", "--where", "to=applied").out


@pytest.mark.parametrize("kind", NOUNS, ids=lambda kind: kind.noun.table)
def test_every_noun_can_be_listed_and_counted(ats, home, kind):
    assert ats("list", kind.noun.table, "--json").told["rows"] == []
    assert ats("count", kind.__name__).out == "0\n"


def test_the_json_of_a_row_keeps_its_shape(ats, home):
    row = ats("add", "job_opportunities", *JOB, "tags=near; kind people", "is_agency=yes", "--json").row
    row.pop("id")

    assert row == {
        "title": "Engineer",
        "company_name": "Brightwater Labs",
        "company": "",
        "location": "",
        "country": "",
        "work_mode": "unknown",
        "employment_type": "",
        "seniority": "",
        "industry": "",
        "department": "",
        "requisition_id": "",
        "posting_url": "",
        "source": "",
        "posted_on": None,
        "found_at": None,
        "deadline_on": "2026-12-01",
        "deadline_time": "",
        "deadline_zone": "",
        "pay": {"low": 9000000, "high": 10000000, "currency": "EUR", "period": "year"},
        "description": "",
        "requirements": [],
        "visa_sponsorship": "",
        "is_agency": True,
        "priority": None,
        "excitement": None,
        "tags": ["near", "kind people"],
        "archived_at": None,
        "archive_reason": "",
        "came_from": "user",
        "canonical_url": "",
        "fetch": "",
        "fetched_at": None,
        "origins": [],
        "normal_company": "brightwater labs",
    }


def test_the_json_of_each_answer_has_a_version_and_a_stable_frame(ats, home):
    made = ats("add", "tasks", "title=Write", "--json").told
    shown = ats("show", "tasks", made["row"]["id"], "--json").told

    assert list(made) == ["version", "noun", "row"]
    assert list(ats("list", "tasks", "--json").told) == ["version", "noun", "rows"]
    assert ats("count", "tasks", "--json").told == {"version": 1, "noun": "tasks", "count": 1}
    assert ats("count", "tasks", "--by", "status", "--json").told == {
        "version": 1, "noun": "tasks", "count": 1, "by": "status", "groups": [{"value": "todo", "count": 1}]
    }  # fmt: skip
    assert [key for key in shown["row"] if key not in made["row"]] == [
        "created_at",
        "created_by",
        "changed_at",
        "changed_by",
    ]


def test_conditions_choose_and_an_order_sorts(ats, home):
    for title, deadline in (("Late", "2026-12-24"), ("Early", "2026-12-01"), ("Never", "")):
        ats("add", "job_opportunities", f"title={title}", f"deadline_on={deadline}")

    def titles(*words):
        return [row["title"] for row in ats("list", "job_opportunities", *words, "--json").told["rows"]]

    assert titles("--where", "deadline_on>=2026-12-02") == ["Late"]
    assert titles("--where", "deadline_on=") == ["Never"]
    assert titles("--where", "title~a", "--where", "deadline_on<2026-12-24") == ["Early"]
    assert titles("--order", "-deadline_on", "--limit", "2") == ["Late", "Early"]
    assert titles("--order", "-created_at", "--limit", "1") == ["Never"]


def test_an_id_may_be_given_by_its_beginning_or_end(ats, home):
    row = ats("add", "tasks", "title=Write", "--json").row["id"]

    for part in (row, row[:13], row[-6:]):
        assert ats("show", "tasks", part, "--json").row["id"] == row


def test_part_of_an_id_that_fits_two_rows_is_refused_and_both_are_named(ats, home):
    first = ats("add", "tasks", "title=Write", "--json").row["id"]
    ats("add", "tasks", "title=Read")

    answer = ats("remove", "tasks", first[:5])

    assert answer.code == 1
    assert "Write" in answer.err
    assert "Read" in answer.err
    assert ats("count", "tasks").out == "2\n"


def test_a_link_names_its_row_by_the_end_of_its_id(ats, home):
    job = ats("add", "job_opportunities", *JOB, "--json").row["id"]

    made = ats("add", "applications", f"job={job[-8:]}", "--json").row

    assert made["job"] == job
    assert made["stage"] == "lead"


def test_what_a_note_is_about_names_its_row_by_the_end_of_its_id(ats, home):
    job = ats("add", "job_opportunities", *JOB, "--json").row["id"]

    note = ats("add", "shared_notes", f"about=JobOpportunity:{job[-8:]}", "body=Ask about the rota", "--json").row

    assert note["about"] == f"job_opportunities:{job}"


def test_an_edit_changes_the_named_fields_and_no_other(ats, home):
    row = ats("add", "job_opportunities", *JOB, "--json").row["id"]

    changed = ats("edit", "job_opportunities", row, "title=Lead Engineer", "deadline_on=", "--json").row

    assert (changed["title"], changed["deadline_on"], changed["company_name"]) == (
        "Lead Engineer",
        None,
        "Brightwater Labs",
    )


def test_a_removed_row_comes_back_by_undo(ats, home):
    row = ats("add", "job_opportunities", *JOB, "--json").row["id"]

    ats("remove", "job_opportunities", row)
    gone = ats("count", "job_opportunities").out
    ats("undo")

    assert (gone, ats("count", "job_opportunities").out) == ("0\n", "1\n")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("add", "job_opportunities", "company_name=Brightwater Labs"), "Title is missing."),
        (("add", "job_opportunities", "title=x", "deadline_on=soon"), "Write it like 2026-12-31."),
        (("add", "job_opportunities", "title=x", "colour=red"), "Job opportunities have no “colour”."),
        (("add", "job_opportunities", "title=x", "work_mode=moon"), "unknown, onsite, hybrid, remote"),
        (("add", "job_opportunities", "title=x", "pay=lots"), "write for example 90000 - 110000 EUR/year"),
        (("add", "job_opportunities", "title=x", "normal_company=x"), "worked out by the program"),
        (("add", "job_opportunities", "title=x", "archived_at=yesterday"), "“yesterday” is no time."),
        (("add", "job_opportunities", "Engineer"), "“Engineer” gives no field a value."),
        (("add", "job_opportunities", "title=x", "title=y"), "“title” is given twice."),
        (("add", "applications", "job=0000000000"), "None of your job opportunities has the id"),
        (("add", "applications", "stage=offer"), "Use `ats stage`"),
        (("list", "job_opportunities", "--where", "title"), "“title” is no condition."),
        (("list", "job_opportunities", "--where", "colour=red"), "Job opportunities have no “colour”."),
        (("list", "job_opportunities", "--order", "colour"), "Job opportunities have no “colour”."),
        (("count", "job_opportunities", "--by", "colour"), "Job opportunities have no “colour”."),
        (("show", "job_opportunities", "abc"), "None of your job opportunities has the id “abc”."),
    ],
)  # fmt: skip
def test_bad_input_gets_a_sentence_and_changes_nothing(ats, home, words, says):
    answer = ats(*words)

    assert answer.code == 1
    assert says in answer.err
    assert answer.out == ""
    assert ats("count", "job_opportunities").out == "0\n"


def test_a_line_typed_wrongly_ends_with_two(ats, home):
    assert ats("list").code == 2
    assert ats("list", "tasks", "--limit", "many").code == 2
    assert ats("fly").code == 2


def test_what_others_wrote_is_shown_and_never_obeyed(ats, home):
    """No markup of the terminal library, no sign that moves the cursor or turns text round."""
    ats("add", "tasks", "title=[red]a[/] \x1b[2J\u202eb :smile:")

    listed = ats("list", "tasks").out

    assert "[red]a[/] [2Jb :smile:" in listed
    assert "\x1b" not in listed


def test_an_edit_from_the_command_line_is_seen_by_an_open_workspace(ats, work):
    row = ats("add", "job_opportunities", *JOB, "--json").row["id"]

    assert work.get(JobOpportunity, row).title == "Engineer"


def test_a_change_rings_the_bell_of_the_window_and_a_question_does_not(ats, home, rung):
    ats("add", "tasks", "title=Write")
    ats("list", "tasks")
    ats("count", "tasks")

    assert rung() == [{"say": "changed"}]


def test_who_wrote_a_row_is_said_by_name(ats, home, work):
    row = ats("add", "tasks", "title=Call", "--json").row["id"]
    assert " by you (" in ats("show", "tasks", row).out
    me = work.control()["member"]

    work.note(member="000000000007", people=json.dumps({me: "Ada Example"}))

    assert f" by Ada Example ({me})" in ats("show", "tasks", row).out
