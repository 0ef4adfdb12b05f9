"""The bell of a profile: a second start, or a command, rings it, and the open window hears.

Why:    words are JSON, never pickled objects, so whoever can ring can say no more than words;
        who can ring is decided by the folder (0700) or, on Windows, by the pipe's owner.
Shape:  {"say": "open", ...} show yourself · {"say": "changed"} the file was written to
        {"say": "moved"} another workspace is to be open
"""

import json
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from multiprocessing.connection import Client, Connection, Listener
from pathlib import Path

LONGEST = 64 * 1024
PATIENCE = 5.0  # seconds a second start waits for the first to hear
_SOCKET_NAME = 100  # bytes; a socket's path may be 107 long
_READ_WITHIN = 2.0


def ring(profile: Path, *, patience: float = 0.0, **words: str) -> bool:
    """Ring the bell of a profile; say whether it was heard within `patience` seconds."""
    until = time.monotonic() + patience
    while True:
        try:
            with Client(_address(profile)) as line:
                line.send_bytes(json.dumps(words).encode())
                return bool(line.poll(_READ_WITHIN) and line.recv_bytes(LONGEST) == b"heard")
        except (OSError, EOFError):
            if time.monotonic() >= until:
                return False
            time.sleep(0.05)


class Bell:
    """Hears the bell on a thread of its own, and calls `heard` there."""

    def __init__(self, profile: Path, heard: Callable[[dict[str, str]], None]) -> None:
        self._heard, self._closed = heard, threading.Event()
        self._address = _address(profile)
        if sys.platform != "win32":
            Path(self._address).unlink(missing_ok=True)  # of a holder that died; the lock says so
        self._listener = Listener(self._address)
        if sys.platform != "win32":
            Path(self._address).chmod(0o600)
        self._thread = threading.Thread(target=self._listen, name="bell", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Hear nothing more."""
        self._closed.set()
        with suppress(OSError):
            Client(self._address).close()  # wakes the thread
        self._thread.join(timeout=2)
        with suppress(OSError):  # somebody took the place meanwhile
            self._listener.close()

    def _listen(self) -> None:
        while not self._closed.is_set():
            try:
                line = self._listener.accept()
            except OSError:
                return
            if not self._closed.is_set():
                threading.Thread(target=self._answer, args=(line,), name="bell rings", daemon=True).start()
            else:
                line.close()

    def _answer(self, line: "Connection[bytes, bytes]") -> None:
        with line:
            try:
                if not line.poll(_READ_WITHIN):
                    return
                said = json.loads(line.recv_bytes(LONGEST))
                words = {str(key): str(value) for key, value in said.items()} if isinstance(said, dict) else {}
                if words:
                    self._heard(words)
                line.send_bytes(b"heard")
            except (OSError, EOFError, ValueError):
                return


def _address(profile: Path) -> str:
    """Say where the bell of a profile hangs: in it, or where its name is short enough."""
    whole = profile.absolute()
    mark = sha256(os.fsencode(whole)).hexdigest()[:24]
    if sys.platform == "win32":
        return rf"\\.\pipe\ats-{mark}"
    if len(os.fsencode(whole / "bell")) <= _SOCKET_NAME:
        return str(whole / "bell")
    near = Path(tempfile.gettempdir()) / f"ats-{os.getuid()}"
    near.mkdir(mode=0o700, exist_ok=True)
    if near.stat().st_uid != os.getuid():
        raise PermissionError(f"{near} belongs to somebody else")
    return str(near / mark)
