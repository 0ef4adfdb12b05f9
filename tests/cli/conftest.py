"""The command line as tests call it: the real program, in this process, with what it printed."""

import json
import shutil
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO

import pytest

from ats_desktop.background.bell import Bell
from ats_desktop.cli.main import main
from ats_desktop.store.workspace import Workspace

NAME = "one"


@dataclass(frozen=True)
class Answer:
    """What a command said: its exit code, and what it printed."""

    code: int
    out: str
    err: str

    @property
    def told(self):
        return json.loads(self.out)

    @property
    def row(self):
        return self.told["row"]


@pytest.fixture(scope="session")
def fresh(tmp_path_factory):
    """A workspace file that was just made; copying it is a hundred times faster than making one."""
    folder = tmp_path_factory.mktemp("fresh")
    Workspace.open(folder).close()
    return folder


@pytest.fixture
def home(profile, fresh):
    """A profile with an empty workspace."""
    shutil.copytree(fresh, profile / "workspaces" / NAME)
    (profile / "config.toml").write_text(f'workspace = "{NAME}"\n')
    return profile


@pytest.fixture
def ats(profile, monkeypatch):
    """Run one command in this process."""

    def run(*words, stdin=""):
        out, err = StringIO(), StringIO()
        monkeypatch.setattr("sys.stdin", StringIO(stdin))
        with redirect_stdout(out), redirect_stderr(err):
            code = main(list(words))
        return Answer(code, out.getvalue(), err.getvalue())

    return run


@pytest.fixture
def work(home):
    """The workspace, open beside the command line as in a window."""
    opened = Workspace.open(home / "workspaces" / NAME)
    yield opened
    opened.close()


@pytest.fixture
def rung(profile):
    """A window's bell; calling it gives what was heard so far."""
    heard = []
    bell = Bell(profile, heard.append)
    yield lambda: list(heard)
    bell.close()
