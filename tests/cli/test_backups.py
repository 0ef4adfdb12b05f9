"""Backups on the command line: made, listed, opened again, also when the file itself is lost."""

import sqlite3


def test_a_backup_is_made_listed_and_verified(ats, home):
    ats("add", "tasks", "title=Write")

    made = ats("backup", "create")
    listed = ats("backup", "list", "--json").told["backups"]
    verified = ats("backup", "verify")

    assert made.out.startswith("Backed up and verified")
    assert [one["why"] for one in listed] == ["by hand"]
    assert set(listed[0]) == {"name", "at", "why", "rows", "bytes", "verified_at"}
    assert verified.out.startswith(f"Whole: {listed[0]['name']}")


def test_a_backup_changed_since_is_not_whole(ats, home):
    ats("backup", "create")
    (copy,) = home.parent.glob("profile-backups/*/*.db")
    with sqlite3.connect(copy) as file:
        file.execute("pragma user_version = 99")
    file.close()

    answer = ats("backup", "verify")

    assert answer.code == 4
    assert answer.err.startswith("This backup was changed since it was made.")


def test_backups_are_found_and_verified_though_the_file_itself_is_lost(ats, home):
    ats("add", "tasks", "title=Write")
    ats("backup", "create")
    (file,) = home.glob("workspaces/*/data.db")
    file.write_bytes(b"no database" * 1000)

    listed = ats("backup", "list")

    assert (listed.code, ats("backup", "verify").code) == (0, 0)
    assert listed.out.endswith(f"They are in {home}-backups/{file.parent.name}\n")


def test_every_backup_is_verified_and_the_bad_one_is_named(ats, home):
    ats("backup", "create")
    ats("add", "tasks", "title=Write")
    ats("backup", "create")
    oldest = min(home.parent.glob("profile-backups/*/*.db"))
    oldest.write_bytes(oldest.read_bytes()[:-4096])

    answer = ats("backup", "verify")

    assert answer.code == 4
    assert answer.out.count("Whole: ") == 1
    assert f"Damaged: {oldest.stem}" in answer.out


def test_a_backup_that_is_not_there_is_refused(ats, home):
    assert ats("backup", "verify").code == 1
    assert ats("backup", "verify", "yesterday").err.startswith("There is no backup “yesterday”.")
    assert ats("backup", "list").out.startswith("There is no backup yet")


def test_a_backup_is_restored_after_asking_and_the_window_is_told(ats, home, rung):
    ats("add", "tasks", "title=Write")
    ats("backup", "create")
    (name,) = [one["name"] for one in ats("backup", "list", "--json").told["backups"]]
    ats("add", "tasks", "title=Read")

    refused = ats("backup", "restore", name, stdin="n\n")
    nobody = ats("backup", "restore", name, stdin="")
    asked = ats("backup", "restore", name, stdin="y\n")

    assert (refused.code, refused.err) == (1, "Nothing was changed.\n--yes does it without asking.\n")
    assert (nobody.code, nobody.err) == (refused.code, refused.err)
    assert "That is saved first. [y/N]" in asked.out
    assert "What was open before was saved as" in asked.out
    assert ats("count", "tasks").out == "1\n"
    assert {"say": "moved"} in rung()
    assert ats("backup", "keep", "--here").err.startswith("What is open is no restored copy.")


def test_starting_over_deletes_nothing_and_says_where_the_old_one_is(ats, home):
    ats("add", "tasks", "title=Write")
    (file,) = home.glob("workspaces/*/data.db")

    answer = ats("reset", "--yes")

    assert f"What was open before is in {file.parent};" in answer.out
    assert ats("count", "tasks").out == "0\n"
    saved = [one["name"] for one in ats("backup", "list", "--json").told["backups"] if one["why"] == "before reset"]
    assert ats("backup", "restore", saved[0], "--yes").code == 0
    assert ats("count", "tasks").out == "1\n"


def test_a_backup_that_is_not_there_cannot_be_restored(ats, home):
    assert ats("backup", "restore", "yesterday", "--yes").err.startswith("There is no backup “yesterday”.")
    assert ats("backup", "keep").err.startswith("For whom is it?")


def test_a_damaged_file_stops_no_command_and_what_was_saved_is_said(ats, home):
    ats("add", "tasks", "title=Write")
    ats("backup", "create")
    (file,) = home.glob("workspaces/*/data.db")
    file.write_bytes(b"no database" * 1000)

    assert ats("db", "check").code == 4
    counted = ats("count", "tasks")
    told = ats("backup", "damage", "--confirm")

    assert (counted.code, counted.out) == (0, "1\n")
    assert counted.err.startswith("Your file was found damaged on")
    assert f"in {file.parent}." in told.out
    assert told.out.endswith("Noted. Old backups are thinned again.\n")
    assert file.read_bytes() == b"no database" * 1000
    assert ats("count", "tasks").err == ""
    assert ats("backup", "damage").out == "Nothing was found damaged.\n"


def test_a_file_that_is_gone_is_not_taken_for_a_new_one(ats, home):
    ats("add", "tasks", "title=Write")
    ats("backup", "create")
    (file,) = home.glob("workspaces/*/data.db")
    for part in file.parent.glob("data.db*"):
        part.unlink()

    assert ats("count", "tasks").out == "1\n"
    assert "The file is gone." in (file.parent / "DAMAGED.txt").read_text()
