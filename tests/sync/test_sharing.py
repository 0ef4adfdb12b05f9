"""From an empty database to a coach who joins, and back out again: the whole life of sharing."""

import shutil
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from places import raw

from ats_desktop.domain.catalog import NOUNS
from ats_desktop.errors import NotAllowed, NotFound, Refused, SignIn
from ats_desktop.store.workspace import Workspace
from ats_desktop.sync import sharing
from ats_desktop.sync.backend import Revoked
from ats_desktop.sync.invitation import Invitation
from ats_desktop.sync.postgres import PostgresPlace


class Ring(dict):
    """A keyring that can be looked into."""

    def put(self, name, secret):
        self[name] = secret


@pytest.fixture
def laptop(blank, tmp_path):
    """Gives empty workspaces, each on a laptop of its own."""
    opened = []

    def make(now=None):
        folder = tmp_path / f"laptop{len(opened)}"
        folder.mkdir()
        shutil.copy(blank, folder / "data.db")
        opened.append(Workspace.open(folder, now=now))
        return opened[-1]

    yield make
    for work in opened:
        work.close()


@pytest.fixture(scope="module")
def admin_address(postgres):
    """One database for all these workspaces: they must not see each other anyway."""
    return postgres.admin_dsn(postgres.new_database())


@pytest.fixture
def ada(admin_address, laptop):
    """The owner of a workspace just shared; gives it, her keys and the administrator's address."""
    work, keys, admin = laptop(), Ring(), admin_address
    sharing.init(work, keys, admin, display="Ada Example")
    return work, keys, admin


def test_an_empty_database_becomes_a_shared_place(ada):
    work, keys, _ = ada

    [me] = sharing.members(work, keys)
    assert sharing.is_shared(work)
    assert (me.member, me.role, me.display) == (work.identity.member, "owner", "Ada Example")
    assert [laptop.state for laptop in me.laptops] == ["active"]


def test_no_secret_is_in_the_workspace_file(ada):
    work, keys, admin = ada
    sharing.invite(work, keys, "commenter", "Coach")
    work.close()

    kept = (work.folder / "data.db").read_bytes()
    [secret] = keys.values()
    assert len(secret) >= 43
    assert secret.encode() not in kept
    assert psycopg.conninfo.conninfo_to_dict(admin)["password"].encode() not in kept


def test_a_coach_joins_with_one_text_and_becomes_the_one_invited(ada, laptop):
    work, keys, _ = ada
    coach, hers = laptop(), Ring()

    sharing.join(coach, hers, sharing.invite(work, keys, "commenter", "Coach", {"documents": 3, "notes": 0}).text)

    me = coach.identity
    assert me.workspace == work.identity.workspace
    assert me.device != work.identity.device
    assert (me.levels["jobs"], me.levels["documents"], me.levels.get("notes"), me.levels.get("salary")) == (
        2,
        3,
        None,
        None,
    )
    assert {member.display for member in sharing.members(coach, hers)} == {"Ada Example", "Coach"}


def test_the_owner_s_other_laptop_is_the_same_person_with_a_login_of_its_own(ada, laptop):
    work, keys, _ = ada
    other, hers = laptop(), Ring()

    sharing.join(other, hers, sharing.invite(work, keys, "owner").text)

    [me] = sharing.members(other, hers)
    assert other.identity.member == work.identity.member
    assert other.identity.levels is None
    assert other.identity.device != work.identity.device
    assert len(me.laptops) == 2
    assert sharing.invite(other, hers, "viewer", "Friend").member


def test_an_invitation_works_once(ada, laptop):
    work, keys, _ = ada
    text = sharing.invite(work, keys, "commenter", "Coach").text
    sharing.join(laptop(), Ring(), text)

    with pytest.raises(Refused, match="used already"):
        sharing.join(laptop(), Ring(), text)


def test_the_one_time_secret_opens_nothing_but_its_own_replacement(ada):
    work, keys, _ = ada
    asked = Invitation.from_text(sharing.invite(work, keys, "editor", "Thief").text)
    thief = PostgresPlace(asked.address, asked.workspace, asked.login, asked.secret)

    with pytest.raises(Revoked):
        thief.heads()
    with pytest.raises(Revoked):
        thief.pull("jobs", 0)
    with pytest.raises(Revoked):
        thief.members()
    thief.close()


def test_joining_goes_on_where_it_stopped(ada, laptop):
    """The laptop died after the server took the new secret and before it could note anything."""
    work, keys, _ = ada
    text, hers = sharing.invite(work, keys, "commenter", "Coach").text, Ring()
    asked = Invitation.from_text(text)
    hers.put(f"place/{asked.login}", "the secret that was kept first......")
    place = PostgresPlace(asked.address, asked.workspace, asked.login, asked.secret)
    place.settle("the secret that was kept first......")
    place.close()
    coach = laptop()

    sharing.join(coach, hers, text)

    assert coach.identity.member == asked.member


def test_an_invitation_that_ran_out_is_refused_by_us_and_by_the_server(ada, laptop):
    work, keys, admin = ada
    text = sharing.invite(work, keys, "commenter", "Coach").text
    login = Invitation.from_text(text).login

    with pytest.raises(Refused, match="run out"):
        sharing.join(laptop(now=lambda: datetime.now(UTC) + timedelta(days=14)), Ring(), text)
    with psycopg.connect(admin) as line:
        line.execute(f"alter role {login} valid until 'yesterday'")
    with pytest.raises(Refused, match="used already, or taken back"):
        sharing.join(laptop(), Ring(), text)


def test_nobody_can_ask_for_an_invitation_of_more_than_fourteen_days(ada):
    work, keys, admin = ada
    place = sharing.open_place(work, keys)
    with raw(place) if place.heads() else None as line:
        verifier = line.pgconn.encrypt_password(b"x", b"ats_m_00000000000000aa", b"scram-sha-256").decode()
        said = line.execute(
            "select ats.invite(%s, 'viewer', '{}', '', 'aaaaaaaaaaaa', 'ats_m_00000000000000aa', %s, 'infinity')",
            (work.identity.workspace, verifier),
        ).fetchone()
    place.close()

    with psycopg.connect(admin) as line:
        days = line.execute(
            "select extract(epoch from rolvaliduntil - now()) / 86400 from pg_roles where rolname = 'ats_m_00000000000000aa'"
        ).fetchone()[0]
    assert said == ("ok",)
    assert 13.9 < days <= 14


def test_once_joined_the_login_no_longer_runs_out(ada, laptop):
    work, keys, admin = ada
    text = sharing.invite(work, keys, "commenter", "Coach").text
    sharing.join(laptop(), Ring(), text)

    with psycopg.connect(admin) as line:
        sql = "select rolvaliduntil::text from pg_roles where rolname = %s"
        assert line.execute(sql, (Invitation.from_text(text).login,)).fetchone() == ("infinity",)


def test_a_person_is_shown_out_by_name_and_a_lost_laptop_alone(ada, laptop):
    work, keys, _ = ada
    coach, hers, other, mine = laptop(), Ring(), laptop(), Ring()
    sharing.join(coach, hers, sharing.invite(work, keys, "commenter", "Coach").text)
    sharing.join(other, mine, sharing.invite(work, keys, "owner").text)

    assert sharing.revoke(work, keys, "coach") == "Coach"
    assert other.control()["login"] in sharing.revoke(work, keys, other.control()["login"])

    with pytest.raises(Revoked):
        sharing.members(coach, hers)
    with pytest.raises(Revoked):
        sharing.members(other, mine)
    assert {member.active for member in sharing.members(work, keys)} == {True, False}


def test_a_withdrawn_invitation_no_longer_opens(ada, laptop):
    work, keys, _ = ada
    made = sharing.invite(work, keys, "commenter", "Coach")
    sharing.revoke(work, keys, made.member)

    with pytest.raises(Refused, match="taken back"):
        sharing.join(laptop(), Ring(), made.text)


def test_revoke_asks_back_where_two_bear_the_name(ada):
    work, keys, _ = ada
    sharing.invite(work, keys, "viewer", "Robin")
    sharing.invite(work, keys, "viewer", "Robin")

    with pytest.raises(Refused, match="Several"):
        sharing.revoke(work, keys, "robin")
    with pytest.raises(NotFound, match="Nobody"):
        sharing.revoke(work, keys, "robyn")
    with pytest.raises(NotFound):
        sharing.revoke(work, keys, work.identity.member)


def test_only_the_owner_invites_and_revokes(ada, laptop):
    work, keys, _ = ada
    coach, hers = laptop(), Ring()
    sharing.join(coach, hers, sharing.invite(work, keys, "editor", "Coach").text)

    with pytest.raises(NotAllowed):
        sharing.invite(coach, hers, "viewer", "Friend")
    with pytest.raises(NotAllowed):
        sharing.invite(coach, hers, "owner")
    with pytest.raises(NotAllowed):
        sharing.revoke(coach, hers, "Ada Example")


@pytest.mark.parametrize(
    ("role", "grants", "says"),
    [("boss", {}, "no such role"), ("viewer", {"jobs": 4}, "granted"), ("viewer", {"no such stream!": 1}, "granted")],
)
def test_a_strange_wish_is_refused_in_plain_words(ada, role, grants, says):
    work, keys, _ = ada

    with pytest.raises(Refused, match=says):
        sharing.invite(work, keys, role, "Coach", grants)


def test_joining_needs_an_empty_workspace(ada, laptop):
    work, keys, _ = ada
    text = sharing.invite(work, keys, "commenter", "Coach").text

    with pytest.raises(Refused, match="something in it"):
        sharing.join(work, keys, text)


def test_a_workspace_that_is_not_shared_says_so(laptop):
    with pytest.raises(Refused, match="not shared"):
        sharing.members(laptop(), Ring())


def test_a_keyring_that_forgot_is_named(ada):
    work, _, _ = ada

    with pytest.raises(SignIn, match="no longer has the secret"):
        sharing.members(work, Ring())


def test_the_administrator_s_address_is_the_way_back_for_who_lost_the_keyring(ada):
    work, _, admin = ada
    found = Ring()

    sharing.init(work, found, admin)

    [me] = sharing.members(work, found)
    assert (me.member, len(me.laptops)) == (work.identity.member, 2)


def test_init_twice_changes_nothing(ada):
    work, keys, admin = ada
    before = sharing.members(work, keys)

    sharing.init(work, keys, admin)

    assert sharing.members(work, keys) == before


def test_a_shared_workspace_is_not_shared_elsewhere_too(ada, postgres):
    work, keys, _ = ada

    with pytest.raises(Refused, match="shared already"):
        sharing.init(work, keys, postgres.admin_dsn(postgres.new_database()))


def test_a_second_workspace_lives_beside_the_first(ada, laptop):
    work, keys, admin = ada
    second, hers = laptop(), Ring()

    sharing.init(second, hers, admin, display="Grace Example")

    assert [m.display for m in sharing.members(work, keys)] == ["Ada Example"]
    assert [m.display for m in sharing.members(second, hers)] == ["Grace Example"]


def test_a_database_of_somebody_else_is_left_alone(postgres, laptop):
    admin = postgres.admin_dsn(postgres.new_database())
    with psycopg.connect(admin) as line:
        line.execute("create table customers (name text)")
    keys = Ring()

    with pytest.raises(Refused, match=r"already holds something else \(public.customers\)"):
        sharing.init(laptop(), keys, admin)
    with psycopg.connect(admin) as line:
        assert line.execute("select count(*) from pg_namespace where nspname like 'ats%'").fetchone() == (0,)


def test_a_schema_of_our_name_that_is_not_ours_is_left_alone(postgres, laptop):
    admin = postgres.admin_dsn(postgres.new_database())
    with psycopg.connect(admin) as line:
        line.execute("create schema ats")

    with pytest.raises(Refused, match="something of our names"):
        sharing.init(laptop(), Ring(), admin)


def test_a_database_of_a_newer_program_is_left_alone(postgres, laptop):
    admin = postgres.admin_dsn(postgres.new_database())
    sharing.init(laptop(), Ring(), admin)
    with psycopg.connect(admin) as line:
        line.execute("update ats_priv.schema_version set version_num = '9999'")

    with pytest.raises(Refused, match="newer version"):
        sharing.init(laptop(), Ring(), admin)


def test_an_administrator_without_the_power_is_told_so(postgres, laptop):
    database = postgres.new_database()
    with psycopg.connect(postgres.admin_dsn(database), autocommit=True) as line:
        line.execute("create role clerk login password 'clerk'")
    weak = postgres.admin_dsn(database).replace(f"postgres:{postgres.password}@", "clerk:clerk@")

    with pytest.raises(Refused, match="may not prepare"):
        sharing.init(laptop(), Ring(), weak)
    with psycopg.connect(postgres.admin_dsn(database), autocommit=True) as line:
        line.execute("drop role clerk")


@pytest.mark.parametrize(
    "address", ["", "hello", "postgresql://", "postgresql:///x?host=/run/postgresql", "mysql://h/x"]
)
def test_what_is_no_address_is_refused(laptop, address):
    with pytest.raises(Refused, match="no address"):
        sharing.init(laptop(), Ring(), address)


def test_the_server_s_log_never_sees_a_secret(postgres, laptop):
    """Even with every statement logged: verifiers made on the laptop are all that travels."""
    database, work, keys, coach, hers = postgres.new_database(), laptop(), Ring(), laptop(), Ring()
    with psycopg.connect(postgres.admin_dsn(), autocommit=True) as line:
        line.execute(f"alter database {database} set log_statement = 'all'")

    sharing.init(work, keys, postgres.admin_dsn(database))
    text = sharing.invite(work, keys, "commenter", "Coach").text
    sharing.join(coach, hers, text)

    log = (postgres.folder / "log").read_text(errors="replace")
    assert "ats.settle" in log
    for secret in (*keys.values(), *hers.values(), Invitation.from_text(text).secret):
        assert secret not in log


def test_the_rules_say_of_every_shared_noun_where_it_may_travel():
    told = {rule.entity: rule for rule in sharing.rules()}

    assert set(told) >= {row.noun.table for row in NOUNS if row.noun.scope == "synced"}
    assert told["salary_data"].streams == ("salary",)
    assert (told["comments"].min_level, told["comments"].author_scoped) == (2, True)
    assert all((rule.min_level == 2) == rule.author_scoped for rule in told.values())
