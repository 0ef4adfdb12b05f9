"""What a hostile member tries around the doors: every way out is shut, and a second wall stands behind.

Source: promises P58-P60, P63.
"""

import hashlib
import json
import uuid

import pytest
from places import TABLES, outcome, raw, sealed

DOORS = {
    *("push", "pull", "heads", "set_rules", "invite", "add_login", "settle", "revoke", "revoke_login", "expel"),
    *("set_level", "members", "blob_put", "blob_have", "blob_get"),
}


# --- around the doors ---------------------------------------------------------------------------

REFUSED = {"42501", "42704", "42883", "0A000", "58P01", "3F000", "42P01", "55000", "22023", "42710", "42809", "42939"}
ON_A_TABLE = (
    "select * from ats.{0}",
    "select count(*) from ats.{0}",
    "insert into ats.{0} default values",
    "update ats.{0} set workspace_id = null",
    "delete from ats.{0}",
    "truncate ats.{0}",
    "copy ats.{0} to stdout",
    "do $$ begin lock table ats.{0} in access share mode; end $$",
    "alter table ats.{0} disable row level security",
    "alter table ats.{0} owner to current_user",
    "drop policy mine on ats.{0}",
    "create policy all_of_it on ats.{0} using (true)",
    "create trigger t after insert on ats.{0} execute function suppress_redundant_updates_trigger()",
    "grant all on ats.{0} to public",
    "drop table ats.{0}",
)
ESCAPES = (
    *(f"set role {role}" for role in ("ats_owner", "ats_identity", "ats_founder", "ats_roleadmin", "postgres")),
    "set session authorization postgres",
    "set local session authorization ats_owner",
    *(f"grant {role} to current_user" for role in ("ats_owner", "ats_roleadmin", "ats_founder", "pg_read_all_data")),
    "grant ats_member to current_user with admin option",
    *(
        f"alter role current_user {power}"
        for power in ("superuser", "createrole", "bypassrls", "createdb", "replication")
    ),
    "alter role current_user connection limit 1000",
    "alter role current_user valid until 'infinity'",
    "alter role current_user rename to ats_owner2",
    "alter role ats_owner login password 'x'",
    "alter role postgres password 'x'",
    "create role evil login",
    "drop role ats_member",
    "create schema evil",
    "create table public.evil(x int)",
    "create table ats.evil(x int)",
    "create temp table evil(x int)",
    "create function public.evil() returns int language sql as 'select 1'",
    "create function ats.evil() returns int language sql as 'select 1'",
    "create function pg_temp.evil() returns int language sql as 'select 1'",
    "create or replace function ats.push() returns int language sql as 'select 1'",
    "create operator public.= (leftarg = text, rightarg = text, function = texteq)",
    "create view public.evil as select 1",
    "create extension dblink",
    "create extension postgres_fdw",
    "create foreign data wrapper evil",
    "create server evil foreign data wrapper file_fdw",
    "create publication evil for all tables",
    "create event trigger evil on ddl_command_end execute function suppress_redundant_updates_trigger()",
    "create language plpython3u",
    "do $$ begin execute 'set role ats_owner'; end $$",
    "do language plpython3u 'pass'",
    "alter function ats.heads(uuid) owner to current_user",
    "alter function ats.heads(uuid) reset all",
    "alter function ats.heads(uuid) security invoker",
    "grant execute on function ats_priv.close_login to current_user",
    "alter default privileges for role ats_owner grant all on tables to public",
    "alter database template1 set search_path = evil",
    "alter schema ats owner to current_user",
    "drop schema ats cascade",
    "comment on function ats.heads(uuid) is 'evil'",
    "alter system set log_statement = 'all'",
    "set log_statement = 'all'",
    "set session_preload_libraries = 'evil'",
    "load '/tmp/evil.so'",
    "copy (select 1) to program 'true'",
    "copy (select 1) to '/tmp/evil'",
    "select pg_read_file('/etc/passwd')",
    "select pg_ls_dir('/')",
    "select lo_import('/etc/passwd')",
    "select lo_create(0)",
    "select lo_from_bytea(0, 'x')",
    "select pg_advisory_lock(1)",
    "select pg_try_advisory_lock_shared(1)",
    "select pg_logical_emit_message(false, 'x', 'x')",
    "select pg_reload_conf()",
    "select pg_rotate_logfile()",
    "select pg_switch_wal()",
    "select pg_stat_reset()",
    "select pg_create_physical_replication_slot('x')",
    "select rolpassword from pg_authid",
    "select passwd from pg_shadow",
    "select * from pg_hba_file_rules",
    "select * from ats_priv.schema_version",
    "select * from ats_priv.me(gen_random_uuid())",
    "select ats_priv.my_workspaces()",
    "select ats_priv.found(gen_random_uuid(), 'aaaaaaaaaaaa', 'x', 'ats_m_0000000000000000', 'x')",
    "select ats_priv.create_login('ats_m_0000000000000000', 'x', now())",
    "select ats_priv.replace_secret(session_user, 'x')",
    "select ats_priv.close_login('ats_m_0000000000000000')",
    "select ats_priv.end_sessions('ats_m_0000000000000000')",
    "select ats.level('owner', '{}', 'jobs', true)",
    "select ats.may_push(gen_random_uuid(), 'jobs', 4, 'x', '[]')",
    "select ats.make_streams(gen_random_uuid(), '{}')",
    "reassign owned by ats_owner to current_user",
    "security label on table ats.batch is 'x'",
    "import foreign schema public from server evil into public",
)


@pytest.mark.parametrize("table", TABLES)
def test_no_table_gives_way(coach, table):
    got = {sql: outcome(coach, sql.format(table)) for sql in ON_A_TABLE}

    assert set(got.values()) <= {"42501", "42703"}, got


def test_every_way_out_is_shut(coach):
    got = {sql: outcome(coach, sql) for sql in ESCAPES}

    assert {sql: said for sql, said in got.items() if said not in REFUSED} == {}


def test_a_member_cannot_end_or_read_the_sessions_of_others(street, coach):
    street.owner.heads()
    pid = street.owner._connection.info.backend_pid

    assert outcome(coach, "select pg_terminate_backend(%s)", (pid,)) == "42501"
    assert outcome(coach, "select pg_cancel_backend(%s)", (pid,)) == "42501"
    assert outcome(coach, "select query from pg_stat_activity where pid = %s", (pid,)) == "<insufficient privilege>"


def test_a_member_cannot_be_somebody_else_by_saying_so(street, coach):
    """Settings and search paths are hers to change; who she is was decided when she signed in."""
    before = coach.execute("select my_member, my_role from ats.heads(%s)", (street.workspace,)).fetchone()
    for setting in ("ats.member", "ats.login", "session.user", "role.name"):
        coach.execute("select set_config(%s, %s, false)", (setting, street.login))
    coach.execute("set search_path = pg_temp, public, ats")

    after = coach.execute("select my_member, my_role from ats.heads(%s)", (street.workspace,)).fetchone()
    coach.execute("set row_security = off")
    assert after == before == (street.coach.heads().member, "commenter")
    assert outcome(coach, "select my_role from ats.heads(%s)", (street.workspace,)) == "42501"  # it fails closed


def test_a_planted_schema_in_the_search_path_changes_nothing(street, coach, admin):
    """Even an administrator's careless schema, open to all, with a table and functions of our names."""
    admin.execute("create schema evil; grant all on schema evil to public")
    admin.execute("create table evil.login as select * from ats.login; grant all on evil.login to public")
    admin.execute("update evil.login set member_id = %s", (street.member,))
    admin.execute(
        "create function evil.starts_with(text, text) returns boolean language sql as 'select true';"
        "create function evil.level(text, jsonb, text, boolean) returns int language sql as 'select 4'"
    )
    coach.execute("set search_path = evil, pg_catalog, ats")

    role = coach.execute("select my_role from ats.heads(%s)", (street.workspace,)).fetchone()
    said = pushed(coach, street, [{"e": "comments", "r": [f"{street.member}.1"]}])
    admin.execute("drop schema evil cascade")
    assert (role, said) == (("commenter",), "forbidden")


def test_a_member_may_change_her_own_secret_and_settings_only(street, coach, admin):
    """What Postgres lets everybody do is hers alone and reaches no function."""
    coach.execute("alter role current_user set search_path = public")

    settings = admin.execute(
        "select count(*) from pg_db_role_setting s join pg_roles r on r.oid = s.setrole where r.rolname <> %s"
        " and 'search_path=public' = any (s.setconfig)",
        (street.coach._login,),
    ).fetchone()
    coach.execute("alter role current_user reset search_path")
    assert settings == (0,)


# --- through the doors --------------------------------------------------------------------------


def pushed(line, street, manifest, **other):
    b = sealed(street.workspace, **other)
    given = (b.workspace, b.stream, b.device, b.dseq, b.sha, b.max_ms, json.dumps(manifest), b.body)
    return outcome(line, "select status from ats.push(%s, %s, %s, %s, %s, %s, %s, %s)", given)


HOSTILE_MANIFESTS = (
    None, "null", {}, [], [None], [1], ["comments"], [[]], [{}], [{"e": None}], [{"e": 1}], [{"e": ["comments"]}],
    [{"e": "comments"}], [{"e": "comments", "r": None}], [{"e": "comments", "r": "ME.1"}], [{"e": "comments", "r": {}}],
    [{"e": "comments", "r": []}], [{"e": "comments", "r": [None]}], [{"e": "comments", "r": [1]}],
    [{"e": "comments", "r": [["ME.1"]]}], [{"e": "comments", "r": [""]}], [{"e": "comments", "r": ["ME"]}],
    [{"e": "comments", "r": ["ME.1", None]}], [{"e": "comments", "r": ["ME.1", "other"]}],
    [{"e": "comments", "r": [" ME.1"]}], [{"e": "comments", "r": ["ME-1"]}], [{"e": "Comments", "r": ["ME.1"]}],
    [{"e": "comments ", "r": ["ME.1"]}], [{"e": "comments", "r": ["ME.1"]}, {"e": "job_opportunities"}],
    [{"e": "comments", "r": ["ME.1"]}, {"e": "comments"}], [{"e": "comments", "r": ["ME.1"]}, None],
    [{"e": "job_opportunities", "r": ["ME.1"]}], [{"e": "salary_data", "r": ["ME.1"]}], [{"e": "%", "r": ["ME.1"]}],
    [{"e": "comments'--", "r": ["ME.1"]}], [{"E": "comments", "r": ["ME.1"]}], {"e": "comments", "r": ["ME.1"]},
)  # fmt: skip


@pytest.mark.parametrize("manifest", HOSTILE_MANIFESTS, ids=json.dumps)
def test_no_manifest_talks_a_commenter_past_her_own_rows(street, coach, manifest):
    mine = street.coach.heads().member
    told = json.loads(json.dumps(manifest).replace("ME", mine))

    assert pushed(coach, street, told) == "forbidden"


def test_the_commenter_s_own_row_does_pass(street, coach):
    mine = street.coach.heads().member

    assert pushed(coach, street, [{"e": "comments", "r": [f"{mine}.1"]}]) == "ok"


ARGUMENTS = {
    "push": ("W", "jobs", "DEVICE", 1, "SHA", 1, '[{"e": "comments", "r": ["ME.1"]}]', b"sealed"),
    "pull": ("W", "jobs", 0, 1000, 10),
    "heads": ("W",),
    "members": ("W",),
    "set_rules": ("W", 9, "[]"),
    "invite": ("W", "viewer", "{}", "x", "aaaaaaaaaaaa", "ats_m_0000000000000000", "x", "2099-01-01"),
    "add_login": ("W", "MEMBER", "ats_m_0000000000000000", "x", "2099-01-01"),
    "settle": ("W", "x"),
    "revoke": ("W", "MEMBER"),
    "revoke_login": ("W", "LOGIN"),
    "expel": ("W",),
    "set_level": ("W", "MEMBER", "editor", '{"salary": 3}'),
    "blob_put": ("W", "documents", "SHA", 6, 0, b"sealed"),
    "blob_have": ("W", "documents", "SHA"),
    "blob_get": ("W", "documents", "SHA", 0),
}
ODD = {
    "uuid": ("00000000-0000-0000-0000-000000000000", "' or true --", ""),
    "text": ("", "' or true --", "jobs;drop", "\u202ejobs", "x" * 100_000, "private", "share:%", "../salary", "JOBS"),
    "name": ("", "postgres", "ats_owner", '"', "x" * 64, "ats_m_0000000000000000"),
    "bigint": (-1, 0, 2**63 - 1, -(2**63), 2**64),
    "integer": (-1, 0, 2**31 - 1, 2**31),
    "jsonb": ("null", "[]", "{}", "1", '"x"', "[[[[]]]]", "not json", '{"salary": 9}', '{"salary": "3"}', '{"*": 3}'),
    "bytea": (b"", b"\0" * 300_000, b"\0" * 600_000),
    "timestamp with time zone": ("infinity", "-infinity", "2000-01-01", "soon"),
}


def fingerprint(admin):
    """All that the tables hold, so that any change at all is seen."""
    one = "select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from ats.{} t"
    return {table: admin.execute(one.format(table)).fetchone()[0] for table in TABLES}


def test_the_doors_are_these_and_no_others(admin):
    found = admin.execute(
        "select p.oid::regproc::text from pg_proc p where pronamespace::regnamespace::text like 'ats%'"
        " and has_function_privilege('ats_member', p.oid, 'execute')"
    ).fetchall()

    assert {name.removeprefix("ats.") for (name,) in found} == DOORS == set(ARGUMENTS)


@pytest.mark.parametrize("door", ARGUMENTS)
def test_nothing_missing_and_nothing_odd_changes_anything(street, admin, door):
    """Every argument left out (NULL), and every argument odd, as a viewer who may change nothing."""
    types = admin.execute("select array(select format_type(t, null) from unnest(proargtypes) t) from pg_proc"
                          " where oid = %s::regproc", (f"ats.{door}",)).fetchone()[0]  # fmt: skip
    names = {"W": street.workspace, "DEVICE": str(uuid.uuid4()), "SHA": hashlib.sha256(b"sealed").hexdigest(),
             "MEMBER": street.viewer.heads().member, "LOGIN": street.coach._login}  # fmt: skip
    base = [names.get(value, value) for value in ARGUMENTS[door]]
    call = f"select * from ats.{door}({', '.join(f'%s::{kind}' for kind in types)})"
    before = fingerprint(admin)
    missing, said = [], []
    with raw(street.viewer) as line:
        for at, kind in enumerate(types):
            missing.append(outcome(line, call, [*base[:at], None, *base[at + 1 :]]))
            said += [outcome(line, call, [*base[:at], odd, *base[at + 1 :]]) for odd in ODD[kind]]

    assert fingerprint(admin) == before
    assert set(missing) == {None}
    assert "ok" not in said


# --- the second wall ------------------------------------------------------------------------------


@pytest.mark.parametrize("table", TABLES)
def test_a_door_that_forgets_to_ask_still_shows_a_stranger_nothing(street, admin, table):
    """A careless function over each table: row security alone keeps the stranger out; without it she would be in."""
    mine = "id" if table == "workspace" else "workspace_id"
    admin.execute("set role ats_owner")
    admin.execute(f"create or replace function ats.careless() returns bigint language sql security definer set search_path = ats as"
                  f" $$ select count(*) from {table} where {mine} = '{street.workspace}' $$")  # fmt: skip
    admin.execute("grant execute on function ats.careless() to ats_member; reset role")

    with raw(street.stranger) as line:
        behind_the_wall = outcome(line, "select ats.careless()")
        admin.execute(f"alter table ats.{table} no force row level security")
        without_it = outcome(line, "select ats.careless()")
    admin.execute(f"alter table ats.{table} force row level security")
    admin.execute("drop function ats.careless()")
    assert behind_the_wall == 0
    assert (
        without_it
        == admin.execute(f"select count(*) from ats.{table} where {mine} = %s", (street.workspace,)).fetchone()[0]
    )


def test_a_door_that_forgets_to_ask_cannot_write_for_a_stranger(street, admin):
    admin.execute("set role ats_owner")
    admin.execute(f"create function ats.careless() returns text language sql security definer set search_path = ats as"
                  f" $$ update stream set seq = 0 where workspace_id = '{street.workspace}' returning 'written' $$")  # fmt: skip
    admin.execute("grant execute on function ats.careless() to ats_member; reset role")

    with raw(street.stranger) as line:
        said = outcome(line, "select ats.careless()")
    admin.execute("drop function ats.careless()")
    assert said is None
