"""Files of a stream: kept by their SHA-256, seen by whoever may see the stream.

Why:    keyed by stream, so that someone without `documents` gets no byte of one; parts
        belong to their sender until the whole matches its name, so that nobody can spoil
        another's file.  A file that does not match is dropped, never kept.
Units:  chunks of 256 KiB, at most 50 MiB a file.
"""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

BLOBS = """
set local role ats_owner;
create function ats.blob_put(_w uuid, _stream text, _sha text, _size bigint, _n int, _body bytea) returns text
 language plpgsql strict security definer set search_path = ats, pg_temp as $$
declare me record; pieces int; whole bytea;
begin
  select * into me from ats_priv.me(_w);
  if not found then return 'revoked'; end if;
  if my_level(_w, me.role, me.grants, _stream) < 3 then return 'forbidden'; end if;
  if _sha !~ '^[0-9a-f]{64}$' then return 'corrupt'; end if;
  if _size > 52428800 then return 'too_large'; end if;
  pieces := (_size + 262143) / 262144;
  if _size < 1 or _n < 0 or _n >= pieces
    or octet_length(_body) <> least(262144, _size - _n::bigint * 262144) then return 'corrupt'; end if;
  if exists (select from blob where workspace_id = _w and stream = _stream and sha = _sha) then return 'ok'; end if;
  insert into blob_part(workspace_id, stream, sha, member_id, n, body) values (_w, _stream, _sha, me.member_id, _n, _body)
    on conflict (workspace_id, stream, sha, member_id, n) do update set body = excluded.body;
  if (select count(*) from blob_part where workspace_id = _w and stream = _stream and sha = _sha and member_id = me.member_id) < pieces then
    return 'partial'; end if;
  select string_agg(body, ''::bytea order by n) into whole
    from blob_part where workspace_id = _w and stream = _stream and sha = _sha and member_id = me.member_id;
  if octet_length(whole) = _size and encode(sha256(whole), 'hex') = _sha then
    insert into blob(workspace_id, stream, sha, size, member_id) values (_w, _stream, _sha, _size, me.member_id) on conflict do nothing;
    if found then
      insert into blob_chunk(workspace_id, stream, sha, n, body) select workspace_id, stream, sha, n, body from blob_part
        where workspace_id = _w and stream = _stream and sha = _sha and member_id = me.member_id;
    end if;
    delete from blob_part where workspace_id = _w and stream = _stream and sha = _sha;
    return 'ok';
  end if;
  delete from blob_part where workspace_id = _w and stream = _stream and sha = _sha and member_id = me.member_id;
  return 'corrupt';
end $$;

create function ats.blob_have(_w uuid, _stream text, _sha text) returns int[]
 language plpgsql stable strict security definer set search_path = ats, pg_temp as $$
declare me record;
begin
  select * into me from ats_priv.me(_w);
  if not found then raise exception 'revoked' using errcode = 'P0R00'; end if;
  if my_level(_w, me.role, me.grants, _stream) < 1 then raise exception 'forbidden' using errcode = 'P0R03'; end if;
  return array(select n from blob_chunk where workspace_id = _w and stream = _stream and sha = _sha
               union select n from blob_part where workspace_id = _w and stream = _stream and sha = _sha and member_id = me.member_id
               order by n);
end $$;

create function ats.blob_get(_w uuid, _stream text, _sha text, _n int) returns bytea
 language plpgsql stable strict security definer set search_path = ats, pg_temp as $$
declare me record;
begin
  select * into me from ats_priv.me(_w);
  if not found then raise exception 'revoked' using errcode = 'P0R00'; end if;
  if my_level(_w, me.role, me.grants, _stream) < 1 then raise exception 'forbidden' using errcode = 'P0R03'; end if;
  return (select body from blob_chunk where workspace_id = _w and stream = _stream and sha = _sha and n = _n);
end $$;
grant execute on function ats.blob_put, ats.blob_have, ats.blob_get to ats_member;
reset role;
"""


def upgrade() -> None:
    op.get_bind().exec_driver_sql(BLOBS, execution_options={"no_parameters": True})
