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
    """Take rows out of the bin, and with them what they belong to, where that was removed too; gives how many.

    Raises: NotFound, when one of them is not there any more.
    """
    waiting, done = list(rows), set[Name]()
    with work.change("Restore from the bin") as change:
        while waiting:
            table, row = name = waiting.pop()
            if name in done:
                continue
            done.add(name)
            waiting += question.belongs_to(work, table, row)
            change.restore(BY_TABLE[table], row)
    return len(done)


def empty(work: Workspace) -> int:
    """Let go of what has been in the bin for longer than it is promised; gives how many rows."""
    return work.empty_bin(str(moment_cell(work.now() - question.KEPT)))
