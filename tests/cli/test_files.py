"""The file and the log on the command line."""

import json

import pytest

from ats_desktop.cli.files import following
from ats_desktop.store import migrate
from ats_desktop.store.opening import connect
from ats_desktop.store.versions import newest


@pytest.fixture
def old(home, monkeypatch):
    """A workspace file as the program of the first version left it, with one job in it."""
    (file,) = home.glob("workspaces/*/data.db")
    file.unlink()
    upgrade = migrate.command.upgrade
    with monkeypatch.context() as then:
        then.setattr(migrate.command, "upgrade", lambda config, _: upgrade(config, "0001"))
        migrate.migrate_file(file, "", 1)
    connection = connect(file)
    connection.execute("insert into job_opportunities (id, title) values ('0190', 'Engineer')")
    connection.close()


def test_the_version_of_the_file_is_said(ats, home):
    assert ats("db", "current").out == f"The file has version {newest()}; this program knows {newest()}.\n"
    assert ats("db", "upgrade").out == f"Already at version {newest()}.\n"


def test_an_older_file_is_copied_and_then_upgraded(ats, old):
    """As the program of the first version left it."""
    found = ats("db", "current")
    upgraded = ats("db", "upgrade")

    assert found.out == f"The file has version 1; this program knows {newest()}.\n"
    assert upgraded.out == f"Upgraded from 1 to {newest()}.\n"
    assert [one["why"] for one in ats("backup", "list", "--json").told["backups"]] == ["before-upgrade"]
    assert ats("count", "job_opportunities").out == "1\n"


def test_a_newer_file_is_read_and_not_written(ats, home):
    ats("add", "tasks", "title=Write")
    (file,) = home.glob("workspaces/*/data.db")
    connection = connect(file)
    connection.execute("pragma user_version = 99")
    connection.close()

    refused = ats("add", "tasks", "title=Read")

    assert refused.code == 1
    assert refused.err.startswith("This file was written by a newer version of the program.")
    assert ats("db", "upgrade").out == "This file was written by a newer version of the program.\n"
    counted, for_programs = ats("count", "tasks"), ats("count", "tasks", "--json")
    assert counted.out == "This file was written by a newer version of the program.\n1\n"
    assert for_programs.told["count"] == 1
    assert for_programs.err == "This file was written by a newer version of the program.\n"
    assert ats("db", "check").out.startswith("This file was written by a newer version of the program. Its pages")


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
