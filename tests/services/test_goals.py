"""Goals are counted from rows by rule: each kind what it says, in the candidate's own days."""

from datetime import date, timedelta

import make
import pytest

from ats_desktop.domain.goals import Goal, GoalKind, GoalStatus
from ats_desktop.domain.interviews import Interview, InterviewStatus
from ats_desktop.domain.people import Contact, Interaction
from ats_desktop.domain.practice import QuestionPractice
from ats_desktop.domain.profile import CandidateProfile
from ats_desktop.domain.progress import Pace
from ats_desktop.domain.settings import Setting
from ats_desktop.domain.tasks import Task, TaskPriority, TaskStatus
from ats_desktop.domain.values import Appointment
from ats_desktop.errors import Refused
from ats_desktop.services import applications, goals, tasks
from ats_desktop.store.reads import goals as reads

KIND = GoalKind
TODAY = make.NOW.date()


@pytest.fixture
def work(tmp_path):
    opened = make.empty(tmp_path / "own")
    with opened.change("Zone") as change:
        change.save(Setting(key="zone", value="Pacific/Auckland"))  # thirteen hours ahead: NOW is Sunday, 22:30
    yield opened
    opened.close()


def done(work, kind, *, repeats="week", target=5.0):
    return goals.how_far(work, Goal(name="g", kind=kind, target=target, repeats=repeats)).done


def test_applications_of_this_week_count_and_older_ones_do_not(work):
    for days in (0, 3, 6, 7, 30):
        make.application(work, f"Job {days}", stage="applied", days=days)
    make.application(work, "Only a lead", stage="lead")

    assert done(work, KIND.APPLICATIONS) == 3
    assert done(work, KIND.APPLICATIONS, repeats="month") == 4


def test_interviews_that_take_place_count(work):
    own = make.application(work)
    with work.change("Interviews") as change:
        for status, day in (
            (InterviewStatus.COMPLETED, 17),
            (InterviewStatus.SCHEDULED, 20),
            (InterviewStatus.CANCELLED, 18),
        ):
            change.save(Interview(application=own.id, starts=Appointment(f"2026-11-{day}T10:00", "UTC"), status=status))

    assert done(work, KIND.INTERVIEWS) == 2


def test_offers_count_by_what_happened_and_people_count_once(work):
    make.application(work, "Offered", stage="offer", days=1)
    with work.change("Talk") as change:
        ada = change.save(Contact(name="Ada"))
        for hours in (1, 2, 300):
            change.save(Interaction(contact=ada.id, at=make.NOW - timedelta(hours=hours)))
        change.save(QuestionPractice(at=make.NOW))

    assert done(work, KIND.OFFERS) == 1
    assert done(work, KIND.CONTACTS) == 1
    assert done(work, KIND.PRACTICE) == 1


def test_a_response_rate_counts_answers_among_what_was_sent(work):
    for stage in ("applied", "no_response", "rejected", "interviewing"):
        own = make.application(work, stage, stage="applied", days=5)
        if stage != "applied":
            applications.move(work, own.id, stage)

    assert done(work, KIND.RESPONSE_RATE) == 50.0


def test_whoever_was_answered_once_was_answered_though_it_ended(work):
    silent, talked = make.application(work, stage="applied"), make.application(work, stage="applied")
    for own, stage in ((talked, "interviewing"), (talked, "withdrawn"), (silent, "withdrawn")):
        applications.move(work, own.id, stage)

    assert done(work, KIND.RESPONSE_RATE) == 50.0


def test_the_week_is_measured_by_the_profile(work):
    with work.change("Me") as change:
        change.save(CandidateProfile(first_name="Ada", weekly_application_target=2))
    make.application(work, stage="applied")

    found = goals.this_week(work)

    assert (found.done, found.target, found.pace) == (1, 2, Pace.BEHIND)


def test_a_goal_by_hand_is_reached_at_its_number_and_taken_back_below_it(work):
    made = goals.add(work, "Books", 3, kind=KIND.CUSTOM)

    there = goals.note(work, made, 3)
    assert (there.status, there.reached_at) == (GoalStatus.REACHED, make.NOW)

    assert goals.note(work, there, 2).status == GoalStatus.ACTIVE


def test_what_cannot_be_a_goal_is_refused(work):
    with pytest.raises(Refused, match="a name and a number"):
        goals.add(work, "Nothing", 0)
    with pytest.raises(Refused, match="counted from what happened"):
        goals.note(work, goals.add(work, "Apply", 5), 2)


def test_tasks_stand_by_day_then_by_how_much_they_matter(work):
    with work.change("Done long ago") as change:
        change.save(Task(title="done", status=TaskStatus.DONE, due_on=date(2026, 1, 1)))
    tasks.add(work, "no day")
    tasks.add(work, "medium", due_on=TODAY)
    tasks.add(work, "urgent", due_on=TODAY, priority=TaskPriority.URGENT)
    tasks.add(work, "late", due_on=TODAY - timedelta(days=3))

    def titles(**how):
        slots = reads.order(work, TODAY, **how)
        return [work.rows("select title from tasks where slot = ?", slot)[0][0] for slot in slots]

    assert titles() == ["late", "urgent", "medium", "no day"]
    assert titles(state=reads.ALL)[-1] == "done"
    assert titles(state=reads.LATE) == ["late"]
    assert titles(words="urg") == ["urgent"]
    assert reads.heaps(work, TODAY) == {"open": 4, "late": 1, "done": 1, "": 5}
