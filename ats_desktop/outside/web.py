"""Fetches the page behind a link: politely, within ten seconds, and never from inside anybody's own network.

Why:    whoever wrote the link chose what it names, so it is looked at where the line is dialled: every answer of
        the name server must be public, and one of those answers is dialled.  Two readings of one link, a redirect
        and a second answer all pass through there.
        No cookies, no log-in, no proxy of the surroundings; LinkedIn and Indeed are never asked.
Units:  seconds, for a page in all.
Source: promises.md P54; experience.md 6.
"""

import socket
import ssl
import threading
import zlib
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from time import monotonic
from typing import Any

import httpcore2
import httpx2

from ats_desktop import __version__
from ats_desktop.errors import Borders, Offline, Refused, Unavailable, border
from ats_desktop.outside.answered import AGAIN, BROKEN, PASTE, kind_of, look_at_status, unpacked
from ats_desktop.outside.reachable import is_name, is_number, is_public

Endpoint = tuple[str, int]
Resolver = Callable[[str, int], Sequence[Endpoint]]

SECONDS = 10.0
SECONDS_TO_CONNECT = 4.0  # to one address, before the next is tried
MOST_HOPS = 5
PORTS = {"http": 80, "https": 443}
_LONGEST = 4_096
_HEADERS = [
    (b"User-Agent", f"ATS-Desktop/{__version__} (reads one posting for the person who applies)".encode()),
    (b"Accept", b"text/html, application/xhtml+xml, application/json;q=0.9, text/plain;q=0.8"),
    (b"Accept-Encoding", b"gzip"),
    (b"Connection", b"close"),
]
_UNWELCOME = {"linkedin": "LinkedIn", "lnkd": "LinkedIn", "indeed": "Indeed"}  # a part of the name: whose site it is
_SLOW = "The page took too long to answer."
_FOREIGN: Borders = {
    httpcore2.TimeoutException: (Unavailable, _SLOW, AGAIN),
    httpcore2.ConnectError: (Offline, "The page could not be reached.", AGAIN),
    httpcore2.NetworkError: (Unavailable, BROKEN, AGAIN),
    httpcore2.LocalProtocolError: (Refused, "This link cannot be asked for.", PASTE),
    httpcore2.ProtocolError: (Unavailable, BROKEN, AGAIN),
    zlib.error: (Unavailable, "The page came damaged.", AGAIN),
}


@dataclass(frozen=True, slots=True)
class Page:
    """What was found behind a link: where in the end, and what was sent."""

    url: str
    content: bytes
    kind: str = "text/html"
    charset: str = ""


class Web:
    """The open web.

    Shape:  `allow` names addresses of this machine that may be dialled all the same, for tests and measurements;
            `resolve` and `trust` stand in for the name server and the authorities.
    """

    def __init__(
        self,
        *,
        allow: Collection[Endpoint] = frozenset(),
        resolve: Resolver | None = None,
        trust: ssl.SSLContext | None = None,
        seconds: float = SECONDS,
    ) -> None:
        self._allow = frozenset(allow)
        self._resolve = resolve or _ask_name_server
        self._given_trust = trust
        self._seconds = seconds

    @cached_property
    def _trust(self) -> ssl.SSLContext:
        return self._given_trust or httpx2.create_ssl_context(trust_env=False)

    def get(self, url: str) -> Page:
        """Fetch a page.

        Raises: Refused, for what is never fetched or is not there; Offline or Unavailable, when it may come later.
        """
        until = monotonic() + self._seconds
        address = self.check(url)
        with border(_FOREIGN):
            for _ in range(MOST_HOPS + 1):
                found = self._ask(address, until)
                if isinstance(found, Page):
                    return found
                address = self.check(str(_joined(address, found)))
        raise Refused("This link leads from page to page without an end.", PASTE)

    def check(self, url: str) -> httpx2.URL:
        """Read a link.

        Raises: Refused, when it is none, or leads where nothing is ever fetched.
        """
        try:
            address = httpx2.URL(url.strip()) if len(url) <= _LONGEST else None
        except (httpx2.InvalidURL, ValueError):
            address = None
        if address is None or address.scheme not in PORTS or not address.host:
            raise Refused("This is no link to a page.", "A link begins with https:// and names a site.")
        if address.userinfo:
            raise Refused("This link has a name or a password in it.", "Take out what stands before the @.")
        owner = next((_UNWELCOME[part] for part in address.host.casefold().split(".") if part in _UNWELCOME), "")
        if owner:
            raise Refused(f"{owner} does not let programs read its pages.", PASTE)
        if not self._may_be_asked(address):
            raise _inside()
        return address

    def _may_be_asked(self, address: httpx2.URL) -> bool:
        port = PORTS[address.scheme] if address.port is None else address.port
        if (address.host, port) in self._allow:
            return True
        host = address.raw_host.decode("ascii")
        return port in PORTS.values() and (is_public(host) if is_number(host.strip("[]")) else is_name(host))

    def _ask(self, address: httpx2.URL, until: float) -> Page | str:
        """Ask once; gives the page, or the address it moved to."""
        line = _Line(self._resolve, self._allow, until)
        with (
            httpcore2.ConnectionPool(self._trust, max_connections=1, network_backend=line) as pool,
            closing(pool.handle_request(_request(address))) as answer,
        ):
            told = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in answer.headers}
            if answer.status in {301, 302, 303, 307, 308} and told.get("location"):
                return told["location"]
            look_at_status(answer.status)
            kind, charset = kind_of(told.get("content-type", ""))
            content = unpacked(_stream(answer), told.get("content-encoding", ""), told.get("content-length", ""))
            return Page(str(address), content, kind, charset)


def _request(address: httpx2.URL) -> httpcore2.Request:
    target = httpcore2.URL(scheme=address.raw_scheme, host=address.raw_host, port=address.port, target=address.raw_path)
    return httpcore2.Request("GET", target, headers=[(b"Host", address.netloc), *_HEADERS])


def _joined(address: httpx2.URL, moved_to: str) -> httpx2.URL:
    try:
        return address.join(moved_to)
    except (httpx2.InvalidURL, ValueError) as error:
        raise Refused("This link leads to an address that is none.", PASTE) from error


def _inside() -> Refused:
    return Refused("This link does not lead to the open web.", f"Only public pages are read. {PASTE}")


# --- the line, and who is at its other end --------------------------------------------------------


def _ask_name_server(host: str, port: int) -> list[Endpoint]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys((str(where[0]), int(where[1])) for *_, where in found))


class _Line(httpcore2.NetworkBackend):
    """Dials a site: one of the addresses its name has, if all of them are public."""

    def __init__(self, resolve: Resolver, allow: Collection[Endpoint], until: float) -> None:
        self._resolve, self._allow, self._until = resolve, allow, until
        self._real = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - its own clock counts for the whole page
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """Dial, at one vetted address after the other until one answers."""
        problem: Exception = httpcore2.ConnectError("no address")
        for ip, its_port in self._vetted(host, port):
            patience = min(SECONDS_TO_CONNECT, self.left())
            try:
                made = self._real.connect_tcp(ip, its_port, patience, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                problem = error
            else:
                return _Timed(made, self)
        raise problem

    def left(self) -> float:
        """Say how many seconds are left."""
        left = self._until - monotonic()
        if left <= 0:
            raise httpcore2.ReadTimeout
        return left

    def _vetted(self, host: str, port: int) -> Sequence[Endpoint]:
        """Ask once where a site is.

        Raises: Refused, when any of the answers is not public.
        """
        bare = host.strip("[]")
        found = [(bare, port)] if is_number(bare) else self._answers(host, port)
        for endpoint in found:
            if endpoint not in self._allow and not (is_public(endpoint[0]) and endpoint[1] in PORTS.values()):
                raise _inside()
        return found

    def _answers(self, host: str, port: int) -> Sequence[Endpoint]:
        """Ask the name server, which may never answer, on a thread that may be left behind."""
        heard: list[Sequence[Endpoint] | OSError] = []

        def ask() -> None:
            try:
                heard.append(self._resolve(host, port))
            except (OSError, UnicodeError) as error:
                heard.append(error if isinstance(error, OSError) else OSError(str(error)))

        asking = threading.Thread(target=ask, name="name server", daemon=True)
        asking.start()
        asking.join(self.left())
        if not heard or isinstance(heard[0], OSError) or not heard[0]:
            raise Offline(f"{host} could not be found.", "You may be offline. It is tried again by itself.")
        return heard[0]


class _Timed(httpcore2.NetworkStream):
    """A line whose every word must come before the time for the whole page is over."""

    def __init__(self, stream: httpcore2.NetworkStream, line: _Line) -> None:
        self._stream, self._line = stream, line

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002 - as above
        return self._stream.read(max_bytes, self._line.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002 - as above
        self._stream.write(buffer, self._line.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002 - as above
    ) -> httpcore2.NetworkStream:
        try:
            return _Timed(self._stream.start_tls(ssl_context, server_hostname, self._line.left()), self._line)
        except httpcore2.ConnectError as error:
            if isinstance(error.__cause__, ssl.SSLError):
                raise Refused("This site could not prove that it is what it says.", PASTE) from error
            raise

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _stream(answer: httpcore2.Response) -> Iterable[bytes]:
    if not isinstance(answer.stream, Iterable):
        raise TypeError("an answer that is read as it comes")
    return answer.stream
