"""Who takes part: the first owner, invitations, laptops, and the end of access.

Why:    one login per laptop and one member id per person, so that a lost laptop is closed
        alone.  An invitation's secret opens only `settle`, once: it must be replaced by the
        laptop's own before anything else answers.  Plain secrets never reach the server or
        its log; SCRAM verifiers, made by the client, do.
"""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# CREATEROLE is a great power: it is reached only through these, which check every name they take.
LOGINS = """
set local role ats_roleadmin;
create function ats_priv.is_login(_login name) returns boolean language sql immutable set search_path = pg_catalog, pg_temp as
$$ select coalesce(_login::text ~ '^ats_m_[0-9a-f]{16}$', false) $$;

create function ats_priv.is_verifier(_verifier text) returns boolean language sql immutable set search_path = pg_catalog, pg_temp as
$$ select coalesce(_verifier ~ '^SCRAM-SHA-256\\$[1-9][0-9]{3,6}:[A-Za-z0-9+/=]{16,64}\\$[A-Za-z0-9+/]{43}=:[A-Za-z0-9+/]{43}=$'
   and substring(_verifier from '\\$([0-9]+)')::int >= 4096, false) $$;

create function ats_priv.create_login(_login name, _verifier text, _until timestamptz) returns text
 language plpgsql strict security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not ats_priv.is_login(_login) or not ats_priv.is_verifier(_verifier) then return 'bad_login'; end if;
  if exists (select from pg_roles where rolname = _login) then return 'taken'; end if;
  execute format('create role %I login inherit password %L valid until %L connection limit 8 in role ats_member',
                 _login, _verifier, _until);
  execute format('alter role %I set idle_in_transaction_session_timeout = %L', _login, '10s');
  execute format('grant %I to ats_roleadmin', _login);      -- so that its sessions can be ended
  return 'ok';
end $$;

create function ats_priv.replace_secret(_login name, _verifier text) returns text
 language plpgsql strict security definer set search_path = pg_catalog, pg_temp as $$
begin
  if _login <> session_user or not ats_priv.is_login(_login) or not ats_priv.is_verifier(_verifier) then return 'bad_login'; end if;
  execute format('alter role %I password %L valid until %L', _login, _verifier, 'infinity');
  return 'ok';
end $$;

create function ats_priv.close_login(_login name) returns void
 language plpgsql strict security definer set search_path = pg_catalog, pg_temp as $$
begin
  if ats_priv.is_login(_login) then execute format('alter role %I nologin', _login); end if;
end $$;

create function ats_priv.end_sessions(_login name) returns void
 language plpgsql strict security definer set search_path = pg_catalog, pg_temp as $$
begin
  if ats_priv.is_login(_login) then
    perform pg_terminate_backend(pid, 5000) from pg_stat_activity where usename = _login and pid <> pg_backend_pid();
  end if;
end $$;
grant execute on function ats_priv.create_login to ats_owner, ats_founder;
grant execute on function ats_priv.replace_secret, ats_priv.close_login, ats_priv.end_sessions to ats_owner;
reset role;
"""

INVITED = """
set local role ats_identity;
create function ats_priv.is_invited(_w uuid) returns boolean
 language plpgsql stable strict security definer set search_path = ats, pg_temp as $$
begin
  return exists (select from login l join member m using (workspace_id, member_id)
    where l.workspace_id = _w and l.login = session_user and not l.joined and m.active
      and not exists (select from ended e where e.login = l.login and e.workspace_id = l.workspace_id));
end $$;
grant execute on function ats_priv.is_invited(uuid) to ats_owner;
reset role;
"""

# For the administrator alone, who takes the role ats_founder to call it.
FOUND = """
set local role ats_founder;
create function ats_priv.found(_w uuid, _member text, _display text, _login name, _verifier text) returns text
 language plpgsql strict security definer set search_path = ats, pg_temp as $$
declare owner_id text; said text;
begin
  insert into workspace(id) values (_w) on conflict do nothing;
  select m.member_id into owner_id from member m where m.workspace_id = _w and m.role = 'owner';
  if owner_id is null then
    owner_id := _member;
    insert into member(workspace_id, member_id, role, display) values (_w, owner_id, 'owner', _display);
  end if;
  said := ats_priv.create_login(_login, _verifier, 'infinity');
  if said <> 'ok' then raise exception 'login %', said using errcode = 'P0R04'; end if;
  insert into login(login, workspace_id, member_id, joined) values (_login, _w, owner_id, true);
  return owner_id;
end $$;
reset role;
"""

PEOPLE = """
set local role ats_owner;
create function ats.i_own(_w uuid) returns boolean language sql stable set search_path = ats, pg_temp as
$$ select exists (select from ats_priv.me(_w) where role = 'owner') $$;

create function ats.are_grants(_grants jsonb) returns boolean language sql immutable set search_path = ats, pg_temp as $$
  select coalesce(jsonb_typeof(_grants) = 'object' and octet_length(_grants::text) <= 8192, false)
    and case when jsonb_typeof(_grants) = 'object' then not exists (select from jsonb_each(_grants) g
      where (is_stream(g.key) and jsonb_typeof(g.value) = 'number' and g.value::text in ('0', '1', '2', '3')) is not true)
    else false end $$;

-- every stream a new member may ask for has to be there, or an editor could not begin one
create function ats.make_streams(_w uuid, _grants jsonb) returns void language sql volatile set search_path = ats, pg_temp as $$
  insert into stream(workspace_id, stream, open)
  select _w, s, is_open(s) from (select unnest(array['profile', 'jobs', 'documents', 'prep', 'notes'])
                                 union select jsonb_object_keys(_grants)) x(s) on conflict do nothing $$;

create function ats.invite(_w uuid, _role text, _grants jsonb, _display text, _member text, _login name, _verifier text, _until timestamptz)
 returns text language plpgsql strict security definer set search_path = ats, pg_temp as $$
declare said text;
begin
  if not i_own(_w) then return 'forbidden'; end if;
  if _role not in ('viewer', 'commenter', 'editor') then return 'bad_role'; end if;
  if not are_grants(_grants) then return 'bad_grants'; end if;
  if _member !~ '^[0-9a-z]{12}$' or length(_display) > 200 then return 'bad_member'; end if;
  if exists (select from member where workspace_id = _w and member_id = _member) then return 'taken'; end if;
  said := ats_priv.create_login(_login, _verifier, least(_until, clock_timestamp() + interval '14 days'));
  if said <> 'ok' then return said; end if;
  insert into member(workspace_id, member_id, role, grants, display) values (_w, _member, _role, _grants, _display);
  insert into login(login, workspace_id, member_id, joined) values (_login, _w, _member, false);
  perform make_streams(_w, _grants);
  return 'ok';
end $$;

-- another laptop of somebody who is in already, the owner herself included
create function ats.add_login(_w uuid, _member text, _login name, _verifier text, _until timestamptz)
 returns text language plpgsql strict security definer set search_path = ats, pg_temp as $$
declare said text;
begin
  if not i_own(_w) then return 'forbidden'; end if;
  if not exists (select from member where workspace_id = _w and member_id = _member and active) then return 'not_found'; end if;
  said := ats_priv.create_login(_login, _verifier, least(_until, clock_timestamp() + interval '14 days'));
  if said <> 'ok' then return said; end if;
  insert into login(login, workspace_id, member_id, joined) values (_login, _w, _member, false);
  return 'ok';
end $$;

-- the one thing an invitation's secret can do: give way to the laptop's own
create function ats.settle(_w uuid, _verifier text) returns text
 language plpgsql strict security definer set search_path = ats, pg_temp as $$
declare said text;
begin
  if not ats_priv.is_invited(_w) then return 'revoked'; end if;
  perform from login where workspace_id = _w and login = session_user and not joined for update;
  if not found then return 'revoked'; end if;
  said := ats_priv.replace_secret(session_user, _verifier);
  if said <> 'ok' then return said; end if;
  update login set joined = true where workspace_id = _w and login = session_user;
  return 'ok';
end $$;

-- Why: ending access touches only rows that no member can hold locked, so it is done at once; `expel`, called
--      after it is committed, ends open sessions and with them whatever is still under way.
create function ats.revoke(_w uuid, _member text) returns text
 language plpgsql strict security definer set search_path = ats, pg_temp as $$
begin
  if not i_own(_w) then return 'forbidden'; end if;
  update member set active = false, revoked_at = coalesce(revoked_at, clock_timestamp())
    where workspace_id = _w and member_id = _member and role <> 'owner';
  return case when found then 'ok' else 'not_found' end;
end $$;

create function ats.revoke_login(_w uuid, _login name) returns text
 language plpgsql strict security definer set search_path = ats, pg_temp as $$
begin
  if not i_own(_w) then return 'forbidden'; end if;
  if not exists (select from login where workspace_id = _w and login = _login and login <> session_user) then return 'not_found'; end if;
  insert into ended(login, workspace_id) values (_login, _w) on conflict do nothing;
  return 'ok';
end $$;

create function ats.expel(_w uuid) returns text
 language plpgsql strict security definer set search_path = ats, pg_temp as $$
declare l name;
begin
  if not i_own(_w) then return 'forbidden'; end if;
  for l in select x.login from login x join member m using (workspace_id, member_id) where x.workspace_id = _w and x.login <> session_user
      and (not m.active or exists (select from ended e where e.login = x.login and e.workspace_id = _w)) loop
    perform ats_priv.end_sessions(l);
    perform ats_priv.close_login(l);
  end loop;
  return 'ok';
end $$;

create function ats.set_level(_w uuid, _member text, _role text, _grants jsonb) returns text
 language plpgsql strict security definer set search_path = ats, pg_temp as $$
begin
  if not i_own(_w) then return 'forbidden'; end if;
  if _role not in ('viewer', 'commenter', 'editor') then return 'bad_role'; end if;
  if not are_grants(_grants) then return 'bad_grants'; end if;
  update member set role = _role, grants = _grants where workspace_id = _w and member_id = _member and active and role <> 'owner';
  if not found then return 'not_found'; end if;
  perform make_streams(_w, _grants);
  return 'ok';
end $$;

-- the owner sees everybody; anybody else the owner and herself, and nobody's laptops but her own
create function ats.members(_w uuid) returns table(member_id text, role text, grants jsonb, display text, active boolean, laptops jsonb)
 language plpgsql stable strict security definer set search_path = ats, pg_temp as $$
#variable_conflict use_column
declare me record;
begin
  select * into me from ats_priv.me(_w);
  if not found then raise exception 'revoked' using errcode = 'P0R00'; end if;
  return query
    select m.member_id, m.role, m.grants, m.display, m.active,
      case when me.role = 'owner' or m.member_id = me.member_id then coalesce((
        select jsonb_agg(jsonb_build_object('login', l.login, 'device', d.device_id, 'state', case
            when not m.active or exists (select from ended e where e.login = l.login and e.workspace_id = _w) then 'revoked'
            when l.joined then 'active' else 'invited' end) order by l.since, l.login)
        from login l left join lateral (select x.device_id from device x where x.workspace_id = _w and x.login = l.login
          order by x.last_seen desc limit 1) d on true where l.workspace_id = _w and l.member_id = m.member_id), '[]') else '[]' end
    from member m where m.workspace_id = _w
      and (me.role = 'owner' or m.role = 'owner' or m.member_id = me.member_id) order by m.since, m.member_id;
end $$;
grant execute on function ats.invite, ats.add_login, ats.settle, ats.revoke, ats.revoke_login, ats.expel, ats.set_level,
  ats.members to ats_member;
reset role;
"""


def upgrade() -> None:
    for sql in (LOGINS, INVITED, FOUND, PEOPLE):
        op.get_bind().exec_driver_sql(sql, execution_options={"no_parameters": True})
