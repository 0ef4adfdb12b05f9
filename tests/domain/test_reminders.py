"""The edge cases of reminders.md D.5, one test each: deadlines, whatever the clocks do."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from occurring import HABITS, JOB, LONG_AGO, NEW_YORK, SOON, TODAY, TOKYO, at, job_now, meeting, rules_now, sent

from ats_desktop.domain.applications import Category
from ats_desktop.domain.deliveries import Channel, Fate
from ats_desktop.domain.reminders import (
    Habits,
    closing,
    deadline_reminders,
    due,
    in_letters,
    instant,
    interview_reminders,
    known_zone,
    missed,
)
from ats_desktop.domain.rules import Rule

# --- deadlines: sleep, quit, clocks ---------------------------------------------------------------


def test_1_a_laptop_that_slept_through_nine_says_it_at_one():
    before, woken = at("2026-03-10T08:50"), at("2026-03-10T13:00")

    assert job_now(before) == []
    assert job_now(woken) == [(Rule.DEADLINE_SOON, "3 days left: Engineer @ Brightwater Labs")]
    assert job_now(woken, ledger=sent(SOON)) == []


def test_2_after_two_days_asleep_the_subject_says_what_is_truly_left():
    assert job_now(at("2026-03-12T10:00")) == [(Rule.DEADLINE_SOON, "1 day left: Engineer @ Brightwater Labs")]
    assert job_now(at("2026-03-13T10:00")) == [(Rule.DEADLINE_DAY, "Today: Engineer @ Brightwater Labs deadline")]


def test_3_asleep_past_the_deadline_nothing_is_sent_and_it_is_listed_as_missed():
    found, woken = deadline_reminders(JOB, set_at=LONG_AGO, habits=HABITS), at("2026-03-14T00:01")

    assert due(found, {}, woken).ready == ()
    assert [one.rule for one in missed(found, {}, woken)] == [Rule.DEADLINE_DAY]
    assert missed(found, sent(TODAY), woken) == ()
    assert missed(found, sent(TODAY, fate=Fate.EXPIRED), woken) == ()
    assert missed(found, {}, woken + timedelta(days=15)) == ()


def test_4_a_program_that_did_not_run_at_all_says_the_same_at_its_next_start():
    assert job_now(at("2026-03-11T07:00")) == [(Rule.DEADLINE_SOON, "2 days left: Engineer @ Brightwater Labs")]


@pytest.mark.parametrize(
    ("day", "utc_hour"),
    [(date(2026, 3, 7), 14), (date(2026, 3, 8), 13), (date(2026, 10, 31), 13), (date(2026, 11, 1), 14)],
)
def test_5_nine_stays_nine_when_the_clocks_change(day, utc_hour):
    assert instant(day, time(9), NEW_YORK) == datetime(day.year, day.month, day.day, utc_hour, tzinfo=UTC)


def test_5_nine_comes_once_on_each_day_around_a_change():
    minutes = [at("2026-03-06T00:00") + timedelta(minutes=m) for m in range(4 * 24 * 60)]
    nines = {instant(date(2026, 3, 6) + timedelta(days=d), time(9), NEW_YORK) for d in range(4)}

    assert sum(minute in nines for minute in minutes) == 4


def test_6_a_time_in_the_gap_comes_at_the_first_minute_after_it_and_in_the_fold_once():
    spring, autumn = instant(date(2026, 3, 8), time(2, 30), NEW_YORK), instant(date(2026, 11, 1), time(1, 30), NEW_YORK)

    assert spring == datetime(2026, 3, 8, 7, tzinfo=UTC)  # 03:00 EDT: half past two never came
    assert autumn == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)  # the first of two


def test_6_a_day_that_an_island_skipped_begins_with_the_next_one():
    assert instant(date(2011, 12, 30), time(9), ZoneInfo("Pacific/Apia")) == datetime(2011, 12, 30, 10, tzinfo=UTC)


def test_7_flying_east_repeats_nothing_and_keeps_the_rest_to_the_new_clock():
    noon, there = at("2026-03-10T12:00"), Habits(TOKYO)

    assert job_now(noon, ledger=sent(SOON), habits=there) == []
    assert job_now(at("2026-03-13T08:59", TOKYO), ledger=sent(SOON), habits=there) == []
    assert [rule for rule, _ in job_now(at("2026-03-13T09:00", TOKYO), habits=there)] == [Rule.DEADLINE_DAY]


def test_8_a_clock_set_back_repeats_nothing_and_one_set_forward_catches_up():
    assert job_now(at("2026-03-09T10:00"), ledger=sent(SOON)) == []
    assert job_now(at("2026-03-10T10:00"), ledger=sent(SOON)) == []
    assert [rule for rule, _ in job_now(at("2026-03-13T12:00"), ledger=sent(SOON))] == [Rule.DEADLINE_DAY]


def test_8_what_a_wrong_clock_called_expired_is_said_when_the_clock_is_right_again():
    wrong = sent(TODAY, fate=Fate.EXPIRED)

    assert [rule for rule, _ in job_now(at("2026-03-13T12:00"), ledger=wrong)] == [Rule.DEADLINE_DAY]


# --- deadlines: what changes in between -----------------------------------------------------------


def test_24_applied_in_between_the_day_itself_stays_silent():
    assert job_now(at("2026-03-13T09:00"), ledger=sent(SOON), category=Category.APPLIED) == []


def test_25_moved_back_to_interested_it_is_due_again():
    today = at("2026-03-13T09:00")

    assert [rule for rule, _ in job_now(today, ledger=sent(SOON), category=Category.LEAD)] == [Rule.DEADLINE_DAY]
    assert job_now(today, ledger=sent(SOON, TODAY), category=Category.LEAD) == []


@pytest.mark.parametrize("category", [c for c in Category if c != Category.LEAD])
def test_26_beyond_the_lead_stage_a_deadline_no_longer_matters(category):
    assert deadline_reminders(JOB, category=category, habits=HABITS) == ()


def test_27_archived_it_is_silent_and_restored_it_speaks_again():
    shelved, today = replace(JOB, archived_at=LONG_AGO), at("2026-03-13T09:00")

    assert job_now(today, job=shelved) == []
    assert len(job_now(today, job=replace(shelved, archived_at=None))) == 1


def test_28_an_extended_deadline_is_a_new_one():
    later = replace(JOB, deadline_on=date(2026, 3, 20))
    typed = at("2026-03-11T12:00")

    assert job_now(at("2026-03-13T09:00"), job=later, ledger=sent(SOON), set_at=typed) == []
    assert job_now(at("2026-03-17T09:00"), job=later, ledger=sent(SOON), set_at=typed) == [
        (Rule.DEADLINE_SOON, "3 days left: Engineer @ Brightwater Labs")
    ]


def test_28_extended_by_so_little_that_three_days_are_over_only_the_day_is_left():
    later, typed = replace(JOB, deadline_on=date(2026, 3, 14)), at("2026-03-11T12:00")

    assert job_now(at("2026-03-11T12:01"), job=later, set_at=typed) == []
    assert [rule for rule, _ in job_now(at("2026-03-14T09:00"), job=later, set_at=typed)] == [Rule.DEADLINE_DAY]


def test_29_shortened_to_tomorrow_only_tomorrow_speaks():
    sooner, typed = replace(JOB, deadline_on=date(2026, 3, 11)), at("2026-03-10T15:00")
    found = due(deadline_reminders(sooner, set_at=typed, habits=HABITS), {}, typed)

    assert found.ready == ()
    assert [(one.rule, one.hush) for one in found.silent] == [
        (Rule.DEADLINE_SOON, "It was already past when the time was set.")
    ]
    assert [rule for rule, _ in job_now(at("2026-03-11T09:00"), job=sooner, set_at=typed)] == [Rule.DEADLINE_DAY]


def test_30_a_deadline_of_today_typed_at_three_is_said_at_once():
    typed = at("2026-03-13T15:00")

    assert [rule for rule, _ in job_now(typed, set_at=typed)] == [Rule.DEADLINE_DAY]


def test_31_until_midnight_the_day_can_still_be_said():
    assert [rule for rule, _ in job_now(at("2026-03-13T23:59"))] == [Rule.DEADLINE_DAY]
    assert job_now(at("2026-03-14T00:00")) == []


def test_31_a_deadline_with_a_time_is_over_at_that_time():
    at_five = replace(JOB, deadline_time="17:00", deadline_zone="America/New_York")

    assert [rule for rule, _ in job_now(at("2026-03-13T16:59"), job=at_five)] == [Rule.DEADLINE_DAY]
    assert job_now(at("2026-03-13T17:00"), job=at_five) == []


def test_31_a_deadline_that_is_over_before_nine_is_said_from_midnight():
    at_eight = replace(JOB, deadline_time="08:00")

    assert [rule for rule, _ in job_now(at("2026-03-13T00:00"), job=at_eight)] == [Rule.DEADLINE_DAY]


def test_31_a_deadline_on_another_clock_falls_on_the_candidates_own_day():
    in_tokyo = replace(JOB, deadline_on=date(2026, 3, 5), deadline_time="00:30", deadline_zone="Asia/Tokyo")

    assert closing(in_tokyo, NEW_YORK) == (date(2026, 3, 4), at("2026-03-04T10:30"))
    assert [rule for rule, _ in job_now(at("2026-03-04T09:00"), job=in_tokyo)] == [Rule.DEADLINE_DAY]


def test_32_without_a_deadline_nothing_is_due():
    assert deadline_reminders(replace(JOB, deadline_on=None), habits=HABITS) == ()


def test_33_what_the_tray_said_leaves_the_mail_open_so_that_enabling_it_later_still_sends():
    shown = sent(TODAY, channel=Channel.TRAY)
    found = deadline_reminders(JOB, set_at=LONG_AGO, habits=HABITS)
    today = at("2026-03-13T10:00")

    assert due(found, shown, today, channel=Channel.TRAY).ready == ()
    assert [one.rule for one in due(found, shown, today, channel=Channel.EMAIL).ready] == [Rule.DEADLINE_DAY]


# --- many, restored, imported, unknown ------------------------------------------------------------


def test_37_two_hundred_jobs_with_one_deadline_are_one_letter():
    found = [deadline_reminders(replace(JOB, id=f"j{n}"), set_at=LONG_AGO, habits=HABITS) for n in range(200)]
    talk = interview_reminders(meeting("2026-03-13T14:00", LONG_AGO), habits=HABITS)
    ready = due([one for each in found for one in each] + list(talk), {}, at("2026-03-13T10:00")).ready

    assert [len(letter) for letter in in_letters(ready)] == [1, 200]
    assert [len(letter) for letter in in_letters(ready[:5])] == [1] * 5
    assert [len(letter) for letter in in_letters(ready[1:4], many=3)] == [3]


def test_38_what_was_due_before_a_restore_is_not_said_again():
    restored = replace(HABITS, restored_at=at("2026-03-13T09:30"))
    talk = meeting("2026-03-13T14:00", at("2026-03-12T20:00"))

    assert job_now(at("2026-03-13T10:00"), habits=restored) == []
    assert rules_now(talk, at("2026-03-13T10:00"), habits=restored) == []
    assert rules_now(talk, at("2026-03-13T12:00"), habits=restored) == [Rule.INTERVIEW_SOON]
    typed = at("2026-03-13T11:00")
    assert len(job_now(typed, set_at=typed, habits=restored)) == 1  # this one she has just typed


def test_39_an_import_says_nothing_of_the_past_and_keeps_the_future():
    read = at("2026-03-11T12:00")
    jobs = [replace(JOB, id=f"j{n}", deadline_on=date(2026, 3, 1) + timedelta(days=n)) for n in range(30)]
    found = [one for job in jobs for one in deadline_reminders(job, set_at=read, habits=HABITS)]
    talk = interview_reminders(meeting("2026-03-11T20:00", None), set_at=read, habits=HABITS)

    assert [one.rule for one in due(found, {}, read).ready] == [Rule.DEADLINE_DAY]  # the one of today
    assert missed(found, {}, read) == ()
    assert [one.key for one in due(found, {}, at("2026-03-12T09:00")).ready] == [
        "deadline_day:j11:2026-03-12",
        "deadline_3d:j14:2026-03-15",
    ]
    assert [one.rule for one in talk] == [Rule.INTERVIEW_DAY, Rule.INTERVIEW_SOON]
    assert due(talk, {}, read).ready == ()


def test_39_what_a_coach_or_another_account_wrote_is_not_said_at_once():
    made = at("2026-03-10T08:00")

    assert rules_now(meeting("2026-03-10T20:00", made), made, own=False) == []


def test_41_an_unknown_zone_falls_back_and_never_stops_the_rest():
    stored = datetime(2026, 3, 13, 18, tzinfo=UTC)
    lost = replace(meeting("2026-03-13T14:00", LONG_AGO, zone="Mars/Olympus"), starts_at=stored)

    assert [one.anchor for one in interview_reminders(lost, habits=HABITS)] == [stored, stored]
    assert interview_reminders(replace(lost, starts_at=None), habits=HABITS) == ()
    assert closing(replace(JOB, deadline_time="17:00", deadline_zone="Mars/Olympus"), NEW_YORK) == (
        date(2026, 3, 13),
        at("2026-03-13T17:00"),
    )
    assert [known_zone(name) for name in ("Mars/Olympus", "../etc", "", "America")] == [None] * 4


def test_42_rows_that_make_no_sense_stop_nobody():
    odd = [
        replace(JOB, deadline_on=date.max),
        replace(JOB, deadline_on=date.min),
        replace(JOB, deadline_time="half past"),
        replace(JOB, id="", deadline_zone="\x00"),
    ]
    talks = [
        meeting(wall, LONG_AGO) for wall in ("", "soon", "0001-01-01T00:00", "9999-12-31T23:59", "2026-02-31T10:00")
    ]

    assert [len(deadline_reminders(job, habits=HABITS)) for job in odd] == [0, 0, 2, 2]
    assert [interview_reminders(talk, habits=HABITS) for talk in talks] == [()] * 5
