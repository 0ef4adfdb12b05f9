"""Pages that wait are read by themselves: soon, then less often, and given up in the end with a plain reason."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import postings
import pytest
from sites import answer, site

from ats_desktop.app import App
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.outside.web import Web
from ats_desktop.services import capture, fetching
from ats_desktop.timetable import TIMETABLE

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


class Clock:
    def __init__(self):
        self.now = NOW

    def __call__(self):
        return self.now

    def later(self, **passed):
        self.now += timedelta(**passed)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def work(new_work, clock):
    return new_work(now=clock)


@pytest.fixture
def here():
    with site({"/job": answer(postings.PLAIN)}) as made:
        yield made


def never():
    raise AssertionError("nobody asks for the web")


def job_of(work):
    (found,) = work.all(JobOpportunity)
    return found


def offline():
    return Web(resolve=lambda *_: [])


def test_where_nothing_waits_the_web_is_not_touched(work):
    assert fetching.read_waiting(work, never) == 0


def test_a_card_that_waits_is_filled_and_left_alone_then(work, here):
    capture.add_link(work, here.url("/job"))

    assert fetching.read_waiting(work, here.web) == 1
    assert (job_of(work).title, job_of(work).fetch) == ("Bakery Lead", "done")
    assert fetching.read_waiting(work, never) == 0


def test_what_the_program_fills_by_itself_is_on_nobodys_undo_stack(work, here):
    capture.add_link(work, here.url("/job"))
    fetching.read_waiting(work, here.web)

    work.undo()

    assert work.count(JobOpportunity) == 0


def test_a_site_that_is_down_is_asked_less_and_less_often(work, here, clock):
    here.pages["/job"] = answer(b"", status="503 Busy")
    capture.add_link(work, here.url("/job"))

    asked = []
    for minute in range(90):
        before = len(here.asked)
        fetching.read_waiting(work, here.web)
        if len(here.asked) > before:
            asked.append(minute)
        clock.later(minutes=1)

    assert asked == [0, 1, 3, 8, 23, 83]
    assert job_of(work).fetch == "waiting"


def test_offline_it_is_tried_every_five_minutes_at_least(work, clock):
    capture.add_link(work, "https://jobs.quillmark.example/job")
    asked = []

    def resolve(_host, _port):
        asked.append(clock.now)
        return []

    for _ in range(61):
        fetching.read_waiting(work, lambda: Web(resolve=resolve))
        clock.later(minutes=1)

    gaps = [later - earlier for earlier, later in pairwise(asked)]
    assert max(gaps) == timedelta(minutes=5)


def test_what_stays_away_for_a_week_is_given_up_with_a_plain_reason(work, clock):
    capture.add_link(work, "https://jobs.quillmark.example/job")
    for _ in range(9 * 4):
        fetching.read_waiting(work, offline)
        clock.later(hours=6)

    assert job_of(work).fetch == "It could not be read for a week. jobs.quillmark.example could not be found."
    assert fetching.read_waiting(work, never) == 0


def test_what_can_never_be_read_is_given_up_at_once(work, here):
    capture.add_link(work, here.url("/gone"))

    assert fetching.read_waiting(work, here.web) == 1
    assert job_of(work).fetch.startswith("This page is not there any more.")


def test_tries_survive_a_restart_and_damage(work, here, clock, new_work):
    here.pages["/job"] = answer(b"", status="503 Busy")
    capture.add_link(work, here.url("/job"))
    fetching.read_waiting(work, here.web)
    again = new_work(now=clock)

    fetching.read_waiting(again, never)
    again.note(web_tries='{"x": [1]}')
    fetching.read_waiting(again, here.web)

    assert len(here.asked) == 2


def test_a_card_put_away_or_taken_back_is_not_asked_for(work, here):
    capture.add_link(work, here.url("/job"))
    job = job_of(work)
    with work.change("Put away") as change:
        change.remove(change.get(JobOpportunity, job.id))

    assert fetching.read_waiting(work, never) == 0


def test_a_coachs_laptop_asks_for_no_page(work, here):
    capture.add_link(work, here.url("/job"))
    work.note(levels='{"jobs": 2}')

    assert fetching.read_waiting(work, never) == 0


def test_the_timetable_reads_them_on_a_lane_of_their_own(profile, here):
    (entry,) = (one for one in TIMETABLE if one.name == "postings")
    app = App.open(profile, web=here.web())
    capture.add_link(app.work, here.url("/job"))

    app.runner.start(entry.lane, lambda: entry.do(app)).result(timeout=60)

    assert entry.lane == "web"
    assert job_of(app.work).title == "Bakery Lead"
    app.close()
