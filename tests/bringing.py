"""A list of jobs to import, and ways to look at what became of it."""

from datetime import UTC, datetime

from ats_desktop.domain.catalog import NOUNS
from ats_desktop.services import transfer
from ats_desktop.services.weighing import Fate
from ats_desktop.store.reads import transfer as reads

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
LIST = (
    b"Company,Title,Status,Applied,Deadline,Location,Link,Notes\n"
    b"Brightwater Labs,Engineer,Interview,2026-11-02,2026-12-01,Oslo,https://brightwater.example/jobs/48151,From the list\n"
    b"Halden Robotics,Tester,Wishlist,,2026-12-04,,,\n"
)


def bring(work, content=LIST, **asked):
    """Import the list, or another file."""
    return transfer.import_file(work, content, **{"name": "list.csv", **asked})


def counts(report):
    """Say how many lines had which fate."""
    return {fate.value: report.count(fate) for fate in Fate if report.count(fate)}


def everything(work):
    """Give every row there is, as it is kept."""
    return {kind.noun.table: [row.noun.encode(row) for row in reads.every(work, kind.noun)] for kind in NOUNS}


def line(report, table, fate):
    """Give the one line of a table with a fate."""
    (found,) = [one for one in report.lines if one.table == table and one.fate is fate]
    return found
