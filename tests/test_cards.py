"""The card: take one package away, and see that the named step says so plainly and everything else still works.

Why:    a package may be missing, broken or too old on somebody's machine; the candidate's data is hers all the same.
"""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass

import pytest

from ats_desktop.store.workspace import Workspace

WITHOUT = """
import sys

class Gone:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {gone}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

sys.meta_path.insert(0, Gone())
"""
COMMAND = "from ats_desktop.__main__ import main; sys.exit(main())"


@dataclass(frozen=True)
class Ran:
    """How a program ended, and what it printed."""

    code: int
    out: str
    err: str


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """A profile with one job in it."""
    folder = tmp_path_factory.mktemp("filled") / "profile"
    folder.mkdir()
    (folder / "config.toml").write_text('workspace = "one"\n')
    Workspace.open(folder / "workspaces" / "one").close()
    run_without((), folder, "add", "job_opportunities", "title=Clock Keeper", "company_name=Halden Robotics")
    return folder


@pytest.fixture
def home(filled, tmp_path):
    return shutil.copytree(filled, tmp_path / "profile")


def run_without(gone, home, *words, program=COMMAND, stdin="", **surroundings):
    """Run the program where some packages cannot be imported."""
    code = WITHOUT.format(gone=set(gone) or "()") + program
    env = {**os.environ, "ATS_HOME": str(home), "ATS_KEYRING": "memory", **surroundings}
    ran = subprocess.run(
        [sys.executable, "-c", code, *words], input=stdin, env=env, capture_output=True, text=True, check=False
    )
    assert "Traceback" not in ran.stderr, ran.stderr
    return Ran(ran.returncode, ran.stdout, ran.stderr)


def missing(package):
    return Ran(3, "", f"A part of the program is missing: {package}.\nInstall the program again.\n")


def job(home, gone):
    """The id of the one job, as the program lists it without a package."""
    return json.loads(run_without(gone, home, "list", "job_opportunities", "--json").out)["rows"][0]["id"]


# --- PySide6 ------------------------------------------------------------------------------------


def test_without_qt_the_window_says_so(home):
    ran = run_without({"PySide6", "shiboken6"}, home)

    assert ran == Ran(
        3, "", "The window needs PySide6, which is not installed.\nAll of `ats --help` works without it.\n"
    )


def test_without_qt_the_whole_command_line_works(home):
    gone = {"PySide6", "shiboken6"}
    said = [
        run_without(gone, home, *words).code
        for words in (
            ("--help",),
            ("show", "job_opportunities", job(home, gone)),
            ("search", "clock"),
            ("tables",),
            ("add", "tasks", "title=Write"),
            ("undo",),
            ("backup", "create"),
            ("db", "check"),
            ("log",),
        )
    ]

    assert said == [0] * len(said)


# --- SQLAlchemy ---------------------------------------------------------------------------------


def test_without_sqlalchemy_everything_can_be_read(home):
    gone = {"sqlalchemy"}
    said = {
        words[0]: run_without(gone, home, *words).out
        for words in (
            ("list", "job_opportunities"),
            ("show", "job_opportunities", job(home, gone)),
            ("search", "clock"),
            ("tables",),
        )
    }

    assert all("Clock Keeper" in out for out in said.values()), said
    assert run_without(gone, home, "count", "job_opportunities", "--where", "title~clock").out == "1\n"


def test_without_sqlalchemy_a_change_says_so_and_changes_nothing(home):
    ran = run_without({"sqlalchemy"}, home, "add", "tasks", "title=Write")

    assert ran == missing("sqlalchemy")
    assert run_without((), home, "count", "tasks").out == "0\n"


# --- Alembic ------------------------------------------------------------------------------------


def test_without_alembic_a_current_file_opens_and_is_written_to(home):
    gone = {"alembic"}

    made = run_without(gone, home, "add", "tasks", "title=Write")

    assert made.code == 0
    assert run_without(gone, home, "count", "tasks").out == "1\n"


def test_without_alembic_a_new_file_says_so(tmp_path):
    assert run_without({"alembic"}, tmp_path / "new", "list", "tasks") == missing("alembic")
