"""Many rows through the door, against the bare driver writing the same cells into the same tables."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.kit import Measure, Sides, clocked
from bench.made import fresh_file, fresh_work, lines_of, raw_lines, search_of, spreadsheet

from ats_desktop.domain.catalog import NOUNS
from ats_desktop.services.transfer import import_file
from ats_desktop.store.workspace import Workspace

LINES = 10_000


def _save(work: Workspace, rows: list) -> None:
    with work.change("Import") as change:
        change.save_all(rows)


def _index(work: Workspace) -> None:
    while work.index_more():
        pass


def importing(count: int, *, searchable: bool):
    """Compare an import of so many rows, until they are saved or until they can be found by their words."""

    @contextmanager
    def sides(folder: Path) -> Iterator[Sides]:
        rows = search_of(count)
        lines = raw_lines(folder, rows)

        def floor() -> float:
            with fresh_file(folder) as file:
                return clocked(lambda: _write(file, lines))

        def ours() -> float:
            with fresh_work(folder) as work:
                saved = clocked(lambda: _save(work, rows))
                return saved + (clocked(lambda: _index(work)) if searchable else 0)

        yield Sides(floor, ours)

    return sides


@contextmanager
def from_a_spreadsheet(folder: Path) -> Iterator[Sides]:
    """Compare a whole import, file read and rows weighed against what is there, to writing what came of it."""
    content = spreadsheet(LINES)
    with fresh_work(folder) as work:
        import_file(work, content, name="jobs.csv")
        made = [row.noun.table for row in NOUNS if row.noun.scope == "synced" and work.count(row)]
        lines = [lines_of(work, table) for table in made]

    def floor() -> float:
        with fresh_file(folder) as file:
            return clocked(lambda: _write(file, lines))

    def ours() -> float:
        with fresh_work(folder) as work:
            return clocked(lambda: import_file(work, content, name="jobs.csv"))

    yield Sides(floor, ours)


def _write(file, lines) -> None:
    file.execute("begin immediate")
    for statement, cells in lines:
        file.executemany(statement, cells)
    file.execute("commit")


MEASURES = (
    *(
        Measure(f"import {count:,} rows until {goal}", importing(count, searchable=searchable), at_most, rounds=rounds)
        for count, rounds in ((10_000, 7), (100_000, 3))
        for goal, searchable, at_most in (("saved", False, 4.0), ("searchable", True, 7.0))
    ),
    Measure(f"import a CSV of {LINES:,} lines, read too", from_a_spreadsheet, at_most=10.0, rounds=3),
)
