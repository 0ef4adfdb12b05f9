"""Laptops for the tests of sync: real workspace files, a place in memory, a clock that can be wrong."""

import shutil
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ats_desktop.store.workspace import Workspace
from ats_desktop.sync.engine import Engine, Report
from ats_desktop.sync.memory import MemoryPlace, Place
from ats_desktop.sync.sharing import rules

START = datetime(2026, 11, 23, 9, tzinfo=UTC)


@dataclass
class Laptop:
    """One workspace file with its door to the place."""

    work: Workspace
    place: MemoryPlace
    engine: Engine
    world: "World"
    skew: timedelta = timedelta()

    def sync(self, **how) -> Report:
        """Do a round; every round a second passes."""
        self.world.pass_time(seconds=1)
        return self.engine.round(**how)

    def value(self, kind, row, name):
        """Read one value."""
        return getattr(self.work.get(kind, row), name)

    def edit(self, kind, row, **values):
        """Change a row as a person does."""
        from dataclasses import replace

        self.world.pass_time(seconds=1)
        with self.work.change("Edit") as change:
            return change.save(replace(change.get(kind, row), **values))

    def add(self, *rows):
        """Make rows as a person does."""
        self.world.pass_time(seconds=1)
        with self.work.change("Add") as change:
            return change.save_all(rows)

    def remove(self, kind, row):
        """Put a row into the bin as a person does."""
        self.world.pass_time(seconds=1)
        with self.work.change("Remove") as change:
            change.remove(change.get(kind, row))


class World:
    """A shared place and the laptops around it; time passes when told to."""

    def __init__(self, folder: Path, blank: Path) -> None:
        self.folder = folder
        self.blank = blank
        self.now = START
        self.laptops: list[Laptop] = []
        first = self._file()
        me = first.identity
        self.place = Place(me.workspace, me.member, now_ms=self._ms())
        self.place.streams.clear()
        self.owner = self._open(first, self.place.login(me.member))
        self.owner.place.set_rules(1, rules())

    def _ms(self) -> int:
        return int(self.now.timestamp() * 1000)

    def pass_time(self, **how) -> None:
        """Let time pass, here and at the place."""
        self.now += timedelta(**how)
        self.place.now_ms = self._ms()

    def _file(self) -> Workspace:
        folder = self.folder / f"laptop{len(self.laptops)}"
        folder.mkdir(parents=True)
        shutil.copy(self.blank, folder / "data.db")
        work, n = Workspace.open(folder, now=lambda: self.now), len(self.laptops) + 1
        with work.writing() as file:  # names that are the same in every run
            names = {
                "workspace": uuid.UUID(int=7),
                "device": uuid.UUID(int=n << 96),
                "member": f"{n:012d}",
                "clock": "",
            }
            told = [(key, str(value)) for key, value in names.items()]
            file.executemany("insert into sync_control (key, value) values (?, ?)", told)
        return work

    def _open(self, work: Workspace, place: MemoryPlace) -> Laptop:
        laptop = Laptop(work, place, Engine(work, place), self)
        work.now = lambda: self.now + laptop.skew
        self.laptops.append(laptop)
        return laptop

    def join(self, member: str = "") -> Laptop:
        """Bring in one more laptop, of the owner or of a member let in."""
        work = self._file()
        _ = work.identity
        work.note(workspace=self.place.workspace, member=member or self.place.owner)
        return self._open(work, self.place.login(member or self.place.owner))

    def let_in(self, role: str, **grants: int) -> Laptop:
        """Let a person in, with a laptop."""
        return self.join(self.place.new_member(role, role.title(), grants))

    def settle(self) -> None:
        """Let everybody sync until nothing moves."""
        for _ in range(3):
            for laptop in self.laptops:
                laptop.sync()

    def close(self) -> None:
        """Close every file."""
        for laptop in self.laptops:
            laptop.work.close()
