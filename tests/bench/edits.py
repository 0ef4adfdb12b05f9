"""One saved edit, kept on the disk, against the bare UPDATE and COMMIT of the same cells.

Why:    a person saves now and then, so there is a pause before each edit.  In a tight loop the bare
        side would be flattered: ext4 writes its journal once a tick of the clock, and a commit that
        falls into the same tick as the one before is kept for a tenth of the price.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path
from statistics import median

from bench.kit import Measure, Sides, clocked
from bench.made import fresh_file, fresh_work, raw_lines, search_of

from ats_desktop.domain.jobs import JobOpportunity

EDITS = 40  # a round takes the median of so many
PAUSE_S = 0.01
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

        yield Sides(lambda: median(_now_and_then(bare)), lambda: median(_now_and_then(ours)))


def _now_and_then(edit: Callable[[], None]) -> Iterator[float]:
    for _ in range(EDITS):
        time.sleep(PAUSE_S)
        yield clocked(edit)


MEASURES = (Measure("one saved edit, durable", one_edit, at_most=4.0, aim=3.0),)
