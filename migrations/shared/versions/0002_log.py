"""The log's doors: push, pull, heads and the rules about nouns.

Why:    the server does four things with a batch: it knows the author, checks the
        permission, hands out the next number of the stream, keeps the bytes.  The number
        comes from the stream's own row, locked to commit: a sequence lost 288 of 900 rows
        to readers under six writers.  Every comparison is safe against NULL.
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

RULES = """
set local role ats_owner;
create function ats.now_ms() returns bigint language sql volatile as
$$ select (extract(epoch from clock_timestamp()) * 1000)::bigint $$;

create function ats.is_open(_stream text) returns boolean language sql immutable strict as
$$ select _stream in ('profile', 'jobs', 'documents', 'prep', 'notes') $$;

create function ats.is_stream(_stream text) returns boolean language sql immutable strict as
$$ select _stream ~ '^[a-z][a-z0-9_]{0,31}(:[0-9a-z]{12})?$' $$;

-- 0 none, 1 view, 2 comment, 3 edit, 4 own
create function ats.level(_role text, _grants jsonb, _stream text, _open boolean) returns int
 language sql immutable as $$
  select case when _role = 'owner' then 4
    when _grants ? _stream then case when jsonb_typeof(_grants -> _stream) = 'number'
      then least(greatest(trunc((_grants ->> _stream)::numeric), 0), 3)::int else 0 end
    when _open is true then case _role when 'editor' then 3 when 'commenter' then 2 when 'viewer' then 1 else 0 end
    else 0 end $$;

-- what I may do in a stream; 0 for a stream that is not there
create function ats.my_level(_w uuid, _role text, _grants jsonb, _stream text) returns int
 language sql stable set search_path = ats, pg_temp as $$
  select coalesce((select level(_role, _grants, s.stream, s.open) from stream s
                   where s.workspace_id = _w and s.stream = _stream), 0) $$;

-- Why: a noun the server does not know needs level 3, so that a newer program is never blocked; a known
--      noun stays in its streams even for the owner, so that a faulty program cannot publish a salary.
--      Level 2 writes author-scoped nouns only, in rows that begin with her own member id.
create function ats.may_push(_w uuid, _stream text, _level int, _member text, _manifest jsonb) returns boolean
 language plpgsql stable strict set search_path = ats, pg_temp as $$
declare x jsonb; q entity_rule;
begin
  if _level < 2 or jsonb_typeof(_manifest) <> 'array' or jsonb_array_length(_manifest) = 0 then return false; end if;
  for x in select value from jsonb_array_elements(_manifest) loop
    if jsonb_typeof(x) <> 'object' or coalesce(jsonb_typeof(x -> 'e'), '') <> 'string' then return false; end if;
    if x ? 'r' then
      if jsonb_typeof(x -> 'r') <> 'array' then return false; end if;
      if exists (select from jsonb_array_elements(x -> 'r') v where jsonb_typeof(v) <> 'string') then return false; end if;
    end if;
    select * into q from entity_rule where workspace_id = _w and entity = x ->> 'e';
    if q.streams is not null and not (_stream = any (q.streams)) and _stream <> 'private' and _stream not like 'share:%' then
      return false; end if;
    if _level < coalesce(q.min_level, 3) then return false; end if;
    if _level < 3 then
      if q.author_scoped is not true or not x ? 'r' then return false; end if;
      if jsonb_array_length(x -> 'r') = 0 then return false; end if;
      if exists (select from jsonb_array_elements_text(x -> 'r') v where starts_with(v, _member || '.') is not true) then
        return false; end if;
    end if;
  end loop;
  return true;
end $$;

create function ats.set_rules(_w uuid, _version int, _rules jsonb) returns text
 language plpgsql strict security definer set search_path = ats, pg_temp as $$
begin
  if not exists (select from ats_priv.me(_w) where role = 'owner') then return 'forbidden'; end if;
  if jsonb_typeof(_rules) <> 'array' or octet_length(_rules::text) > 262144 then return 'bad_rules'; end if;
  if exists (select from jsonb_array_elements(_rules) x where (jsonb_typeof(x) = 'object'
      and jsonb_typeof(x -> 'entity') = 'string' and jsonb_typeof(x -> 'min_level') = 'number'
      and (x ->> 'min_level') in ('2', '3', '4') and jsonb_typeof(x -> 'author_scoped') = 'boolean'
      and jsonb_typeof(x -> 'streams') in ('null', 'array')) is not true) then return 'bad_rules'; end if;
  update workspace set rules_version = _version where id = _w and rules_version <= _version;
  if not found then return 'older'; end if;
  delete from entity_rule where workspace_id = _w;
  insert into entity_rule(workspace_id, entity, streams, min_level, author_scoped)
    select _w, x ->> 'entity', case when jsonb_typeof(x -> 'streams') = 'array'
        then array(select jsonb_array_elements_text(x -> 'streams')) end,
      (x ->> 'min_level')::int, (x ->> 'author_scoped')::boolean
    from jsonb_array_elements(_rules) x on conflict do nothing;
  return 'ok';
end $$;
reset role;
"""

LOG = """
set local role ats_owner;
create function ats.push(_w uuid, _stream text, _dev uuid, _dseq bigint, _sha text, _max_ms bigint, _manifest jsonb, _body bytea)
 returns table(status text, seq bigint, server_ms bigint)
 language plpgsql strict security definer set search_path = ats, pg_temp as $$
#variable_conflict use_column
declare me record; st stream; d device; b batch; lv int; link text;
begin
  seq := 0; server_ms := now_ms();
  select * into me from ats_priv.me(_w);
  if not found then status := 'revoked'; return next; return; end if;
  if octet_length(_body) > 524288 or octet_length(_manifest::text) > 1048576 then
    status := 'too_large'; return next; return; end if;
  if encode(sha256(_body), 'hex') <> _sha then status := 'corrupt'; return next; return; end if;
  if _max_ms > server_ms + 60000 then status := 'clock_ahead'; return next; return; end if;
  lv := case when me.role = 'owner' and is_stream(_stream) then 4 else my_level(_w, me.role, me.grants, _stream) end;
  if may_push(_w, _stream, lv, me.member_id, _manifest) is not true then status := 'forbidden'; return next; return; end if;
  if me.role = 'owner' then
    insert into stream(workspace_id, stream, open) values (_w, _stream, is_open(_stream)) on conflict do nothing; end if;
  select * into st from stream where workspace_id = _w and stream = _stream for no key update;   -- the one lock, held to commit
  insert into device(workspace_id, device_id, member_id, login) values (_w, _dev, me.member_id, session_user) on conflict do nothing;
  select * into d from device where workspace_id = _w and device_id = _dev for update;
  if d.member_id <> me.member_id then status := 'forbidden'; return next; return; end if;
  if _dseq <> d.last_dseq + 1 then
    select * into b from batch where workspace_id = _w and device_id = _dev and dseq = _dseq;
    if found and b.sha = _sha then status := 'duplicate'; seq := b.seq;
    else status := case when _dseq <= d.last_dseq then 'fork' else 'gap' end; seq := d.last_dseq; end if;
    delete from device where workspace_id = _w and device_id = _dev and last_dseq = 0;    -- leaves nothing behind
    return next; return;
  end if;
  seq := st.seq + 1; link := encode(sha256(convert_to(st.chain || _sha, 'UTF8')), 'hex');
  insert into batch(workspace_id, stream, seq, device_id, dseq, member_id, member_level, manifest, max_ms, sha, chain, body)
    values (_w, _stream, st.seq + 1, _dev, _dseq, me.member_id, lv, _manifest, _max_ms, _sha, link, _body);
  update stream set seq = st.seq + 1, chain = link where workspace_id = _w and stream = _stream;
  update device set last_dseq = _dseq, login = session_user, last_seen = clock_timestamp() where workspace_id = _w and device_id = _dev;
  perform pg_notify('ats', left(encode(sha256(convert_to(_w::text || _stream, 'UTF8')), 'hex'), 16));  -- a hint, never data
  status := 'ok'; return next;
end $$;

create function ats.pull(_w uuid, _stream text, _after bigint, _max_bytes int, _max int)
 returns table(seq bigint, device_id uuid, dseq bigint, member_id text, member_level int, manifest jsonb, at_ms bigint,
               max_ms bigint, sha text, chain text, body bytea)
 language plpgsql stable strict security definer set search_path = ats, pg_temp as $$
#variable_conflict use_column
declare me record; st stream; f bigint;
begin
  select * into me from ats_priv.me(_w);
  if not found then raise exception 'revoked' using errcode = 'P0R00'; end if;
  select * into st from stream where workspace_id = _w and stream = _stream;
  if not found or level(me.role, me.grants, _stream, st.open) < 1 then raise exception 'forbidden' using errcode = 'P0R03'; end if;
  select min_seq into f from member_floor where workspace_id = _w and member_id = me.member_id and stream = _stream;
  if _after < greatest(st.floor_seq, coalesce(f, 0)) then raise exception 'resync' using errcode = 'P0R01'; end if;
  if _after > st.seq then raise exception 'server_rewound' using errcode = 'P0R02'; end if;
  return query
    select b.seq, b.device_id, b.dseq, b.member_id, b.member_level, b.manifest, (extract(epoch from b.at) * 1000)::bigint,
           b.max_ms, b.sha, b.chain, b.body
    from (select x.*, sum(coalesce(octet_length(x.body), 0)) over (order by x.seq) - coalesce(octet_length(x.body), 0) as ahead
          from (select * from batch y where y.workspace_id = _w and y.stream = _stream and y.seq > _after
                order by y.seq limit least(greatest(_max, 1), 1000)) x) b
    where b.ahead < least(greatest(_max_bytes, 1), 8388608) order by b.seq;
end $$;

-- always at least one row for a member: who she is, even where she may see no stream
create function ats.heads(_w uuid)
 returns table(stream text, seq bigint, chain text, floor_seq bigint, my_level int, incarnation uuid, server_ms bigint,
               my_role text, my_member text, protocol int)
 language plpgsql stable strict security definer set search_path = ats, pg_temp as $$
#variable_conflict use_column
declare me record;
begin
  select * into me from ats_priv.me(_w);
  if not found then raise exception 'revoked' using errcode = 'P0R00'; end if;
  return query
    select s.stream, s.seq, s.chain, greatest(s.floor_seq, coalesce(f.min_seq, 0)), level(me.role, me.grants, s.stream, s.open),
           w.incarnation, now_ms(), me.role, me.member_id, w.protocol
    from workspace w
    left join stream s on s.workspace_id = w.id and level(me.role, me.grants, s.stream, s.open) >= 1
    left join member_floor f on f.workspace_id = w.id and f.member_id = me.member_id and f.stream = s.stream
    where w.id = _w;
end $$;
grant execute on function ats.push, ats.pull, ats.heads, ats.set_rules to ats_member;
reset role;
"""


def upgrade() -> None:
    for sql in (RULES, LOG):
        op.get_bind().exec_driver_sql(sql, execution_options={"no_parameters": True})
