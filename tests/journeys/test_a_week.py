"""A candidate's week, end to end: a line of a file, her window, her other laptop, her coach, and the mail in time.

Why:    the steps are those of `ats demo`; here each is followed by what has to be true after it.
"""

from datetime import timedelta
from pathlib import Path

from icalendar import Calendar

from ats_desktop.cli.week import ADA, COMMENT, SECRETS, STEPS, leaks
from ats_desktop.domain.applications import Application
from ats_desktop.domain.catalog import NOUNS
from ats_desktop.domain.deliveries import ReminderDelivery
from ats_desktop.domain.notes import Comment
from ats_desktop.outside.mail import message_id


def test_one_job_travels_the_whole_way(week, smtp, window):
    its_line_is_imported_and_her_window_shows_it(week, window)
    her_other_laptop_and_her_coach_see_it(week, window)
    the_coach_comments_and_she_reads_it(week, window)
    no_secret_reaches_the_coach(week)
    the_deadline_is_mailed_once(week, smtp)
    the_interview_is_mailed_with_its_calendar_file(week, smtp, window)


def its_line_is_imported_and_her_window_shows_it(week, window):
    week.begin()
    week.import_samples()
    week.import_line()

    hers = window(week.ada)
    hers.reads("today", "Clock Keeper")
    hers.reads("jobs", "Clock Keeper", "Halden Robotics", "Analytics Engineer")
    hers.reads("board", "Clock Keeper")
    hers.reads("profile", "Ada")
    hers.close()


def her_other_laptop_and_her_coach_see_it(week, window):
    week.write_secrets()
    week.share()

    for app in (week.second, week.coach):
        theirs = window(app)
        theirs.reads("today", "Clock Keeper")
        theirs.reads("jobs", "Clock Keeper", "Halden Robotics", "Analytics Engineer")
        theirs.close()
    assert week.second.work.identity.member == week.ada.work.identity.member
    assert week.second.work.identity.device != week.ada.work.identity.device
    assert week.coach.work.identity.member != week.ada.work.identity.member


def the_coach_comments_and_she_reads_it(week, window):
    week.comment()

    hers = window(week.ada)
    hers.reads("application", COMMENT, row=attempt(week))
    hers.close()
    assert [said.body for said in week.ada.work.all(Comment)] == [COMMENT]


def no_secret_reaches_the_coach(week):
    week.search_the_coachs_laptop()

    assert leaks(week.coach.profile, SECRETS.values())[0] == []
    assert leaks(week.second.profile, SECRETS.values())[0] == list(SECRETS.values())


def the_deadline_is_mailed_once(week, smtp):
    week.set_mail()
    week.deadline_comes_near()

    key = f"deadline_3d:{week.job.id}:{week.deadline}"
    (letter,) = [one for one in smtp.letters if one.message["message-id"] == message_id(key)]
    assert letter.message["subject"] == "3 days left: Clock Keeper @ Halden Robotics"
    assert letter.recipients == (ADA,)
    assert week.second.work.count(ReminderDelivery, {"occurrence": key, "channel": "email"}) == 1
    assert week.coach.work.count(ReminderDelivery) == 0


def the_interview_is_mailed_with_its_calendar_file(week, smtp, window):
    before = len(smtp.letters)
    week.interview_is_agreed()

    (letter,) = smtp.letters[before:]
    (calendar,) = [part for part in letter.message.walk() if part.get_content_type() == "text/calendar"]
    (event,) = Calendar.from_ical(calendar.get_content()).walk("VEVENT")
    assert letter.message["subject"] == "Interview Scheduled: Clock Keeper @ Halden Robotics"
    assert event["DTSTART"].to_ical() == f"{week.deadline - timedelta(days=1):%Y%m%d}T110000".encode()
    assert event["DTSTART"].params["TZID"] == "Europe/Berlin"
    theirs = window(week.coach)
    theirs.reads("application", "A talk under the clock", row=attempt(week))


def attempt(week):
    """The application to the job of the story."""
    (found,) = week.ada.work.all(Application, {"job": week.job.id})
    return found.id


def test_two_laptops_that_import_the_same_files_agree(week):
    """Each imports before they sync: no row stands there twice afterwards."""
    week.begin()
    week.share()
    week.import_samples()
    alone = {kind.noun.table: week.ada.work.count(kind) for kind in NOUNS}

    week.import_samples(week.second)
    week.sync()

    assert {kind.noun.table: week.ada.work.count(kind) for kind in NOUNS} == alone
    for kind in (kind for kind in NOUNS if kind.noun.scope == "synced"):
        assert week.second.work.all(kind, order="id") == week.ada.work.all(kind, order="id")


def test_every_step_of_the_demo_is_asserted_here():
    names = [step.tell.__name__ for step in STEPS]
    here = Path(__file__).read_text(encoding="utf-8")

    assert [name for name in names if f"week.{name}()" not in here] == []
