"""The file, its backups and the log on the command line."""

import json
import sqlite3

from ats_desktop.cli.files import following
from ats_desktop.store.versions import newest


def test_the_version_of_the_file_is_said(ats, home):
    assert ats("db", "current").out == f"The file has version {newest()}; this program knows {newest()}.\n"
    assert ats("db", "upgrade").out == f"Already at version {newest()}.\n"


def test_a_whole_file_is_said_to_be_whole(ats, home):
    assert ats("db", "check").out == "The file is whole.\n"


def test_a_torn_page_is_found(ats, home):
    """The middle of the file is overwritten, its header is left."""
    (file,) = home.glob("workspaces/*/data.db")
    torn = bytearray(file.read_bytes())
    torn[len(torn) // 2 : len(torn) // 2 + 8192] = b"\xff" * 8192
    file.write_bytes(torn)

    answer = ats("db", "check")

    assert answer.code == 4
    assert "damaged" in answer.err


def test_the_size_counts_rows_of_each_table(ats, home):
    ats("add", "tasks", "title=Write")

    told = ats("db", "size", "--json").told

    assert told["rows"]["tasks"] == 1
    assert told["bytes"]["data"] > 0
    assert set(told) == {"version", "bytes", "rows"}


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


def test_a_backup_that_is_not_there_is_refused(ats, home):
    assert ats("backup", "verify").code == 1
    assert ats("backup", "verify", "yesterday").err.startswith("There is no backup “yesterday”.")
    assert ats("backup", "list").out.startswith("There is no backup yet")


def test_the_log_is_shown_newest_lines_only(ats, home):
    log = home / "log" / "ats.log"
    log.parent.mkdir()
    log.write_text("".join(json.dumps({"at": f"{n}", "level": "INFO", "said": f"line {n}"}) + "\n" for n in range(9)))

    assert ats("log", "-n", "2").out == "7 info line 7\n8 info line 8\n"


def test_the_log_is_followed_also_when_it_is_begun_anew(tmp_path):
    log = tmp_path / "ats.log"
    log.write_text("old line\n")
    lines = following(log, len("old line\n"))

    with log.open("a") as sink:
        sink.write("one\ntwo\nunfinish")
    first = next(lines)
    log.write_text("new\n")
    second = next(lines)

    assert first == [b"one", b"two"]
    assert second == [b"new"]
