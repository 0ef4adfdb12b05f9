"""The table's question: every order and every filter, against the same done by hand."""

import itertools
from datetime import date

import make
import pytest

from ats_desktop.domain.applications import CLOSED, Application
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.seeking import Asked, read
from ats_desktop.services import jobs as verbs
from ats_desktop.store.reads import jobs
from ats_desktop.store.reads.jobs import SORTS, Wanted


@pytest.fixture(scope="module")
def work(tmp_path_factory):
    opened = make.empty(tmp_path_factory.mktemp("jobs"))
    make.search(opened)
    verbs.archive(opened, opened.all(JobOpportunity)[5].id)
    yield opened
    opened.close()


def shown(work, wanted):
    order = jobs.order(work, wanted)
    found = jobs.lines(work, order)
    return [found[slot] for slot in order]


@pytest.mark.parametrize(("sort", "down"), list(itertools.product(SORTS, (True, False))))
def test_every_order_shows_every_job_at_hand_once(work, sort, down):
    lines = shown(work, Wanted(sort=sort, down=down))

    assert len(lines) == jobs.total(work) == 59
    assert len({line.id for line in lines}) == 59


@pytest.mark.parametrize(("sort", "key"), [
    ("title", lambda line: line.title.casefold()),
    ("company", lambda line: line.company),
    ("stage", lambda line: line.stage),
    ("source", lambda line: line.source.casefold()),
    ("pay", lambda line: line.pay.low),
    ("found", lambda line: line.slot),
])  # fmt: skip
def test_lines_follow_the_order_asked_for(work, sort, key):
    up = [key(line) for line in shown(work, Wanted(sort=sort, down=False))]
    down = [key(line) for line in shown(work, Wanted(sort=sort))]

    assert up == sorted(up)
    assert down == sorted(down, reverse=True)


@pytest.mark.parametrize("down", [True, False])
def test_jobs_without_a_deadline_come_last_either_way(work, down):
    days = [line.deadline for line in shown(work, Wanted(sort="deadline", down=down))]
    known = [day for day in days if day]

    assert known == sorted(known, reverse=down)
    assert days == known + [None] * (len(days) - len(known))


@pytest.mark.parametrize("sort", ["found", "company", "deadline"])
def test_the_first_lines_of_an_order_are_its_first_lines(work, sort):
    wanted = Wanted(sort=sort, down=False)

    assert jobs.at_once(wanted)
    assert jobs.order(work, wanted, 7) == jobs.order(work, wanted)[:7]


def test_words_find_jobs_by_company_title_and_posting(work):
    by_company = shown(work, Wanted(asked=Asked("kestrel")))
    by_both = shown(work, Wanted(asked=Asked("halden engin")))

    assert {line.company for line in by_company} == {"Kestrel Freight"}
    assert {line.company for line in by_both} == {"Halden Robotics"}
    assert len(shown(work, Wanted(asked=Asked("rota")))) == 59


@pytest.mark.parametrize("words", ["zzz", "***", '"', "kestrel*)", "\u6771\u4eac"])
def test_strange_words_are_words_like_any(work, words):
    assert len(shown(work, Wanted(asked=Asked(words)))) in {0, 3, 59}


def test_stages_narrow_the_table(work):
    lines = shown(work, Wanted(stages=("offer", "won"), sort="company"))

    assert {line.stage for line in lines} == {"offer", "won"}
    assert len(lines) == 3


def test_what_was_put_away_is_found_among_what_was_put_away(work):
    lines = shown(work, Wanted(away=True))

    assert len(lines) == jobs.total(work, away=True) == 1
    assert not jobs.at_once(Wanted(away=True))


def test_a_job_shows_its_newest_attempt(tmp_path):
    work = make.empty(tmp_path)
    first = make.application(work, stage="rejected")
    with work.change("Again") as change:
        second = change.save(Application(job=first.job))

    line = shown(work, Wanted())[0]

    assert (line.application, line.stage) == (second.id, "lead")


def test_a_job_without_an_application_is_listed(tmp_path):
    work = make.empty(tmp_path)
    make.job(work)

    line = shown(work, Wanted())[0]

    assert (line.application, line.stage, line.title) == ("", "", "Engineer")


def test_pay_by_the_hour_is_compared_with_pay_by_the_year(tmp_path):
    work = make.empty(tmp_path)
    for title, pay in (("less", "50,000 EUR/year"), ("more", "40 EUR/hour"), ("month", "6,000 EUR/month")):
        make.job(work, title, pay=JobOpportunity.noun.by_name["pay"].kind.parse(pay))

    assert [line.title for line in shown(work, Wanted(sort="pay"))] == ["more", "month", "less"]


def test_numbers_are_found_by_ids(work):
    one, two = work.all(JobOpportunity, limit=2)

    assert jobs.slots_of(work, [one.id, two.id, "x"]).keys() == {one.id, two.id}
    assert jobs.slot_of(work, one.id) == jobs.slots_of(work, [one.id])[one.id]
    assert jobs.slot_of(work, "x") == 0


@pytest.mark.parametrize(
    ("typed", "meets"),
    [
        ("stage:interviewing", lambda line: line.stage == "interviewing"),
        ("stage:open company:halden", lambda line: line.company == "Halden Robotics" and line.stage not in CLOSED),
        ("source:referral", lambda line: line.source.startswith("Referral")),
        ("kind:jobs", lambda _: True),
        ("stage:nowhere", lambda _: False),
    ],
)
def test_operators_narrow_as_in_the_search(work, typed, meets):
    everything = shown(work, Wanted())

    narrowed = shown(work, Wanted(asked=read(typed, date(2026, 11, 22))))

    assert [line.slot for line in narrowed] == [line.slot for line in everything if meets(line)]
