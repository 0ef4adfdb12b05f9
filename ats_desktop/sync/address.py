"""Where a shared Postgres is, and how its name is proved: TLS, or this very machine.

Why:    libpq by itself connects in clear and takes any certificate.  Here the server must
        prove its name (verify-full) and the login is SCRAM bound to that TLS connection.
        In clear only where no cable is involved: loopback, or the near end of a tunnel.
Shape:  `ca` is the PEM of the server's own authority; empty = the authorities this machine trusts.
"""

import ipaddress
import json
import re
import ssl
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from ats_desktop.errors import Refused

_PEM = re.compile(r"-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----\s*")
_HOST = re.compile(r"[A-Za-z0-9._:-]{1,253}")


@dataclass(frozen=True, slots=True)
class Address:
    """One database of one server."""

    host: str
    port: int
    database: str
    ca: str = ""

    def __post_init__(self) -> None:
        fits = _HOST.fullmatch(self.host) and 0 < self.port < 65_536 and 0 < len(self.database) < 64  # noqa: PLR2004 - TCP's and Postgres' own limits
        if not fits or (self.ca and not _PEM.fullmatch(self.ca)):
            raise Refused("This is no address of a server.", "It needs a host name, a port and the name of a database.")

    @property
    def here(self) -> bool:
        """Whether the server answers on this machine, so that nothing crosses a network."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    def to_text(self) -> str:
        """Write the address for keeping; there is no secret in it."""
        return json.dumps(asdict(self), sort_keys=True)

    @classmethod
    def from_text(cls, text: str) -> "Address":
        """Read what `to_text` wrote.

        Raises: Refused, where it is something else.
        """
        try:
            fields = json.loads(text)
            return cls(str(fields["host"]), int(fields["port"]), str(fields["database"]), str(fields.get("ca", "")))
        except (ValueError, KeyError, TypeError) as error:
            raise Refused("This is no address of a server.", "Ask for it again.") from error


@contextmanager
def connection_options(address: Address) -> Iterator[dict[str, str | int]]:
    """Lend what libpq must be told to reach the server safely; certificates lie in a file meanwhile."""
    plain: dict[str, str | int] = {
        "host": address.host,
        "port": address.port,
        "dbname": address.database,
        "require_auth": "scram-sha-256",
        "gssencmode": "disable",
        "sslcertmode": "disable",
        "target_session_attrs": "read-write",
        "connect_timeout": 10,
        "keepalives_idle": 30,
        "keepalives_interval": 10,
        "keepalives_count": 3,
        "tcp_user_timeout": 30_000,
        "application_name": "ats",
        "client_encoding": "utf8",
        "options": "-c lock_timeout=5s -c statement_timeout=60s",
    }
    if address.here and not address.ca:
        yield plain | {"sslmode": "prefer", "channel_binding": "prefer"}
        return
    with _authorities(address.ca) as file:
        yield plain | {"sslmode": "verify-full", "channel_binding": "require", "sslrootcert": file}


@contextmanager
def _authorities(ca: str) -> Iterator[str]:
    """Lend the file of authorities.

    Why:    libpq's `system` looks where its own OpenSSL was built, which is nowhere in a
            wheel; Python knows where this machine keeps them, on Windows in no file at all.
    """
    known = ssl.get_default_verify_paths().cafile
    if not ca and known:
        yield known
        return
    trusted = ca or "".join(map(ssl.DER_cert_to_PEM_cert, ssl.create_default_context().get_ca_certs(binary_form=True)))
    if not trusted:
        yield "system"
        return
    with tempfile.TemporaryDirectory(prefix="ats-", ignore_cleanup_errors=True) as folder:
        file = Path(folder) / "authorities.pem"
        file.write_text(trusted, encoding="ascii")
        yield str(file)
