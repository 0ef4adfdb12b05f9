"""Marks against an oracle that knows nothing of us: SQLite's own session extension.

Why:    a mark that is missing is an edit nobody else ever sees.  So thousands of random
        scripts are run, and what SQLite says changed must be what is marked, cell by cell.
Source: promises P6; rulings 19.
"""

import random
import shutil
from dataclasses import replace
from datetime import date

import apsw
import pytest

from ats_desktop.domain.catalog import BY_TABLE
from ats_desktop.domain.companies import Company
from ats_desktop.domain.jobs import JobOpportunity, WorkMode
from ats_desktop.domain.schema import Text
from ats_desktop.domain.tasks import Tag, Task

SCRIPTS = 10_000
AT_ONCE = 50  # scripts between two looks
LIFE = 500  # scripts of one file: with every thousand rows in it and in its bin, looking takes longer
NOUNS = (JobOpportunity, Company, Task, Tag)
LOCAL = {"slot", "created_at", "created_by", "changed_at", "changed_by"}


def _row(chance, kind):
    word = f"w{chance.randrange(50)}"
    if kind is JobOpportunity:
        return JobOpportunity(title=word, location=chance.choice(["", "Riga"]), priority=chance.choice([None, 1, 5]))
    if kind is Company:
        return Company(name=word, watch=chance.random() < 0.5)
    return Task(title=word) if kind is Task else Tag(name=f"{word}{chance.random()}")


def _edit(chance, row):
    if isinstance(row, JobOpportunity):
        return replace(
            row,
            **chance.choice(
                [
                    {"title": f"t{chance.randrange(9)}"},
                    {"location": ""},
                    {"priority": chance.choice([None, 2])},
                    {"deadline_on": date(2026, 12, chance.randrange(1, 28))},
                    {"description": Text(f"line {chance.randrange(9)}\n"), "work_mode": WorkMode.REMOTE},
                ]
            ),
        )
    if isinstance(row, Company):
        return replace(row, name=f"n{chance.randrange(9)}", watch=not row.watch)
    return replace(row, title=f"t{chance.randrange(9)}") if isinstance(row, Task) else replace(row, color="red")


def _script(chance, work):
    """Run one random change: births, edits, removals and returns in any mixture."""
    with work.change("Script") as change:
        for _ in range(chance.randrange(1, 5)):
            kind = chance.choice(NOUNS)
            rows = work.all(kind, limit=6)
            what = chance.random()
            if what < 0.35 or not rows:
                change.save(_row(chance, kind))
            elif what < 0.75:
                row = chance.choice(rows)
                change.save(_edit(chance, change.get(kind, row.id)))
            elif what < 0.9:
                change.remove(chance.choice(rows))
            elif binned := work.bin():
                noun, row, *_ = chance.choice(binned)
                change.restore(noun, row)


def _changed_cells(before, after):
    """Ask SQLite's session extension what differs: {(table, id, column)} with "" for a birth or a death."""
    file = apsw.Connection(str(after), flags=apsw.SQLITE_OPEN_READONLY)
    file.execute("attach ? as before", (str(before),)).fetchall()
    session = apsw.Session(file, "main")
    found = set()
    for table in ("job_opportunities", "companies", "tasks", "tags"):
        session.attach(table)
        session.diff("before", table)
        names = [name for _, name, *_ in file.execute(f"pragma table_info({table})")]
    for change in apsw.Changeset.iter(session.changeset()):
        names = [name for _, name, *_ in file.execute(f"pragma table_info({change.name})")]
        if change.op != "UPDATE":
            cells = change.new if change.op == "INSERT" else change.old
            found.add((change.name, cells[names.index("id")], ""))
            continue
        if change.new[names.index("id")] is not apsw.no_change:  # one row went, and the next one took its place
            found |= {(change.name, cells[names.index("id")], "") for cells in (change.old, change.new)}
            continue
        slot = change.old[0]
        (row,) = file.execute(f"select id from {change.name} where slot = ?", (slot,)).fetchone()
        found.update(
            (change.name, row, name)
            for name, cell in zip(names, change.new, strict=True)
            if cell is not apsw.no_change and name not in LOCAL and not BY_TABLE[change.name].by_name[name].derived
        )
    session.close()
    file.close()
    return found


def _marked(work, since):
    asked = "select noun, row, field, kind from sync_dirty where seq > ?"
    return {(noun, row, field) for noun, row, field, _ in work.rows(asked, since)}


@pytest.mark.timeout(300)
def test_sqlite_itself_says_the_same_as_the_marks(new_work, tmp_path):
    seed = random.randrange(1 << 32)
    print(f"seed {seed}")
    chance = random.Random(seed)
    for life in range(SCRIPTS // LIFE):
        work = new_work(f"life {life}")
        path, before = work.folder / "data.db", tmp_path / "before.db"
        work.connection().execute("pragma synchronous = off")  # this test is about marks, not about power
        for _ in range(LIFE // AT_ONCE):
            work.connection().execute("delete from sync_dirty")  # as if all were acknowledged
            work.connection().execute("pragma wal_checkpoint(truncate)")
            shutil.copy(path, before)
            for _ in range(AT_ONCE):
                _script(chance, work)
            work.connection().execute("pragma wal_checkpoint(truncate)")
            _compare(_changed_cells(before, path), work)


def _compare(changed, work):
    """Every cell SQLite saw change has a mark, and no row has a mark that nothing touched."""
    marks = work.rows("select noun, row, field, kind from sync_dirty")
    whole = {(noun, row) for noun, row, field, kind in marks if kind != "set"}
    cells = {(noun, row, field) for noun, row, field, kind in marks if kind == "set"}
    missing = {(t, r, c) for t, r, c in changed if (t, r) not in whole and (t, r, c) not in cells}
    assert missing == set()
    touched = {(table, row) for table, row, _ in changed}
    back_to_where_it_was = {(n, r) for n, r, _ in cells} | whole
    assert touched <= back_to_where_it_was


def test_the_oracle_knows_a_row_that_took_the_place_of_another(work, tmp_path):
    with work.change("Add") as change:
        gone = change.save(JobOpportunity(title="Engineer"))
    work.connection().execute("delete from sync_dirty")
    work.connection().execute("pragma wal_checkpoint(truncate)")
    shutil.copy(work.folder / "data.db", tmp_path / "before.db")
    with work.change("Remove") as change:
        change.remove(gone)
    with work.change("Add") as change:
        made = change.save(JobOpportunity(title="Pilot"))
    work.connection().execute("pragma wal_checkpoint(truncate)")

    changed = _changed_cells(tmp_path / "before.db", work.folder / "data.db")

    assert changed == {("job_opportunities", row.id, "") for row in (gone, made)}
    _compare(changed, work)


def test_the_oracle_catches_a_mark_that_is_missing(work, tmp_path):
    with work.change("Add") as change:
        row = change.save(JobOpportunity(title="Engineer"))
    work.connection().execute("delete from sync_dirty")
    work.connection().execute("pragma wal_checkpoint(truncate)")
    shutil.copy(work.folder / "data.db", tmp_path / "before.db")
    work.connection().execute("update job_opportunities set title = 'Planted' where id = ?", (row.id,))
    work.connection().execute("pragma wal_checkpoint(truncate)")

    changed = _changed_cells(tmp_path / "before.db", work.folder / "data.db")

    assert changed == {("job_opportunities", row.id, "title")}
    with pytest.raises(AssertionError):
        _compare(changed, work)
