"""A web site on this machine, for tests: what it answers is told byte by byte, so it can also lie, dawdle and break off."""

import contextlib
import socket
import ssl
import threading
from dataclasses import dataclass, field

from ats_desktop.outside.loopback import HERE, Certificate
from ats_desktop.outside.web import Web


def answer(body=b"", *, status="200 OK", kind="text/html; charset=utf-8", length=None, **headers):
    """Write an answer as HTTP has it; `length` lies."""
    body = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body) if length is None else length}", "Connection: close"]
    lines += [f"Content-Type: {kind}"] if kind else []
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def moved(to, status="302 Found"):
    """Answer that the page is elsewhere."""
    return answer(status=status, Location=to)


@dataclass
class Site:
    """Answers by path, or by host and path ("jobs.example/7"); notes what it was asked."""

    pages: dict = field(default_factory=dict)
    asked: list = field(default_factory=list)  # the whole head of each request
    names: list = field(default_factory=list)  # the site each line was opened for, as TLS says it
    port: int = 0
    trust: ssl.SSLContext | None = None
    closing: threading.Event = field(default_factory=threading.Event)

    def url(self, path):
        return f"http://{HERE}:{self.port}{path}"

    def web(self, **more):
        """The web in which every name leads to this site."""
        here = (HERE, self.port)
        told = {"allow": {here}, "resolve": lambda _host, _port: [here], "trust": self.trust}
        return Web(**{**told, **more})

    def _serve(self, line):
        with contextlib.suppress(OSError), line:
            line.settimeout(10)
            head = b""
            while b"\r\n\r\n" not in head:
                some = line.recv(65_536)
                if not some:
                    return
                head += some
            self.asked.append(head.decode("latin-1"))
            path = self.asked[-1].split(" ")[1]
            host = next(row[6:] for row in self.asked[-1].split("\r\n") if row.startswith("Host: "))
            found = self.pages.get(f"{host}{path}", self.pages.get(path, answer("gone", status="404 Not Found")))
            if callable(found):
                found(line, self.closing)
            else:
                line.sendall(found)

    def _listen(self, ear, tls):
        with contextlib.suppress(OSError):
            while True:
                line, _ = ear.accept()
                with contextlib.suppress(OSError):
                    line = tls.wrap_socket(line, server_side=True) if tls else line
                    threading.Thread(target=self._serve, args=(line,), daemon=True).start()


@contextlib.contextmanager
def site(pages=None, *, folder=None, names=()):
    """Open a site; with a folder for its certificate it speaks TLS, under these names too."""
    made, tls = Site(pages or {}), None
    if folder is not None:
        certificate = Certificate.make(folder, *names)
        tls, made.trust = certificate.context(), ssl.create_default_context(cafile=certificate.certificate)
        tls.sni_callback = lambda _line, name, _context: made.names.append(name)
    with socket.create_server((HERE, 0)) as ear:
        made.port = ear.getsockname()[1]
        listening = threading.Thread(target=made._listen, args=(ear, tls), daemon=True)
        listening.start()
        yield made
        made.closing.set()
        ear.shutdown(socket.SHUT_RDWR)
    listening.join()
