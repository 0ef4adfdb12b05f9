"""Mail: the account letters go out by, and handing in what waits in the outbox.

Why:    only one laptop sends, named by the setting `mailer`; it becomes so when an account is first
        set.  A letter counts as sent when the server has said so, in the same transaction as the fact.
Source: reminders.md D.2, D.5 cases 10, 33-36; promises.md P38-P40; seed, "Email Settings".
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from email.message import EmailMessage

from ats_desktop.domain.deliveries import Channel, Fate
from ats_desktop.domain.settings import MAILER, REMINDER_TIME, REMINDER_TO, Setting
from ats_desktop.errors import Refused, SignIn, Unavailable
from ats_desktop.outside.mail import Deferred, MailAccount, Post, address, compose
from ats_desktop.outside.templates import fill
from ats_desktop.outside.world import World
from ats_desktop.services.ledger import notify, noting, settle, withdraw
from ats_desktop.store import letters
from ats_desktop.store.command import command
from ats_desktop.store.letters import Letter
from ats_desktop.store.reads import reminders as reads
from ats_desktop.store.workspace import Workspace

PASSWORD = "mail"  # noqa: S105 - the name it has in the keyring
NOBODY = "none"  # a mailer that is no laptop: no mail from this workspace
_APP_PASSWORD = 16  # letters; Google shows them in four groups


@dataclass(frozen=True, slots=True)
class Delivered:
    """What came of handing in: letters sent, and sentences about the rest."""

    sent: tuple[Letter, ...] = ()
    notes: tuple[str, ...] = ()


# --- the account ----------------------------------------------------------------------------------


@command("Set the mail account")
def set_account(work: Workspace, world: World, account: MailAccount, password: str) -> list[str]:
    """Keep a mail account for this laptop, its password in the keyring; gives what there is to know.

    Raises: Refused, for an account that cannot be right; Unavailable, while the keyring is locked.
    """
    account = replace(account.checked(), sender=address(account.sender or account.user).addr_spec)
    if account.user:
        world.keys.put(PASSWORD, _as_one_piece(account, password))
    world.keep_mail(account.cells())
    letters.release(work, world.now())
    with noting(work) as change:
        withdraw(change, "mail", world.now())
    said = [f"Letters go out by {account.host}, as {account.sender}."]
    if not world.keys.lasting:
        said.append(world.keys.note)
    if mailer(work) == "":
        send_from_here(work)
    if mailer(work) == NOBODY:
        said.append("These jobs are made up: their reminders are shown here, never mailed.")
    elif mailer(work) != work.identity.device:
        said.append("Another of your laptops sends the mail; this one does not.")
    return said


def _as_one_piece(account: MailAccount, password: str) -> str:
    """Take the gaps out of an app password as Google shows it."""
    joined = "".join(password.split())
    theirs = account.host.endswith(("gmail.com", "googlemail.com"))
    return joined if theirs and len(joined) == _APP_PASSWORD else password


@command("Send a test letter")
def send_test(work: Workspace, world: World) -> str:
    """Send a letter to oneself; gives a sentence that says where to look.

    Raises: Refused, without an account; SignIn, Offline or Unavailable, as the server is.
    """
    account, now = account_of(world), world.now()
    if account is None:
        raise Refused("No mail account is set.", "Set it in Settings, or with `ats mail set`.")
    to, known = recipient(work, account), reads.settings(work)
    hour, zone = known.get(REMINDER_TIME.key) or REMINDER_TIME.default, known.get("zone") or "this machine's zone"
    told = {"host": account.host, "user": account.user or "nobody", "hour": hour, "zone": zone}
    subject = "Your reminders will arrive here"
    text, html = (fill(f"email/test.{kind}", subject=subject, **told) for kind in ("txt", "html"))
    key = f"test:{work.identity.device}:{now.isoformat()}"
    message = compose(sender=account.sender, to=to, subject=subject, text=text, html=html, key=key, now=now)
    with Post(account, _password(world, account)) as post:
        post.send(message)
    letters.release(work, now)
    with noting(work) as change:
        withdraw(change, "mail", now)
    return f"A letter is on its way to {to}. If it does not come, look among the spam."


@command("Send the mail from this laptop")
def send_from_here(work: Workspace) -> None:
    """Let this laptop, and no other, send the mail of this workspace."""
    if work.control().get("sample"):
        return  # made-up reminders are shown, never mailed
    with work.change("Send the mail from this laptop") as change:
        known = change.ensure(Setting(key=MAILER.key))
        change.save(replace(known, value=work.identity.device))


def mailer(work: Workspace) -> str:
    """Name the device that sends the mail; "" when none was chosen yet."""
    return NOBODY if work.control().get("sample") else reads.settings(work).get(MAILER.key, "")


def account_of(world: World) -> MailAccount | None:
    """Read the mail account of this laptop."""
    return MailAccount.read(world.mail())


def recipient(work: Workspace, account: MailAccount) -> str:
    """Say where her letters go: where she said, else her own e-mail, else the account itself.

    Raises: Refused, when that is no address.
    """
    told = reads.settings(work).get(REMINDER_TO.key) or reads.own_email(work) or account.sender or account.user
    return address(told).addr_spec


def _password(world: World, account: MailAccount) -> str:
    """Fetch the password.

    Raises: SignIn, when this machine no longer has it; Unavailable, while the keyring is locked.
    """
    if not account.user:
        return ""
    password = world.keys.get(PASSWORD)
    if not password:
        raise SignIn("The mail password is not on this machine.", "Give it again in Settings, or with `ats mail set`.")
    return password


# --- handing in -----------------------------------------------------------------------------------


def deliver(
    work: Workspace, world: World, account: MailAccount, now: datetime, mine: Callable[[Letter], bool] = lambda _: True
) -> Delivered:
    """Hand in the letters that wait, over one line; what could not be sent is tried again later."""
    outbox = letters.unfinished(work)
    waiting = [letter for letter in outbox if letter.waits(now) and mine(letter)]
    if not waiting:
        return Delivered()
    if any(letter.state == "failed" and letter.error.startswith(letters.SIGN_IN) for letter in outbox):
        return Delivered(notes=("The mail waits for a new password.",))
    sent: list[Letter] = []
    notes: list[str] = []
    try:
        with Post(account, _password(world, account)) as post:
            for at, letter in enumerate(waiting):
                if letters.claim(work, letter, now):
                    _hand_in(work, post, account, letter, waiting[at:], now, sent, notes)
    except SignIn as error:
        notes.append(f"{error}")
        with noting(work) as change:
            notify(change, f"mail:{now.date()}", error.title, error.advice, now, kind="mail")
    except Unavailable as error:
        notes.append(f"{error}")
    return Delivered(tuple(sent), tuple(notes))


def _hand_in(
    work: Workspace,
    post: Post,
    account: MailAccount,
    letter: Letter,
    rest: list[Letter],
    now: datetime,
    sent: list[Letter],
    notes: list[str],
) -> None:
    """Hand in one letter, and write down what the server made of it.

    Raises: SignIn, Unavailable, when the others would fare no better.
    """
    try:
        post.send(_message(account, letter, now))
    except Deferred as error:
        letters.postpone(work, [letter], now, f"{error}")
        notes.append(f"{letter.subject}: {error}")
    except Refused as error:
        with noting(work) as change:
            letters.finish(work, letter, "failed", f"{error}")
            body = f"{letter.subject}. {error.advice}"
            notify(change, f"mail:{letter.id}", "A reminder could not be mailed", body, now, kind="mail")
        notes.append(f"{letter.subject}: {error}")
    except SignIn as error:
        letters.finish(work, letter, "failed", f"{letters.SIGN_IN}{error.title}")
        raise
    except Unavailable as error:
        letters.postpone(work, rest, now, f"{error}")
        raise
    else:
        with noting(work) as change:
            letters.finish(work, letter, "sent")
            for key in sorted(letter.keys):
                settle(change, key, Channel.EMAIL, Fate.SENT, now, to=letter.recipient, subject=letter.subject)
        sent.append(letter)


def _message(account: MailAccount, letter: Letter, now: datetime) -> EmailMessage:
    return compose(
        sender=account.sender or account.user,
        to=letter.recipient,
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        ics=letter.ics,
        key=letter.key,
        now=now,
    )
