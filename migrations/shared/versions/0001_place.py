"""The shared place on Postgres: its roles, its tables, and the wall around each row.

Why:    members have no privilege on any table; functions are their only door (0002 on),
        and forced row-level security is the second wall behind it.  Identity is
        `session_user`: neither SET ROLE nor a setting can change it.  Roles belong to the
        whole server, so a second database finds them made and uses them.
"""

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# ats_owner     owns tables and the members' functions      ats_identity  reads one's own login row, nothing else
# ats_founder   may add a new workspace (administrator)      ats_roleadmin makes and closes logins by checked functions
# ats_member    every login is one; may connect and call the functions
ROLES = """
do $$ declare r text; begin
  foreach r in array array['ats_owner', 'ats_identity', 'ats_founder', 'ats_roleadmin', 'ats_member'] loop
    if not exists (select from pg_roles where rolname = r) then
      execute format('create role %I nologin', r);
    elsif exists (select from pg_roles where rolname = r
                  and (rolcanlogin or rolsuper or rolbypassrls or rolcreatedb or rolreplication)) then
      raise exception 'the role % exists and may do more than it should', r using errcode = '42710';
    end if;
    if not (select rolsuper from pg_roles where rolname = current_user) then
      execute format('grant %I to %I', r, current_user);
    end if;
  end loop;
  if not (select rolcreaterole from pg_roles where rolname = 'ats_roleadmin') then
    alter role ats_roleadmin createrole;
  end if;
  if not exists (select from pg_auth_members a where a.admin_option
                 and a.roleid = 'ats_member'::regrole and a.member = 'ats_roleadmin'::regrole) then
    grant ats_member to ats_roleadmin with admin option;      -- asked for by Postgres 16 and newer
  end if;
  execute format('revoke all on database %I from public', current_database());
  execute format('grant connect on database %I to ats_member', current_database());
end $$;
revoke all on schema public from public;

-- what every login may call by default and has no use for here: locks that never end, large objects, log filling
do $$ declare f regprocedure; begin
  for f in select p.oid::regprocedure from pg_proc p where p.pronamespace = 'pg_catalog'::regnamespace
      and has_function_privilege('public', p.oid, 'execute')
      and p.proname ~ '^(pg_(try_)?advisory_|lo_|loread|lowrite|pg_logical_emit_message)' loop
    execute format('revoke execute on function %s from public', f);
  end loop;
end $$;

create schema if not exists ats_priv;
grant usage on schema ats_priv to ats_owner, ats_identity, ats_founder, ats_roleadmin;
grant create on schema ats_priv to ats_identity, ats_founder, ats_roleadmin;
create schema ats authorization ats_owner;
alter default privileges for role ats_owner revoke execute on functions from public;
alter default privileges for role ats_identity revoke execute on functions from public;
alter default privileges for role ats_founder revoke execute on functions from public;
alter default privileges for role ats_roleadmin revoke execute on functions from public;
"""

TABLES = """
set local role ats_owner;
grant usage on schema ats to ats_member, ats_identity, ats_founder;

create table ats.workspace(
  id uuid primary key, incarnation uuid not null default gen_random_uuid(), protocol int not null default 1,
  rules_version int not null default 0, created_at timestamptz not null default clock_timestamp());

-- a person: one member id, whatever laptops she has
create table ats.member(
  workspace_id uuid not null references ats.workspace, member_id text not null check (member_id ~ '^[0-9a-z]{12}$'),
  role text not null check (role in ('viewer', 'commenter', 'editor', 'owner')),
  grants jsonb not null default '{}', display text not null default '', active boolean not null default true,
  since timestamptz not null default clock_timestamp(), revoked_at timestamptz,
  primary key (workspace_id, member_id));
create unique index one_owner on ats.member(workspace_id) where role = 'owner';

-- a laptop: one login (what device it calls itself is in ats.device); a lost one is closed alone
create table ats.login(
  login name not null, workspace_id uuid not null, member_id text not null, joined boolean not null,
  since timestamptz not null default clock_timestamp(),
  primary key (login, workspace_id), foreign key (workspace_id, member_id) references ats.member);
create index login_of_member on ats.login(workspace_id, member_id);

-- a laptop's end is a row of its own: nothing a hostile laptop may hold locked can make the owner wait
create table ats.ended(
  login name not null, workspace_id uuid not null, at timestamptz not null default clock_timestamp(),
  primary key (login, workspace_id));

-- open: the role decides; closed (salary, contacts, private, share:<member>): only an explicit grant
create table ats.stream(
  workspace_id uuid not null references ats.workspace, stream text not null, open boolean not null,
  seq bigint not null default 0, chain text not null default '', floor_seq bigint not null default 0,
  primary key (workspace_id, stream));

-- what lies before a late member's floor is never handed to her.  Snapshots come later; until
-- there is one to start from, invitations set no floor (0): a member begins at the beginning.
create table ats.member_floor(
  workspace_id uuid not null, member_id text not null, stream text not null, min_seq bigint not null,
  primary key (workspace_id, member_id, stream), foreign key (workspace_id, member_id) references ats.member);

create table ats.device(
  workspace_id uuid not null, device_id uuid not null, member_id text not null, login name not null,
  last_dseq bigint not null default 0, last_seen timestamptz not null default clock_timestamp(),
  primary key (workspace_id, device_id), foreign key (workspace_id, member_id) references ats.member);

-- generated from the nouns of the owner's program (set_rules); a noun without a rule asks for level 3
create table ats.entity_rule(
  workspace_id uuid not null references ats.workspace, entity text not null, streams text[],
  min_level int not null default 3 check (min_level between 2 and 4), author_scoped boolean not null default false,
  primary key (workspace_id, entity));

create table ats.batch(
  workspace_id uuid not null, stream text not null, seq bigint not null,
  device_id uuid not null, dseq bigint not null, member_id text not null, member_level int not null,
  manifest jsonb not null, at timestamptz not null default clock_timestamp(), max_ms bigint not null,
  sha text not null, chain text not null, body bytea,       -- body null after redaction; the chain still verifies
  primary key (workspace_id, stream, seq), unique (workspace_id, device_id, dseq),
  foreign key (workspace_id, stream) references ats.stream);
alter table ats.batch alter column body set storage external;

-- a file is there once its last chunk made the whole match its name; until then each member has parts of her own
create table ats.blob(
  workspace_id uuid not null, stream text not null, sha text not null, size bigint not null, member_id text not null,
  at timestamptz not null default clock_timestamp(),
  primary key (workspace_id, stream, sha), foreign key (workspace_id, stream) references ats.stream);
create table ats.blob_chunk(
  workspace_id uuid not null, stream text not null, sha text not null, n int not null, body bytea not null,
  primary key (workspace_id, stream, sha, n), foreign key (workspace_id, stream, sha) references ats.blob);
create table ats.blob_part(
  workspace_id uuid not null, stream text not null, sha text not null, member_id text not null, n int not null,
  body bytea not null, at timestamptz not null default clock_timestamp(),
  primary key (workspace_id, stream, sha, member_id, n), foreign key (workspace_id, stream) references ats.stream);
alter table ats.blob_chunk alter column body set storage external;
alter table ats.blob_part alter column body set storage external;

grant select on ats.login, ats.ended, ats.member to ats_identity;
grant select, insert on ats.workspace, ats.member, ats.login, ats.stream to ats_founder;
reset role;
"""

# Who is asking is answered by ats_identity, which sees one's own login row alone: a policy that
# asked its own table would run in circles.  In plpgsql, whose plans are kept: in SQL a push took twice as long.
IDENTITY = """
set local role ats_identity;
create function ats_priv.me(_w uuid) returns table(member_id text, role text, grants jsonb)
 language plpgsql stable strict security definer set search_path = ats, pg_temp as $$
#variable_conflict use_column
begin
  return query select m.member_id, m.role, m.grants from login l join member m using (workspace_id, member_id)
    where l.workspace_id = _w and l.login = session_user and l.joined and m.active
      and not exists (select from ended e where e.login = l.login and e.workspace_id = l.workspace_id);
end $$;
create function ats_priv.my_workspaces() returns setof uuid
 language plpgsql stable security definer set search_path = ats, pg_temp as $$
begin
  return query select l.workspace_id from login l join member m using (workspace_id, member_id)
    where l.login = session_user and l.joined and m.active
      and not exists (select from ended e where e.login = l.login and e.workspace_id = l.workspace_id);
end $$;
grant execute on function ats_priv.me(uuid), ats_priv.my_workspaces() to ats_owner;
reset role;
"""

WALL = """
set local role ats_owner;
do $$ declare t text; begin
  foreach t in array array['workspace', 'member', 'login', 'ended', 'stream', 'member_floor', 'device', 'entity_rule',
                           'batch', 'blob', 'blob_chunk', 'blob_part'] loop
    execute format('alter table ats.%I enable row level security', t);
    execute format('alter table ats.%I force row level security', t);
    if t not in ('workspace', 'login') then
      execute format('create policy mine on ats.%I to ats_owner using (workspace_id in (select ats_priv.my_workspaces()))'
                     ' with check (workspace_id in (select ats_priv.my_workspaces()))', t);
    end if;
  end loop;
end $$;
create policy mine on ats.workspace to ats_owner using (id in (select ats_priv.my_workspaces()))
  with check (id in (select ats_priv.my_workspaces()));
create policy mine on ats.login to ats_owner using (workspace_id in (select ats_priv.my_workspaces()))
  with check (workspace_id in (select ats_priv.my_workspaces()));
create policy settling on ats.login for update to ats_owner      -- the invited settles her own row, and sees no other
  using (login = session_user) with check (login = session_user);
create policy settling_seen on ats.login for select to ats_owner using (login = session_user);
create policy self on ats.login for select to ats_identity using (login = session_user);
create policy self on ats.ended for select to ats_identity using (login = session_user);
create policy self on ats.member for select to ats_identity using (exists (
  select from ats.login l where l.workspace_id = member.workspace_id and l.member_id = member.member_id
  and l.login = session_user));
create policy found on ats.workspace to ats_founder using (true) with check (true);
create policy found on ats.member to ats_founder using (true) with check (true);
create policy found on ats.login to ats_founder using (true) with check (true);
create policy found on ats.stream to ats_founder using (true) with check (true);
reset role;
"""


def upgrade() -> None:
    for sql in (ROLES, TABLES, IDENTITY, WALL):
        op.get_bind().exec_driver_sql(sql, execution_options={"no_parameters": True})
