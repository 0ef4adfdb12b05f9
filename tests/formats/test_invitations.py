"""Invitations: a meeting with an hour is an interview; a rule made to hang a calendar has nothing to bite."""

import time

import papers
import pytest

from ats_desktop.domain.interviews import InterviewKind, InterviewStatus
from ats_desktop.domain.values import Appointment
from ats_desktop.formats.problem import ImportProblem


def changed(**lines):
    """The invitation with some lines set anew; an empty one is left out."""
    kept = []
    for line in papers.INVITATION.splitlines():
        name = line.split(":")[0].split(";")[0]
        if name in lines and name not in {"BEGIN", "END"}:
            continue
        if line == "END:VEVENT":
            kept += [f"{name}{text}" for name, text in lines.items() if text]
        kept.append(line)
    return "\r\n".join(kept) + "\r\n"


def test_an_invitation_becomes_an_interview_by_the_clock_it_was_agreed_on(read):
    talk = read(papers.INVITATION, "invite.ics", own="mira.okafor@example.org").one("interviews")

    assert talk.starts == Appointment("2026-12-03T09:30", "America/New_York")
    assert (talk.minutes, talk.kind) == (45, InterviewKind.TECHNICAL)
    assert talk.name == "Technical interview: Data Engineer at Brightwater Labs"
    assert (talk.meeting_link, talk.location) == ("https://meet.example/zoom.room-7", "")
    assert talk.interviewers == ("Ada Lind",)


def test_a_time_by_the_worlds_clock_is_put_on_hers(read):
    talk = read(changed(DTSTART=":20261203T143000Z", DTEND=""), "invite.ics").one("interviews")

    assert (talk.starts, talk.minutes) == (Appointment("2026-12-03T15:30", "Europe/Berlin"), 60)


def test_a_time_without_a_zone_is_hers(read):
    talk = read(changed(DTSTART=":20261203T143000", DTEND="", DURATION=":PT30M"), "invite.ics").one("interviews")

    assert (talk.starts, talk.minutes) == (Appointment("2026-12-03T14:30", "Europe/Berlin"), 30)


def test_the_same_invitation_is_the_same_interview(read):
    first, again = (read(changed(SUMMARY=f":{name}"), "i.ics").found[0] for name in ("One", "Another"))

    assert first.key == again.key == ("ics", "4711@brightwater.example")


def test_our_own_appointment_is_the_interview_it_came_from(read):
    own = "0190f3c0-0000-7000-8000-000000000001"

    assert read(changed(UID=f":{own}@ats.invalid"), "i.ics").found[0].id == own


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ({"DTSTART": ";VALUE=DATE:20261203", "DTEND": ""}, "It has no hour"),
        ({"DTSTART": "", "DTEND": ""}, "It has no time"),
        ({"STATUS": ":CANCELLED"}, "calls the meeting off"),
        ({"RRULE": ":FREQ=SECONDLY"}, "more often than daily"),
        ({"RRULE": ":FREQ=MINUTELY;INTERVAL=1"}, "more often than daily"),
    ],
)
def test_what_is_no_interview_says_why(read, lines, why):
    (found,) = read(changed(**lines), "i.ics").found

    assert why in found.problem


@pytest.mark.parametrize("rule", ["FREQ=DAILY;BYSETPOS=366;BYDAY=MO", "FREQ=YEARLY;COUNT=999999999", "FREQ=WEEKLY"])
def test_of_a_meeting_that_repeats_the_first_is_taken_at_once(read, rule):
    began = time.monotonic()

    found = read(changed(RRULE=f":{rule}"), "i.ics")

    assert found.one("interviews").starts.wall == "2026-12-03T09:30"
    assert "only the first" in found.all_notes()
    assert time.monotonic() - began < 5


def test_a_meeting_at_a_place_is_in_person(read):
    talk = read(changed(SUMMARY=":Meeting", LOCATION=":Harbour street 7\\, Oslo"), "i.ics").one("interviews")

    assert (talk.kind, talk.location) == (InterviewKind.IN_PERSON, "Harbour street 7, Oslo")


def test_a_tentative_meeting_is_tentative(read):
    assert read(changed(STATUS=":TENTATIVE"), "i.ics").one("interviews").status is InterviewStatus.TENTATIVE


def test_a_calendar_without_a_meeting_is_said(read):
    with pytest.raises(ImportProblem, match="no meeting in it"):
        read("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n", "i.ics")
