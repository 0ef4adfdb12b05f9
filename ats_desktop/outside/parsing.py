"""Reads what strangers wrote in a process of its own: little memory, little time, no file, no network, no database.

Why:    a parser may hang, eat the memory or crash the interpreter on a file made for that.
        The process is told which pure function to run; what comes home is JSON, one line an
        item, so there is nothing to unpickle.
Units:  seconds of processor time, bytes of memory.
Source: promises.md P41.
"""

import gc
import importlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from time import monotonic
from typing import Any, BinaryIO

from ats_desktop.errors import PARTS, AtsError, Refused, border

MEMORY = 512 * 1024 * 1024
SECONDS = 20
SECONDS_A_MEGABYTE = 2
SWELLS = 10
MOST_SECONDS = 300
LOOK_EVERY = 0.2
MOST_BACK = 600_000_000
_DIED = "It is not a file an honest program writes, or it is too large. Nothing was changed."


def never() -> bool:
    """Say that nobody wants it to end."""
    return False


def fenced(function: str, data: bytes, asked: Mapping[str, Any], stopped: Callable[[], bool] = never) -> Iterator[Any]:
    """Run `module:function(data, asked)` behind the fence and give each item it yields.

    Shape:  `stopped` is asked now and then, from a thread of its own; once it says yes, the process is ended.
    Raises: Refused, with the words of what the function raised, or when it took too much and was ended.
    """
    seconds = _allowed(data)
    with _started(function, seconds) as child:
        ended = threading.Event()
        threading.Thread(target=_watch, args=(child, ended, 3 * seconds, stopped), daemon=True).start()
        try:
            yield from _home(child, data, asked)
        finally:
            ended.set()
            child.kill()


def _started(function: str, seconds: int) -> "subprocess.Popen[bytes]":
    """Start the process on the other side."""
    command = [sys.executable, "-P", "-m", __name__, function, str(seconds)]
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nowhere, env=_surroundings())


def _allowed(data: bytes) -> int:
    """Say how many seconds a file may take: an archive unfolds to many times its size."""
    swells = SWELLS if data.startswith(b"PK") else 1
    return min(SECONDS + SECONDS_A_MEGABYTE * swells * len(data) // 1_000_000, MOST_SECONDS)


def _watch(child: "subprocess.Popen[bytes]", ended: threading.Event, seconds: int, stopped: Callable[[], bool]) -> None:
    """End a process that takes too long, or that nobody waits for any more."""
    until = monotonic() + seconds
    while not ended.wait(LOOK_EVERY):
        if monotonic() > until or stopped():
            child.kill()
            return


def _surroundings() -> dict[str, str]:
    """What the child may know of this machine: where its modules are."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "PYTHONDONTWRITEBYTECODE", "TZDIR") if name in os.environ}
    return {**kept, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONIOENCODING": "utf-8"}


def _home(child: "subprocess.Popen[bytes]", data: bytes, asked: Mapping[str, Any]) -> Iterator[Any]:
    """Send the file in and bring the items home."""
    way_in, way_out = child.stdin, child.stdout
    if way_in is None or way_out is None:
        raise AssertionError("both pipes were asked for")
    with suppress(BrokenPipeError, OSError):  # it died early: its last line says why, or that it is missing
        way_in.write(json.dumps({"asked": dict(asked), "length": len(data)}).encode() + b"\n")
        way_in.write(data)
        way_in.close()
    back = 0
    for line in way_out:
        back += len(line)
        if back > MOST_BACK:
            raise Refused("This file unfolds into more than an import may take.", _DIED)
        try:
            kind, item = json.loads(line)
        except ValueError:
            break
        if kind == "item":
            yield item
        elif kind == "problem":
            raise Refused(*item)
        else:
            return
    raise Refused("Reading this file took too much time or memory, and was stopped.", _DIED)


# --- on the other side of the fence ----------------------------------------------------------------


def _fence(seconds: int) -> None:
    """Take away from this process what a parser does not need; where the system cannot, the clock outside stays."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _tell(way_out: BinaryIO, kind: str, item: object = None) -> None:
    way_out.write(json.dumps([kind, item]).encode() + b"\n")


def main(function: str, seconds: int) -> None:
    """Run the function on what comes in, and send home what it yields."""
    module, _, name = function.partition(":")
    way_in, way_out = sys.stdin.buffer, sys.stdout.buffer
    try:
        with border(PARTS):
            run = getattr(importlib.import_module(module), name)
        _fence(seconds)
        told = json.loads(way_in.readline())
        data = way_in.read(told["length"])
        gc.disable()  # rows come and go without circles
        for item in run(data, told["asked"]):
            _tell(way_out, "item", item)
        _tell(way_out, "done")
    except AtsError as problem:
        _tell(way_out, "problem", [problem.title, problem.advice])
    way_out.flush()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
