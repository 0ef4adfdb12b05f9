"""How soon the window can be read and typed into, and what it costs in memory, against an empty one.

Why:    each start is a process of its own, from the moment it is asked for; the empty window is a bare
        script in the same interpreter.  Memory is the proportional share (PSS), one program after the other.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bench.kit import Measure, Sides
from bench.made import profile

IDLE_S = int(os.environ.get("ATS_BENCH_IDLE", "60"))
_BARE = [sys.executable, str(Path(__file__).with_name("bare_window.py"))]
_OURS = [sys.executable, "-m", "ats_desktop"]


def _seconds_until(command: list[str], event: str, **surroundings: str) -> float:
    """Start a program and give the seconds until it says so; then it goes by itself."""
    asked = time.monotonic()
    with _started(command, **surroundings) as program:
        return _told(program, event) - asked


@contextmanager
def _started(command: list[str], **surroundings: str) -> Iterator["subprocess.Popen[str]"]:
    quiet = {**os.environ, "QT_QPA_PLATFORM": "offscreen", **surroundings}
    quiet.pop("PYTHONDONTWRITEBYTECODE", None)  # a program that people start twice has its bytecode
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}  # the offscreen screen grumbles at each start
    with subprocess.Popen(command, text=True, env=quiet, **pipes) as program:
        try:
            yield program
        finally:
            try:
                program.wait(5 if program.poll() is None and "stay" not in command else 0)
            except subprocess.TimeoutExpired:
                program.kill()


def _told(program: "subprocess.Popen[str]", event: str) -> float:
    """Read what the program says until the event; gives its monotonic time."""
    for line in program.stdout or ():
        if line.startswith("{") and (said := json.loads(line))["event"] == event:
            return float(said["monotonic"])
    raise RuntimeError(f"the program went away before “{event}”")


def start(count: int):
    """Compare a cold start with so many applications to that of an empty window."""

    @contextmanager
    def sides(folder: Path) -> Iterator[Sides]:
        home = profile(folder.parent, count)
        yield Sides(
            lambda: _seconds_until(_BARE, "first-paint"),
            lambda: _seconds_until(_OURS, "key", ATS_HOME=str(home), ATS_BENCH="first-paint"),
        )

    return sides


@contextmanager
def large_against_small(folder: Path) -> Iterator[Sides]:
    """Compare a start with 100,000 applications to one with 1,000."""
    small, large = profile(folder.parent, 1_000), profile(folder.parent, 100_000)
    yield Sides(
        lambda: _seconds_until(_OURS, "key", ATS_HOME=str(small), ATS_BENCH="first-paint"),
        lambda: _seconds_until(_OURS, "key", ATS_HOME=str(large), ATS_BENCH="first-paint"),
    )


# --- memory -------------------------------------------------------------------------------------


def _mib(pid: int) -> float:
    """Read the proportional share of memory of a process that stands still."""
    os.kill(pid, signal.SIGSTOP)
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    finally:
        os.kill(pid, signal.SIGCONT)
    return next(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")) / 1024


def _neighbours() -> int:
    """Count the other programs that have Qt open: their share of its pages makes the empty window look smaller."""
    count = 0
    for maps in Path("/proc").glob("[0-9]*/maps"):
        with suppress(OSError):
            count += "libQt6Core" in maps.read_text(encoding="utf-8", errors="replace")
    return count


def memory(event: str, seconds: int):
    """Compare the memory so many seconds after an event to that of an empty window as long after its paint."""

    @contextmanager
    def sides(folder: Path) -> Iterator[Sides]:
        home = profile(folder.parent, 1_000)
        if others := _neighbours():
            print(f"    {others} other programs share Qt's pages just now, so these ratios are too high")
        yield Sides(
            lambda: _mib_after([*_BARE, "stay"], "first-paint", seconds),
            lambda: _mib_after(_OURS, event, seconds, ATS_HOME=str(home), ATS_BENCH="idle"),
        )

    return sides


def _mib_after(command: list[str], event: str, seconds: int, **surroundings: str) -> float:
    with _started(command, **surroundings) as program:
        try:
            _told(program, event)
            time.sleep(seconds)
            return _mib(program.pid)
        finally:
            program.kill()


MEASURES = (
    Measure("cold start, 1,000 applications", start(1_000), at_most=2.5, aim=1.8),
    Measure("cold start, 100,000 applications", start(100_000), at_most=2.5, aim=1.8),
    Measure("100,000 applications against 1,000", large_against_small, at_most=1.15, rounds=15),
    Measure("memory at the first paint", memory("first-paint", 0), at_most=2.0, rounds=3, unit="MiB"),
    Measure(f"memory, idle after {IDLE_S} s", memory("ready", IDLE_S), at_most=2.8, rounds=1, warm=False, unit="MiB"),
)
