"""Sharing on the command line, against a real Postgres.

Why:    each command is a process of its own, so secrets have to outlast it: here in a keyring of the test's.
"""

from urllib.parse import urlsplit

import pytest

from ats_desktop.outside.keys import Keys

KEPT = {}


@pytest.fixture(autouse=True)
def keyring(monkeypatch):
    """A keyring that lasts from command to command, one for all profiles of the test."""
    KEPT.clear()
    monkeypatch.setattr(Keys, "lasting", True)
    monkeypatch.setattr(Keys, "get", lambda _, name: KEPT.get(name, ""))
    monkeypatch.setattr(Keys, "put", lambda _, name, secret: KEPT.__setitem__(name, secret))


@pytest.fixture
def place(postgres):
    """An empty database: its address without the password, and the password."""
    whole = postgres.admin_dsn(postgres.new_database())
    password = urlsplit(whole).password
    return whole.replace(f":{password}@", "@"), f"{password}\n"


@pytest.fixture
def shared(ats, home, place):
    address, password = place
    return ats("share", "init", address, "--name", "Ada Example", "--password-stdin", stdin=password)


def test_a_coach_joins_by_an_invitation_and_what_she_says_comes_back(shared, ats, home, tmp_path):
    coach = ("--profile", str(tmp_path / "coach"))
    job = ats("add", "job_opportunities", "title=Clock Keeper", "--json").row["id"]

    invited = ats("share", "invite", "Cleo Coach")
    joined = ats("share", "join", *coach, stdin=invited.out)
    synced = [ats("sync").code, ats("sync", *coach).code]
    said = ats("notes", "comment", f"job_opportunities:{job}", "Mention the station clock", *coach)
    synced += [ats("sync", *coach).code, ats("sync").code]

    assert (shared.code, invited.code, joined.code, said.code, synced) == (0, 0, 0, 0, [0, 0, 0, 0])
    assert joined.out == "You are in, as look and comment. `ats sync` fetches what is there.\n"
    assert "Mention the station clock" in ats("list", "comments").out
    assert ats("edit", "job_opportunities", job, "title=Mine", *coach).code == 1


def test_members_are_listed_and_one_is_let_go(shared, ats, home):
    ats("share", "invite", "Cleo Coach", "--role", "viewer", "--grant", "documents=comment")

    members = {one["name"]: one for one in ats("share", "members", "--json").told["members"]}
    ended = ats("share", "revoke", "Cleo Coach")

    assert set(members["Cleo Coach"]) == {"member", "name", "role", "active", "grants", "laptops"}
    assert (members["Cleo Coach"]["role"], members["Cleo Coach"]["grants"]) == ("viewer", {"documents": 2})
    assert "Look" in ats("share", "members").out
    assert ended.out == "Ended: Cleo Coach\n"


def test_a_password_on_the_line_is_refused(ats, home):
    answer = ats("share", "init", "postgresql://ada:secret@localhost/ats")

    assert (answer.code, answer.err.splitlines()[0]) == (1, "A password does not belong on the line.")
    assert "secret" not in answer.err


def test_sharing_is_refused_where_no_keyring_would_keep_the_secret(ats, home, place, monkeypatch):
    """Otherwise the one-time secret would be used up, and the new one lost with the command."""
    address, password = place
    monkeypatch.setattr(Keys, "lasting", False)

    answer = ats("share", "init", address, "--password-stdin", stdin=password)

    assert answer.code == 3
    assert answer.err.startswith("The secret of the shared place would be lost with this command.\n")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("sync",), "not shared"),
        (("share", "members"), "not shared"),
        (("share", "invite", "Cleo"), "not shared"),
        (("share", "revoke", "Cleo"), "not shared"),
        (("share", "invite", "Cleo", "--grant", "documents=all"), "“documents=all” grants nothing."),
        (("share", "join"), "no invitation"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(ats, home, words, says):
    answer = ats(*words, stdin="Dear Cleo, come in!\n")

    assert (answer.code, says in answer.err) == (1, True), answer.err


def test_a_server_that_is_away_is_unavailable(ats, home, place):
    address, password = place
    away = address.replace("127.0.0.1", "127.0.0.1:1").replace(f":1:{urlsplit(address).port}", ":1")

    answer = ats("share", "init", away, "--password-stdin", stdin=password)

    assert answer.code == 3
