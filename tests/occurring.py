"""A job, an interview and a clock for the tests of what is due."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from ats_desktop.domain.deliveries import Channel, Fate
from ats_desktop.domain.interviews import Interview
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.reminders import (
    Fact,
    Habits,
    deadline_reminders,
    due,
    interview_reminders,
    subject,
)
from ats_desktop.domain.values import Appointment

NEW_YORK, TOKYO = ZoneInfo("America/New_York"), ZoneInfo("Asia/Tokyo")
HABITS = Habits(NEW_YORK)
JOB = JobOpportunity(id="j1", title="Engineer", company_name="Brightwater Labs", deadline_on=date(2026, 3, 13))
LONG_AGO = datetime(2026, 1, 5, tzinfo=UTC)


def at(text, zone=NEW_YORK):
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


def job_now(now, *, job=JOB, ledger=None, set_at=LONG_AGO, habits=HABITS, **more):
    """What is said about one job at one moment, as (rule, subject)."""
    found = due(deadline_reminders(job, set_at=set_at, habits=habits, **more), ledger or {}, now).ready
    return [(one.rule, subject(one, str(job), now, habits.zone)) for one in found]


def meeting(start, made, *, zone="America/New_York", **more):
    wall = Appointment(start, zone)
    return Interview(id="i1", application="a1", starts=wall, set_at=made, **more)


def rules_now(interview, now, *, ledger=None, habits=HABITS, **more):
    return [one.rule for one in due(interview_reminders(interview, habits=habits, **more), ledger or {}, now).ready]


def sent(*keys, at=LONG_AGO, channel=Channel.EMAIL, fate=Fate.SENT):
    return {key: [Fact(channel, fate, at)] for key in keys}


SOON, TODAY = "deadline_3d:j1:2026-03-13", "deadline_day:j1:2026-03-13"
