"""An interview in a calendar keeps its id, its local time and its zone; other programs read it as it was meant."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest

from ats_desktop.domain.interviews import Interview, InterviewStatus
from ats_desktop.domain.values import Appointment
from ats_desktop.formats.calendar import write_interview

NOW = datetime(2026, 3, 1, tzinfo=UTC)
TALK = Interview(
    id="0195-77",
    application="a1",
    starts=Appointment("2026-03-13T14:00", "America/New_York"),
    meeting_link="https://meet.example.com/x",
    interviewers=("Grace Example", "Ida Sample"),
    logistics="Bring a; portfolio, and\nan ID",
    ics_sequence=3,
)


def read(text):
    calendar = icalendar.Calendar.from_ical(text)
    [event] = calendar.walk("VEVENT")
    return calendar, event


def test_the_appointment_is_its_local_time_and_zone():
    calendar, event = read(write_interview(TALK, "Engineer @ Brightwater Labs", now=NOW, link="ats-desktop://i/1"))
    starts = event["dtstart"]

    assert starts.params["TZID"] == "America/New_York"
    assert starts.dt.replace(tzinfo=None) == datetime(2026, 3, 13, 14)  # noqa: DTZ001 - a wall clock
    assert starts.dt.astimezone(UTC) == datetime(2026, 3, 13, 18, tzinfo=UTC)
    assert [str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")] == ["America/New_York"]
    assert (str(event["uid"]), int(event["sequence"])) == ("0195-77@ats.invalid", 3)
    assert (str(calendar["method"]), str(event["status"])) == ("PUBLISH", "CONFIRMED")
    assert str(event["summary"]) == "Video interview: Engineer @ Brightwater Labs"
    assert "With: Grace Example, Ida Sample" in str(event["description"])
    assert "Bring a; portfolio, and\nan ID" in str(event["description"])
    assert "ats-desktop://i/1" in str(event["description"])


def test_the_zone_written_along_is_right_without_ours():
    """A calendar that knows no zones goes by the VTIMEZONE alone."""
    calendar, _ = read(write_interview(TALK, "x", now=NOW))
    [zone] = calendar.walk("VTIMEZONE")
    theirs, ours = zone.to_tz(lookup_tzid=False), ZoneInfo("America/New_York")

    for day in range(0, 365, 5):
        moment = datetime(2025, 9, 15, 12) + timedelta(days=day)  # noqa: DTZ001 - a wall clock
        assert moment.replace(tzinfo=theirs).utcoffset() == moment.replace(tzinfo=ours).utcoffset()


def test_two_alarms_ring_where_the_program_does_not_run():
    _, event = read(write_interview(TALK, "x", now=NOW))

    assert [alarm["trigger"].dt for alarm in event.walk("VALARM")] == [-timedelta(days=1), -timedelta(hours=2)]


def test_22_cancelled_it_tells_the_calendar_so_and_rings_no_more():
    calendar, event = read(write_interview(replace(TALK, status=InterviewStatus.CANCELLED), "x", now=NOW))

    assert (str(calendar["method"]), str(event["status"])) == ("CANCEL", "CANCELLED")
    assert event.walk("VALARM") == []


def test_an_hour_is_an_hour_while_the_clocks_change():
    late = replace(TALK, starts=Appointment("2026-03-08T01:30", "America/New_York"), minutes=60)
    _, event = read(write_interview(late, "x", now=NOW))

    assert event["dtend"].dt.replace(tzinfo=None) == datetime(2026, 3, 8, 3, 30)  # noqa: DTZ001 - a wall clock


@pytest.mark.parametrize(
    "starts", [Appointment("2026-03-13T14:00", "UTC"), Appointment("2026-03-13T14:00", "Mars/Olympus")]
)
def test_41_a_zone_unknown_here_becomes_the_instant_that_was_stored(starts):
    _, event = read(write_interview(replace(TALK, starts=starts, starts_at=NOW), "x", now=NOW))

    assert event["dtstart"].dt.utcoffset() == timedelta()


def test_without_a_time_there_is_no_file():
    assert write_interview(replace(TALK, starts=Appointment()), "x", now=NOW) == ""


@pytest.mark.parametrize(
    "text", ["x\r\nATTACH:file:///etc/passwd", "x\nBEGIN:VALARM", "\x00\x07\ud800😀", "a" * 5000, ";,\\:\"'", ""]
)
def test_no_text_becomes_a_property_of_its_own(text):
    odd = replace(TALK, name=text, location=text, logistics=text, dial_in=text, interviewers=(text,), meeting_link=text)
    calendar, event = read(write_interview(odd, text, now=NOW))

    assert "attach" not in event
    assert len(event.walk("VALARM")) == 2
    assert max(len(line) for line in calendar.to_ical().split(b"\r\n")) <= 75
