"""Getting ready: a checklist made once, time noted, and a score that says what it was counted from."""

from datetime import UTC, date, datetime

import make
import pytest

from ats_desktop.domain.companies import Company
from ats_desktop.domain.interviews import Interview
from ats_desktop.domain.research import CompanyResearch
from ats_desktop.domain.star import Story
from ats_desktop.domain.tasks import Task
from ats_desktop.domain.values import Appointment
from ats_desktop.errors import Refused
from ats_desktop.services import packs, practice, prep, tasks
from ats_desktop.store.reads.practice import meetings


@pytest.fixture
def work(new_work):
    return new_work(now=lambda: datetime(2026, 11, 22, 9, tzinfo=UTC))


@pytest.fixture
def meeting(work):
    """An interview in nine days, by a link."""
    return planned(work, "2026-12-01T10:00", meeting_link="https://meet.example.com/q")


def planned(work, wall, company="Quillmark", **more):
    pursuit = make.application(work, "Data Engineer", company)
    with work.change("Plan") as change:
        return change.save(Interview(application=pursuit.id, starts=Appointment(wall, "Europe/Berlin"), **more))


def share(work, meeting, name):
    return next(one for one in prep.preparation(work, meeting.id).ready.shares if one.name == name)


def test_the_checklist_is_made_with_a_day_for_each_step(work, meeting):
    made = prep.begin(work, meeting.id)

    assert [(one.title, one.due_on) for one in made] == [
        ("Read up on Quillmark", date(2026, 11, 29)),
        ("Prepare three stories for Quillmark", date(2026, 11, 29)),
        ("Write down what to ask Quillmark", date(2026, 11, 30)),
        ("Try the link, camera and sound", date(2026, 11, 30)),
        ("Thank Quillmark", date(2026, 12, 2)),
    ]
    assert {one.about for one in made} == {f"applications:{meeting.application}"}


@pytest.mark.parametrize(
    ("more", "step"),
    [({"location": "Platform 3"}, "Plan the way to Platform 3"), ({}, "Make sure how and where you meet")],
)
def test_the_way_is_told_by_where_one_meets(work, more, step):
    assert step in [one.title for one in prep.begin(work, planned(work, "2026-12-01T10:00", **more).id)]


def test_making_it_again_makes_nothing_and_what_was_thrown_away_stays_away(work, meeting):
    first = prep.begin(work, meeting.id)
    tasks.finish(work, first[0])
    with work.change("Remove") as change:
        change.remove(first[1])

    again = prep.begin(work, meeting.id)

    assert [one.id for one in again] == [one.id for one in first if one is not first[1]]
    assert again[0].completed_at
    assert work.count(Task) == 4


def test_no_step_is_due_before_today(work):
    made = prep.begin(work, planned(work, "2026-11-23T10:00").id)

    assert min(one.due_on for one in made) == date(2026, 11, 22)


def test_nothing_done_is_not_ready_and_says_what_each_part_was_counted_from(work, meeting):
    prep.begin(work, meeting.id)

    ready = prep.preparation(work, meeting.id).ready

    assert (ready.score, ready.word) == (5, "not_ready")
    assert str(share(work, meeting, "checklist").reason) == "0 of 4 steps."
    assert "match" not in {one.name for one in ready.shares}, "no skill is named, so nothing is claimed about it"


def test_every_step_time_fact_and_meeting_counts(work, meeting):
    for task in prep.begin(work, meeting.id)[:4]:
        tasks.finish(work, task)
    prep.spend(work, meeting.id, 270, topic="Their papers", confidence=3)
    practice.keep(
        work,
        packs.question_id(work, "slow-query"),
        Story(action="I did."),
        seconds=1800,
        application=meeting.application,
    )
    with work.change("Known") as change:
        company = change.save(Company(name="Quillmark, Inc."))
        for number in range(5):
            change.save(CompanyResearch(company=company.id, value=f"Fact {number}", source="their site"))

    ready = prep.preparation(work, meeting.id)

    assert {one.name: one.score for one in ready.ready.shares} == {
        "checklist": 100,
        "research": 100,
        "practice": 100,
        "history": 0,
    }
    assert ready.ready.word == "ready"
    assert ready.minutes == 270


def test_how_sure_one_feels_is_kept_with_the_interview(work, meeting):
    prep.feel(work, meeting.id, before=2)
    kept = prep.feel(work, meeting.id, after=4)

    assert (kept.confidence_before, kept.confidence_after) == (2, 4)
    with pytest.raises(Refused):
        prep.feel(work, meeting.id, before=0)


@pytest.mark.parametrize("minutes", [0, -3, 1441])
def test_no_time_is_no_session(work, meeting, minutes):
    with pytest.raises(Refused):
        prep.spend(work, meeting.id, minutes)


def test_notes_and_questions_to_ask_are_kept_a_line_each(work, meeting):
    kept = prep.note(
        work, meeting.id, prep_notes="Bring the story.", questions_to_ask="How do you deploy?\n\n Who decides? "
    )

    assert kept.questions_to_ask == ("How do you deploy?", "Who decides?")
    assert kept.prep_notes == "Bring the story."


def test_meetings_to_come_are_listed_soonest_first_then_the_past(work, meeting):
    soon = planned(work, "2026-11-24T10:00", "Halden Robotics")
    past = planned(work, "2026-11-01T10:00", "Polder Maps")

    assert [one.id for one in meetings(work, work.now())] == [soon.id, meeting.id, past.id]
    assert meetings(work, work.now())[0].company == "Halden Robotics"
