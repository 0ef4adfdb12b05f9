"""`ats reminders` and `ats mail`: what is due now, and the account letters go out by."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ats_desktop.cli import show, typed
from ats_desktop.cli.place import place_of
from ats_desktop.cli.secret import FromInput, ask
from ats_desktop.errors import Unavailable
from ats_desktop.outside.mail import MailAccount, Tls

if TYPE_CHECKING:
    from ats_desktop.app import App


def run(
    context: typer.Context,
    kind: Annotated[
        str, typer.Option(metavar="deadline|interview|offer|assessment|own", help="Only these; all, if not said")
    ] = "",
    now: Annotated[str, typer.Option(metavar="ISO", help="As if it were then")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be sent; send and write nothing")] = False,
    password_stdin: FromInput = False,
) -> None:
    """Give every reminder that is due, each once; ends with 3 when a letter could not be handed in."""
    from ats_desktop.services import reminders

    with place_of(context).app() as app:
        _password_for_this_run(app, from_input=password_stdin)
        made = reminders.run(
            app.work, app.world, typed.moment(app.work, now) or app.world.now(), kind=kind or None, dry_run=dry_run
        )
    show.say(made)
    if made.held_up:
        raise typer.Exit(Unavailable.exit_code)


def _password_for_this_run(app: "App", *, from_input: bool) -> None:
    """Take the mail password from the standard input, for a machine without a keyring."""
    from ats_desktop.services import mailing

    if from_input:
        app.keys.put(mailing.PASSWORD, ask("Mail password", from_input=True))


def set_(
    context: typer.Context,
    host: Annotated[str, typer.Argument(metavar="HOST", help="smtp.example.com")],
    user: Annotated[str, typer.Argument(metavar="[USER]", help="The name you sign in with, often your address")] = "",
    sender: Annotated[str, typer.Option("--from", help="Whom letters come from; the user, if not said")] = "",
    port: Annotated[int, typer.Option(help="587 with starttls, 465 with tls")] = 0,
    tls: Annotated[
        str, typer.Option(metavar="starttls|tls|none", help="none only to this very machine")
    ] = Tls.STARTTLS,
    ca: Annotated[Path | None, typer.Option(help="A certificate to trust, for a server of your own")] = None,
    password_stdin: FromInput = False,
) -> None:
    """Keep the account reminders are mailed by; its password is asked for and goes into the keyring."""
    from ats_desktop.services import mailing

    usual = 465 if tls == Tls.IMPLICIT else 587
    account = MailAccount(host, port or usual, user, sender, tls, str(ca.absolute()) if ca else "")
    with place_of(context).app() as app:
        password = ask("Mail password", from_input=password_stdin) if user else ""
        show.say(*mailing.set_account(app.work, app.world, account, password))


def send_test(context: typer.Context, password_stdin: FromInput = False) -> None:
    """Send a test letter to yourself."""
    from ats_desktop.services import mailing

    with place_of(context).app() as app:
        _password_for_this_run(app, from_input=password_stdin)
        show.say(mailing.send_test(app.work, app.world))


def add_to(top: typer.Typer) -> dict[str, typer.Typer]:
    """Put the commands into the program."""
    reminders = typer.Typer(help="What is due, by mail and in the window.", no_args_is_help=True)
    reminders.command("run")(run)
    account = typer.Typer(help="The account reminders are mailed by.", no_args_is_help=True)
    account.command("set")(set_)
    account.command("test")(send_test)
    top.add_typer(reminders, name="reminders", rich_help_panel="Every day")
    top.add_typer(account, name="mail", rich_help_panel="The machine")
    return {"reminders": reminders, "mail": account}
