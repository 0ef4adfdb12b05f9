"""The bin: what was removed comes back to its place."""

from collections.abc import Sequence

from ats_desktop.domain.catalog import BY_TABLE
from ats_desktop.domain.schema import moment_cell
from ats_desktop.store.command import command
from ats_desktop.store.reads import bin as question
from ats_desktop.store.reads.bin import Name
from ats_desktop.store.workspace import Workspace


@command("Restore from the bin")
def restore(work: Workspace, rows: Sequence[Name]) -> int:
    """Take rows out of the bin, with what they belong to and what was removed with them; gives how many rows.

    Raises: NotFound, when one of them is not there any more.
    """
    waiting, done = set(rows), set[Name]()
    with work.change("Restore from the bin") as change:
        while waiting:
            above = {name for row in waiting for name in question.belongs_to(work, *row)}
            found = above.union(question.went_with(work, waiting))
            for table, row in sorted(waiting):
                change.restore(BY_TABLE[table], row)
            done |= waiting
            waiting = found - done
    return len(done)


def empty(work: Workspace) -> int:
    """Let go of what has been in the bin for longer than it is promised; gives how many rows."""
    return work.empty_bin(str(moment_cell(work.now() - question.KEPT)))
