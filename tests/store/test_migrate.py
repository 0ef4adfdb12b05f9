"""Migrations are all or nothing: checked before they count, and only after a copy that was opened.

Source: promises P19, P20; rulings 16, 18.
"""

import multiprocessing
import os
import shutil
import signal

import pytest
from planting import Migrations

from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.errors import Damaged, Refused
from ats_desktop.store import backup, versions
from ats_desktop.store.opening import connect
from ats_desktop.store.workspace import Workspace

ROWS = 10_000


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """A workspace as the first version wrote it, with ten thousand jobs."""
    folder = tmp_path_factory.mktemp("first")
    with pytest.MonkeyPatch.context() as patch:
        migrations = Migrations(folder / "shipped")
        migrations.ship(patch)
        migrations.only(1)
        work = Workspace.open(folder / "work")
        with work.change("Import") as change:
            change.save_all([JobOpportunity(title=f"Job {number}", company_name="Halden") for number in range(ROWS)])
        work.close()
        file = connect(folder / "work" / "data.db")
        file.execute("insert or replace into search_noun (noun, upto) values ('job_opportunities', ?)", (ROWS,))
        file.close()
    versions.newest.cache_clear()
    return folder / "work"


@pytest.fixture
def old(first, tmp_path):
    """A copy of it, for today's program to open."""
    return shutil.copytree(first, tmp_path / "work")


def contents(folder):
    """Read the version of a file and what its jobs hold, without any program above it.

    A column added later holds nothing: of each row the cells are told that hold something.
    """
    file = connect(folder / "data.db", read_only=True)
    try:
        (version,) = file.execute("pragma user_version").fetchone()
        assert file.execute("pragma integrity_check").fetchall() == [("ok",)]
        found = file.execute("select * from job_opportunities order by id")
        names = [name for name, *_ in found.description]
        return version, [{n: c for n, c in zip(names, row, strict=True) if c is not None} for row in found.fetchall()]
    finally:
        file.close()


def tables(folder):
    file = connect(folder / "data.db", read_only=True)
    try:
        return {name for (name,) in file.execute("select name from sqlite_master where type = 'table'")}
    finally:
        file.close()


def test_from_the_first_version_to_todays_nothing_is_lost(old):
    _, before = contents(old)
    work = Workspace.open(old)
    work.close()

    version, after = contents(old)

    assert (version, after) == (versions.newest(), before)
    assert len(after) == ROWS


def test_before_it_runs_a_copy_is_made_and_opened(old, tmp_path):
    before = contents(old)
    Workspace.open(old, backups=tmp_path / "backups").close()

    (copy,) = backup.listed(tmp_path / "backups")

    assert (copy.why, copy.verified) == ("before-upgrade", True)
    assert backup.verify(tmp_path / "backups", copy.name).content == copy.content
    (tmp_path / "back").mkdir()
    (tmp_path / "backups" / f"{copy.name}.db").rename(tmp_path / "back" / "data.db")
    assert contents(tmp_path / "back") == before


def test_a_file_of_today_is_opened_without_a_copy(old, tmp_path):
    Workspace.open(old).close()

    Workspace.open(old, backups=tmp_path / "backups").close()

    assert not (tmp_path / "backups").exists()


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("op.execute('delete from job_opportunities where rowid % 100 = 7')", "changed rows"),
        ("op.execute('update job_opportunities set notes = 1')", "SQL"),
        ("op.execute(\"update job_opportunities set title = upper(title) where title = 'Job 7'\")", "changed rows"),
        ("op.drop_table('job_opportunities')", "dropped a table"),
        ("op.drop_column('job_opportunities', 'department')\nop.execute('delete from job_opportunities')", "lost rows"),
    ],
    ids=["deletes", "fails", "changes", "drops", "rewrites"],
)
def test_a_migration_that_harms_rows_is_rejected_and_nothing_changed(old, migrations, fault, said):
    before, known = contents(old), tables(old)
    migrations.plant(f"op.create_table('made_before', sa.Column('id', sa.Text()))\n{fault}")

    with pytest.raises(Exception) as caught:  # noqa: PT011 - ours for harm, SQL's own for a bug
        Workspace.open(old)

    if said != "SQL":
        assert isinstance(caught.value, Damaged)
        assert said in str(caught.value)
    assert contents(old) == before
    assert tables(old) == known


def test_a_migration_that_adds_a_column_and_a_table_is_welcome(old, migrations):
    """The control of the test above: the check does not reject everything."""
    _, before = contents(old)
    number = migrations.plant(
        """
        op.add_column("job_opportunities", sa.Column("mood", sa.Text()))
        op.create_table("moods", sa.Column("id", sa.Text()))
        """
    )

    Workspace.open(old).close()

    version, after = contents(old)
    assert (version, after) == (number, before)


def test_a_batch_migration_with_cascading_keys_takes_no_child_with_it(migrations, tmp_path):
    """Alembic's way to alter a table drops it; with foreign keys on, that once emptied the children's table."""
    migrations.plant(
        """
        op.create_table("parents", sa.Column("id", sa.Text(), primary_key=True), sa.Column("name", sa.Text()))
        key = sa.ForeignKey("parents.id", ondelete="CASCADE")
        op.create_table("children", sa.Column("id", sa.Text()), sa.Column("parent", sa.Text(), key))
        """
    )
    Workspace.open(tmp_path / "work").close()
    file = connect(tmp_path / "work" / "data.db")
    file.executemany("insert into parents values (?, 'Halden')", [(str(number),) for number in range(50)])
    file.executemany("insert into children values (?, ?)", [(str(n), str(n % 50)) for n in range(500)])
    file.close()
    migrations.plant("with op.batch_alter_table('parents', recreate='always') as table:\n    table.drop_column('name')")

    Workspace.open(tmp_path / "work").close()

    file = connect(tmp_path / "work" / "data.db")
    assert file.execute("select count(*) from children").fetchone() == (500,)
    assert file.execute("select count(*) from parents").fetchone() == (50,)
    file.close()


def test_a_newer_file_is_read_only_and_stays_as_it_is(old, migrations):
    number = migrations.plant("op.create_table('of_tomorrow', sa.Column('id', sa.Text()))")
    Workspace.open(old).close()
    migrations.restore()
    before = contents(old)

    work = Workspace.open(old)

    assert "newer version" in work.read_only
    assert work.count(JobOpportunity) == ROWS
    with pytest.raises(Refused, match="newer version"), work.change("Edit") as change:
        change.save(JobOpportunity(title="Other"))
    work.close()
    assert contents(old) == before
    assert before[0] == number


def _migrate(root, folder, said):
    """Migrate in a process of its own; the planted migration says when it is in the middle, and stays there."""
    os.environ["SAID"] = str(said)
    Migrations(root).ship(pytest.MonkeyPatch())
    Workspace.open(folder)


def test_killed_in_the_middle_the_old_file_is_there(old, migrations, tmp_path):
    before, known = contents(old), tables(old)
    migrations.plant(
        """
        import os, signal
        op.create_table("half", sa.Column("id", sa.Text()))
        op.execute("update job_opportunities set title = 'half way'")
        op.execute("insert into undo_step (title) select hex(randomblob(2000)) from job_opportunities")
        with open(os.environ["SAID"], "w") as said:
            said.write("in the middle")
        signal.pause()
        """
    )
    os.mkfifo(tmp_path / "said")
    places = (migrations.root, old, tmp_path / "said")
    child = multiprocessing.get_context("spawn").Process(target=_migrate, args=places)
    child.start()
    assert (tmp_path / "said").read_text() == "in the middle"

    os.kill(child.pid, signal.SIGKILL)
    child.join()

    assert contents(old) == before
    assert tables(old) == known
    migrations.restore()
    Workspace.open(old).close()
    assert contents(old) == (versions.newest(), before[1])
