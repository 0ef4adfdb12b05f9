"""From rows to the mailbox: a reminder comes once, from one laptop, and nothing stands in its way for good."""

from datetime import date, timedelta

import make
import pytest
from reminding import near, subjects, talk

from ats_desktop.domain.applications import Application
from ats_desktop.domain.interviews import Interview
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.values import Appointment
from ats_desktop.errors import Refused
from ats_desktop.outside.mail import message_id
from ats_desktop.services import applications, interviews, jobs

# --- the way of one letter ------------------------------------------------------------------------


def test_a_deadline_is_mailed_three_days_before_and_on_the_day_at_nine(laptop, smtp):
    laptop.mail_by(smtp)
    near(laptop, posting_url="https://jobs.example.com/7")
    quiet = laptop.at("2026-03-10T07:59").run()
    early = laptop.at("2026-03-10T08:00").run()
    again = laptop.later(minutes=1).run()
    late = laptop.at("2026-03-13T08:00").run()

    assert (quiet.lines, again.lines) == ((), ())
    assert str(early).splitlines() == [
        "Sent 3 days=1, today=0 deadline reminders",
        "Sent 24h=0, 2h=0, at once=0 interview reminders",
        "To ada@example.org: 3 days left: Engineer @ Brightwater Labs",
        "In the window: 3 days left: Engineer @ Brightwater Labs",
    ]
    assert dict(late.sent) == {"deadline_day": 1}
    first, second = smtp.wait_for(2)
    job = laptop.work.all(JobOpportunity)[0]
    assert first.message["Message-ID"] == message_id(f"deadline_3d:{job.id}:2026-03-13")
    assert second.message["Subject"] == "Today: Engineer @ Brightwater Labs deadline"
    text = first.message.get_body(("plain",)).get_content()
    assert "Friday 13 March 2026" in text
    assert "https://jobs.example.com/7" in text
    assert "is not marked as applied" in text
    assert "Friday 13 March 2026" in first.message.get_body(("html",)).get_content()
    assert laptop.facts() == {(r, c, "sent") for r in ("deadline_3d", "deadline_day") for c in ("email", "tray")}
    assert [state for state, *_ in laptop.outbox()] == ["sent", "sent"]


def test_an_interview_is_mailed_with_its_appointment_in_both_zones(laptop, smtp):
    laptop.mail_by(smtp)
    made = make.application(laptop.work, "Designer", "Halden Robotics", stage="applied")
    start = Appointment("2026-03-05T10:00", "America/New_York")
    interviews.schedule(
        laptop.work, made.id, start, meeting_link="https://meet.example.com/x", interviewers=("Ida Sample",)
    )
    laptop.at("2026-03-04T15:00").run(kind="interview")
    report = laptop.at("2026-03-05T13:00").run(kind="interview")

    first, second = smtp.wait_for(2)
    text = first.message.get_body(("plain",)).get_content()
    appointment = next(first.message.iter_attachments()).get_content()
    assert first.message["Subject"] == "Interview Tomorrow: Designer @ Halden Robotics"
    assert second.message["Subject"] == "Interview in 2 Hours: Designer @ Halden Robotics"
    assert "Thursday 5 March 2026, 16:00 CET (UTC+01:00)" in text
    assert "Thursday 5 March 2026, 10:00 EST (UTC-05:00), America/New_York" in text
    assert "Ida Sample" in text
    assert "DTSTART;TZID=America/New_York:20260305T100000" in appointment
    assert str(report).splitlines()[0] == "Sent 24h=0, 2h=1, at once=0 interview reminders"
    assert laptop.work.get(Application, made.id).stage == "interviewing"


def test_14_19_20_made_and_moved_within_a_day_it_is_said_at_once(laptop, smtp):
    laptop.mail_by(smtp)
    made = talk(laptop, "2026-03-02T20:00")
    laptop.run()
    moved = interviews.reschedule(laptop.work, made, Appointment("2026-03-02T21:00", "Europe/Berlin"))
    laptop.later(minutes=5).run()
    interviews.reschedule(laptop.work, moved, Appointment("2026-03-02T20:00", "Europe/Berlin"))
    laptop.later(minutes=5).run()

    assert subjects(smtp) == [
        "Interview Scheduled: Designer @ Halden Robotics",
        "Interview Moved: Designer @ Halden Robotics",
    ]
    sequence = [line for each in smtp.letters for part in each.message.iter_attachments()
                for line in part.get_content().splitlines() if line.startswith("SEQUENCE")]  # fmt: skip
    assert sequence == ["SEQUENCE:0", "SEQUENCE:1"]
    laptop.at("2026-03-02T17:00").run()
    assert subjects(smtp)[-1] == "Interview in 2 Hours: Designer @ Halden Robotics"


def test_a_dry_run_says_what_it_would_do_and_does_nothing(laptop, smtp):
    laptop.mail_by(smtp)
    near(laptop)
    said = str(laptop.at("2026-03-10T09:00").run(dry_run=True))

    assert "Would send 3 days=1, today=0 deadline reminders" in said
    assert "Would send to ada@example.org: 3 days left: Engineer @ Brightwater Labs" in said
    assert (laptop.facts(), laptop.notices(), laptop.outbox(), smtp.letters) == (set(), [], [], [])


def test_an_unknown_kind_is_refused(laptop):
    with pytest.raises(Refused, match="no reminders of the kind “birthday”"):
        laptop.run(kind="birthday")


def test_reminders_are_on_nobodys_undo_stack(laptop, smtp):
    laptop.mail_by(smtp)
    near(laptop)
    laptop.at("2026-03-10T09:00").run()

    assert laptop.work.undo().title == "Undid: Add Engineer"
    assert laptop.facts() == {("deadline_3d", "email", "sent"), ("deadline_3d", "tray", "sent")}


# --- what changes in between ----------------------------------------------------------------------


@pytest.mark.parametrize("change", ["applied", "archived", "removed", "moved", "no deadline"])
def test_22_24_27_28_32_a_waiting_letter_is_taken_back_when_nobody_wants_it(laptop, smtp, change):
    laptop.mail_by(smtp)
    made = near(laptop)
    smtp.refuse_next()
    laptop.at("2026-03-10T09:00").run()
    job = laptop.work.get(JobOpportunity, made.job)
    with laptop.work.change("Change") as door:
        if change == "applied":
            applications.move(laptop.work, made.id, "applied")
        elif change == "archived":
            jobs.archive(laptop.work, job.id)
        elif change == "removed":
            door.remove(door.get(JobOpportunity, job.id))
        else:
            later = date(2026, 4, 1) if change == "moved" else None
            door.save(make.replaced(job, deadline_on=later), was=job)
    laptop.later(hours=3).run()

    assert (laptop.outbox(), smtp.letters) == ([], [])


def test_22_a_cancelled_interview_takes_its_letter_back(laptop, smtp):
    laptop.mail_by(smtp)
    made = talk(laptop, "2026-03-02T18:00")
    smtp.refuse_next()
    laptop.run()
    interviews.cancel(laptop.work, made)
    laptop.later(hours=1).run()

    assert (laptop.outbox(), smtp.letters) == ([], [])


def test_3_asleep_past_the_deadline_it_is_listed_as_missed_once(laptop, smtp):
    laptop.mail_by(smtp)
    near(laptop)
    for _ in range(3):
        laptop.at("2026-03-14T09:00").run()

    assert smtp.letters == []
    assert laptop.notices() == ["Missed: Engineer @ Brightwater Labs"]


def test_30_a_deadline_of_today_is_shown_and_mailed_at_once(laptop, smtp):
    laptop.mail_by(smtp)
    laptop.at("2026-03-13T14:00")
    near(laptop)
    laptop.run()

    assert subjects(smtp) == ["Today: Engineer @ Brightwater Labs deadline"]


def test_29_shortened_to_tomorrow_it_is_noted_why_nothing_came(laptop, smtp):
    laptop.mail_by(smtp)
    near(laptop, on=date(2026, 3, 3))
    laptop.run()

    assert smtp.letters == []
    assert laptop.facts() == {("deadline_3d", "inapp", "suppressed")}


def test_37_two_hundred_deadlines_are_one_letter_and_one_notice(laptop, smtp):
    laptop.mail_by(smtp)
    with laptop.work.change("Import") as change:
        change.save_all(
            [
                JobOpportunity(title=f"Job {n}", company_name="Brightwater Labs", deadline_on=date(2026, 3, 13))
                for n in range(200)
            ]
        )
    report = laptop.at("2026-03-10T09:00").run()
    laptop.later(minutes=1).run()

    assert subjects(smtp) == ["200 deadlines are near"]
    assert laptop.notices() == ["200 deadlines are near"]
    assert dict(report.sent) == {"deadline_3d": 200}
    assert smtp.letters[0].message.get_body(("plain",)).get_content().count("3 days left: Job") == 200


def test_37_she_may_want_a_digest_sooner(laptop, smtp):
    laptop.mail_by(smtp)
    laptop.say("digest_from", "3")
    for title in ("Engineer", "Writer", "Cook"):
        near(laptop, title)
    laptop.at("2026-03-10T09:00").run()

    assert subjects(smtp) == ["3 deadlines are near"]


def test_38_after_a_restore_nothing_old_is_said_again(laptop, smtp):
    laptop.mail_by(smtp)
    near(laptop)
    laptop.at("2026-03-10T09:00").work.note(restored_at=(laptop.clock + timedelta(hours=1)).isoformat())
    laptop.later(hours=2).run()
    assert smtp.letters == []

    laptop.at("2026-03-13T08:00").run()
    assert subjects(smtp) == ["Today: Engineer @ Brightwater Labs deadline"]


def test_39_an_import_of_near_interviews_sends_nothing_at_once(laptop, smtp):
    laptop.mail_by(smtp)
    made = make.application(laptop.work, stage="interviewing")
    with laptop.work.change("Import") as change:
        change.save(Interview(application=made.id, starts=Appointment("2026-03-02T20:00", "Europe/Berlin")))
    laptop.run()
    assert smtp.letters == []

    laptop.at("2026-03-02T17:00").run()
    assert len(smtp.letters) == 1


def test_39_what_a_coach_booked_waits_for_its_hour_and_what_she_booked_elsewhere_does_not(laptop, smtp):
    laptop.mail_by(smtp)
    made = talk(laptop, "2026-03-02T20:00")
    with laptop.work.writing() as file:  # as it stands after it came by sync
        file.execute("update interviews set changed_by = 'c0achexample' where id = ?", (made.id,))
    laptop.run()
    assert smtp.letters == []

    with laptop.work.writing() as file:
        file.execute("update interviews set changed_by = ? where id = ?", (laptop.work.identity.member, made.id))
    laptop.later(hours=1).run()
    assert subjects(smtp) == ["Interview Scheduled: Designer @ Halden Robotics"]


def test_41_an_interview_in_a_zone_unknown_here_is_asked_about(laptop, smtp):
    laptop.mail_by(smtp)
    made = talk(laptop, "2026-03-05T10:00")
    with laptop.work.change("Odd zone") as change:
        change.save(make.replaced(made, starts=Appointment("2026-03-05T10:00", "Mars/Olympus")), was=made)
    near(laptop)
    laptop.at("2026-03-10T09:00").run()

    assert "When is this interview?" in laptop.notices()
    assert subjects(smtp) == ["3 days left: Engineer @ Brightwater Labs"]


def test_settings_that_make_no_sense_fall_back(laptop):
    for key, value in (("zone", "Mars/Olympus"), ("reminder_time", "nine"), ("digest_from", "many")):
        laptop.say(key, value)

    assert laptop.run().lines == ()
