"""One saved edit, kept on the disk, against the bare UPDATE and COMMIT of the same cells."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path
from statistics import median

from bench.kit import Measure, Sides, clocked
from bench.made import fresh_file, fresh_work, raw_lines, search_of

from ats_desktop.domain.jobs import JobOpportunity

EDITS = 40  # a round takes the median of so many
_UPDATE = "update job_opportunities set title = ?, changed_at = ?, changed_by = ? where id = ?"


@contextmanager
def one_edit(folder: Path) -> Iterator[Sides]:
    """Rename one job of 4,000: what a form does when it is saved."""
    rows = search_of(10_000)
    lines = raw_lines(folder, rows)
    numbers = count()
    with fresh_work(folder) as work, fresh_file(folder) as file:
        with work.change("Import") as change:
            jobs = [row for row in change.save_all(rows) if isinstance(row, JobOpportunity)]
        work.connection().execute("delete from sync_dirty")  # as if all of it were shared already
        while work.index_more():
            pass
        for statement, cells in lines:
            file.executemany(statement, cells)

        def bare() -> None:
            number = next(numbers)
            file.execute("begin immediate")
            cells = (f"Title {number}", "2026-11-22T09:30:00.000000Z", "abcdefghijkl", jobs[number % 4_000].id)
            file.execute(_UPDATE, cells)
            file.execute("commit")

        def ours() -> None:
            number = next(numbers)
            opened = jobs[number % 4_000]
            with work.change("Rename") as change:
                jobs[number % 4_000] = change.save(replace(opened, title=f"Title {number}"), was=opened)

        yield Sides(
            lambda: median(clocked(bare) for _ in range(EDITS)), lambda: median(clocked(ours) for _ in range(EDITS))
        )


MEASURES = (Measure("one saved edit, durable", one_edit, at_most=4.0, aim=3.0),)
