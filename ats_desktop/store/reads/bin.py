"""What is asked of the bin: what was removed, when and by whom, for 180 days."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from ats_desktop.domain.catalog import BY_TABLE, spoken_of
from ats_desktop.domain.schema import moment_cell
from ats_desktop.domain.stamps import tag_of
from ats_desktop.store.workspace import Workspace

KEPT = timedelta(days=180)
Name = tuple[str, str]  # table, id


@dataclass(frozen=True, slots=True)
class Binned:
    """One row in the bin."""

    table: str
    row: str
    title: str
    at: datetime
    whose: str  # "here", or the member who removed it elsewhere; "" for one unknown

    @property
    def kind(self) -> str:
        """What rows of its kind are called."""
        return BY_TABLE[self.table].title


# o is named in a cell of t, as its id or as "table:id", and went together with it; looked up by its id, which
# the plus says: all of one removal share a stamp, and by that every row would be compared with every other
_WENT_TOGETHER = """sync_trash t cross join json_each(t.payload) c
 cross join sync_trash o on c.type = 'text' and length(c.value) between 36 and 120
 and o.row in (c.value, substr(c.value, instr(c.value, ':') + 1))
 and +o.stamp = t.stamp and o.row != t.row"""


def names(work: Workspace, now: datetime, words: str = "") -> list[Name]:
    """Name what lies in the bin, the newest first; of `words`, what has them in its title.

    What went with the thing it belongs to comes back with it and has no line of its own; what an undo
    took away has no title, and none either.
    """
    asked = (
        "select noun, row from sync_trash where at >= ? and title like ? escape '!'"
        f" and (noun, row) not in (select t.noun, t.row from {_WENT_TOGETHER}) order by at desc, row"
    )
    escaped = words.strip().replace("!", "!!").replace("%", "!%").replace("_", "!_")
    found = work.rows(asked, moment_cell(now - KEPT), f"%{escaped}%")
    return [(noun, row) for noun, row in found if noun in BY_TABLE]


def lines(work: Workspace, wanted: Sequence[Name]) -> dict[Name, Binned]:
    """Read some of what lies in the bin."""
    asked = (
        "select t.noun, t.row, t.title, t.at, t.stamp, (select e.member from elsewhere e"
        " where e.row = t.row and e.noun = t.noun and e.what = 'removed' order by e.seq desc limit 1)"
        " from sync_trash t where t.row in (select value from json_each(?))"
    )
    mine = work.identity.tag if "device" in work.control() else ""
    found = {}
    for noun, row, title, at, stamp, member in work.rows(asked, json.dumps([row for _, row in wanted])):
        whose = "here" if tag_of(stamp or "") == mine or not stamp else member or ""
        found[noun, row] = Binned(noun, row, title or "", datetime.fromisoformat(at), whose)
    return found


def went_with(work: Workspace, rows: Iterable[Name]) -> list[Name]:
    """Name what belongs to rows in the bin and was removed together with them."""
    asked = f"""with wanted as (select row, stamp from sync_trash where row in (select value from json_each(?)))
 select distinct t.noun, t.row from {_WENT_TOGETHER}
 where t.stamp in (select stamp from wanted) and o.row in (select row from wanted)"""
    return [name for name in work.rows(asked, json.dumps([row for _, row in rows])) if name[0] in BY_TABLE]


def belongs_to(work: Workspace, table: str, row: str) -> list[Name]:
    """Name the rows in the bin that a row in the bin belongs to, or speaks of."""
    found = work.rows("select payload from sync_trash where noun = ? and row = ?", table, row)
    cells = json.loads(found[0][0]) if found else {}
    here = "select 1 from sync_trash where noun = ? and row = ?"
    return [name for name in spoken_of(BY_TABLE[table], cells) if name[0] in BY_TABLE and work.rows(here, *name)]
