"""The first door: what a verb may do to rows, noted as it is done.

Why:    the difference is taken against the row as the caller read it, so that an edit made
        meanwhile by another process is never reverted.  Rows, marks, undo step, computed
        fields and the index are written in one transaction.
Source: rulings 10-16.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from ats_desktop.domain.schema import Cell, Entity, Field, Id, Noun, moment_cell, stored
from ats_desktop.domain.sharing import may_write
from ats_desktop.domain.stamps import Mint, natural_id
from ats_desktop.errors import NotAllowed, NotFound, Refused
from ats_desktop.store import capture, derive, reading, search, tables
from ats_desktop.store.feed import Changed

if TYPE_CHECKING:
    from ats_desktop.store.workspace import Workspace

E = TypeVar("E", bound=Entity)
_CHUNK = 500
_FEW = 200  # edits named in the news


class Change:
    """One change by one person: everything in it happens, or nothing."""

    def __init__(self, work: "Workspace", title: str, hlc: str, origin: str) -> None:
        self.title = title
        self.origin = origin
        self.now: datetime = work.now()
        self.stamp = hlc + work.identity.tag
        self.steps: list[list[Any]] = []  # for undo, in the order done
        self._work = work
        self._file = work.connection()
        self._mint = Mint(hlc)
        self._base: dict[tuple[str, str], Entity] = {}
        self._born: set[tuple[str, str]] = set()
        self._parents: derive.Parents = {}
        self._touched: dict[str, set[str]] = {}  # table -> ids edited
        self._grown: set[str] = set()  # tables with new rows

    # --- reading what will be written -------------------------------------------------------

    def find(self, kind: type[E], row: str) -> E | None:
        """Read a row to be changed, or None."""
        found = self._work.find(kind, row)
        if found is not None:
            self._base[kind.noun.table, row] = found
        return found

    def get(self, kind: type[E], row: str) -> E:
        """Read a row to be changed.

        Raises: NotFound, when it is not here.
        """
        found = self.find(kind, row)
        if found is None:
            raise NotFound(f"This {kind.__name__} is not here.", "It may be in the bin, or on another laptop.")
        return found

    def all(self, kind: type[E], where: reading.Where = (), order: str = "") -> list[E]:
        """Read rows to be changed."""
        found = self._work.all(kind, where, order)
        self._base.update({(kind.noun.table, row.id): row for row in found})
        return found

    # --- writing ----------------------------------------------------------------------------

    def save(self, row: E, *, was: E | None = None) -> E:
        """Write a new row, or what differs in one that was read; gives the row as it now is.

        Raises: Refused, for a row that exists but was never read; NotFound, when it was removed meanwhile.
        """
        base: E | None = was or self._read(row)
        return self._edit(row, base) if base is not None and row.id else self.save_all([row])[0]

    def save_all(self, rows: Sequence[E]) -> list[E]:
        """Write many new rows.

        Raises: Refused, when one of them exists already.
        """
        made: list[E] = []
        for noun in dict.fromkeys(row.noun for row in rows):
            made += self._insert(noun, [row for row in rows if row.noun is noun])
        if len({row.noun for row in rows}) < 2:  # noqa: PLR2004 - one noun: already in the caller's order
            return made
        by_noun = {noun: iter([row for row in made if row.noun is noun]) for noun in {row.noun for row in rows}}
        return [next(by_noun[row.noun]) for row in rows]

    def ensure(self, row: E) -> E:
        """Give the row of a noun that is its name, made when it is not there."""
        known = self.id_for(row)
        return self.find(type(row), known) or self.save(row)

    def id_for(self, row: Entity) -> str:
        """Say what id a row of a noun that is its name has in this workspace."""
        names = [str(row.noun.by_name[name].kind.encode(getattr(row, name)) or "") for name in row.noun.key]
        return natural_id(self._work.identity.workspace, row.noun.table, *names)

    def remove(self, row: Entity) -> None:
        """Put a row into the bin."""
        self.remove_all(row.noun, [row.id])

    def remove_all(self, noun: Noun, ids: Sequence[str]) -> None:
        """Put rows into the bin, where they stay for 180 days."""
        for at in range(0, len(ids), _CHUNK):
            self._remove(noun, list(ids[at : at + _CHUNK]))
        if ids:
            self.steps.append(["del", noun.table, list(ids)])

    def restore(self, noun: Noun, row: str) -> None:
        """Take a row out of the bin.

        Raises: NotFound, when it is not there.
        """
        kept = self._file.execute(
            "select payload from sync_trash where row = ? and noun = ?", (row, noun.table)
        ).fetchone()
        if kept is None:
            raise NotFound("This is not in the bin.", "Rows stay there for 180 days.")
        cells: dict[str, Cell] = json.loads(kept[0])
        self._allow(noun, row, noun.plain, cells)
        self._write_new(noun, [noun.encode(noun.read({**cells, "id": row}))])
        self._file.execute("delete from sync_trash where row = ? and noun = ?", (row, noun.table))
        capture.mark_back(self._file, noun.table, row, self.stamp)
        self.steps.append(["back", noun.table, [row]])

    # --- how --------------------------------------------------------------------------------

    def _insert(self, noun: Noun, rows: list[E]) -> list[E]:
        given = [row.id or (self.id_for(row) if noun.key else "") for row in rows]
        fresh = iter(self._mint.many(given.count("")))
        prefix = f"{self._work.identity.member}." if noun.author_scoped else ""
        made = [noun.derive(row, id=Id(one or prefix + next(fresh))) for row, one in zip(rows, given, strict=True)]
        back = self._known([one for one in given if one], noun)
        cells = [noun.encode(row) for row in made]
        for row in made:
            self._allow(noun, row.id, noun.plain, {"section": getattr(row, "section", None)})
        self._write_new(noun, [one for one in cells if one[0] not in back])
        born = [row.id for row in made if row.id not in back]
        capture.mark_new(self._file, noun.table, born, self.stamp)
        self._born.update((noun.table, one) for one in born)
        if born:
            self.steps.append(["new", noun.table, born])
        for row in made:
            if row.id in back:
                self.restore(noun, row.id)
                self._edit(row, self.get(type(row), row.id))
            self._base[noun.table, row.id] = row
        return made

    def _known(self, ids: list[str], noun: Noun) -> set[str]:
        """Refuse ids that are taken; give those that wait in the bin."""
        if not ids:
            return set()
        asked = json.dumps(ids)
        taken = f"select id from {noun.table} where id in (select value from json_each(?)) limit 1"
        if self._file.execute(taken, (asked,)).fetchone():
            raise Refused(f"This is already among your {noun.title.lower()}.", "Open it and change it there.")
        binned = "select row from sync_trash where noun = ? and row in (select value from json_each(?))"
        return {row for (row,) in self._file.execute(binned, (noun.table, asked))}

    def _write_new(self, noun: Noun, cells: list[list[Cell]]) -> None:
        if not cells:
            return
        cells.sort(key=lambda row: str(row[0]))
        columns = stored(noun)
        order = tables.insert_order(noun.table, columns)
        if order != columns:
            raise AssertionError("columns keep the order they were given in")
        when, who = moment_cell(self.now), self._work.identity.member
        self._file.executemany(tables.insert_text(noun.table, columns), [[*row, when, who, when, who] for row in cells])
        self._grown.add(noun.table)
        at = {name: place for place, name in enumerate(noun.names)}
        for by in derive.links_folded(noun.table):
            self._parents.setdefault((noun.table, by), set()).update(str(row[at[by]]) for row in cells if row[at[by]])
        if any(field.gathered for field in noun.fields):
            self._own_folds(noun, [str(row[0]) for row in cells])

    def _own_folds(self, noun: Noun, ids: list[str]) -> None:
        for field in noun.fields:
            if field.gathered:
                self._parents.setdefault((field.gathered.table, field.gathered.by), set()).update(ids)

    def _read(self, row: E) -> E | None:
        found = self._base.get((row.noun.table, row.id))
        return found if isinstance(found, type(row)) else None

    def _edit(self, row: E, base: E) -> E:
        noun = row.noun
        cells = self._cells(noun, row.id)
        changed = [(f, new) for f in noun.plain if (new := _cell(f, row)) != _cell(f, base)]
        if not changed:
            return base
        self._allow(noun, row.id, [field for field, _ in changed], cells)
        if any(field.name == "section" for field, _ in changed):
            raise Refused("Who may see this was decided when it was made.", "Make a copy in the other section instead.")
        self._mark(noun, row.id, changed, cells)
        derive.note_parents(self._parents, noun, cells)
        cells.update({field.name: new for field, new in changed})
        derive.note_parents(self._parents, noun, cells)
        fresh: E = noun.read(cells)
        computed = {field.name: field.kind.encode(field.own(fresh)) for field in noun.fields if field.own}
        written = {field.name: new for field, new in changed} | {n: c for n, c in computed.items() if c != cells[n]}
        self._update(noun, row.id, written)
        made: E = noun.derive(fresh)
        self._base[noun.table, row.id] = made
        self._touched.setdefault(noun.table, set()).add(row.id)
        return made

    def _mark(self, noun: Noun, row: str, changed: list[tuple[Field, Cell]], cells: dict[str, Cell]) -> None:
        if (noun.table, row) in self._born:
            return  # born in this change: its one mark covers every cell
        stands = capture.standing(self._file, noun.table, row)
        for field, new in changed:
            base = stands.stamp(field.name, cells[field.name])
            view = capture.text_in_view(self._file, noun.table, row, field.name, stands, base) if field.long else None
            edit = capture.Edit(self.stamp, base, cells[field.name], view, stands.marked.get(field.name, 0))
            capture.mark_cell(self._file, noun.table, row, field.name, edit)
            self.steps.append(["set", noun.table, row, field.name, cells[field.name], new])

    def _update(self, noun: Noun, row: str, written: dict[str, Cell]) -> None:
        written = {**written, "changed_at": moment_cell(self.now), "changed_by": self._work.identity.member}
        text, order = tables.update_text(noun.table, tuple(sorted(written)))
        self._file.execute(text, [row if name == "_id" else written[name] for name in order])

    def _cells(self, noun: Noun, row: str) -> dict[str, Cell]:
        found = self._file.execute(reading.select_raw(noun), (row,)).fetchone()
        if found is None:
            raise NotFound("This was removed meanwhile.", "You find it in the bin.")
        return dict(zip(noun.names, found, strict=True))

    def _remove(self, noun: Noun, ids: list[str]) -> None:
        asked = f"select slot, {reading.names(noun)} from {noun.table} where id in (select value from json_each(?))"
        found = self._file.execute(asked, (json.dumps(ids),)).fetchall()
        if len(found) < len(set(ids)):
            raise NotFound("This was removed meanwhile.", "You find it in the bin.")
        gone, kept, when = [], [], moment_cell(self.now)
        for slot_and_cells in found:
            cells = dict(zip(noun.names, slot_and_cells[1:], strict=True))
            self._allow(noun, str(cells["id"]), noun.plain[:1], cells)
            derive.note_parents(self._parents, noun, cells)
            payload = {f.name: cells[f.name] for f in noun.plain if cells[f.name] is not None}
            title = str(noun.decode_raw(slot_and_cells[1:]))
            kept.append((cells["id"], noun.table, json.dumps(payload, ensure_ascii=False), self.stamp, when, title))
            gone.append((str(cells["id"]), capture.standing(self._file, noun.table, str(cells["id"])).seen()))
        columns = ("row", "noun", "payload", "stamp", "at", "title")
        self._file.executemany(tables.insert_text("sync_trash", columns), kept)
        self._file.executemany(tables.delete_text(noun.table), [(one,) for one, _ in gone])
        capture.mark_gone(self._file, noun.table, gone, self.stamp)
        search.forget(self._file, noun, [row[0] for row in found])
        for one, _ in gone:
            self._base.pop((noun.table, one), None)
            self._touched.get(noun.table, set()).discard(one)
        self._grown.add(noun.table)

    def _allow(self, noun: Noun, row: str, fields: Iterable[Field], cells: dict[str, Any]) -> None:
        """Refuse what this person was not granted, before it is written."""
        levels = self._work.identity.levels
        if levels is None:
            return  # the owner of the workspace
        section = cells.get("section")
        for field in fields:
            if not may_write(levels, noun, noun.stream_of(field, section), row, self._work.identity.member):
                raise NotAllowed("You may look at this, but not change it.", "Ask the owner to let you work on it.")

    def finish(self) -> Changed:
        """Write what follows from the change; gives the news of it."""
        folded = derive.fold_again(self._file, self._parents)
        for table in self._grown | set(self._touched):
            noun = tables.noun_of(table)
            if noun is not None:
                search.index_written(self._file, noun, self._touched.get(table, ()))
        edits = {
            (step[1], one) for step in self.steps for one in (step[2] if isinstance(step[2], list) else [step[2]])
        } | folded
        named = frozenset(edits) if len(edits) <= _FEW else frozenset()
        return Changed(self.title, frozenset(table for table, _ in edits), named, self.origin)


def _cell(field: Field, row: Entity) -> Cell:
    return field.kind.encode(getattr(row, field.name))
