"""The first door: what a verb may do to rows, noted as it is done.

Why:    the difference is taken against the row as the caller read it, so that an edit made
        meanwhile by another process is never reverted.  Rows, marks, undo step, computed
        fields and the index are written in one transaction.
Source: rulings 10-16.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cached_property
from itertools import repeat
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

from ats_desktop.domain.catalog import BY_TABLE
from ats_desktop.domain.schema import Cell, Entity, Field, Noun, moment_cell
from ats_desktop.domain.sharing import may_write
from ats_desktop.domain.stamps import Mint, natural_id
from ats_desktop.domain.texts import merge_lines
from ats_desktop.errors import NotAllowed, NotFound, Refused
from ats_desktop.store import capture, derive, reading, search, statements
from ats_desktop.store.feed import Changed

if TYPE_CHECKING:
    from ats_desktop.store.workspace import Workspace

E = TypeVar("E", bound=Entity)
_CHUNK = 500
_FEW = 200  # edits named in the news
_MANY = 50  # rows from which on columns that none of them fills are left out: the driver is slow with NULL


class Change:
    """One change by one person: everything in it happens, or nothing."""

    def __init__(self, work: "Workspace", title: str, hlc: str, origin: str) -> None:
        self.title = title
        self.origin = origin
        self.now: datetime = work.now()
        self.stamp = hlc + work.identity.tag
        self.steps: list[list[Any]] = []  # for undo, in the order done
        self.when = moment_cell(self.now)  # as cells and papers have it
        self._work = work
        self._file = work.connection()
        self._hlc = hlc
        self._base: dict[tuple[str, str], Entity] = {}
        self._born: set[tuple[str, str]] = set()
        self._parents: derive.Parents = {}
        self._touched: dict[str, set[str]] = {}  # table -> ids edited
        self._grown: set[str] = set()  # tables with new rows

    @cached_property
    def _mint(self) -> Mint:
        return Mint(self._hlc)

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
        found = self._base[kind.noun.table, row] = self._work.get(kind, row)
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

    def remove_all(self, noun: Noun, ids: Sequence[str], *, titled: bool = True) -> None:
        """Put rows into the bin, where they stay for 180 days; it lists those that have a title."""
        for some in in_chunks(ids):
            self._remove(noun, some, titled=titled)
        if ids:
            self.steps.append(["del", noun.table, list(ids)])

    def restore(self, noun: Noun, row: str) -> None:
        """Take a row out of the bin.

        Raises: NotFound, when it is not there.
        """
        self.restore_all(noun, [row])

    def restore_all(self, noun: Noun, ids: Sequence[str]) -> None:
        """Take rows out of the bin.

        Raises: NotFound, when one of them is not there.
        """
        for some in in_chunks(ids):
            self._restore(noun, some)
        if ids:
            self.steps.append(["back", noun.table, list(ids)])

    # --- how --------------------------------------------------------------------------------

    def _insert(self, noun: Noun, rows: Sequence[E]) -> list[E]:
        given = [row.id or (self.id_for(row) if noun.key else "") for row in rows]
        fresh = iter(self._mint.many(given.count("")))
        prefix = f"{self._work.identity.member}." if noun.author_scoped else ""
        made: list[E] = [noun.derive(row, id=one or prefix + next(fresh)) for row, one in zip(rows, given, strict=True)]
        back = self._known([one for one in given if one], noun)
        self._allow_all(noun, made)
        self._allow_closed(noun, made)
        self._bear(noun, [row for row in made if row.id not in back])
        for row in made if back else ():
            if row.id in back:
                self.restore(noun, row.id)
                self._edit(row, self.get(type(row), row.id))
        if len(made) <= _MANY:  # of many rows only the ids are kept; one that is changed again is read again
            self._base.update(zip(_named(noun, (row.id for row in made)), made, strict=True))
        return made

    def _bear(self, noun: Noun, rows: Sequence[Entity]) -> None:
        rows = sorted(rows, key=attrgetter("id"))  # out of order, every index costs several times as much
        ids = [row.id for row in rows]
        self._write_new(noun, rows, unwritten=self._closed(noun))
        capture.mark_rows(self._file, noun.table, ids, "new", self.stamp)
        self._born.update(_named(noun, ids))
        if ids:
            self.steps.append(["new", noun.table, ids])

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

    def _write_new(self, noun: Noun, rows: Sequence[Entity], unwritten: Iterable[Field] = ()) -> None:
        if not rows:
            return
        columns = noun.encode_all(rows) | {field.name: (None,) * len(rows) for field in unwritten}
        for by in derive.links_folded(noun.table):
            self._parents.setdefault((noun.table, by), set()).update(str(one) for one in columns[by] if one)
        if any(field.gathered for field in noun.fields):
            self._own_folds(noun, (row.id for row in rows))
        if len(rows) >= _MANY:
            columns = {name: cells for name, cells in columns.items() if any(cell is not None for cell in cells)}
        when, who = (self.when,) * len(rows), (self._work.identity.member,) * len(rows)
        columns |= {"created_at": when, "created_by": who, "changed_at": when, "changed_by": who}
        self._file.executemany(statements.insert_text(noun.table, tuple(columns)), zip(*columns.values(), strict=True))
        self._grown.add(noun.table)

    def _own_folds(self, noun: Noun, ids: Iterable[str]) -> None:
        for field in noun.fields:
            if field.gathered:
                self._parents.setdefault((field.gathered.table, field.gathered.by), set()).update(ids)

    def _read(self, row: E) -> E | None:
        named = (row.noun.table, row.id)
        found = self._base.get(named) or (self.find(type(row), row.id) if named in self._born else None)
        return found if isinstance(found, type(row)) else None

    def _edit(self, row: E, base: E) -> E:
        noun = row.noun
        cells = self._cells(noun, row.id)
        changed = [(field, _joined(field, base, new, cells[field.name])) for field, new in noun.changes(row, base)]
        if not changed:
            return base
        self._allow(noun, row.id, [field for field, _ in changed], cells)
        if any(field.name == "section" for field, _ in changed):
            raise Refused("Who may see this was decided when it was made.", "Make a copy in the other section instead.")
        self._mark(noun, row.id, changed, cells)
        derive.note_parents(self._parents, noun, cells)
        cells.update({field.name: new for field, new in changed})
        derive.note_parents(self._parents, noun, cells)
        made: E = noun.derive(noun.decode_raw(list(cells.values())))
        written = {field.name: new for field, new in changed}
        written |= {
            name: cell for name, _, encode in noun.owned if (cell := encode(getattr(made, name))) != cells[name]
        }
        self._update(noun, row.id, written)
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
        written = {**written, "changed_at": self.when, "changed_by": self._work.identity.member}
        text, order = statements.update_text(noun.table, tuple(sorted(written)))
        self._file.execute(text, [row if name == "_id" else written[name] for name in order])

    def _cells(self, noun: Noun, row: str) -> dict[str, Cell]:
        found = self._file.execute(reading.select_raw(noun), (row,)).fetchone()
        if found is None:
            raise NotFound("This was removed meanwhile.", "You find it in the bin.")
        return dict(zip(noun.names, found, strict=True))

    def _remove(self, noun: Noun, ids: list[str], *, titled: bool) -> None:
        asked = f"select slot, {reading.names(noun)} from {noun.table} where id in (select value from json_each(?))"
        found = self._file.execute(asked, (json.dumps(ids),)).fetchall()
        if len(found) < len(set(ids)):
            raise NotFound("This was removed meanwhile.", "You find it in the bin.")
        views = capture.in_view(self._file, noun.table, ids)
        gone, kept = [], []
        for slot_and_cells in found:
            cells = dict(zip(noun.names, slot_and_cells[1:], strict=True))
            row = str(cells["id"])
            self._allow(noun, row, noun.plain[:1], cells)
            derive.note_parents(self._parents, noun, cells)
            payload = {f.name: cells[f.name] for f in noun.plain if cells[f.name] is not None}
            title = str(noun.decode_raw(slot_and_cells[1:])) if titled else None
            kept.append((row, noun.table, json.dumps(payload, ensure_ascii=False), self.stamp, self.when, title))
            gone.append((row, views[row]))
        columns = ("row", "noun", "payload", "stamp", "at", "title")
        self._file.executemany(statements.insert_text("sync_trash", columns), kept)
        self._file.executemany(statements.delete_text(noun.table), [(one,) for one, _ in gone])
        capture.mark_gone(self._file, noun.table, gone, self.stamp)
        search.forget(self._file, noun, [row[0] for row in found])
        for one, _ in gone:
            self._base.pop((noun.table, one), None)
            self._touched.get(noun.table, set()).discard(one)
        self._grown.add(noun.table)

    def _restore(self, noun: Noun, ids: list[str]) -> None:
        asked, named = "noun = ? and row in (select value from json_each(?))", (noun.table, json.dumps(ids))
        kept = self._file.execute(f"select row, payload from sync_trash where {asked} order by row", named).fetchall()
        if len(kept) < len(set(ids)):
            raise NotFound("This is not in the bin.", "Rows stay there for 180 days.")
        rows = [noun.derive(noun.read({**json.loads(cells), "id": row})) for row, cells in kept]
        self._allow_all(noun, rows)
        self._write_new(noun, rows)
        for row, cells in kept:
            self._keep_empty(noun, row, json.loads(cells))
        self._file.execute(f"delete from sync_trash where {asked}", named)
        capture.mark_rows(self._file, noun.table, ids, "undel", self.stamp)

    def _keep_empty(self, noun: Noun, row: str, cells: dict[str, Cell]) -> None:
        """Leave a cell empty that was emptied on purpose, where its field has a default."""
        empty = [f.name for f in noun.plain if f.name not in cells and f.kind.encode(f.default) is not None]
        if empty:
            text, order = statements.update_text(noun.table, tuple(empty))
            self._file.execute(text, [row if name == "_id" else None for name in order])

    def _allow_all(self, noun: Noun, rows: Iterable[Entity]) -> None:
        for row in rows if self._work.identity.levels is not None else ():
            self._allow(noun, row.id, noun.plain[:1], {"section": getattr(row, "section", None)})

    def _closed(self, noun: Noun) -> list[Field]:
        """List the fields of a noun that travel where this person may not write: she leaves them unwritten."""
        me = self._work.identity
        return [
            field
            for field in noun.plain
            if me.levels is not None and field.stream and not may_write(me.levels, noun, field.stream, "", me.member)
        ]

    def _allow_closed(self, noun: Noun, rows: Iterable[Entity]) -> None:
        """Refuse a new row that says something where this person may not write."""
        for field in self._closed(noun):
            if any(getattr(row, field.name) != field.default for row in rows):
                raise NotAllowed(f"{field.label} is not yours to write.", "Ask the owner to let you work on it.")

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
            noun = BY_TABLE.get(table)
            if noun is not None:
                search.index_written(self._file, noun, self._touched.get(table, ()))
        edits = self._edited() | folded
        named = frozenset(edits) if len(edits) <= _FEW else frozenset()
        nouns = {step[1] for step in self.steps} | {table for table, _ in folded}
        return Changed(self.title, frozenset(nouns), named, self.origin)

    def _edited(self) -> set[tuple[str, str]]:
        """Name the rows written, until there are more than the news will name."""
        edits: set[tuple[str, str]] = set()
        for _, table, rows, *_ in self.steps:
            edits.update((table, one) for one in ([rows] if isinstance(rows, str) else rows[: _FEW + 1]))
            if len(edits) > _FEW:
                break
        return edits


def _joined(field: Field, base: Entity, typed: Cell, now: Cell) -> Cell:
    """Join what was typed into a long text with what somebody else wrote there since it was read.

    Why:    whoever typed had not seen it, and the edit says that its writer saw what it replaces.  Lines changed
            in different places are joined; where both changed the same place, theirs is put below.
    """
    before = field.kind.encode(getattr(base, field.name))
    if not field.long or now in {before, typed}:
        return typed
    joined = merge_lines(str(before or ""), str(typed or ""), str(now or ""))
    return f"{typed or ''}\n\n{now or ''}" if joined is None else joined


def _named(noun: Noun, ids: Iterable[str]) -> Iterable[tuple[str, str]]:
    return zip(repeat(noun.table), ids)


def in_chunks(ids: Sequence[str]) -> Iterable[list[str]]:
    """Cut many ids into as many as one statement takes with ease."""
    return (list(ids[at : at + _CHUNK]) for at in range(0, len(ids), _CHUNK))
