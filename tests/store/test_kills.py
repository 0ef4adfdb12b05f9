"""Fifty times the program is killed in the middle of its work: what it had said was saved is there, and the file is whole.

Why:    a child edits, imports or migrates and acknowledges each step after it is done; it is killed at
        a moment nobody chose.  What was not acknowledged may be there or not, but never a half of it.
Source: promises P1, P6, P19.
"""

import random
import shutil
from collections import Counter
from dataclasses import replace

import pytest
from fences import SERVER
from planting import Migrations

from ats_desktop.domain.applications import Application, ApplicationStage
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.store import versions
from ats_desktop.store.opening import connect
from ats_desktop.store.workspace import Workspace

EDITS, IMPORTS, MIGRATIONS = 26, 14, 10
PIECE = 120  # rows of each noun in one import


# --- what the children do -----------------------------------------------------------------------


def _edit(folder, line):
    """Write one number into three fields of a job, and its stage, again and again; undo now and then."""
    work = Workspace.open(folder)
    job, application = work.all(JobOpportunity, order="title")[0], work.all(Application)[0]
    number = int(job.department or 0)
    while True:
        number += 1
        with work.change(f"Edit {number}") as change:
            job = change.save(
                replace(job, department=f"{number}", location=f"{number}", seniority=f"{number}"), was=job
            )
            change.save(ApplicationStage(application=application.id, to=f"stage {number}", occurred_at=change.now))
        line.send(number)
        if number % 7 == 0:
            with work.change("Never mind") as change:
                change.save(JobOpportunity(title="Taken back"))
            work.undo()


def _import(folder, line):
    """Import jobs with their applications and stages, piece by piece, each piece one change."""
    work = Workspace.open(folder)
    piece = len({row.source for row in work.all(JobOpportunity, where=[("source", "~", "piece")])})
    while True:
        piece += 1
        with work.change(f"Import {piece}") as change:
            named = [JobOpportunity(title=f"Job {n}", source=f"piece {piece}") for n in range(PIECE)]
            jobs = change.save_all(named)
            pursuits = change.save_all([Application(job=job.id, channel=f"piece {piece}") for job in jobs])
            change.save_all([ApplicationStage(application=one.id, to="applied") for one in pursuits])
        line.send(piece)


def _migrate(folder, line, root):
    """Bring the file up to date, as a version with one long migration more."""
    Migrations(root).ship(pytest.MonkeyPatch())
    line.send(0)
    Workspace.open(folder).close()
    line.send(1)


def killed(chance, work, *given, steps=6, within=(0.002, 0.02, 0.1)):
    """Let a child work until a moment that chance chooses, kill it; gives the last thing it acknowledged."""
    mine, theirs = SERVER.Pipe(duplex=False)
    child = SERVER.Process(target=work, args=(given[0], theirs, *given[1:]))
    child.start()
    theirs.close()
    last = mine.recv()
    for _ in range(chance.randrange(steps)):
        last = mine.recv()
    mine.poll(chance.random() * chance.choice(within))  # somewhere in the next step
    child.kill()  # SIGKILL; one that has just ended is no harm
    child.join()
    try:
        while mine.poll():
            last = mine.recv()
    except EOFError:
        pass
    mine.close()
    return last


# --- what must hold afterwards ------------------------------------------------------------------


def check(folder):
    """The file is whole, every row is marked once, folded fields agree, and the steps can be read."""
    file = connect(folder / "data.db")
    assert file.execute("pragma integrity_check").fetchall() == [("ok",)]
    tables = ("job_opportunities", "applications", "application_stages")
    rows = {(table, row) for table in tables for (row,) in file.execute(f"select id from {table}")}
    marks = Counter(file.execute("select noun, row from sync_dirty where kind = 'new'").fetchall())
    gone = set(file.execute("select noun, row from sync_dirty where kind = 'del'").fetchall())
    assert set(marks) == rows | gone
    assert set(marks.values()) <= {1}
    unfolded = """select count(*) from applications a where coalesce(stage, 'lead') <> coalesce((select "to" from
     application_stages s where s.application = a.id order by occurred_at desc, recorded_at desc, id desc limit 1), 'lead')"""
    assert file.execute(unfolded).fetchone() == (0,)
    (clock,) = file.execute("select value from sync_control where key = 'clock'").fetchone()
    (newest,) = file.execute("select max(stamp) from sync_dirty").fetchone()
    assert newest is None or newest[:16] <= clock
    file.close()


@pytest.fixture
def chance():
    seed = random.randrange(1 << 32)
    print(f"seed {seed}")
    return random.Random(seed)


@pytest.mark.timeout(240)
def test_killed_while_editing_nothing_acknowledged_is_lost(work, chance):
    with work.change("Begin") as change:
        job = change.save(JobOpportunity(title="Engineer"))
        change.save(Application(job=job.id))
    work.close()

    for _ in range(EDITS):
        number = killed(chance, _edit, work.folder)

        check(work.folder)
        again = Workspace.open(work.folder)
        found, pursuit = again.get(JobOpportunity, job.id), again.all(Application)[0]
        assert found.department == found.location == found.seniority
        assert number <= int(found.department) <= number + 1
        assert pursuit.stage == f"stage {found.department}"
        again.close()


@pytest.mark.timeout(240)
def test_killed_while_importing_every_piece_is_there_whole_or_not_at_all(work, chance):
    _ = work.identity
    work.close()

    for _ in range(IMPORTS):
        last = killed(chance, _import, work.folder)

        check(work.folder)
        again = Workspace.open(work.folder)
        pieces = again.rows("select source, count(*) from job_opportunities group by source")
        assert {count for _, count in pieces} == {PIECE}
        assert {f"piece {number}" for number in range(1, last + 1)} <= dict(pieces).keys()
        assert last <= len(pieces) <= last + 1
        assert again.count(Application) == again.count(ApplicationStage) == len(pieces) * PIECE
        again.close()


@pytest.mark.timeout(240)
def test_killed_while_migrating_the_old_file_is_there_or_the_new_one(migrations, tmp_path, chance):
    first, old = tmp_path / "first", versions.newest()
    work = Workspace.open(first)
    with work.change("Import") as change:
        change.save_all([JobOpportunity(title=f"Job {number}") for number in range(2_000)])
    before = work.rows("select * from job_opportunities order by slot")
    work.close()
    new = migrations.plant(
        "op.create_table('of_tomorrow', sa.Column('id', sa.Text()))\n"
        "op.execute('create index ix_tomorrow on job_opportunities (title, id)')\n"
        "op.add_column('job_opportunities', sa.Column('mood', sa.Text()))"
    )

    seen = Counter()
    for number in range(MIGRATIONS):
        folder = shutil.copytree(first, tmp_path / f"work {number}")
        said = killed(chance, _migrate, folder, migrations.root, steps=1, within=(0.02, 0.2, 0.6))
        check(folder)
        file = connect(folder / "data.db")
        (version,) = file.execute("pragma user_version").fetchone()
        mood = {name for _, name, *_ in file.execute("pragma table_info(job_opportunities)")} & {"mood"}
        after = file.execute("select * from job_opportunities order by slot").fetchall()
        file.close()
        seen[version] += 1
        assert version == new if said else version in {old, new}
        assert bool(mood) == (version == new)
        assert [line[: len(before[0])] for line in after] == before
        Workspace.open(folder).close()
    print(seen)
