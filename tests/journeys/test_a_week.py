"""A candidate's week, end to end: a line of a file, her window, her other laptop, her coach, and the mail in time.

Why:    the steps are those of `ats demo`; here each is followed by what has to be true after it.
"""

from datetime import timedelta

import pytest
from icalendar import Calendar

from ats_desktop.cli.week import ADA, COMMENT, SECRETS, Week, leaks
from ats_desktop.domain.notes import Comment
from ats_desktop.outside.mail import message_id


@pytest.fixture
def week(tmp_path, postgres, smtp, monkeypatch):
    monkeypatch.setenv("ATS_KEYRING", "memory")
    story = Week(tmp_path, postgres, smtp)
    yield story
    story.close()


def test_one_job_travels_the_whole_way(week, smtp, window):
    week.begin()
    week.import_line()

    window(week.ada).reads("today", "Clock Keeper")

    week.write_secrets()
    week.share()
    window(week.second).reads("today", "Clock Keeper")
    window(week.coach).reads("today", "Clock Keeper")

    week.comment()
    assert COMMENT in [comment.body for comment in week.ada.work.all(Comment)]

    assert leaks(week.coach.profile, SECRETS.values())[0] == []
    assert leaks(week.second.profile, SECRETS.values())[0] == list(SECRETS.values())

    week.set_mail()
    week.deadline_comes_near()
    (reminder,) = smtp.letters
    key = f"deadline_3d:{week.job.id}:{week.deadline}"
    assert reminder.message["subject"] == "3 days left: Clock Keeper @ Halden Robotics"
    assert reminder.message["message-id"] == message_id(key)
    assert reminder.recipients == (ADA,)

    week.interview_is_agreed()
    (_, invitation) = smtp.letters
    (calendar,) = [part for part in invitation.message.walk() if part.get_content_type() == "text/calendar"]
    (event,) = Calendar.from_ical(calendar.get_content()).walk("VEVENT")
    assert invitation.message["subject"] == "Interview Scheduled: Clock Keeper @ Halden Robotics"
    assert event["DTSTART"].to_ical() == f"{week.deadline - timedelta(days=1):%Y%m%d}T110000".encode()
    assert event["DTSTART"].params["TZID"] == "Europe/Berlin"
