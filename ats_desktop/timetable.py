"""What runs by itself, and when: one table.

Why:    the beat only asks, again and again; what is due is decided by the rows, so a laptop
        that slept through nine asks later and gets the same answer.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from ats_desktop.background.heart import Job
from ats_desktop.outside.world import World
from ats_desktop.services import bin as binned
from ats_desktop.services import fetching, reminders, upkeep
from ats_desktop.store.workspace import Workspace
from ats_desktop.sync.sharing import is_shared

if TYPE_CHECKING:
    from ats_desktop.outside.web import Web  # brings HTTP

MINUTE, HALF_HOUR = timedelta(minutes=1), timedelta(minutes=30)


class Open(Protocol):
    """What the jobs need of the open program."""

    work: Workspace
    world: World

    @property
    def backups(self) -> Path:
        """Where backups go."""

    @property
    def web(self) -> "Web":
        """The open web."""

    def sync(self) -> object:
        """Go through one round of sync."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the table."""

    name: str
    every: timedelta
    do: Callable[[Open], object]
    lane: str


def _remind(program: Open) -> object:
    now: datetime = program.world.now()
    return reminders.run(program.work, program.world, now)


def _sync(program: Open) -> object:
    return program.sync() if is_shared(program.work) else None


def _back_up(program: Open) -> object:
    return upkeep.back_up_if_changed(program.work, program.backups)


def _index(program: Open) -> object:
    return upkeep.index(program.work)


def _settle(program: Open) -> object:
    return upkeep.settle(program.work)


def _empty_bin(program: Open) -> object:
    return binned.empty(program.work)


def _read_postings(program: Open) -> object:
    return fetching.read_waiting(program.work, lambda: program.web)


TIMETABLE: tuple[Entry, ...] = (
    Entry("reminders", every=MINUTE, do=_remind, lane="mail"),
    Entry("sync", every=MINUTE, do=_sync, lane="sync"),
    Entry("postings", every=MINUTE, do=_read_postings, lane="web"),
    Entry("backup", every=HALF_HOUR, do=_back_up, lane="disk"),
    Entry("index", every=MINUTE, do=_index, lane="disk"),
    Entry("bin", every=timedelta(days=1), do=_empty_bin, lane="disk"),
    Entry("settle", every=timedelta(days=1), do=_settle, lane="disk"),
)


def timetable(program: Open) -> Sequence[Job]:
    """Bind the table to the open program."""
    return [Job(entry.name, entry.every, partial(entry.do, program), entry.lane) for entry in TIMETABLE]
