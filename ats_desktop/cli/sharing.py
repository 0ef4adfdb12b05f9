"""`ats sync` and `ats share`: send and fetch what changed, and say who takes part."""

from pathlib import Path
from typing import Annotated
from urllib.parse import quote, urlsplit

import typer

from ats_desktop.cli import show
from ats_desktop.cli.place import place_of
from ats_desktop.cli.secret import FromInput, ask, ask_long, need_lasting
from ats_desktop.domain.sharing import EDIT, NONE, Role
from ats_desktop.errors import Refused


def sync(
    context: typer.Context,
    accept_deletes: Annotated[
        bool, typer.Option("--accept-deletes", help="Remove here too what was removed elsewhere, however much it is")
    ] = False,
) -> None:
    """Send what changed here, fetch what changed elsewhere."""
    with place_of(context).app() as app:
        report = app.sync(accept_deletes=accept_deletes)
    show.say(report)
    if report.troubles:
        raise report.troubles[0]


def init(
    context: typer.Context,
    address: Annotated[str, typer.Argument(metavar="ADDRESS", help="postgresql://administrator@host:5432/database")],
    name: Annotated[str, typer.Option(help="What the others shall call you")] = "",
    password_stdin: FromInput = False,
) -> None:
    """Make an empty Postgres database the shared place of your workspace; its administrator's password is asked for."""
    from ats_desktop.sync import sharing

    if _password_in(address):
        raise Refused("A password does not belong on the line.", "Leave it out of the address; you are asked for it.")
    with place_of(context).app() as app:
        need_lasting(app.keys)
        password = ask("Password of the database's administrator", from_input=password_stdin)
        notes = sharing.init(app.work, app.keys, with_password(address, password), display=name)
    show.say("Your workspace has a shared place. `ats share invite` lets somebody in.", *notes)


def _password_in(address: str) -> bool:
    return "password=" in address.casefold() or ("://" in address and bool(urlsplit(address).password))


def with_password(address: str, password: str) -> str:
    """Put a password into an address, as libpq reads it.

    >>> with_password("postgresql://ada@example.com/ats", "a/b")
    'postgresql://ada:a%2Fb@example.com/ats'
    """
    if "://" in address:
        before, sign, rest = address.partition("://")
        place, slash, path = rest.partition("/")
        user, _, host = place.rpartition("@")
        return f"{before}{sign}{user or 'postgres'}:{quote(password, safe='')}@{host}{slash}{path}"
    quoted = password.replace("\\", "\\\\").replace("'", "\\'")
    return f"{address} password='{quoted}'"


def invite(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="[NAME]", help="What this person is called")] = "",
    role: Annotated[
        str, typer.Option(help="viewer, commenter, editor; owner for another laptop of yours")
    ] = "commenter",
    grant: Annotated[list[str], typer.Option(help="More or less for one section: documents=edit, notes=none")] = [],  # noqa: B006 - typer copies it
) -> None:
    """Make an invitation: one text, for one laptop, good once and for fourteen days."""
    from ats_desktop.sync import sharing

    with place_of(context).app() as app:
        made = sharing.invite(app.work, app.keys, role, name, grants(grant))
    show.say(made.text)
    show.hint("Send this line to them, and to nobody else: until it is used it is worth as much as a key.")


_LEVELS = {"none": NONE, "view": 1, "comment": 2, "edit": EDIT}


def grants(words: list[str]) -> dict[str, int]:
    """Read `section=level`.

    Raises: Refused, for a level there is not.
    """
    made = {}
    for word in words:
        section, _, level = word.partition("=")
        if level not in _LEVELS:
            raise Refused(f"“{word}” grants nothing.", f"Write it like documents=edit; levels: {', '.join(_LEVELS)}.")
        made[section] = _LEVELS[level]
    return made


def join(
    context: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="A file with the invitation; else paste it")
    ] = None,
) -> None:
    """Join what an invitation opens, in a workspace of its own."""
    with place_of(context).app() as app:
        need_lasting(app.keys)
        asked = app.join(ask_long("Paste the invitation", file))
        show.say(f"You are in, as {Role(asked.role).label.lower()}. `ats sync` fetches what is there.")


def members(context: typer.Context, json: show.AsJson = False) -> None:
    """List who takes part: everybody for the owner, the owner and yourself for anybody else."""
    from ats_desktop.sync import sharing

    with place_of(context).app() as app:
        found = sharing.members(app.work, app.keys)
    if json:
        told = [
            {"member": m.member, "name": m.display, "role": m.role, "active": m.active, "grants": dict(m.grants),
             "laptops": [{"login": one.login, "state": one.state} for one in m.laptops]}
            for m in found
        ]  # fmt: skip
        show.as_json(members=told)
        return
    lines = [
        [
            m.member,
            m.display,
            Role(m.role).label,
            "" if m.active else "ended",
            ", ".join(f"{one.login} ({one.state})" for one in m.laptops),
        ]
        for m in found
    ]
    show.table(["member", "name", "may", "", "laptops"], lines)


def revoke(
    context: typer.Context,
    who: Annotated[str, typer.Argument(help="A member, by id or name; or one laptop, by its login")],
) -> None:
    """End somebody's access, at once; what they have already they keep."""
    from ats_desktop.sync import sharing

    with place_of(context).app() as app:
        show.say(f"Ended: {sharing.revoke(app.work, app.keys, who)}")


def add_to(top: typer.Typer) -> dict[str, typer.Typer]:
    """Put the commands into the program."""
    panel = "Together"
    top.command("sync", rich_help_panel=panel)(sync)
    share = typer.Typer(help="Who takes part, and what they may see.", no_args_is_help=True)
    for run in (init, invite, join, members, revoke):
        share.command(run.__name__)(run)
    top.add_typer(share, name="share", rich_help_panel=panel)
    return {"share": share}
