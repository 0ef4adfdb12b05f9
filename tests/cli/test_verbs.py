"""Verbs as commands, made from their signatures."""

from ats_desktop.cli.verbs import can_be_typed
from ats_desktop.services.catalog import COMMANDS
from ats_desktop.store.command import command_of


def test_a_verb_runs_with_what_was_typed(ats, home):
    made = ats("jobs", "add", "Clock Keeper", "Halden Robotics", "--deadline-on", "2026-12-01")
    (job,) = ats("list", "job_opportunities", "--json").told["rows"]

    assert made.out.startswith("Application: Clock Keeper @ Halden Robotics (")
    assert (job["title"], job["deadline_on"]) == ("Clock Keeper", "2026-12-01")


def test_a_verb_takes_rows_by_the_end_of_their_ids_and_flags(ats, home):
    ats("jobs", "add", "Clock Keeper")
    (card,) = ats("list", "applications", "--json").told["rows"]

    meeting = ats("interviews", "schedule", card["id"][-8:], "2026-12-03 14:00 Europe/Berlin", "--kind", "phone")
    note = ats("notes", "write", f"applications:{card['id'][-8:]}", "Ask about Sundays", "--private")

    (booked,) = ats("list", "interviews", "--json").told["rows"]
    (written,) = ats("list", "shared_notes", "--json").told["rows"]
    assert (meeting.code, note.code) == (0, 0)
    assert booked["starts"] == {"wall": "2026-12-03T14:00", "zone": "Europe/Berlin"}
    assert written["section"] == "private"
    assert written["about"] == f"applications:{card['id']}"


def test_a_setting_is_chosen_by_its_name(ats, home):
    assert ats("settings", "choose", "zone", "Asia/Tokyo").code == 0

    (kept,) = ats("list", "settings", "--json").told["rows"]
    assert (kept["key"], kept["value"]) == ("zone", "Asia/Tokyo")
    assert ats("settings", "choose", "zone", "Middle/Earth").err.startswith("“Middle/Earth” is no time zone.")


def test_a_room_says_what_it_is_about(ats, home):
    every, jobs = ats("--help").out, ats("jobs", "--help").out

    assert "Job opportunities: found, kept, put away." in jobs
    assert not [word for word in ("Verbs", "noun") if word in every]


def test_what_cannot_be_read_is_refused_by_the_name_it_was_asked_under(ats, home):
    answer = ats("jobs", "add", "Clock Keeper", "--deadline-on", "soon")

    assert answer.code == 1
    assert answer.err.startswith("Deadline on: “soon” cannot be read.")


def test_every_verb_that_can_be_typed_is_a_command_with_help(ats, home):
    typed = [command_of(verb) for verb in COMMANDS if can_be_typed(verb)]
    rooms = {one.name.partition(".")[0] for one in typed} - {"rows"}

    helped = {room: ats(room, "--help") for room in rooms}

    assert {room: answer.code for room, answer in helped.items()} == dict.fromkeys(rooms, 0)
    for one in typed:
        room, _, name = one.name.partition(".")
        assert room == "rows" or name.replace("_", "-") in helped[room].out
