"""Letters by SMTP: encrypted and signed in, or not at all.

Why:    a line that is not verified is not used, and there is no fallback; plain text goes to
        this machine's own loopback only, and only when asked for.  The Message-ID is made of
        the letter's key, so a repeat nobody can avoid is recognised as one.
Source: promises.md P38, P40, P55; seed, "Email Settings".
"""

import base64
import ipaddress
import smtplib
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Self

from ats_desktop.errors import AtsError, Borders, Offline, Refused, SignIn, Unavailable, border

PATIENCE = 20.0  # seconds
_LONGEST_SUBJECT = 180
_SIGN_IN = (
    "With Gmail, make a new app password (Google account, Security, App passwords; 2-step verification must be on) "
    "and paste its 16 letters as one piece. Then send a test letter: `ats mail test`."
)


class Deferred(Unavailable):
    """The server wants this one letter again later; the line itself is good."""


class Tls(StrEnum):
    """How a line is encrypted."""

    STARTTLS = "starttls"
    IMPLICIT = "tls"
    NONE = "none"  # to this machine's own loopback only


@dataclass(frozen=True, slots=True)
class MailAccount:
    """Where letters are handed in, and as whom; the password is in the keyring.

    Shape:  `ca` is the file of a certificate to trust instead of the system's, for a server of one's own.
    """

    host: str
    port: int = 587
    user: str = ""
    sender: str = ""
    tls: str = Tls.STARTTLS
    ca: str = ""

    @classmethod
    def read(cls, section: Mapping[str, object]) -> "Self | None":
        """Read an account from the settings of this machine; None when there is none."""
        if not section.get("host"):
            return None
        texts = {name: str(section.get(name, "")) for name in ("host", "user", "sender", "ca")}
        port, tls = section.get("port"), str(section.get("tls", "") or Tls.STARTTLS)
        return cls(**texts, port=port if isinstance(port, int) else 587, tls=tls)

    def cells(self) -> dict[str, str | int]:
        """Write it as the settings of this machine keep it."""
        return asdict(self)

    def checked(self) -> Self:
        """Give the account, when letters may be sent by it.

        Raises: Refused, for addresses that are none, and for a line that would not be encrypted.
        """
        if not self.host or self.host != one_line(self.host) or not 0 < self.port < 65536:  # noqa: PLR2004 - TCP
            raise Refused("This is no mail server.", "Write its name and port, for example smtp.example.com 587.")
        if self.tls not in set(Tls):
            raise Refused(f"“{self.tls}” is no encryption.", "Choose starttls (port 587) or tls (port 465).")
        if self.tls == Tls.NONE and not _on_this_machine(self.host):
            raise Refused("Letters are not sent unencrypted.", "Choose starttls (port 587) or tls (port 465).")
        if self.ca and not Path(self.ca).is_file():
            raise Refused("The certificate to trust is not there.", f"Look for {self.ca}, or leave it empty.")
        address(self.sender or self.user)
        return self


class Post:
    """One line to the mail server, opened by the first letter and used for all that follow."""

    def __init__(self, account: MailAccount, password: str) -> None:
        self._account, self._password = account.checked(), password
        self._line: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.hang_up()

    def send(self, message: EmailMessage) -> None:
        """Hand in one letter; it is the server's once this returns.

        Raises: Refused, when the server will never take it; Deferred, when it wants it later;
                SignIn, Offline, Unavailable, when the line itself is no good: the other letters would fare no better.
        """
        line = self._connected()
        try:
            with border(_LINE), _letter_answers():
                line.send_message(message)
        except Offline:
            self.hang_up()
            raise

    def hang_up(self) -> None:
        """Close the line."""
        line, self._line = self._line, None
        if line is not None:
            with suppress(smtplib.SMTPException, OSError):
                line.quit()

    def _connected(self) -> smtplib.SMTP:
        if self._line is None:
            with border(_LINE):
                self._line = self._call()
        return self._line

    def _call(self) -> smtplib.SMTP:
        account, trust = self._account, ssl.create_default_context(cafile=self._account.ca or None)
        whoami = "[127.0.0.1]"  # the name of the laptop is nobody's business
        if account.tls == Tls.IMPLICIT:
            line: smtplib.SMTP = smtplib.SMTP_SSL(account.host, account.port, whoami, timeout=PATIENCE, context=trust)
        else:
            line = smtplib.SMTP(account.host, account.port, whoami, timeout=PATIENCE)
        try:
            if account.tls == Tls.STARTTLS:
                line.starttls(context=trust)
            if account.user:
                self._sign_in(line)
        except smtplib.SMTPAuthenticationError as refused:
            line.close()
            if refused.smtp_code < _NEVER:  # 454: not now
                raise _answer(_ENDED, refused.smtp_error) from refused
            raise
        except BaseException:
            line.close()
            raise
        return line

    def _sign_in(self, line: smtplib.SMTP) -> None:
        user, password = self._account.user, self._password
        line.ehlo_or_helo_if_needed()
        if (user + password).isascii():
            line.login(user, password)
            return
        words = base64.b64encode(f"\0{user}\0{password}".encode()).decode()  # smtplib knows ASCII only
        code, answer = line.docmd("AUTH", f"PLAIN {words}")
        if code != 235:  # noqa: PLR2004 - RFC 4954: let in
            raise smtplib.SMTPAuthenticationError(code, answer)


# --- letters --------------------------------------------------------------------------------------


def compose(
    *, sender: str, to: str, subject: str, text: str, html: str = "", ics: str = "", key: str, now: datetime
) -> EmailMessage:
    """Write a letter: text, HTML beside it, an appointment attached.

    Raises: Refused, when an address is none.
    """
    message = EmailMessage(policy=SMTP)
    message["From"] = Address("ATS Desktop", addr_spec=address(sender).addr_spec)
    message["To"] = address(to)
    message["Subject"] = one_line(subject)[:_LONGEST_SUBJECT]
    message["Date"] = format_datetime(now)
    message["Message-ID"] = message_id(key)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(_sound(text))
    if html:
        message.add_alternative(_sound(html), subtype="html")
    if ics:
        method = "CANCEL" if "METHOD:CANCEL" in ics else "PUBLISH"
        message.add_attachment(
            _sound(ics), subtype="calendar", filename="interview.ics", params={"method": method}, cte="base64"
        )
    return message


def message_id(key: str) -> str:
    """Make a letter's Message-ID of its key: the same on every laptop and every attempt."""
    return f"<{sha256(key.encode('utf-8', 'replace')).hexdigest()}@ats.invalid>"


def address(text: str) -> Address:
    """Read one address.

    Raises: Refused, when it is none: no line breaks, no lists, no display names.
    """
    try:
        found = Address(addr_spec=text)
    except (ValueError, MessageError, IndexError) as error:
        raise Refused(f"“{one_line(text)}” is no e-mail address.", "Write it like ada@example.org.") from error
    if not found.domain or found.addr_spec != one_line(text):
        raise Refused(f"“{one_line(text)}” is no e-mail address.", "Write it like ada@example.org.")
    return found


def one_line(text: str) -> str:
    r"""Make one line of printable text of any text, so that it can end no header.

    >>> one_line("Engineer\r\nBcc: all@example.org")
    'Engineer Bcc: all@example.org'
    """
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())


def _sound(text: str) -> str:
    """Take out what no letter can carry: halves of characters, and zero."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


# --- what may go wrong ----------------------------------------------------------------------------

_LINE: Borders = {
    smtplib.SMTPAuthenticationError: (SignIn, "The mail server did not accept the name and password.", _SIGN_IN),
    smtplib.SMTPNotSupportedError: (
        Unavailable,
        "The mail server does not offer an encrypted line to sign in on.",
        "Nothing was sent. Check the port: 587 with starttls, 465 with tls.",
    ),
    ssl.SSLCertVerificationError: (
        Unavailable,
        "The mail server could not prove who it is.",
        "Nothing was sent. Check its name; on a network with a sign-in page, sign in first.",
    ),
    ssl.SSLError: (
        Unavailable,
        "No encrypted line to the mail server came about.",
        "Nothing was sent. Check the port: 587 with starttls, 465 with tls.",
    ),
    smtplib.SMTPServerDisconnected: (Offline, "The mail server hung up.", "It will be tried again."),
    smtplib.SMTPException: (Offline, "The mail server did not let us in.", "It will be tried again. It said: {}"),
    OSError: (Offline, "The mail server cannot be reached.", "It will be tried again."),
}


@contextmanager
def _letter_answers() -> Iterator[None]:
    """Turn the server's answer to one letter into what it means for it: later, or never."""
    try:
        yield
    except smtplib.SMTPRecipientsRefused as refused:
        raise _answer(*next(iter(refused.recipients.values()))) from refused
    except smtplib.SMTPResponseException as refused:
        raise _answer(refused.smtp_code, refused.smtp_error) from refused
    except UnicodeEncodeError as error:
        raise Refused("The mail server takes no such address.", "Write it in plain letters.") from error


_ENDED, _NEVER = 421, 500
_STRANGER = frozenset({530, 534, 535, 538})  # RFC 4954: sign in first, or otherwise


def _answer(code: int, said: bytes | str) -> AtsError:
    words = one_line(said.decode("utf-8", "replace") if isinstance(said, bytes) else said)[:200]
    if code == _ENDED:
        return Offline("The mail server hung up.", f"It will be tried again. It said: {words}")
    if code in _STRANGER:
        return SignIn("The mail server wants a name and a password.", _SIGN_IN)
    if code >= _NEVER:
        return Refused("The mail server did not take the letter.", f"It said: {code} {words}")
    return Deferred("The mail server wants the letter later.", f"It will be tried again. It said: {code} {words}")


def _on_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
