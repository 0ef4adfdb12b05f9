"""Who may see and change what on Postgres: every combination, asked in raw SQL, against thirty lines of Python.

Why:    the oracle below knows nothing of the server's functions; each cell is a statement
        that a member sends with her own login.  A wall that no planted fault can break the
        test of would be worth nothing, so faults are planted too.
Source: promises P57-P63.
"""

import hashlib
import itertools
import json
import uuid
from dataclasses import dataclass

import psycopg
import pytest
from places import RULES, raw, sealed, share
from psycopg.types.json import Jsonb

SHARE = "share:abcdefghijkl"
STREAMS = ("jobs", "salary", "private", SHARE, "nowhere")
OTHER_OPEN_STREAMS = ("profile", "documents", "prep", "notes")  # made by the first invitation
NOUNS = {rule.entity: rule for rule in RULES} | {"unheard_of": None}
WRITTEN = ("", "own", "others", "mixed", "near", "none")
STATES = (
    "active",
    "late",
    "revoked",
    "laptop revoked",
    "only invited",
    "invitation withdrawn",
    "shown out before joining",
    "stranger",
)
BODY = b"bytes"
SHA = hashlib.sha256(BODY).hexdigest()
FLOOR, SEEDED = 2, 3


# --- the oracle -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cell:
    """One thing to try."""

    verb: str
    stream: str = ""
    noun: str = ""
    written: str = ""
    after: int = 0


def level(role, grant, stream):
    if stream == "nowhere":
        return 0
    if role == "owner":
        return 4
    if grant is not None:
        return grant
    return {"viewer": 1, "commenter": 2, "editor": 3}[role] if stream == "jobs" else 0


def may_push(role, grant, cell):
    held = 4 if role == "owner" else level(role, grant, cell.stream)
    rule = NOUNS[cell.noun]
    if rule and rule.streams and cell.stream not in (*rule.streams, "private", SHARE):
        return False
    if held < (rule.min_level if rule else 3):
        return False
    return held >= 3 or (rule is not None and rule.author_scoped and cell.written == "own")


def oracle(role, grant, state, cell):  # noqa: C901, PLR0911 - a table of answers, read from top to bottom
    inside, held = state in ("active", "late"), level(role, grant, cell.stream)
    if cell.verb == "push":
        return "revoked" if not inside else "ok" if may_push(role, grant, cell) else "forbidden"
    if cell.verb == "blob_put":
        return "revoked" if not inside else "ok" if held >= 3 else "forbidden"
    if cell.verb == "settle":
        return "bad_login" if state == "only invited" else "revoked"
    if cell.verb in OWNERS:
        return OWNERS[cell.verb][1] if inside and role == "owner" else "forbidden"
    if not inside:
        return "P0R00"
    if cell.verb == "heads":
        return str(sum(level(role, grant, stream) >= 1 for stream in STREAMS) + len(OTHER_OPEN_STREAMS))
    if cell.verb == "members":
        return "16" if role == "owner" else "2"
    if held < 1:
        return "P0R03"
    if cell.verb != "pull":
        return "seen"
    if state == "late" and cell.stream == "jobs" and cell.after < FLOOR:
        return "P0R01"
    return str(SEEDED - cell.after)


# --- the statements ---------------------------------------------------------------------------

# an owner's verbs, asked so that they change nothing, and what they then say
OWNERS = {
    "invite": ("'boss', '{{}}', '', '000000000000', 'ats_m_0000000000000000', '', now()", "bad_role"),
    "add_login": ("'000000000000', 'ats_m_0000000000000000', '', now()", "not_found"),
    "revoke": ("'000000000000'", "not_found"),
    "revoke_login": ("'ats_m_0000000000000000'", "not_found"),
    "set_level": ("'000000000000', 'viewer', '{{}}'", "not_found"),
    "set_rules": ("0, '[]'", "older"),
    "expel": ("", "ok"),
}


def statement(cell, workspace, member):  # noqa: PLR0911 - one line for each verb
    w, stream = f"'{workspace}'", cell.stream if cell.stream != "nowhere" else f"nowhere_{uuid.uuid4().hex[:8]}"
    if cell.verb == "push":
        own, other = f"{member}.0193", "zzzzzzzzzzzz.0193"
        rows = {"own": [own], "others": [other], "mixed": [own, other], "near": [f"{member}0193"], "none": []}
        line = {"e": cell.noun} | ({"r": rows[cell.written]} if cell.written else {})
        return (
            f"select status from ats.push({w}, '{stream}', gen_random_uuid(), 1, '{SHA}', 1, "
            f"'{json.dumps([line])}', '\\x{BODY.hex()}')"
        )
    if cell.verb == "pull":
        return f"select count(*) from ats.pull({w}, '{stream}', {cell.after}, 1048576, 200)"
    if cell.verb == "blob_put":
        return f"select ats.blob_put({w}, '{stream}', '{SHA}', {len(BODY)}, 0, '\\x{BODY.hex()}')"
    if cell.verb == "blob_have":
        return f"select 'seen' from ats.blob_have({w}, '{stream}', '{SHA}')"
    if cell.verb == "blob_get":
        return f"select 'seen' from ats.blob_get({w}, '{stream}', '{SHA}', 0)"
    if cell.verb in ("heads", "members"):
        return f"select count(*) from ats.{cell.verb}({w})"
    given = OWNERS.get(cell.verb, ("'not a verifier'", ""))[0].replace("{{}}", "{}")
    return f"select ats.{cell.verb}({w}{', ' if given else ''}{given})"


CELLS = (
    *(Cell("push", *key) for key in itertools.product(STREAMS, NOUNS, WRITTEN)),
    *(Cell("pull", stream, after=after) for stream in STREAMS for after in (0, FLOOR)),
    *(Cell(verb, stream) for verb in ("blob_put", "blob_have", "blob_get") for stream in STREAMS),
    *(Cell(verb) for verb in ("heads", "members", "settle", *OWNERS)),
)

# --- the people -------------------------------------------------------------------------------

# every statement is the member's own (the function runs with the caller's rights): it says what came of it,
# and takes it back, so that no cell leans on another
PROBE = """
create schema probe;
create function probe.attempt(q text) returns text language plpgsql as $$
declare r text; begin
  execute q into r; raise exception 'taken back' using errcode = 'UNDO1';
exception when sqlstate 'UNDO1' then return coalesce(r, 'nothing'); when others then return sqlstate; end $$;
grant usage on schema probe to ats_member; grant execute on function probe.attempt to ats_member;
"""
ENTER = {
    "active": "select 1",
    "late": "insert into ats.member_floor select workspace_id, member_id, 'jobs', 2 from ats.member",
    "revoked": "update ats.member set active = false",
    "laptop revoked": "insert into ats.ended select login, workspace_id from ats.login",
    "only invited": "update ats.login set joined = false",
    "invitation withdrawn": "update ats.login set joined = false; insert into ats.ended select login, workspace_id from ats.login",
    "shown out before joining": "update ats.login set joined = false; update ats.member set active = false",
    "stranger": "select 1",
}
LEAVE = "delete from ats.member_floor; update ats.member set active = true; update ats.login set joined = true; delete from ats.ended"


@dataclass
class Somebody:
    role: str
    grant: int | None
    login: str
    member: str
    place: object


@dataclass
class Town:
    """A workspace with one member of every kind, and another one where none of them is known."""

    shared: object
    people: list
    elsewhere: str


@pytest.fixture(scope="module")
def town(postgres):
    database = postgres.new_database()
    shared = share(postgres, database)
    people = [Somebody("owner", None, shared.login, shared.member, shared.owner)]
    for role, grant in itertools.product(("viewer", "commenter", "editor"), (None, 0, 1, 2, 3)):
        grants = {} if grant is None else dict.fromkeys(STREAMS[:4], grant)
        invited = shared.owner.invite(role, f"{role} {grant}", grants)
        people.append(Somebody(role, grant, invited.login, invited.member, shared.join(invited)))
    device = str(uuid.uuid4())
    seeds = [(stream, n) for stream in STREAMS[:4] for n in range(SEEDED)]
    for dseq, (stream, _) in enumerate(seeds, 1):
        manifest = [{"e": "unheard_of"}]
        assert (
            shared.owner.push(
                sealed(shared.workspace, stream=stream, device=device, dseq=dseq, manifest=manifest)
            ).status
            == "ok"
        )
    elsewhere = share(postgres, database)
    elsewhere.close()
    with psycopg.connect(shared.admin) as line:
        line.execute(PROBE)
    yield Town(shared, people, elsewhere.workspace)
    shared.close()


def differences(town, somebody, state, line, cells=CELLS):
    """Try cells as somebody; gives what the oracle says otherwise."""
    workspace = town.elsewhere if state == "stranger" else town.shared.workspace
    asked = [statement(cell, workspace, somebody.member) for cell in cells]
    sql = "select jsonb_agg(probe.attempt(q) order by n) from jsonb_array_elements_text(%s) with ordinality x(q, n)"
    got = line.execute(sql, (Jsonb(asked),)).fetchone()[0]
    wanted = [oracle(somebody.role, somebody.grant, state, cell) for cell in cells]
    return [
        f"{somebody.role} {somebody.grant} {state} {cell}: {was}, should be {should}"
        for cell, was, should in zip(cells, got, wanted, strict=True)
        if was != should
    ]


@pytest.mark.parametrize("state", STATES)
def test_every_cell_of_the_role_table_is_what_the_server_does(town, state):
    wrong = []
    with psycopg.connect(town.shared.admin) as admin:
        admin.execute(ENTER[state])
    try:
        for somebody in town.people:
            with raw(somebody.place) as line:
                wrong += differences(town, somebody, state, line)
    finally:
        with psycopg.connect(town.shared.admin) as admin:
            admin.execute(LEAVE)

    assert not wrong, "\n".join([f"{len(wrong)} of {len(CELLS) * len(town.people)} cells", *wrong[:20]])


# --- planted faults ---------------------------------------------------------------------------

# function, what stands there, the fault, the verbs that show it, the state in which they do
FAULTS = (
    ("ats_priv.me", "and l.joined and m.active", "and l.joined", "heads push", "revoked"),
    ("ats_priv.me", "from ended e where", "from ended e where false and", "heads push", "laptop revoked"),
    ("ats_priv.me", "and l.joined and m.active", "and m.active", "pull", "only invited"),
    ("ats_priv.me", "where l.workspace_id = _w and", "where", "push pull", "stranger"),
    ("ats.push", "may_push(_w, _stream, lv, me.member_id, _manifest) is not true", "false", "push", "active"),
    ("ats.push", "me.role = 'owner' and is_stream(_stream)", "is_stream(_stream)", "push", "active"),
    ("ats.may_push", "if _level < coalesce(q.min_level, 3) then return false; end if;", "", "push", "active"),
    ("ats.may_push", "coalesce(q.min_level, 3)", "coalesce(q.min_level, 5)", "push", "active"),
    ("ats.may_push", "not (_stream = any (q.streams))", "false", "push", "active"),
    ("ats.may_push", "if _level < 3 then", "if false then", "push", "active"),
    ("ats.may_push", "q.author_scoped is not true or not x ? 'r'", "not x ? 'r'", "push", "active"),
    ("ats.may_push", "if q.author_scoped is not true or not x ? 'r' then return false; end if;", "", "push", "active"),
    ("ats.may_push", "if jsonb_array_length(x -> 'r') = 0 then return false; end if;", "", "push", "active"),
    (
        "ats.may_push",
        "starts_with(v, _member || '.') is not true",
        "starts_with(v, _member) is not true",
        "push",
        "active",
    ),
    ("ats.may_push", "starts_with(v, _member || '.') is not true", "false", "push", "active"),
    ("ats.level", "when _open is true then", "when true then", "pull", "active"),
    ("ats.level", "when _grants ? _stream then", "when (_grants ->> _stream)::int > 0 then", "pull", "active"),
    ("ats.level", "when _role = 'owner' then 4", "when _role in ('owner', 'editor') then 4", "pull", "active"),
    ("ats.pull", "_stream, st.open) < 1", "_stream, st.open) < 0", "pull", "active"),
    ("ats.pull", "if _after < greatest(", "if _after < 0 * greatest(", "pull", "late"),
    ("ats.heads", ">= 1", ">= 0", "heads", "active"),
    ("ats.members", "(me.role = 'owner' or m.role = 'owner' or", "(true or", "members", "active"),
    ("ats.blob_put", "< 3", "< 2", "blob_put", "active"),
    ("ats.blob_have", "< 1", "< 0", "blob_have", "active"),
    ("ats.blob_get", "< 1", "< 0", "blob_get", "active"),
    ("ats.i_own", "where role = 'owner'", "", " ".join(OWNERS), "active"),
    ("ats.set_rules", "where role = 'owner'", "", "set_rules", "active"),
    ("ats_priv.is_invited", "and m.active", "", "settle", "shown out before joining"),
    ("ats_priv.is_invited", "from ended e where", "from ended e where false and", "settle", "invitation withdrawn"),
)


def planted(line, function, stands, fault):
    definition = line.execute("select pg_get_functiondef(%s::regproc)", (function,)).fetchone()[0]
    assert stands in definition, f"{function} no longer has {stands!r}: plant the fault anew"
    line.execute(definition.replace(stands, fault))


@pytest.mark.parametrize(("function", "stands", "fault", "verbs", "state"), FAULTS)
def test_a_fault_planted_in_a_function_is_seen(town, function, stands, fault, verbs, state):
    """In one transaction of the administrator, who takes each member's session upon her; nothing of it stays."""
    cells = [cell for cell in CELLS if cell.verb in verbs.split()]
    seen = []

    with psycopg.connect(town.shared.admin) as line:
        line.execute(ENTER[state])
        planted(line, function, stands, fault)
        for somebody in town.people:
            line.execute(f"set local session authorization {somebody.login}")
            seen += differences(town, somebody, state, line, cells)
            line.execute("reset session authorization")
            if seen:
                break
        line.rollback()

    assert seen, "nobody could tell"
