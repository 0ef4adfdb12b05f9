"""What was promised by a day: each row of the tables is one case of reminders.md, in the candidate's own time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from occurring import HABITS, LONG_AGO, NEW_YORK, at, meeting

from ats_desktop.domain.applications import Category
from ats_desktop.domain.assessments import Assessment, AssessmentStatus
from ats_desktop.domain.deliveries import Channel, Fate
from ats_desktop.domain.offers import Offer, OfferStatus
from ats_desktop.domain.own_reminders import Reminder, Repeats
from ats_desktop.domain.promised import assessment_reminders, offer_reminders, own_reminders
from ats_desktop.domain.reminders import Fact, due, missed, place_changed, subject
from ats_desktop.domain.rules import Rule, about_of
from ats_desktop.domain.values import Appointment

ENDS = Appointment("2026-03-13T17:00", "America/New_York")
OFFER = Offer(id="o1", role_title="Engineer", company_name="Brightwater Labs", respond_by=ENDS)
TEST = Assessment(id="t1", title="Ledger task", due=ENDS)


def said(occurrences, now, ledger=None, *, channel=Channel.EMAIL, name="it"):
    found = due(occurrences, ledger or {}, now, channel=channel).ready
    return [subject(one, name, now, NEW_YORK) for one in found]


def offer_now(now, *, row=OFFER, set_at=LONG_AGO, ledger=None, **more):
    return said(offer_reminders(row, set_at=set_at, habits=HABITS, **more), now, ledger)


def own(text="2026-03-13T09:00", zone="America/New_York", **more):
    return Reminder(id="r1", title="Ring the agency", due=Appointment(text, zone), **more)


def own_now(row, now, *, set_at=LONG_AGO, ledger=None, channel=Channel.EMAIL):
    return said(own_reminders(row, now=now, set_at=set_at, habits=HABITS), now, ledger, channel=channel)


# --- offers and tests -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "says"),
    [
        ("2026-03-10T08:59", []),
        ("2026-03-10T09:00", ["Answer within 3 days: it"]),
        ("2026-03-11T23:00", ["Answer within 2 days: it"]),  # slept past the hour: what is truly left
        ("2026-03-12T09:00", ["Answer by tomorrow: it"]),
        ("2026-03-13T09:00", ["Answer today: it"]),
        ("2026-03-13T16:59", ["Answer today: it"]),
        ("2026-03-13T17:00", []),
    ],
)
def test_an_offer_is_said_three_days_and_one_day_before_and_on_the_day(now, says):
    assert offer_now(at(now)) == says


@pytest.mark.parametrize(
    ("now", "says"),
    [
        ("2026-03-12T08:59", []),
        ("2026-03-12T09:00", ["Hand in by tomorrow: it"]),
        ("2026-03-13T09:00", ["Hand in today: it"]),
        ("2026-03-13T17:00", []),
    ],
)
def test_a_test_is_said_a_day_before_and_on_the_day(now, says):
    assert said(assessment_reminders(TEST, set_at=LONG_AGO, habits=HABITS), at(now)) == says


@pytest.mark.parametrize("status", [s for s in OfferStatus if s not in {"pending", "verbal", "countered", "draft"}])
def test_an_offer_that_was_answered_is_silent(status):
    assert offer_now(at("2026-03-13T10:00"), row=replace(OFFER, status=status)) == []


@pytest.mark.parametrize("status", [AssessmentStatus.SUBMITTED, AssessmentStatus.EXPIRED])
def test_a_test_that_was_handed_in_is_silent(status):
    found = assessment_reminders(replace(TEST, status=status), set_at=LONG_AGO, habits=HABITS)

    assert said(found, at("2026-03-13T10:00")) == []


@pytest.mark.parametrize("category", [Category.REJECTED, Category.WITHDRAWN, Category.CLOSED_OTHER])
def test_what_belongs_to_an_application_that_ended_is_silent(category):
    assert offer_now(at("2026-03-13T10:00"), category=category) == []


def test_an_answer_due_before_nine_is_said_when_its_day_begins():
    early = replace(OFFER, respond_by=Appointment("2026-03-13T08:00", "America/New_York"))

    assert offer_now(at("2026-03-13T00:00"), row=early) == ["Answer today: it"]


def test_what_is_typed_the_evening_before_is_said_all_the_same():
    """Within a day of its end; a longer one, typed after its three days, only comes with the next."""
    typed = at("2026-03-12T20:00")

    assert offer_now(at("2026-03-12T20:01"), set_at=typed) == ["Answer by tomorrow: it"]
    assert offer_now(at("2026-03-11T10:00"), set_at=at("2026-03-11T09:59")) == []
    assert offer_now(at("2026-03-12T09:00"), set_at=at("2026-03-11T09:59")) == ["Answer by tomorrow: it"]


def test_an_answer_put_off_begins_anew_and_one_put_back_repeats_nothing():
    [key] = [one.key for one in offer_reminders(OFFER, habits=HABITS) if one.rule == Rule.OFFER_DAY]
    ledger = {key: [Fact(Channel.EMAIL, Fate.SENT, LONG_AGO)]}
    later = replace(OFFER, respond_by=Appointment("2026-03-20T17:00", "America/New_York"))

    assert offer_now(at("2026-03-20T09:00"), row=later, ledger=ledger) == ["Answer today: it"]
    assert offer_now(at("2026-03-13T10:00"), row=replace(OFFER, notes="x"), ledger=ledger) == []
    assert about_of(key) == "offers:o1"


def test_nobody_told_in_time_it_is_listed_as_missed():
    found = offer_reminders(OFFER, set_at=LONG_AGO, habits=HABITS)

    assert [one.rule for one in missed(found, {}, at("2026-03-13T17:00"))] == [Rule.OFFER_DAY]
    told = {found[0].key: [Fact(Channel.EMAIL, Fate.SENT, LONG_AGO)]}
    assert missed(found, told, at("2026-03-13T17:00")) == ()  # she knew three days before


# --- words to oneself -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "now", "says"),
    [
        (own(), "2026-03-13T08:59", []),
        (own(), "2026-03-13T09:00", ["Reminder: it"]),
        (own(), "2026-03-20T09:00", ["Reminder: it"]),  # two weeks asleep are forgiven
        (own(), "2026-03-27T09:00", []),
        (own(enabled=False), "2026-03-13T10:00", []),
        (own(done_at=LONG_AGO), "2026-03-13T10:00", []),
        (own("2026-03-12T09:00", repeats=Repeats.DAILY), "2026-03-13T09:00", ["Reminder: it"]),
        (own("2026-03-06T09:00", repeats=Repeats.WEEKLY), "2026-03-13T09:00", ["Reminder: it"]),  # the clocks changed
        (own("2026-03-06T09:00", repeats=Repeats.WEEKLY), "2026-03-13T08:59", ["Reminder: it"]),  # last week's
        (own("2026-01-31T09:00", repeats=Repeats.MONTHLY), "2026-02-28T09:00", ["Reminder: it"]),
        (own("2024-02-29T09:00", repeats=Repeats.YEARLY), "2026-02-28T09:00", ["Reminder: it"]),
        (own("2024-02-29T09:00", repeats=Repeats.YEARLY), "2026-02-28T08:59", []),
        (own("2026-03-12T09:00", repeats=Repeats.DAILY, times=1), "2026-03-27T09:00", []),
        (own("2026-03-08T02:30"), "2026-03-08T03:00", ["Reminder: it"]),  # the hour that never came
        (own("2026-03-13T09:00", zone=""), "2026-03-13T09:00", ["Reminder: it"]),
        (own("no time at all"), "2026-03-13T09:00", []),
    ],
)
def test_a_word_to_oneself_comes_at_its_own_minute(row, now, says):
    assert own_now(row, at(now)) == says


def test_of_a_week_asleep_only_the_last_of_the_daily_ones_is_said():
    row = own("2026-03-01T09:00", repeats=Repeats.DAILY)
    found = own_reminders(row, now=at("2026-03-13T12:00"), set_at=LONG_AGO, habits=HABITS)

    verdict = due(found, {}, at("2026-03-13T12:00"))

    assert [one.due for one in verdict.ready] == [at("2026-03-13T09:00")]


def test_each_day_has_a_key_of_its_own_and_one_said_is_not_said_again():
    row = own("2026-03-01T09:00", repeats=Repeats.DAILY)
    today = next(one for one in own_reminders(row, now=at("2026-03-13T12:00"), habits=HABITS)
                 if one.due == at("2026-03-13T09:00"))  # fmt: skip
    ledger = {today.key: [Fact(Channel.EMAIL, Fate.SENT, at("2026-03-13T09:00"))]}

    assert today.key == "own:r1:2026-03-13 09:00 America/New_York"
    assert own_now(row, at("2026-03-13T12:00"), ledger=ledger) == []
    assert own_now(row, at("2026-03-14T09:00"), ledger=ledger) == ["Reminder: it"]


def test_not_by_mail_is_shown_in_the_window_alone():
    row, now = own(by_email=False), at("2026-03-13T09:00")

    assert own_now(row, now) == []
    assert own_now(row, now, channel=Channel.TRAY) == ["Reminder: it"]


def test_what_was_past_when_it_was_typed_is_silent():
    assert own_now(own(), at("2026-03-13T10:00"), set_at=at("2026-03-13T09:30")) == []


# --- later, and dismissed -------------------------------------------------------------------------


def test_40_snoozed_to_monday_at_nine_it_comes_at_nine_though_the_clocks_changed():
    """Said on Friday 6 March; New York springs forward on the 8th."""
    monday, shown = at("2026-03-09T09:00"), at("2026-03-06T09:00")
    row = own("2026-03-06T09:00")
    [one] = own_reminders(row, now=shown, habits=HABITS)
    ledger = {
        one.key: [
            Fact(Channel.TRAY, Fate.SENT, shown),
            Fact(Channel.EMAIL, Fate.SENT, shown),
            Fact(Channel.INAPP, Fate.SNOOZED, shown + timedelta(minutes=1), monday),
        ]
    }

    assert own_now(row, monday - timedelta(minutes=1), ledger=ledger, channel=Channel.TRAY) == []
    assert own_now(row, monday, ledger=ledger, channel=Channel.TRAY) == ["Reminder: it"]
    assert own_now(row, monday, ledger=ledger) == []  # the letter lies in her mailbox
    again = {one.key: [*ledger[one.key][1:], Fact(Channel.TRAY, Fate.SENT, monday)]}
    assert own_now(row, monday + timedelta(minutes=1), ledger=again, channel=Channel.TRAY) == []


def test_dismissed_it_is_said_nowhere():
    row, now = own(), at("2026-03-13T09:05")
    [one] = own_reminders(row, now=now, habits=HABITS)
    ledger = {one.key: [Fact(Channel.INAPP, Fate.DISMISSED, now)]}

    assert own_now(row, now, ledger=ledger) == own_now(row, now, ledger=ledger, channel=Channel.TRAY) == []


# --- a new link -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "changed", "says"),
    [
        (None, "2026-03-12T15:00", 0),  # nobody was reminded yet: the reminder will say it
        ("2026-03-12T14:00", "2026-03-12T13:00", 0),
        ("2026-03-12T14:00", "2026-03-12T15:00", 1),
    ],
)
def test_21_a_link_that_changes_after_the_reminder_is_shown_and_never_mailed(told, changed, says):
    talk = meeting("2026-03-13T14:00", LONG_AGO, meeting_link="https://meet.example.com/new")
    found = place_changed(talk, told_at=told and at(told), changed_at=at(changed), habits=HABITS)
    now = datetime(2026, 3, 12, 21, tzinfo=UTC)

    assert len(due(found, {}, now, channel=Channel.TRAY).ready) == says
    assert due(found, {}, now).ready == ()


def test_21_each_new_link_is_a_notice_of_its_own():
    talk = meeting("2026-03-13T14:00", LONG_AGO, meeting_link="https://meet.example.com/new")
    told, changed = at("2026-03-12T14:00"), at("2026-03-12T15:00")
    keys = {
        one.key
        for link in ("https://meet.example.com/a", "https://meet.example.com/b")
        for one in place_changed(replace(talk, meeting_link=link), told_at=told, changed_at=changed, habits=HABITS)
    }

    assert len(keys) == 2
    assert {about_of(key) for key in keys} == {"interviews:i1"}
