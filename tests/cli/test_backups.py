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
