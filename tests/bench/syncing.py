"""New rows to a shared Postgres and back, against the bare drivers moving the same cells.

Why:    the floor is what nobody beats by much: psycopg's COPY in, and for the way back a SELECT and
        the driver's executemany into the same tables. Ours seals, sends, judges, merges.
"""

import shutil
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
from bench.kit import Measure, Sides, clocked
from bench.made import blank, fresh_file, raw_lines, search_of
from places import share

from ats_desktop.outside.loopback import loopback_postgres
from ats_desktop.store.workspace import Workspace
from ats_desktop.sync.engine import Engine
from ats_desktop.sync.sharing import rules

ROWS = 10_000


class Ground:
    """A server with a workspace of ours, and bare tables of the same columns beside it."""

    def __init__(self, server, folder: Path) -> None:
        self.folder, self.rows = folder, search_of(ROWS)
        self.lines = raw_lines(folder, self.rows)
        self.bare = psycopg.connect(server.admin_dsn(server.new_database()), autocommit=True)
        self.server = server

    def table(self, number: int) -> str:
        return f"bare_{number}"

    def copy_in(self) -> float:
        for number, (_, cells) in enumerate(self.lines):
            self.bare.execute(f"drop table if exists {self.table(number)}")
            columns = ", ".join(f"c{n} text" for n in range(len(cells[0])))
            self.bare.execute(f"create table {self.table(number)} ({columns}, primary key (c0))")
        return clocked(self._copy)

    def _copy(self) -> None:
        with self.bare.transaction(), self.bare.cursor() as cursor:
            for number, (_, cells) in enumerate(self.lines):
                with cursor.copy(f"copy {self.table(number)} from stdin") as copy:
                    for line in cells:
                        copy.write_row(line)

    def select_out(self) -> float:
        with fresh_file(self.folder) as file:
            return clocked(lambda: self._select(file))

    def _select(self, file) -> None:
        file.execute("begin immediate")
        for number, (statement, _) in enumerate(self.lines):
            file.executemany(statement, self.bare.execute(f"select * from {self.table(number)}").fetchall())
        file.execute("commit")

    @contextmanager
    def owner(self) -> Iterator[tuple[Workspace, Engine]]:
        """A workspace full of new rows, its place still empty."""
        with closing(share(self.server)) as shared, laptop(self.folder, shared) as work:
            shared.owner.set_rules(2, rules())
            with work.change("Import") as change:
                change.save_all(self.rows)
            yield work, Engine(work, shared.owner)

    @contextmanager
    def newcomer(self) -> Iterator[Engine]:
        """An empty laptop beside a place that holds the rows."""
        with closing(share(self.server)) as shared, laptop(self.folder, shared) as work:
            shared.owner.set_rules(2, rules())
            with work.change("Import") as change:
                change.save_all(self.rows)
            Engine(work, shared.owner).round()
            with laptop(self.folder, shared) as other:
                yield Engine(other, shared.owner)


@contextmanager
def laptop(folder: Path, shared) -> Iterator[Workspace]:
    """An empty workspace of the shared place's owner."""
    place = folder / uuid.uuid4().hex
    place.mkdir(parents=True)
    shutil.copy(blank(folder), place / "data.db")
    work = Workspace.open(place)
    _ = work.identity
    work.note(workspace=shared.workspace, member=shared.member)
    try:
        yield work
    finally:
        work.close()
        shutil.rmtree(place)


@contextmanager
def pushing(folder: Path) -> Iterator[Sides]:
    """Compare sealing and sending with COPY."""
    with loopback_postgres() as server:
        ground = Ground(server, folder)

        def ours() -> float:
            with ground.owner() as (_, engine):
                return clocked(engine.round)

        yield Sides(ground.copy_in, ours)
        ground.bare.close()


@contextmanager
def pulling(folder: Path) -> Iterator[Sides]:
    """Compare reading, judging and merging with SELECT and executemany."""
    with loopback_postgres() as server:
        ground = Ground(server, folder)
        ground.copy_in()

        def ours() -> float:
            with ground.newcomer() as engine:
                return clocked(engine.round)

        yield Sides(ground.select_out, ours)
        ground.bare.close()


MEASURES = (
    Measure(f"push {ROWS:,} new rows", pushing, at_most=4.0, rounds=15),
    Measure(f"pull, merge, apply {ROWS:,} rows", pulling, at_most=2.5),
)
