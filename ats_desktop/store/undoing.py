"""Undo and redo: the inverse of a change, as a change of its own.

Why:    undo writes forward, never back, so it travels like any edit.  It touches a cell
        only if its stamp is still the one the change wrote; what somebody else changed
        since is left, and said.  The stack lies in the workspace file: last 200 steps.
Source: rulings 15; house trap 6.
"""

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ats_desktop.domain.catalog import BY_TABLE
from ats_desktop.domain.stamps import tag_of
from ats_desktop.store import capture
from ats_desktop.store.opening import Connection

if TYPE_CHECKING:
    from ats_desktop.store.change import Change
    from ats_desktop.store.workspace import Workspace

KEPT = 200
_NOW_AND_THEN = 20
_as_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
# steps that were undone are the newest, so nothing older is looked at
_NOT_AGAIN = """delete from undo_step where seq >
 coalesce((select seq from undo_step where state = 'done' order by seq desc limit 1), 0)"""


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back, or done again, and what was left as somebody else had changed it."""

    title: str
    done: int
    left: tuple[str, ...] = ()

    def __str__(self) -> str:
        if not self.left:
            return self.title
        return f"{self.title}: {self.done} of {self.done + len(self.left)}; {self.left[0]} was changed since"


def note(file: Connection, change: "Change") -> None:
    """Keep the steps of a change for undo; a change by a person ends what could be done again.

    Why:    what the program notes by itself ("itself": a reminder went out) is nobody's to take back.
    """
    if change.origin in {"undo", "itself"}:
        return
    payload = _as_json(change.steps)
    file.execute(_NOT_AGAIN)
    made = file.execute(
        "insert into undo_step (title, stamp, at, payload, state) values (?, ?, ?, ?, 'done')",
        (change.title, change.stamp, change.when, payload),
    )
    if made.lastrowid % _NOW_AND_THEN == 0:
        file.execute("delete from undo_step where seq <= ?", (made.lastrowid - KEPT,))


def undo(work: "Workspace") -> Undone | None:
    """Take back the newest change that was not taken back."""
    return _turn(
        work, "select seq, title, stamp, payload from undo_step where state = 'done' order by seq desc", "undone"
    )


def redo(work: "Workspace") -> Undone | None:
    """Do again the change that was taken back last."""
    return _turn(work, "select seq, title, stamp, payload from undo_step where state = 'undone' order by seq", "done")


def newest(work: "Workspace") -> str:
    """Say which change would be taken back; "" where there is none."""
    found = work.rows("select title from undo_step where state = 'done' order by seq desc limit 1")
    return str(found[0][0]) if found else ""


def _turn(work: "Workspace", asked: str, state: str) -> Undone | None:
    with work.change("Undo" if state == "undone" else "Redo", origin="undo") as change:
        file = work.connection()
        found = file.execute(f"{asked} limit 1").fetchone()
        if found is None:
            return None
        seq, title, stamp, payload = found
        change.title = f"Undid: {title}" if state == "undone" else f"Did again: {title}"
        left: list[str] = []
        done = sum(_invert(work, change, step, stamp, left) for step in reversed(json.loads(payload)))
        steps = _as_json(change.steps)
        file.execute(
            "update undo_step set state = ?, stamp = ?, payload = ? where seq = ?", (state, change.stamp, steps, seq)
        )
        return Undone(change.title, done, tuple(left))


def _invert(work: "Workspace", change: "Change", step: list[Any], stamp: str, left: list[str]) -> int:
    kind, table, rows, *rest = step
    noun = BY_TABLE.get(table)
    if noun is None:
        return 0
    if kind == "set":
        return _set_back(work, change, noun, (rows, *rest), stamp, left)
    if kind == "del":
        back = _binned(work, table, rows)
        binned = set(back)
        left += [str(work.find(noun.row, row) or noun.title) for row in rows if row not in binned]
        change.restore_all(noun, back)
        return len(back)
    mine = _untouched(work, table, rows, stamp)
    kept = set(mine)
    left += [f"{noun.title} {row}" for row in rows if row not in kept]
    change.remove_all(noun, mine, titled=kind == "back")  # what was undone when it was new is nothing to look for
    return len(mine)


def _set_back(
    work: "Workspace", change: "Change", noun: Any, step: tuple[Any, ...], stamp: str, left: list[str]
) -> int:
    row, name, old, _ = step
    stands = capture.standing(work.connection(), noun.table, row)
    found = change.find(noun.row, row)
    field = noun.by_name.get(name)
    if found is None or field is None or not _mine(work, stands.cells.get(name, stamp)):
        left.append(field.label if field else name)
        return 0
    value = field.kind.empty if old is None else field.decode(old)
    change.save(replace(found, **{name: value}))
    return 1


def _binned(work: "Workspace", table: str, rows: list[str]) -> list[str]:
    """Find the rows that are still in the bin: one may have been brought back elsewhere."""
    asked = "select row from sync_trash where noun = ? and row in (select value from json_each(?))"
    found = {row for (row,) in work.rows(asked, table, json.dumps(rows))}
    return [row for row in rows if row in found]


def _untouched(work: "Workspace", table: str, rows: list[str], stamp: str) -> list[str]:
    """Find the rows that are there and that nobody else wrote to since the change that brought them."""
    asked = f"select id from {table} where id in (select value from json_each(?))"
    here = {row for (row,) in work.rows(asked, json.dumps(rows))}
    stands = capture.standings(work.connection(), table, here)
    return [
        row
        for row in rows
        if row in here
        and all(written <= stamp or _mine(work, written) for written in (stands[row].born, *stands[row].cells.values()))
    ]


def _mine(work: "Workspace", stamp: str) -> bool:
    """Say whether this laptop wrote last: its own later changes were taken back before this one."""
    return tag_of(stamp) == work.identity.tag
