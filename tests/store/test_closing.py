"""A workspace closed while a lane is still at work: the work comes to its end, and the program lives."""

import threading

import pytest

from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.errors import Unavailable


def test_a_lane_in_the_middle_of_a_question_is_not_pulled_the_rug_from_under(new_work):
    work = new_work()
    with work.change("Many") as change:
        change.save_all([JobOpportunity(title=f"Job {number}") for number in range(300)])
    begun, closed, answers = threading.Event(), threading.Event(), []

    def ask():
        rows = work.connection().execute("select count(*) from job_opportunities a, job_opportunities b, companies")
        begun.set()
        closed.wait(10)
        asked = "select sum(length(a.title || b.title)) from job_opportunities a, job_opportunities b"
        answers.append((rows.fetchall(), rows.connection.execute(asked).fetchone()[0] > 0))
        try:
            work.rows("select 1")
        except Unavailable as error:
            answers.append(error.title)

    lane = threading.Thread(target=ask)
    lane.start()
    begun.wait(10)
    work.close()
    closed.set()
    lane.join()

    assert answers == [([(0,)], True), "This workspace was closed."]
    with pytest.raises(Unavailable):
        work.count(JobOpportunity)


def test_a_workspace_can_be_closed_twice(work):
    work.close()
    work.close()
