"""The card: take one package away, and see that the named step says so plainly and everything else still works.

Why:    a package may be missing, broken or too old on somebody's machine; the candidate's data is hers all the same.
"""

import json
import os
import shutil
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass

import pytest

from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.tasks import Task
from ats_desktop.services import jobs
from ats_desktop.store.workspace import Workspace
from ats_desktop.sync.address import Address

WITHOUT = """
import sys

class Gone:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {gone}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

sys.meta_path.insert(0, Gone())
"""
KEYRING = """
from ats_desktop.outside.keys import Keys
Keys.lasting, Keys.get, Keys.put = True, lambda *_: "a secret", lambda *_: None
"""
COMMANDS = """
import io, json
from contextlib import redirect_stderr, redirect_stdout
from ats_desktop.__main__ import main

def typed(words, stdin):
    sys.argv, sys.stdin = ["ats", *words], io.StringIO(stdin)
    with redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()) as err:
        code = main()
    return code, out.getvalue(), err.getvalue()

print("SAID", json.dumps([typed(*one) for one in json.loads(sys.argv[1])]))
"""


@dataclass(frozen=True)
class Ran:
    """How a program ended, and what it printed."""

    code: int
    out: str
    err: str


@pytest.fixture(scope="module")
def filled(tmp_path_factory, blank):
    """A profile with one job in it."""
    folder = tmp_path_factory.mktemp("filled") / "profile"
    place = folder / "workspaces" / "one"
    place.mkdir(parents=True)
    (folder / "config.toml").write_text('workspace = "one"\n')
    shutil.copy(blank, place / "data.db")
    with closing(Workspace.open(place)) as work:
        jobs.add(work, "Clock Keeper", "Halden Robotics")
    return folder


@pytest.fixture
def home(filled, tmp_path):
    return shutil.copytree(filled, tmp_path / "profile")


@pytest.fixture
def look(home):
    """Open the file as it is now, with nothing missing."""
    with closing(Workspace.open(home / "workspaces" / "one")) as work:
        yield work


@pytest.fixture
def job(look):
    """The id of the one job."""
    return look.all(JobOpportunity)[0].id


def run_without(gone, home, program, *words, **surroundings):
    """Run a program where some packages cannot be imported."""
    code = WITHOUT.format(gone=set(gone) or "()") + program
    env = {**os.environ, "ATS_HOME": str(home), "ATS_KEYRING": "memory", **surroundings}
    ran = subprocess.run([sys.executable, "-c", code, *words], env=env, capture_output=True, text=True, check=False)
    assert "Traceback" not in ran.stderr, ran.stderr
    return Ran(ran.returncode, ran.stdout, ran.stderr)


def typed_without(gone, home, *commands, stdin="", before="", **surroundings):
    """Type commands one after the other where some packages cannot be imported; what came of each.

    Why:    in one process, for that starts once; what is missing is missing for each of them.
    """
    told = json.dumps([[words, stdin] for words in commands])
    ran = run_without(gone, home, before + COMMANDS, told, **surroundings)
    assert "SAID" in ran.out, ran
    said = [Ran(*one) for one in json.loads(ran.out.rpartition("SAID ")[2])]
    assert not [one for one in said if "Traceback" in one.err]
    return said


def codes_without(gone, home, *commands):
    return [ran.code for ran in typed_without(gone, home, *commands)]


def missing(package):
    return Ran(3, "", f"A part of the program is missing: {package}.\nInstall the program again.\n")


# --- PySide6 ------------------------------------------------------------------------------------


def test_without_qt_the_window_says_so_and_the_whole_command_line_works(home, job):
    window, *rest = typed_without(
        {"PySide6", "shiboken6"},
        home,
        [],
        ["--help"],
        ["show", "job_opportunities", job],
        ["search", "clock"],
        ["tables"],
        ["add", "tasks", "title=Write"],
        ["undo"],
        ["backup", "create"],
        ["db", "check"],
        ["log"],
        ["reminders", "run"],
        ["export", str(home / "out")],
        ["import", str(home / "out")],
        ["interviews", "--help"],
    )

    assert window == Ran(
        3, "", "The window needs PySide6, which is not installed.\nAll of `ats --help` works without it.\n"
    )
    assert [ran.code for ran in rest] == [0] * 13


# --- SQLAlchemy ---------------------------------------------------------------------------------


def test_without_sqlalchemy_everything_can_be_read_and_a_change_says_so_and_changes_nothing(home, job, look):
    *said, _, _, _, _, change = ran = typed_without(
        {"sqlalchemy"},
        home,
        ["list", "job_opportunities"],
        ["show", "job_opportunities", job],
        ["search", "clock"],
        ["tables"],
        ["count", "tasks"],
        ["db", "size"],
        ["log"],
        ["backup", "list"],
        ["add", "tasks", "title=Write"],
    )

    assert all("Clock Keeper" in one.out for one in said), said
    assert [one.code for one in ran[:-1]] == [0] * 8
    assert change == missing("sqlalchemy")
    assert look.count(Task) == 0


# --- Alembic ------------------------------------------------------------------------------------


def test_without_alembic_a_current_file_opens_and_is_written_to(home):
    made, count = typed_without({"alembic"}, home, ["add", "tasks", "title=Write"], ["count", "tasks"])

    assert made.code == 0
    assert count.out == "1\n"


def test_without_alembic_a_new_file_says_so(tmp_path):
    assert typed_without({"alembic"}, tmp_path / "new", ["list", "tasks"]) == [missing("alembic")]


# --- psycopg ------------------------------------------------------------------------------------


def test_without_psycopg_a_shared_place_says_so_and_the_rest_works(home, look):
    look.note(place=Address("localhost", 5432, "ats").to_text(), login="ats_m_0")
    gone, address = {"psycopg", "psycopg_binary"}, "postgresql://postgres@localhost/ats"

    rest = codes_without(gone, home, ["add", "tasks", "title=Write"], ["list", "tasks"], ["reminders", "run"])
    sharing = typed_without(gone, home, ["share", "init", address], ["sync"], stdin="x\n", before=KEYRING)

    assert rest == [0] * 3
    assert sharing == [missing("psycopg")] * 2


# --- keyring ------------------------------------------------------------------------------------


def test_without_keyring_secrets_last_for_this_run_and_sharing_is_refused_in_time(home):
    asks = "Passwords are kept only until the program is closed: the package “keyring” is missing."

    kept, refused, rest = typed_without(
        {"keyring"},
        home,
        ["mail", "set", "smtp.example.com", "ada@example.org"],
        ["share", "init", "postgresql://localhost/ats"],
        ["add", "tasks", "title=Write"],
        stdin="p\n",
        ATS_KEYRING="",
    )

    assert kept == Ran(0, f"Letters go out by smtp.example.com, as ada@example.org.\n{asks}\n", "")
    assert refused == Ran(3, "", f"The secret of the shared place would be lost with this command.\n{asks}\n")
    assert rest.code == 0


# --- Jinja2 -------------------------------------------------------------------------------------


def test_without_jinja2_letters_wait_and_say_why_and_the_rest_works(home):
    run, letter, rest = typed_without(
        {"jinja2"},
        home,
        ["mail", "set", "127.0.0.1", "ada@example.org", "--tls", "none"],
        ["add", "job_opportunities", "title=Clock Keeper", "deadline_on=2031-05-20"],
        ["reminders", "run", "--now", "2031-05-17T20:00Z"],
        ["mail", "test"],
        ["add", "tasks", "title=Write"],
        stdin="p\n",
    )[2:]

    assert run.code == 3
    assert "jinja2" in run.out
    assert (letter.code, "jinja2" in letter.err) == (3, True)
    assert rest.code == 0


# --- schedule -----------------------------------------------------------------------------------


def test_without_schedule_nothing_runs_by_itself_and_what_is_started_by_hand_works(home):
    gone = {"schedule"}
    beat = "from ats_desktop.app import App\napp = App.open(); app.begin(); print(app.heart.note); app.close()"

    assert "schedule" in run_without(gone, home, beat).out
    assert codes_without(gone, home, ["reminders", "run"], ["backup", "create"], ["add", "tasks", "title=x"]) == [0] * 3


# --- httpx2 -------------------------------------------------------------------------------------


@pytest.mark.parametrize("package", ["httpcore2", "httpx2"])
def test_without_the_web_a_link_is_a_card_and_the_reading_says_what_is_missing(home, look, package):
    before = look.count(JobOpportunity)

    assert typed_without({package}, home, ["add", "https://jobs.quillmark.example/baker"]) == [missing(package)]

    assert look.count(JobOpportunity) == before + 1


# --- Today, before anything else is there -----------------------------------------------------------


TODAY = """
import os
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from pathlib import Path
from PySide6.QtCore import QAbstractListModel, QTimer
from PySide6.QtWidgets import QApplication
from ats_desktop.ui.main import Opening

def look():
    if opening.window.ready:
        timer.stop()
        opening.window._app.warm.exception()
        QTimer.singleShot(300, tell)

def tell():
    models = opening.window.findChildren(QAbstractListModel)
    said = [str(model.index(row, 0).data()) for model in models for row in range(model.rowCount())]
    print("TODAY", " / ".join(said))
    print("TOLD", opening.window.strip.told)
    application.quit()

application = QApplication(["ats"])
opening = Opening(application, Path(os.environ["ATS_HOME"]))
timer = QTimer()
timer.timeout.connect(look)
timer.start(20)
QTimer.singleShot(30_000, tell)
opening.run()
"""


@pytest.mark.parametrize(
    "gone", [{"sqlalchemy"}, {"alembic"}, {"psycopg"}, {"keyring"}, {"jinja2"}, {"schedule"}], ids=str
)
def test_today_paints_whatever_is_missing(home, gone):
    ran = run_without(gone, home, TODAY)

    assert "Clock Keeper" in ran.out, ran


SAVE = """
import os
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtWidgets import QApplication
from ats_desktop.app import App
from ats_desktop.services import jobs
from ats_desktop.ui.theme import Theme
from ats_desktop.ui.window import Window

application = QApplication(["ats"])
Theme(application, mode="light")
app, window = App.open(), Window()
window.arrive(app)
app.warm.result()
window.do(jobs.add, app.work, "Night Watch")
print("TOLD", window.strip.told)
window.live.stop()
app.close()
"""


def test_without_sqlalchemy_the_window_says_what_it_cannot_save(home):
    ran = run_without({"sqlalchemy"}, home, SAVE)

    assert "TOLD A part of the program is missing: sqlalchemy." in ran.out, ran
