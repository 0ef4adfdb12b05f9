"""The Postgres place on a real server: safe lines, broken lines, many writers, and the end of access."""

import hashlib
import random
import socket
import threading
import time
import uuid
from contextlib import closing
from dataclasses import replace

import psycopg
import pytest
from places import comment, outcome, raw, sealed, share

from ats_desktop.errors import Offline, Refused, SignIn
from ats_desktop.sync.backend import Hint, Resync, Revoked, ServerRewound
from ats_desktop.sync.postgres import PostgresPlace, read_address, verifier


@pytest.fixture(scope="module")
def shared(postgres):
    made = share(postgres)
    yield made
    made.close()


# --- the end of access --------------------------------------------------------------------------


def test_a_revoked_person_is_refused_at_the_next_statement_of_an_open_connection(shared):
    coach = shared.person("commenter", display="Coach")
    coach.heads()
    member = coach.heads().member

    shared.owner.revoke(member)

    for ask in (coach.heads, lambda: coach.pull("jobs", 0), coach.members):
        with pytest.raises(Revoked):
            ask()


def test_revoking_ends_what_is_under_way(shared):
    """A batch pushed but not committed when the owner revokes is never there; and it blocks nobody."""
    coach = shared.person("commenter")
    batch, before = comment(shared, coach), shared.owner.heads().streams["jobs"].seq
    with raw(coach) as line:
        line.execute("begin")
        line.execute("set idle_in_transaction_session_timeout = 0")
        assert outcome(line, *pushing(batch)) == "ok"

        shared.owner.revoke(coach.heads().member)

        assert outcome(line, "commit") is None or line.closed
        assert line.closed or line.info.transaction_status.name in ("UNKNOWN", "INERROR")
    assert shared.owner.heads().streams["jobs"].seq == before
    assert shared.owner.push(sealed(shared.workspace)).status == "ok"


def test_nothing_a_hostile_laptop_holds_locked_makes_the_owner_wait(shared):
    """Her own role, her own invitation, a stream: all held in open transactions that never end by themselves."""
    invited = [shared.owner.invite("commenter", "", {}) for _ in range(2)]
    joined = shared.join(invited[0])
    half = PostgresPlace(shared.address, shared.workspace, invited[1].login, invited[1].secret)
    shared.owner._connection.execute("set lock_timeout = '50ms'")
    with raw(joined) as one, raw(half) as two:
        for line in (one, two):
            line.execute("begin")
            line.execute("set idle_in_transaction_session_timeout = 0")
        one.execute("alter role current_user password 'held'")
        assert outcome(one, *pushing(comment(shared, joined))) == "ok"
        door = verifier(two, half._login, "held")
        assert outcome(two, "select ats.settle(%s, %s)", (shared.workspace, door)) == "ok"

        shared.owner.revoke(invited[0].member)
        shared.owner.revoke_laptop(invited[1].login)

        assert [outcome(line, "select 1") for line in (one, two)] == ["57P01"] * 2
    with pytest.raises((Revoked, SignIn)):
        half.settle("x" * 40)


def test_the_wall_holds_even_for_a_session_that_could_not_be_ended(shared):
    """The functions themselves refuse, whatever became of the login."""
    coach = shared.person("commenter")
    member = coach.heads().member
    with raw(coach) as line:
        line.execute("begin")
        with psycopg.connect(shared.admin) as admin:
            admin.execute("update ats.member set active = false where member_id = %s", (member,))

        assert outcome(line, "select * from ats.heads(%s)", (shared.workspace,)) == "P0R00"


def test_a_lost_laptop_is_closed_alone(shared):
    here, there = shared.person("commenter"), None
    there = shared.join(shared.owner.invite("commenter", "", {}, member=here.heads().member))
    assert there.heads().member == here.heads().member

    shared.owner.revoke_laptop(there._login)

    assert here.heads().role == "commenter"
    with pytest.raises(Revoked):
        there.heads()
    with pytest.raises(Revoked):
        PostgresPlace(shared.address, shared.workspace, there._login, there._secret).heads()


def test_the_owner_cannot_shut_herself_out(shared):
    for shut_out in (lambda: shared.owner.revoke(shared.member), lambda: shared.owner.revoke_laptop(shared.login)):
        with pytest.raises(Refused, match="no such member or laptop"):
            shut_out()


def pushing(batch):
    from psycopg.types.json import Jsonb

    given = (batch.workspace, batch.stream, batch.device, batch.dseq, batch.sha, batch.max_ms, Jsonb(batch.manifest))
    return "select status from ats.push(%s, %s, %s, %s, %s, %s, %s, %s)", (*given, batch.body)


# --- many at once -------------------------------------------------------------------------------


def test_many_writers_leave_no_gap_and_the_reader_misses_nothing(postgres):
    """Numbers come from the stream's own row: a reader who follows along sees every batch once, in order."""
    shared = share(postgres)
    writers = [shared.person("editor") for _ in range(4)]
    stop, seen = threading.Event(), []

    def write(place):
        device = str(uuid.uuid4())
        for dseq in range(1, 16):
            assert (
                place.push(sealed(shared.workspace, device=device, dseq=dseq, body=random.randbytes(2000))).status
                == "ok"
            )

    def read():
        while not (stop.is_set() and len(seen) == 60):
            seen.extend(shared.owner.pull("jobs", len(seen)).batches)

    threads = [threading.Thread(target=write, args=(place,)) for place in writers]
    reader = threading.Thread(target=read)
    for thread in (*threads, reader):
        thread.start()
    for thread in threads:
        thread.join()
    stop.set()
    reader.join(30)

    chain = ""
    for number, batch in enumerate(seen, 1):
        chain = hashlib.sha256((chain + batch.sha).encode()).hexdigest()
        assert (batch.seq, batch.chain) == (number, chain)
        assert hashlib.sha256(batch.body).hexdigest() == batch.sha
    assert shared.owner.heads().streams["jobs"].chain == chain
    assert len(seen) == 60
    shared.close()


def test_a_stream_held_by_another_says_busy_and_goes_on_later(shared):
    coach = shared.person("commenter")
    mine = sealed(shared.workspace)
    shared.owner.heads()
    shared.owner._connection.execute("set lock_timeout = '50ms'")
    with raw(coach) as line:
        line.execute("begin")
        assert outcome(line, *pushing(comment(shared, coach))) == "ok"

        assert shared.owner.push(mine).status == "busy"
        line.execute("rollback")

    assert shared.owner.push(mine).status == "ok"


def test_pushes_sent_together_are_judged_one_by_one(shared):
    device = str(uuid.uuid4())
    batches = [sealed(shared.workspace, device=device, dseq=n, body=b"%d" % n) for n in range(1, 41)]
    batches[19] = replace(batches[19], sha="0" * 64)

    said = [result.status for result in shared.owner.push_all(batches)]

    assert said == ["ok"] * 19 + ["corrupt"] + ["gap"] * 20


def test_pushes_sent_together_survive_a_broken_line(shared):
    device = str(uuid.uuid4())
    batches = [sealed(shared.workspace, device=device, dseq=n) for n in range(1, 5)]
    shared.owner.heads()
    shared.owner._connection.close()

    assert [result.status for result in shared.owner.push_all(batches)] == ["ok"] * 4
    assert [result.status for result in shared.owner.push_all(batches)] == ["duplicate"] * 4


# --- hints --------------------------------------------------------------------------------------


def test_a_hint_comes_while_the_same_connection_is_asked_other_things(shared):
    coach = shared.person("commenter")
    coach.heads()
    stop, hints = threading.Event(), []
    came = threading.Event()

    def listen():
        for hint in coach.watch(stop):
            hints.append(hint)
            came.set()

    thread = threading.Thread(target=listen)
    thread.start()
    deadline = time.monotonic() + 10
    while not came.is_set() and time.monotonic() < deadline:  # the first pushes may come before it listens
        assert shared.owner.push(sealed(shared.workspace)).status == "ok"
        coach.pull("jobs", 0)
        came.wait(0.1)
    stop.set()
    thread.join()

    assert Hint("jobs") in hints


# --- broken lines -------------------------------------------------------------------------------


def test_a_line_cut_between_two_questions_is_opened_again(shared):
    shared.owner.heads()
    with psycopg.connect(shared.admin, autocommit=True) as admin:
        admin.execute(
            "select pg_terminate_backend(pid, 5000) from pg_stat_activity where usename = %s", (shared.login,)
        )

    assert shared.owner.heads().role == "owner"


def test_a_server_that_is_away_is_offline_not_an_accident(shared):
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        away = PostgresPlace(
            replace(shared.address, port=nobody.getsockname()[1]), shared.workspace, shared.login, "x" * 20
        )

        with pytest.raises(Offline, match="does not answer"):
            away.heads()


def test_a_wrong_secret_is_a_matter_of_signing_in(shared):
    wrong = PostgresPlace(shared.address, shared.workspace, shared.login, "not the secret")

    with pytest.raises(SignIn) as caught:
        wrong.heads()

    assert caught.value.__cause__ is None  # the driver's own error carries the whole address


def test_a_database_that_was_never_prepared_says_so(postgres, shared):
    with (
        closing(PostgresPlace(*admin_of(postgres, postgres.new_database()))) as bare,
        pytest.raises(Refused, match="not prepared"),
    ):
        bare.heads()


def test_a_database_that_is_not_there_says_so(postgres):
    with pytest.raises(Refused, match="not prepared"):
        PostgresPlace(*admin_of(postgres, "nowhere")).heads()


def admin_of(postgres, database):
    address, user, password = read_address(postgres.admin_dsn(database))
    return address, str(uuid.uuid4()), user, password


def test_what_lies_before_the_floor_or_beyond_the_end_is_named(shared):
    coach = shared.person("viewer")
    shared.owner.push(sealed(shared.workspace))
    with psycopg.connect(shared.admin) as admin:
        admin.execute(
            "insert into ats.member_floor values (%s, %s, 'jobs', 1)", (shared.workspace, coach.heads().member)
        )

    with pytest.raises(Resync):
        coach.pull("jobs", 0)
    with pytest.raises(ServerRewound):
        coach.pull("jobs", 10_000)
    assert coach.heads().streams["jobs"].floor == 1
    assert shared.owner.heads().streams["jobs"].floor == 0


def test_a_place_that_speaks_a_newer_protocol_asks_for_an_update(shared):
    with psycopg.connect(shared.admin, autocommit=True) as admin:
        admin.execute("update ats.workspace set protocol = 2")
        try:
            with pytest.raises(Refused, match="newer version"):
                shared.owner.heads()
        finally:
            admin.execute("update ats.workspace set protocol = 1")


def test_a_member_of_nothing_still_learns_who_she_is(shared):
    blind = dict.fromkeys(("profile", "jobs", "documents", "prep", "notes"), 0)
    place = shared.person("viewer", blind)

    heads = place.heads()

    assert (heads.streams, heads.role) == ({}, "viewer")
