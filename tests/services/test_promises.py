"""Offers, tests and words to oneself from the row to the mailbox; later, and never again; a new link is shown."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import make
import pytest
from reminding import BERLIN, Laptop, subjects

from ats_desktop.domain.assessments import Assessment
from ats_desktop.domain.deliveries import Notification
from ats_desktop.domain.interviews import Interview
from ats_desktop.domain.offers import Offer, OfferStatus
from ats_desktop.domain.own_reminders import Reminder, Repeats
from ats_desktop.domain.values import Appointment, Money
from ats_desktop.errors import Refused
from ats_desktop.services import interviews, notices, reminders


@pytest.fixture
def laptop(tmp_path):
    made = Laptop(tmp_path / "one")
    yield made
    made.work.close()


def kept(laptop, row):
    was = laptop.work.get(type(row), row.id) if row.id else None
    with laptop.work.change("Note") as change:
        return change.save(row, was=was)


def offered(laptop, **more):
    pursuit = make.application(laptop.work, "Engineer", "Brightwater Labs", stage="offer")
    by = Appointment("2026-03-13T17:00", "America/New_York")
    row = Offer(application=pursuit.id, role_title="Engineer", company_name="Brightwater Labs", respond_by=by)
    return kept(laptop, replace(row, base=Money(9_000_000, "USD"), **more))


def parts(letter):
    return [letter.message.get_body((kind,)).get_content() for kind in ("plain", "html")]


def test_an_offer_is_mailed_three_times_with_both_clocks_and_never_with_its_pay(laptop, smtp):
    laptop.mail_by(smtp)
    made = offered(laptop, location="Portland")
    for moment in ("2026-03-10T08:00", "2026-03-12T08:00", "2026-03-13T08:00", "2026-03-13T09:00"):
        laptop.at(moment).run()

    assert subjects(smtp) == [
        "Answer within 3 days: Engineer @ Brightwater Labs",
        "Answer by tomorrow: Engineer @ Brightwater Labs",
        "Answer today: Engineer @ Brightwater Labs",
    ]
    for part in parts(smtp.letters[0]):
        assert "Friday 13 March 2026, 22:00 CET" in part
        assert "17:00 EDT" in part
        assert "Portland" in part
        assert f"ats://offers/{made.id}" in part
        assert "90" not in part.replace("2090", "")
    assert laptop.facts() == {(r, c, "sent") for r in ("offer3", "offer1", "offer0") for c in ("email", "tray")}
    assert [n.about for n in laptop.work.all(Notification)] == [f"offers:{made.id}"] * 3


def test_an_offer_answered_meanwhile_takes_its_waiting_letter_back(laptop, smtp):
    laptop.mail_by(smtp)
    made = offered(laptop)
    laptop.section["port"] = 1  # nobody listens there
    laptop.at("2026-03-10T08:00").run()
    assert [state for state, *_ in laptop.outbox()] == ["queued"]

    kept(laptop, replace(laptop.work.get(Offer, made.id), status=OfferStatus.DECLINED))
    laptop.later(minutes=1).run()

    assert laptop.outbox() == []


def test_a_test_is_mailed_with_its_page_and_notes(laptop, smtp):
    laptop.mail_by(smtp)
    pursuit = make.application(laptop.work, "Designer", "Halden Robotics", stage="assessment")
    row = Assessment(
        application=pursuit.id, title="Ledger task", platform="At home", minutes=90, notes="Read it twice."
    )
    kept(laptop, replace(row, due=Appointment("2026-03-13T17:00", BERLIN), link="tests.example.com/7"))
    report = laptop.at("2026-03-12T08:00").run()

    assert subjects(smtp) == ["Hand in by tomorrow: Ledger task for Designer @ Halden Robotics"]
    for part in parts(smtp.letters[0]):
        assert "https://tests.example.com/7" in part
        assert "Read it twice." in part
        assert "90 minutes" in part
    assert "Sent 1 day=1, today=0 assessment reminders" in str(report)
    assert laptop.work.all(Notification)[0].about == f"applications:{pursuit.id}"  # where it is looked after


def test_a_word_to_oneself_is_mailed_each_week_and_only_shown_where_she_said_so(laptop, smtp):
    laptop.mail_by(smtp)
    due = Appointment("2026-03-06T09:00", BERLIN)
    kept(laptop, Reminder(title="Ring the agency", body="Ask for Ida.", due=due, repeats=Repeats.WEEKLY))
    kept(laptop, Reminder(title="Water", due=due, by_email=False))
    for moment in ("2026-03-06T08:00", "2026-03-06T08:01", "2026-03-13T08:00"):
        laptop.at(moment).run(kind="own")

    assert subjects(smtp) == ["Reminder: Ring the agency"] * 2
    assert "Ask for Ida." in parts(smtp.letters[0])[0]
    assert sorted(laptop.notices()) == ["Reminder: Ring the agency", "Reminder: Ring the agency", "Reminder: Water"]


@pytest.mark.parametrize("where", ["archived", "binned"])
def test_what_belongs_to_a_job_that_was_put_away_is_silent(laptop, smtp, where):
    laptop.mail_by(smtp)
    made = offered(laptop)
    pursuit = laptop.work.all(make.Application)[0]
    if where == "archived":
        job = laptop.work.get(make.JobOpportunity, pursuit.job)
        kept(laptop, replace(job, archived_at=laptop.clock))
    else:
        with laptop.work.change("Delete") as change:
            change.remove(pursuit)
    laptop.at("2026-03-13T08:00").run()

    assert laptop.work.get(Offer, made.id)
    assert smtp.letters == []
    assert laptop.notices() == []


def test_twenty_rounds_say_each_thing_once(laptop, smtp):
    laptop.mail_by(smtp)
    offered(laptop)
    kept(laptop, Reminder(title="Ring", due=Appointment("2026-03-13T09:00", BERLIN)))
    laptop.at("2026-03-13T08:00")
    for _ in range(20):
        laptop.later(minutes=1).run()

    assert sorted(subjects(smtp)) == ["Answer today: Engineer @ Brightwater Labs", "Reminder: Ring"]
    assert len(laptop.notices()) == 2


# --- later, and never again -----------------------------------------------------------------------


@pytest.fixture
def shown(laptop):
    """A word to oneself that was just shown."""
    kept(laptop, Reminder(title="Ring", due=Appointment("2026-03-13T09:00", BERLIN)))
    laptop.at("2026-03-13T08:00").run()
    return laptop.work.all(Notification, {"kind": "own"})[0]


def on_the_list(laptop):
    return [one.title for one in laptop.work.all(Notification, {"kind": "own", "dismissed_at": None})]


def test_told_later_it_comes_again_once_at_that_moment(laptop, shown):
    notices.snooze(laptop.work, shown.id, laptop.clock + timedelta(hours=1))
    laptop.later(minutes=59).run()
    before = on_the_list(laptop)
    laptop.later(minutes=1).run()
    laptop.later(minutes=1).run()

    assert before == []
    assert on_the_list(laptop) == ["Reminder: Ring"]


def test_it_can_be_put_off_again_and_again(laptop, shown):
    for _ in range(3):
        notice = laptop.work.all(Notification, {"kind": "own", "dismissed_at": None})[0]
        notices.snooze(laptop.work, notice.id, laptop.clock + timedelta(hours=1))
        laptop.later(hours=1).run()

    assert on_the_list(laptop) == ["Reminder: Ring"]
    assert len(laptop.work.all(Notification, {"kind": "own"})) == 4


def test_putting_off_can_be_undone(laptop, shown):
    notices.snooze(laptop.work, shown.id, laptop.clock + timedelta(hours=1))
    laptop.work.undo()
    laptop.later(hours=2).run()

    assert on_the_list(laptop) == ["Reminder: Ring"]
    assert len(laptop.work.all(Notification, {"kind": "own"})) == 1


def test_put_away_its_letter_is_not_sent_either(laptop, smtp, shown):
    notices.dismiss(laptop.work, [shown.id])
    laptop.mail_by(smtp)
    laptop.later(minutes=1).run()

    assert smtp.letters == []
    assert on_the_list(laptop) == []


@pytest.mark.parametrize("hours", [-1, 0, 24 * 20])
def test_later_than_it_holds_or_not_later_at_all_is_refused(laptop, shown, hours):
    with pytest.raises(Refused, match="too late"):
        notices.snooze(laptop.work, shown.id, laptop.clock + timedelta(hours=hours))

    assert on_the_list(laptop) == ["Reminder: Ring"]


def test_a_notice_that_reminds_of_nothing_cannot_be_put_off(laptop):
    made = kept(laptop, Notification(dedupe="mail-hint", title="By e-mail too", raised_at=laptop.clock))

    with pytest.raises(Refused, match="cannot be said again"):
        notices.snooze(laptop.work, made.id, laptop.clock + timedelta(hours=1))


@pytest.mark.parametrize(
    ("now", "offered"),
    [
        ("2026-03-13T08:00", ["13 10:00", "13 18:00", "14 09:00", "16 09:00"]),
        ("2026-03-13T17:30", ["13 19:30", "14 09:00", "16 09:00"]),  # the evening is here
        ("2026-03-15T08:00", ["15 10:00", "15 18:00", "16 09:00"]),  # tomorrow is Monday
    ],
)
def test_moments_to_be_told_again_are_offered_in_her_own_time(laptop, now, offered):
    habits = reminders.habits_of(laptop.work)
    moment = datetime.fromisoformat(now).replace(tzinfo=UTC)

    found = notices.later(moment, habits)

    # Berlin is an hour ahead
    assert [f"{at.astimezone(habits.zone):%d %H:%M}" for at in found.values()] == offered


# --- a new link -----------------------------------------------------------------------------------


def test_21_a_link_changed_after_the_reminder_is_shown_once_and_notes_never(laptop, smtp):
    laptop.mail_by(smtp)
    pursuit = make.application(laptop.work, "Designer", "Halden Robotics", stage="applied")
    talk = interviews.schedule(laptop.work, pursuit.id, Appointment("2026-03-05T10:00", BERLIN))
    kept(laptop, replace(laptop.work.get(Interview, talk.id), meeting_link="https://meet.example.com/first"))
    laptop.at("2026-03-04T10:00").run()
    before = laptop.notices()
    kept(laptop, replace(laptop.work.get(Interview, talk.id), prep_notes="Read about robots."))
    laptop.later(minutes=1).run()
    kept(laptop, replace(laptop.work.get(Interview, talk.id), meeting_link="https://meet.example.com/second"))
    laptop.later(minutes=1).run()
    laptop.later(minutes=1).run()

    assert before == ["Interview Tomorrow: Designer @ Halden Robotics"]
    assert laptop.notices() == [*before, "New link or place: Designer @ Halden Robotics"]
    assert laptop.work.all(Notification, order="raised_at")[-1].body == "https://meet.example.com/second"
    assert len(smtp.letters) == 1
