"""Everything is found by its words and narrowed by operators, each noun by what it declares."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import make
import pytest

from ats_desktop.domain.applications import Application, ApplicationStage, Stage
from ats_desktop.domain.interviews import Interview
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.people import Contact
from ats_desktop.domain.schema import Text
from ats_desktop.domain.seeking import read
from ats_desktop.domain.tasks import Task, TaskStatus
from ats_desktop.domain.values import Appointment
from ats_desktop.store.reads import search as question
from ats_desktop.store.reads.found import hits

TODAY = date(2026, 11, 22)


def add(work, *rows):
    with work.change("Add") as change:
        return change.save_all(rows)


def found(work, typed, zone=None):
    asked = read(typed, TODAY)
    return hits(work, question.keys(work, asked, zone), asked.words)


def titles(work, typed, **how):
    return [one.title.partition(" @ ")[0] for one in found(work, typed, **how)]


@pytest.fixture
def search(work):
    """Three jobs at two companies, at three stages, with what belongs to them."""
    applied = make.application(work, "Data Engineer", "Kestrel Freight", stage="applied")
    make.application(work, "Backend Engineer", "Quillmark", stage="offer")
    make.application(work, "Data Analyst", "Quillmark", stage="lead")
    add(
        work,
        Contact(name="Ada Example", title="Recruiter", company_name="Kestrel Freight", next_touch_on=TODAY),
        Task(title="Write to Ada", due_on=TODAY + timedelta(days=2)),
        Task(title="Written already", due_on=TODAY + timedelta(days=2), status=TaskStatus.DONE),
        Interview(application=applied.id, starts=Appointment("2026-11-24T23:30", "America/New_York")),
        JobOpportunity(title="Engineer of bridges", company_name="Tidewell", tags=("remote", "part time")),
        Task(title="Rota", body=Text("Ask how the engineer rota works at night, and who carries it")),
    )
    return work


def test_words_find_rows_of_every_noun_with_what_they_belong_to(search):
    named = {one.title: one for one in found(search, "engineer")}

    assert set(named) == {
        *("Data Engineer @ Kestrel Freight", "Backend Engineer @ Quillmark", "Engineer of bridges @ Tidewell"),
        "Rota",
    }
    assert named["Data Engineer @ Kestrel Freight"].note == "Applied"
    assert named["Rota"].snippet.startswith("Ask how the engineer rota works")
    assert named["Data Engineer @ Kestrel Freight"].snippet == ""


@pytest.mark.parametrize(("typed", "expected"), [
    ("engineer stage:applied", {"Data Engineer"}),
    ("stage:offer", {"Backend Engineer"}),
    ("stage:offer,applied engineer", {"Data Engineer", "Backend Engineer"}),
    ("stage:open data", {"Data Engineer", "Data Analyst"}),
    ("stage:closed", set()),
    ("stage:interested", {"Data Analyst"}),
    ("company:quill", {"Backend Engineer", "Data Analyst"}),
    ("company:kestrel kind:people", {"Ada Example"}),
    ("company:kestrel ada", {"Ada Example"}),
    ("tag:remote", {"Engineer of bridges"}),
    ("tag:part", {"Engineer of bridges"}),
    ("kind:people", {"Ada Example"}),
    ("in:tasks ada", {"Write to Ada"}),
    ("kind:zebra", set()),
    ("due:today", {"Ada Example"}),
    ("due:<7d kind:tasks", {"Write to Ada"}),
    ("stage:nowhere", set()),
])  # fmt: skip
def test_operators_narrow(search, typed, expected):
    named = {title for title in titles(search, typed) if "interview" not in title.casefold()}

    assert named == expected


def test_an_interview_has_the_stage_the_company_and_the_name_of_its_application(search):
    (talk,) = found(search, "kind:interviews company:kestrel stage:applied")

    assert talk.note == "Data Engineer @ Kestrel Freight"
    assert found(search, "kind:interviews company:quillmark") == []


@pytest.mark.parametrize("typed", ["engineer", "data kestrel", "stage:offer", "carries", "nobody", ""])
@pytest.mark.parametrize("most", [1, 3, 50])
def test_the_best_of_all_are_the_first_of_all_that_is_found(search, typed, most):
    first = make.application(search, "Engineer of locks", "Tidewell", stage="rejected")
    (again,) = add(search, Application(job=first.job))
    event = ApplicationStage(application=again.id, to="offer", occurred_at=search.now(), recorded_at=search.now())
    add(search, event, Task(title="engineer engineer"))

    best = question.best(search, read(typed, TODAY), most)

    assert best == found(search, typed)[:most]
    assert {one.note for one in best if one.title.startswith("Engineer of locks")} <= {"Offer"}


def test_a_due_day_is_one_of_her_own_days(search):
    """Half past eleven at night in New York is the next morning in Berlin."""
    assert len(found(search, "kind:interviews due:2026-11-25", ZoneInfo("Europe/Berlin"))) == 1
    assert found(search, "kind:interviews due:2026-11-24", ZoneInfo("Europe/Berlin")) == []
    assert len(found(search, "kind:interviews due:2026-11-24", ZoneInfo("America/New_York"))) == 1


def test_what_is_due_comes_soonest_first_and_without_what_is_done(search):
    assert titles(search, "due:<7d kind:people,tasks") == ["Ada Example", "Write to Ada"]


def test_her_own_name_of_a_stage_is_understood(search):
    add(search, Stage(key="applied", name="Sent off"))

    assert titles(search, "kind:jobs stage:sent") == ["Data Engineer"]
    assert found(search, "kind:jobs stage:sent")[0].note == "Sent off"


def test_a_common_word_of_one_noun_does_not_hide_the_others(work):
    add(work, *(Task(title=f"Engineer {number}") for number in range(2_100)))
    add(work, Contact(name="Engineer Example"))
    make.application(work, "Engineer of locks")
    while work.index_more():
        pass

    tables = {key.table for key in question.keys(work, read("engineer", TODAY))}

    assert {"contacts", "job_opportunities", "tasks"} <= tables


def test_what_the_program_keeps_for_itself_is_found_only_by_its_kind(search):
    add(search, Stage(key="zebra", name="Zebra stage"))
    add(search, Task(title="Feed the zebra and the other animals of the zoo"))

    assert titles(search, "zebra") == ["Feed the zebra and the other animals of the zoo"]
    assert [one.table for one in question.best(search, read("zebra", TODAY), 1)] == ["tasks"]
    assert titles(search, "zebra kind:stages") == ["Zebra stage"]


@pytest.mark.parametrize("typed", ["", "   ", "🙂", '"', "company:%", "tag:'; drop table tags --", "due:<", "stage:%"])
def test_strange_words_find_nothing_wrong(search, typed):
    hits(search, question.keys(search, read(typed, TODAY)), typed)


def test_rows_opened_before_are_named_again_and_those_gone_are_left_out(search):
    (person,) = search.all(Contact)

    keys = question.places(search, [("contacts", person.id), ("contacts", "gone"), ("zebras", "x")])

    assert [one.title for one in hits(search, keys)] == ["Ada Example"]
    assert [one.title for one in hits(search, question.recent(search, 2))] == [
        "Engineer of bridges @ Tidewell",
        "Data Analyst @ Quillmark",
    ]
