"""What the server's own catalogue says of our functions, tables and roles: no power more than needed.

Source: promises P59.
"""

from places import TABLES, outcome


def test_every_function_is_owned_fixed_and_closed_to_the_public(admin):
    rows = admin.execute(
        "select p.oid::regproc::text, r.rolname, p.prosecdef, p.proisstrict, p.proconfig,"
        " array(select coalesce(g.rolname, 'public') from aclexplode(p.proacl) a left join pg_roles g on g.oid = a.grantee)"
        " from pg_proc p join pg_roles r on r.oid = p.proowner where p.pronamespace::regnamespace::text like 'ats%'"
    ).fetchall()

    owners = {"ats_owner", "ats_identity", "ats_founder", "ats_roleadmin"}
    for name, owner, definer, strict, config, granted in rows:
        assert owner in owners, name
        assert granted, f"{name}: no list of who may call it means everybody"
        assert "public" not in granted, name
        assert not definer or config in (["search_path=ats, pg_temp"], ["search_path=pg_catalog, pg_temp"]), name
        if "ats_member" in granted:
            assert (owner, definer, strict) == ("ats_owner", True, True), name


def test_every_table_is_walled_and_nobody_s(admin):
    rows = admin.execute(
        "select c.relname, c.relkind, c.relrowsecurity, c.relforcerowsecurity, r.rolname,"
        " array(select coalesce(g.rolname, 'public') from aclexplode(c.relacl) a left join pg_roles g on g.oid = a.grantee)"
        " from pg_class c join pg_roles r on r.oid = c.relowner"
        " where relnamespace = 'ats'::regnamespace and relkind not in ('i', 'c')"
    ).fetchall()

    assert {name for name, *_ in rows} == set(TABLES)
    for name, kind, secured, forced, owner, granted in rows:
        assert (kind, secured, forced, owner) == ("r", True, True, "ats_owner"), name
        assert set(granted) <= {"ats_owner", "ats_identity", "ats_founder"}, name


def test_roles_hold_no_power_they_do_not_need(street, admin):
    rows = admin.execute(
        "select rolname, rolcanlogin, rolcreaterole, rolconnlimit, rolsuper or rolbypassrls or rolcreatedb or rolreplication,"
        " array(select g.rolname::text from pg_auth_members m join pg_roles g on g.oid = m.roleid where m.member = r.oid order by 1)"
        " from pg_roles r where starts_with(rolname, 'ats_') and not starts_with(rolname, 'ats_m_') or rolname = %s",
        (street.coach._login,),
    ).fetchall()

    assert {(name, login, makes_roles, powers) for name, login, makes_roles, _, powers, _ in rows} == {
        ("ats_owner", False, False, False),
        ("ats_identity", False, False, False),
        ("ats_founder", False, False, False),
        ("ats_member", False, False, False),
        ("ats_roleadmin", False, True, False),
        (street.coach._login, True, False, False),
    }
    [(limit, groups)] = [(limit, groups) for name, _, _, limit, _, groups in rows if name == street.coach._login]
    assert (limit, groups) == (8, ["ats_member"])


def test_the_database_is_closed_to_the_public(admin):
    sql = "select has_database_privilege(%s, current_database(), %s)"
    who = ("public", "ats_member")
    allowed = {
        (role, right) for role in who for right in ("connect", "temp", "create") if outcome(admin, sql, (role, right))
    }

    assert allowed == {("ats_member", "connect")}
