"""The beat: every so often it asks what is due; nothing is remembered here, so nothing can be forgotten.

Why:    `schedule` is the cadence and nothing more: it keeps nothing on disk, runs once after
        three days asleep, and stands still for a day when the clock is set back a day.  So the
        jobs ask their own ledgers what is due, and the beat goes by the steady clock: it
        notices that the laptop slept or that the clock was moved, and then asks everything.
Source: house.md trap 8; reminders.md D.2.
"""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from ats_desktop.errors import AtsError

if TYPE_CHECKING:
    from schedule import Scheduler

MINUTE = timedelta(minutes=1)
NOTICED = timedelta(seconds=90)  # from here on the laptop slept, or somebody moved the clock
WORTH_A_WARNING = timedelta(minutes=5)
NO_SCHEDULE = "Nothing runs by itself: the package “schedule” is missing. What you start by hand works."
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """A line of the timetable: what is done how often, and on which lane."""

    name: str
    every: timedelta
    do: Callable[..., object]
    lane: str = ""  # "" runs on the beat itself


class Lanes(Protocol):
    """What starts jobs beside the beat."""

    def start(self, lane: str, job: Callable[[], object], /) -> "Future[object]":
        """Run a job on its lane."""


@dataclass(slots=True)
class Pulse:
    """How a job fares: when it last began, and what went wrong, for the health panel."""

    began: float | None = None
    running: "Future[object] | None" = None
    error: str = ""
    failures: int = 0


class Heart:
    """Asks each job of a timetable, at every beat, whether it is due; each on its own, whatever the others do."""

    def __init__(
        self,
        timetable: Sequence[Job],
        lanes: Lanes,
        *,
        every: timedelta = MINUTE,
        wall: Callable[[], float] = time.time,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        self.pulses = {job.name: Pulse() for job in timetable}
        self.note = ""  # why nothing runs by itself, if so
        self._timetable, self._lanes, self._every = timetable, lanes, every
        self._wall, self._steady = wall, steady
        self._last: tuple[float, float] | None = None
        self._stopping = threading.Event()
        self._now_please = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to beat, on a thread of its own; without `schedule` only `note` is set."""
        try:
            import schedule
        except ImportError:
            self.note = NO_SCHEDULE
            _log.warning(NO_SCHEDULE)
            return
        scheduler = schedule.Scheduler()
        self._thread = threading.Thread(target=self._go_on, args=(scheduler,), name="heart", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop beating, at once; jobs on lanes end by themselves."""
        self._stopping.set()
        self._now_please.set()
        if self._thread is not None:
            self._thread.join()

    def soon(self, *names: str) -> None:
        """Beat now, for these jobs or for all: the network came up, sync brought rows, she typed a deadline."""
        for name, pulse in self.pulses.items():
            if not names or name in names:
                pulse.began = None
        self._now_please.set()

    def beat(self) -> None:
        """Ask every job once whether it is due."""
        gap = self._gap()
        for job in self._timetable:
            pulse = self.pulses[job.name]
            if gap:
                pulse.began = None
            self._ask(job, pulse)

    @property
    def beat_at(self) -> float | None:
        """Say when it beat last, by the wall clock; Settings shows it."""
        return self._last[0] if self._last else None

    def _ask(self, job: Job, pulse: Pulse) -> None:
        try:
            if pulse.running is not None:
                if not pulse.running.done():
                    return
                ended, pulse.running = pulse.running, None
                if not ended.cancelled():
                    ended.result()
                    pulse.error, pulse.failures = "", 0
            if pulse.began is None or self._steady() - pulse.began >= job.every.total_seconds():
                pulse.began = self._steady()
                self._run(job, pulse)
        except AtsError as error:  # the world is not ready; it is asked again
            self._note(pulse, error)
            _log.warning("%s: %s", job.name, error)
        except Exception as error:  # noqa: BLE001 - one job that raises never starves the others
            self._note(pulse, error)
            _log.exception("The job “%s” failed.", job.name)

    @staticmethod
    def _note(pulse: Pulse, error: Exception) -> None:
        pulse.error = str(error) or type(error).__name__
        pulse.failures += 1

    def _run(self, job: Job, pulse: Pulse) -> None:
        if job.lane:
            pulse.running = self._lanes.start(job.lane, job.do)
            pulse.running.add_done_callback(lambda _: self._again(pulse))
        else:
            job.do()
            pulse.error, pulse.failures = "", 0

    def _again(self, pulse: Pulse) -> None:
        """Beat once more where it was asked for while it ran: it may have begun too early to see why."""
        if pulse.began is None:
            self._now_please.set()

    def _gap(self) -> bool:
        """Say whether the laptop slept, or the clock was moved, since the last beat."""
        wall, steady = self._wall(), self._steady()
        last, self._last = self._last, (wall, steady)
        if last is None:
            return False
        passed, moved = timedelta(seconds=steady - last[1]), timedelta(seconds=wall - last[0])
        if moved < timedelta(0) or moved - passed > WORTH_A_WARNING:
            _log.warning("The clock moved by %s while %s passed: slept, or set by hand.", moved, passed)
        return abs(moved - passed) > NOTICED or passed > self._every + NOTICED

    def _go_on(self, scheduler: "Scheduler") -> None:
        beats = self._every.total_seconds()
        scheduler.every(int(beats)).seconds.do(self.beat)
        scheduler.run_all()
        while not self._stopping.is_set():
            idle = max(0.0, min(scheduler.idle_seconds or 0.0, beats))
            asked = self._now_please.wait(idle)
            self._now_please.clear()
            if self._stopping.is_set():
                return
            if asked or (self._last and self._steady() - self._last[1] >= beats):
                scheduler.run_all()  # also when the clock was set back, and the next run seems a day away
            else:
                scheduler.run_pending()
