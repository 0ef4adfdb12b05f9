"""The edge cases of reminders.md D.5, one test each: interviews, and the small print."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from occurring import HABITS, JOB, LONG_AGO, NEW_YORK, SOON, TODAY, TOKYO, at, job_now, meeting, rules_now, sent

from ats_desktop.domain.applications import Category
from ats_desktop.domain.deliveries import Channel, Fate
from ats_desktop.domain.interviews import InterviewStatus
from ats_desktop.domain.reminders import (
    Fact,
    due,
    interview_reminders,
    local_day,
    missed,
    subject,
)
from ats_desktop.domain.rules import Rule, about_of

# --- interviews -----------------------------------------------------------------------------------


def test_13_made_30_hours_ahead_it_is_said_24_and_2_hours_before():
    made = at("2026-03-10T08:00")
    talk = meeting("2026-03-11T14:00", made)

    assert rules_now(talk, made) == []
    assert rules_now(talk, at("2026-03-10T13:59")) == []
    assert rules_now(talk, at("2026-03-10T14:00")) == [Rule.INTERVIEW_DAY]
    assert rules_now(talk, at("2026-03-11T11:59")) == [Rule.INTERVIEW_DAY]
    assert rules_now(talk, at("2026-03-11T12:00")) == [Rule.INTERVIEW_SOON]
    assert rules_now(talk, at("2026-03-11T14:00")) == []


def test_13_24_hours_are_elapsed_hours_across_a_change_of_clocks():
    talk = meeting("2026-03-08T14:00", LONG_AGO)
    [day, _] = interview_reminders(talk, habits=HABITS)

    assert day.due == at("2026-03-07T13:00")  # 13:00 EST is 24 hours before 14:00 EDT


def test_14_made_12_hours_ahead_it_is_said_at_once_and_2_hours_before():
    made = at("2026-03-10T08:00")
    talk = meeting("2026-03-10T20:00", made)
    told = sent(f"ivnow:i1:{talk.starts}", at=made)

    assert rules_now(talk, made) == [Rule.INTERVIEW_SET]
    assert rules_now(talk, made + timedelta(minutes=1), ledger=told) == []
    assert rules_now(talk, at("2026-03-10T18:00"), ledger=told) == [Rule.INTERVIEW_SOON]


def test_15_made_90_minutes_ahead_it_is_said_at_once_and_never_again():
    made = at("2026-03-10T08:00")
    talk = meeting("2026-03-10T09:30", made)
    told = sent(f"ivnow:i1:{talk.starts}", at=made)
    later = [made + timedelta(minutes=m) for m in range(1, 120)]

    assert rules_now(talk, made) == [Rule.INTERVIEW_SET]
    assert [rules_now(talk, minute, ledger=told) for minute in later] == [[]] * len(later)


def test_15_less_than_an_hour_after_the_first_letter_the_second_is_kept_back():
    made = at("2026-03-10T08:00")
    talk = meeting("2026-03-10T11:00", made)
    late = sent(f"ivnow:i1:{talk.starts}", at=at("2026-03-10T08:30"))

    assert rules_now(talk, at("2026-03-10T09:00"), ledger=late) == []
    kept_back = due(interview_reminders(talk, habits=HABITS), late, at("2026-03-10T09:00")).silent
    assert [one.rule for one in kept_back] == [Rule.INTERVIEW_SOON]


def test_16_made_exactly_24_hours_ahead_counts_as_within_24_hours():
    made = at("2026-03-10T14:00")
    talk = meeting("2026-03-11T14:00", made)
    told = sent(f"ivnow:i1:{talk.starts}", at=made)

    assert rules_now(talk, made) == [Rule.INTERVIEW_SET]
    assert rules_now(talk, made + timedelta(minutes=5), ledger=told) == []


def test_16_one_minute_more_is_no_longer_at_once():
    talk = meeting("2026-03-11T14:01", at("2026-03-10T14:00"))

    assert rules_now(talk, at("2026-03-10T14:00")) == []
    assert rules_now(talk, at("2026-03-10T14:01")) == [Rule.INTERVIEW_DAY]


def test_17_an_interview_noted_afterwards_is_history():
    talk = meeting("2026-03-10T14:00", at("2026-03-10T18:00"))
    found = interview_reminders(talk, habits=HABITS)

    assert rules_now(talk, at("2026-03-10T18:00")) == []
    assert missed(found, {}, at("2026-03-11T18:00")) == ()


def test_18_moved_to_next_week_the_old_time_is_forgotten_and_the_new_one_kept():
    talk = meeting("2026-03-11T14:00", LONG_AGO)
    told = sent(f"iv24:i1:{talk.starts}")
    moved = meeting("2026-03-18T14:00", at("2026-03-10T20:00"), status=InterviewStatus.RESCHEDULED)

    assert rules_now(moved, at("2026-03-11T12:30"), ledger=told) == []
    assert rules_now(moved, at("2026-03-17T14:00"), ledger=told) == [Rule.INTERVIEW_DAY]
    assert rules_now(moved, at("2026-03-18T12:00"), ledger=told) == [Rule.INTERVIEW_SOON]


def test_19_moved_to_within_24_hours_it_is_said_at_once_that_it_was_moved():
    made = at("2026-03-10T20:00")
    moved = meeting("2026-03-11T09:00", made, status=InterviewStatus.RESCHEDULED)
    [one] = due(interview_reminders(moved, habits=HABITS), {}, made).ready

    assert subject(one, str(JOB), made, NEW_YORK, moved=True) == "Interview Moved: Engineer @ Brightwater Labs"


def test_20_moved_and_moved_back_what_was_said_is_not_said_again():
    first = meeting("2026-03-13T14:00", LONG_AGO)
    told = sent(f"iv24:i1:{first.starts}", at=at("2026-03-12T14:00"))
    back = meeting("2026-03-13T14:00", at("2026-03-12T13:00"), status=InterviewStatus.RESCHEDULED)

    assert rules_now(back, at("2026-03-12T15:00"), ledger=told) == []
    assert rules_now(back, at("2026-03-13T12:00"), ledger=told) == [Rule.INTERVIEW_SOON]


def test_21_editing_notes_or_the_link_says_nothing_new():
    talk = meeting("2026-03-11T14:00", LONG_AGO)
    edited = replace(talk, meeting_link="https://meet.example.com/7", logistics="Bring the portfolio")

    assert interview_reminders(edited, habits=HABITS) == interview_reminders(talk, habits=HABITS)


@pytest.mark.parametrize("status", ["cancelled", "completed", "no_show", "tentative", "word_of_a_newer_version"])
def test_22_a_cancelled_interview_is_silent(status):
    talk = meeting("2026-03-11T14:00", LONG_AGO, status=InterviewStatus(status))

    assert interview_reminders(talk, habits=HABITS) == ()


def test_22_an_interview_of_an_application_that_ended_is_silent():
    talk = meeting("2026-03-11T14:00", LONG_AGO)

    assert interview_reminders(talk, category=Category.WITHDRAWN, habits=HABITS) == ()
    assert len(interview_reminders(talk, category=Category.NO_RESPONSE, habits=HABITS)) == 2


# --- and the small print --------------------------------------------------------------------------


def test_of_one_thing_only_the_most_urgent_is_said():
    made = at("2026-03-10T08:00")
    talk = meeting("2026-03-10T20:00", made)  # the server was away until two hours before
    found = due(interview_reminders(talk, habits=HABITS), {}, at("2026-03-10T18:30"))

    assert [one.rule for one in found.ready] == [Rule.INTERVIEW_SOON]
    assert [one.rule for one in found.silent] == [Rule.INTERVIEW_SET]


def test_snoozed_is_due_again_and_dismissed_is_not():
    today = at("2026-03-13T10:00")
    later = {TODAY: [Fact(Channel.EMAIL, Fate.SNOOZED, today, today + timedelta(hours=1))]}

    assert job_now(today, ledger=later) == []
    assert len(job_now(today + timedelta(hours=1), ledger=later)) == 1
    assert job_now(today, ledger=sent(TODAY, channel=Channel.TRAY, fate=Fate.DISMISSED)) == []


def test_an_interview_that_nobody_was_told_of_is_missed_and_one_that_was_is_not():
    talk = meeting("2026-03-11T14:00", LONG_AGO)
    found, after = interview_reminders(talk, habits=HABITS), at("2026-03-11T15:00")

    assert [one.rule for one in missed(found, {}, after)] == [Rule.INTERVIEW_SOON]
    assert missed(found, sent(f"iv24:i1:{talk.starts}"), after) == ()


def test_subjects_say_what_is_true_when_they_are_read():
    talk = meeting("2026-03-11T14:00", LONG_AGO)
    day, soon = interview_reminders(talk, habits=HABITS)

    assert subject(day, "X", at("2026-03-10T14:00"), NEW_YORK) == "Interview Tomorrow: X"
    assert subject(day, "X", at("2026-03-11T08:00"), NEW_YORK) == "Interview Today: X"
    assert subject(soon, "X", at("2026-03-11T12:00"), NEW_YORK) == "Interview in 2 Hours: X"
    assert subject(soon, "X", at("2026-03-11T13:20"), NEW_YORK) == "Interview in 40 Minutes: X"


def test_a_key_says_what_it_is_about():
    assert about_of(SOON) == "job_opportunities:j1"
    assert about_of("iv24:i1:2026-03-11 14:00 America/New_York") == "interviews:i1"
    assert local_day(at("2026-03-11T23:30"), TOKYO) == date(2026, 3, 12)
