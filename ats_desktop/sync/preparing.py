"""What an administrator does once: make a database a home for shared workspaces.

Why:    it is done with her own address and at no other time; the program keeps neither her
        name nor her password.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import LiteralString

from ats_desktop.errors import Refused
from ats_desktop.shipped import shipped
from ats_desktop.sync.address import Address
from ats_desktop.sync.postgres import Connection, one_transaction, read_address, verifier

_OLDEST = 150_000
_MENDED = {15: 16, 16: 12, 17: 8, 18: 2}  # the first minor version without known holes in row isolation
_MAY_PREPARE: LiteralString = """
select 1 from pg_roles where rolname = current_user and (rolsuper or rolcreaterole)
  and has_database_privilege(current_database(), 'create')"""
_FOREIGN: LiteralString = """
select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname not in ('information_schema', 'ats_priv') and n.nspname not like 'pg\\_%'
  and (n.nspname <> 'ats' or to_regclass('ats_priv.schema_version') is null)
  and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
  and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e') order by 1 limit 3"""
_OPEN_DOORS: LiteralString = """
select datname from pg_database where datallowconn and datname <> current_database() and not datistemplate
  and has_database_privilege('ats_member', oid, 'connect') order by 1"""


@dataclass(frozen=True, slots=True)
class Founder:
    """The owner of a workspace, with the login of her first laptop."""

    workspace: str
    member: str
    display: str
    login: str
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A database made ready: where it is, who the owner is ("" if nobody was added), what to tell its administrator."""

    address: Address
    member: str
    notes: tuple[str, ...]


def prepare(admin_address: str, founder: Founder | None) -> Prepared:
    """Make an empty database (or one made ready before) a home for a workspace and its owner's laptop.

    Why:    all in one transaction: half a wall is none.  For a workspace that is already there
            the administrator gives its owner one more login: the way back for who lost all laptops.
            Without a founder the database is only brought up to date.
    Raises: Refused, for a database with somebody else's tables, or a server too old.
    """
    with one_transaction(*read_address(admin_address)) as connection:
        version = connection.info.server_version
        if version < _OLDEST:
            raise Refused(f"Postgres {version // 10_000} is too old for sharing.", "Version 15 or newer is needed.")
        if not connection.execute(_MAY_PREPARE).fetchone():
            raise Refused(
                "This login may not prepare the server.", "Use one that may create roles and owns the database."
            )
        foreign = [name for (name,) in connection.execute(_FOREIGN)]
        if foreign:
            tables = ", ".join(foreign)
            raise Refused(f"That database already holds something else ({tables}).", "Make an empty one for sharing.")
        _bring_up_to_date(connection)
        member = _found(connection, founder) if founder else ""
        [(untamed,)] = connection.execute("select has_function_privilege('public', 'lo_create(oid)', 'execute')")
        notes = _notes(version, [name for (name,) in connection.execute(_OPEN_DOORS)], untamed=untamed)
    return Prepared(read_address(admin_address)[0], member, notes)


def _bring_up_to_date(connection: Connection) -> None:
    """Run the migrations the database lacks.

    Raises: Refused, for one that a newer program prepared.
    """
    from ats_desktop.store.migrate import upgrade

    newest = max(path.name[:4] for path in shipped("shared/versions", root="migrations").glob("[0-9]*.py"))
    [(known,)] = connection.execute("select to_regclass('ats_priv.schema_version') is not null")
    if (
        known
        and connection.execute("select 1 from ats_priv.schema_version where version_num > %s", (newest,)).fetchone()
    ):
        raise Refused("That database was prepared by a newer version of the program.", "Update this program first.")
    upgrade("shared", connection)


def _found(connection: Connection, founder: Founder) -> str:
    """Add the workspace and its owner's login; gives the owner's member id there."""
    door = verifier(connection, founder.login, founder.secret)
    given = (founder.workspace, founder.member, founder.display, founder.login, door)
    connection.execute("set local role ats_founder")
    found = connection.execute("select ats_priv.found(%s, %s, %s, %s, %s)", given).fetchone()
    connection.execute("reset role")
    return str(found[0]) if found else ""


def _notes(version: int, open_doors: Sequence[str], *, untamed: bool) -> tuple[str, ...]:
    """Say what is not our business to change, and yet should be known."""
    notes = []
    if version % 10_000 < _MENDED.get(version // 10_000, 0):
        notes.append(
            f"This server (Postgres {version // 10_000}.{version % 10_000}) misses security fixes; please update it."
        )
    if open_doors:
        notes.append(
            f"Members can also connect to these databases, as everybody can: {', '.join(open_doors)}. "
            "`revoke connect on database NAME from public` closes them."
        )
    if untamed:
        notes.append("Only a superuser can keep members from filling the disk with large objects; you were none.")
    return tuple(notes)
