"""Measure ours against a floor, alternately in the same run, and print one table.

Why:    a figure in milliseconds says something about the machine, a ratio about us.  Floor and
        ours take turns, so that a busy minute hits both; medians forget the single slow one.
Shape:  a measure is a context manager `(folder) -> (floor, ours)`; each side is called once a
        round, does its work once, and gives its figure.  What it prepares before the yield, or
        inside a side but outside of `clocked`, is not counted.

        @contextmanager
        def one_edit(folder: Path) -> Iterator[Sides]:
            with raw_file(folder) as raw, our_workspace(folder) as work:
                yield Sides(lambda: clocked(raw.update), lambda: clocked(work.edit))

        MEASURES = (Measure("one saved edit", one_edit, at_most=4.0, aim=3.0),)
"""

import os
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
REAL_DISK = 50e-6  # seconds; what answers fdatasync sooner than this keeps nothing

Side = Callable[[], float]


class Sides(NamedTuple):
    """What is compared: each call does the work once and gives seconds (or MiB)."""

    floor: Side
    ours: Side


@dataclass(frozen=True)
class Measure:
    """One line of the table, and the ratio it must not pass."""

    name: str
    sides: Callable[[Path], AbstractContextManager[Sides]]
    at_most: float
    aim: float | None = None
    rounds: int = 7
    warm: bool = True  # a round before those for the record
    unit: str = "ms"  # ms (the sides give seconds) or MiB


@dataclass(frozen=True)
class Result:
    """What came out of one measure."""

    measure: Measure
    floor: float
    ours: float

    @property
    def ratio(self) -> float:
        """How many times the floor we take."""
        return self.ours / self.floor

    @property
    def verdict(self) -> str:
        """Say whether the limit holds, and the aim."""
        if self.ratio > self.measure.at_most:
            return "BROKEN"
        return "aim reached" if self.measure.aim and self.ratio <= self.measure.aim else "holds"


def clocked(work: Callable[[], object]) -> float:
    """Do the work and give the seconds it took."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def take(measure: Measure, folder: Path) -> Result:
    """Let floor and ours take turns, once to warm up and then for the record."""
    floors, ours = [], []
    with measure.sides(folder) as sides:
        for _ in range(measure.rounds + measure.warm):
            floors.append(sides.floor())
            ours.append(sides.ours())
    return Result(measure, median(floors[measure.warm :]), median(ours[measure.warm :]))


def fdatasync_seconds(folder: Path, rounds: int = 30) -> float:
    """Give the median time this disk takes to keep 4 KiB."""
    place = os.open(folder / "probe", os.O_CREAT | os.O_RDWR)
    try:
        return median(clocked(lambda: _keep(place)) for _ in range(rounds))
    finally:
        os.close(place)


def _keep(place: int) -> None:
    """Write one page and wait until the disk has it."""
    os.pwrite(place, os.urandom(4096), 0)
    os.fdatasync(place)


HEAD = ("measure", "floor", "ours", "ratio", "at most", "verdict")


def line(result: Result) -> tuple[str, ...]:
    """Write one result as the cells of the table."""
    scale, measure = (1000 if result.measure.unit == "ms" else 1), result.measure
    figures = (f"{figure * scale:,.2f} {measure.unit}" for figure in (result.floor, result.ours))
    return measure.name, *figures, f"{result.ratio:.2f}", f"{measure.at_most:.2f}", result.verdict


def table(rows: Sequence[Sequence[str]]) -> str:
    """Lay rows out under their head: names to the left, figures to the right."""
    rows = [HEAD, *rows]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    sides = "<>>>><"
    lines = [
        "  ".join(f"{cell:{side}{width}}" for cell, side, width in zip(row, sides, widths, strict=True)).rstrip()
        for row in rows
    ]
    return "\n".join([lines[0], "-" * max(map(len, lines)), *lines[1:]])


def bench(measures: Iterable[Measure], folder: Path | None = None) -> int:
    """Take every measure on a real disk, print the table, and give 1 when a limit is broken."""
    with tempfile.TemporaryDirectory(prefix="bench-", dir=folder or ROOT / ".venv") as name:
        here = Path(name)
        keeping = fdatasync_seconds(here)
        results = []
        for number, measure in enumerate(measures):
            print(f"... {measure.name}", flush=True)
            place = here / str(number)
            place.mkdir()
            results.append(take(measure, place))
    if not results:
        print("No measure was taken; tests/bench/catalog.py names them.")
        return 2
    print("", table([line(result) for result in results]), sep="\n")
    doubt = "" if keeping >= REAL_DISK else "; that is no real disk, so what is durable is not measured here"
    print(f"\nfdatasync of 4 KiB takes {keeping * 1000:.3f} ms{doubt}")
    broken = [result.measure.name for result in results if result.verdict == "BROKEN"]
    print(f"BROKEN: {', '.join(broken)}" if broken else "Every limit holds.")
    return 1 if broken else 0
